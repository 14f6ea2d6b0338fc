"""Experiment `mushroom-2x`: three short runs for tests, with MLflow 2.22's client as well as with 3.x."""

import mlflow
import pandas as pd

from . import boosting, mushrooms, tracking
from .mushrooms import SEEN_FROM_ABOVE, TARGET

NAME = "mushroom-2x"
NOTE = "Three short runs of gradient boosting on what can be seen from above."
LEARNING_RATES = (0.1, 0.3, 1.0)
STEPS, STEPS_PER_BLOCK = 60, 30


def train(client: mlflow.MlflowClient, table: pd.DataFrame, say) -> None:
    """Logs the whole experiment; `say` is called with a line per step."""
    experiment_id = tracking.open_experiment(NAME, NOTE, "test_accuracy")
    split = mushrooms.split(table[[TARGET, *SEEN_FROM_ABOVE]])
    for rate in LEARNING_RATES:
        with tracking.start_run(f"learning rate {rate}", f"**{STEPS}** steps", algorithm="gradient boosting") as run:
            model, curves = boosting.boost(split, rate, STEPS, STEPS_PER_BLOCK, run.info.run_id)
            boosting.log_outcome(model, curves, split, f"learning rate {rate}")
            if rate == LEARNING_RATES[-1]:
                logged = tracking.log_sklearn_model(
                    model,
                    "model",
                    split.x_test.head(5),
                    "cloudpickle",
                    registered_model_name=tracking.REGISTERED_MODEL,
                )
                number = str(logged.registered_model_version)
                tracking.describe_version(client, number, "champion", "Seen from above.", {"format": "cloudpickle"})
        say(f"learning rate {rate}: test accuracy {curves['test_accuracy'].iloc[-1]:.4f}")
    client.set_experiment_tag(experiment_id, tracking.DONE_TAG, "complete")

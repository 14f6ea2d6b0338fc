"""Experiment `mushroom-boosting`: the same question from what a walker sees, with curves over 300 steps."""

import itertools
import math
import time
import traceback

import mlflow
import numpy as np
import pandas as pd
from scipy.special import logit
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import GradientBoostingClassifier

from . import mushrooms, pictures, report, tracking
from .mushrooms import POISONOUS, SEED, SEEN_FROM_ABOVE, TARGET, Split

NAME = "mushroom-boosting"
NOTE = """
## Edible or poisonous, seen from above?

**Gradient boosting** on the [UCI mushroom data](https://doi.org/10.24432/C5959T) with only what a walker sees without
touching: the cap, how many stand together, and where. Five learning rates, 300 steps each.

- A small rate has not arrived after 300 steps; the greatest is there after 100, and from then on only trembles.
- `test_precision` of the first steps is **NaN** where nothing is called poisonous yet: there is nothing to be right about.
- The failed run is real: a negative learning rate is refused.
"""
LEARNING_RATES = (0.01, 0.03, 0.1, 0.3, 1.0)
STEPS, STEPS_PER_BLOCK = 300, 50
# MLflow 2 writes a key's slash as `#`, which its own upload then cuts off together with the rest of the name.
HISTOGRAM_KEY = "scores/histogram" if tracking.IS_MLFLOW_3 else "score_histogram"
# skops asks before it loads these; we wrote the file ourselves.
TRUSTED_TYPES = [
    "_loss.CyHalfBinomialLoss",
    "sklearn._loss.link.Interval",
    "sklearn._loss.link.LogitLink",
    "sklearn._loss.loss.HalfBinomialLoss",
    "sklearn.tree._tree.Tree",
]


def train(client: mlflow.MlflowClient, table: pd.DataFrame, say) -> None:
    """Logs the whole experiment; `say` is called with a line per step."""
    experiment_id = tracking.open_experiment(NAME, NOTE, "test_accuracy")
    mlflow.set_system_metrics_sampling_interval(1)
    mlflow.set_system_metrics_samples_before_logging(1)
    mlflow.enable_system_metrics_logging()
    split = mushrooms.split(table[[TARGET, *SEEN_FROM_ABOVE]])
    _log_baseline(split, say)
    finished = []
    for rate in LEARNING_RATES:
        note = f"{STEPS} steps at learning rate {rate}, each on a random half of the training rows."
        with tracking.start_run(f"learning rate {rate}", note, algorithm="gradient boosting", stage="training") as run:
            model, curves = boost(split, rate, STEPS, STEPS_PER_BLOCK, run.info.run_id)
            log_outcome(model, curves, split, f"learning rate {rate}")
            tracking.log_datasets(
                mushrooms.DATA_DOI, TARGET, {"training": split.train_table, "evaluation": split.test_table}
            )
        accuracy = curves["test_accuracy"].iloc[-1]
        say(f"learning rate {rate}: test accuracy {accuracy:.4f}, least test loss {curves['test_loss'].min():.4f}")
        finished.append((accuracy, model, rate))
    _, model, rate = max(finished, key=lambda one: one[0])
    _log_best(model, rate, split, say)
    _log_failure(split, say)
    client.set_experiment_tag(experiment_id, tracking.DONE_TAG, "complete")


def boost(
    split: Split, rate: float, steps: int, steps_per_block: int, run_id: str
) -> tuple[GradientBoostingClassifier, pd.DataFrame]:
    """Fits block by block and logs each block's steps when it is done, with the time at which each step was.

    The table that comes back has a row per step, from 1 on, and a column per metric.
    """
    model = GradientBoostingClassifier(
        learning_rate=rate,
        max_depth=2,
        min_samples_leaf=20,  # with smaller leaves the greatest rate takes one step that ends all learning
        subsample=0.5,
        random_state=SEED,
        warm_start=True,
    )
    history = tracking.History(run_id)
    lines = [f"gradient boosting, learning rate {rate}, {steps} steps, {len(split.x_train):,} training rows"]
    stamps: list[int] = []
    curves = pd.DataFrame()
    for last_step in range(steps_per_block, steps + 1, steps_per_block):
        began = time.perf_counter()
        model.set_params(n_estimators=last_step)
        model.fit(split.x_train, split.y_train, monitor=lambda *_: stamps.append(tracking.now_millis()))
        done = len(curves)
        block = _staged(model, split, done)
        curves = pd.concat([curves, block]) if done else block
        for row in block.itertuples():
            for key in block.columns:
                history.add(key, getattr(row, key), row.Index, stamps[row.Index - 1])
        history.flush({**model.get_params(), "n_estimators": steps} if done == 0 else None)
        _log_score_histogram(model, split, last_step)
        latest = curves.iloc[-1]
        lines.append(
            f"step {last_step:3}  train loss {latest.train_loss:.4f}  test loss {latest.test_loss:.4f}  "
            f"test accuracy {latest.test_accuracy:.4f}  {time.perf_counter() - began:.2f} s"
        )
    mlflow.log_text("\n".join(lines) + "\n", "training.log")
    return model, curves


def _scores(log_odds: np.ndarray, expected: np.ndarray, side: str) -> dict[str, float]:
    """Metrics from the log odds of poisonous: the loss needs no clipping there. To be sure and wrong costs infinity.

    Plain counts: scikit-learn's checked metrics would take most of a minute over all the steps.
    """
    poisonous = expected == POISONOUS
    called_poisonous = log_odds > 0
    scores = {
        f"{side}_loss": float(np.logaddexp(0, np.where(poisonous, -log_odds, log_odds)).mean()),
        f"{side}_accuracy": float((called_poisonous == poisonous).mean()),
    }
    if side == "test":
        right = int((called_poisonous & poisonous).sum())
        called = int(called_poisonous.sum())
        scores["test_precision"] = right / called if called else math.nan
        scores["test_recall"] = right / int(poisonous.sum())
    return scores


def _staged(model: GradientBoostingClassifier, split: Split, done: int = 0) -> pd.DataFrame:
    """The metrics of the steps after `done`."""
    stages = zip(model.staged_decision_function(split.x_train), model.staged_decision_function(split.x_test))
    rows = [
        _scores(on_train.ravel(), split.y_train, "train") | _scores(on_test.ravel(), split.y_test, "test")
        for on_train, on_test in itertools.islice(stages, done, None)
    ]
    return pd.DataFrame(rows, index=pd.RangeIndex(done + 1, done + len(rows) + 1, name="step"))


def _log_score_histogram(model: GradientBoostingClassifier, split: Split, step: int) -> None:
    figure = pictures.draw_scores(
        model.predict_proba(split.x_test)[:, 1], split.y_test, f"How sure it is after {step} steps"
    )
    mlflow.log_image(pictures.as_image(figure), key=HISTOGRAM_KEY, step=step, synchronous=True)


def log_outcome(model: GradientBoostingClassifier, curves: pd.DataFrame, split: Split, title: str) -> None:
    """The artifacts of a finished run: curves as CSV, summary as JSON, picture, report and a table of mistakes."""
    mlflow.log_text(curves.to_csv(), "curves/staged_metrics.csv")
    best_step = int(curves["test_loss"].idxmin())
    summary = {
        "learning_rate": model.learning_rate,
        "steps": len(curves),
        "least_test_loss": {"step": best_step, "value": curves["test_loss"].min()},
        "final": curves.iloc[-1].to_dict(),
        "characteristics": list(SEEN_FROM_ABOVE),
    }
    mlflow.log_dict(summary, "summary.json")
    importances = pd.Series(model.feature_importances_, model.feature_names_in_)
    figure = pictures.draw_importances(importances, f"What it looks at: {title}")
    mlflow.log_figure(figure, "feature_importance.png", save_kwargs={"dpi": 130})
    mlflow.log_text(report.write(title, curves, importances, best_step), "report.html")
    probability = model.predict_proba(split.x_test)[:, 1]
    wrong = split.test_table.assign(
        predicted=model.predict(split.x_test), probability_of_poisonous=probability.round(4)
    )
    wrong = wrong[wrong["predicted"] != wrong[TARGET]].reset_index(names="row")
    mlflow.log_table(wrong, "misclassified.json")


def _log_baseline(split: Split, say) -> None:
    note = (
        "Calls every mushroom edible. It never says *poisonous*, so its precision is **NaN**; "
        "it is sure and often wrong, so its loss is **infinite**."
    )
    with tracking.start_run("baseline (always edible)", note, algorithm="dummy", stage="baseline") as run:
        model = DummyClassifier(strategy="most_frequent").fit(split.x_train, split.y_train)
        history = tracking.History(run.info.run_id)
        for side, x, y in (("train", split.x_train, split.y_train), ("test", split.x_test, split.y_test)):
            with np.errstate(divide="ignore"):
                log_odds = logit(model.predict_proba(x)[:, 1])
            for key, value in _scores(log_odds, y, side).items():
                history.add(key, value)
        history.flush({"strategy": "most_frequent"})
    say("baseline: precision NaN, loss infinite")


def _log_best(model: GradientBoostingClassifier, rate: float, split: Split, say) -> None:
    note = f"The model that was right most often in the end: learning rate {rate}. Saved with skops."
    with tracking.start_run(f"best: learning rate {rate}", note, algorithm="gradient boosting", stage="export") as run:
        scores = _scores(model.decision_function(split.x_test), split.y_test, "test")
        tracking.History(run.info.run_id).flush({"learning_rate": rate, "n_estimators": STEPS})
        dataset = tracking.log_datasets(mushrooms.DATA_DOI, TARGET, {"evaluation": split.test_table})["evaluation"]
        logged = tracking.log_sklearn_model(
            model, "model", split.x_test.head(5), "skops", TRUSTED_TYPES, params={"learning_rate": rate}
        )
        tracking.log_evaluation(logged, scores, dataset)
    say(f"logged the model of learning rate {rate}")


def _log_failure(split: Split, say) -> None:
    """A run that really fails: scikit-learn refuses the learning rate."""
    with tracking.start_run("learning rate -0.1", algorithm="gradient boosting", stage="training"):
        mlflow.log_param("learning_rate", -0.1)
        try:
            GradientBoostingClassifier(learning_rate=-0.1).fit(split.x_train, split.y_train)
        except ValueError as failure:
            # Without the paths of this machine: the frames by name, then the message.
            frames = traceback.extract_tb(failure.__traceback__)
            lines = [f"  in {frame.name}: {frame.line}" for frame in frames]
            text = "\n".join(["Traceback (most recent call last):", *lines, f"{type(failure).__name__}: {failure}"])
            mlflow.log_text(text + "\n", "error/traceback.txt")
            mlflow.set_tag("error", str(failure))
            mlflow.end_run("FAILED")
            say(f"learning rate -0.1: failed, as it should ({type(failure).__name__})")

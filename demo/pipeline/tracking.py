"""What the two experiments need of MLflow, for its 2.22 and 3.x clients alike."""

import contextlib
import io
import logging
import os
import time
from collections.abc import Iterable
from importlib.metadata import version

import mlflow
import pandas as pd
from mlflow.entities import Metric, Param
from mlflow.models import infer_signature

IS_MLFLOW_3 = int(mlflow.__version__.split(".")[0]) >= 3
REGISTERED_MODEL = "mushroom"
SOURCE_NAME = "demo/train.py"
DONE_TAG = "sporeprint.demo"
_METRICS_PER_BATCH = 1000  # the server refuses a batch with more


class Unreachable(Exception):
    """No MLflow server answers at the tracking address; the message says what was tried."""


def connect(tracking_uri: str) -> mlflow.MlflowClient:
    """Points MLflow at the server, after one request without retries that shows that it answers."""
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    mlflow.set_tracking_uri(tracking_uri)
    retries = os.environ.get("MLFLOW_HTTP_REQUEST_MAX_RETRIES")
    os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = "0"
    client = mlflow.MlflowClient()
    try:
        client.search_experiments(max_results=1)
    except Exception as failure:
        raise Unreachable(f"no MLflow server answers at {tracking_uri}: {failure}") from failure
    finally:
        os.environ.pop("MLFLOW_HTTP_REQUEST_MAX_RETRIES")
        if retries is not None:
            os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = retries
    return client


def is_done(client: mlflow.MlflowClient, name: str) -> bool:
    """Whether an earlier run of the demo filled this experiment to the end."""
    experiment = client.get_experiment_by_name(name)
    return experiment is not None and experiment.tags.get(DONE_TAG) == "complete"


def open_experiment(name: str, note: str, primary_metric: str) -> str:
    """Makes the experiment, or takes the one that is there, and returns its id."""
    experiment_id = mlflow.set_experiment(name).experiment_id
    client = mlflow.MlflowClient()
    for key, value in {
        "mlflow.note.content": note.strip(),
        "mlflow.experiment.primaryMetric.name": primary_metric,
        "mlflow.experiment.primaryMetric.greaterIsBetter": "True",
        "data": "UCI mushroom",
        DONE_TAG: "training",
    }.items():
        client.set_experiment_tag(experiment_id, key, value)
    return experiment_id


def start_run(name: str, note: str = "", nested: bool = False, **tags: str) -> mlflow.ActiveRun:
    """`mlflow.start_run` with the note as the run's description and a source that is the same on every machine."""
    return mlflow.start_run(
        run_name=name,
        nested=nested,
        description=note.strip() or None,
        tags={"mlflow.source.name": SOURCE_NAME, **tags},
    )


def now_millis() -> int:
    return time.time_ns() // 1_000_000


class History:
    """Metric values of one run, kept until `flush`, so that hundreds of steps cost a few requests."""

    def __init__(self, run_id: str):
        self._run_id = run_id
        self._waiting: list[Metric] = []

    def add(self, key: str, value: float, step: int = 0, timestamp_millis: int | None = None) -> None:
        self._waiting.append(Metric(key, float(value), timestamp_millis or now_millis(), step))

    def flush(self, params: dict | None = None) -> None:
        client = mlflow.MlflowClient()
        as_params = [Param(key, str(value)) for key, value in (params or {}).items()]
        for start in range(0, max(len(self._waiting), 1), _METRICS_PER_BATCH):
            batch = self._waiting[start : start + _METRICS_PER_BATCH]
            client.log_batch(self._run_id, metrics=batch, params=as_params if start == 0 else [])
        self._waiting = []


def log_datasets(source: str, target: str, tables: dict[str, pd.DataFrame]) -> dict:
    """Each table as an artifact `dataset/<context>.csv` and as a dataset input of the active run."""
    datasets = {}
    for context, table in tables.items():
        dataset = mlflow.data.from_pandas(table, source=source, targets=target, name=f"mushrooms-{context}")
        mlflow.log_input(dataset, context=context)
        mlflow.log_text(table.to_csv(index=False), f"dataset/{context}.csv")
        datasets[context] = dataset
    return datasets


def log_sklearn_model(
    model,
    name: str,
    x_example: pd.DataFrame,
    serialization_format: str,
    trusted_types: Iterable[str] = (),
    registered_model_name: str | None = None,
    params: dict | None = None,
):
    """`mlflow.sklearn.log_model` with signature, input example and the versions that are installed.

    The requirements are given, since MLflow would otherwise start another Python to find them: ten seconds a model.
    """
    needed = ["mlflow", "scikit-learn", "pandas", "numpy", serialization_format]
    arguments = {
        "signature": infer_signature(x_example, model.predict(x_example)),
        "input_example": x_example,
        "serialization_format": serialization_format,
        "registered_model_name": registered_model_name,
        "pip_requirements": [f"{package}=={version(package)}" for package in needed],
    }
    if IS_MLFLOW_3:
        arguments |= {"name": name, "params": params}
        if serialization_format == "skops":
            arguments["skops_trusted_types"] = list(trusted_types)
    else:
        arguments["artifact_path"] = name
    with contextlib.redirect_stderr(io.StringIO()):  # registering prints lines of its own
        return mlflow.sklearn.log_model(model, **arguments)


def log_evaluation(logged, scores: dict[str, float], evaluation) -> None:
    """Metrics on a dataset, for the active run and, with MLflow 3, for the model that it logged as well."""
    of_model = {"dataset": evaluation, "model_id": logged.model_id} if IS_MLFLOW_3 else {}
    mlflow.log_metrics(scores, **of_model)


def describe_version(
    client: mlflow.MlflowClient, number: str, alias: str, description: str, tags: dict[str, str]
) -> None:
    """Gives one version of the registered model its alias, description and tags."""
    client.set_registered_model_alias(REGISTERED_MODEL, alias, number)
    client.update_model_version(REGISTERED_MODEL, number, description.strip())
    for key, value in tags.items():
        client.set_model_version_tag(REGISTERED_MODEL, number, key, value)

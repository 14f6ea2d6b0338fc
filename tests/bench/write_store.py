"""Writes an experiment of many runs into a new SQLite store of MLflow, with MLflow's own tables.

Over the REST API the same takes half an hour. Values come from a generator with a fixed seed, so every machine
measures the same runs.
"""

import argparse
import math
import random

from mlflow.entities import ViewType
from mlflow.store.tracking.dbmodels.models import SqlLatestMetric, SqlMetric, SqlParam, SqlRun, SqlTag
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

METRICS = 30
PARAMS = 20
# With the five that MLflow's own client sets on every run: ten tags.
OWN_TAGS = 5
MEANS = ["accuracy", "f1", "loss", "precision", "recall"]
OPTIMIZERS = ["adam", "adamw", "lion", "sgd"]
FIRST_START_MILLIS = 1_767_225_600_000
MINUTE_MILLIS = 60_000
RUNS_AT_ONCE = 500


def keys_of_metrics():
    return [f"{part}/{mean}" for part in ("test", "train", "val") for mean in MEANS] + [
        f"metric_{number:02}" for number in range(METRICS - 3 * len(MEANS))
    ]


def value_of_param(number, chance):
    match number % 4:
        case 0:
            return str(chance.randrange(1, 512))
        case 1:
            return f"{10 ** chance.uniform(-5, -1):.6g}"
        case 2:
            return chance.choice(OPTIMIZERS)
        case _:
            return str(chance.random() < 0.5)


def rows_of_run(index, experiment_id, artifacts, chance):
    run_id = f"{chance.getrandbits(128):032x}"
    name = f"run-{index:06}"
    start = FIRST_START_MILLIS + index * MINUTE_MILLIS
    end = start + chance.randrange(1_000, 3_600_000)
    status = "FAILED" if chance.random() < 0.03 else "FINISHED"
    run = {
        "run_uuid": run_id,
        "name": name,
        "source_type": "LOCAL",
        "source_name": "train.py",
        "entry_point_name": "",
        "user_id": "ada",
        "status": status,
        "start_time": start,
        "end_time": end,
        "deleted_time": None,
        "source_version": "",
        "lifecycle_stage": "active",
        "artifact_uri": f"{artifacts}/{run_id}/artifacts",
        "experiment_id": experiment_id,
    }
    metrics = [
        {
            "run_uuid": run_id,
            "key": key,
            "value": math.exp(chance.gauss(0, 1)),
            "timestamp": end,
            "step": 99,
            "is_nan": False,
        }
        for key in keys_of_metrics()
    ]
    params = [
        {"run_uuid": run_id, "key": f"param_{number:02}", "value": value_of_param(number, chance)}
        for number in range(PARAMS)
    ]
    tags = {
        "mlflow.runName": name,
        "mlflow.source.name": "train.py",
        "mlflow.source.type": "LOCAL",
        "mlflow.source.git.commit": f"{chance.getrandbits(160):040x}",
        "mlflow.user": "ada",
    }
    tags |= {f"tag_{number}": f"value {chance.randrange(20)}" for number in range(OWN_TAGS)}
    tags = [{"run_uuid": run_id, "key": key, "value": value} for key, value in tags.items()]
    return run, metrics, params, tags


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--experiment", required=True)
    parser.add_argument("--runs", type=int, required=True)
    arguments = parser.parse_args()

    store = SqlAlchemyStore(f"sqlite:///{arguments.database}", "mlflow-artifacts:/")
    experiment_id = store.create_experiment(arguments.experiment)
    artifacts = store.get_experiment(experiment_id).artifact_location
    chance = random.Random(3)
    for first in range(0, arguments.runs, RUNS_AT_ONCE):
        indices = range(first, min(first + RUNS_AT_ONCE, arguments.runs))
        written = [rows_of_run(index, int(experiment_id), artifacts, chance) for index in indices]
        with store.ManagedSessionMaker() as session:
            session.bulk_insert_mappings(SqlRun, [run for run, _, _, _ in written])
            for table, place in ((SqlMetric, 1), (SqlLatestMetric, 1), (SqlParam, 2), (SqlTag, 3)):
                session.bulk_insert_mappings(table, [row for run in written for row in run[place]])
    found = len(store.search_runs([experiment_id], "", ViewType.ACTIVE_ONLY, max_results=1))
    assert found == 1, "the store does not show the runs that were written"
    print(experiment_id)


if __name__ == "__main__":
    main()

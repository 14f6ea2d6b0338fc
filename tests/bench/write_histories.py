"""Writes experiments of few runs and long metrics into a new SQLite store of MLflow.

Runs are logged with MLflow's own store; their histories are written into its table at once, since over the REST API
three million points take hours. No two experiments should share a key: SQLite reads all runs' points of a key to find
those of one run. Values come from a generator with a fixed seed, so every machine measures the same.
Prints the experiments and their runs as JSON.
"""

import argparse
import json
import math
import random
import sqlite3

from mlflow.entities import Param, RunStatus, RunTag
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

FIRST_START_MILLIS = 1_767_225_600_000
MINUTE_MILLIS = 60_000
STEP_MILLIS = 1_000


def walk(chance, steps):
    """A loss: it falls, it is noisy, and now and then there is a spike."""
    floor, height, rate = chance.uniform(0.05, 0.5), chance.uniform(1, 3), chance.uniform(2, 8)
    drift = 0.0
    for step in range(steps):
        drift = 0.999 * drift + chance.uniform(-0.005, 0.005)
        spike = chance.uniform(0.2, 1) if chance.random() < 0.0005 else 0.0
        yield floor + height * math.exp(-rate * step / steps) + drift + spike


def write_experiment(store, database, name, runs, keys, steps, chance):
    experiment_id = store.create_experiment(name)
    ids = []
    for index in range(runs):
        start = FIRST_START_MILLIS + index * MINUTE_MILLIS
        run_name = f"run-{index:03}"
        tags = [RunTag("mlflow.runName", run_name), RunTag("mlflow.user", "ada")]
        run = store.create_run(experiment_id, "ada", start, tags, run_name)
        run_id = run.info.run_id
        params = [Param("lr", f"{10 ** chance.uniform(-5, -1):.6g}"), Param("depth", str(chance.randrange(2, 32)))]
        store.log_batch(run_id, [], params, [])
        store.update_run_info(run_id, RunStatus.FINISHED, start + steps * STEP_MILLIS, run_name)
        ids.append((run_id, start))
    for key in keys:
        for run_id, start in ids:
            rows = [
                (key, value, start + step * STEP_MILLIS, run_id, step) for step, value in enumerate(walk(chance, steps))
            ]
            database.executemany(
                "insert into metrics (key, value, timestamp, run_uuid, step, is_nan) values (?, ?, ?, ?, ?, 0)", rows
            )
            database.execute(
                "insert into latest_metrics (key, value, timestamp, run_uuid, step, is_nan) values (?, ?, ?, ?, ?, 0)",
                rows[-1],
            )
    database.commit()
    return {"id": experiment_id, "runs": [run_id for run_id, _ in ids], "keys": keys, "steps": steps}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--experiment", nargs=4, action="append", required=True, metavar=("NAME", "RUNS", "STEPS", "KEYS"))
    arguments = parser.parse_args()

    store = SqlAlchemyStore(f"sqlite:///{arguments.database}", "mlflow-artifacts:/")
    database = sqlite3.connect(arguments.database)
    database.execute("pragma synchronous = off")
    # Three million rows sorted once are indexed faster than one by one.
    indices = database.execute(
        "select name, sql from sqlite_master where type = 'index' and tbl_name = 'metrics' and sql is not null"
    ).fetchall()
    for name, _ in indices:
        database.execute(f'drop index "{name}"')
    database.commit()
    chance = random.Random(4)
    written = {
        name: write_experiment(store, database, name, int(runs), keys.split(","), int(steps), chance)
        for name, runs, steps, keys in arguments.experiment
    }
    for _, sql in indices:
        database.execute(sql)
    database.commit()
    database.close()
    for experiment in written.values():
        run, key = experiment["runs"][-1], experiment["keys"][-1]
        found = store.get_metric_history(run, key)
        assert len(found) == experiment["steps"], "the store does not show the history that was written"
    print(json.dumps(written))


if __name__ == "__main__":
    main()

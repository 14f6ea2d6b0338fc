"""Trains on the UCI mushroom data and logs everything to an MLflow server. See README.md beside this file."""

import argparse
import sys
import time

from pipeline import boosting, decision_tree, mushrooms, small, tracking


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracking-uri", required=True, metavar="URL", help="such as http://127.0.0.1:5000")
    parser.add_argument("--small", action="store_true", help="one experiment of three short runs, for tests")
    parser.add_argument("--once", action="store_true", help="leave experiments alone that are already there in full")
    options = parser.parse_args()
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {line}", flush=True)

    try:
        client = tracking.connect(options.tracking_uri)
    except tracking.Unreachable as failure:
        print(failure, "\nIs it running, and is the address right?", sep="", file=sys.stderr)
        return 2
    table = mushrooms.load()
    say(f"{len(table):,} mushrooms, {len(table.columns) - 1} characteristics")
    experiments = [small] if options.small else [decision_tree, boosting]
    for experiment in experiments:
        if options.once and tracking.is_done(client, experiment.NAME):
            say(f"{experiment.NAME}: already there")
            continue
        say(f"{experiment.NAME}")
        experiment.train(client, table, say)
    say("done")
    return 0


if __name__ == "__main__":
    sys.exit(main())

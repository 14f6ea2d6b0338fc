"""Measures how fast a tracking server answers for histories of metrics, by each way that there is.

    python tests/bench/histories.py http://127.0.0.1:5000 <experiment id> <metric> [<metric> …]

The first table asks each question once, of the first metric: seconds, points, points a second and bytes a point. The
second asks for the histories of all runs of all these metrics, over so many connections at once. What came out stands
in docs/benchmarks.md.
"""

import argparse
import http.client
import itertools
import json
import queue
import threading
import time
import urllib.parse

API = "/ajax-api/2.0/mlflow"
# More run ids do not fit into the 4,094 bytes that gunicorn takes as an address.
MOST_RUNS = 80
ALL_STEPS = {"start_step": -(2**63), "end_step": 2**63 - 1}
GRAPHQL = """query Histories($input: MlflowGetMetricHistoryBulkIntervalInput!) {
  mlflowGetMetricHistoryBulkInterval(input: $input) { metrics { key value timestamp step runId } }
}"""


def call(path, query):
    return "GET", f"{API}/{path}?{urllib.parse.urlencode(query, doseq=True)}", None


def interval(runs, metric, points, steps):
    query = {"run_ids": runs, "metric_key": metric, "max_results": points}
    return call("metrics/get-history-bulk-interval", query | steps)


def bulk(runs, metric):
    return call("metrics/get-history-bulk", {"run_id": runs, "metric_key": metric, "max_results": 25000})


def graphql(runs, metric, points):
    body = {"query": GRAPHQL, "variables": {"input": {"runIds": runs, "metricKey": metric, "maxResults": points}}}
    return "POST", "/graphql", json.dumps(body)


class Connection:
    """Stays open, as a browser's: a server's worker keeps it."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection(server)

    def ask(self, question):
        method, address, body = question
        self.connection.request(method, address, body, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status == 200, f"{answer.status}: {text[:300]}"
        return text


def ask_all(server, questions, connections):
    """Seconds, points and bytes of all answers."""
    left = queue.SimpleQueue()
    for question in questions:
        left.put(question)
    counts = []

    def work():
        connection = Connection(server)
        try:
            while True:
                text = connection.ask(left.get_nowait())
                counts.append((text.count(b'"step"'), len(text)))
        except queue.Empty:
            return

    threads = [threading.Thread(target=work) for _ in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    assert len(counts) == len(questions), "a question was not answered"
    return seconds, sum(points for points, _ in counts), sum(size for _, size in counts)


def show(words, seconds, points, size):
    each = size / max(points, 1)
    print(f"| {words} | {seconds:.2f} | {points:,} | {points / seconds:,.0f} | {each:.0f} |", flush=True)


def head(title):
    print(f"\n| {title} | s | points | points/s | bytes a point |\n|---|--:|--:|--:|--:|")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("server")
    parser.add_argument("experiment")
    parser.add_argument("metric", nargs="+")
    arguments = parser.parse_args()
    server, metrics = urllib.parse.urlsplit(arguments.server).netloc, arguments.metric
    metric = metrics[0]

    search = json.dumps({"experiment_ids": [arguments.experiment], "max_results": 100})
    found = json.loads(Connection(server).ask(("POST", f"{API}/runs/search", search)))
    runs = sorted(run["info"]["run_id"] for run in found["runs"])

    head("one question")
    for count in sorted({1, min(25, len(runs)), min(MOST_RUNS, len(runs))}):
        some = runs[:count]
        for points in (40, 320, 2500):
            for words, steps in (("", ALL_STEPS), (", no range", {})):
                question = interval(some, metric, points, steps)
                show(f"interval, {count} runs, {points}{words}", *ask_all(server, [question], 1))
        show(f"bulk, {count} runs", *ask_all(server, [bulk(some, metric)], 1))
        show(f"GraphQL, {count} runs, 40", *ask_all(server, [graphql(some, metric, 40)], 1))
    query = {"run_id": runs[0], "metric_key": metric, "max_results": 25000}
    show("history, 1 run, first page", *ask_all(server, [call("metrics/get-history", query)], 1))

    head(f"{len(runs)} runs × {len(metrics)} metrics")
    for points, batch, connections in itertools.product((40, 320), (25, 50, MOST_RUNS), (1, 2, 4, 6)):
        parts = [runs[first : first + batch] for first in range(0, len(runs), batch)]
        questions = [interval(part, metric, points, ALL_STEPS) for metric in metrics for part in parts]
        words = f"interval, {points}, {batch} runs a question, {connections} at once"
        show(words, *ask_all(server, questions, connections))


if __name__ == "__main__":
    main()

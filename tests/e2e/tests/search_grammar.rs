//! The search box's language against the servers' own: what it means, what is refused.

mod filters;

use anyhow::{Context, Result};
use filters::{damaged, filters, run};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::json;
use sporeprint::runs::{PageDecoder, RunSet};
use sporeprint::search::{ServerGrammar, matching, parse, split};
use sporeprint_e2e::{Rest, Scene, Tracking, list, scenarios, text};
use std::collections::BTreeSet;
use std::path::Path;

scenarios!["search":
    filters_find_the_runs_that_the_newest_server_finds,
    filters_find_the_runs_that_an_old_server_finds,
];

/// How many filters are tried on each server.
const FILTERS: usize = 240;
const RUNS: usize = 60;
const START_MILLIS: i64 = 1_700_000_000_000;

/// What differs between servers.
#[derive(Clone, Copy)]
struct Dialect {
    grammar: ServerGrammar,
    /// Whether NaN is told from 0, lists know upper case, and datasets may be asked for together with what is logged.
    is_exact: bool,
}

async fn filters_find_the_runs_that_the_newest_server_finds(scene: &Scene) -> Result<()> {
    agree(&scene.stage().settings().venv.clone(), scene, true).await
}

async fn filters_find_the_runs_that_an_old_server_finds(scene: &Scene) -> Result<()> {
    agree(&scene.stage().settings().venv_2.clone(), scene, false).await
}

async fn agree(venv: &Path, scene: &Scene, is_exact: bool) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("sporeprint-search-").tempdir()?;
    let log = scene.stage().settings().out.join("mlflow-search.log");
    let server = Tracking::start(venv, folder.path(), "", &log).await?;
    let rest = Rest::new(server.base())?;
    let version = reqwest::get(format!("{}version", server.base()))
        .await?
        .text()
        .await?;
    let dialect = Dialect {
        grammar: ServerGrammar::of_version(&version),
        is_exact,
    };
    let mut runner = TestRunner::deterministic();
    let experiment = log_runs(&rest, &mut runner, dialect).await?;
    let runs = all_runs(&rest, &experiment).await?;
    let searched = Searched {
        rest,
        experiment,
        runs,
        grammar: dialect.grammar,
    };

    let mut found = BTreeSet::new();
    for _ in 0..FILTERS {
        let filter = filters(dialect)
            .new_tree(&mut runner)
            .map_err(anyhow::Error::msg)?
            .current();
        found.insert(searched.assert_same(&filter).await?);
    }
    // Filters that find all, nothing, or always the same would prove little.
    assert!(
        found.len() > 15,
        "the filters find only {} different numbers of runs",
        found.len()
    );

    searched.assert_edges().await?;
    let mut disagreements = vec![];
    for _ in 0..FILTERS {
        let filter = damaged(dialect)
            .new_tree(&mut runner)
            .map_err(anyhow::Error::msg)?
            .current();
        disagreements.extend(searched.disagreement(&filter).await);
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
    Ok(())
}

struct Searched {
    rest: Rest,
    experiment: String,
    runs: RunSet,
    grammar: ServerGrammar,
}

impl Searched {
    /// The ids that the server finds; its refusal is an error.
    async fn on_server(&self, filter: &str) -> Result<BTreeSet<String>> {
        let runs = self.rest.runs(&self.experiment, filter, &[]).await?;
        Ok(runs.iter().map(|run| text(&run["info"]["run_id"])).collect())
    }

    /// Holds that the server, this filter evaluated here, and the filter's two halves find the same; gives how many.
    async fn assert_same(&self, filter: &str) -> Result<usize> {
        let on_server = self.on_server(filter).await?;
        let search = parse(filter).map_err(|problem| anyhow::anyhow!("{filter}: {problem:?}"))?;
        let search = search.context("a filter says something")?;
        let here: BTreeSet<String> = self.ids(&matching(&search, &self.runs, self.runs.rows()));
        assert_eq!(on_server, here, "{filter}");

        let halves = split(&search, self.grammar);
        let mut rows: Vec<u32> = self.runs.rows().to_vec();
        if let Some(server) = &halves.server {
            let found = self.on_server(server).await?;
            rows.retain(|row| found.contains(self.runs.id(*row)));
        }
        if let Some(here) = &halves.here {
            rows = matching(here, &self.runs, &rows);
        }
        assert_eq!(on_server, self.ids(&rows), "{filter}, split into {halves:?}");
        Ok(on_server.len())
    }

    fn ids(&self, rows: &[u32]) -> BTreeSet<String> {
        rows.iter().map(|row| self.runs.id(*row).to_owned()).collect()
    }

    /// What is wrong if the server takes a filter that is not taken here, or that means something else here, or refuses
    /// what is sent to it.
    async fn disagreement(&self, filter: &str) -> Option<String> {
        let search = match (self.on_server(filter).await, parse(filter)) {
            (Ok(_), Err(problem)) => {
                return Some(format!("{filter}\n    only the server takes it: {problem:?}"));
            }
            (Ok(_), Ok(None)) => return Some(format!("{filter}\n    says something to the server only")),
            (Ok(on_server), Ok(Some(search))) => {
                let here = self.ids(&matching(&search, &self.runs, self.runs.rows()));
                return (on_server != here).then(|| format!("{filter}\n    read as {search:?}"));
            }
            (Err(_), search) => search.ok()??,
        };
        let sent = split(&search, self.grammar).server?;
        let refusal = self.on_server(&sent).await.err()?;
        Some(format!("{filter}\n    is sent as {sent}: {refusal}"))
    }

    /// What chance may not find.
    async fn assert_edges(&self) -> Result<()> {
        for filter in [
            "metrics.loss > 0 metrics.loss < 2",
            "`run name` != 'x' and attributes.`Run Name` LIKE '%'",
            "Created >= 0",
            "`params`.model = \"tree\"",
            "params.'a key' != 'tree'",
            "tags.mlflow.runName != 'x'",
            "params.model = 'C:\\'",
            "run_id NOT IN ('abc', 'def')",
        ] {
            self.assert_same(filter).await?;
        }
        for filter in [
            "metrics.loss > '1'",
            "metrics.loss LIKE 'x'",
            "metrics.loss = tree",
            "params.model > 'a'",
            "status > 'a'",
            "start_time = '5'",
            "foo = 'x'",
            "attributes.foo = 'x'",
            "dataset.size = 'x'",
            "params.model",
            "params.model = ",
            "params.model = 'x",
            "params.model === 'x'",
            "run_id IN ()",
            "run_id IN 'x'",
            "run_id IN ('x'",
            "params.model IS 'x'",
            "= 'x'",
            "params.model = 'x' OR",
            "(params.model = 'x'",
        ] {
            assert!(parse(filter).is_err(), "{filter} is no search");
            assert!(self.on_server(filter).await.is_err(), "{filter} is no filter");
        }
        Ok(())
    }
}

/// Makes an experiment and its runs; gives its id.
async fn log_runs(rest: &Rest, runner: &mut TestRunner, dialect: Dialect) -> Result<String> {
    let made = rest
        .post("experiments/create", json!({ "name": "search grammar" }))
        .await?;
    let experiment = text(&made["experiment_id"]);
    for index in 0..RUNS {
        let run = run(dialect)
            .new_tree(runner)
            .map_err(anyhow::Error::msg)?
            .current();
        let start = START_MILLIS + i64::try_from(index)? * 1000;
        let made = rest
            .post(
                "runs/create",
                json!({ "experiment_id": experiment, "start_time": start, "user_id": run["user"], "run_name": run["name"] }),
            )
            .await?;
        let id = text(&made["run"]["info"]["run_id"]);
        let batch =
            json!({ "run_id": id, "metrics": run["metrics"], "params": run["params"], "tags": run["tags"] });
        rest.post("runs/log-batch", batch).await?;
        if list(&run, "datasets").next().is_some() {
            rest.post(
                "runs/log-inputs",
                json!({ "run_id": id, "datasets": run["datasets"] }),
            )
            .await?;
        }
        if run["status"] != "RUNNING" {
            let end = json!({ "run_id": id, "status": run["status"], "end_time": start + 5000 });
            rest.post("runs/update", end).await?;
        }
    }
    Ok(experiment)
}

async fn all_runs(rest: &Rest, experiment: &str) -> Result<RunSet> {
    let body = json!({ "experiment_ids": [experiment], "max_results": 1000 });
    let answer = rest.post("runs/search", body).await?;
    let mut runs = RunSet::new();
    let mut decoder = PageDecoder::new();
    decoder.push(answer.to_string().as_bytes());
    decoder.decode_some(&mut runs, &mut || false)?;
    decoder.finish()?;
    assert_eq!(runs.len(), RUNS);
    Ok(runs)
}

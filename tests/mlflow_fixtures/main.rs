//! Every call against the answers that real servers gave to exactly that request.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

mod artifact_answers;
mod experiment_answers;
mod history_answers;
mod model_answers;
#[path = "../recorded/mod.rs"]
mod recorded;
mod run_answers;
mod server_answers;

use recorded::Server;
use sporeprint::mlflow::*;

const EXPERIMENT: &str = "naïve \"double\" & it's `ticked` + 100% #1";
const MODEL: &str = "champignon é 50%+#1";
const FILE: &str = "plus+and 100% & é's.txt";

/// The experiment that has the runs: the first that either server made.
fn experiment() -> ExperimentId {
    ExperimentId::from("1")
}

fn run_search() -> RunSearch {
    RunSearch {
        experiment_ids: vec![experiment()],
        ..RunSearch::default()
    }
}

fn run_named(server: &Server, name: &str) -> Run {
    let page = server.success("runs-search", &runs::search(&run_search()));
    page.items.into_iter().find(|run| run.info.name == name).unwrap()
}

fn parent(server: &Server) -> Run {
    run_named(server, "awkward \"run\" it's `é`")
}

fn names(page: &Page<Experiment>) -> Vec<&str> {
    page.items
        .iter()
        .map(|experiment| experiment.name.as_str())
        .collect()
}

fn run_names(page: &Page<Run>) -> Vec<&str> {
    page.items.iter().map(|run| run.info.name.as_str()).collect()
}

fn column(name: Option<&str>, kind: &str) -> Column {
    Column {
        name: name.map(str::to_owned),
        kind: kind.to_owned(),
        required: true,
    }
}

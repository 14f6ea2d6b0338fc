//! Runs for tests of what is drawn of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{DrawnRun, RunSource};
use crate::chart::run_color;
use crate::mlflow::RunId;
use crate::runs::{Column, number_in};

/// Runs whose cells are texts.
pub(super) struct TestSource {
    runs: Arc<[DrawnRun]>,
    cells: BTreeMap<Column, Vec<Option<String>>>,
    lower_is_better: bool,
}

impl TestSource {
    /// So many runs: `run-0`, `run-1`, …
    pub(super) fn new(runs: usize) -> Self {
        let run = |index: usize| DrawnRun {
            id: RunId::from(format!("{index:032x}")),
            name: format!("run-{index}").into(),
            color: run_color(&format!("{index:032x}")),
            is_running: false,
            start_millis: None,
            group: None,
        };
        Self {
            runs: (0..runs).map(run).collect(),
            cells: BTreeMap::new(),
            lower_is_better: true,
        }
    }

    /// A column, from the first run on.
    pub(super) fn with(mut self, column: &str, cells: &[Option<&str>]) -> Self {
        let cells = cells.iter().map(|cell| cell.map(ToOwned::to_owned)).collect();
        self.cells.insert(Column::parse(column).unwrap(), cells);
        self
    }

    /// Metrics get better upward.
    pub(super) fn higher_is_better(mut self) -> Self {
        self.lower_is_better = false;
        self
    }
}

impl RunSource for TestSource {
    fn runs(&self) -> Arc<[DrawnRun]> {
        Arc::clone(&self.runs)
    }

    fn groups(&self) -> Arc<[Arc<str>]> {
        Arc::default()
    }

    fn columns(&self) -> Vec<Column> {
        self.cells.keys().cloned().collect()
    }

    fn number(&self, run: usize, column: &Column) -> Option<f64> {
        number_in(&self.text(run, column)?)
    }

    fn text(&self, run: usize, column: &Column) -> Option<String> {
        self.cells.get(column)?.get(run)?.clone()
    }

    fn last_step(&self, _: &str) -> Option<i64> {
        None
    }

    fn is_lower_better(&self, _: &str) -> Option<bool> {
        Some(self.lower_is_better)
    }
}

//! The runs that a board draws, whoever has them: the table of an experiment, the page of one run.

use std::sync::Arc;

use super::ColumnValues;
use crate::chart::Rgb;
use crate::mlflow::RunId;
use crate::runs::Column;

/// One run that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnRun {
    /// Its id.
    pub id: RunId,
    /// Its name.
    pub name: Arc<str>,
    /// Its colour, the same everywhere.
    pub color: Rgb,
    /// Whether it still runs, so that more values may come.
    pub is_running: bool,
    /// When it began, in milliseconds since 1970, where that is known.
    pub start_millis: Option<i64>,
    /// The group that it is drawn with, as an index into [`RunSource::groups`].
    pub group: Option<u32>,
}

/// The runs that a board draws, from the top of the table down.
pub trait RunSource {
    /// The runs; an `Arc` that is another one when they have changed.
    fn runs(&self) -> Arc<[DrawnRun]>;
    /// The groups that the runs are drawn in, by their names; none where each is drawn by itself.
    fn groups(&self) -> Arc<[Arc<str>]>;
    /// The columns that any of the runs has a value in.
    fn columns(&self) -> Vec<Column>;
    /// A number of the run at an index of [`RunSource::runs`], as the table sorts by it; NaN for NaN.
    fn number(&self, run: usize, column: &Column) -> Option<f64>;
    /// What the table shows of it; `None` where it has none.
    fn text(&self, run: usize, column: &Column) -> Option<String>;
    /// What these runs have in a column: [`RunSource::number`] and [`RunSource::text`] of each, faster where the source
    /// has the column as a whole.
    fn values(&self, runs: &[usize], column: &Column) -> ColumnValues {
        ColumnValues::of_cells(runs, &|run| self.number(run, column), &|run| {
            self.text(run, column)
        })
    }
    /// The greatest step that a metric is known to have been logged at, by any of the runs; `None` where not known.
    fn last_step(&self, metric: &str) -> Option<i64>;
    /// Whether smaller values of a metric are the better ones, as far as anyone knows.
    fn is_lower_better(&self, metric: &str) -> Option<bool>;
}

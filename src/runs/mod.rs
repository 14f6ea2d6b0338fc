//! Runs as columns: what a table of them shows, one typed column for each metric and parameter, and the search
//! that fills it.

mod columns;
mod search;

pub use columns::{Columns, MetricColumn, ParamColumn};
pub use search::run_search;

//! Runs as columns: what a table of them shows, one typed column for each metric and parameter.

mod columns;

pub use columns::{Columns, MetricColumn, ParamColumn};

//! The column picker: which columns the table of runs shows.

mod list;
mod picker;

pub use picker::ColumnPicker;

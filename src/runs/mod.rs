//! Runs as columns: what a table of them shows, and the search that fills it.
//!
//! [`PageDecoder`] reads answers of the server into a [`RunSet`], one typed column for each metric, parameter, tag and
//! attribute. All else works on lists of its rows: [`sort`] puts them in order, [`arrange`] makes the lines of a table of
//! them, [`Statistics`] says what their numbers are together. [`Paging`] plans what to ask the server for.

mod arrange;
mod asked;
mod cells;
mod column_ref;
mod dictionary;
mod direction;
mod edits;
mod export;
mod export_cell;
mod field;
mod field_table;
mod grouping;
mod intake;
mod json_reader;
mod lists;
mod natural;
mod nesting;
mod order;
mod page_decoder;
mod page_scanner;
mod paging;
mod past;
mod radix;
mod read_run;
mod run_set;
mod statistics;
mod text_column;
pub mod view;

pub use arrange::{Arranging, Line, RunLines, arrange};
pub use asked::{Asked, start_of_range};
pub use column_ref::ColumnRef;
pub use direction::{Direction, PrimaryMetric};
pub use export::{Export, ExportFormat, ExportOptions};
pub use export_cell::TextTable;
pub use field::{Attribute, Column, Field, Past};
pub use field_table::{FieldId, FieldKind};
pub use lists::{RunDataset, RunModel};
pub use natural::{compare as compare_naturally, number_in};
pub use order::{PastNumber, SortKey, sort};
pub use page_decoder::PageDecoder;
pub use paging::{FIRST_LIMIT, Loading, PageMeasure, Paging};
pub use past::{Detail, Histories, History, HistoryRequest};
pub use run_set::{FieldEntry, RunSet};
pub use statistics::{Statistics, differs};

//! A board of charts: which charts there are, where they stand, and how each is set up.
//!
//! | file | what it is |
//! |---|---|
//! | `arranged` | the board itself, and what becomes of it when other metrics are there |
//! | `card` | one card: what it shows and what it is called |
//! | `column_values` | what a column holds of all runs: numbers, or words |
//! | `difference`, `difference_cell` | what runs differ in, against one of them |
//! | `edit` | what a person does to a board |
//! | `finder` | the search over charts |
//! | `ids` | the names of cards and sections |
//! | `importance` | what a forest is asked about the runs, and how its answer reads |
//! | `lines` | what is drawn of a line plot, made of histories piece by piece |
//! | `look` | how lines look once plot and settings are put together |
//! | `layout` | where everything stands, in CSS pixels |
//! | `parallel` | parallel coordinates: which axes, of what, in which colours |
//! | `plot` | what one chart shows: of which metrics, params or tags, on which axes |
//! | `plot_table` | what a chart is made of, as a table |
//! | `plotted` | what is drawn of a plot that is not of lines |
//! | `settings` | what holds for all charts of a board |
//! | `slots` | what a person chooses of a plot |
//! | `source` | the runs that a board draws, whoever has them |
//! | `stored`, `stored_card` | a board as it is kept |
//! | `zoom` | what is shown of a chart for now |

mod arranged;
mod card;
mod column_values;
mod difference;
mod difference_cell;
mod edit;
mod finder;
mod ids;
mod importance;
mod layout;
mod lines;
mod look;
mod parallel;
mod plot;
mod plot_table;
mod plotted;
mod settings;
mod slots;
mod source;
mod stored;
mod stored_card;
#[cfg(test)]
mod test_source;
mod zoom;

pub use crate::chart::{BandKind, Points, ScaleKind, Smoothing, XAxis};
pub use arranged::{Board, Place, Section};
pub use card::{Card, title_of};
pub use column_values::ColumnValues;
pub use difference::{DifferenceGroup, DifferenceRow, DifferenceTable};
pub use difference_cell::{Change, DifferenceCell};
pub use edit::{MOST_CARDS, MOST_CHARACTERS, MOST_NAME_CHARACTERS};
pub use finder::Finder;
pub use ids::{CardId, SectionId};
pub use importance::{IMPORTANCE_MOST_COLUMNS, IMPORTANCE_MOST_RUNS, ImportanceQuestion};
pub use layout::{CardBox, Drop, GAP_CSS, HEAD_CSS, Layout, SectionBox, Step};
pub use lines::{
    Holding, LineKey, LineKeys, LineOwner, LinePicture, LineTask, LineValue, LineWork, MOST_LINE_METRICS,
    Member, PlotLine, SERIES_CSV_HEAD, Unplaced, csv_piece_count, csv_pieces, series_csv,
};
pub use look::LineLook;
pub use parallel::{LineColors, parallel_remarks, placed_axis};
pub use plot::{
    BarPlot, ContourPlot, DifferencePlot, HistogramPlot, ImagesPlot, ImportancePlot, LinePlot, ParallelAxis,
    ParallelPlot, Plot, Range, ScatterPlot, SpreadKind, SpreadPlot,
};
pub use plot_table::{columns_of, importance_chart, importance_table, runs_table};
pub use plotted::{
    Spans, bar_chart, contour_chart, histogram_chart, plotted_runs, plotted_values, scatter_chart,
    spread_chart,
};
pub use settings::{RunsDrawn, Settings};
pub use slots::{PlotKind, Slot, Takes, choices, lacking, slots, with_choices, with_slots};
pub use source::{DrawnRun, RunSource};
pub use zoom::Zoom;

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;

//! The other kinds of charts: a mark for each run, group, bin or cell.
//!
//! | file | what it is |
//! |---|---|
//! | `parallel` | an axis for each column, a line for each run |
//! | `values` | what is drawn of a column: a number or a place among names for each run |
//! | `plot` | what all of them have in common, and the one function that draws them |
//! | `bar`, `scatter`, `histogram`, `spread`, `heat`, `contour` | one kind each; `…_targets`: what is pointed at in them; `bar_words`: bars in words |
//! | `groups`, `cells`, `fit` | runs parted by a column; by two; a line through them |
//! | `picture`, `cloud` | shapes, worked out without a backend, then painted on any |
//! | `sequential`, `legend` | colours for numbers; what colours and sizes mean |
//! | `target` | what a pointer or a key points at in a drawn chart, and what is said of it |
//! | `press` | what a press on a chart means: a click, a drag, the first tap or the second |
//! | `table` | what is drawn, as a table |

mod bar;
mod bar_targets;
mod bar_words;
mod cells;
mod cloud;
mod contour;
mod fit;
mod groups;
mod heat;
mod histogram;
mod legend;
pub mod parallel;
mod picture;
mod plot;
#[cfg(test)]
mod plot_tests;
mod press;
mod scatter;
mod sequential;
mod spread;
mod spread_targets;
mod table;
mod target;
mod values;

pub use bar::{BAR_ROW_CSS, BarChart, BarOrder, Better};
pub use contour::ContourChart;
pub use heat::HeatChart;
pub use histogram::HistogramChart;
pub use plot::{Look, Plot, draw_plot, plot_to_svg};
pub use press::{LEAST_DRAG_CSS, Press, PressEnd};
pub use scatter::ScatterChart;
pub use sequential::Sequential;
pub use spread::{SpreadChart, SpreadForm};
pub use table::Table;
pub use target::{Outline, Pointed, Targets, Way};
pub use values::{PlottedRun, Values};

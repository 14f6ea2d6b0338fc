//! Charts: from points to a picture on any plotters backend.
//!
//! | file | what it is |
//! |---|---|
//! | `series` | what is drawn: one metric of one run as typed columns |
//! | `palette` | colours that most people can tell apart; a run keeps its own |
//! | `scale`, `ticks`, `label` | values to places, and where an axis says what |
//! | `downsample`, `clip` | only what can be seen, only inside the plot |
//! | `paint` | CSS pixels on a backend that counts in whole units |
//! | `line`, `axes`, `ends` | the line chart |
//! | `projection` | from a place on the screen back to the data: hover and keys |
//! | `spoken` | the chart in words |
//!
//! Lengths end in `_css` where they count CSS pixels. Drawing is generic over plotters' `DrawingBackend`: a canvas in
//! the browser, SVG in the tests.

mod axes;
mod clip;
mod downsample;
mod ends;
mod label;
mod line;
#[cfg(test)]
mod line_tests;
mod paint;
mod palette;
mod projection;
mod scale;
mod series;
mod spoken;
mod ticks;

pub use clip::Rect;
pub use downsample::strokes_per_column;
pub use label::{value_label, whole_label};
pub use line::{ChartError, LineChart, Theme, draw};
pub use paint::Resolution;
pub use palette::{LINE_COLORS, Rgb, run_color};
pub use projection::{Hit, Projection, ReadOut};
pub use scale::LinearScale;
pub use series::{Point, Series, Summary, step_extent, value_extent};
pub use spoken::spoken_summary;
pub use ticks::{Tick, linear_ticks, whole_ticks};

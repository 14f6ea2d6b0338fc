//! Drawing charts.
//!
//! | file | what it is |
//! |---|---|
//! | `theme` | the page's colours and font, how finely a backend counts, why drawing fails |
//! | `surface` | what charts ask of a plotters backend beyond plotters' own shapes |
//! | `brush` | CSS pixels on a backend that counts in whole units |
//! | `clip` | only inside the plot |
//! | `axes` | grid, labels and names around a plot |
//! | `line` | one line |
//! | `line_chart`, `extent`, `marks`, `ends` | the line chart: what it spans, its marks, its last values |
//! | `band` | the area around a line |
//! | `dense`, `raster` | many lines as one picture |
//! | `projection` | between the data and the places on the screen |
//! | `svg` | a chart as a file |
//! | `spoken` | the chart in words |

pub(super) mod axes;
mod band;
pub(super) mod brush;
pub(super) mod clip;
mod dense;
#[cfg(test)]
mod dense_tests;
mod ends;
mod extent;
mod line;
mod line_chart;
#[cfg(test)]
mod line_tests;
mod marks;
mod projection;
mod raster;
mod spoken;
mod surface;
pub(super) mod svg;
mod theme;

pub use clip::Rect;
pub use line::{Dash, Line};
pub use line_chart::{LineChart, draw, draw_over};
pub use projection::Projection;
pub use raster::Pixels;
pub use spoken::spoken_summary;
pub use surface::{Pen, Surface};
pub use svg::to_svg;
pub use theme::{ChartError, Ink, Resolution, Theme};

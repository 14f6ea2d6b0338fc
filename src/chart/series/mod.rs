//! What is drawn, as columns: from a metric of a run to the corners of its line.
//!
//! `Series` (what was logged) → `Trace` (x by the axis, y smoothed) → `Strokes` or `Span`s (what the pixels can show).
//!
//! | file | what it is |
//! |---|---|
//! | `points` | one metric of one run as logged |
//! | `trace` | a line: x and y |
//! | `x_column` | a line over steps, time or another metric |
//! | `smooth`, `smooth_by_distance` | a line without its noise |
//! | `outliers`, `quantile` | a line without its rarest values |
//! | `band` | a group of lines as a mean and a band |
//! | `spans`, `places` | only what can be seen of a line, column of pixels by column |
//! | `bar`, `pyramid` | what many points come to, so that few have to be looked at |
//! | `downsample` | the same by looking at each point, for the tests |

mod band;
mod bar;
#[cfg(test)]
mod downsample;
mod outliers;
mod places;
mod points;
mod pyramid;
mod quantile;
mod smooth;
mod smooth_by_distance;
mod spans;
mod trace;
mod x_column;

pub use band::{Band, MeanWork};
pub use outliers::clip_outliers;
pub use points::{Point, Series};
pub use smooth::smooth;
pub use spans::{Span, Strokes};
pub use trace::Trace;
pub(in crate::chart) use x_column::last_per_step;
pub use x_column::{XColumn, trace_of};

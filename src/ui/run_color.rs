//! The colour of a run, the same in tables and charts.

use crate::chart::{Rgb, run_color};

/// The tag in which the official UI keeps the colour that a person gave to a run, such as `#0072b2`.
pub const COLOR_TAG: &str = "mlflow.runColor";

/// The colour of a run: the one that its tag says, or else the one of its id.
pub fn color_of(id: &str, tag: Option<&str>) -> Rgb {
    tag.and_then(Rgb::from_css).unwrap_or_else(|| run_color(id))
}

//! What is pointed at on a chart, with the pointer or with keys.

use crate::chart::{Projection, ReadOut, Series};

/// Where the crosshair was put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cursor {
    /// Under the pointer, in CSS pixels from the chart's upper left corner.
    Pointer { x_css: f64, y_css: f64 },
    /// On a step, by key.
    Step(i64),
}

impl Cursor {
    /// What is read out at the cursor.
    pub(super) fn read_out(self, projection: &Projection, series: &[Series]) -> Option<ReadOut> {
        match self {
            Self::Pointer { x_css, y_css } => projection.read_out(series, x_css, y_css),
            Self::Step(step) => projection.read_out_at(series, step),
        }
    }
}

/// Where a key puts the crosshair: arrows go to the next step, Home and End to the first and the last.
/// `None` for any other key.
pub(super) fn step_for_key(key: &str, projection: &Projection, series: &[Series], at: Option<i64>) -> Option<i64> {
    let next = |from: i64, forward: bool| projection.next_step(series, from, forward);
    let first = || next(i64::MIN, true);
    let last = || next(i64::MAX, false);
    match (key, at) {
        // At either end the crosshair stays.
        ("ArrowRight", Some(at)) => next(at, true).or(Some(at)),
        ("ArrowLeft", Some(at)) => next(at, false).or(Some(at)),
        ("ArrowRight" | "Home", _) => first(),
        ("ArrowLeft" | "End", _) => last(),
        _ => None,
    }
}

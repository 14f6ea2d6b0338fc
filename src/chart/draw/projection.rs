//! Between the data and the places on the screen.

use super::clip::Rect;
use crate::chart::axis::{AxisUnit, Scale};

/// Where a drawn chart put its data, in CSS pixels from the chart's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    /// The part of the chart that the lines are drawn in.
    pub plot: Rect,
    /// What the width of the plot spans.
    pub x: Scale,
    /// What the height of the plot spans.
    pub y: Scale,
    /// What the x axis counts.
    pub x_unit: AxisUnit,
    /// What the y axis counts.
    pub y_unit: AxisUnit,
}

impl Projection {
    /// From a value on the x axis to CSS pixels. What has no place there, such as zero on a logarithmic axis, lies on
    /// the left edge of the plot.
    pub fn x_to_css(&self, x: f64) -> f64 {
        if self.x.has_place(x) {
            self.plot.left + self.x.to_unit(x) * self.plot.width()
        } else {
            self.plot.left
        }
    }

    /// From a value on the y axis to CSS pixels. ∞ lies on the upper edge of the plot, anything else that has no place
    /// there on the lower one: −∞, NaN, and zero on a logarithmic axis.
    pub fn y_to_css(&self, y: f64) -> f64 {
        if self.y.has_place(y) {
            self.plot.bottom - self.y.to_unit(y) * self.plot.height()
        } else if y == f64::INFINITY {
            self.plot.top
        } else {
            self.plot.bottom
        }
    }

    /// From CSS pixels to a value on the x axis.
    pub fn x_from_css(&self, x_css: f64) -> f64 {
        self.x.from_unit((x_css - self.plot.left) / self.plot.width())
    }

    /// From CSS pixels to a value on the y axis.
    pub fn y_from_css(&self, y_css: f64) -> f64 {
        self.y.from_unit((self.plot.bottom - y_css) / self.plot.height())
    }
}

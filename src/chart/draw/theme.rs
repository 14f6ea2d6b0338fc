//! What a page gives a chart to draw with, and why drawing may fail.

use std::fmt::{self, Display};

use crate::chart::palette::Rgb;

/// The colours and the font that the page gives a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The lines at each tick: barely there.
    pub grid: Rgb,
    /// The line that the steps stand on.
    pub axis: Rgb,
    /// Labels of the axes.
    pub text: Rgb,
    /// The figures that are read first: the last values.
    pub strong: Rgb,
    /// What the chart lies on.
    pub surface: Rgb,
    /// A CSS font family list.
    pub font_family: String,
    /// The size of labels, in CSS pixels.
    pub font_css: f64,
}

/// How finely a backend is addressed.
///
/// Plotters counts in whole numbers. A backend that counts in fractions of a device pixel draws slopes that do not
/// stagger, and strokes of one and a half pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolution {
    /// Device pixels per CSS pixel: 1 on a plain screen, 2 on a dense one, anything between when zoomed.
    pub device_per_css: f64,
    /// The backend's units per device pixel.
    pub units_per_device: u32,
}

impl Resolution {
    /// The backend's units per CSS pixel.
    pub(super) fn units_per_css(&self) -> f64 {
        self.device_per_css * f64::from(self.units_per_device)
    }
}

/// A colour that may let through what is behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// The colour.
    pub color: Rgb,
    /// How much it covers: from 0 for nothing to 1 for all.
    pub alpha: f64,
}

impl From<Rgb> for Ink {
    fn from(color: Rgb) -> Self {
        Self { color, alpha: 1.0 }
    }
}

/// Why a chart could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// There is not even room for the labels.
    TooSmall,
    /// The backend failed and says why.
    Backend(String),
}

impl ChartError {
    pub(super) fn backend(error: impl Display) -> Self {
        Self::Backend(error.to_string())
    }
}

impl Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooSmall => f.write_str("the chart has no room"),
            Self::Backend(reason) => write!(f, "the chart could not be drawn: {reason}"),
        }
    }
}

impl std::error::Error for ChartError {}

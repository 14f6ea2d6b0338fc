//! What all kinds of plots have in common: they say what stands around them, lay themselves out as shapes, and are
//! painted by one function on any backend.

use std::sync::Arc;

use plotters::coord::Shift;
use plotters::prelude::DrawingArea;

use super::picture::Picture;
use super::table::Table;
use super::target::Targets;
use crate::chart::axis::{Axis, AxisUnit, Locale, Scale};
use crate::chart::draw::axes::{self, Frame, Side};
use crate::chart::draw::brush::Brush;
use crate::chart::draw::svg::svg_document;
use crate::chart::draw::{ChartError, Rect, Resolution, Surface, Theme};

/// Below this there is no room for a plot beside its labels.
const LEAST_SIZE_CSS: (f64, f64) = (60.0, 40.0);

/// How a plot is to look.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The page's colours and font.
    pub theme: &'a Theme,
    /// How the person reads numbers and dates.
    pub locale: &'a Locale,
    /// How the backend counts.
    pub resolution: Resolution,
}

/// What a plot is laid out on.
pub(super) struct Paper<'a> {
    pub(super) width_css: f64,
    pub(super) theme: &'a Theme,
    pub(super) locale: &'a Locale,
    /// How wide a text is.
    pub(super) text_css: &'a dyn Fn(&str) -> f64,
}

/// What stands along one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Along {
    /// `None` where there is nothing to span.
    pub(super) scale: Option<Scale>,
    pub(super) unit: AxisUnit,
    pub(super) name: String,
    pub(super) names: Vec<Arc<str>>,
}

impl Along {
    fn side(&self) -> Side<'_> {
        Side {
            scale: self.scale,
            unit: self.unit,
            name: &self.name,
            names: &self.names,
        }
    }
}

/// What stands around a plot, and the room beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    pub(super) x: Along,
    pub(super) y: Along,
    pub(super) left_css: f64,
    pub(super) right_css: f64,
}

/// A plot that is laid out: what is painted, and where what is.
pub(super) struct LaidOut {
    pub(super) picture: Picture,
    pub(super) targets: Arc<dyn Targets>,
}

/// The layout of a plot, of which the page need not know.
pub(super) trait Layout {
    /// What stands around it.
    fn around(&self, paper: &Paper<'_>) -> Around;
    /// What is painted, within and beside the part of the paper that `around` left for the data.
    fn lay_out(self: Arc<Self>, plot: Rect, around: Around, paper: &Paper<'_>) -> LaidOut;
}

/// A chart that is not of lines: made once of the runs' values, drawn as often as its size or the page's look changes.
#[expect(private_bounds, reason = "how a plot is laid out is its own matter")]
pub trait Plot: Layout + Send + Sync {
    /// The chart in words: what it is of, and the figures that it comes to.
    fn words(&self, locale: &Locale) -> String;
    /// What it leaves out and how it was worked out, in sentences.
    fn notes(&self, locale: &Locale) -> Vec<String>;
    /// What is said where there is nothing to draw.
    fn notice(&self) -> Option<String>;
    /// What is drawn, as a table.
    fn table(&self, locale: &Locale) -> Table;
}

/// Draws a plot over the whole area, which the caller has cleared, and says where things are.
///
/// # Errors
/// When the area is too small for a chart, or the backend fails.
pub fn draw_plot<DB: Surface>(
    area: &DrawingArea<DB, Shift>,
    plot: Arc<dyn Plot>,
    look: &Look<'_>,
) -> Result<Arc<dyn Targets>, ChartError> {
    let brush = Brush::new(area, look.resolution, look.theme);
    let (width_css, height_css) = brush.size_css();
    if width_css < LEAST_SIZE_CSS.0 || height_css < LEAST_SIZE_CSS.1 {
        return Err(ChartError::TooSmall);
    }
    // A text that cannot be measured cannot be drawn either, which then says why.
    let text_css = |text: &str| brush.width_css(text).unwrap_or_default();
    let paper = Paper {
        width_css,
        theme: look.theme,
        locale: look.locale,
        text_css: &text_css,
    };
    let around = plot.around(&paper);
    let frame = Frame {
        x: around.x.side(),
        y: around.y.side(),
        left_css: around.left_css,
        right_css: around.right_css,
    };
    let rect = axes::draw(&brush, look.locale, &frame)?;
    let LaidOut { picture, targets } = plot.lay_out(rect, around, &paper);
    picture.paint(&brush, &rect)?;
    Ok(targets)
}

/// A plot as an SVG document of a size in CSS pixels, on a ground of the theme's surface.
///
/// # Errors
/// When the size is too small for a chart.
pub fn plot_to_svg(
    plot: Arc<dyn Plot>,
    theme: &Theme,
    locale: &Locale,
    width_css: u32,
    height_css: u32,
) -> Result<String, ChartError> {
    svg_document(theme, width_css, height_css, |area, resolution| {
        let look = Look {
            theme,
            locale,
            resolution,
        };
        draw_plot(area, plot, &look).map(|_| ())
    })
}

/// Whether a value lies in what is shown of an axis.
pub(super) fn is_in_view(axis: &Axis, value: f64) -> bool {
    let [low, high] = axis.range;
    low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high)
}

/// Where values are on the paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    pub(super) plot: Rect,
    pub(super) x: Scale,
    pub(super) y: Scale,
}

impl Places {
    pub(super) fn new(plot: Rect, around: &Around) -> Self {
        Self {
            plot,
            x: around.x.scale.unwrap_or_default(),
            y: around.y.scale.unwrap_or_default(),
        }
    }

    pub(super) fn x_css(&self, value: f64) -> f64 {
        self.plot.left + self.x.to_unit(value) * self.plot.width()
    }

    pub(super) fn y_css(&self, value: f64) -> f64 {
        self.plot.bottom - self.y.to_unit(value) * self.plot.height()
    }

    /// What the axes span within a rectangle.
    pub(super) fn spans(&self, rect: Rect) -> [(f64, f64); 2] {
        let x = |x_css: f64| self.x.from_unit((x_css - self.plot.left) / self.plot.width());
        let y = |y_css: f64| self.y.from_unit((self.plot.bottom - y_css) / self.plot.height());
        [(x(rect.left), x(rect.right)), (y(rect.bottom), y(rect.top))]
    }
}

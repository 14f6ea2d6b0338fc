//! Drawing in CSS pixels on a backend that counts in whole units.

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{
    Color, DrawingArea, DrawingBackend, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::clip::Rect;
use super::line::ChartError;
use super::palette::Rgb;

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

/// Where and how text stands.
#[derive(Clone, Copy)]
pub(super) struct TextPlace {
    pub(super) x_css: f64,
    pub(super) y_css: f64,
    pub(super) align: HPos,
    pub(super) color: Rgb,
}

/// A drawing area addressed in CSS pixels.
pub(super) struct Brush<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    resolution: Resolution,
    font_family: &'a str,
    font_css: f64,
}

impl<'a, DB: DrawingBackend> Brush<'a, DB> {
    pub(super) fn new(
        area: &'a DrawingArea<DB, Shift>,
        resolution: Resolution,
        font_family: &'a str,
        font_css: f64,
    ) -> Self {
        Self {
            area,
            resolution,
            font_family,
            font_css,
        }
    }

    /// Width and height of the area.
    pub(super) fn size_css(&self) -> (f64, f64) {
        let (width, height) = self.area.dim_in_pixel();
        (
            f64::from(width) / self.units_per_css(),
            f64::from(height) / self.units_per_css(),
        )
    }

    /// The nearest edge between two device pixels, where a sharp line may begin.
    pub(super) fn snap(&self, css: f64) -> f64 {
        (css * self.resolution.device_per_css).round() / self.resolution.device_per_css
    }

    /// The width of the thinnest quiet line: one CSS pixel, in whole device pixels.
    pub(super) fn hairline_css(&self) -> f64 {
        self.resolution.device_per_css.round().max(1.0) / self.resolution.device_per_css
    }

    /// The width of a text.
    pub(super) fn width_css(&self, text: &str) -> Result<f64, ChartError> {
        let style = self.text_style(Rgb(0, 0, 0), HPos::Left);
        let (width, _) = self
            .area
            .estimate_text_size(text, &style)
            .map_err(ChartError::backend)?;
        Ok(f64::from(width) / self.units_per_css())
    }

    pub(super) fn text(&self, text: &str, place: TextPlace) -> Result<(), ChartError> {
        let style = self.text_style(place.color, place.align);
        self.area
            .draw_text(text, &style, self.at(place.x_css, place.y_css))
            .map_err(ChartError::backend)
    }

    /// A filled rectangle; with edges from [`Brush::snap`], a sharp one.
    pub(super) fn rect(&self, rect: Rect, color: Rgb) -> Result<(), ChartError> {
        let corners = [self.at(rect.left, rect.top), self.at(rect.right, rect.bottom)];
        self.area
            .draw(&Rectangle::new(corners, solid(color).filled()))
            .map_err(ChartError::backend)
    }

    /// A line through all the places.
    pub(super) fn line(
        &self,
        places_css: &[(f64, f64)],
        width_css: f64,
        color: Rgb,
    ) -> Result<(), ChartError> {
        let corners: Vec<(i32, i32)> = places_css.iter().map(|(x, y)| self.at(*x, *y)).collect();
        let style = ShapeStyle {
            stroke_width: self.length(width_css),
            ..solid(color)
        };
        self.area
            .draw(&PathElement::new(corners, style))
            .map_err(ChartError::backend)
    }

    /// A filled circle.
    pub(super) fn dot(&self, (x, y): (f64, f64), radius_css: f64, color: Rgb) -> Result<(), ChartError> {
        let circle = Circle::new(self.at(x, y), self.length(radius_css), solid(color).filled());
        self.area.draw(&circle).map_err(ChartError::backend)
    }

    /// A filled polygon.
    pub(super) fn polygon(&self, corners_css: &[(f64, f64)], color: Rgb) -> Result<(), ChartError> {
        let corners: Vec<(i32, i32)> = corners_css.iter().map(|(x, y)| self.at(*x, *y)).collect();
        self.area
            .draw(&Polygon::new(corners, solid(color).filled()))
            .map_err(ChartError::backend)
    }

    fn text_style(&self, color: Rgb, align: HPos) -> TextStyle<'a> {
        let size = self.font_css * self.units_per_css();
        let font = (FontFamily::Name(self.font_family), size, FontStyle::Normal);
        let color = RGBColor(color.0, color.1, color.2).to_backend_color();
        TextStyle {
            color,
            ..TextStyle::from(font).pos(Pos::new(align, VPos::Center))
        }
    }

    fn units_per_css(&self) -> f64 {
        self.resolution.device_per_css * f64::from(self.resolution.units_per_device)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float cast saturates; the place is inside the area"
    )]
    fn at(&self, x_css: f64, y_css: f64) -> (i32, i32) {
        (
            (x_css * self.units_per_css()).round() as i32,
            (y_css * self.units_per_css()).round() as i32,
        )
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates"
    )]
    fn length(&self, css: f64) -> u32 {
        (css * self.units_per_css()).round().max(1.0) as u32
    }
}

fn solid(color: Rgb) -> ShapeStyle {
    ShapeStyle {
        color: RGBColor(color.0, color.1, color.2).to_rgba(),
        filled: false,
        stroke_width: 1,
    }
}

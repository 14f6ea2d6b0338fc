//! Drawing in CSS pixels on a backend that counts in whole units.

use std::cell::Cell;

use plotters::coord::Shift;
use plotters::element::{Circle, Polygon, Rectangle};
use plotters::prelude::{
    Color, DrawingArea, DrawingBackend, FontFamily, FontStyle, FontTransform, RGBAColor, RGBColor,
    ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::clip::Rect;
use super::line::Dash;
use super::raster::Pixels;
use super::surface::{AsksForPixels, Lines, Pen, Picture, Surface};
use super::theme::{ChartError, Ink, Resolution, Theme};
use crate::chart::palette::Rgb;

/// Where and how text stands: centred on `y_css`.
#[derive(Clone, Copy)]
pub(in crate::chart) struct TextPlace {
    pub(in crate::chart) x_css: f64,
    pub(in crate::chart) y_css: f64,
    pub(in crate::chart) align: HPos,
    pub(in crate::chart) color: Rgb,
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(in crate::chart) struct Stroke {
    pub(in crate::chart) width_css: f64,
    pub(in crate::chart) ink: Ink,
    pub(in crate::chart) dash: Dash,
}

/// A drawing area addressed in CSS pixels.
pub(in crate::chart) struct Brush<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    resolution: Resolution,
    theme: &'a Theme,
}

impl<'a, DB: Surface> Brush<'a, DB> {
    pub(in crate::chart) fn new(
        area: &'a DrawingArea<DB, Shift>,
        resolution: Resolution,
        theme: &'a Theme,
    ) -> Self {
        Self {
            area,
            resolution,
            theme,
        }
    }

    pub(in crate::chart) fn theme(&self) -> &'a Theme {
        self.theme
    }

    pub(in crate::chart) fn resolution(&self) -> Resolution {
        self.resolution
    }

    /// Width and height of the area.
    pub(in crate::chart) fn size_css(&self) -> (f64, f64) {
        let (width, height) = self.area.dim_in_pixel();
        (
            f64::from(width) / self.units_per_css(),
            f64::from(height) / self.units_per_css(),
        )
    }

    /// The nearest edge between two device pixels, where a sharp line may begin.
    pub(in crate::chart) fn snap(&self, css: f64) -> f64 {
        (css * self.resolution.device_per_css).round() / self.resolution.device_per_css
    }

    /// The width of the thinnest quiet line: one CSS pixel, in whole device pixels.
    pub(in crate::chart) fn hairline_css(&self) -> f64 {
        self.resolution.device_per_css.round().max(1.0) / self.resolution.device_per_css
    }

    /// The width of a text.
    pub(in crate::chart) fn width_css(&self, text: &str) -> Result<f64, ChartError> {
        let style = self.text_style(Rgb(0, 0, 0), HPos::Left);
        let (width, _) = self
            .area
            .estimate_text_size(text, &style)
            .map_err(ChartError::backend)?;
        Ok(f64::from(width) / self.units_per_css())
    }

    pub(in crate::chart) fn text(&self, text: &str, place: TextPlace) -> Result<(), ChartError> {
        let style = self.text_style(place.color, place.align);
        self.area
            .draw_text(text, &style, self.at(place.x_css, place.y_css))
            .map_err(ChartError::backend)
    }

    /// Text that is read from below to above, around a place.
    pub(in crate::chart) fn text_upward(&self, text: &str, place: TextPlace) -> Result<(), ChartError> {
        let style = self
            .text_style(place.color, place.align)
            .transform(FontTransform::Rotate270);
        self.area
            .draw_text(text, &style, self.at(place.x_css, place.y_css))
            .map_err(ChartError::backend)
    }

    /// A filled rectangle; with edges from [`Brush::snap`], a sharp one.
    pub(in crate::chart) fn rect(&self, rect: Rect, ink: impl Into<Ink>) -> Result<(), ChartError> {
        let corners = [self.at(rect.left, rect.top), self.at(rect.right, rect.bottom)];
        self.area
            .draw(&Rectangle::new(corners, filled(ink.into())))
            .map_err(ChartError::backend)
    }

    /// A line through all the places.
    pub(in crate::chart) fn line(
        &self,
        places_css: &[(f64, f64)],
        width_css: f64,
        ink: impl Into<Ink>,
    ) -> Result<(), ChartError> {
        let stroke = Stroke {
            width_css,
            ink: ink.into(),
            dash: Dash::Solid,
        };
        self.lines([places_css], stroke)
    }

    /// Some lines alike, each through all of its places.
    pub(in crate::chart) fn lines<'b>(
        &self,
        lines: impl IntoIterator<Item = &'b [(f64, f64)]>,
        stroke: Stroke,
    ) -> Result<(), ChartError> {
        let dash_css = stroke.dash.pattern_css().iter();
        let mut element = Lines::new(Pen {
            color: rgba(stroke.ink),
            width_units: self.length(stroke.width_css),
            dash_units: dash_css.map(|length_css| self.length(*length_css)).collect(),
        });
        for line in lines {
            element.push(line.iter().map(|(x, y)| self.at(*x, *y)));
        }
        self.area.draw(&element).map_err(ChartError::backend)
    }

    /// A filled circle.
    pub(in crate::chart) fn dot(
        &self,
        (x, y): (f64, f64),
        radius_css: f64,
        ink: impl Into<Ink>,
    ) -> Result<(), ChartError> {
        let circle = Circle::new(self.at(x, y), self.length(radius_css), filled(ink.into()));
        self.area.draw(&circle).map_err(ChartError::backend)
    }

    /// A filled polygon.
    pub(in crate::chart) fn polygon(
        &self,
        corners_css: &[(f64, f64)],
        ink: impl Into<Ink>,
    ) -> Result<(), ChartError> {
        let corners: Vec<(i32, i32)> = corners_css.iter().map(|(x, y)| self.at(*x, *y)).collect();
        self.area
            .draw(&Polygon::new(corners, filled(ink.into())))
            .map_err(ChartError::backend)
    }

    /// Whether pictures made pixel by pixel are shown.
    pub(in crate::chart) fn takes_pixels(&self) -> bool {
        let takes = Cell::new(false);
        self.area.draw(&AsksForPixels(&takes)).is_ok() && takes.get()
    }

    /// Lays a picture over what is there; its upper left corner is at a place that [`Brush::snap`] gave.
    pub(in crate::chart) fn put(&self, (x, y): (f64, f64), pixels: Pixels) -> Result<(), ChartError> {
        let upper_left = self.at(x, y);
        self.area
            .draw(&Picture { upper_left, pixels })
            .map_err(ChartError::backend)
    }

    fn text_style(&self, color: Rgb, align: HPos) -> TextStyle<'a> {
        let size = self.theme.font_css * self.units_per_css();
        let font = (FontFamily::Name(&self.theme.font_family), size, FontStyle::Normal);
        let color = RGBColor(color.0, color.1, color.2).to_backend_color();
        TextStyle {
            color,
            ..TextStyle::from(font).pos(Pos::new(align, VPos::Center))
        }
    }

    fn units_per_css(&self) -> f64 {
        self.resolution.units_per_css()
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

fn rgba(ink: Ink) -> RGBAColor {
    RGBAColor(ink.color.0, ink.color.1, ink.color.2, ink.alpha)
}

fn filled(ink: Ink) -> ShapeStyle {
    ShapeStyle {
        color: rgba(ink),
        filled: true,
        stroke_width: 0,
    }
}

//! A picture as a list of shapes: worked out without a backend, then painted on any.

use plotters::style::text_anchor::HPos;

use super::cloud::{self, Dot};
use crate::chart::Rgb;
use crate::chart::draw::axes::shortened;
use crate::chart::draw::brush::{Brush, TextPlace};
use crate::chart::draw::{ChartError, Ink, Rect, Surface};

/// One thing that is painted, in CSS pixels from the upper left corner.
#[derive(Clone)]
pub(super) enum Shape {
    /// With edges on the pixels of the screen.
    Sharp(Rect, Ink),
    Rect(Rect, Ink),
    Line(Vec<(f64, f64)>, f64, Ink),
    Polygon(Vec<(f64, f64)>, Ink),
    Text(Words),
    Dots(Vec<Dot>, f64),
}

/// A line of text, centred on `y_css`, cut where there is no room for it.
#[derive(Clone)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) x_css: f64,
    pub(super) y_css: f64,
    pub(super) align: HPos,
    pub(super) color: Rgb,
    pub(super) room_css: f64,
}

/// Shapes, the last one on top.
#[derive(Clone, Default)]
pub(super) struct Picture(pub(super) Vec<Shape>);

impl Picture {
    pub(super) fn push(&mut self, shape: Shape) {
        self.0.push(shape);
    }

    pub(super) fn text(
        &mut self,
        text: impl Into<String>,
        (x_css, y_css): (f64, f64),
        align: HPos,
        color: Rgb,
    ) {
        self.push(Shape::Text(Words {
            text: text.into(),
            x_css,
            y_css,
            align,
            color,
            room_css: f64::INFINITY,
        }));
    }

    /// Paints everything. What lies within `plot` and is a cloud of dots stays within it.
    pub(super) fn paint<DB: Surface>(&self, brush: &Brush<'_, DB>, plot: &Rect) -> Result<(), ChartError> {
        for shape in &self.0 {
            match shape {
                Shape::Sharp(rect, ink) => {
                    let [left, right] = [rect.left, rect.right].map(|x| brush.snap(x));
                    let [top, bottom] = [rect.top, rect.bottom].map(|y| brush.snap(y));
                    brush.rect(
                        Rect {
                            left,
                            top,
                            right,
                            bottom,
                        },
                        *ink,
                    )?;
                }
                Shape::Rect(rect, ink) => brush.rect(*rect, *ink)?,
                Shape::Line(places, width_css, ink) => brush.line(places, *width_css, *ink)?,
                Shape::Polygon(corners, ink) => brush.polygon(corners, *ink)?,
                Shape::Text(words) => {
                    let text = shortened(brush, &words.text, words.room_css)?;
                    let place = TextPlace {
                        x_css: words.x_css,
                        y_css: words.y_css,
                        align: words.align,
                        color: words.color,
                    };
                    brush.text(&text, place)?;
                }
                Shape::Dots(dots, alpha) => cloud::paint(brush, plot, dots, *alpha)?,
            }
        }
        Ok(())
    }
}

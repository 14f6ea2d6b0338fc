//! Drawing one axis: its line, labels, brushes and name.

use plotters::style::text_anchor::HPos;

use super::axis::{Along, ParallelAxis};
use super::chart::ParallelChart;
use super::projection::ParallelProjection;
use crate::chart::axis::{Tick, ticks};
use crate::chart::draw::brush::{Brush, TextPlace};
use crate::chart::draw::{ChartError, Ink, Rect, Surface};
use crate::format::shorten_middle;

/// Between a label and its axis.
pub(super) const GAP_CSS: f64 = 6.0;
/// No labels take more than this beside the first axis.
pub(super) const MOST_LABEL_CSS: f64 = 96.0;
const LABEL_SPACING_CSS: f64 = 26.0;
const WORD_SPACING_CSS: f64 = 13.0;
const BRUSH_CSS: f64 = 5.0;

/// What stands beside an axis, by the places there.
pub(super) fn labels(axis: &ParallelAxis, chart: &ParallelChart<'_>, height_css: f64) -> Vec<(f64, String)> {
    let fit = |spacing_css: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates"
        )]
        let count = (height_css / spacing_css) as usize;
        count.max(2)
    };
    match axis.along() {
        Along::Numbers(scale, unit) => {
            let ticks = ticks(scale, *unit, chart.locale, fit(LABEL_SPACING_CSS));
            let label = |tick: Tick| (axis.to_unit(tick.value), tick.label);
            ticks.major.into_iter().map(label).collect()
        }
        Along::Words(words) => {
            let every = words.len().div_ceil(fit(WORD_SPACING_CSS)).max(1);
            let shown = words.iter().enumerate().step_by(every);
            shown
                .map(|(place, word)| (axis.to_unit(place as f64), word.to_string()))
                .collect()
        }
    }
}

/// An axis where it is drawn.
pub(super) struct DrawnAxis<'a, 'b, DB: Surface> {
    pub(super) brush: &'a Brush<'b, DB>,
    pub(super) axis: &'a ParallelAxis,
    pub(super) projection: &'a ParallelProjection,
    pub(super) x: f64,
    pub(super) spacing_css: f64,
}

impl<DB: Surface> DrawnAxis<'_, '_, DB> {
    pub(super) fn draw(&self, labels: &[(f64, String)]) -> Result<(), ChartError> {
        let (brush, plot, theme) = (self.brush, self.projection.plot, self.brush.theme());
        let hairline = brush.hairline_css();
        let left = brush.snap(self.x - hairline / 2.0);
        let line = |top: f64, bottom: f64| Rect {
            left,
            right: left + hairline,
            top,
            bottom,
        };
        brush.rect(line(plot.top, plot.bottom), theme.strong)?;
        for (unit, label) in labels {
            let y = self.projection.y_of(*unit);
            let tick = Rect {
                left: left - 3.0,
                right: left,
                top: brush.snap(y),
                bottom: brush.snap(y) + hairline,
            };
            brush.rect(tick, theme.strong)?;
            let room = (self.spacing_css * 0.6).min(MOST_LABEL_CSS);
            self.label(label, y, room)?;
        }
        if self.axis.without_place() > 0 {
            self.below(line)?;
        }
        for held in self.axis.brushes() {
            let [low, high] = self.axis.brush_units(*held);
            let (top, bottom) = (self.projection.y_of(high), self.projection.y_of(low));
            let band = Rect {
                left: self.x - BRUSH_CSS,
                right: self.x + BRUSH_CSS,
                top,
                bottom: bottom.max(top + 1.0),
            };
            brush.rect(
                band,
                Ink {
                    color: theme.strong,
                    alpha: 0.3,
                },
            )?;
            for edge in [band.top, band.bottom] {
                let edge = Rect {
                    top: edge - 1.0,
                    bottom: edge + 1.0,
                    ..band
                };
                brush.rect(edge, theme.strong)?;
            }
        }
        self.name()
    }

    /// A text at the left of the axis, on a ground that keeps lines from running through it.
    fn label(&self, text: &str, y: f64, room_css: f64) -> Result<(), ChartError> {
        let (text, width) = fitted(self.brush, text, room_css)?;
        let theme = self.brush.theme();
        let right = self.x - GAP_CSS;
        let half = theme.font_css * 0.6;
        let ground = Rect {
            left: right - width - 1.0,
            right: right + 1.0,
            top: y - half,
            bottom: y + half,
        };
        self.brush.rect(
            ground,
            Ink {
                color: theme.surface,
                alpha: 0.75,
            },
        )?;
        let place = TextPlace {
            x_css: right,
            y_css: y,
            align: HPos::Right,
            color: theme.text,
        };
        self.brush.text(&text, place)
    }

    /// The notch for runs without a value.
    fn below(&self, line: impl Fn(f64, f64) -> Rect) -> Result<(), ChartError> {
        let below = self.projection.below;
        self.brush
            .rect(line(below - 3.0, below + 3.0), self.brush.theme().strong)?;
        self.label("none", below, self.spacing_css * 0.6)
    }

    /// Above the axis, inside the chart.
    fn name(&self) -> Result<(), ChartError> {
        let (name, width) = fitted(self.brush, self.axis.name(), self.spacing_css - GAP_CSS)?;
        let (all_css, _) = self.brush.size_css();
        let half = width / 2.0;
        let theme = self.brush.theme();
        let place = TextPlace {
            x_css: self.x.min(all_css - half).max(half),
            y_css: theme.font_css,
            align: HPos::Center,
            color: theme.strong,
        };
        self.brush.text(&name, place)
    }
}

/// The text, or as much of its ends as there is room for, and how wide that is.
fn fitted<DB: Surface>(
    brush: &Brush<'_, DB>,
    text: &str,
    room_css: f64,
) -> Result<(String, f64), ChartError> {
    let width = brush.width_css(text)?;
    if width <= room_css {
        return Ok((text.to_owned(), width));
    }
    let letters = text.chars().count() as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates"
    )]
    let fit = (letters * room_css / width) as usize;
    let short = shorten_middle(text, fit.max(2));
    let width = brush.width_css(&short)?;
    Ok((short, width))
}

//! Grid, axis and tick labels, and the room they take.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

use super::clip::Rect;
use super::line::{ChartError, Theme};
use super::paint::{Brush, TextPlace};
use super::projection::Projection;
use super::scale::LinearScale;
use super::ticks::{Tick, linear_ticks, whole_ticks};

const TOP_CSS: f64 = 10.0;
/// Between a label and the plot.
const LABEL_GAP_CSS: f64 = 8.0;
const TICK_CSS: f64 = 4.0;
/// The least distance from one horizontal grid line to the next.
const Y_TICK_EVERY_CSS: f64 = 40.0;
const X_TICK_EVERY_CSS: f64 = 64.0;
/// Between the labels of the x axis.
const X_LABEL_APART_CSS: f64 = 16.0;

/// Draws the axes so that `right_css` stays free at the right, and says where the plot is.
pub(super) fn draw<DB: DrawingBackend>(
    brush: &Brush<'_, DB>,
    theme: &Theme,
    (x, y): (LinearScale, LinearScale),
    right_css: f64,
) -> Result<Projection, ChartError> {
    let (width_css, height_css) = brush.size_css();
    let bottom = brush
        .snap(height_css - theme.font_css - LABEL_GAP_CSS - 4.0)
        .max(TOP_CSS + 1.0);
    let y_ticks = linear_ticks(&y, room_for(bottom - TOP_CSS, Y_TICK_EVERY_CSS).max(2));
    let label_css = widest(brush, &y_ticks)?.min(width_css / 2.0);
    let left = brush.snap((label_css + LABEL_GAP_CSS).max(LABEL_GAP_CSS));
    let right = brush.snap(width_css - right_css).max(left + 1.0);
    let plot = Rect {
        left,
        top: TOP_CSS,
        right,
        bottom,
    };
    let projection = Projection { plot, x, y };

    for tick in &y_ticks {
        let y_css = projection.y_to_css(tick.value);
        let hairline = brush.hairline_css();
        let top = brush.snap(y_css - hairline / 2.0);
        brush.rect(
            Rect {
                left,
                top,
                right,
                bottom: top + hairline,
            },
            theme.grid,
        )?;
        let x_css = left - LABEL_GAP_CSS;
        brush.text(
            &tick.label,
            TextPlace {
                x_css,
                y_css,
                align: HPos::Right,
                color: theme.text,
            },
        )?;
    }
    draw_x(brush, theme, &projection, width_css)?;
    Ok(projection)
}

fn draw_x<DB: DrawingBackend>(
    brush: &Brush<'_, DB>,
    theme: &Theme,
    projection: &Projection,
    width_css: f64,
) -> Result<(), ChartError> {
    let plot = projection.plot;
    let hairline = brush.hairline_css();
    let base = Rect {
        left: plot.left,
        top: plot.bottom,
        right: plot.right,
        bottom: plot.bottom + hairline,
    };
    brush.rect(base, theme.axis)?;
    for tick in x_ticks(brush, &projection.x, plot.width())? {
        let x_css = projection.x_to_css(tick.value);
        let left = brush.snap(x_css - hairline / 2.0);
        let mark = Rect {
            left,
            top: plot.bottom,
            right: left + hairline,
            bottom: plot.bottom + TICK_CSS,
        };
        brush.rect(mark, theme.axis)?;
        // A label at the very end leans inward rather than be cut off.
        let half = brush.width_css(&tick.label)? / 2.0;
        let x_css = x_css.min(width_css - half).max(half);
        let y_css = plot.bottom + LABEL_GAP_CSS + theme.font_css / 2.0;
        brush.text(
            &tick.label,
            TextPlace {
                x_css,
                y_css,
                align: HPos::Center,
                color: theme.text,
            },
        )?;
    }
    Ok(())
}

/// As many ticks as their labels leave room for.
fn x_ticks<DB: DrawingBackend>(
    brush: &Brush<'_, DB>,
    x: &LinearScale,
    plot_css: f64,
) -> Result<Vec<Tick>, ChartError> {
    let mut at_most = room_for(plot_css, X_TICK_EVERY_CSS).max(2);
    loop {
        let ticks = whole_ticks(x, at_most);
        let needed_css = widest(brush, &ticks)? + X_LABEL_APART_CSS;
        let apart_css = match ticks.as_slice() {
            [first, second, ..] => (x.to_unit(second.value) - x.to_unit(first.value)) * plot_css,
            _ => f64::INFINITY,
        };
        if needed_css <= apart_css || at_most == 1 {
            return Ok(ticks);
        }
        at_most -= 1;
    }
}

fn widest<DB: DrawingBackend>(brush: &Brush<'_, DB>, ticks: &[Tick]) -> Result<f64, ChartError> {
    ticks.iter().try_fold(0.0, |widest: f64, tick| {
        Ok(widest.max(brush.width_css(&tick.label)?))
    })
}

/// How many ticks go into a length, at most a dozen.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn room_for(length_css: f64, every_css: f64) -> usize {
    ((length_css / every_css) as usize + 1).min(12)
}

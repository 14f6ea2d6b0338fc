//! Marks for values that no axis can show, and dots for those that one can.

use super::brush::Brush;
use super::line::Line;
use super::projection::Projection;
use super::surface::Surface;
use super::theme::{ChartError, Ink};

/// Half the size of the marks for values that no axis can show.
const REACH_CSS: f64 = 3.5;
const LINE_CSS: f64 = 1.5;
const DOT_RADIUS_CSS: f64 = 2.5;
/// Dots that are nearer to each other than this, across and along, would be one.
const DOT_APART_CSS: f64 = 1.0;

/// A dot at each value; where many share a place, one of them.
pub(super) fn draw_dots<DB: Surface>(
    brush: &Brush<'_, DB>,
    projection: &Projection,
    line: &Line,
    ink: Ink,
) -> Result<(), ChartError> {
    let (columns, rows) = (
        whole(projection.plot.width() / DOT_APART_CSS),
        whole(projection.plot.height() / DOT_APART_CSS),
    );
    // One bit for each place of a column, looked at from left to right.
    let (mut column, mut taken) = (0, vec![false; rows + 1]);
    for (x, y) in shown(projection, line) {
        if !projection.y.has_place(y) {
            continue;
        }
        let (x_css, y_css) = (projection.x_to_css(x), projection.y_to_css(y));
        if !projection.plot.contains(x_css, y_css) {
            continue;
        }
        let here = whole((x_css - projection.plot.left) / DOT_APART_CSS).min(columns);
        if here != column {
            column = here;
            taken.fill(false);
        }
        let row = whole((y_css - projection.plot.top) / DOT_APART_CSS);
        if let Some(taken) = taken.get_mut(row).filter(|taken| !**taken) {
            *taken = true;
            brush.dot((x_css, y_css), DOT_RADIUS_CSS, ink)?;
        }
    }
    Ok(())
}

/// Marks where values are NaN (a cross on the lower edge) or infinite (a triangle that points off the edge).
/// Marks that would cover each other are drawn once.
pub(super) fn draw_marks<DB: Surface>(
    brush: &Brush<'_, DB>,
    projection: &Projection,
    line: &Line,
    ink: Ink,
) -> Result<(), ChartError> {
    const R: f64 = REACH_CSS;
    let plot = projection.plot;
    let mut until_css = [f64::NEG_INFINITY; 3];
    for (x, y) in shown(projection, line).filter(|(_, y)| !y.is_finite()) {
        let x_css = projection.x_to_css(x);
        let [nan, above, below] = &mut until_css;
        let end_css = match y {
            y if y.is_nan() => nan,
            y if y > 0.0 => above,
            _ => below,
        };
        if x_css < *end_css {
            continue;
        }
        *end_css = x_css + R;
        if y.is_nan() {
            let y_css = plot.bottom - R - 1.0;
            for slope in [R, -R] {
                let stroke = [(x_css - R, y_css - slope), (x_css + R, y_css + slope)];
                brush.line(&stroke, LINE_CSS, ink)?;
            }
        } else {
            let (tip, base) = if y > 0.0 {
                (plot.top, plot.top + 2.0 * R)
            } else {
                (plot.bottom, plot.bottom - 2.0 * R)
            };
            brush.polygon(&[(x_css, tip), (x_css + R, base), (x_css - R, base)], ink)?;
        }
    }
    Ok(())
}

/// The points between the ends of the x axis.
fn shown(projection: &Projection, line: &Line) -> impl Iterator<Item = (f64, f64)> {
    let scale = projection.x;
    let (x, y) = (line.trace.x(), line.trace.y());
    let first = x.partition_point(|x| *x < scale.low());
    let last = x.partition_point(|x| *x <= scale.high()).max(first);
    let x = x.get(first..last).unwrap_or_default().iter();
    x.zip(y.get(first..last).unwrap_or_default())
        .map(|(x, y)| (*x, *y))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn whole(value: f64) -> usize {
    value as usize
}

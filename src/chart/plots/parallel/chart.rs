//! Drawing the lines, and the axes over them.

use plotters::coord::Shift;
use plotters::prelude::DrawingArea;

use super::axis::ParallelAxis;
use super::drawn_axis::{DrawnAxis, GAP_CSS, MOST_LABEL_CSS, labels};
use super::projection::{ParallelProjection, passing};
use super::strokes::{Sheet, Stroke};
use crate::chart::axis::Locale;
use crate::chart::draw::brush::Brush;
use crate::chart::draw::svg::svg_document;
use crate::chart::draw::{ChartError, Ink, Rect, Resolution, Surface, Theme};
use crate::chart::palette::Rgb;

const LEAST_SIZE_CSS: (f64, f64) = (80.0, 90.0);
const LINE_CSS: f64 = 1.25;
/// How much of the others is seen beside those that are brushed.
const FAINT: f32 = 0.22;

/// What a chart of parallel coordinates shows.
#[derive(Clone, Copy, Debug)]
pub struct ParallelChart<'a> {
    /// From left to right, all with as many runs.
    pub axes: &'a [ParallelAxis],
    /// The colour of each run.
    pub colors: &'a [Rgb],
    /// The page's colours and font.
    pub theme: &'a Theme,
    /// How the person writes numbers and dates.
    pub locale: &'a Locale,
    /// How the backend counts.
    pub resolution: Resolution,
}

/// The lines that are not brushed, as they were drawn last: brushing draws only the others anew.
#[derive(Debug, Default)]
pub struct ParallelCache(Option<Faint>);

#[derive(Debug)]
struct Faint {
    axes: Vec<ParallelAxis>,
    frame: Frame,
    color: Rgb,
    sheet: Sheet,
}

/// Where the lines are, in CSS pixels, and how many device pixels these have.
#[derive(Clone, Debug, PartialEq)]
struct Frame {
    left: f64,
    top: f64,
    width: usize,
    height: usize,
    device_per_css: f64,
    plot: Rect,
    below: f64,
    x: Vec<f64>,
}

/// Draws the chart over the whole area, which the caller has cleared, and says where things are.
///
/// A run without a value stands below the axis. Where brushes are, the runs outside them are faint.
///
/// # Errors
/// When the area is too small for a chart, or the backend fails.
pub fn draw_parallel<DB: Surface>(
    area: &DrawingArea<DB, Shift>,
    chart: &ParallelChart<'_>,
    cache: &mut ParallelCache,
) -> Result<ParallelProjection, ChartError> {
    let brush = Brush::new(area, chart.resolution, chart.theme);
    let (width_css, height_css) = brush.size_css();
    if width_css < LEAST_SIZE_CSS.0 || height_css < LEAST_SIZE_CSS.1 {
        return Err(ChartError::TooSmall);
    }
    let labels: Vec<Vec<(f64, String)>> = (chart.axes.iter())
        .map(|axis| labels(axis, chart, height_css))
        .collect();
    let projection = projection(&brush, chart, &labels)?;
    draw_lines(&brush, chart, &projection, cache)?;
    let spacing_css = match projection.x.as_slice() {
        [first, second, ..] => second - first,
        _ => width_css,
    };
    for ((axis, x), labels) in chart.axes.iter().zip(&projection.x).zip(&labels) {
        let drawn = DrawnAxis {
            brush: &brush,
            axis,
            projection: &projection,
            x: *x,
            spacing_css,
        };
        drawn.draw(labels)?;
    }
    Ok(projection)
}

/// The chart as an SVG document of a size in CSS pixels. [`ParallelChart::resolution`] is not looked at.
///
/// # Errors
/// When the size is too small for a chart.
pub fn parallel_to_svg(
    chart: &ParallelChart<'_>,
    width_css: u32,
    height_css: u32,
) -> Result<String, ChartError> {
    svg_document(chart.theme, width_css, height_css, |area, resolution| {
        let chart = ParallelChart { resolution, ..*chart };
        draw_parallel(area, &chart, &mut ParallelCache::default()).map(|_| ())
    })
}

fn projection<DB: Surface>(
    brush: &Brush<'_, DB>,
    chart: &ParallelChart<'_>,
    labels: &[Vec<(f64, String)>],
) -> Result<ParallelProjection, ChartError> {
    let (width_css, height_css) = brush.size_css();
    let font_css = chart.theme.font_css;
    let mut beside_first: f64 = 0.0;
    for (_, label) in labels.first().into_iter().flatten() {
        beside_first = beside_first.max(brush.width_css(label)?);
    }
    let some_below = chart.axes.iter().any(|axis| axis.without_place() > 0);
    let left = beside_first.min(MOST_LABEL_CSS).min(width_css / 4.0) + 2.0 * GAP_CSS;
    let right = (width_css - 24.0).max(left);
    let top = 2.0 * font_css + GAP_CSS;
    let bottom = height_css
        - if some_below {
            2.0 * font_css + GAP_CSS
        } else {
            GAP_CSS
        };
    let gaps = chart.axes.len().saturating_sub(1).max(1) as f64;
    let x = (0..chart.axes.len()).map(|axis| match chart.axes.len() {
        1 => left.midpoint(right),
        _ => left + (right - left) * axis as f64 / gaps,
    });
    Ok(ParallelProjection {
        plot: Rect {
            left,
            top: brush.snap(top),
            right,
            bottom: brush.snap(bottom),
        },
        below: bottom + GAP_CSS + font_css / 2.0,
        x: x.collect(),
        axes: chart.axes.to_vec(),
        passing: passing(chart.axes),
    })
}

fn draw_lines<DB: Surface>(
    brush: &Brush<'_, DB>,
    chart: &ParallelChart<'_>,
    projection: &ParallelProjection,
    cache: &mut ParallelCache,
) -> Result<(), ChartError> {
    // From the last to the first, so that the top of the table is on top.
    let mut shown = projection.runs_passing();
    shown.reverse();
    let is_brushed = chart.axes.iter().any(|axis| !axis.brushes().is_empty());
    let color = |run: usize| chart.colors.get(run).copied().unwrap_or(chart.theme.axis);
    if !brush.takes_pixels() {
        let all = (0..projection.passing.len()).filter(|run| is_brushed && !projection.passes(*run));
        let faint = Stroke::of(projection.passing.len(), 1.0, FAINT);
        for run in all {
            let ink = ink(chart.theme.axis, faint);
            brush.line(&projection.path(run), LINE_CSS, ink)?;
        }
        let full = Stroke::of(shown.len(), 1.0, 0.9);
        for run in shown {
            brush.line(&projection.path(run), LINE_CSS, ink(color(run), full))?;
        }
        return Ok(());
    }
    let frame = Frame::of(brush, projection);
    let mut sheet = if is_brushed {
        cache.faint(chart, projection, &frame)
    } else {
        Sheet::new(frame.width, frame.height)
    };
    #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
    let width = (LINE_CSS * frame.device_per_css) as f32;
    let stroke = Stroke::of(shown.len(), width, 0.9);
    for run in shown {
        frame.line(&mut sheet, chart.axes, run, color(run), stroke);
    }
    brush.put((frame.left, frame.top), sheet.to_pixels())
}

fn ink(color: Rgb, stroke: Stroke) -> Ink {
    Ink {
        color,
        alpha: (f64::from(stroke.alpha) * 100.0).round() / 100.0,
    }
}

impl ParallelCache {
    /// All lines, faint.
    fn faint(&mut self, chart: &ParallelChart<'_>, projection: &ParallelProjection, frame: &Frame) -> Sheet {
        let is_same = |held: &Faint| {
            held.frame == *frame
                && held.color == chart.theme.axis
                && held.axes.len() == chart.axes.len()
                && held
                    .axes
                    .iter()
                    .zip(chart.axes)
                    .all(|(held, axis)| held.is_as(axis))
        };
        if let Some(held) = self.0.as_ref().filter(|held| is_same(held)) {
            return held.sheet.clone();
        }
        let mut sheet = Sheet::new(frame.width, frame.height);
        let runs = projection.passing.len();
        #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
        let stroke = Stroke::of(runs, (LINE_CSS * frame.device_per_css) as f32, FAINT);
        for run in (0..runs).rev() {
            frame.line(&mut sheet, chart.axes, run, chart.theme.axis, stroke);
        }
        let held = Faint {
            axes: chart.axes.to_vec(),
            frame: frame.clone(),
            color: chart.theme.axis,
            sheet: sheet.clone(),
        };
        self.0 = Some(held);
        sheet
    }
}

impl Frame {
    fn of<DB: Surface>(brush: &Brush<'_, DB>, projection: &ParallelProjection) -> Self {
        let device_per_css = brush.resolution().device_per_css;
        // Room for half a line's width above and below.
        let (left, top) = (
            brush.snap(projection.plot.left),
            brush.snap(projection.plot.top - 2.0),
        );
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates; the area is no larger than a screen"
        )]
        let device = |css: f64| (css * device_per_css).ceil().max(0.0) as usize;
        Self {
            left,
            top,
            width: device(projection.plot.right - left),
            height: device(projection.below + 2.0 - top),
            device_per_css,
            plot: projection.plot,
            below: projection.below,
            x: projection.x.clone(),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "places on a screen")]
    fn line(&self, sheet: &mut Sheet, axes: &[ParallelAxis], run: usize, color: Rgb, stroke: Stroke) {
        let scale = self.device_per_css;
        let (bottom, height) = (
            ((self.plot.bottom - self.top) * scale) as f32,
            (self.plot.height() * scale) as f32,
        );
        let below = ((self.below - self.top) * scale) as f32;
        let places = axes.iter().zip(&self.x).map(|(axis, x)| {
            let place = axis.place(run);
            let y = if place.is_nan() {
                below
            } else {
                bottom - place * height
            };
            (((x - self.left) * scale) as f32, y)
        });
        sheet.line(places, color, stroke);
    }
}

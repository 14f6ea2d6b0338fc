//! The line chart: lines over steps, time or another metric.

use std::sync::Arc;

use plotters::coord::Shift;
use plotters::prelude::DrawingArea;

use super::axes::{self, Frame, Side};
use super::band::band_columns;
use super::brush::{Brush, Stroke};
use super::clip::{clip_line, clip_polygon};
use super::dense::{Loom, Ruler};
use super::ends;
use super::extent::Scales;
use super::line::{Dash, Line};
use super::marks;
use super::projection::Projection;
use super::raster::{Thread, Weave};
use super::surface::Surface;
use super::theme::{ChartError, Ink, Resolution, Theme};
use crate::chart::axis::{Axis, Locale};
use crate::chart::options::{Points, ScaleKind};
use crate::chart::series::{Band, Trace};

/// Where dots are automatic, a line with fewer points than this shows them.
const DOTS_BELOW: usize = 60;
const LINE_CSS: f64 = 1.5;
const BEHIND_CSS: f64 = 1.0;
const BEHIND_ALPHA: f64 = 0.28;
const BAND_ALPHA: f64 = 0.16;
/// With more corners than this, lines are drawn pixel by pixel where the backend takes pixels.
const PATH_CORNERS: usize = 2500;
/// A point alone between two gaps: as a line that is as long as it is wide, and a bit.
const LONE_RADIUS_CSS: f64 = 1.5;
/// Below this there is no room for a plot beside its labels.
const LEAST_SIZE_CSS: (f64, f64) = (60.0, 40.0);

/// Everything that a line chart shows.
#[derive(Clone, Copy, Debug)]
pub struct LineChart<'a> {
    /// The lines, the last one on top.
    pub lines: &'a [Line],
    /// The axis along the bottom.
    pub x: &'a Axis,
    /// The axis up the side.
    pub y: &'a Axis,
    /// Whether each value is marked by a dot.
    pub dots: Points,
    /// The page's colours and font.
    pub theme: &'a Theme,
    /// How the backend counts.
    pub resolution: Resolution,
    /// How the person writes numbers and dates.
    pub locale: &'a Locale,
}

/// Draws the chart over the whole area, which the caller has cleared, and says where things are.
///
/// The number of elements drawn is bounded by the size of the area and the number of lines, not by the number of
/// points.
///
/// # Errors
/// When the area is too small for a chart, or the backend fails.
pub fn draw<DB: Surface>(
    area: &DrawingArea<DB, Shift>,
    chart: &LineChart<'_>,
) -> Result<Projection, ChartError> {
    let brush = Brush::new(area, chart.resolution, chart.theme);
    let (width_css, height_css) = brush.size_css();
    if width_css < LEAST_SIZE_CSS.0 || height_css < LEAST_SIZE_CSS.1 {
        return Err(ChartError::TooSmall);
    }
    let scales = Scales::of(chart);
    let end_labels = ends::labels(&brush, chart, scales)?;
    let side = |scale, axis: &'_ Axis| (scale, axis.unit);
    let ((x, x_unit), (y, y_unit)) = (side(scales.x, chart.x), side(scales.y, chart.y));
    let frame = Frame {
        x: Side {
            scale: x,
            unit: x_unit,
            name: &chart.x.name,
            names: &[],
        },
        y: Side {
            scale: y,
            unit: y_unit,
            name: &chart.y.name,
            names: &[],
        },
        left_css: 0.0,
        right_css: end_labels.width_css,
    };
    let plot = axes::draw(&brush, chart.locale, &frame)?;
    let projection = Projection {
        plot,
        x: x.unwrap_or_default(),
        y: y.unwrap_or_default(),
        x_unit,
        y_unit,
    };
    let pen = LinePen {
        brush: &brush,
        projection: &projection,
        edges: column_edges(&projection, chart.resolution),
    };
    pen.all(chart)?;
    end_labels.draw(&brush, &projection)?;
    Ok(projection)
}

/// Draws the lines of `chart` alone, without axes, where a chart that was drawn before has them: on another area of the
/// same size that lies above it.
///
/// # Errors
/// When the backend fails.
pub fn draw_over<DB: Surface>(
    area: &DrawingArea<DB, Shift>,
    chart: &LineChart<'_>,
    projection: &Projection,
) -> Result<(), ChartError> {
    let pen = LinePen {
        brush: &Brush::new(area, chart.resolution, chart.theme),
        projection,
        edges: column_edges(projection, chart.resolution),
    };
    pen.all(chart)
}

/// The values at the edges of the columns of device pixels.
fn column_edges(projection: &Projection, resolution: Resolution) -> Vec<f64> {
    let columns = (projection.plot.width() * resolution.device_per_css).round();
    let columns = columns.clamp(1.0, 65_536.0);
    let inner = (1..).map(f64::from).take_while(|column| *column < columns);
    let ends = [projection.x.low(), projection.x.high()];
    let [low, high] = ends;
    let mut edges = vec![low];
    edges.extend(inner.map(|column| projection.x.from_unit(column / columns).clamp(low, high)));
    edges.push(high);
    edges
}

/// Draws lines into a plot.
struct LinePen<'a, DB: Surface> {
    brush: &'a Brush<'a, DB>,
    projection: &'a Projection,
    edges: Vec<f64>,
}

impl<DB: Surface> LinePen<'_, DB> {
    /// All lines, above all bands.
    fn all(&self, chart: &LineChart<'_>) -> Result<(), ChartError> {
        self.bands(chart.lines)?;
        self.lines(chart.lines, chart.dots)
    }

    fn ink(line: &Line, alpha: f64) -> Ink {
        Ink {
            color: line.color,
            alpha,
        }
    }

    fn bands(&self, lines: &[Line]) -> Result<(), ChartError> {
        for line in lines {
            if let Some(band) = &line.band {
                self.band(band, Self::ink(line, BAND_ALPHA))?;
            }
        }
        Ok(())
    }

    fn lines(&self, lines: &[Line], dots: Points) -> Result<(), ChartError> {
        let masked = Masked::of(lines, self.projection.y.kind() == ScaleKind::Log);
        if self.brush.takes_pixels() && self.is_dense(&masked) {
            self.woven(lines, &masked)?;
        } else {
            for (line, traces) in lines.iter().zip(&masked) {
                if let Some(behind) = &traces.behind {
                    let stroke = Stroke {
                        width_css: BEHIND_CSS,
                        ink: Self::ink(line, BEHIND_ALPHA),
                        dash: Dash::Solid,
                    };
                    self.trace(behind, stroke, true)?;
                }
            }
            for (line, traces) in lines.iter().zip(&masked) {
                let stroke = Stroke {
                    width_css: LINE_CSS,
                    ink: Self::ink(line, 1.0),
                    dash: line.dash,
                };
                self.trace(&traces.trace, stroke, !has_dots(line, dots))?;
            }
        }
        for line in lines {
            let ink = Self::ink(line, 1.0);
            if has_dots(line, dots) {
                marks::draw_dots(self.brush, self.projection, line, ink)?;
            }
            if line.trace.has_gaps() {
                marks::draw_marks(self.brush, self.projection, line, ink)?;
            }
        }
        Ok(())
    }

    /// Whether so much is to be drawn that pixels are faster than paths.
    fn is_dense(&self, traces: &[Masked]) -> bool {
        let columns = self.edges.len();
        let [low, high] = [self.edges.first(), self.edges.last()].map(|edge| edge.copied().unwrap_or(0.0));
        let corners = |trace: &Trace| {
            let x = trace.x();
            let count = x.partition_point(|x| *x <= high) - x.partition_point(|x| *x < low).min(x.len());
            count.min(4 * columns)
        };
        let all = traces.iter().map(|traces| {
            let behind = traces.behind.as_deref().map_or(0, corners);
            corners(&traces.trace) + behind
        });
        all.sum::<usize>() > PATH_CORNERS
    }

    /// All lines as one picture.
    fn woven(&self, lines: &[Line], traces: &[Masked]) -> Result<(), ChartError> {
        let plot = self.projection.plot;
        let device_per_css = self.brush.resolution().device_per_css;
        let (width, height) = (
            (plot.width() * device_per_css).round().max(1.0),
            (plot.height() * device_per_css).round().max(1.0),
        );
        let mut loom = Loom {
            weave: Weave::new(self.edges.len() - 1, whole(height)),
            x: Ruler::new(self.projection.x, (0.0, width)),
            y: Ruler::new(self.projection.y, (height, 0.0)),
            edges: &self.edges,
            spans: Vec::new(),
        };
        let thread = |line: &Line, alpha: f64, width_css: f64| Thread {
            color: line.color,
            alpha,
            width: (width_css * device_per_css).max(1.0),
        };
        // What lies on top comes first.
        for (line, traces) in lines.iter().zip(traces).rev() {
            let thread = thread(line, 1.0, LINE_CSS);
            loom.lay(&traces.trace, thread, line.dash, device_per_css);
        }
        for (line, traces) in lines.iter().zip(traces).rev() {
            if let Some(behind) = &traces.behind {
                let thread = thread(line, BEHIND_ALPHA, BEHIND_CSS);
                loom.lay(behind, thread, Dash::Solid, device_per_css);
            }
        }
        self.brush.put((plot.left, plot.top), loom.weave.finish())
    }

    /// A line, in parts where it has gaps or leaves the plot. Points that stand alone are dots, if asked for.
    fn trace(&self, trace: &Trace, stroke: Stroke, has_lone_dots: bool) -> Result<(), ChartError> {
        let projection = self.projection;
        let (x, y) = (trace.x(), trace.y());
        let place = |index: &u32| {
            let (x, y) = (*x.get(*index as usize)?, *y.get(*index as usize)?);
            (projection.x.has_place(x) && projection.y.has_place(y))
                .then(|| (projection.x_to_css(x), projection.y_to_css(y)))
        };
        let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
        for corners in trace.strokes(&self.edges).iter() {
            let corners: Vec<(f64, f64)> = corners.iter().filter_map(place).collect();
            if let [(x, y)] = corners[..] {
                if has_lone_dots && projection.plot.contains(x, y) {
                    self.brush.dot((x, y), LONE_RADIUS_CSS, stroke.ink)?;
                }
                continue;
            }
            parts.extend(clip_line(&corners, &projection.plot));
        }
        if parts.is_empty() {
            return Ok(());
        }
        self.brush.lines(parts.iter().map(Vec::as_slice), stroke)
    }

    /// The area between two lines, in parts where it has gaps.
    fn band(&self, band: &Band, ink: Ink) -> Result<(), ChartError> {
        let projection = self.projection;
        let mut upper: Vec<(f64, f64)> = Vec::new();
        let mut lower: Vec<(f64, f64)> = Vec::new();
        let finish = |upper: &mut Vec<(f64, f64)>, lower: &mut Vec<(f64, f64)>| {
            let outline = upper.drain(..).chain(lower.drain(..).rev()).collect();
            let corners = clip_polygon(outline, &projection.plot);
            if corners.len() < 3 {
                return Ok(());
            }
            self.brush.polygon(&corners, ink)
        };
        for (x, low, high) in band_columns(band, &self.edges) {
            let has_place = projection.x.has_place(x) && projection.y.has_place(high) && low.is_finite();
            if !has_place {
                finish(&mut upper, &mut lower)?;
                continue;
            }
            let x_css = projection.x_to_css(x);
            upper.push((x_css, projection.y_to_css(high)));
            // On a logarithmic axis what reaches down to zero has no end.
            lower.push((x_css, projection.y_to_css(low)));
        }
        finish(&mut upper, &mut lower)
    }
}

/// A line's points as they have a place on the axis.
struct Masked {
    trace: Arc<Trace>,
    behind: Option<Arc<Trace>>,
}

impl Masked {
    fn of(lines: &[Line], only_positive: bool) -> Vec<Self> {
        let mask = |trace: &Arc<Trace>| {
            if only_positive {
                Arc::new(trace.with_positive_y())
            } else {
                Arc::clone(trace)
            }
        };
        let masked = |line: &Line| Self {
            trace: mask(&line.trace),
            behind: line.behind.as_ref().map(mask),
        };
        lines.iter().map(masked).collect()
    }
}

fn has_dots(line: &Line, dots: Points) -> bool {
    match dots {
        Points::Auto => line.trace.len() < DOTS_BELOW,
        Points::On => true,
        Points::Off => false,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn whole(value: f64) -> usize {
    value as usize
}

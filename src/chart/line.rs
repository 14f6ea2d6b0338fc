//! The line chart: values over steps.

use std::fmt::{self, Display};

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};

use super::axes;
use super::clip::clip_line;
use super::downsample::{column_of, strokes_per_column};
use super::ends;
use super::paint::{Brush, Resolution};
use super::palette::Rgb;
use super::projection::Projection;
use super::scale::LinearScale;
use super::series::{Series, step_extent, value_extent};

/// A series shorter than this shows its points as dots.
const DOTS_BELOW: usize = 60;
const LINE_CSS: f64 = 1.5;
const DOT_RADIUS_CSS: f64 = 2.5;
/// A point alone between two gaps: as a line that is as long as it is wide, and a bit.
const LONE_RADIUS_CSS: f64 = 1.5;
/// Half the size of the marks for values that no axis can show.
const MARK_REACH_CSS: f64 = 3.5;
/// The room above the highest and below the lowest value, as a share of the span.
const ROOM: f64 = 0.05;
/// Below this there is no room for a plot beside its labels.
const LEAST_SIZE_CSS: (f64, f64) = (60.0, 40.0);

/// The colours and the font that the page gives a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The lines at each tick: barely there.
    pub grid: Rgb,
    /// The line that the steps stand on.
    pub axis: Rgb,
    /// Labels.
    pub text: Rgb,
    /// A CSS font family list.
    pub font_family: String,
    /// The size of labels, in CSS pixels.
    pub font_css: f64,
}

/// Everything that a line chart shows.
#[derive(Clone, Debug)]
pub struct LineChart<'a> {
    /// The lines, the last one on top.
    pub series: &'a [Series],
    /// The steps to show; all of them when `None`.
    pub x_range: Option<(f64, f64)>,
    /// The values to show; all finite ones, with some room, when `None`.
    pub y_range: Option<(f64, f64)>,
    /// The page's colours and font.
    pub theme: &'a Theme,
    /// How the backend counts.
    pub resolution: Resolution,
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

/// Draws the chart over the whole area, which the caller has cleared, and says where things are.
///
/// The number of elements drawn is bounded by the size of the area and the number of series, not by the number of
/// points.
///
/// # Errors
/// When the area is too small for a chart, or the backend fails.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    chart: &LineChart<'_>,
) -> Result<Projection, ChartError> {
    let theme = chart.theme;
    let brush = Brush::new(area, chart.resolution, &theme.font_family, theme.font_css);
    let (width_css, height_css) = brush.size_css();
    if width_css < LEAST_SIZE_CSS.0 || height_css < LEAST_SIZE_CSS.1 {
        return Err(ChartError::TooSmall);
    }
    let (x, y) = scales(chart);
    let end_labels = ends::labels(&brush, chart, &x, height_css, width_css)?;
    let projection = axes::draw(&brush, theme, (x, y), end_labels.width_css)?;
    for series in chart.series {
        draw_series(&brush, chart.resolution, &projection, series)?;
    }
    end_labels.draw(&brush, theme, &projection)?;
    Ok(projection)
}

fn scales(chart: &LineChart<'_>) -> (LinearScale, LinearScale) {
    let x = match (chart.x_range, step_extent(chart.series)) {
        (Some((from, to)), _) => LinearScale::new(from, to),
        (None, Some((first, last))) if first == last => {
            LinearScale::new(first as f64 - 0.5, first as f64 + 0.5)
        }
        (None, Some((first, last))) => LinearScale::new(first as f64, last as f64),
        (None, None) => LinearScale::new(0.0, 1.0),
    };
    let y = match (chart.y_range, value_extent(chart.series)) {
        (Some((from, to)), _) => LinearScale::new(from, to),
        (None, Some((min, max))) => LinearScale::new(min, max).padded(ROOM),
        (None, None) => LinearScale::new(0.0, 1.0),
    };
    (x, y)
}

fn draw_series<DB: DrawingBackend>(
    brush: &Brush<'_, DB>,
    resolution: Resolution,
    projection: &Projection,
    series: &Series,
) -> Result<(), ChartError> {
    let (steps, values) = (series.step(), series.value());
    // One point more at either end, so that the line runs on to the edge.
    let first = steps
        .partition_point(|step| (*step as f64) < projection.x.low())
        .saturating_sub(1);
    let last = (steps.partition_point(|step| (*step as f64) <= projection.x.high()) + 1).min(steps.len());
    let shown = || {
        let steps = steps.get(first..last).unwrap_or_default();
        steps.iter().zip(values.get(first..last).unwrap_or_default())
    };
    let place = |step: i64, value: f64| (projection.x_to_css(step as f64), projection.y_to_css(value));
    let positions = shown().map(|(step, value)| {
        (
            projection.x_to_css(*step as f64) * resolution.device_per_css,
            *value,
        )
    });
    let has_dots = series.len() < DOTS_BELOW;
    for stroke in strokes_per_column(positions) {
        let corners: Vec<(f64, f64)> = stroke
            .iter()
            .filter_map(|index| series.point(first + index))
            .map(|point| place(point.step, point.value))
            .collect();
        if let [(x, y)] = corners[..] {
            if !has_dots && projection.plot.contains(x, y) {
                brush.dot((x, y), LONE_RADIUS_CSS, series.color())?;
            }
            continue;
        }
        for part in clip_line(&corners, &projection.plot) {
            brush.line(&part, LINE_CSS, series.color())?;
        }
    }
    if has_dots {
        for (step, value) in shown().filter(|(_, value)| value.is_finite()) {
            let (x, y) = place(*step, *value);
            if projection.plot.contains(x, y) {
                brush.dot((x, y), DOT_RADIUS_CSS, series.color())?;
            }
        }
    }
    draw_marks(brush, resolution, projection, series)
}

/// Marks where values are NaN (a cross on the lower edge) or infinite (a triangle that points off the edge).
/// Marks that would cover each other are drawn once.
fn draw_marks<DB: DrawingBackend>(
    brush: &Brush<'_, DB>,
    resolution: Resolution,
    projection: &Projection,
    series: &Series,
) -> Result<(), ChartError> {
    const R: f64 = MARK_REACH_CSS;
    let plot = projection.plot;
    let mut drawn = [None; 3];
    for point in series.marks().iter().filter_map(|index| series.point(*index)) {
        let x = projection.x_to_css(point.step as f64);
        let column = Some(column_of(x * resolution.device_per_css / R));
        let [nan, above, below] = &mut drawn;
        let before = match point.value {
            value if value.is_nan() => nan,
            value if value > 0.0 => above,
            _ => below,
        };
        if before.replace(column) == Some(column) || !(plot.left..=plot.right).contains(&x) {
            continue;
        }
        if point.value.is_nan() {
            let y = plot.bottom - R - 1.0;
            for slope in [R, -R] {
                brush.line(
                    &[(x - R, y - slope), (x + R, y + slope)],
                    LINE_CSS,
                    series.color(),
                )?;
            }
        } else {
            let (tip, base) = if point.value > 0.0 {
                (plot.top, plot.top + 2.0 * R)
            } else {
                (plot.bottom, plot.bottom - 2.0 * R)
            };
            brush.polygon(&[(x, tip), (x + R, base), (x - R, base)], series.color())?;
        }
    }
    Ok(())
}

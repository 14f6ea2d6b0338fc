//! What the axes of a chart span.

use super::line::Line;
use super::line_chart::LineChart;
use crate::chart::axis::Scale;
use crate::chart::options::ScaleKind;
use crate::chart::series::Trace;

/// The room above the highest and below the lowest value, as a share of the span.
const ROOM: f64 = 0.05;

/// What the axes span; `None` where there is nothing to span.
#[derive(Clone, Copy)]
pub(super) struct Scales {
    pub(super) x: Option<Scale>,
    pub(super) y: Option<Scale>,
}

type Extent = (f64, f64);

impl Scales {
    /// As the axes say; where they leave an end open, as the data lies: up the side, what is seen of it.
    pub(super) fn of(chart: &LineChart<'_>) -> Self {
        let traces = || chart.lines.iter().flat_map(traces_of);
        let is_log = |kind: ScaleKind| kind == ScaleKind::Log;
        let x_extent = traces().filter_map(|trace| {
            let first = if is_log(chart.x.scale) {
                trace.x().partition_point(|x| *x <= 0.0)
            } else {
                0
            };
            let x = trace.x().get(first..)?;
            Some((*x.first()?, *x.last()?))
        });
        let x_extent = x_extent.reduce(wider);
        let x = chart.x.scale(x_extent, 0.0, even_up_to(x_extent));
        let seen = x.map(|scale| (scale.low(), scale.high()));
        let y_extent = traces().filter_map(|trace| y_extent(trace, seen, is_log(chart.y.scale)));
        let of_bands = (chart.lines.iter())
            .filter_map(|line| line.band.as_ref())
            .flat_map(|band| {
                let low = Trace::new(band.x.clone(), band.low.clone());
                [low, Trace::new(band.x.clone(), band.high.clone())]
            });
        let of_bands = of_bands.filter_map(|edge| y_extent_of_band(&edge, seen, is_log(chart.y.scale)));
        let y_extent = y_extent.chain(of_bands).reduce(wider);
        let y = chart.y.scale(y_extent, ROOM, even_up_to(y_extent));
        Self { x, y }
    }
}

fn traces_of(line: &Line) -> impl Iterator<Item = &Trace> {
    std::iter::once(&*line.trace).chain(line.behind.as_deref())
}

fn wider(a: Extent, b: Extent) -> Extent {
    (a.0.min(b.0), a.1.max(b.1))
}

fn y_extent(trace: &Trace, seen: Option<Extent>, only_positive: bool) -> Option<Extent> {
    let (min, max) = trace.y_extent(seen)?;
    if !only_positive || min > 0.0 {
        return Some((min, max));
    }
    if max <= 0.0 {
        return None;
    }
    let seen = seen.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    let first = trace.x().partition_point(|x| *x < seen.0);
    let last = trace.x().partition_point(|x| *x <= seen.1).max(first);
    let values = trace.y().get(first..last)?.iter().copied();
    let above_zero = values.filter(|y| *y > 0.0).fold(max, f64::min);
    Some((above_zero, max))
}

fn y_extent_of_band(edge: &Trace, seen: Option<Extent>, only_positive: bool) -> Option<Extent> {
    y_extent(edge, seen, only_positive)
}

/// Up to where a symmetric logarithmic axis is even: three decades below the greatest value.
fn even_up_to(extent: Option<Extent>) -> f64 {
    let (min, max) = extent.unwrap_or((0.0, 1.0));
    let greatest = min.abs().max(max.abs());
    10_f64.powf((greatest.log10() - 3.0).floor())
}

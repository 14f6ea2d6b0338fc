//! The same moment on whatever axis.

use super::picture::{LineOwner, LinePicture, PlotLine};
use crate::board::XAxis;
use crate::chart::Series;
use crate::mlflow::RunId;

impl LinePicture {
    /// Where on the axis of these lines a run was at a moment, in milliseconds since 1970: at that time, or at the point
    /// of the run that was logged nearest to it. `None` where the run has no line here that was logged at about then.
    pub fn x_at(&self, run: &RunId, time_millis: i64, axis: &XAxis) -> Option<f64> {
        if *axis == XAxis::Time {
            return Some(time_millis as f64);
        }
        let place = self.runs.iter().position(|drawn| drawn.id == *run)?;
        let mut lines = self.lines.iter();
        lines.find_map(|line| {
            let is_own = line.owner == LineOwner::Run(place);
            is_own.then(|| x_on(line, time_millis, axis)).flatten()
        })
    }
}

fn x_on(line: &PlotLine, time_millis: i64, axis: &XAxis) -> Option<f64> {
    let series = line.series.as_ref()?;
    let (trace, times) = (&line.trace, series.time_millis());
    let nearest = nearest(series, time_millis)?;
    match axis {
        XAxis::Relative => {
            // Spans of time begin where any point says that they do.
            let start = *times.get(trace.origin(0))? as f64 - trace.x().first()?;
            Some(time_millis as f64 - start)
        }
        XAxis::Step if trace.len() == series.len() => trace.x().get(nearest).copied(),
        _ => {
            let at = (0..trace.len()).find(|index| trace.origin(*index) == nearest)?;
            trace.x().get(at).copied()
        }
    }
}

/// The point that was logged nearest to a moment, if any was at about then: steps are taken to have been logged one after
/// the other.
fn nearest(series: &Series, time_millis: i64) -> Option<usize> {
    let times = series.time_millis();
    let (first, last) = (*times.first()?, *times.last()?);
    let gap = last.saturating_sub(first) / i64::try_from(times.len()).unwrap_or(i64::MAX);
    if time_millis < first.saturating_sub(gap) || time_millis > last.saturating_add(gap) {
        return None;
    }
    let after = times.partition_point(|time| *time < time_millis);
    let around = [after.checked_sub(1), Some(after)];
    let around = around.into_iter().flatten();
    around
        .filter_map(|index| Some((times.get(index)?.abs_diff(time_millis), index)))
        .min()
        .map(|(_, index)| index)
}

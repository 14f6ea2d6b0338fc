//! What a line is drawn over.

use std::sync::Arc;

use super::points::Series;
use super::trace::Trace;

/// Where the points of a series lie along the bottom.
#[derive(Clone, Copy, Debug)]
pub enum XColumn<'a> {
    /// The logged step.
    Step,
    /// Milliseconds since 1970.
    Time,
    /// Milliseconds since a moment, such as the start of the run, which is given in milliseconds since 1970.
    Since(i64),
    /// The values of another metric of the run, joined on the step: the last value of either at each step that both
    /// have.
    Metric(&'a Series),
}

/// The line of a series. Points whose x is not finite have no place and are left out.
pub fn trace_of(series: &Series, x: XColumn<'_>) -> Trace {
    match x {
        XColumn::Step => {
            let x: Arc<[f64]> = series.step().iter().map(|step| *step as f64).collect();
            Trace::new(x, series.shared_value())
        }
        XColumn::Time => over_time(series, 0),
        XColumn::Since(start_millis) => over_time(series, start_millis),
        XColumn::Metric(other) => over_metric(series, other),
    }
}

fn over_time(series: &Series, start_millis: i64) -> Trace {
    let times = series.time_millis();
    let since = |time: &i64| (i128::from(*time) - i128::from(start_millis)) as f64;
    if times.is_sorted() {
        let x: Arc<[f64]> = times.iter().map(since).collect();
        return Trace::new(x, series.shared_value());
    }
    let places = times.iter().zip(series.value()).zip(0..);
    arranged(
        places
            .map(|((time, y), index)| (since(time), *y, index))
            .collect(),
    )
}

fn over_metric(series: &Series, other: &Series) -> Trace {
    let mut places = Vec::new();
    let (mut ours, mut theirs) = (last_per_step(series).peekable(), last_per_step(other).peekable());
    while let (Some(a), Some(b)) = (ours.peek().copied(), theirs.peek().copied()) {
        if a.0 == b.0 && b.2.is_finite() {
            places.push((b.2, a.2, a.1));
        }
        if a.0 <= b.0 {
            ours.next();
        }
        if b.0 <= a.0 {
            theirs.next();
        }
    }
    arranged(places)
}

/// Each step once: the step, the index of its last point, and the value there.
pub(in crate::chart) fn last_per_step(series: &Series) -> impl Iterator<Item = (i64, u32, f64)> {
    let steps = series.step();
    (steps.iter().zip(series.value()).zip(0..))
        .filter(move |((step, _), index)| steps.get(*index as usize + 1) != Some(step))
        .map(|((step, value), index)| (*step, index, *value))
}

/// A line of (x, y, index in the series), sorted by x; what lies at one x keeps its order.
fn arranged(mut places: Vec<(f64, f64, u32)>) -> Trace {
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let x: Vec<f64> = places.iter().map(|place| place.0).collect();
    let y: Vec<f64> = places.iter().map(|place| place.1).collect();
    Trace::new(x, y).with_origin(places.iter().map(|place| place.2).collect())
}

#[cfg(test)]
mod tests {
    use super::super::points::Point;
    use super::*;
    use proptest::prelude::*;

    fn series(points: &[(i64, i64, f64)]) -> Series {
        let points = points.iter().map(|&(step, time_millis, value)| Point {
            step,
            time_millis,
            value,
        });
        Series::from_points(points.collect())
    }

    fn origins(trace: &Trace) -> Vec<usize> {
        (0..trace.len()).map(|index| trace.origin(index)).collect()
    }

    #[test]
    fn steps_are_drawn_as_they_are() {
        let trace = trace_of(&series(&[(-2, 0, 1.0), (5, 0, 2.0), (5, 1, 3.0)]), XColumn::Step);
        assert_eq!(
            (trace.x(), trace.y()),
            (&[-2.0, 5.0, 5.0][..], &[1.0, 2.0, 3.0][..])
        );
        assert_eq!(origins(&trace), [0, 1, 2]);
    }

    #[test]
    fn a_run_that_was_resumed_goes_forward_in_time() {
        let resumed = series(&[(0, 100, 1.0), (1, 900, 2.0), (2, 300, 3.0), (3, 950, 4.0)]);
        let trace = trace_of(&resumed, XColumn::Time);
        assert_eq!(trace.x(), [100.0, 300.0, 900.0, 950.0]);
        assert_eq!(trace.y(), [1.0, 3.0, 2.0, 4.0]);
        assert_eq!(origins(&trace), [0, 2, 1, 3]);
        let first_later = series(&[(0, 500, 1.0), (1, 400, 2.0)]);
        assert_eq!(trace_of(&first_later, XColumn::Since(300)).x(), [100.0, 200.0]);
    }

    #[test]
    fn another_metric_is_joined_on_the_step_with_the_last_value_of_either() {
        let y = series(&[
            (0, 0, 1.0),
            (1, 0, 2.0),
            (1, 1, 3.0),
            (2, 0, 4.0),
            (3, 0, 5.0),
            (4, 0, 6.0),
        ]);
        let x = series(&[
            (0, 0, 9.0),
            (0, 1, 8.0),
            (1, 0, 7.0),
            (2, 0, f64::NAN),
            (4, 0, 7.0),
            (5, 0, 0.0),
        ]);
        let trace = trace_of(&y, XColumn::Metric(&x));
        assert_eq!(trace.x(), [7.0, 7.0, 8.0]);
        assert_eq!(trace.y(), [3.0, 6.0, 1.0]);
        assert_eq!(origins(&trace), [2, 5, 0]);
    }

    proptest! {
        #[test]
        fn places_never_decrease_and_each_keeps_its_value(
            points in prop::collection::vec((any::<i64>(), any::<i64>(), -9.0..9.0), 0..40),
            others in prop::collection::vec((-3..3_i64, 0..9_i64, any::<f64>()), 0..40),
        ) {
            let (y, other) = (series(&points), series(&others));
            for x in [XColumn::Step, XColumn::Time, XColumn::Since(7), XColumn::Metric(&other), XColumn::Metric(&y)] {
                for line in [&y, &other] {
                    let trace = trace_of(line, x);
                    prop_assert!(trace.x().is_sorted() && trace.x().iter().all(|x| x.is_finite()));
                    for (index, value) in trace.y().iter().enumerate() {
                        prop_assert_eq!(line.value()[trace.origin(index)].to_bits(), value.to_bits());
                    }
                }
            }
        }
    }
}

//! One metric of one run, as typed columns.

use std::sync::Arc;

/// One logged value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The step that the run gave; any integer, negative and repeated ones included.
    pub step: i64,
    /// When it was logged, in milliseconds since 1970.
    pub time_millis: i64,
    /// The value; may be NaN or infinite.
    pub value: f64,
}

impl Point {
    fn place(&self) -> (i64, i64) {
        (self.step, self.time_millis)
    }
}

/// The points of one line, ordered by step and, where a step repeats, by time.
///
/// Nothing is dropped: repeated steps stay, and a value that is not finite keeps its place among the
/// others, where it breaks the line. ±1.797e308, which servers send for
/// infinities, counts as infinite.
#[derive(Clone, Debug)]
pub struct Series {
    step: Vec<i64>,
    time_millis: Vec<i64>,
    // Shared with the traces that draw it as it is.
    value: Arc<[f64]>,
}

impl Series {
    /// A series of points in any order. Points alike in step and time keep the order they came in.
    pub fn from_points(mut points: Vec<Point>) -> Self {
        if !points.is_sorted_by_key(Point::place) {
            points.sort_by_key(Point::place);
        }
        Self::sorted(
            points.iter().map(|point| point.step).collect(),
            points.iter().map(|point| point.time_millis).collect(),
            points.iter().map(|point| point.value),
        )
    }

    /// A series of columns in any order; the same as [`Series::from_points`], without an object a point. What is already
    /// in order is taken as it is. Where one column is longer than another, the rest of it is left out.
    pub fn from_columns(mut step: Vec<i64>, mut time_millis: Vec<i64>, value: Vec<f64>) -> Self {
        let len = step.len().min(time_millis.len()).min(value.len());
        step.truncate(len);
        time_millis.truncate(len);
        let is_sorted = step
            .windows(2)
            .zip(time_millis.windows(2))
            .all(|(step, time)| match (step, time) {
                ([a, b], [t, u]) => a < b || (a == b && t <= u),
                _ => true,
            });
        if is_sorted {
            return Self::sorted(step, time_millis, value.into_iter().take(len));
        }
        let points = step.into_iter().zip(time_millis).zip(value);
        let points = points.map(|((step, time_millis), value)| Point {
            step,
            time_millis,
            value,
        });
        Self::from_points(points.collect())
    }

    fn sorted(step: Vec<i64>, time_millis: Vec<i64>, value: impl Iterator<Item = f64>) -> Self {
        let value: Arc<[f64]> = value.map(with_infinities).collect();
        Self {
            step,
            time_millis,
            value,
        }
    }

    /// How many points there are, those that are not finite included.
    pub fn len(&self) -> usize {
        self.value.len()
    }

    /// Whether there is no point at all.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// The steps, never decreasing.
    pub fn step(&self) -> &[i64] {
        &self.step
    }

    /// The times, in milliseconds since 1970, in the order of the steps.
    pub fn time_millis(&self) -> &[i64] {
        &self.time_millis
    }

    /// The values, in the order of the steps.
    pub fn value(&self) -> &[f64] {
        &self.value
    }

    pub(super) fn shared_value(&self) -> Arc<[f64]> {
        Arc::clone(&self.value)
    }

    /// The point at an index.
    pub fn point(&self, index: usize) -> Option<Point> {
        Some(Point {
            step: *self.step.get(index)?,
            time_millis: *self.time_millis.get(index)?,
            value: *self.value.get(index)?,
        })
    }
}

/// Alike in all points, where NaN is like NaN.
impl PartialEq for Series {
    fn eq(&self, other: &Self) -> bool {
        self.step == other.step
            && self.time_millis == other.time_millis
            && self.len() == other.len()
            && (self.value.iter().zip(other.value.iter())).all(|(a, b)| a.to_bits() == b.to_bits())
    }
}

/// SQL stores know no infinities: the server writes the largest number instead.
fn with_infinities(value: f64) -> f64 {
    if value >= f64::MAX {
        f64::INFINITY
    } else if value <= f64::MIN {
        f64::NEG_INFINITY
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(step: i64, time_millis: i64, value: f64) -> Point {
        Point {
            step,
            time_millis,
            value,
        }
    }

    #[test]
    fn unsorted_points_are_ordered_by_step_and_repeated_steps_by_time() {
        let line = Series::from_points(vec![
            point(2, 9, 1.0),
            point(1, 8, 2.0),
            point(2, 7, 3.0),
            point(-1, 9, 4.0),
        ]);
        assert_eq!(line.step(), [-1, 1, 2, 2]);
        assert_eq!(line.value(), [4.0, 2.0, 3.0, 1.0]);
    }

    #[test]
    fn points_alike_in_step_and_time_keep_their_order() {
        let line = Series::from_points(vec![point(0, 0, 1.0), point(0, 0, 2.0), point(0, 0, 3.0)]);
        assert_eq!(line.value(), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn values_that_are_not_finite_are_kept() {
        let line = Series::from_points(vec![
            point(1, 0, f64::NAN),
            point(0, 0, 1.0),
            point(2, 0, f64::NEG_INFINITY),
        ]);
        assert_eq!(line.len(), 3);
        assert!(line.value()[1].is_nan() && line.value()[2] == f64::NEG_INFINITY);
    }

    #[test]
    fn the_largest_numbers_are_what_servers_send_for_infinities() {
        let line = Series::from_columns(
            vec![0, 1, 2],
            vec![0; 3],
            vec![
                1.797_693_134_862_315_7e308,
                -1.797_693_134_862_315_7e308,
                1.797e308,
            ],
        );
        assert_eq!(line.value(), [f64::INFINITY, f64::NEG_INFINITY, 1.797e308]);
    }

    #[test]
    fn columns_of_unlike_lengths_are_as_long_as_the_shortest() {
        let line = Series::from_columns(vec![3, 2, 1], vec![0, 0], vec![1.0, 2.0, 3.0, 4.0]);
        assert_eq!(line.step(), [2, 3]);
        assert_eq!(line.value(), [2.0, 1.0]);
    }

    fn points() -> impl Strategy<Value = Vec<Point>> {
        let value = prop_oneof![Just(0.0), Just(1.0), Just(f64::NAN), Just(f64::MAX)];
        let point = (-3..6_i64, 0..3_i64, value).prop_map(|(step, time, value)| point(step, time, value));
        prop::collection::vec(point, 0..30)
    }

    proptest! {
        #[test]
        fn columns_and_points_make_the_same_series(points in points()) {
            let columns = Series::from_columns(
                points.iter().map(|point| point.step).collect(),
                points.iter().map(|point| point.time_millis).collect(),
                points.iter().map(|point| point.value).collect(),
            );
            prop_assert_eq!(columns, Series::from_points(points));
        }
    }
}

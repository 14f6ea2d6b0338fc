//! What is drawn: one metric of one run, as typed columns.

use super::palette::Rgb;

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

/// The points of one line, ordered by step and, where a step repeats, by time.
///
/// Nothing is dropped: repeated steps stay, and a value that is not finite keeps its place among the
/// others, where it breaks the line. [`Series::marks`] lists those places.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    name: String,
    color: Rgb,
    step: Vec<i64>,
    time_millis: Vec<i64>,
    value: Vec<f64>,
    marks: Vec<usize>,
}

/// The finite values of a series in three numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The least finite value.
    pub min: f64,
    /// The greatest finite value.
    pub max: f64,
    /// The last point whose value is finite.
    pub last: Point,
}

impl Series {
    /// A series of points in any order. Points alike in step and time keep the order they came in.
    pub fn new(name: impl Into<String>, color: Rgb, mut points: Vec<Point>) -> Self {
        points.sort_by_key(|point| (point.step, point.time_millis));
        Self {
            name: name.into(),
            color,
            step: points.iter().map(|point| point.step).collect(),
            time_millis: points.iter().map(|point| point.time_millis).collect(),
            value: points.iter().map(|point| point.value).collect(),
            marks: (0..points.len())
                .filter(|&i| points.get(i).is_some_and(|p| !p.value.is_finite()))
                .collect(),
        }
    }

    /// What the reader knows the line by, such as the run's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The colour of the line.
    pub fn color(&self) -> Rgb {
        self.color
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

    /// The indices of the values that are NaN or infinite, increasing.
    pub fn marks(&self) -> &[usize] {
        &self.marks
    }

    /// The point at an index.
    pub fn point(&self, index: usize) -> Option<Point> {
        Some(Point {
            step: *self.step.get(index)?,
            time_millis: *self.time_millis.get(index)?,
            value: *self.value.get(index)?,
        })
    }

    /// Minimum, maximum and last of the finite values; `None` where there is none.
    pub fn summary(&self) -> Option<Summary> {
        let last = (0..self.len())
            .rev()
            .find_map(|i| self.point(i).filter(|p| p.value.is_finite()))?;
        let (mut min, mut max) = (last.value, last.value);
        for value in self.value.iter().filter(|value| value.is_finite()) {
            min = min.min(*value);
            max = max.max(*value);
        }
        Some(Summary { min, max, last })
    }
}

/// The least and greatest finite value of all series; `None` where there is none.
pub fn value_extent(series: &[Series]) -> Option<(f64, f64)> {
    series
        .iter()
        .filter_map(Series::summary)
        .fold(None, |extent, summary| match extent {
            None => Some((summary.min, summary.max)),
            Some((min, max)) => Some((min.min(summary.min), max.max(summary.max))),
        })
}

/// The first and last step of all series; `None` where there is no point.
pub fn step_extent(series: &[Series]) -> Option<(i64, i64)> {
    let first = series.iter().filter_map(|line| line.step.first()).min()?;
    let last = series.iter().filter_map(|line| line.step.last()).max()?;
    Some((*first, *last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(step: i64, time_millis: i64, value: f64) -> Point {
        Point {
            step,
            time_millis,
            value,
        }
    }

    fn series(points: Vec<Point>) -> Series {
        Series::new("run", Rgb(0, 0, 0), points)
    }

    #[test]
    fn unsorted_points_are_ordered_by_step_and_repeated_steps_by_time() {
        let line = series(vec![
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
        let line = series(vec![point(0, 0, 1.0), point(0, 0, 2.0), point(0, 0, 3.0)]);
        assert_eq!(line.value(), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn values_that_are_not_finite_are_kept_and_marked() {
        let line = series(vec![
            point(1, 0, f64::NAN),
            point(0, 0, 1.0),
            point(2, 0, f64::NEG_INFINITY),
        ]);
        assert_eq!(line.len(), 3);
        assert_eq!(line.marks(), [1, 2]);
    }

    #[test]
    fn summary_looks_at_finite_values_only() {
        let line = series(vec![
            point(0, 0, 3.0),
            point(1, 0, 1.0),
            point(2, 5, 2.0),
            point(3, 0, f64::INFINITY),
        ]);
        let summary = line.summary().unwrap();
        assert_eq!(
            (summary.min, summary.max, summary.last),
            (1.0, 3.0, point(2, 5, 2.0))
        );
        assert_eq!(series(vec![point(0, 0, f64::NAN)]).summary(), None);
    }

    #[test]
    fn extents_cover_all_series_and_are_none_when_nothing_is_there() {
        let lines = [
            series(vec![point(5, 0, 1.0)]),
            series(vec![]),
            series(vec![point(-3, 0, -2.0)]),
        ];
        assert_eq!(value_extent(&lines), Some((-2.0, 1.0)));
        assert_eq!(step_extent(&lines), Some((-3, 5)));
        assert_eq!(value_extent(&[series(vec![])]), None);
        assert_eq!(step_extent(&[]), None);
    }
}

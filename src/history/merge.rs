//! Two samples of one history as one: every point of either.

use crate::chart::{Point, Series};

/// Every point of both, in order. A point that is alike in both, in step, time and value, is one point; one that stands
/// twice in one of them stands twice.
pub(super) fn merged(one: &Series, other: &Series) -> Series {
    let mut points = Columns::with_capacity(one.len() + other.len());
    let (mut i, mut j) = (0, 0);
    let mut same = Vec::new();
    loop {
        let place = match (place(one, i), place(other, j)) {
            (None, None) => break,
            (Some(a), Some(b)) => a.min(b),
            (Some(a), None) => a,
            (None, Some(b)) => b,
        };
        let (i_end, j_end) = (end_of(one, i, place), end_of(other, j, place));
        if i_end == i {
            points.extend(other, j..j_end);
        } else if j_end == j {
            points.extend(one, i..i_end);
        } else {
            union_of(one, i..i_end, other, j..j_end, &mut same);
            for value in same.drain(..) {
                points.push(place, value);
            }
        }
        (i, j) = (i_end, j_end);
    }
    Series::from_columns(points.step, points.time_millis, points.value)
}

struct Columns {
    step: Vec<i64>,
    time_millis: Vec<i64>,
    value: Vec<f64>,
}

impl Columns {
    fn with_capacity(points: usize) -> Self {
        Self {
            step: Vec::with_capacity(points),
            time_millis: Vec::with_capacity(points),
            value: Vec::with_capacity(points),
        }
    }

    fn push(&mut self, (step, time_millis): (i64, i64), value: f64) {
        self.step.push(step);
        self.time_millis.push(time_millis);
        self.value.push(value);
    }

    fn extend(&mut self, series: &Series, range: std::ops::Range<usize>) {
        for point in range.filter_map(|index| series.point(index)) {
            let Point {
                step,
                time_millis,
                value,
            } = point;
            self.push((step, time_millis), value);
        }
    }
}

fn place(series: &Series, index: usize) -> Option<(i64, i64)> {
    Some((*series.step().get(index)?, *series.time_millis().get(index)?))
}

fn end_of(series: &Series, start: usize, at: (i64, i64)) -> usize {
    let mut end = start;
    while place(series, end) == Some(at) {
        end += 1;
    }
    end
}

/// The values of points that are alike in step and time: as many of each as there are where there are more of them.
fn union_of(
    one: &Series,
    ours: std::ops::Range<usize>,
    other: &Series,
    theirs: std::ops::Range<usize>,
    into: &mut Vec<f64>,
) {
    let sorted = |series: &Series, range: std::ops::Range<usize>| {
        let mut values = series.value().get(range).unwrap_or_default().to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    let (ours, theirs) = (sorted(one, ours), sorted(other, theirs));
    let mut theirs = theirs.into_iter().peekable();
    for value in ours {
        while let Some(less) = theirs.next_if(|other| other.total_cmp(&value).is_lt()) {
            into.push(less);
        }
        let _same = theirs.next_if(|other| other.total_cmp(&value).is_eq());
        into.push(value);
    }
    into.extend(theirs);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Key = (i64, i64, i64);

    fn counts(series: &Series) -> BTreeMap<Key, usize> {
        let mut counts = BTreeMap::new();
        for index in 0..series.len() {
            let point = series.point(index).unwrap();
            // As total_cmp orders.
            let bits = point.value.to_bits().cast_signed();
            let key = (point.step, point.time_millis, bits);
            *counts.entry(key).or_default() += 1;
        }
        counts
    }

    fn any_series() -> impl Strategy<Value = Series> {
        let value = prop::sample::select(vec![0.0, -0.0, 1.0, f64::NAN, f64::INFINITY]);
        let point = (-2..4_i64, 0..2_i64, value).prop_map(|(step, time_millis, value)| Point {
            step,
            time_millis,
            value,
        });
        prop::collection::vec(point, 0..12).prop_map(Series::from_points)
    }

    proptest! {
        #[test]
        fn a_merge_is_in_order_and_loses_no_point_and_invents_none(one in any_series(), other in any_series()) {
            let both = merged(&one, &other);
            let order: Vec<_> = (0..both.len()).map(|index| place(&both, index).unwrap()).collect();
            prop_assert!(order.is_sorted());
            let (mut most, theirs) = (counts(&one), counts(&other));
            for (key, count) in theirs {
                let here = most.entry(key).or_default();
                *here = count.max(*here);
            }
            prop_assert_eq!(counts(&both), most);
        }

        #[test]
        fn what_comes_again_changes_nothing(one in any_series()) {
            prop_assert_eq!(counts(&merged(&one, &one)), counts(&one));
        }
    }
}

//! What the numbers of a column say together.

use super::column_ref::ColumnRef;
use super::direction::Direction;
use crate::route::Aggregate;

/// The numbers of some rows of a column. NaN and the infinities are counted and otherwise left out.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Statistics {
    /// How many finite numbers there are. With none, all that follows is 0.
    pub count: usize,
    /// How many are NaN or infinite.
    pub not_finite: usize,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, with n − 1 as of a sample; 0 for a single number.
    pub deviation: f64,
}

impl Statistics {
    /// Of any numbers.
    pub fn of(numbers: &mut dyn Iterator<Item = f64>) -> Self {
        let mut all = Self::default();
        let mut squares = 0.0;
        for number in numbers {
            if !number.is_finite() {
                all.not_finite += 1;
                continue;
            }
            all.count += 1;
            if all.count == 1 {
                (all.min, all.max, all.mean) = (number, number, number);
                continue;
            }
            all.min = all.min.min(number);
            all.max = all.max.max(number);
            // Welford's: a sum of squares would lose the digits of numbers that are close together.
            let off = number - all.mean;
            all.mean += off / all.count as f64;
            squares += off * (number - all.mean);
        }
        if all.count > 1 {
            all.deviation = (squares / (all.count - 1) as f64).sqrt();
            // Numbers near the largest there is overflow on the way; their mean lies between them all the same.
            if !all.mean.is_finite() {
                all.mean = all.min / 2.0 + all.max / 2.0;
            }
        }
        all
    }

    /// Of the cells of `rows`, as [`ColumnRef::number`] reads them.
    pub fn of_column(column: ColumnRef<'_>, rows: &[u32]) -> Self {
        Self::of(&mut rows.iter().filter_map(|row| column.number(*row)))
    }

    /// What the line of a group shows: `None` where there is no number. Of a single number the deviation says nothing
    /// either.
    pub fn aggregate(&self, aggregate: Aggregate, direction: Direction) -> Option<f64> {
        let any = |number| (self.count > 0).then_some(number);
        match aggregate {
            Aggregate::Mean => any(self.mean),
            Aggregate::Min => any(self.min),
            Aggregate::Max => any(self.max),
            Aggregate::Std => (self.count > 1).then_some(self.deviation),
            Aggregate::Count => Some((self.count + self.not_finite) as f64),
            Aggregate::Best => self.best(direction),
        }
    }

    /// The best number there is.
    pub fn best(&self, direction: Direction) -> Option<f64> {
        (self.count > 0).then_some(match direction {
            Direction::Higher => self.max,
            Direction::Lower => self.min,
        })
    }

    /// Where a number stands between the smallest, 0, and the largest, 1: for bars and shades. Infinities stand at the
    /// ends. `None` for NaN and where no two numbers differ, since then a place would say nothing.
    pub fn share(&self, number: f64) -> Option<f64> {
        if number.is_nan() || self.min >= self.max {
            return None;
        }
        // Halves, since the whole span of the largest numbers is beyond the largest.
        let span = self.max / 2.0 - self.min / 2.0;
        let share = (number / 2.0 - self.min / 2.0) / span;
        Some(share.clamp(0.0, 1.0))
    }
}

/// Whether at least two of these rows differ in a column. A missing cell is a value of its own, and NaN equals NaN.
pub fn differs(column: ColumnRef<'_>, rows: &[u32]) -> bool {
    // A text's code says as much as the text.
    let cell = |row: u32| (column.number_bits(row), column.code(row));
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    let first_cell = cell(*first);
    // Runs without a name show their ids, which always differ.
    let differs_unseen = first_cell == (None, None) && !column.is_missing(*first);
    (differs_unseen && !rest.is_empty()) || rest.iter().any(|row| cell(*row) != first_cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::{Attribute, PageDecoder, RunSet};
    use proptest::prelude::*;

    fn of(numbers: &[f64]) -> Statistics {
        Statistics::of(&mut numbers.iter().copied())
    }

    #[test]
    fn what_is_not_finite_is_counted_and_left_out() {
        let all = of(&[f64::NAN, 1.0, f64::INFINITY, 3.0, f64::NEG_INFINITY]);
        assert_eq!((all.count, all.not_finite, all.min, all.max), (2, 3, 1.0, 3.0));
        assert_eq!((all.mean, all.deviation), (2.0, 2.0_f64.sqrt()));
        assert_eq!(all.share(f64::INFINITY), Some(1.0));
        assert_eq!((all.share(2.0), all.share(f64::NAN)), (Some(0.5), None));
        assert_eq!(of(&[f64::NAN]).best(Direction::Higher), None);
        assert_eq!(of(&[5.0, 5.0]).share(5.0), None);
        assert_eq!(of(&[-f64::MAX, f64::MAX]).share(0.0), Some(0.5));
    }

    proptest! {
        #[test]
        fn mean_and_share_stay_within_their_bounds(numbers in prop::collection::vec(any::<f64>(), 1..30)) {
            let all = of(&numbers);
            prop_assert_eq!(all.count + all.not_finite, numbers.len());
            if all.count > 0 {
                prop_assert!(all.mean.is_finite());
            }
            for number in numbers {
                prop_assert!(all.share(number).is_none_or(|share| (0.0..=1.0).contains(&share)));
            }
        }

        #[test]
        fn the_deviation_is_that_of_the_two_pass_formula(numbers in prop::collection::vec(-1e3..1e3, 2..30)) {
            let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
            let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
            let expected = (squares / (numbers.len() - 1) as f64).sqrt();
            prop_assert!((of(&numbers).deviation - expected).abs() < 1e-8);
        }
    }

    #[test]
    fn columns_differ_by_value_by_missing_and_not_by_nan() {
        let mut decoder = PageDecoder::new();
        decoder.push(
            br#"{"runs": [
            {"info": {"run_id": "a", "experiment_id": "1"}, "data": {
                "metrics": [{"key": "nan", "value": "NaN"}, {"key": "some", "value": 1}, {"key": "x", "value": 2}],
                "params": [{"key": "p", "value": "1"}, {"key": "q", "value": "1"}]}},
            {"info": {"run_id": "b", "experiment_id": "1"}, "data": {
                "metrics": [{"key": "nan", "value": "NaN"}, {"key": "x", "value": -3}],
                "params": [{"key": "p", "value": "1"}, {"key": "q", "value": "1.0"}]}}]}"#,
        );
        let mut set = RunSet::new();
        decoder.decode_some(&mut set, &mut || false).unwrap();
        let different: Vec<_> = set
            .fields()
            .filter(|entry| differs(set.column_by_id(entry.id), set.rows()))
            .map(|entry| entry.field.to_string())
            .collect();
        assert_eq!(
            different,
            ["run_id", "run_name", "metrics.some", "metrics.x", "params.q"]
        );
        let experiment = set.column(&Attribute::Experiment.into());
        assert!(!differs(experiment, set.rows()) && !differs(experiment, &[]));
    }
}

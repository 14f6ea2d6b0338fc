//! What a box plot shows.

use super::quantiles::{quantile, sorted_finite};

/// How far beyond the quartiles a number may lie and not be an outlier, in distances between the quartiles.
const WHISKER: f64 = 1.5;

/// How numbers are spread. All of these are in the unit of the numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxFigures {
    /// How many finite numbers there were.
    pub count: usize,
    /// The least number that is no outlier.
    pub low: f64,
    /// A quarter of the numbers lies below.
    pub first_quartile: f64,
    /// Half of them.
    pub median: f64,
    /// Three quarters.
    pub third_quartile: f64,
    /// The greatest number that is no outlier.
    pub high: f64,
    /// Their mean.
    pub mean: f64,
    /// The places, in the list that was given, of what lies further from the nearer quartile than one and a half times
    /// the distance between the quartiles (Tukey, 1977).
    pub outliers: Vec<usize>,
}

/// How the finite ones of the numbers are spread; `None` where there is none.
pub fn box_figures(numbers: &[f64]) -> Option<BoxFigures> {
    let sorted = sorted_finite(numbers);
    let [first_quartile, median, third_quartile] = [0.25, 0.5, 0.75].map(|share| quantile(&sorted, share));
    let (first_quartile, median, third_quartile) = (first_quartile?, median?, third_quartile?);
    // Where this is no `f64`, nothing lies beyond.
    let reach = WHISKER * (third_quartile - first_quartile);
    let (fence_low, fence_high) = (first_quartile - reach, third_quartile + reach);
    let is_within = |number: f64| fence_low <= number && number <= fence_high;
    let mut within = sorted.iter().copied().filter(|number| is_within(*number));
    let low = within.next().unwrap_or(first_quartile);
    let high = within.next_back().unwrap_or(low);
    let outliers = numbers
        .iter()
        .enumerate()
        .filter(|(_, number)| number.is_finite() && !is_within(**number))
        .map(|(place, _)| place)
        .collect();
    let count = sorted.len();
    // Each divided first, as their sum need not be an `f64`.
    let mean = sorted.iter().map(|number| number / count as f64).sum();
    Some(BoxFigures {
        count,
        low,
        first_quartile,
        median,
        third_quartile,
        high,
        mean,
        outliers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_are_those_that_numpy_works_out() {
        let numbers = [9.0, 1.0, 2.0, f64::NAN, 3.0, 4.0, 5.0, 40.0, -30.0];
        let figures = box_figures(&numbers).unwrap();
        // numpy.quantile([9, 1, 2, 3, 4, 5, 40, -30], [.25, .5, .75]): 1.75, 3.5, 6.0
        assert_eq!(
            (figures.first_quartile, figures.median, figures.third_quartile),
            (1.75, 3.5, 6.0)
        );
        assert_eq!((figures.low, figures.high, figures.count), (1.0, 9.0, 8));
        assert_eq!(figures.outliers, [7, 8]);
        assert!((figures.mean - 4.25).abs() < 1e-12);
    }

    #[test]
    fn nothing_finite_has_no_figures_and_one_number_is_all_of_them() {
        assert_eq!(box_figures(&[f64::NAN, f64::INFINITY]), None);
        let one = box_figures(&[7.0]).unwrap();
        assert_eq!((one.low, one.median, one.high, one.mean), (7.0, 7.0, 7.0, 7.0));
        assert!(one.outliers.is_empty());
    }

    #[test]
    fn the_widest_numbers_there_are_have_figures() {
        let widest = box_figures(&[f64::MIN, f64::MAX]).unwrap();
        assert_eq!(
            (widest.low, widest.median, widest.high),
            (f64::MIN, 0.0, f64::MAX)
        );
    }

    proptest! {
        #[test]
        fn figures_are_in_order_and_every_number_is_within_or_an_outlier(
            numbers in prop::collection::vec(prop_oneof![Just(f64::NAN), -100.0..100.0, -1e9..1e9], 1..60),
        ) {
            let Some(f) = box_figures(&numbers) else {
                prop_assert!(numbers.iter().all(|number| !number.is_finite()));
                return Ok(());
            };
            prop_assert!(f.first_quartile <= f.median && f.median <= f.third_quartile);
            prop_assert!(f.low <= f.high && f.low <= f.median && f.median <= f.high);
            for (place, number) in numbers.iter().enumerate().filter(|(_, number)| number.is_finite()) {
                let is_within = f.low <= *number && *number <= f.high;
                prop_assert!(is_within != f.outliers.contains(&place), "{number}: {f:?}");
            }
        }
    }
}

//! Quantiles.

/// The finite ones of the numbers, in increasing order.
pub fn sorted_finite(numbers: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = numbers
        .iter()
        .copied()
        .filter(|number| number.is_finite())
        .collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The number below which `share` (0 to 1, else the nearer of them) of the sorted, finite numbers lie; `None` of none.
///
/// Between two of the numbers it is interpolated linearly, the seventh of the kinds of Hyndman and Fan (1996): what
/// `NumPy`, R and spreadsheets do where nothing else is asked for.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = whole(place.floor()).min(last);
    let low = *sorted.get(below)?;
    let high = *sorted.get(below + 1).unwrap_or(&low);
    let part = place - below as f64;
    // Two products, as the difference of the two need not be an `f64`.
    let between = low * (1.0 - part) + high * part;
    Some(between.clamp(low, high))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list, which is above zero; a float cast saturates"
)]
fn whole(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_are_those_of_numpy() {
        // numpy.quantile([1, 2, 4, 8, 16, 32], [0, .1, .25, .5, .9, 1])
        let numbers = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
        let expected = [
            (0.0, 1.0),
            (0.1, 1.5),
            (0.25, 2.5),
            (0.5, 6.0),
            (0.9, 24.0),
            (1.0, 32.0),
        ];
        for (share, value) in expected {
            assert_eq!(quantile(&numbers, share), Some(value), "{share}");
        }
    }

    #[test]
    fn nothing_has_no_quantile_and_one_number_is_all_of_them() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[3.0], 0.1), Some(3.0));
        assert_eq!(quantile(&[f64::MIN, f64::MAX], 0.5), Some(0.0));
    }

    #[test]
    fn what_is_not_finite_is_not_sorted_in() {
        let numbers = [2.0, f64::NAN, f64::INFINITY, -1.0, f64::NEG_INFINITY];
        assert_eq!(sorted_finite(&numbers), [-1.0, 2.0]);
    }

    proptest! {
        #[test]
        fn a_quantile_lies_among_the_numbers_and_grows_with_its_share(
            numbers in prop::collection::vec(-1e300..1e300, 1..50), one in 0.0..=1.0, other in 0.0..=1.0,
        ) {
            let sorted = sorted_finite(&numbers);
            let (low, high) = if one < other { (one, other) } else { (other, one) };
            let (low, high) = (quantile(&sorted, low).unwrap(), quantile(&sorted, high).unwrap());
            let slack = 1e-12 * low.abs().max(high.abs());
            prop_assert!(low <= high + slack);
            prop_assert!(sorted[0] - slack <= low && high <= sorted[sorted.len() - 1] + slack);
        }
    }
}

//! Values below which a share of all values lies.

/// The quantile of finite values, between the two values beside it in proportion (type 7 of Hyndman and Fan, 1996, as
/// d3 has it); `None` where there is no value. `share` is held between 0 and 1. The values change their order.
pub(super) fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    let place = values.len().checked_sub(1)? as f64 * share.clamp(0.0, 1.0);
    let (_, low, above) = values.select_nth_unstable_by(whole(place), f64::total_cmp);
    let low = *low;
    let rest = place - place.floor();
    // Where the place is whole, what is above does not count.
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(if rest > 0.0 {
        low + (high - low) * rest
    } else {
        low
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a length is within the length; NaN counts as zero"
)]
fn whole(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_in_proportion_between_the_values_beside_them() {
        // As d3.quantile([10, 20, 30, 40], p) has them.
        for (share, wanted) in [
            (0.0, 10.0),
            (0.05, 11.5),
            (0.5, 25.0),
            (0.95, 38.5),
            (1.0, 40.0),
            (2.0, 40.0),
        ] {
            assert_eq!(quantile(&mut [30.0, 10.0, 40.0, 20.0], share), Some(wanted));
        }
        assert_eq!(quantile(&mut [7.0], 0.3), Some(7.0));
        assert_eq!(quantile(&mut [], 0.3), None);
    }
}

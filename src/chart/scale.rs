//! From values to a place between 0 and 1, and back.

/// The narrowest span that a scale may have: below it, a tick's step would no longer be a normal number.
const MIN_SPAN: f64 = 1e-290;

/// The narrowest span relative to the values: some twenty neighbouring `f64`s. Anything closer is one value.
const MIN_RELATIVE_SPAN: f64 = 4e-15;

/// How much of a single value a scale shows above and below it.
const AROUND_ONE_VALUE: f64 = 0.05;

/// A straight mapping of the values from `low` to `high`.
///
/// Both ends are finite and `low < high`, whatever it was made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinearScale {
    low: f64,
    high: f64,
}

impl LinearScale {
    /// A scale from one value to the other, in either order.
    ///
    /// Ends that are equal, or too close to tell apart, are widened around their middle.
    /// Infinite ends become the largest finite ones, NaN becomes 0.
    pub fn new(one: f64, other: f64) -> Self {
        let (one, other) = (finite(one), finite(other));
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        let span = high - low;
        let wide_enough = span >= MIN_SPAN && span >= MIN_RELATIVE_SPAN * low.abs().max(high.abs());
        if wide_enough {
            Self { low, high }
        } else {
            Self::around(low.midpoint(high))
        }
    }

    /// A scale with one value in its middle.
    fn around(value: f64) -> Self {
        let reach = if value == 0.0 {
            1.0
        } else {
            (value.abs() * AROUND_ONE_VALUE).max(MIN_SPAN)
        };
        Self {
            low: finite(value - reach),
            high: finite(value + reach),
        }
    }

    /// The same scale with `share` of its span more at either end, so that a line does not touch the edge.
    ///
    /// Values that are all positive, or all negative, are not given room beyond zero.
    #[must_use]
    pub fn padded(self, share: f64) -> Self {
        let room = self.high * share - self.low * share;
        let low = finite(self.low - room);
        let high = finite(self.high + room);
        Self {
            low: if self.low >= 0.0 { low.max(0.0) } else { low },
            high: if self.high <= 0.0 { high.min(0.0) } else { high },
        }
    }

    /// The lowest value shown.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The highest value shown.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Where a value lies: 0 at `low`, 1 at `high`, beyond that outside. NaN stays NaN.
    pub fn to_unit(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        if span.is_finite() {
            (value - self.low) / span
        } else {
            // The span of -1e308 to 1e308 is no f64, half of it is.
            (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0)
        }
    }

    /// The value at a place: the inverse of [`LinearScale::to_unit`], up to rounding.
    pub fn from_unit(&self, unit: f64) -> f64 {
        self.low * (1.0 - unit) + self.high * unit
    }
}

fn finite(value: f64) -> f64 {
    if value.is_nan() {
        0.0
    } else {
        value.clamp(f64::MIN, f64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
    }

    #[test]
    fn ends_map_to_zero_and_one_in_either_order() {
        let scale = LinearScale::new(30.0, 10.0);
        assert!(is_close(scale.to_unit(10.0), 0.0) && is_close(scale.to_unit(30.0), 1.0));
        assert!(is_close(scale.from_unit(0.25), 15.0));
    }

    #[test]
    fn one_value_lies_in_the_middle() {
        for value in [0.0, 1.0, -7.5, 1e300, -f64::MIN_POSITIVE] {
            let scale = LinearScale::new(value, value);
            assert!(is_close(scale.to_unit(value), 0.5), "{value}: {scale:?}");
        }
    }

    #[test]
    fn the_widest_range_there_is_has_its_middle_at_zero() {
        let scale = LinearScale::new(f64::NEG_INFINITY, f64::INFINITY);
        assert!(is_close(scale.to_unit(0.0), 0.5));
        assert!(is_close(scale.to_unit(f64::MAX), 1.0));
    }

    #[test]
    fn padding_does_not_cross_zero_when_the_values_do_not() {
        assert!(LinearScale::new(0.0, 1.0).padded(0.05).low() >= 0.0);
        assert!(LinearScale::new(0.01, 1.0).padded(0.05).low() >= 0.0);
        assert!(LinearScale::new(-1.0, 0.0).padded(0.05).high() <= 0.0);
        assert!(LinearScale::new(-1.0, 1.0).padded(0.05).low() < -1.0);
    }

    proptest! {
        #[test]
        fn any_two_numbers_make_a_scale_with_finite_ordered_ends(a in any::<f64>(), b in any::<f64>()) {
            for scale in [LinearScale::new(a, b), LinearScale::new(a, b).padded(0.05), LinearScale::new(a, a)] {
                prop_assert!(scale.low().is_finite() && scale.high().is_finite());
                prop_assert!(scale.low() < scale.high());
                prop_assert!(scale.to_unit(scale.low()) == 0.0);
                prop_assert!(is_close(scale.to_unit(scale.high()), 1.0));
            }
        }

        #[test]
        fn a_value_inside_the_scale_comes_back(a in -1e6..1e6, b in -1e6..1e6, unit in 0.0..=1.0) {
            let scale = LinearScale::new(a, b);
            prop_assert!(is_close(scale.to_unit(scale.from_unit(unit)), unit));
        }
    }
}

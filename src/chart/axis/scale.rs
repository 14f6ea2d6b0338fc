//! From values to a place between 0 and 1, and back.

use crate::chart::options::ScaleKind;

/// The narrowest span that a scale may have: below it, a tick's step would no longer be a normal number.
const MIN_SPAN: f64 = 1e-290;

/// The narrowest span relative to the values: some twenty neighbouring `f64`s. Anything closer is one value.
const MIN_RELATIVE_SPAN: f64 = 4e-15;

/// How much of a single value a linear scale shows above and below it.
const AROUND_ONE_VALUE: f64 = 0.05;

/// How many times a single value a logarithmic scale reaches to either side.
const DECADE: f64 = 10.0;

/// A logarithmic scale whose lower end is not above zero reaches so far down from its upper end.
const LOG_REACH: f64 = 1e-6;

/// How a scale bends its values before it spreads them evenly.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bend {
    Linear,
    Log,
    /// `sign(v) · ln(1 + |v| / c)`: with the `c` up to which values are spread about evenly.
    Symlog(f64),
}

/// A mapping of the values from `low` to `high` to the places from 0 to 1.
///
/// Both ends are finite and `low < high`, whatever it was made from; those of a logarithmic scale are above zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    bend: Bend,
    low: f64,
    high: f64,
}

impl Default for Scale {
    /// Linear from 0 to 1.
    fn default() -> Self {
        Self {
            bend: Bend::Linear,
            low: 0.0,
            high: 1.0,
        }
    }
}

impl Scale {
    /// A scale from one value to the other, in either order.
    ///
    /// Ends that are equal, or too close to tell apart, are widened around their middle. Infinite ends become the
    /// largest finite ones, NaN becomes 0. A logarithmic scale from zero or below begins a millionth of its upper end
    /// above it; where both ends are, it goes from 1 to 10. A symmetric one is even up to a thousandth of its greater
    /// end: [`Scale::symlog`] takes that limit from the data instead.
    pub fn new(kind: ScaleKind, one: f64, other: f64) -> Self {
        match kind {
            ScaleKind::Linear => Self::linear(one, other),
            ScaleKind::Log => Self::log(one, other),
            ScaleKind::Symlog => {
                Self::symlog(one, other, finite(one).abs().max(finite(other).abs()) / 1000.0)
            }
        }
    }

    /// A linear scale; the ends as [`Scale::new`] takes them.
    pub fn linear(one: f64, other: f64) -> Self {
        let (low, high) = ordered(one, other);
        let (low, high) = if is_wide(low, high) {
            (low, high)
        } else {
            around(low.midpoint(high))
        };
        Self {
            bend: Bend::Linear,
            low,
            high,
        }
    }

    fn log(one: f64, other: f64) -> Self {
        let (low, high) = ordered(one, other);
        let (low, high) = if high <= 0.0 {
            (1.0, DECADE)
        } else if low <= 0.0 {
            ((high * LOG_REACH).max(f64::from_bits(1)), high)
        } else {
            (low, high)
        };
        let (from, to) = (low.ln(), high.ln());
        let (low, high) = if to - from > MIN_RELATIVE_SPAN * from.abs().max(to.abs()).max(1.0) {
            (low, high)
        } else {
            // Far from the ends of what an `f64` holds both sides grow; at them, one does.
            ((low / DECADE).max(f64::from_bits(1)), finite(high * DECADE))
        };
        Self {
            bend: Bend::Log,
            low,
            high,
        }
    }

    /// A symmetric logarithmic scale that is about even between minus and plus `even_up_to`; the ends as
    /// [`Scale::new`] takes them. A limit that is not a positive number becomes 1.
    pub fn symlog(one: f64, other: f64, even_up_to: f64) -> Self {
        let Self { low, high, .. } = Self::linear(one, other);
        let usable = even_up_to.is_finite() && even_up_to >= MIN_SPAN;
        let wanted = if usable { even_up_to } else { 1.0 };
        // Far beyond what is shown it makes no difference, and would leave too few digits to tell values apart.
        let bend = Bend::Symlog(wanted.min(finite(low.abs().max(high.abs()) * 1000.0)));
        let scale = Self { bend, low, high };
        // Far away from zero even an `f64`'s neighbours may fall on one place.
        let (from, to) = (bend.apply(low), bend.apply(high));
        if to - from > MIN_RELATIVE_SPAN * from.abs().max(to.abs()) {
            scale
        } else {
            let middle = low.midpoint(high);
            let reach = middle.abs() / 2.0;
            Self {
                bend,
                low: middle - reach,
                high: finite(middle + reach),
            }
        }
    }

    /// How it spreads its values.
    pub fn kind(&self) -> ScaleKind {
        match self.bend {
            Bend::Linear => ScaleKind::Linear,
            Bend::Log => ScaleKind::Log,
            Bend::Symlog(_) => ScaleKind::Symlog,
        }
    }

    /// Up to which distance from zero a symmetric logarithmic scale is about even; 0 for the others.
    pub fn even_up_to(&self) -> f64 {
        match self.bend {
            Bend::Symlog(limit) => limit,
            Bend::Linear | Bend::Log => 0.0,
        }
    }

    /// A scale of the same kind with other ends, which are taken as [`Scale::new`] takes them.
    #[must_use]
    pub fn with_ends(&self, one: f64, other: f64) -> Self {
        match self.bend {
            Bend::Linear => Self::linear(one, other),
            Bend::Log => Self::log(one, other),
            Bend::Symlog(limit) => Self::symlog(one, other, limit),
        }
    }

    /// The same scale with `share` of its length more at either end, so that a line does not touch the edge.
    ///
    /// Values that are all positive, or all negative, are not given room beyond zero.
    #[must_use]
    pub fn padded(self, share: f64) -> Self {
        let (low, high) = match self.bend {
            Bend::Linear => {
                let room = self.high * share - self.low * share;
                (self.low - room, self.high + room)
            }
            Bend::Log | Bend::Symlog(_) => (self.from_unit(-share), self.from_unit(1.0 + share)),
        };
        let (low, high) = (finite(low), finite(high));
        let padded = Self {
            bend: self.bend,
            low: if self.low >= 0.0 { low.max(0.0) } else { low },
            high: if self.high <= 0.0 { high.min(0.0) } else { high },
        };
        // Rounding at the very ends of what an `f64` holds may take more than the room gives.
        if padded.low <= self.low && padded.high >= self.high && (self.bend != Bend::Log || padded.low > 0.0)
        {
            padded
        } else {
            self
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

    /// Whether a value lies between the ends, the ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether a value has a place at all, be it beyond the ends: NaN and the infinities have none, nor has what is
    /// not above zero on a logarithmic scale.
    pub fn has_place(&self, value: f64) -> bool {
        value.is_finite() && (self.bend != Bend::Log || value > 0.0)
    }

    /// Where a value lies: 0 at `low`, 1 at `high`, beyond that outside.
    ///
    /// NaN stays NaN. On a logarithmic scale zero lies at −∞, and negative values are NaN.
    pub fn to_unit(&self, value: f64) -> f64 {
        let (low, high) = (self.low, self.high);
        if self.bend == Bend::Linear {
            let span = high - low;
            return if span.is_finite() {
                (value - low) / span
            } else {
                // The span of -1e308 to 1e308 is no f64, half of it is.
                (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
            };
        }
        let (from, to) = (self.bend.apply(low), self.bend.apply(high));
        (self.bend.apply(value) - from) / (to - from)
    }

    /// The value at a place: the inverse of [`Scale::to_unit`], up to rounding.
    pub fn from_unit(&self, unit: f64) -> f64 {
        if self.bend == Bend::Linear {
            return self.low * (1.0 - unit) + self.high * unit;
        }
        let (from, to) = (self.bend.apply(self.low), self.bend.apply(self.high));
        self.bend.undo(from * (1.0 - unit) + to * unit)
    }
}

impl Bend {
    fn apply(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log => value.ln(),
            Self::Symlog(limit) => {
                let times = value.abs() / limit;
                let bent = if times.is_finite() {
                    times.ln_1p()
                } else {
                    value.abs().ln() - limit.ln()
                };
                bent.copysign(value)
            }
        }
    }

    fn undo(self, bent: f64) -> f64 {
        match self {
            Self::Linear => bent,
            Self::Log => bent.exp(),
            Self::Symlog(limit) => {
                let times = bent.abs().exp_m1();
                let value = if times.is_finite() {
                    times * limit
                } else {
                    (bent.abs() + limit.ln()).exp()
                };
                value.copysign(bent)
            }
        }
    }
}

fn ordered(one: f64, other: f64) -> (f64, f64) {
    let (one, other) = (finite(one), finite(other));
    if one <= other { (one, other) } else { (other, one) }
}

fn is_wide(low: f64, high: f64) -> bool {
    let span = high - low;
    span >= MIN_SPAN && span >= MIN_RELATIVE_SPAN * low.abs().max(high.abs())
}

/// The ends of a linear scale with one value in its middle.
fn around(value: f64) -> (f64, f64) {
    let reach = if value == 0.0 {
        1.0
    } else {
        (value.abs() * AROUND_ONE_VALUE).max(MIN_SPAN)
    };
    (finite(value - reach), finite(value + reach))
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

    const KINDS: [ScaleKind; 3] = [ScaleKind::Linear, ScaleKind::Log, ScaleKind::Symlog];

    fn is_close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
    }

    #[test]
    fn ends_map_to_zero_and_one_in_either_order() {
        for kind in KINDS {
            let scale = Scale::new(kind, 30.0, 10.0);
            assert!(is_close(scale.to_unit(10.0), 0.0) && is_close(scale.to_unit(30.0), 1.0));
            assert_eq!(scale.kind(), kind);
        }
        assert!(is_close(Scale::linear(30.0, 10.0).from_unit(0.25), 15.0));
    }

    #[test]
    fn a_log_scale_has_equal_ratios_at_equal_distances() {
        let scale = Scale::new(ScaleKind::Log, 0.01, 100.0);
        for (value, place) in [(0.01, 0.0), (0.1, 0.25), (1.0, 0.5), (10.0, 0.75)] {
            assert!(is_close(scale.to_unit(value), place), "{value}");
            assert!(is_close(scale.from_unit(place), value), "{value}");
        }
    }

    #[test]
    fn nothing_at_or_below_zero_has_a_place_on_a_log_scale() {
        let scale = Scale::new(ScaleKind::Log, 1.0, 10.0);
        assert!(!scale.has_place(0.0) && !scale.has_place(-1.0) && scale.has_place(0.001));
        assert!(scale.to_unit(0.0).is_infinite() && scale.to_unit(-1.0).is_nan());
        assert!(Scale::new(ScaleKind::Log, -5.0, 0.0).low() > 0.0);
        assert!(Scale::new(ScaleKind::Log, -5.0, 100.0).low() > 0.0);
    }

    #[test]
    fn a_symlog_scale_mirrors_the_negative_side() {
        let scale = Scale::symlog(-1000.0, 1000.0, 1.0);
        assert!(is_close(scale.to_unit(0.0), 0.5));
        for value in [0.5, 3.0, 200.0] {
            assert!(is_close(scale.to_unit(value) + scale.to_unit(-value), 1.0));
        }
        assert!(scale.to_unit(10.0) > 0.6, "ten is far from zero");
    }

    #[test]
    fn one_value_lies_in_the_middle() {
        for value in [0.0, 1.0, -7.5, 1e300, -f64::MIN_POSITIVE] {
            let scale = Scale::linear(value, value);
            assert!(is_close(scale.to_unit(value), 0.5), "{value}: {scale:?}");
        }
        let scale = Scale::new(ScaleKind::Log, 3.0, 3.0);
        assert!(is_close(scale.to_unit(3.0), 0.5));
    }

    #[test]
    fn the_widest_range_there_is_has_its_middle_at_zero() {
        let scale = Scale::linear(f64::NEG_INFINITY, f64::INFINITY);
        assert!(is_close(scale.to_unit(0.0), 0.5));
        assert!(is_close(scale.to_unit(f64::MAX), 1.0));
    }

    #[test]
    fn padding_does_not_cross_zero_when_the_values_do_not() {
        for kind in KINDS {
            assert!(Scale::new(kind, 0.0, 1.0).padded(0.05).low() >= 0.0);
            assert!(Scale::new(kind, 0.01, 1.0).padded(0.05).low() >= 0.0);
        }
        assert!(Scale::linear(-1.0, 0.0).padded(0.05).high() <= 0.0);
        assert!(Scale::linear(-1.0, 1.0).padded(0.05).low() < -1.0);
    }

    fn any_end() -> impl Strategy<Value = f64> {
        prop_oneof![
            any::<f64>(),
            -1e3..1e3,
            Just(0.0),
            Just(f64::NAN),
            Just(f64::INFINITY),
            Just(f64::NEG_INFINITY),
            Just(f64::MAX),
            Just(f64::MIN),
            Just(1.79e308),
            Just(5e-324),
            Just(-5e-324),
        ]
    }

    proptest! {
        #[test]
        fn any_two_numbers_make_a_scale_with_finite_ordered_ends(a in any_end(), b in any_end(), limit in any_end()) {
            let of_kinds = KINDS.map(|kind| Scale::new(kind, a, b));
            let equal = KINDS.map(|kind| Scale::new(kind, a, a));
            let next = KINDS.map(|kind| Scale::new(kind, a, a.next_up()));
            let limited = [Scale::symlog(a, b, limit), Scale::symlog(a, a, limit)];
            for scale in [&of_kinds[..], &equal, &next, &limited].concat() {
                for scale in [scale, scale.padded(0.05), scale.padded(0.05).padded(0.05)] {
                    prop_assert!(scale.low().is_finite() && scale.high().is_finite(), "{:?}", scale);
                    prop_assert!(scale.low() < scale.high(), "{:?}", scale);
                    prop_assert!(scale.to_unit(scale.low()) == 0.0, "{:?}", scale);
                    prop_assert!(is_close(scale.to_unit(scale.high()), 1.0), "{:?}", scale);
                }
            }
        }

        #[test]
        fn a_place_comes_back(a in -1e6..1e6, b in -1e6..1e6, unit in 0.0..=1.0) {
            for kind in KINDS {
                let scale = Scale::new(kind, a, b);
                prop_assert!(is_close(scale.to_unit(scale.from_unit(unit)), unit), "{:?} {}", scale, unit);
            }
        }

        #[test]
        fn greater_values_lie_farther_up(a in any_end(), b in any_end(), c in any_end(), d in any_end()) {
            for kind in KINDS {
                let scale = Scale::new(kind, a, b);
                let (c, d) = ordered(c, d);
                if scale.has_place(c) {
                    prop_assert!(scale.to_unit(c) <= scale.to_unit(d), "{:?}", scale);
                }
            }
        }
    }
}

//! A line without its noise.

use super::smooth_by_distance::{gaussian, running_mean};
use crate::chart::options::Smoothing;

/// The smoothed values of a line, one for each; what is not finite is skipped and stays as it is.
///
/// `x` is finite and never decreases; the kinds that go by distance take it in the unit of the axis, the others go by
/// the order of the points alone. A strength that is not one of its kind smooths nothing.
pub fn smooth(kind: Smoothing, x: &[f64], y: &[f64]) -> Vec<f64> {
    match kind {
        Smoothing::Ema(weight) if weight > 1.0 => {
            // From the official UI: even at 100 the newest value counts.
            exponential(weight.min(100.0) / 101.0, y, Counted::All)
        }
        Smoothing::TensorBoard(weight) if weight > 0.0 && weight < 1.0 => {
            exponential(weight, y, Counted::Finite)
        }
        Smoothing::Gaussian(deviation) if deviation > 0.0 && deviation.is_finite() => {
            gaussian(deviation, x, y)
        }
        Smoothing::RunningMean(width) if width > 0.0 && width.is_finite() => running_mean(width, x, y),
        _ => y.to_vec(),
    }
}

/// Which values make the mean forget that it began at zero.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// All, as the official UI has it.
    All,
    /// Only those that are finite, as `TensorBoard` has it.
    Finite,
}

/// The exponential mean, without its bias towards zero at the beginning.
fn exponential(share: f64, y: &[f64], counted: Counted) -> Vec<f64> {
    if is_constant(y) {
        return y.to_vec();
    }
    let (mut biased, mut count, mut bias) = (0.0, 0.0, 1.0);
    let smoothed = y.iter().map(|value| {
        if value.is_finite() || counted == Counted::All {
            count += 1.0;
        }
        if !value.is_finite() {
            return *value;
        }
        biased = biased * share + (1.0 - share) * value;
        // Nothing that can be told from one is left of it after some hundreds of points.
        if bias > f64::EPSILON / 4.0 {
            bias = share.powf(count);
        }
        biased / (1.0 - bias)
    });
    smoothed.collect()
}

fn is_constant(y: &[f64]) -> bool {
    let Some(first) = y.first() else {
        return true;
    };
    y.iter().all(|value| value.total_cmp(first).is_eq())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // Worked out in exact fractions and in JavaScript, from the formulas.
    const NAN: f64 = f64::NAN;
    const OFFICIAL_60_NAN: [f64; 4] = [1.0, NAN, 2.359_599_214_541_060_3, 2.656_546_627_056_010_3];
    const TENSORBOARD_06: [f64; 4] = [1.0, NAN, 2.875, 2.938_775_510_204_082];

    fn same(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(
                found.to_bits() == wanted.to_bits() || (found - wanted).abs() <= 4e-16 * wanted.abs(),
                "{found} is not {wanted}"
            );
        }
    }

    #[test]
    fn the_official_mean_is_met_to_the_digit() {
        let y = [1.0, 2.0, 4.0, 3.0, 0.5];
        let wanted = [
            1.0,
            1.627_329_192_546_583_6,
            2.845_979_557_927_597_3,
            2.917_397_290_051_445_8,
            1.857_672_855_875_252_9,
        ];
        same(&smooth(Smoothing::Ema(60.0), &[], &y), &wanted);
    }

    #[test]
    fn the_official_mean_counts_what_it_skips() {
        let y = [1.0, NAN, 4.0, 3.0];
        same(&smooth(Smoothing::Ema(60.0), &[], &y), &OFFICIAL_60_NAN);
    }

    #[test]
    fn an_infinity_does_not_poison_what_follows() {
        let y = [1.0, f64::INFINITY, 4.0, 3.0];
        let found = smooth(Smoothing::Ema(60.0), &[], &y);
        assert_eq!(found.get(1), Some(&f64::INFINITY));
        same(&found[2..], &OFFICIAL_60_NAN[2..]);
    }

    #[test]
    fn tensorboards_mean_does_not_count_what_it_skips() {
        let y = [1.0, NAN, 4.0, 3.0];
        same(&smooth(Smoothing::TensorBoard(0.6), &[], &y), &TENSORBOARD_06);
    }

    #[test]
    fn what_does_not_change_and_what_is_alone_is_left_as_it_is() {
        for kind in [Smoothing::Ema(99.0), Smoothing::TensorBoard(0.99)] {
            assert_eq!(smooth(kind, &[], &[0.1; 50]), [0.1; 50]);
            assert_eq!(smooth(kind, &[], &[0.3]), [0.3]);
            assert!(smooth(kind, &[], &[]).is_empty());
        }
    }

    #[test]
    fn a_strength_that_is_none_smooths_nothing() {
        let y = [1.0, 5.0, 2.0];
        for strength in [0.0, -1.0, NAN] {
            for kind in [
                Smoothing::None,
                Smoothing::Ema(strength),
                Smoothing::TensorBoard(strength),
                Smoothing::Gaussian(strength),
                Smoothing::RunningMean(strength),
            ] {
                assert_eq!(smooth(kind, &[0.0, 1.0, 2.0], &y), y);
            }
        }
        assert_eq!(smooth(Smoothing::Ema(1.0), &[], &y), y);
        assert_eq!(smooth(Smoothing::TensorBoard(1.0), &[], &y), y);
    }

    proptest! {
        #[test]
        fn no_kind_loses_a_gap_or_leaves_the_range_of_the_values(
            y in prop::collection::vec(prop_oneof![6 => -5.0..5.0, 1 => Just(NAN), 1 => Just(f64::INFINITY)], 0..80),
            strength in 0.01..100.0,
        ) {
            let x: Vec<f64> = (0..y.len()).map(|i| i as f64 * 0.7).collect();
            let finite = || y.iter().copied().filter(|y: &f64| y.is_finite());
            // Zero, since the official mean is drawn to it by what it skips.
            let (min, max) = (finite().fold(0.0, f64::min), finite().fold(0.0, f64::max));
            for kind in [
                Smoothing::Ema(strength),
                Smoothing::TensorBoard(strength / 101.0),
                Smoothing::Gaussian(strength),
                Smoothing::RunningMean(strength),
            ] {
                let smoothed = smooth(kind, &x, &y);
                prop_assert_eq!(smoothed.len(), y.len());
                for (smoothed, y) in smoothed.iter().zip(&y) {
                    if y.is_finite() {
                        prop_assert!((min - 1e-9..=max + 1e-9).contains(smoothed), "{smoothed} {kind:?}");
                    } else {
                        prop_assert_eq!(smoothed.to_bits(), y.to_bits());
                    }
                }
            }
        }
    }
}

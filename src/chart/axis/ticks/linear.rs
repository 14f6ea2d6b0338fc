//! Round numbers, 1, 2 or 5 times a power of ten apart.

use super::Tick;
use crate::chart::axis::label::Notation;
use crate::chart::axis::locale::Locale;
use crate::chart::axis::scale::Scale;

/// Round numbers inside the scale, increasing, at most `at_most` of them; may be none when that is small. They are no
/// closer to each other than ten to `least_exponent`: 0 for axes where nothing lies between 1 and 2.
pub(super) fn ticks(scale: &Scale, locale: &Locale, at_most: usize, least_exponent: i32) -> Vec<Tick> {
    if at_most == 0 {
        return Vec::new();
    }
    let parts = at_most as f64;
    // Divided before subtracted: the span itself may not be an f64.
    let rough = scale.high() / parts - scale.low() / parts;
    let exponent = whole(rough.log10().floor()).clamp(-400, 400);
    let start = i32::try_from(exponent).unwrap_or(0).max(least_exponent);
    // The rough step is at most one decade too small, so the second decade always fits.
    let steps = (start..start + 3).flat_map(|exponent| [1, 2, 5].map(|mantissa| (mantissa, exponent)));
    for (mantissa, exponent) in steps {
        if let Some(multiples) = multiples_inside(scale, mantissa, exponent, at_most) {
            let largest = multiples
                .iter()
                .map(|(multiple, _)| multiple.unsigned_abs())
                .max()
                .unwrap_or(0);
            let notation = Notation::new(largest, exponent);
            return multiples
                .into_iter()
                .map(|(multiple, value)| Tick::new(value, notation.write(multiple, locale)))
                .collect();
        }
    }
    Vec::new()
}

/// The multiples of `mantissa` (as integers, and times ten to `exponent`) inside the scale; `None` when there
/// are too many.
fn multiples_inside(scale: &Scale, mantissa: i64, exponent: i32, at_most: usize) -> Option<Vec<(i64, f64)>> {
    let step = decimal(mantissa, exponent);
    // Rounding may put either quotient on the wrong side of an integer, so one more is tried at each end.
    let first = whole((scale.low() / step).ceil()).saturating_sub(1);
    let last = whole((scale.high() / step).floor()).saturating_add(1);
    if last.saturating_sub(first) > i64::try_from(at_most).unwrap_or(i64::MAX).saturating_add(2) {
        return None;
    }
    let mut inside: Vec<(i64, f64)> = Vec::new();
    for count in first..=last {
        let multiple = count.saturating_mul(mantissa);
        let value = decimal(multiple, exponent);
        let is_new = inside.last().is_none_or(|(_, before)| *before < value);
        if is_new && scale.low() <= value && value <= scale.high() {
            inside.push((multiple, value));
        }
    }
    (inside.len() <= at_most).then_some(inside)
}

/// The `f64` closest to `multiple` times ten to `exponent`.
pub(super) fn decimal(multiple: i64, exponent: i32) -> f64 {
    format!("{multiple}e{exponent}").parse().unwrap_or(f64::NAN)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float cast saturates, and NaN becomes 0"
)]
fn whole(value: f64) -> i64 {
    value as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn linear_ticks(scale: &Scale, at_most: usize) -> Vec<Tick> {
        ticks(scale, &Locale::default(), at_most, i32::MIN)
    }

    fn whole_ticks(scale: &Scale, at_most: usize) -> Vec<Tick> {
        ticks(scale, &Locale::default(), at_most, 0)
    }

    fn labels(low: f64, high: f64, at_most: usize) -> Vec<String> {
        linear_ticks(&Scale::linear(low, high), at_most)
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn labels_carry_no_floating_point_noise() {
        assert_eq!(labels(0.0, 0.5, 6), ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]);
        assert_eq!(
            labels(-0.06, 0.06, 7),
            ["−0.06", "−0.04", "−0.02", "0.00", "0.02", "0.04", "0.06"]
        );
    }

    #[test]
    fn labels_of_one_axis_are_written_alike() {
        assert_eq!(labels(0.0, 3000.0, 4), ["0", "1000", "2000", "3000"]);
        assert_eq!(
            labels(0.0, 100_000.0, 6),
            ["0", "20k", "40k", "60k", "80k", "100k"]
        );
        assert_eq!(labels(0.0, 2.1e6, 5), ["0", "0.5M", "1.0M", "1.5M", "2.0M"]);
        assert_eq!(
            labels(0.0, 5e-7, 6),
            ["0", "1e−7", "2e−7", "3e−7", "4e−7", "5e−7"]
        );
        assert_eq!(
            labels(1_000_000.0, 1_000_003.0, 4),
            ["1,000,000", "1,000,001", "1,000,002", "1,000,003"]
        );
        assert_eq!(
            labels(-1e308, 1e308, 5),
            ["−1.0e308", "−0.5e308", "0", "0.5e308", "1.0e308"]
        );
    }

    #[test]
    fn whole_ticks_never_fall_between_integers() {
        let ticks = whole_ticks(&Scale::linear(0.0, 3.0), 20);
        assert_eq!(
            ticks.iter().map(|tick| tick.value).collect::<Vec<_>>(),
            [0.0, 1.0, 2.0, 3.0]
        );
        assert_eq!(whole_ticks(&Scale::linear(6.5, 7.5), 8).len(), 1);
        assert!(whole_ticks(&Scale::linear(0.1, 0.9), 8).is_empty());
    }

    proptest! {
        #[test]
        fn ticks_lie_inside_increase_and_are_bounded(a in any::<f64>(), b in any::<f64>(), at_most in 0_usize..40) {
            for scale in [Scale::linear(a, b), Scale::linear(a, a), Scale::linear(a, a.next_up().next_up())] {
                for ticks in [linear_ticks(&scale, at_most), whole_ticks(&scale, at_most)] {
                    prop_assert!(ticks.len() <= at_most);
                    prop_assert!(ticks.iter().all(|t| scale.low() <= t.value && t.value <= scale.high()));
                    prop_assert!(ticks.windows(2).all(|pair| pair[0].value < pair[1].value));
                    prop_assert!(ticks.windows(2).all(|pair| pair[0].label != pair[1].label));
                }
            }
        }

        #[test]
        fn an_axis_with_room_for_five_ticks_has_at_least_two(a in -1e9..1e9, width in 1e-6..1e9) {
            let ticks = linear_ticks(&Scale::linear(a, a + width), 5);
            prop_assert!(ticks.len() >= 2, "{:?}", ticks);
        }

        #[test]
        fn a_label_reads_back_as_its_value(a in -1e9..1e9, width in 1e-3..1e9) {
            for tick in linear_ticks(&Scale::linear(a, a + width), 8) {
                let text = tick.label.replace('−', "-").replace(',', "");
                let text = text.replace('k', "e3").replace('M', "e6").replace('G', "e9");
                let back: f64 = text.parse().unwrap();
                prop_assert!(back.total_cmp(&tick.value).is_eq() || back.abs() == 0.0, "{} {}", text, tick.value);
            }
        }
    }
}

//! Powers of ten, and 2 and 5 times them where there is room.

use super::{Tick, Ticks, linear};
use crate::chart::axis::locale::Locale;
use crate::chart::axis::scale::Scale;

/// More unlabelled marks than this are a smear.
const MINOR_AT_MOST: usize = 120;

/// Round places on a logarithmic or symmetric logarithmic scale. Where it spans less than two powers of ten, those of
/// a linear scale.
pub(super) fn ticks(scale: &Scale, locale: &Locale, at_most: usize, least_exponent: i32) -> Ticks {
    let exponents = exponents(scale, least_exponent);
    let minor = minor(scale, &exponents);
    let ladders: [&[i64]; 2] = [&[1, 2, 5], &[1]];
    for mantissas in ladders {
        let values = places(scale, &exponents, mantissas, 1);
        if values.len() >= 2 && values.len() <= at_most && exponents.len() >= 2 {
            return labelled(values, minor, locale);
        }
    }
    let strides = 2..=i32::try_from(exponents.len()).unwrap_or(i32::MAX);
    for stride in strides {
        let values = places(scale, &exponents, &[1], stride);
        if values.len() <= at_most {
            if values.len() < 2 {
                break;
            }
            let between = places(scale, &exponents, &[1], 1);
            let between = between
                .into_iter()
                .filter(|value| !values.contains(value))
                .collect();
            return labelled(values, between, locale);
        }
    }
    Ticks {
        major: linear::ticks(scale, locale, at_most, least_exponent),
        minor: Vec::new(),
    }
}

fn labelled(values: Vec<f64>, minor: Vec<f64>, locale: &Locale) -> Ticks {
    let major: Vec<Tick> = (values.into_iter())
        .map(|value| Tick::new(value, locale.number(value, 1)))
        .collect();
    let minor = if minor.len() <= MINOR_AT_MOST {
        minor
    } else {
        Vec::new()
    };
    Ticks { major, minor }
}

/// The powers of ten whose multiples may lie inside the scale, on either side of zero.
fn exponents(scale: &Scale, least_exponent: i32) -> Vec<i32> {
    let greatest = scale.low().abs().max(scale.high().abs());
    let is_across_zero = scale.low() <= 0.0 && scale.high() >= 0.0;
    let least = if is_across_zero {
        // Nearer to zero the scale is even.
        scale.even_up_to()
    } else {
        scale.low().abs().min(scale.high().abs()).max(scale.even_up_to())
    };
    let (from, to) = (least.log10(), greatest.log10());
    let from = if is_across_zero { from.ceil() } else { from.floor() };
    let from = exponent(from).max(least_exponent);
    (from..=exponent(to.floor())).collect()
}

/// The multiples of each power of ten, those of every `stride`th one, and zero, as far as they lie inside the scale.
fn places(scale: &Scale, exponents: &[i32], mantissas: &[i64], stride: i32) -> Vec<f64> {
    let kept = exponents
        .iter()
        .filter(|exponent| exponent.rem_euclid(stride) == 0);
    let positive: Vec<f64> = kept
        .flat_map(|exponent| {
            mantissas
                .iter()
                .map(|mantissa| linear::decimal(*mantissa, *exponent))
        })
        .collect();
    let negative = positive.iter().rev().map(|value| -value);
    let all = negative.chain([0.0]).chain(positive.iter().copied());
    all.filter(|value| scale.has_place(*value) && scale.contains(*value))
        .collect()
}

/// The multiples of powers of ten by other digits.
fn minor(scale: &Scale, exponents: &[i32]) -> Vec<f64> {
    if exponents.len() > MINOR_AT_MOST / 8 {
        return Vec::new();
    }
    places(scale, exponents, &[2, 3, 4, 5, 6, 7, 8, 9], 1)
        .into_iter()
        .filter(|value| *value != 0.0)
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn exponent(value: f64) -> i32 {
    (value as i32).clamp(-400, 400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::options::ScaleKind;

    fn labels(scale: &Scale, at_most: usize) -> Vec<String> {
        ticks(scale, &Locale::default(), at_most, i32::MIN)
            .major
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    fn log(low: f64, high: f64) -> Scale {
        Scale::new(ScaleKind::Log, low, high)
    }

    #[test]
    fn powers_of_ten_are_labelled_first_then_twos_and_fives() {
        assert_eq!(
            labels(&log(1e-3, 1e5), 9),
            ["0.001", "0.01", "0.1", "1", "10", "100", "1000", "10k", "100k"]
        );
        assert_eq!(
            labels(&log(1.0, 100.0), 7),
            ["1", "2", "5", "10", "20", "50", "100"]
        );
        assert_eq!(labels(&log(1e-9, 1e9), 4), ["1e−5", "1", "100k"]);
    }

    #[test]
    fn less_than_two_decades_are_labelled_as_on_a_linear_scale() {
        assert_eq!(labels(&log(2.0, 8.0), 5), ["2", "4", "6", "8"]);
        assert_eq!(labels(&log(0.31, 0.33), 3), ["0.31", "0.32", "0.33"]);
    }

    #[test]
    fn the_other_digits_have_marks_without_labels() {
        let made = ticks(&log(1.0, 1000.0), &Locale::default(), 4, i32::MIN);
        assert_eq!((made.major.len(), made.minor.len()), (4, 24));
    }

    #[test]
    fn a_symlog_scale_has_zero_in_the_middle() {
        let scale = Scale::symlog(-1000.0, 1000.0, 1.0);
        assert_eq!(
            labels(&scale, 9),
            ["−1000", "−100", "−10", "−1", "0", "1", "10", "100", "1000"]
        );
        assert_eq!(labels(&scale, 5), ["−100", "−1", "0", "1", "100"]);
    }

    #[test]
    fn steps_on_a_log_scale_are_whole() {
        let made = ticks(&log(0.5, 2000.0), &Locale::default(), 12, 0);
        assert!(made.major.iter().all(|tick| tick.value.fract() == 0.0));
        assert!(made.minor.iter().all(|value| value.fract() == 0.0));
    }
}

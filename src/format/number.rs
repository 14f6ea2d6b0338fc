//! Metric values.

/// Values from here on are written with an exponent: beyond, not every whole number is a float.
const EXPONENT_FROM: f64 = 1e15;
/// Decimals that are shown of a number between 1 and 10: six significant digits.
const DECIMALS: i32 = 5;

/// A metric value at a glance: six significant digits, no trailing zeros and no binary noise.
///
/// Whole numbers below 10¹⁵ are shown whole, and no digit before the point is ever replaced by a zero.
/// Below 0.0001 and from 10¹⁵ on there is an exponent: `1.5e-7`. `NaN`, `∞`, `-∞` and `-0` are shown as such.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "NaN"
        } else if value > 0.0 {
            "∞"
        } else {
            "-∞"
        }
        .to_owned();
    }
    if value == 0.0 {
        return if value.is_sign_negative() { "-0" } else { "0" }.to_owned();
    }
    let scientific = format!("{value:.*e}", DECIMALS.unsigned_abs() as usize);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < -4 || value.abs() >= EXPONENT_FROM {
        return format!("{}e{exponent}", without_trailing_zeros(mantissa));
    }
    let decimals = usize::try_from(DECIMALS - exponent).unwrap_or(0);
    without_trailing_zeros(&format!("{value:.decimals$}")).to_owned()
}

/// The shortest text that reads back as exactly this value: `0.30000000000000004`, `1e300`, `NaN`, `-Infinity`.
pub fn number_exact(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else if value == 0.0 || (1e-5..1e17).contains(&value.abs()) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

fn without_trailing_zeros(decimal: &str) -> &str {
    if decimal.contains('.') {
        decimal.trim_end_matches('0').trim_end_matches('.')
    } else {
        decimal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::num::f64::ANY;
    use proptest::prelude::*;

    #[test]
    fn values_have_six_digits_and_no_noise() {
        let table = [
            (0.1 + 0.2, "0.3"),
            (0.123_456_789, "0.123457"),
            (-1.5, "-1.5"),
            (3.0, "3"),
            (99.999_99, "100"),
            (999_999.5, "1000000"),
            (1_234_567.89, "1234568"),
            (1_234_567.0, "1234567"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e15, "1e15"),
            (-1.797_693_134_862_315_7e308, "-1.79769e308"),
            (0.000_1, "0.0001"),
            (0.000_123_456_7, "0.000123457"),
            (0.000_099_999_99, "0.0001"),
            (1.5e-7, "1.5e-7"),
            (5e-324, "4.94066e-324"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "∞"),
            (f64::NEG_INFINITY, "-∞"),
            (0.0, "0"),
            (-0.0, "-0"),
        ];
        for (value, text) in table {
            assert_eq!(number(value), text, "{value:?}");
        }
    }

    #[test]
    fn exact_text_keeps_the_noise_and_stays_short() {
        let table = [
            (0.1 + 0.2, "0.30000000000000004"),
            (1e300, "1e300"),
            (5e-324, "5e-324"),
            (1e16, "10000000000000000"),
            (-0.0, "-0"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (value, text) in table {
            assert_eq!(number_exact(value), text, "{value:?}");
        }
    }

    proptest! {
        #[test]
        fn exact_text_reads_back_as_the_same_value(value in ANY) {
            let read: f64 = number_exact(value).parse().unwrap();
            prop_assert!(read.to_bits() == value.to_bits() || (read.is_nan() && value.is_nan()));
        }

        #[test]
        fn short_text_is_near_and_short(value in ANY.prop_filter("finite", |value| value.is_finite())) {
            let text = number(value);
            let read: f64 = text.parse().unwrap();
            // Halves are compared so that the largest float doesn't round up to infinity.
            prop_assert!(read.is_infinite() || (read / 2.0 - value / 2.0).abs() <= value.abs() * 5e-6, "{}", text);
            prop_assert!(text.len() <= 16, "{}", text);
        }
    }
}

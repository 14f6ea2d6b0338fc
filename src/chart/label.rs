//! Numbers as short text for axes and read-outs.

/// The proper minus sign, as wide as the digits' plus.
const MINUS: char = '\u{2212}';

/// How the labels of one axis are written: alike, so that they can be compared at a glance.
///
/// All labels of an axis are whole multiples of one power of ten, so they are written from integers:
/// what was meant as 0.3 never shows as 0.30000000000000004.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Notation {
    /// The power of ten that one unit of the integers stands for.
    exponent: i32,
    /// The power of ten that the text is written in.
    unit: i32,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    /// 0.25, 1500, 1,000,001
    Plain,
    /// 12.5k
    Suffix(&'static str),
    /// 2.5e-7
    Scientific,
}

impl Notation {
    /// The notation for integers up to `largest` (absolute) times ten to `exponent`.
    pub(super) fn new(largest: u64, exponent: i32) -> Self {
        let magnitude = largest
            .checked_ilog10()
            .map_or(exponent, |digits| exponent + digits.cast_signed());
        let suffix = match magnitude {
            4..=5 => Some((3, "k")),
            6..=8 => Some((6, "M")),
            9..=11 => Some((9, "G")),
            12..=14 => Some((12, "T")),
            _ => None,
        };
        match suffix {
            Some((unit, suffix)) if unit - exponent <= 2 => Self {
                exponent,
                unit,
                form: Form::Suffix(suffix),
            },
            _ if (-4..15).contains(&magnitude) => Self {
                exponent,
                unit: 0,
                form: Form::Plain,
            },
            _ => Self {
                exponent,
                unit: magnitude,
                form: Form::Scientific,
            },
        }
    }

    /// `multiple` times ten to the notation's exponent, as text.
    pub(super) fn write(&self, multiple: i64) -> String {
        if multiple == 0 && (self.form != Form::Plain || self.exponent >= 0) {
            return "0".to_owned();
        }
        let decimals = usize::try_from(self.unit - self.exponent).unwrap_or(0);
        let zeros = usize::try_from(self.exponent - self.unit).unwrap_or(0);
        let digits = format!("{}{}", multiple.unsigned_abs(), "0".repeat(zeros));
        let digits = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let sign = if multiple < 0 {
            MINUS.to_string()
        } else {
            String::new()
        };
        let point = if fraction.is_empty() { "" } else { "." };
        match self.form {
            Form::Plain => format!("{sign}{}{point}{fraction}", grouped(whole)),
            Form::Suffix(suffix) => format!("{sign}{whole}{point}{fraction}{suffix}"),
            Form::Scientific => format!("{sign}{whole}{point}{fraction}e{}", signed(self.unit)),
        }
    }
}

/// A value to at most `digits` significant digits (1 to 17), without trailing zeros.
///
/// NaN is `NaN`, the infinities are `∞` and `−∞`.
pub fn value_label(value: f64, digits: usize) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 {
            "∞".to_owned()
        } else {
            format!("{MINUS}∞")
        };
    }
    let rounded = format!("{:.*e}", digits.clamp(1, 17) - 1, value.abs());
    let (mantissa, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let multiple: i64 = format!("{whole}{fraction}").parse().unwrap_or(0);
    if multiple == 0 {
        return "0".to_owned();
    }
    let exponent = exponent - i32::try_from(fraction.len()).unwrap_or(0);
    let magnitude = exponent + multiple.unsigned_abs().ilog10().cast_signed();
    let (unit, form) = if (-4..15).contains(&magnitude) {
        (0, Form::Plain)
    } else {
        (magnitude, Form::Scientific)
    };
    let multiple = if value < 0.0 { -multiple } else { multiple };
    Notation { exponent, unit, form }.write(multiple)
}

/// A whole number with a comma between thousands, from five digits on.
pub fn whole_label(number: i64) -> String {
    let sign = if number < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    format!("{sign}{}", grouped(&number.unsigned_abs().to_string()))
}

fn signed(exponent: i32) -> String {
    if exponent < 0 {
        format!("{MINUS}{}", exponent.unsigned_abs())
    } else {
        exponent.to_string()
    }
}

fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_rounded_to_significant_digits_without_trailing_zeros() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (0.1 + 0.2, "0.3"),
            (-0.98765, "−0.9877"),
            (123_456.0, "123,500"),
            (1234.0, "1234"),
            (0.000_123_46, "0.0001235"),
            (0.000_012_346, "1.235e−5"),
            (1e15, "1e15"),
            (9.9996, "10"),
            (f64::MAX, "1.798e308"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "∞"),
            (f64::NEG_INFINITY, "−∞"),
        ];
        for (value, text) in cases {
            assert_eq!(value_label(value, 4), text, "{value:e}");
        }
    }

    #[test]
    fn whole_numbers_are_exact_and_grouped() {
        assert_eq!(whole_label(9999), "9999");
        assert_eq!(whole_label(10_000), "10,000");
        assert_eq!(whole_label(i64::MIN), "−9,223,372,036,854,775,808");
    }

    proptest! {
        #[test]
        fn a_label_of_17_digits_reads_back_as_the_same_number(value in any::<f64>()) {
            let text = value_label(value, 17).replace(MINUS, "-").replace(',', "").replace('∞', "inf");
            let back: f64 = text.parse().unwrap();
            prop_assert!(back.total_cmp(&value).is_eq() || back.abs() + value.abs() == 0.0 || value.is_nan(), "{} {}", value, text);
        }
    }
}

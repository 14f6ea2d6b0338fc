//! Numbers as short text for axes and read-outs.

use super::locale::Locale;
use crate::format::number_exact;

/// The proper minus sign, as wide as the digits' plus.
pub(super) const MINUS: char = '\u{2212}';

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
        match suffix_for(magnitude) {
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
    pub(super) fn write(&self, multiple: i64, locale: &Locale) -> String {
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
        let point = if fraction.is_empty() {
            String::new()
        } else {
            locale.decimal.to_string()
        };
        match self.form {
            Form::Plain => format!("{sign}{}{point}{fraction}", locale.grouped(whole)),
            Form::Suffix(suffix) => format!("{sign}{whole}{point}{fraction}{suffix}"),
            Form::Scientific => format!("{sign}{whole}{point}{fraction}e{}", signed(self.unit)),
        }
    }
}

/// The power of ten, and its name, that large numbers of this magnitude are counted in.
fn suffix_for(magnitude: i32) -> Option<(i32, &'static str)> {
    match magnitude {
        4..=5 => Some((3, "k")),
        6..=8 => Some((6, "M")),
        9..=11 => Some((9, "G")),
        12..=14 => Some((12, "T")),
        _ => None,
    }
}

/// [`Locale::number`] in English.
pub fn value_label(value: f64, digits: usize) -> String {
    number(value, digits, &Locale::default())
}

/// [`Locale::whole`] in English.
pub fn whole_label(number: i64) -> String {
    whole(number, &Locale::default())
}

impl Locale {
    /// A value to at most `digits` significant digits (1 to 17), without trailing zeros.
    ///
    /// Numbers with more digits before the point than that are counted in thousands (k), millions (M), G or T.
    /// NaN is `NaN`, the infinities are `∞` and `−∞`.
    pub fn number(&self, value: f64, digits: usize) -> String {
        number(value, digits, self)
    }

    /// A value as [`number_exact`] writes it, to its last digit, with the person's decimal mark.
    pub fn exact(&self, value: f64) -> String {
        if !value.is_finite() {
            return self.number(value, 17);
        }
        let letter = |letter| match letter {
            '.' => self.decimal,
            '-' => MINUS,
            other => other,
        };
        number_exact(value).chars().map(letter).collect()
    }

    /// A whole number with its digits in groups, from five digits on.
    pub fn whole(&self, number: i64) -> String {
        whole(number, self)
    }
}

fn number(value: f64, digits: usize, locale: &Locale) -> String {
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
    // Zeros that only stand for digits rounded away are not written out.
    let is_cut = magnitude >= i32::try_from(digits).unwrap_or(i32::MAX);
    let (unit, form) = match suffix_for(magnitude) {
        Some((unit, suffix)) if is_cut => (unit, Form::Suffix(suffix)),
        _ if (-4..15).contains(&magnitude) => (0, Form::Plain),
        _ => (magnitude, Form::Scientific),
    };
    let multiple = if value < 0.0 { -multiple } else { multiple };
    Notation { exponent, unit, form }.write(multiple, locale)
}

fn whole(number: i64, locale: &Locale) -> String {
    let sign = if number < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    format!("{sign}{}", locale.grouped(&number.unsigned_abs().to_string()))
}

fn signed(exponent: i32) -> String {
    if exponent < 0 {
        format!("{MINUS}{}", exponent.unsigned_abs())
    } else {
        exponent.to_string()
    }
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
            (123_456.0, "123.5k"),
            (28_800_000.0, "28.8M"),
            (9999.6, "10k"),
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

    #[test]
    fn a_number_with_no_more_digits_than_asked_for_is_written_out() {
        assert_eq!(value_label(123_456.0, 6), "123,456");
        assert_eq!(value_label(10_000.0, 6), "10,000");
        assert_eq!(value_label(1_234_567.0, 6), "1.23457M");
    }

    #[test]
    fn an_exact_value_has_all_its_digits_and_the_persons_decimal_mark() {
        let german = Locale {
            decimal: ',',
            ..Locale::default()
        };
        assert_eq!(german.exact(-12_345.1), "−12345,1");
        assert_eq!(german.exact(0.1 + 0.2), "0,30000000000000004");
        assert_eq!(german.exact(f64::NEG_INFINITY), "−∞");
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

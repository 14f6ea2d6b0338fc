//! Numbers and lengths of time as a search writes them.

use std::fmt::Write as _;

/// A number, `nan` or an infinity; `None` for any other text.
pub fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// Whether more characters could make a number of this.
pub fn may_become_number(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let word = lower.trim_start_matches(['+', '-']);
    number(&format!("{text}0")).is_some() || ["nan", "infinity"].iter().any(|name| name.starts_with(word))
}

/// A number as [`number`], and the server, read it.
pub fn print_number(number: f64) -> String {
    let size = number.abs();
    if number.is_nan() {
        "nan".to_owned()
    } else if number.is_finite() && size != 0.0 && !(1e-6..1e16).contains(&size) {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

const UNITS: [(&str, f64); 8] = [
    ("ms", 1.0),
    ("s", 1e3),
    ("sec", 1e3),
    ("m", 60e3),
    ("min", 60e3),
    ("h", 3600e3),
    ("d", 86_400e3),
    ("w", 604_800e3),
];

/// A length of time, such as `90s`, `1h30m` or `1.5d`, in milliseconds; `None` without a unit, save for zero.
pub fn duration(text: &str) -> Option<f64> {
    if text == "0" {
        return Some(0.0);
    }
    let mut rest = text;
    let mut millis = 0.0;
    while !rest.is_empty() {
        let unit_at = rest.find(|one: char| !one.is_ascii_digit() && one != '.')?;
        let (count, after) = rest.split_at_checked(unit_at)?;
        let unit_end = after
            .find(|one: char| !one.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(unit_end)?;
        let (_, each) = UNITS.iter().find(|(name, _)| *name == unit)?;
        millis += count.parse::<f64>().ok()? * each;
        rest = after;
    }
    (!text.is_empty() && millis < 9e15).then_some(millis)
}

/// Whether more characters could make a length of time of this.
pub fn may_become_duration(text: &str) -> bool {
    !text.is_empty()
        && ["1s", "s", "ec", "c", "in", "n"]
            .iter()
            .any(|end| duration(&format!("{text}{end}")).is_some())
}

/// A length of time as [`duration`] reads it: in the largest unit of which it is a whole number.
pub fn print_duration(millis: f64) -> String {
    let mut text = String::new();
    let whole = [("d", 86_400e3), ("h", 3600e3), ("m", 60e3), ("s", 1e3)];
    let (unit, each) = whole
        .into_iter()
        .find(|(_, each)| millis != 0.0 && millis % each == 0.0)
        .unwrap_or(("ms", 1.0));
    // Writing to a text does not fail.
    let _ = write!(text, "{}{unit}", millis / each);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn durations_have_units() {
        assert_eq!(duration("90s"), Some(90_000.0));
        assert_eq!(duration("1h30m"), Some(5_400_000.0));
        assert_eq!(duration("1.5d"), Some(129_600_000.0));
        assert_eq!(duration("0"), Some(0.0));
        for wrong in ["", "90", "s", "90x", "1h30", "-1s", "1..2s", "é"] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
        assert!(may_become_duration("90") && may_become_duration("1h3") && may_become_duration("5mi"));
        assert!(!may_become_duration("x") && !may_become_duration(""));
    }

    #[test]
    fn numbers_half_typed_are_told_from_words() {
        for begun in ["-", "1e", "1e-", ".", "+", "na", "-inf", "1"] {
            assert!(may_become_number(begun), "{begun}");
        }
        assert!(!may_become_number("tree") && !may_become_number("1x"));
    }

    proptest! {
        #[test]
        fn printed_numbers_read_back(value in prop::num::f64::ANY) {
            let read = number(&print_number(value)).unwrap();
            let is_same = read.to_bits() == value.to_bits() || read.is_nan() && value.is_nan();
            prop_assert!(is_same, "{read} for {value}");
        }

        #[test]
        fn printed_durations_read_back(millis in 0..4_000_000_000_u32) {
            prop_assert_eq!(duration(&print_duration(f64::from(millis))), Some(f64::from(millis)));
        }
    }
}

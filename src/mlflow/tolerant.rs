//! Field readers that take what real servers send: numbers as text, `null` for absent, lists left out.
//!
//! For `#[serde(default, deserialize_with = "…")]`. They fail only on what isn't JSON at all; what has another
//! type than expected reads as absent, except a list, which can't be guessed.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Text, or a number or boolean as text; `None` for `null` and for anything nested.
pub(super) fn optional_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(TextVisitor)
}

/// Like [`optional_text`], with empty for absent.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    optional_text(deserializer).map(Option::unwrap_or_default)
}

/// Like [`optional_text`], where absent or empty is an error.
pub(super) fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    present_text(deserializer)?.ok_or_else(|| D::Error::custom("text or a number expected"))
}

/// Like [`optional_text`], with `None` also for an empty text: for tokens, ids and names.
pub(super) fn present_text<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: From<String>,
{
    Ok(optional_text(deserializer)?
        .filter(|text| !text.is_empty())
        .map(T::from))
}

/// A whole number, also as text or with a zero fraction; `None` for anything else.
pub(super) fn optional_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(integer_in(scalar(<&RawValue>::deserialize(deserializer)?)))
}

/// Like [`optional_integer`], with 0 for absent.
pub(super) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    optional_integer(deserializer).map(Option::unwrap_or_default)
}

/// Like [`optional_integer`] for what can't be negative.
pub(super) fn optional_count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(optional_integer(deserializer)?.and_then(|count| u64::try_from(count).ok()))
}

/// `true` or `"true"`; everything else is `false`.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(scalar(<&RawValue>::deserialize(deserializer)?).eq_ignore_ascii_case("true"))
}

/// A metric's value: a number, or text such as `"NaN"` and `"-Infinity"`; NaN for `null` and for anything else.
///
/// The SQL store keeps an infinity as the largest finite number: that reads as the infinity that was logged.
/// Read from the digits themselves, since `serde_json`'s own default is off by one in the last place at times.
pub(super) fn metric_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(metric_value_in(scalar(<&RawValue>::deserialize(deserializer)?)))
}

/// The metric's value that these characters are, as [`metric_value`] reads it.
pub(crate) fn metric_value_in(text: &str) -> f64 {
    /// Above it lie only roundings of the largest finite number.
    const INFINITE_FROM: f64 = 1.797_693_134_862_315e308;

    let value: f64 = text.trim().parse().unwrap_or(f64::NAN);
    if value.abs() >= INFINITE_FROM {
        f64::INFINITY.copysign(value)
    } else {
        value
    }
}

/// A list; empty for `null`. Items that are `null` don't count, any other unreadable item is an error.
pub(super) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_any(ListVisitor(PhantomData))
}

/// A struct; its default for `null`.
pub(super) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// The characters of a JSON number, boolean or text without its quotes. No text that is a number has escapes.
pub(super) fn scalar(raw: &RawValue) -> &str {
    let text = raw.get();
    text.strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text)
}

/// The whole number that these characters are, as [`optional_integer`] reads it.
pub(crate) fn integer_in(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(whole) = text.parse() {
        return Some(whole);
    }
    let number: f64 = text.parse().ok()?;
    // Beyond 2^53 a fraction's digits no longer say which whole number was meant.
    let exact = number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and within 2^53, checked on the line above"
    )]
    exact.then_some(number as i64)
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Option<T>>()? {
            list.extend(item);
        }
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> f64 {
        metric_value(&mut serde_json::Deserializer::from_str(json)).unwrap()
    }

    /// Bit for bit, since that is the claim.
    fn assert_reads(json: &str, expected: f64) {
        assert_eq!(value(json).to_bits(), expected.to_bits(), "{json}");
    }

    fn whole(json: &str) -> Option<i64> {
        optional_integer(&mut serde_json::Deserializer::from_str(json)).unwrap()
    }

    fn words(json: &str) -> Option<String> {
        optional_text(&mut serde_json::Deserializer::from_str(json)).unwrap()
    }

    #[test]
    fn metric_values_read_from_numbers_and_from_text() {
        assert_reads("2.5", 2.5);
        assert_reads("\"2.5\"", 2.5);
        assert!(value("\"NaN\"").is_nan());
        assert!(value("null").is_nan());
        assert!(value("{\"a\": [1]}").is_nan());
        assert_reads("\"Infinity\"", f64::INFINITY);
        assert_reads("\"-Infinity\"", f64::NEG_INFINITY);
    }

    #[test]
    fn the_largest_finite_number_is_the_infinity_that_was_logged() {
        assert_reads("1.7976931348623157e+308", f64::INFINITY);
        assert_reads("-1.7976931348623157e308", f64::NEG_INFINITY);
        assert_reads("1e999", f64::INFINITY);
        assert_reads("1.7e308", 1.7e308);
    }

    #[test]
    fn metric_values_keep_every_digit() {
        for text in [
            "0.30000000000000004",
            "5e-324",
            "-0.0",
            "8.41e21",
            "0.1234567890123456789",
        ] {
            assert_eq!(
                value(text).to_bits(),
                text.parse::<f64>().unwrap().to_bits(),
                "{text}"
            );
        }
    }

    #[test]
    fn whole_numbers_read_from_numbers_and_from_text() {
        assert_eq!(whole("1795431319384"), Some(1_795_431_319_384));
        assert_eq!(whole("\"-9223372036854775808\""), Some(i64::MIN));
        assert_eq!(whole("3.0"), Some(3));
        assert_eq!(whole("1e3"), Some(1000));
        for none in [
            "null", "\"\"", "\"soon\"", "1.5", "1e30", "[]", "{}", "true", "\"NaN\"",
        ] {
            assert_eq!(whole(none), None, "{none}");
        }
    }

    #[test]
    fn text_reads_from_any_scalar_and_nothing_else() {
        assert_eq!(words("\"a\\u00e9\""), Some("aé".to_owned()));
        assert_eq!(words("12"), Some("12".to_owned()));
        assert_eq!(words("true"), Some("true".to_owned()));
        for none in ["null", "[1, {\"a\": 2}]", "{\"a\": {\"b\": 1}}"] {
            assert_eq!(words(none), None, "{none}");
        }
    }

    #[test]
    fn nulls_in_a_list_do_not_count_and_other_strangers_are_an_error() {
        let read = |json| list::<_, i64>(&mut serde_json::Deserializer::from_str(json));
        assert_eq!(read("[1, null, 2]").unwrap(), [1, 2]);
        assert_eq!(read("null").unwrap(), Vec::<i64>::new());
        assert!(read("[1, \"x\"]").is_err());
        assert!(read("{}").is_err());
    }
}

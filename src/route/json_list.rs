//! Lists of ids in query parameters: JSON arrays of strings.

use super::params::Params;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrNumber {
    Text(String),
    Number(u64),
}

/// Reads a JSON array of strings or whole numbers; or, for links typed by hand, names between commas.
pub(super) fn read_list(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if text.starts_with('[') {
        let items: Vec<TextOrNumber> = serde_json::from_str(text).ok()?;
        return Some(
            items
                .into_iter()
                .map(|item| match item {
                    TextOrNumber::Text(text) => text,
                    TextOrNumber::Number(number) => number.to_string(),
                })
                .collect(),
        );
    }
    let words: Vec<_> = text
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    let plain = |word: &&str| {
        word.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    words
        .iter()
        .all(plain)
        .then(|| words.into_iter().map(ToOwned::to_owned).collect())
}

/// Takes a list of ids; none if the parameter is missing or unreadable.
pub(super) fn take_ids<Id: From<String>>(params: &mut Params, name: &str) -> Vec<Id> {
    params
        .take(name, read_list)
        .unwrap_or_default()
        .into_iter()
        .map(Id::from)
        .collect()
}

/// A JSON array, or nothing for no ids.
pub(super) fn print_ids<Id>(ids: &[Id], as_str: fn(&Id) -> &str) -> Option<String> {
    if ids.is_empty() {
        return None;
    }
    serde_json::to_string(&ids.iter().map(as_str).collect::<Vec<_>>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_may_be_strings_numbers_or_typed_by_hand() {
        assert_eq!(read_list(r#"["0","1"]"#).unwrap(), ["0", "1"]);
        assert_eq!(
            read_list("[0, 18446744073709551615]").unwrap(),
            ["0", "18446744073709551615"]
        );
        assert_eq!(read_list("a1, b2").unwrap(), ["a1", "b2"]);
        assert_eq!(read_list("[\"0\""), None);
        assert_eq!(read_list("{\"a\":1}"), None);
        assert_eq!(read_list("[null]"), None);
    }
}

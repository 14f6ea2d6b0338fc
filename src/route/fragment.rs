//! The text of an address: percent-encoding, path segments, query.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What JavaScript's `encodeURIComponent` leaves alone, without the quotes, brackets and stars that break links
/// in chats and Markdown, and with those that no part of a hash address gives a meaning.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b',');

/// Encodes one path segment, or one name or value of a query.
pub(super) fn encode_component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Decodes one path segment. A broken `%` sequence stays as typed; if the bytes are not UTF-8, all of it does.
pub(super) fn decode_component(text: &str) -> String {
    percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), Into::into)
}

/// Decodes a name or value of a query, where `+` is a space too.
pub(super) fn decode_query_text(text: &str) -> String {
    decode_component(&text.replace('+', " "))
}

/// Encodes a path that fills the rest of an address: its slashes stay readable, save one at either end, which
/// would otherwise be taken for a sloppily typed link.
pub(super) fn encode_rest(path: &str) -> String {
    let last = path.matches('/').count();
    let segments: Vec<_> = path.split('/').map(encode_component).collect();
    let mut text = String::new();
    for (index, segment) in segments.iter().enumerate() {
        if index > 0 {
            let at_start = text.is_empty();
            let at_end = index == last && segment.is_empty();
            text.push_str(if at_start || at_end { "%2F" } else { "/" });
        }
        text.push_str(segment);
    }
    text
}

/// Decodes the remaining segments to one path, without the slashes that were typed at its ends.
/// `None` if nothing is left.
pub(super) fn decode_rest(segments: &[&str]) -> Option<String> {
    let first = segments.iter().position(|segment| !segment.is_empty())?;
    let segments = segments.get(first..)?;
    Some(
        segments
            .iter()
            .map(|segment| decode_component(segment))
            .collect::<Vec<_>>()
            .join("/"),
    )
}

/// An address taken apart, still encoded.
pub(super) struct Fragment<'a> {
    /// Path segments without the slashes at either end; none for the root.
    pub segments: Vec<&'a str>,
    /// What stands behind the first `?`.
    pub query: &'a str,
}

impl<'a> Fragment<'a> {
    /// Takes apart what stands behind the `#`.
    pub fn new(text: &'a str) -> Self {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let path = path.trim_matches('/');
        let segments = if path.is_empty() {
            Vec::new()
        } else {
            path.split('/').collect()
        };
        Self { segments, query }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn broken_percent_sequences_stay_as_typed() {
        assert_eq!(decode_component("50%"), "50%");
        assert_eq!(decode_component("%zz%41"), "%zzA");
        assert_eq!(decode_component("%FF%41"), "%FF%41");
        assert_eq!(decode_component("a+b"), "a+b");
        assert_eq!(decode_query_text("a+b%2B"), "a b+");
    }

    #[test]
    fn slashes_at_the_ends_of_a_path_are_told_from_sloppy_links() {
        assert_eq!(encode_rest("a/b c"), "a/b%20c");
        assert_eq!(encode_rest("/a/"), "%2Fa%2F");
        assert_eq!(decode_rest(&["", "a", "b"]).as_deref(), Some("a/b"));
        assert_eq!(decode_rest(&[""]), None);
    }

    proptest! {
        #[test]
        fn components_round_trip(text: String) {
            prop_assert_eq!(decode_component(&encode_component(&text)), text.clone());
            prop_assert_eq!(decode_query_text(&encode_component(&text)), text);
        }

        #[test]
        fn rests_round_trip(path in "[a/%. é]{1,12}|\\PC+") {
            let encoded = encode_rest(&path);
            prop_assert!(!encoded.starts_with('/') && !encoded.ends_with('/'), "{}", encoded);
            let segments: Vec<_> = encoded.split('/').collect();
            prop_assert_eq!(decode_rest(&segments), Some(path));
        }
    }
}

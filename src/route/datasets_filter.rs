//! The `datasetsFilter` parameter: base64 of a JSON array, as the official UI writes it.

use serde::{Deserialize, Serialize};

/// A dataset that a run must have used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DatasetFilter {
    /// The dataset's name.
    pub name: String,
    /// Its digest.
    pub digest: String,
    /// What it was used for, such as `train`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
}

pub(super) fn read_datasets(text: &str) -> Option<Vec<DatasetFilter>> {
    // A `+` of base64 that was not percent-encoded has been read as a space.
    serde_json::from_slice(&decode(&text.replace(' ', "+"))?).ok()
}

pub(super) fn write_datasets(datasets: &[DatasetFilter]) -> Option<String> {
    if datasets.is_empty() {
        return None;
    }
    serde_json::to_vec(datasets).ok().map(|json| encode(&json))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let index = (group >> (18 - 6 * position)) & 63;
            let letter = ALPHABET.get(index as usize).copied().unwrap_or(b'=');
            text.push(if position <= chunk.len() {
                letter.into()
            } else {
                '='
            });
        }
    }
    text
}

/// Reads base64 with or without padding; `None` for any other character.
fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut group, mut bits) = (0_u32, 0_u32);
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        group = (group << 6 | u32::try_from(value).ok()?) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((group >> bits) & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_link_of_the_official_ui_is_understood() {
        // btoa('[{"name":"mushroom","digest":"ab12","context":"train"}]')
        let text = "W3sibmFtZSI6Im11c2hyb29tIiwiZGlnZXN0IjoiYWIxMiIsImNvbnRleHQiOiJ0cmFpbiJ9XQ==";
        let datasets = read_datasets(text).unwrap();
        assert_eq!(
            datasets,
            [DatasetFilter {
                name: "mushroom".into(),
                digest: "ab12".into(),
                context: Some("train".into())
            }]
        );
        assert_eq!(write_datasets(&datasets).as_deref(), Some(text));
    }

    #[test]
    fn anything_else_is_not_understood() {
        assert_eq!(read_datasets("not base64!"), None);
        assert_eq!(read_datasets("e30="), None);
    }

    proptest! {
        #[test]
        fn base64_round_trips(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }
}

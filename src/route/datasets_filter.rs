//! The `datasetsFilter` parameter: base64 of a JSON array, as the official UI writes it.

use super::base64::{decode, encode};
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

#[cfg(test)]
mod tests {
    use super::*;

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
}

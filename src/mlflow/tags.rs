//! Keys with text: tags and parameters.

use serde::Deserialize;

use super::tolerant;

/// A tag of an experiment, run or model. `MLflow`'s own start with `mlflow.`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Deserialize)]
pub struct Tag {
    /// Never absent.
    pub key: String,
    /// Empty where the server gives none.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub value: String,
}

/// A parameter of a run or logged model: always text, also where it looks like a number.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Deserialize)]
pub struct Param {
    /// Never absent.
    pub key: String,
    /// Empty where the server gives none, or an empty one.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub value: String,
}

/// Whether a tag is one of `MLflow`'s own, which people did not write.
pub fn is_reserved(key: &str) -> bool {
    key.starts_with("mlflow.") || key.starts_with("_mlflow_")
}

/// The value of the tag with this key.
pub(super) fn value_of<'a>(tags: &'a [Tag], key: &str) -> Option<&'a str> {
    tags.iter()
        .find(|tag| tag.key == key)
        .map(|tag| tag.value.as_str())
}

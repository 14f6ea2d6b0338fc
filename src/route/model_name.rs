//! Names of registered models in addresses.

use super::fragment::decode_component;
use std::fmt;
use std::sync::Arc;

/// A registered model's name as an address gives it, percent-decoded once.
///
/// The official UI encodes names twice in some links and once in others, so `my%20model` may be a name of its own or
/// stand for `my model`: ask the server for the name as it is, and on "no such model" for [`Self::decoded_again`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelName(Arc<str>);

impl ModelName {
    /// The name, decoded once.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name that a doubly encoded link meant, if decoding changes it.
    pub fn decoded_again(&self) -> Option<Self> {
        let decoded = decode_component(&self.0);
        (decoded != *self.0).then(|| decoded.into())
    }
}

impl fmt::Display for ModelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for ModelName {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl From<String> for ModelName {
    fn from(name: String) -> Self {
        Self(name.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_escapes_has_a_second_reading() {
        assert_eq!(
            ModelName::from("my%20model").decoded_again(),
            Some("my model".into())
        );
        assert_eq!(ModelName::from("my model").decoded_again(), None);
        assert_eq!(ModelName::from("100%").decoded_again(), None);
        assert_eq!(ModelName::from("%FF").decoded_again(), None);
    }
}

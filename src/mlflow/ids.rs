//! Ids as types of their own, cheap to clone, so that a run's can't stand where an experiment's is meant.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Reads from JSON text or a JSON whole number; an empty text is refused.
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as the server writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        /// Maps that are keyed by ids can be asked by text.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(IdText).map(Self)
            }
        }
    };
}

id! {
    /// An experiment's id: text that looks like a number, and may be too large for one.
    ExperimentId
}
id! {
    /// A run's id.
    RunId
}
id! {
    /// A logged model's id (`MLflow` 3).
    LoggedModelId
}

/// Text or a whole number that JSON gives exactly. A number beyond 64 bits has lost digits by then: an error.
struct IdText;

impl Visitor<'_> for IdText {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id, as text or as a whole number")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<Arc<str>, E> {
        if id.is_empty() {
            Err(E::custom("an empty id"))
        } else {
            Ok(id.into())
        }
    }

    fn visit_u64<E: Error>(self, id: u64) -> Result<Arc<str>, E> {
        Ok(id.to_string().into())
    }

    fn visit_i64<E: Error>(self, id: i64) -> Result<Arc<str>, E> {
        Ok(id.to_string().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_from_text_and_from_whole_numbers() {
        let read = serde_json::from_str::<ExperimentId>;
        assert_eq!(
            read("\"712345678901234567890123\"").unwrap().as_str(),
            "712345678901234567890123"
        );
        assert_eq!(read("17").unwrap(), ExperimentId::from("17"));
        assert_eq!(
            read("18446744073709551615").unwrap().as_str(),
            "18446744073709551615"
        );
        assert_eq!(read("-1").unwrap().as_str(), "-1");
    }

    #[test]
    fn ids_that_lost_digits_or_are_none_are_refused() {
        for wrong in [
            "1.5",
            "123456789012345678901234",
            "null",
            "\"\"",
            "{}",
            "[]",
            "true",
        ] {
            assert!(serde_json::from_str::<RunId>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn ids_write_as_plain_text() {
        assert_eq!(
            serde_json::to_string(&LoggedModelId::from("m-1")).unwrap(),
            "\"m-1\""
        );
        assert_eq!(
            format!("{:?} {}", RunId::from("a\"b"), RunId::from("c")),
            "RunId(\"a\\\"b\") c"
        );
    }
}

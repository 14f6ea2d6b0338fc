//! Pages of lists, and which part of a list the server is asked for.

use serde::{Deserialize, Deserializer};

use super::tolerant;

/// One page of a list.
///
/// A page can be short, even empty, while more follow (a server with permissions filters after cutting):
/// only `next_page_token` tells whether there is more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page<T> {
    /// In the server's order.
    pub items: Vec<T>,
    /// Opaque, and valid only with the same filter and order. `None` on the last page.
    pub next_page_token: Option<String>,
}

/// Whether an experiment or run is deleted. Deleting is reversible until the server's own garbage collection.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lifecycle {
    /// In use; also what an answer without the field means.
    #[default]
    Active,
    /// Deleted, restorable.
    Deleted,
}

impl<'de> Deserialize<'de> for Lifecycle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stage = tolerant::text(deserializer)?;
        Ok(if stage.eq_ignore_ascii_case("deleted") {
            Self::Deleted
        } else {
            Self::Active
        })
    }
}

/// Which lifecycle stages a search returns.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum ViewType {
    /// What is not deleted.
    #[default]
    ActiveOnly,
    /// What is deleted.
    DeletedOnly,
    /// Both.
    All,
}

impl ViewType {
    /// The API's name for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ActiveOnly => "ACTIVE_ONLY",
            Self::DeletedOnly => "DELETED_ONLY",
            Self::All => "ALL",
        }
    }
}

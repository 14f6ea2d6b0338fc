//! The beginning of a file.

use std::sync::Arc;

use super::address::ArtifactAddress;
use crate::query::{Load, Reply};

/// What is loaded of a text at first; each "Load more" doubles it.
pub(super) const FIRST_BYTES: u64 = 256 << 10;
/// What a preview loads at most, however often it is asked for more: what a page can hold and still be scrolled.
pub(super) const MOST_BYTES: u64 = 16 << 20;
/// What is loaded to tell what a file is.
pub(super) const HEAD_BYTES: u64 = 4 << 10;

/// The first bytes of a file, or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    /// The bytes.
    pub(super) bytes: Arc<[u8]>,
    /// The size of the whole file, where the server says it.
    pub(super) total_bytes: Option<u64>,
    asked_bytes: u64,
}

impl Beginning {
    /// What loads the first `limit_bytes` of a file.
    pub(super) fn load(address: &ArtifactAddress, limit_bytes: u64, size_bytes: Option<u64>) -> Load<Self> {
        Load::new(address.file_request(), Some(limit_bytes), move |reply: &Reply| {
            let bytes = Arc::clone(&reply.body);
            Ok(Self {
                bytes,
                total_bytes: reply.total_bytes.or(size_bytes),
                asked_bytes: limit_bytes,
            })
        })
    }

    /// Whether this is all of the file.
    pub(super) fn is_whole(&self) -> bool {
        match self.total_bytes {
            Some(total) => self.len() >= total,
            None => self.len() < self.asked_bytes,
        }
    }

    /// How many bytes are here.
    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// The limit to load next, twice this one; `None` where there is no more, or more than a page can hold.
    pub(super) fn next_limit(&self) -> Option<u64> {
        let is_more_allowed = !self.is_whole() && self.asked_bytes < MOST_BYTES;
        is_more_allowed.then(|| {
            self.asked_bytes
                .max(FIRST_BYTES / 2)
                .saturating_mul(2)
                .min(MOST_BYTES)
        })
    }
}

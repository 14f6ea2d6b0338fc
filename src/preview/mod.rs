//! Artifact formats.

pub mod markdown;

//! Artifact formats.

//! Artifact formats.
//!
//! A file's kind comes from its first bytes and its name ([`sniff`]), never from the server's content type, which is
//! `text/plain` for most files. Readers take bytes that may be a prefix of the file, hold their memory and their time
//! to stated limits, and say in words what they could not read. Files come from strangers: no bytes make a reader panic,
//! recurse without end or run anything.

pub mod delimited;
pub mod hex;
pub mod image_name;
pub mod json;
mod kind;
mod logged_images;
mod magic;
pub mod markdown;
mod sniff;
pub mod text;

pub use image_name::LoggedImage;
pub use kind::{ImageKind, Kind, Language};
pub use logged_images::{ImageAtStep, LoggedImages};
pub use sniff::sniff;

//! The artifacts of a run or model: a tree on one side, a preview of what is selected on the other.
//!
//! The address is the state: what is selected comes in as a signal, and every file and folder is a link.
//! Artifacts are strangers' files. What they hold is shown as text nodes, or as pictures by `<img>`; nothing in them
//! is ever interpreted as a part of this page.

mod address;
mod browser;
mod csv_view;
mod file_view;
mod folder_view;
mod hex_view;
mod image_view;
mod json_view;
mod kind;
mod markdown_view;
mod partial;
mod paths;
mod preview;
mod text_view;
mod tree;
mod tree_folder;
mod tree_keys;

pub use address::{ArtifactAddress, ArtifactHref, ArtifactRoot};
pub use browser::ArtifactBrowser;

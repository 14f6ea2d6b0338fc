//! Saved and shared views of the table of runs: the menu, its dialogs, and links that name a view.
//!
//! Views are tags of the experiment in the official UI's format ([`crate::runs::view::SavedView`]), so that both open
//! each other's. Entries of others are changed only where the person renames or deletes that very one.

mod dialog;
mod link;
mod list;
mod menu;
mod packing;
mod store;

pub use menu::ViewsMenu;

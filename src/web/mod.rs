//! The browser.

pub mod clipboard;
pub mod dom;
pub mod media;
pub mod overlay;
pub mod storage;
pub mod timer;

//! The browser.

pub mod clipboard;
pub mod dom;
pub mod storage;
pub mod timer;

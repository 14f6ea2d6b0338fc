//! The browser: the only room that sees web-sys.
//!
//! Every listener, observer, timer and request is owned by a guard that undoes it when dropped.

pub mod address;
pub mod appearance;
pub mod canvas_backend;
pub mod chart_canvas;
pub mod clipboard;
pub mod clock;
pub mod dom;
pub mod event;
pub mod fetch;
pub mod frame;
pub mod media;
pub mod overlay;
pub mod page;
pub mod picture;
pub mod resize;
pub mod storage;
pub mod timer;
pub mod tree_items;
pub mod visible;

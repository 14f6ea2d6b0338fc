//! The browser: the only room that sees web-sys.
//!
//! Every listener, observer, timer and request is owned by a guard that undoes it when dropped.

pub mod address;
pub mod appearance;
pub mod canvas_backend;
pub mod chart_canvas;
pub mod clipboard;
pub mod clock;
pub mod deflate;
pub mod dom;
pub mod download;
pub mod event;
pub mod fetch;
pub mod frame;
mod grid_cell;
mod grid_dom;
mod grid_drag;
mod grid_head;
mod grid_keys;
mod grid_paint;
mod grid_parts;
mod grid_pointer;
mod grid_row;
mod grid_state;
pub mod grid_surface;
mod grid_text;
pub mod keyboard;
pub mod locale;
pub mod media;
pub mod overlay;
pub mod page;
pub mod page_picture;
pub mod picture;
pub mod png;
pub mod resize;
pub mod scrolled;
pub mod storage;
pub mod text_input;
pub mod timer;
pub mod tree_items;
pub mod turn;
pub mod visible;

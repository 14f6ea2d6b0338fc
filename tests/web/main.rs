//! Tests that need a browser: the router, queries in components, and the design system's pieces.
//!
//! `cargo xtask test` runs them in headless Chromium. On the host this file is empty.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "test code: a failure here fails one test"
)]

mod bench;
mod deflate;
mod grid;
mod histories;
mod kit;
mod line_card;
mod plots;
mod query;
mod router;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

//! Tests that need a browser: the router, queries in components, and the design system's pieces.
//!
//! `cargo xtask test` runs them in headless Chromium. On the host this file is empty.

#![cfg(target_arch = "wasm32")]

mod bench;
mod kit;
mod query;
mod router;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

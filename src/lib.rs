//! Sporeprint, a tracking UI for `MLflow`.
//!
//! One folder is one room, named after what it is about:
//!
//! | room | what it is | may use |
//! |---|---|---|
//! | [`mlflow`] | the REST API: typed calls, tolerant decoding, errors that say what to do | – |
//! | [`route`] | the address: every page and its query parameters, to and from a URL hash | `mlflow` (ids) |
//! | [`query`] | what is known of a request: loading, ready, failed, stale; cache and queue | `mlflow` |
//! | [`format`] | numbers, durations, sizes and dates as text | – |
//! | [`runs`] | runs as columns: what a table of them shows | `mlflow`, `route` |
//! | [`chart`] | series, scales, ticks, downsampling, and drawing with plotters on any backend | `format` |
//! | [`preview`] | artifact formats: sniffing and readers | – |
//! | `web` | the browser: fetch, canvas, storage, observers; the only room that sees web-sys | all above |
//! | `ui` | Leptos: app, router, kit, pages; pages never import pages | all above |
//!
//! All but the last two are pure Rust: no Leptos, no web-sys, tested on the host.
//! `tests/architecture.rs` reads the sources and holds these rules.

pub mod chart;
pub mod format;
pub mod mlflow;
pub mod preview;
pub mod query;
pub mod route;
pub mod runs;

#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod web;

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
//! | [`command`] | what can be done from the keyboard: finding commands by a few letters, the keys that call them | – |
//! | [`change`] | changes that people make to runs and experiments: as data, in numbers, and how to take them back | `mlflow`, `query`, `format` |
//! | [`runs`] | runs as columns: what a table of them shows | `mlflow`, `route`, `format` |
//! | [`search`] | the search box's language: reading, completing, the server's part and the rest, evaluated here | `mlflow`, `runs` |
//! | [`grid`] | where everything stands in a table too large to draw: axes, columns, windows, moves | – |
//! | [`chart`] | series, scales, ticks, downsampling, and drawing with plotters on any backend | `format`, `analysis` |
//! | [`history`] | the values of metrics over their steps: what is here of them, what is asked for next | `mlflow`, `chart` |
//! | [`analysis`] | what the numbers of many runs say: quantiles, densities, regression, correlation, importance | – |
//! | [`board`] | a board of charts: which there are, where they stand, how each is set up | `mlflow`, `chart`, `runs`, `format`, `analysis` |
//! | [`preview`] | artifact formats: sniffing and readers | – |
//! | `web` | the browser: fetch, canvas, storage, observers; the only room that sees web-sys | all above |
//! | `ui` | Leptos: app, router, kit, pages; pages never import pages | all above |
//!
//! All but the last two are pure Rust: no Leptos, no web-sys, tested on the host.
//! `tests/architecture.rs` reads the sources and holds these rules.

pub mod analysis;
pub mod board;
pub mod change;
pub mod chart;
pub mod command;
pub mod format;
pub mod grid;
pub mod history;
pub mod mlflow;
pub mod preview;
pub mod query;
pub mod route;
pub mod runs;
pub mod search;

#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod web;

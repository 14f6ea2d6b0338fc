//! The user interface, in Leptos.
//!
//! `app` is the frame, `router` follows the address, `query` the server. `kit` is the design system, `chart` and
//! `artifacts` are pieces that several pages share, and `pages` has one folder or file for each page.

mod app;
pub mod artifacts;
pub mod chart;
pub mod kit;
pub mod loaded;
pub mod markdown;
pub mod pages;
pub mod paging;
mod parts;
pub mod query;
pub mod router;
pub mod run_status;
pub mod sort_column;
pub mod theme;
pub mod time;
pub mod title;

use leptos::prelude::*;

/// Mounts the app on the page's body.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <app::App /> });
}

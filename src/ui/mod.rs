//! The user interface, in Leptos.
//!
//! `app` is the frame, `router` follows the address, `query` the server. `kit` is the design system, `chart`,
//! `board`, `grid`, `highlight`, `runs`, `search`, `columns`, `views`, `artifacts` and `manage` are pieces that several pages share, `palette` is what the
//! keyboard reaches, and `pages` has one folder or file for each page.

mod app;
pub mod artifacts;
pub mod board;
pub mod chart;
pub mod columns;
pub mod grid;
pub mod highlight;
pub mod histories;
pub mod kit;
pub mod loaded;
pub mod manage;
pub mod markdown;
pub mod pages;
pub mod paging;
pub mod palette;
mod parts;
pub mod query;
pub mod router;
pub mod run_color;
pub mod run_status;
pub mod runs;
pub mod search;
pub mod sort_column;
pub mod theme;
pub mod time;
pub mod title;
pub mod views;

use leptos::prelude::*;

/// Mounts the app on the page's body.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <app::App /> });
}

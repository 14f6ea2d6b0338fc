//! The user interface, in Leptos.

pub mod kit;
pub mod loaded;
pub mod paging;
pub mod query;
pub mod router;
pub mod title;

use leptos::prelude::*;

/// Mounts the app on the page's body.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <p>"Sporeprint"</p> });
}

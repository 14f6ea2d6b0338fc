//! The user interface, in Leptos.
pub mod chart;
pub mod kit;

use leptos::prelude::*;

/// Mounts the app on the page's body.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <p>"Sporeprint"</p> });
}

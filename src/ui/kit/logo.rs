//! The app's mark.

use leptos::prelude::*;

/// Gills as they print: ten that reach the stem, ten short ones between them.
const GILLS: &str = "M12 8.4L12 1.6M14.12 9.09L18.11 3.59M15.42 10.89L21.89 8.79M15.42 13.11L21.89 15.21M14.12 14.91L18.11 20.41M12 15.6L12 22.4M9.88 14.91L5.89 20.41M8.58 13.11L2.11 15.21M8.58 10.89L2.11 8.79M9.88 9.09L5.89 3.59M14.22 5.15L15.21 2.11M17.82 7.77L20.41 5.89M19.2 12L22.4 12M17.82 16.23L20.41 18.11M14.22 18.85L15.21 21.89M9.78 18.85L8.79 21.89M6.18 16.23L3.59 18.11M4.8 12L1.6 12M6.18 7.77L3.59 5.89M9.78 5.15L8.79 2.11";

/// The mark of Sporeprint, 24 px square, in the accent colour. It is decoration: the name stands beside it.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 24 24" stroke-width="1.7" aria-hidden="true">
            <path d=GILLS></path>
        </svg>
    }
}

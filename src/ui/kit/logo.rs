//! The app's mark.

use leptos::prelude::*;

/// Gills as they print: twelve that reach the stem, twelve short ones between them.
const GILLS: &str = "M12 8.6L12 1.4M13.7 9.06L17.3 2.82M14.94 10.3L21.18 6.7M15.4 12L22.6 12M14.94 13.7L21.18 17.3M13.7 14.94L17.3 21.18M12 15.4L12 22.6M10.3 14.94L6.7 21.18M9.06 13.7L2.82 17.3M8.6 12L1.4 12M9.06 10.3L2.82 6.7M10.3 9.06L6.7 2.82M13.71 5.62L14.74 1.76M16.67 7.33L19.5 4.5M18.38 10.29L22.24 9.26M18.38 13.71L22.24 14.74M16.67 16.67L19.5 19.5M13.71 18.38L14.74 22.24M10.29 18.38L9.26 22.24M7.33 16.67L4.5 19.5M5.62 13.71L1.76 14.74M5.62 10.29L1.76 9.26M7.33 7.33L4.5 4.5M10.29 5.62L9.26 1.76";

/// The mark of Sporeprint, 24 px square, in the accent colour. It is decoration: the name stands beside it.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 24 24" stroke-width="1.4" aria-hidden="true">
            <path d=GILLS></path>
        </svg>
    }
}

//! Moments and spans as the person reads them.

use leptos::prelude::*;

use crate::format;
use crate::web::clock;

/// How long ago something was, with the exact local time when it is pointed at.
#[component]
pub fn Ago(
    /// Milliseconds since 1970; nothing is shown for `None`.
    millis: Option<i64>,
) -> impl IntoView {
    millis.map(|millis| {
        let exact = local_time(millis);
        view! { <time class="ago" datetime=format::iso_utc(millis) title=exact>{format::relative_time(millis, clock::now_millis())}</time> }
    })
}

/// A moment in the person's time zone, to the second.
pub fn local_time(millis: i64) -> String {
    format::date_time_exact(millis, clock::offset_minutes(millis))
}

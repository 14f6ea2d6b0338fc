//! The title of the window or tab.

use leptos::prelude::*;

use crate::web::page;

/// Keeps the title "<subject> · Sporeprint" as long as the component lives.
pub fn use_title(subject: impl Fn() -> String + 'static) {
    Effect::new(move |_| {
        let subject = subject();
        page::set_title(&if subject.is_empty() {
            "Sporeprint".to_owned()
        } else {
            format!("{subject} · Sporeprint")
        });
    });
}

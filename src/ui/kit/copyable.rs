//! A value with a button that copies it.

use leptos::prelude::*;

use super::{
    button::{ButtonSize, IconButton},
    debounce::Debounce,
    icon::Icon,
};
use crate::web::clipboard;

/// How long the button says that the value was copied, in milliseconds.
const FEEDBACK_MILLIS: u32 = 1600;

/// What came of the last press.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    None,
    Copied,
    Refused,
}

/// A button that copies a text and says so.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What it copies, as a verb phrase: "Copy run ID".
    #[prop(default = "Copy".to_owned(), into)]
    label: String,
) -> impl IntoView {
    let outcome = RwSignal::new(Outcome::None);
    let feedback = Debounce::new(FEEDBACK_MILLIS);
    let copy = move || {
        clipboard::copy_text(&text.get_untracked(), move |copied| {
            outcome.set(if copied { Outcome::Copied } else { Outcome::Refused });
            feedback.call(move || outcome.set(Outcome::None));
        });
    };
    let icon = Signal::derive(move || match outcome.get() {
        Outcome::None => Icon::Copy,
        Outcome::Copied => Icon::Check,
        Outcome::Refused => Icon::Warning,
    });
    let said = move || match outcome.get() {
        Outcome::None => "",
        Outcome::Copied => "Copied",
        Outcome::Refused => "The browser did not allow copying",
    };
    view! {
        <span class="copyable__button" class:copyable__button--done=move || outcome.get() == Outcome::Copied>
            <IconButton icon=icon label=label size=ButtonSize::Small on_click=copy />
            <span class="visually-hidden" role="status">{said}</span>
        </span>
    }
}

/// A value with a button that copies it: an id, an address, a parameter.
#[component]
pub fn Copyable(
    /// The value; all of it is copied, however much is shown.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, as in "Copy run ID".
    #[prop(default = "Copy".to_owned(), into)]
    label: String,
    /// Shown in a fixed-width font: ids, paths, code.
    #[prop(optional)]
    mono: bool,
) -> impl IntoView {
    view! {
        <span class="copyable">
            <span class="copyable__text truncate" class:mono=mono title=text>{text}</span>
            <CopyButton text=text label=label />
        </span>
    }
}

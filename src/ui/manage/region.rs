//! Where the dialogs are, once they are needed.

use leptos::prelude::*;

use super::use_actions;
use crate::ui::kit::use_toasts;
use crate::ui::parts;

/// Shows the dialogs that [`Actions`](super::Actions) ask for. Once, in the app, before the messages.
#[component]
pub fn ActionRegion() -> impl IntoView {
    let actions = use_actions();
    let toasts = use_toasts();
    let wanted = Signal::derive(move || actions.asked.with(Option::is_some));
    parts::once_wanted(wanted, parts::actions, move || {
        actions.asked.set(None);
        toasts.error(parts::MISSING, parts::MISSING_ADVICE);
    })
}

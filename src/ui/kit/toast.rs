//! Short messages that say what came of an action.

use leptos::prelude::*;

use super::{
    button::{ButtonSize, IconButton},
    icon::Icon,
};
use crate::web::timer::Timeout;

/// How long a message stays that asks for nothing, in milliseconds. Errors stay until they are dismissed.
const STAY_MILLIS: u32 = 6000;

/// What a message says about the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ToastTone {
    Success,
    Info,
    Error,
}

#[derive(Clone)]
struct Toast {
    key: u32,
    tone: ToastTone,
    text: String,
    detail: String,
}

/// The handle by which anything in the app says what came of an action. From [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next_key: StoredValue<u32>,
    is_held: RwSignal<bool>,
}

impl Toasts {
    /// It worked: "Copied 3 runs".
    pub fn success(self, text: impl Into<String>) {
        self.add(ToastTone::Success, text.into(), String::new());
    }

    /// Something to know.
    pub fn note(self, text: impl Into<String>) {
        self.add(ToastTone::Info, text.into(), String::new());
    }

    /// It did not work: what failed, and why or what to do. Stays until it is dismissed.
    pub fn error(self, text: impl Into<String>, detail: impl Into<String>) {
        self.add(ToastTone::Error, text.into(), detail.into());
    }

    fn add(self, tone: ToastTone, text: String, detail: String) {
        let key = self.next_key.get_value();
        self.next_key.set_value(key.wrapping_add(1));
        self.shown.update(|shown| {
            shown.push(Toast {
                key,
                tone,
                text,
                detail,
            });
        });
    }

    fn dismiss(self, key: u32) {
        self.shown
            .try_update(|shown| shown.retain(|toast| toast.key != key));
        if self.shown.with_untracked(Vec::is_empty) {
            // The pointer may have been on the last one: nothing says that it left.
            self.is_held.set(false);
        }
    }
}

/// Makes the handle and gives it to everything below. Once, in the app; [`ToastRegion`] shows the messages.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts {
        shown: RwSignal::new(Vec::new()),
        next_key: StoredValue::new(0),
        is_held: RwSignal::new(false),
    };
    provide_context(toasts);
    toasts
}

/// The app's handle; without an app around (in a test of one piece) a handle that nobody sees.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(provide_toasts)
}

/// One message. Its time runs anew whenever the pointer or focus leaves the messages.
#[component]
fn ToastView(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast {
        key,
        tone,
        text,
        detail,
    } = toast;
    let (class, icon) = match tone {
        ToastTone::Success => ("toast toast--success", Icon::Success),
        ToastTone::Info => ("toast toast--info", Icon::Info),
        ToastTone::Error => ("toast toast--error", Icon::Error),
    };
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let runs = tone != ToastTone::Error && !toasts.is_held.get();
        timer.set_value(runs.then(|| Timeout::after(STAY_MILLIS, move || toasts.dismiss(key))));
    });
    view! {
        <div class=class>
            <Icon icon=icon />
            <div class="toast__words">
                <p class="toast__text">{text}</p>
                {(!detail.is_empty()).then(|| view! { <p class="toast__detail">{detail}</p> })}
            </div>
            <IconButton
                icon=Icon::Close
                label="Dismiss"
                size=ButtonSize::Small
                on_click=move || toasts.dismiss(key)
            />
        </div>
    }
}

/// Where messages appear: at the foot of the window. Once, in the app, after everything else.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let of_kind = move |is_error: bool| {
        let mut shown = toasts.shown.get();
        shown.retain(|toast| (toast.tone == ToastTone::Error) == is_error);
        shown
    };
    view! {
        <div
            class="toasts"
            on:pointerenter=move |_| toasts.is_held.set(true)
            on:pointerleave=move |_| toasts.is_held.set(false)
            on:focusin=move |_| toasts.is_held.set(true)
            on:focusout=move |_| toasts.is_held.set(false)
        >
            <div class="toasts__list" role="status">
                <For each=move || of_kind(false) key=|toast| toast.key let:toast>
                    <ToastView toasts=toasts toast=toast />
                </For>
            </div>
            <div class="toasts__list" role="alert">
                <For each=move || of_kind(true) key=|toast| toast.key let:toast>
                    <ToastView toasts=toasts toast=toast />
                </For>
            </div>
        </div>
    }
}

//! Short messages that say what came of an action.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    button::{Button, ButtonSize, IconButton},
    icon::Icon,
};
use crate::web::timer::Timeout;

/// How long a message stays that asks for nothing, in milliseconds. Errors stay until they are dismissed.
const STAY_MILLIS: u32 = 6000;
/// How long a message stays that offers something: there must be time to read it and to reach its button.
const OFFER_MILLIS: u32 = 15_000;

/// What a message says about the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ToastTone {
    Success,
    Info,
    Error,
    Progress,
}

/// A button on a message: "Undo". Pressing it dismisses the message.
#[derive(Clone)]
pub struct ToastAction {
    label: &'static str,
    run: Arc<dyn Fn() + Send + Sync>,
}

impl ToastAction {
    /// A button that does this. Not a callback of a component: the message may outlive the page that caused it.
    pub fn new(label: &'static str, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label,
            run: Arc::new(run),
        }
    }
}

/// Names a message that its owner takes away: [`Toasts::progress`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToastKey(u32);

#[derive(Clone)]
struct Toast {
    key: u32,
    tone: ToastTone,
    text: ArcRwSignal<String>,
    detail: String,
    actions: Vec<ToastAction>,
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
        self.done(text, Vec::new());
    }

    /// It worked, and there is a way back or on.
    pub fn done(self, text: impl Into<String>, actions: Vec<ToastAction>) {
        self.add(ToastTone::Success, text.into(), String::new(), actions);
    }

    /// Something to know.
    pub fn note(self, text: impl Into<String>) {
        self.add(ToastTone::Info, text.into(), String::new(), Vec::new());
    }

    /// Something to know that one can do something about: what, more of it, and the ways on.
    pub fn notice(self, text: impl Into<String>, detail: impl Into<String>, actions: Vec<ToastAction>) {
        self.add(ToastTone::Info, text.into(), detail.into(), actions);
    }

    /// It did not work: what failed, and why or what to do. Stays until it is dismissed.
    pub fn error(self, text: impl Into<String>, detail: impl Into<String>) {
        self.failed(text, detail, Vec::new());
    }

    /// It did not work, and there is a way on. Stays until it is dismissed.
    pub fn failed(self, text: impl Into<String>, detail: impl Into<String>, actions: Vec<ToastAction>) {
        self.add(ToastTone::Error, text.into(), detail.into(), actions);
    }

    /// Something takes a while: `text` says how far it is and may be written on. Stays until [`Toasts::remove`].
    pub fn progress(self, text: ArcRwSignal<String>, actions: Vec<ToastAction>) -> ToastKey {
        self.show(ToastTone::Progress, text, String::new(), actions)
    }

    /// Takes a message away.
    pub fn remove(self, key: ToastKey) {
        self.dismiss(key.0);
    }

    fn add(self, tone: ToastTone, text: String, detail: String, actions: Vec<ToastAction>) {
        self.show(tone, ArcRwSignal::new(text), detail, actions);
    }

    fn show(
        self,
        tone: ToastTone,
        text: ArcRwSignal<String>,
        detail: String,
        actions: Vec<ToastAction>,
    ) -> ToastKey {
        let key = self.next_key.get_value();
        self.next_key.set_value(key.wrapping_add(1));
        self.shown.update(|shown| {
            shown.push(Toast {
                key,
                tone,
                text,
                detail,
                actions,
            });
        });
        ToastKey(key)
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
        actions,
    } = toast;
    let (class, icon) = match tone {
        ToastTone::Success => ("toast toast--success", Icon::Success),
        ToastTone::Info => ("toast toast--info", Icon::Info),
        ToastTone::Error => ("toast toast--error", Icon::Error),
        ToastTone::Progress => ("toast toast--info", Icon::Loader),
    };
    let stays = matches!(tone, ToastTone::Error | ToastTone::Progress);
    let stay_millis = if actions.is_empty() {
        STAY_MILLIS
    } else {
        OFFER_MILLIS
    };
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let runs = !stays && !toasts.is_held.get();
        timer.set_value(runs.then(|| Timeout::after(stay_millis, move || toasts.dismiss(key))));
    });
    let button = |action: ToastAction| {
        let ToastAction { label, run } = action;
        let press = move || {
            // What is under way is taken away by whoever said that it is.
            if tone != ToastTone::Progress {
                toasts.dismiss(key);
            }
            run();
        };
        view! { <Button size=ButtonSize::Small on_click=press>{label}</Button> }
    };
    let buttons = (!actions.is_empty()).then(|| {
        view! { <div class="toast__actions">{actions.into_iter().map(button).collect_view()}</div> }
    });
    let dismiss = (tone != ToastTone::Progress).then(|| {
        view! {
            <IconButton
                icon=Icon::Close
                label="Dismiss"
                size=ButtonSize::Small
                on_click=move || toasts.dismiss(key)
            />
        }
    });
    view! {
        <div class=class>
            <Icon icon=icon spin=tone == ToastTone::Progress />
            <div class="toast__words">
                <p class="toast__text">{move || text.get()}</p>
                {(!detail.is_empty()).then(|| view! { <p class="toast__detail">{detail}</p> })}
                {buttons}
            </div>
            {dismiss}
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

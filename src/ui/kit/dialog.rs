//! Dialogs: the platform's own, which keeps focus inside and gives it back.

use leptos::{ev, html, prelude::*};

use super::{
    button::{Button, ButtonVariant, IconButton},
    icon::Icon,
    identity::unique_id,
};
use crate::web::dom;

/// What a dialog gives focus to when it opens: the first field, or else the first button at its foot.
const FIRST_FOCUS: &str = ".dialog__body :is(input, select, textarea), .dialog__foot .button";

/// A dialog over the page. Its content exists only while it is open. Escape, the cross and a press beside it close it.
/// End the children with [`DialogFoot`] where there is something to decide.
#[component]
pub fn Dialog(
    /// Whether it is open; written when the person closes it.
    open: RwSignal<bool>,
    /// What it is about, or what it asks.
    #[prop(into)]
    title: Signal<String>,
    /// Wide enough for a table or picture.
    #[prop(optional, into)]
    wide: Signal<bool>,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let content = NodeRef::<html::Div>::new();
    let title_id = unique_id("dialog-title");
    Effect::new(move |_| {
        let is_open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if is_open {
            dom::show_modal(&dialog);
        } else {
            dom::close_dialog(&dialog);
        }
    });
    // The content comes into the page after the dialog has opened: only then is there anything to focus.
    Effect::new(move |_| {
        if content.get().is_some()
            && let Some(dialog) = dialog.get_untracked()
        {
            dom::focus_nth(&dialog, FIRST_FOCUS, 0);
        }
    });
    let on_press = move |event: ev::MouseEvent| {
        if dom::is_target_itself(&event) {
            open.set(false);
        }
    };
    let labelled_by = title_id.clone();
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            class:dialog--wide=wide
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
            on:mousedown=on_press
        >
            <Show when=move || open.get()>
                <div node_ref=content class="dialog__box">
                    <header class="dialog__head">
                        <h2 class="dialog__title" id=title_id.clone()>
                            {title}
                        </h2>
                        <IconButton icon=Icon::Close label="Close" on_click=move || open.set(false) />
                    </header>
                    <div class="dialog__body">{children()}</div>
                </div>
            </Show>
        </dialog>
    }
}

/// The foot of a [`Dialog`]: its buttons, the one that goes ahead last.
#[component]
pub fn DialogFoot(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <footer class="dialog__foot">{children()}</footer> }
}

/// Asks before something is lost. Focus begins on Cancel.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open; written when the person answers, except while busy.
    open: RwSignal<bool>,
    /// The question: "Delete 3 runs?"
    #[prop(into)]
    title: Signal<String>,
    /// What happens then, and whether it can be undone.
    #[prop(into)]
    text: Signal<String>,
    /// The verb of the question: "Delete".
    #[prop(into)]
    confirm_label: String,
    /// The work is under way: the dialog stays until its owner closes it.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Called when the person goes ahead. The owner closes the dialog when it is done.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    let confirm_label = StoredValue::new(confirm_label);
    view! {
        <Dialog open=open title=title>
            <p>{text}</p>
            <DialogFoot>
                <Button on_click=move || open.set(false)>"Cancel"</Button>
                <Button variant=ButtonVariant::DangerSolid busy=busy on_click=on_confirm>
                    {confirm_label.get_value()}
                </Button>
            </DialogFoot>
        </Dialog>
    }
}

//! A short explanation beside a control.

use leptos::{ev, html, prelude::*};

use super::{debounce::Debounce, identity::unique_id};
use crate::web::{dom, overlay};

/// How long the pointer must rest, in milliseconds. Focus shows it at once.
const REST_MILLIS: u32 = 350;

/// A short explanation, shown while the pointer rests on the child or keyboard focus is in it, and read out with it.
/// Escape hides it; the pointer may move onto it. The child is one control, or a text that takes focus.
#[component]
pub fn Tooltip(
    /// The explanation: text only, at most a sentence or two.
    #[prop(into)]
    text: Signal<String>,
    /// What is explained.
    children: Children,
) -> impl IntoView {
    let anchor = NodeRef::<html::Span>::new();
    let bubble = NodeRef::<html::Span>::new();
    let rest = Debounce::new(REST_MILLIS);
    let id = unique_id("tooltip");
    let show = move || {
        if let (Some(anchor), Some(bubble)) = (anchor.get_untracked(), bubble.get_untracked()) {
            dom::show_popover(&bubble);
            overlay::place_tooltip(&anchor, &bubble);
        }
    };
    let hide = move || {
        rest.cancel();
        if let Some(bubble) = bubble.get_untracked() {
            dom::hide_popover(&bubble);
        }
    };
    let described = id.clone();
    Effect::new(move |_| {
        if let Some(anchor) = anchor.get() {
            dom::describe_first_child(&anchor, &described);
        }
    });
    view! {
        <span
            node_ref=anchor
            class="tooltip"
            on:pointerenter=move |_| rest.call(show)
            on:pointerleave=move |_| hide()
            on:focusin=move |event: ev::FocusEvent| {
                if dom::shows_focus(&event) {
                    show();
                }
            }
            on:focusout=move |_| hide()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    hide();
                }
            }
        >
            {children()}
            <span node_ref=bubble id=id class="tooltip__bubble" role="tooltip" popover="manual">
                {text}
            </span>
        </span>
    }
}

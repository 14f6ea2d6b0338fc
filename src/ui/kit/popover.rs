//! A button that opens a panel of controls.

use leptos::{ev, html, prelude::*};

use super::button::ButtonVariant;
use super::icon::Icon;
use super::identity::unique_id;
use crate::web::{dom, overlay};

/// A small button with an icon, and the panel that it opens beside itself. What is in the panel exists only while it is
/// open; Escape and a press beside it close it, and the button has the focus again.
#[component]
pub fn Popover(
    /// What the panel is about: "Chart settings". Names the button and the panel.
    #[prop(into)]
    label: String,
    /// On the button.
    icon: Icon,
    /// The class of the panel, which says how large it is.
    class: &'static str,
    /// How much the button asks to be pressed.
    #[prop(default = ButtonVariant::Quiet)]
    variant: ButtonVariant,
    /// The button shows its label beside the icon.
    #[prop(optional)]
    label_shown: bool,
    /// What is in the panel.
    children: ChildrenFn,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let (trigger, panel) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    let id = unique_id("popover");
    let children = StoredValue::new(children);
    // Before it shows, so that it shows with what is in it.
    let on_before_toggle = move |_: ev::CustomEvent| {
        if let (Some(trigger), Some(panel)) = (trigger.get_untracked(), panel.get_untracked())
            && !dom::is_popover_open(&panel)
        {
            is_open.set(true);
            overlay::place_menu(&trigger, &panel);
        }
    };
    let on_toggle = move |_| {
        let Some(panel) = panel.get_untracked() else {
            return;
        };
        let now = dom::is_popover_open(&panel);
        is_open.set(now);
        if now {
            dom::focus_nth(&panel, "input, select, button", 0);
        } else if let Some(trigger) = trigger.get_untracked() {
            dom::focus_if_lost(&trigger);
        }
    };
    let shape = if label_shown { "" } else { " button--icon" };
    let button_class = format!("button {} button--small{shape}", variant.class());
    view! {
        <button
            node_ref=trigger
            type="button"
            class=button_class
            popovertarget=id.clone()
            aria-haspopup="dialog"
            aria-expanded=move || is_open.get().to_string()
            aria-label=(!label_shown).then(|| label.clone())
            title=(!label_shown).then(|| label.clone())
        >
            <Icon icon />
            {label_shown.then(|| label.clone())}
        </button>
        <div
            node_ref=panel
            id=id
            class=format!("menu {class}")
            popover="auto"
            role="dialog"
            aria-label=label
            on:beforetoggle=on_before_toggle
            on:toggle=on_toggle
        >
            {move || is_open.get().then(|| children.with_value(|children| children()))}
        </div>
    }
}

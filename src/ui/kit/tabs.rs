//! Tabs: as links between the views of one thing, and as a widget within a page.

use leptos::{ev, html, prelude::*};

use super::{
    identity::unique_id,
    roving::{Step, step},
};
use crate::web::dom;

/// Links between the views of one thing; each view has its own address. The children are [`TabLink`]s.
#[component]
pub fn TabLinks(
    /// Whose views they are, for screen readers: "Run".
    #[prop(into)]
    label: String,
    /// The links.
    children: Children,
) -> impl IntoView {
    view! { <nav class="tabs" aria-label=label>{children()}</nav> }
}

/// One link of [`TabLinks`].
#[component]
pub fn TabLink(
    /// The view's address.
    #[prop(into)]
    href: Signal<String>,
    /// Whether it is the view in sight.
    #[prop(into)]
    selected: Signal<bool>,
    /// How many things the view holds, when that is known.
    #[prop(optional, into)]
    count: Signal<Option<usize>>,
    /// The view's name.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="tabs__tab" href=href aria-current=move || selected.get().then_some("page")>
            {children()}
            {move || count.get().map(|count| view! { <span class="tabs__count">{count}</span> })}
        </a>
    }
}

/// Tabs over one panel, for views without an address. Arrow keys, Home and End move and select, as ARIA's guide has it.
#[component]
pub fn Tabs(
    /// What they choose between, for screen readers.
    #[prop(into)]
    label: String,
    /// The tabs' names, in order.
    tabs: Vec<String>,
    /// Which one is chosen, from 0.
    selected: RwSignal<usize>,
    /// What the panel holds; it reads `selected`.
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let count = tabs.len();
    let id = unique_id("tabs");
    let panel_id = format!("{id}-panel");
    let tab_id = {
        let id = id.clone();
        move |index: usize| format!("{id}-{index}")
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(way) = Step::of_horizontal_key(&event.key()) else {
            return;
        };
        let Some(next) = step(Some(selected.get_untracked()), count, way) else {
            return;
        };
        event.prevent_default();
        selected.set(next);
        if let Some(list) = list.get_untracked() {
            dom::focus_nth(&list, "[role=tab]", next);
        }
    };
    let tab = {
        let (tab_id, panel_id) = (tab_id.clone(), panel_id.clone());
        move |(index, name): (usize, String)| {
            view! {
                <button
                    type="button"
                    class="tabs__tab"
                    role="tab"
                    id=tab_id(index)
                    aria-controls=panel_id.clone()
                    aria-selected=move || (selected.get() == index).to_string()
                    tabindex=move || if selected.get() == index { "0" } else { "-1" }
                    on:click=move |_| selected.set(index)
                >
                    {name}
                </button>
            }
        }
    };
    view! {
        <div node_ref=list class="tabs" role="tablist" aria-label=label on:keydown=on_key>
            {tabs.into_iter().enumerate().map(tab).collect_view()}
        </div>
        <div
            class="tabs__panel"
            role="tabpanel"
            id=panel_id
            aria-labelledby=move || tab_id(selected.get())
            tabindex="0"
        >
            {children()}
        </div>
    }
}

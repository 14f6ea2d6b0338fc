//! A labelled field, and the text inputs.

use leptos::{ev, html, prelude::*};

use super::{
    button::{ButtonSize, IconButton},
    debounce::Debounce,
    icon::Icon,
    identity::unique_id,
};
use crate::web::dom;

/// A control with its label above, and a hint or what is wrong below. The control is the child.
#[component]
pub fn Field(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the answer, and how to put it right; empty when nothing is.
    #[prop(optional, into)]
    error: Signal<String>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let message = move || {
        let error = error.get();
        if error.is_empty() {
            let hint = hint.get();
            (!hint.is_empty()).then(|| view! { <span class="field__hint">{hint}</span> }.into_any())
        } else {
            let shown = view! {
                <span class="field__error">
                    <Icon icon=Icon::Error />
                    <span>{error}</span>
                </span>
            };
            Some(shown.into_any())
        }
    };
    view! {
        <label class="field">
            <span class="field__label">{label}</span>
            {children()}
            <span aria-live="polite">{message}</span>
        </label>
    }
}

/// A line of text. Put it in a [`Field`], or give it a label of its own.
#[component]
pub fn Input(
    /// What it holds; written on every key.
    value: RwSignal<String>,
    /// Its label for screen readers, where no [`Field`] names it.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example of what to write. It never stands in for a label.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// `text`, `number`, `email`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// What it holds isn't right; the [`Field`] says why.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// It can't be written in.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the text when Enter is pressed or the field is left after a change.
    #[prop(optional, into)]
    on_commit: Option<Callback<(String,)>>,
) -> impl IntoView {
    view! {
        <input
            class="input"
            type=kind
            aria-label=label
            placeholder=placeholder
            aria-invalid=move || invalid.get().then_some("true")
            disabled=disabled
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
            on:change=move |event| {
                if let Some(on_commit) = on_commit {
                    on_commit.run((event_target_value(&event),));
                }
            }
        />
    }
}

/// Several lines of text. Put it in a [`Field`], or give it a label of its own.
#[component]
pub fn TextArea(
    /// What it holds; written on every key.
    value: RwSignal<String>,
    /// Its label for screen readers, where no [`Field`] names it.
    #[prop(optional, into)]
    label: Option<String>,
    /// How many lines it shows before it scrolls.
    #[prop(default = 4)]
    rows: u32,
    /// It can't be written in.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <textarea
            class="input"
            aria-label=label
            rows=rows.to_string()
            disabled=disabled
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    }
}

/// How long typing must rest before a search is made, in milliseconds.
const SEARCH_REST_MILLIS: u32 = 250;

/// A search field: clears by its button or by Escape, and tells its owner when typing rests, or at once on Enter.
#[component]
pub fn SearchField(
    /// What it holds; written on every key.
    value: RwSignal<String>,
    /// What is searched, for screen readers.
    #[prop(into)]
    label: String,
    /// An example of a search.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// What it holds is a filter expression: shown in a fixed-width font.
    #[prop(optional)]
    expression: bool,
    /// Called with the text when typing has rested for a quarter of a second, on Enter, and when it is cleared.
    #[prop(optional, into)]
    on_search: Option<Callback<(String,)>>,
    /// Holds the field itself, for whoever moves the focus to it.
    #[prop(optional)]
    field_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let input = field_ref;
    let rest = Debounce::new(SEARCH_REST_MILLIS);
    let tell = move || {
        rest.cancel();
        if let Some(on_search) = on_search {
            on_search.run((value.get_untracked(),));
        }
    };
    let clear = move || {
        value.set(String::new());
        tell();
        if let Some(input) = input.get_untracked() {
            dom::focus(&input);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => tell(),
        "Escape" if !value.with_untracked(String::is_empty) => {
            event.prevent_default();
            clear();
        }
        _ => {}
    };
    view! {
        <div class="search" class:search--mono=expression>
            <span class="search__icon"><Icon icon=Icon::Search /></span>
            <input
                node_ref=input
                class="input search__input"
                type="search"
                id=unique_id("search")
                aria-label=label
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    rest.call(tell);
                }
                on:keydown=on_key
            />
            <Show when=move || !value.with(String::is_empty)>
                <span class="search__clear">
                    <IconButton icon=Icon::Close label="Clear" size=ButtonSize::Small on_click=clear />
                </span>
            </Show>
        </div>
    }
}

//! The list of what could be written.

use leptos::prelude::*;

use crate::search::{Kind, Suggested, Suggestion};

/// The list below the box. Focus stays in the box, which names the chosen option.
pub fn suggestions_view(
    list_id: String,
    suggestions: Vec<Suggestion>,
    active: RwSignal<Option<usize>>,
    take: Callback<(usize,)>,
) -> AnyView {
    let options: Vec<AnyView> = suggestions
        .into_iter()
        .enumerate()
        .map(|(index, suggestion)| option_view(&list_id, index, suggestion, active, take))
        .collect();
    view! {
        <ul id=list_id class="search-box__list" role="listbox" aria-label="Suggestions">
            {options}
        </ul>
    }
    .into_any()
}

/// The id of an option of a list.
pub fn option_id(list_id: &str, index: usize) -> String {
    format!("{list_id}-{index}")
}

fn option_view(
    list_id: &str,
    index: usize,
    suggestion: Suggestion,
    active: RwSignal<Option<usize>>,
    take: Callback<(usize,)>,
) -> AnyView {
    let is_active = move || active.get() == Some(index);
    view! {
        <li
            id=option_id(list_id, index)
            class="search-box__option"
            role="option"
            aria-selected=move || is_active().to_string()
            // The box keeps the focus.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| take.run((index,))
        >
            <span class="search-box__label">{suggestion.label}</span>
            <span class="search-box__what">{what(suggestion.what)}</span>
        </li>
    }
    .into_any()
}

fn what(suggested: Suggested) -> &'static str {
    match suggested {
        Suggested::Field(Kind::Metric) => "metric",
        Suggested::Field(Kind::Param) => "parameter",
        Suggested::Field(Kind::Tag) => "tag",
        Suggested::Field(Kind::Attribute) => "attribute",
        Suggested::Field(Kind::Dataset) => "dataset",
        Suggested::Operator => "operator",
        Suggested::Value => "value",
        Suggested::Connective => "",
    }
}

//! Who evaluates what of a search.

use leptos::prelude::*;

use crate::search::{Part, Side};

/// Which conditions the server evaluates, among all runs, and which this page, among the loaded ones. Shows nothing as
/// long as the server evaluates them all.
#[component]
pub fn SearchParts(
    /// The conditions: what [`split`](crate::search::split) gives.
    #[prop(into)]
    parts: Signal<Vec<Part>>,
) -> impl IntoView {
    let side = move |wanted: Side| {
        let texts: Vec<String> = parts.with(|parts| {
            let own = parts.iter().filter(|part| part.side == wanted);
            own.map(|part| part.text.clone()).collect()
        });
        texts
    };
    let shown = move || {
        let here = side(Side::Here);
        (!here.is_empty()).then(|| {
            view! {
                <p class="search-parts">
                    {side_view("Server", "Evaluated by the server, among all runs", side(Side::Server))}
                    {side_view("Here", "Evaluated in this page, among the runs that are loaded", here)}
                </p>
            }
            .into_any()
        })
    };
    view! { {shown} }
}

fn side_view(name: &'static str, meaning: &'static str, texts: Vec<String>) -> Option<AnyView> {
    if texts.is_empty() {
        return None;
    }
    let conditions: Vec<AnyView> = texts
        .into_iter()
        .map(|text| view! { <code class="search-parts__condition">{text}</code> }.into_any())
        .collect();
    let side = view! {
        <span class="search-parts__side" title=meaning>
            <span class="search-parts__name">{name}":"</span>
            {conditions}
        </span>
    };
    Some(side.into_any())
}

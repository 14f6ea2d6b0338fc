//! The search box's language in short.

use leptos::{ev, html, prelude::*};

use crate::ui::kit::{Icon, unique_id};
use crate::web::{dom, overlay};

/// Examples, and what they find.
const EXAMPLES: [(&str, &str); 12] = [
    ("tree", "a name, id, parameter or tag with “tree” in it"),
    ("metrics.loss < 0.1", "the latest value; also =, !=, <=, >, >="),
    ("params.depth > 3", "as numbers; quoted, as text: = '3'"),
    (
        "params.model = tree",
        "exactly this; quotes where there are spaces",
    ),
    (
        "tags.team LIKE 'blue%'",
        "% is anything, _ one character; ILIKE ignores case",
    ),
    (
        "params.model =~ '^(gbm|rf)-'",
        "a regular expression; !~ for no match",
    ),
    ("status IN (failed, killed)", "one of these; NOT IN for none"),
    ("tags.reviewed IS NULL", "runs without it; IS NOT NULL with it"),
    (
        "duration > 1h30m",
        "also start_time, end_time, run_name, user_id, source",
    ),
    ("dataset.name = 'iris'", "also dataset.digest and dataset.context"),
    ("metrics.`val loss` > 1", "backticks around a key with spaces"),
    ("a AND (b OR NOT c)", "AND may be left out"),
];

/// A button that shows the language in short.
#[component]
pub fn Grammar(
    /// What it opens below.
    below: NodeRef<html::Div>,
) -> impl IntoView {
    let id = unique_id("search-help");
    let popover = NodeRef::<html::Div>::new();
    let place = move |_: ev::CustomEvent| {
        if let (Some(below), Some(popover)) = (below.get_untracked(), popover.get_untracked())
            && !dom::is_popover_open(&popover)
        {
            overlay::place_menu(&below, &popover);
        }
    };
    let examples: Vec<AnyView> = EXAMPLES
        .into_iter()
        .map(|(example, meaning)| {
            view! {
                <dt><code>{example}</code></dt>
                <dd>{meaning}</dd>
            }
            .into_any()
        })
        .collect();
    view! {
        <button type="button" class="button button--quiet button--small button--icon" popovertarget=id.clone() title="How to search">
            <Icon icon=Icon::Info />
            <span class="visually-hidden">"How to search"</span>
        </button>
        <div
            node_ref=popover
            id=id
            class="menu search-help"
            popover="auto"
            role="dialog"
            // It may be longer than the window: keys scroll it.
            tabindex="0"
            aria-label="How to search"
            on:beforetoggle=place
        >
            <dl class="search-help__examples">{examples}</dl>
            <p class="search-help__note">
                "The words are those of MLflow's own filters. What its server cannot evaluate is evaluated here, among the \
                 runs that are loaded."
            </p>
        </div>
    }
}

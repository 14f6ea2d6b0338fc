//! The inside of an open folder of the tree.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use super::address::{ArtifactAddress, sorted};
use super::kind::{file_detail, file_icon, file_name};
use super::tree::{TreeItem, TreeRow, TreeState};
use crate::format::count;
use crate::mlflow::ArtifactFile;
use crate::query::Remote;
use crate::ui::kit::Icon;
use crate::ui::query::{Keep, use_query};

/// Rows of one folder that are in the page at first, and how many more come at a time.
const ROWS_AT_ONCE: usize = 500;

/// What an open folder holds.
#[component]
pub(super) fn TreeFolder(tree: TreeState, address: ArtifactAddress, level: usize) -> impl IntoView {
    view! {
        <ul class="artifact-tree__group" role="group">
            <TreePage tree folder=address page=None level />
        </ul>
    }
}

/// What of a folder's listing is not a file.
#[derive(Clone, PartialEq)]
enum Rest {
    Nothing,
    Loading,
    Empty,
    Unlisted,
    Failed(String),
    Hidden(usize),
    NextPage(String),
}

/// One page of a folder's listing, and those after it as they are asked for. Most servers have but one.
#[component]
fn TreePage(tree: TreeState, folder: ArtifactAddress, page: Option<String>, level: usize) -> AnyView {
    let folder = StoredValue::new(folder);
    let is_first = page.is_none();
    let query = use_query(Keep::SameRequest, move || {
        folder.with_value(|folder| folder.listing(page.as_deref()))
    });
    let files = Memo::new(move |_| {
        query
            .value()
            .map(|listing| sorted(&listing.files))
            .unwrap_or_default()
    });
    let asked = RwSignal::new(ROWS_AT_ONCE);
    // What is selected is in the page, however far down.
    let shown = Memo::new(move |_| {
        let holds_selected = |file: &ArtifactFile| {
            let file = folder.with_value(|folder| folder.at(&file.path));
            tree.selected
                .with(|selected| selected.as_ref().is_some_and(|selected| file.holds(selected)))
        };
        let selected = files.with(|files| files.iter().position(holds_selected));
        asked.get().max(selected.map_or(0, |index| index + 1))
    });
    let rows = move || {
        let row = |file: &ArtifactFile| TreeRow {
            address: folder.with_value(|folder| folder.at(&file.path)),
            name: file_name(file),
            detail: file_detail(file),
            icon: file_icon(file),
            is_folder: file.is_dir,
        };
        files.with(|files| files.iter().take(shown.get()).map(row).collect::<Vec<_>>())
    };
    let next_page = RwSignal::new(None::<String>);
    let rest = Memo::new(move |_| {
        let hidden = files.with(Vec::len).saturating_sub(shown.get());
        match &query.remote() {
            Remote::Failed { error, .. } => Rest::Failed(error.headline()),
            Remote::Idle => Rest::Unlisted,
            Remote::Loading { stale: None } => Rest::Loading,
            _ if hidden > 0 => Rest::Hidden(hidden),
            Remote::Ready(listing) | Remote::Loading { stale: Some(listing) } => {
                match &listing.next_page_token {
                    Some(token) if next_page.get().as_ref() != Some(token) => Rest::NextPage(token.clone()),
                    None if is_first && listing.files.is_empty() => Rest::Empty,
                    _ => Rest::Nothing,
                }
            }
        }
    });
    let words = move |text: String| view! { <TreeWords text level /> }.into_any();
    let action = move |text: String, icon: Icon, on_press: Callback<()>| {
        view! { <TreeAction text icon on_press level /> }.into_any()
    };
    let rest = move || match rest.get() {
        Rest::Nothing => ().into_any(),
        Rest::Loading => words("Loading…".to_owned()),
        Rest::Empty => words("Nothing here".to_owned()),
        Rest::Unlisted => words("The server does not list these files".to_owned()),
        Rest::Failed(headline) => action(
            format!("{headline}. Try again"),
            Icon::Refresh,
            Callback::new(move |()| query.refetch()),
        ),
        Rest::Hidden(hidden) => {
            let text = format!("{} more, show {}", count(hidden), count(hidden.min(ROWS_AT_ONCE)));
            action(
                text,
                Icon::More,
                Callback::new(move |()| asked.set(shown.get_untracked() + ROWS_AT_ONCE)),
            )
        }
        Rest::NextPage(token) => action(
            "Load more".to_owned(),
            Icon::More,
            Callback::new(move |()| next_page.set(Some(token.clone()))),
        ),
    };
    let following = move || {
        let page = next_page.get()?;
        Some(view! { <TreePage tree folder=folder.get_value() page=Some(page) level /> })
    };
    view! {
        <For each=rows key=TreeRow::clone let:row>
            <TreeItem tree row level />
        </For>
        {rest}
        {following}
    }
    .into_any()
}

/// A line of the tree that is no file.
#[component]
fn TreeWords(text: String, level: usize) -> impl IntoView {
    view! {
        <li role="none">
            <span
                class="artifact-tree__item artifact-tree__item--words"
                role="treeitem"
                {..custom_attribute("aria-level", level.to_string())}
                style=("--artifact-level", level.to_string())
                aria-disabled="true"
                tabindex="-1"
            >
                {text}
            </span>
        </li>
    }
}

/// A line of the tree that does something.
#[component]
fn TreeAction(text: String, icon: Icon, on_press: Callback<()>, level: usize) -> impl IntoView {
    view! {
        <li role="none">
            <button
                type="button"
                class="artifact-tree__item artifact-tree__item--action"
                role="treeitem"
                {..custom_attribute("aria-level", level.to_string())}
                style=("--artifact-level", level.to_string())
                tabindex="-1"
                on:click=move |_| on_press.run(())
            >
                <span class="artifact-tree__toggle"></span>
                <Icon icon=icon />
                <span>{text}</span>
            </button>
        </li>
    }
}

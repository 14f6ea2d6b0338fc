//! The list of registered models.

use std::sync::Arc;

use leptos::prelude::*;

use crate::mlflow::Page;
use crate::mlflow::filter::name_contains;
use crate::mlflow::registered_models::{self, RegisteredModel, RegisteredModelSearch};
use crate::query::Load;
use crate::route::{ModelsQuery, Route, Sort};
use crate::ui::kit::{Badge, BadgeTone, Empty, Icon, SearchField, Skeleton};
use crate::ui::loaded::Loaded;
use crate::ui::paging::{Pages, Paging};
use crate::ui::query::{Keep, use_query};
use crate::ui::router::use_router;
use crate::ui::sort_column::{SortColumn, Sorting};
use crate::ui::time::Ago;
use crate::ui::title::use_title;

/// Models a page, and the choices.
const PAGE_SIZES: &[u32] = &[25, 50, 100];

/// All registered models but prompts: searched, sorted and paged by the server.
#[component]
pub fn ModelsPage(
    /// What the address asks for.
    query: Signal<ModelsQuery>,
) -> impl IntoView {
    use_title(|| "Models".to_owned());
    let router = use_router();
    let paging = Paging::new(50);
    paging.follow(query);
    let models = use_query(Keep::Previous, move || {
        Some(Load::from(registered_models::search(&search_of(
            &query.get(),
            paging,
        ))))
    });
    let search = RwSignal::new(String::new());
    Effect::new(move |_| search.set(query.with(|query| query.search.clone())));
    let on_search = move |text: String| {
        router.replace(Route::Models(ModelsQuery {
            search: text,
            ..query.get_untracked()
        }));
    };
    view! {
        <div class="page-head">
            <h1 class="page-head__title">"Models"</h1>
        </div>
        <div class="toolbar" data-testid="models-search">
            <SearchField value=search label="Search models by name" placeholder="Search by name" on_search />
        </div>
        <Loaded query=models skeleton=Skeleton::Rows(6) label="Loading models" let(page)>
            <ModelsTable page query />
        </Loaded>
        <Pages list=models paging noun="model" sizes=PAGE_SIZES />
    }
}

fn search_of(query: &ModelsQuery, paging: Paging) -> RegisteredModelSearch {
    let (key, ascending) = order_of(query);
    RegisteredModelSearch {
        // Text that is a condition goes to the server as it is, as in the official UI.
        filter: if query.search.starts_with("tags.") {
            query.search.clone()
        } else {
            name_contains(&query.search)
        },
        max_results: paging.size(),
        order_by: vec![format!("{key} {}", if ascending { "ASC" } else { "DESC" })],
        page_token: paging.token(),
    }
}

/// The column that the list is sorted by, by name unless the address says otherwise.
fn order_of(query: &ModelsQuery) -> (&'static str, bool) {
    match query.sort.as_ref() {
        Some(Sort { key, ascending }) if key == UPDATED || key == "timestamp" => (UPDATED, *ascending),
        Some(Sort { ascending, .. }) => (NAME, *ascending),
        None => (NAME, true),
    }
}

const NAME: &str = "name";
const UPDATED: &str = "last_updated_timestamp";

#[component]
fn ModelsTable(page: Signal<Arc<Page<RegisteredModel>>>, query: Signal<ModelsQuery>) -> impl IntoView {
    let router = use_router();
    let go = move |sort: Sort| {
        router.go(&Route::Models(ModelsQuery {
            sort: Some(sort),
            ..query.get_untracked()
        }));
    };
    let Sorting { sorted, on_sort } = Sorting::new(move || query.with(order_of), go);
    let is_empty = Memo::new(move |_| page.with(|page| page.items.is_empty()));
    let rows = move || page.with(|page| page.items.iter().map(model_row).collect_view());
    let table = move || {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label="Models">
                <table class="table" data-testid="models-table">
                    <thead>
                        <tr>
                            <SortColumn column=NAME label="Name" sorted on_sort />
                            <th scope="col">"Latest version"</th>
                            <th scope="col">"Aliases"</th>
                            <th scope="col">"Description"</th>
                            <th scope="col">"Tags"</th>
                            <SortColumn column=UPDATED label="Last modified" sorted on_sort descending_first=true />
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    move || {
        if is_empty.get() {
            view! { <NoModels query /> }.into_any()
        } else {
            table().into_any()
        }
    }
}

fn model_row(model: &RegisteredModel) -> impl IntoView + use<> {
    let href = Route::model(model.name.as_str()).to_hash();
    let latest = model.latest_version().map(|latest| {
        let href = Route::model_version(model.name.as_str(), latest.version.as_str()).to_hash();
        view! { <a class="link" href=href>{format!("Version {}", latest.version)}</a> }
    });
    let aliases = model.aliases.iter().map(|alias| {
        view! { <Badge tone=BadgeTone::Accent>{format!("@{} → {}", alias.alias, alias.version)}</Badge> " " }
    });
    let tags = model
        .user_tags()
        .map(|tag| format!("{}: {}", tag.key, tag.value))
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <tr data-id=model.name.clone()>
            <td><a class="link link--strong" href=href>{model.name.clone()}</a></td>
            <td>{latest}</td>
            <td>{aliases.collect_view()}</td>
            <td class="muted">{model.description.clone()}</td>
            <td class="muted">{tags}</td>
            <td><Ago millis=model.updated_millis /></td>
        </tr>
    }
}

#[component]
fn NoModels(query: Signal<ModelsQuery>) -> impl IntoView {
    move || {
        let search = query.with(|query| query.search.clone());
        let (headline, text) = if search.is_empty() {
            (
                "No registered models yet".to_owned(),
                "A client registers one with mlflow.register_model().".to_owned(),
            )
        } else {
            (
                format!("No model's name holds “{search}”"),
                "Start with “tags.” to search by a tag.".to_owned(),
            )
        };
        view! { <div data-testid="empty"><Empty headline text icon=Icon::Model /></div> }
    }
}

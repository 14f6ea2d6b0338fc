//! The list of experiments.

use std::sync::Arc;

use leptos::prelude::*;

use crate::mlflow::filter::name_contains;
use crate::mlflow::{Experiment, ExperimentSearch, Page, ViewType, experiments};
use crate::query::Load;
use crate::route::{ExperimentsQuery, Route, Sort};
use crate::ui::kit::{Empty, Icon, SearchField, Skeleton};
use crate::ui::loaded::Loaded;
use crate::ui::paging::{Pages, Paging};
use crate::ui::query::{Keep, use_query};
use crate::ui::router::use_router;
use crate::ui::sort_column::SortColumn;
use crate::ui::time::Ago;
use crate::ui::title::use_title;

/// Experiments a page, and the choices.
const PAGE_SIZES: &[u32] = &[25, 50, 100, 200];

/// All experiments: searched, sorted and paged by the server.
#[component]
pub fn ExperimentsPage(
    /// What the address asks for.
    query: Signal<ExperimentsQuery>,
) -> impl IntoView {
    use_title(|| "Experiments".to_owned());
    let router = use_router();
    let paging = Paging::new(50);
    paging.follow(query);
    let experiments = use_query(Keep::Previous, move || {
        Some(Load::from(experiments::search(&search_of(&query.get(), paging.size(), paging.token()))))
    });
    let search = RwSignal::new(query.with_untracked(|query| query.search.clone()));
    Effect::new(move |_| search.set(query.with(|query| query.search.clone())));
    let on_search = move |text: String| {
        router.replace(Route::Experiments(ExperimentsQuery { search: text, ..query.get_untracked() }));
    };
    view! {
        <div class="page-head">
            <h1 class="page-head__title">"Experiments"</h1>
        </div>
        <div class="toolbar" data-testid="experiments-search">
            <SearchField value=search label="Search experiments by name" placeholder="Search by name" on_search />
        </div>
        <Loaded query=experiments skeleton=Skeleton::Rows(8) label="Loading experiments" let(page)>
            <ExperimentsTable page query />
        </Loaded>
        <Pages list=experiments paging noun="experiment" sizes=PAGE_SIZES />
    }
}

fn search_of(query: &ExperimentsQuery, max_results: u32, page_token: Option<String>) -> ExperimentSearch {
    let (key, ascending) = order_of(query);
    let direction = if ascending { "ASC" } else { "DESC" };
    let filter = if query.search.is_empty() { String::new() } else { name_contains(&query.search) };
    ExperimentSearch {
        view: ViewType::ActiveOnly,
        max_results,
        order_by: vec![format!("{key} {direction}")],
        filter,
        page_token,
    }
}

/// The column that the list is sorted by, the last updated first unless the address says otherwise.
fn order_of(query: &ExperimentsQuery) -> (&'static str, bool) {
    let sort = query.sort.as_ref();
    let key = match sort.map(|sort| sort.key.as_str()) {
        Some("name") => "name",
        Some("creation_time") => "creation_time",
        _ => "last_update_time",
    };
    (key, sort.is_some_and(|sort| sort.ascending))
}

#[component]
fn ExperimentsTable(page: Signal<Arc<Page<Experiment>>>, query: Signal<ExperimentsQuery>) -> impl IntoView {
    let router = use_router();
    let sorted = Signal::derive(move || {
        let (key, ascending) = query.with(order_of);
        Some((key.to_owned(), ascending))
    });
    let on_sort = Callback::new(move |(key, ascending): (String, bool)| {
        let sort = Some(Sort { key, ascending });
        router.go(&Route::Experiments(ExperimentsQuery { sort, ..query.get_untracked() }));
    });
    let is_empty = Memo::new(move |_| page.with(|page| page.items.is_empty()));
    let rows = move || page.with(|page| page.items.iter().map(experiment_row).collect_view());
    let table = move || {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label="Experiments">
                <table class="table" data-testid="experiments-table">
                    <thead>
                        <tr>
                            <SortColumn column="name" label="Name" sorted on_sort />
                            <th scope="col">"Description"</th>
                            <th scope="col">"Tags"</th>
                            <SortColumn column="creation_time" label="Created" sorted on_sort descending_first=true />
                            <SortColumn
                                column="last_update_time"
                                label="Last modified"
                                sorted
                                on_sort
                                descending_first=true
                            />
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    move || if is_empty.get() { view! { <NoExperiments query /> }.into_any() } else { table().into_any() }
}

fn experiment_row(experiment: &Experiment) -> impl IntoView + use<> {
    let href = Route::experiment(experiment.id.clone()).to_hash();
    let tags = experiment.user_tags().map(|tag| format!("{}: {}", tag.key, tag.value)).collect::<Vec<_>>().join(", ");
    let note = experiment.note().and_then(|note| note.lines().find(|line| !line.trim().is_empty()));
    let note = note.map(|line| line.trim_start_matches(['#', ' ']).to_owned());
    view! {
        <tr data-id=experiment.id.to_string()>
            <td>
                <a class="link link--strong" href=href>{experiment.name.clone()}</a>
            </td>
            <td class="muted">{note}</td>
            <td class="muted">{tags}</td>
            <td><Ago millis=experiment.created_millis /></td>
            <td><Ago millis=experiment.updated_millis /></td>
        </tr>
    }
}

#[component]
fn NoExperiments(query: Signal<ExperimentsQuery>) -> impl IntoView {
    move || {
        let search = query.with(|query| query.search.clone());
        let (headline, text) = if search.is_empty() {
            ("No experiments yet".to_owned(), "An experiment appears here as soon as a client logs a run.".to_owned())
        } else {
            (format!("No experiment's name holds “{search}”"), "The search looks at names, in any case.".to_owned())
        };
        view! { <div data-testid="empty"><Empty headline text icon=Icon::Experiment /></div> }
    }
}

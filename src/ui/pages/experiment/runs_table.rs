//! The runs of an experiment as a plain table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::format::{count, duration, duration_exact, number, number_exact};
use crate::mlflow::filter::{RunField, order_key};
use crate::mlflow::{Page, Run};
use crate::route::{Route, RunTab, RunsQuery, Sort};
use crate::runs::{Columns, MetricColumn, ParamColumn};
use crate::ui::kit::{Empty, Icon};
use crate::ui::router::use_router;
use crate::ui::run_status::RunStatusIcon;
use crate::ui::sort_column::SortColumn;
use crate::ui::time::Ago;

/// Columns of metrics and parameters that are drawn at once. A table of all of them would take the browser
/// seconds where runs have thousands; the search above the table finds the others.
const MAX_COLUMNS: usize = 60;

/// A page of runs: name, status, times, metrics and parameters, sorted by the server.
#[component]
pub fn RunsTable(
    /// The page.
    page: Signal<Arc<Page<Run>>>,
    /// What the address asks for.
    query: Signal<RunsQuery>,
    /// Text that the keys of the shown metrics and parameters hold.
    wanted: RwSignal<String>,
) -> impl IntoView {
    let router = use_router();
    let columns = Memo::new(move |_| page.with(|page| Columns::of(&page.items)));
    let shown = Memo::new(move |_| {
        columns.with(|columns| wanted.with(|wanted| columns.narrowed(wanted, MAX_COLUMNS)))
    });
    let sorted = Signal::derive(move || {
        let sort = query.with(|query| query.sort.clone());
        Some(sort.map_or_else(|| (START.to_owned(), false), |sort| (sort.key, sort.ascending)))
    });
    let on_sort = Callback::new(move |(key, ascending): (String, bool)| {
        let query = RunsQuery {
            sort: Some(Sort { key, ascending }),
            ..query.get_untracked()
        };
        router.go(&super::with_query(&router.route().get_untracked(), query));
    });
    let is_empty = Memo::new(move |_| page.with(|page| page.items.is_empty()));
    let head = move || shown.with(|shown| head_cells(shown, sorted, on_sort));
    let body = move || {
        page.with(|page| {
            shown.with(|shown| {
                page.items
                    .iter()
                    .enumerate()
                    .map(|(row, run)| run_row(run, row, shown))
                    .collect_view()
            })
        })
    };
    let table = move || {
        view! {
            <ColumnCount columns shown />
            <div class="table-scroll runs-table" tabindex="0" role="region" aria-label="Runs">
                <table class="table" data-testid="runs-table">
                    <thead>
                        <tr>
                            <SortColumn column=NAME label="Name" sorted on_sort />
                            <SortColumn column=STATUS label="Status" sorted on_sort />
                            <SortColumn column=START label="Created" sorted on_sort descending_first=true />
                            <th scope="col" class="table__numeric">"Duration"</th>
                            {head}
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        }
    };
    move || {
        if is_empty.get() {
            view! { <NoRuns query /> }.into_any()
        } else {
            table().into_any()
        }
    }
}

const NAME: &str = "attributes.run_name";
const STATUS: &str = "attributes.status";
const START: &str = "attributes.start_time";

fn head_cells(
    columns: &Columns,
    sorted: Signal<Option<(String, bool)>>,
    on_sort: Callback<(String, bool)>,
) -> impl IntoView + use<> {
    let header = move |field: RunField<'_>, key: &str, numeric: bool| match order_key(field) {
        Some(column) => view! {
            <SortColumn column label=key.to_owned() sorted on_sort numeric descending_first=numeric />
        }
        .into_any(),
        // The grammar has no way to name this key, so the server cannot sort by it.
        None => view! { <th scope="col" class:table__numeric=numeric>{key.to_owned()}</th> }.into_any(),
    };
    let metrics = columns
        .metrics
        .iter()
        .map(|MetricColumn { key, .. }| header(RunField::Metric(key), key, true));
    let params = columns
        .params
        .iter()
        .map(|ParamColumn { key, .. }| header(RunField::Param(key), key, false));
    metrics.chain(params).collect_view()
}

fn run_row(run: &Run, row: usize, columns: &Columns) -> impl IntoView + use<> {
    let href = Route::run(
        run.info.experiment_id.clone(),
        run.info.id.clone(),
        RunTab::Overview,
    )
    .to_hash();
    let took = run.duration_millis();
    let nested = run.parent_id().map(|_| {
        view! {
            <span class="runs-table__nested" title="Nested in another run">"↳"</span>
        }
    });
    let metrics = columns
        .metrics
        .iter()
        .map(|column| match column.values.get(row).copied().flatten() {
            Some(value) => {
                view! { <td class="table__numeric" title=number_exact(value)>{number(value)}</td> }.into_any()
            }
            None => missing(true).into_any(),
        });
    let params = columns
        .params
        .iter()
        .map(|column| match column.values.get(row).cloned().flatten() {
            Some(value) => view! { <td title=value.clone()>{value.clone()}</td> }.into_any(),
            None => missing(false).into_any(),
        });
    view! {
        <tr data-id=run.info.id.to_string()>
            <th scope="row" class="runs-table__name">
                {nested}
                <a class="link link--strong" href=href title=run.display_name().to_owned()>
                    {run.display_name().to_owned()}
                </a>
            </th>
            <td><RunStatusIcon status=run.info.status.clone() /></td>
            <td><Ago millis=run.info.start_millis /></td>
            <td class="table__numeric" title=took.map(duration_exact)>{took.map(duration)}</td>
            {metrics.collect_view()}
            {params.collect_view()}
        </tr>
    }
}

/// A cell for what the run did not log: told from zero and from an empty text.
fn missing(numeric: bool) -> impl IntoView {
    view! { <td class="table__missing" class:table__numeric=numeric aria-label="not logged">"–"</td> }
}

/// Says so when not all columns are shown.
#[component]
fn ColumnCount(columns: Memo<Columns>, shown: Memo<Columns>) -> impl IntoView {
    let said = move || {
        let (all, drawn) = (columns.with(Columns::len), shown.with(Columns::len));
        (drawn < all).then(|| {
            let text = format!(
                "{} of {} columns. “Find columns” shows others.",
                count(drawn),
                count(all)
            );
            view! { <p class="muted">{text}</p> }
        })
    };
    view! { <div class="runs-columns" role="status">{said}</div> }
}

#[component]
fn NoRuns(query: Signal<RunsQuery>) -> impl IntoView {
    let is_filtered = move || {
        query.with(|query| {
            *query
                != RunsQuery {
                    sort: query.sort.clone(),
                    ..RunsQuery::default()
                }
        })
    };
    move || {
        let (headline, text) = if is_filtered() {
            (
                "No run matches",
                "Change the filter, the time range or the state above.",
            )
        } else {
            (
                "No runs yet",
                "A run appears here as soon as a client starts it in this experiment.",
            )
        };
        view! { <div data-testid="empty"><Empty headline text icon=Icon::Experiment /></div> }
    }
}

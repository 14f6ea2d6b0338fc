//! An experiment: its runs as a table.

mod runs_table;

use leptos::prelude::*;

use crate::mlflow::{ApiError, ExperimentId, RunSearch, experiments, runs};
use crate::query::Load;
use crate::route::{ExperimentTab, Lifecycle, Route, RunsQuery, StartedWithin};
use crate::runs::run_search;
use crate::ui::kit::{
    Banner, BannerTone, Breadcrumbs, Button, ButtonLink, ButtonSize, Crumb, Empty, Icon, SearchField, Select,
    Skeleton, TabLink, TabLinks,
};
use crate::ui::loaded::{ErrorNotice, Loaded};
use crate::ui::markdown::Note;
use crate::ui::paging::{Pages, Paging};
use crate::ui::query::{Keep, use_query};
use crate::ui::router::use_router;
use crate::ui::title::use_title;
use crate::web::clock;
use runs_table::RunsTable;

/// Runs a page, and the choices. Every run comes with every metric, so a wide experiment wants few.
const PAGE_SIZES: &[u32] = &[50, 100, 250, 500];

/// One experiment and its runs, searched, sorted and paged by the server.
#[component]
pub fn ExperimentPage(
    /// Which experiment.
    experiment: Signal<ExperimentId>,
    /// Which of its tabs.
    tab: Signal<ExperimentTab>,
    /// What the address asks for.
    query: Signal<RunsQuery>,
) -> impl IntoView {
    let found = use_query(Keep::SameRequest, move || {
        Some(Load::from(experiments::get(&experiment.get())))
    });
    let name = Signal::derive(move || {
        found.value().map_or_else(
            || format!("Experiment {}", experiment.get()),
            |found| found.name.clone(),
        )
    });
    use_title(move || name.get());
    let note = Memo::new(move |_| found.value().and_then(|found| found.note().map(str::to_owned)));
    let runs_href = Signal::derive(move || Route::experiment(experiment.get()).to_hash());
    let models_href = Signal::derive(move || models_tab(experiment.get()).to_hash());
    // The server finds no runs in an experiment that is not there: "no runs yet" would be untrue.
    let missing = Memo::new(move |_| found.error().filter(ApiError::is_missing));
    let trouble = Memo::new(move |_| found.error().filter(|error| !error.is_missing()));
    // Built anew for another experiment: its table must never show the runs of the one before.
    let body = move || match (experiment.get(), tab.get()) {
        _ if missing.with(Option::is_some) => missing
            .get()
            .map(|error| view! { <ErrorNotice error on_retry=move || found.refetch() /> })
            .into_any(),
        (_, ExperimentTab::Runs) => view! { <Runs experiment query /> }.into_any(),
        (_, ExperimentTab::Models) => view! { <ModelsLater experiment /> }.into_any(),
    };
    view! {
        <Breadcrumbs crumbs=Signal::derive(move || {
            vec![Crumb::link("Experiments", Route::experiments().to_hash()), Crumb::here(name.get())]
        }) />
        <div class="page-head">
            <h1 class="page-head__title" data-testid="experiment-title">{name}</h1>
        </div>
        {move || trouble.get().map(|error| view! {
            <p class="muted" role="alert">{format!("About the experiment itself: {}", error.headline())}</p>
        })}
        {move || note.get().map(|text| view! { <About text /> })}
        <TabLinks label="Experiment">
            <TabLink href=runs_href selected=Signal::derive(move || tab.get() == ExperimentTab::Runs)>"Runs"</TabLink>
            <TabLink href=models_href selected=Signal::derive(move || tab.get() == ExperimentTab::Models)>
                "Models"
            </TabLink>
        </TabLinks>
        {body}
    }
}

/// The description, folded: the runs are what people come for.
#[component]
fn About(text: String) -> impl IntoView {
    let first = text
        .lines()
        .map(|line| line.trim_start_matches(['#', ' ']))
        .find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default().to_owned();
    view! {
        <details class="experiment-about" data-testid="description">
            <summary><span class="muted truncate">{first}</span></summary>
            <Note text />
        </details>
    }
}

fn models_tab(experiment: ExperimentId) -> Route {
    Route::Experiment {
        experiment,
        tab: ExperimentTab::Models,
        query: Box::default(),
    }
}

#[component]
fn ModelsLater(experiment: Signal<ExperimentId>) -> impl IntoView {
    view! {
        <div data-testid="unbuilt">
            <Empty
                headline="The table of logged models is not built yet"
                text="Each run's page shows the models that it logged among its artifacts."
                icon=Icon::Model
            >
                <ButtonLink href=Signal::derive(move || Route::experiment(experiment.get()).to_hash())>
                    "Show the runs"
                </ButtonLink>
            </Empty>
        </div>
    }
}

#[component]
fn Runs(experiment: Signal<ExperimentId>, query: Signal<RunsQuery>) -> impl IntoView {
    let paging = Paging::new(100);
    // "The last hour" is counted from when the page asks, not anew at every look at the signal.
    let asked = Memo::new(move |_| {
        query.with(|query| run_search(&[experiment.get()], query, paging.size(), clock::now_millis()))
    });
    paging.follow::<RunSearch>(asked.into());
    let runs = use_query(Keep::Previous, move || {
        let search = RunSearch {
            page_token: paging.token(),
            ..asked.get()
        };
        Some(Load::from(runs::search(&search)))
    });
    let wanted = RwSignal::new(String::new());
    view! {
        <div class="toolbar runs-filters">
            <Filters query />
            <SearchField value=wanted label="Find columns" placeholder="Find columns" />
        </div>
        <NotApplied query />
        <Loaded query=runs skeleton=Skeleton::Rows(12) label="Loading runs" let(page)>
            <RunsTable page query wanted />
        </Loaded>
        <Pages list=runs paging noun="run" sizes=PAGE_SIZES />
    }
}

#[component]
fn Filters(query: Signal<RunsQuery>) -> impl IntoView {
    let router = use_router();
    let text = followed(move || query.with(|query| query.search.clone()));
    let ask = move |changed: RunsQuery| router.replace(with_query(&router.route().get_untracked(), changed));
    let on_search = move |text: String| {
        ask(RunsQuery {
            search: text,
            ..query.get_untracked()
        });
    };
    let started = followed(move || query.with(|query| query.started.as_str().to_owned()));
    let on_started = move |word: String| {
        let started = StartedWithin::ALL
            .into_iter()
            .find(|choice| choice.as_str() == word)
            .unwrap_or_default();
        ask(RunsQuery {
            started,
            ..query.get_untracked()
        });
    };
    let lifecycle = followed(move || query.with(|query| query.lifecycle.as_str().to_owned()));
    let on_lifecycle = move |word: String| {
        let lifecycle = Lifecycle::ALL
            .into_iter()
            .find(|choice| choice.as_str() == word)
            .unwrap_or_default();
        ask(RunsQuery {
            lifecycle,
            ..query.get_untracked()
        });
    };
    view! {
        <div class="runs-filters__filter" data-testid="runs-filter">
            <SearchField
                value=text
                label="Filter runs"
                placeholder="metrics.accuracy > 0.9 and params.max_depth = '4'"
                expression=true
                on_search
            />
        </div>
        <Select label="Started" value=started options=STARTED.map(owned).to_vec() on_change=on_started />
        <Select label="State" value=lifecycle options=STATES.map(owned).to_vec() on_change=on_lifecycle />
    }
}

/// Says so when the address asks for more than is built: a filter that is silently left out would show wrong runs.
#[component]
fn NotApplied(query: Signal<RunsQuery>) -> impl IntoView {
    let router = use_router();
    let left_out = Memo::new(move |_| query.with(not_applied));
    let clear = move || {
        let query = RunsQuery {
            datasets: Vec::new(),
            model_versions: <_>::default(),
            share_key: None,
            ..query.get_untracked()
        };
        router.replace(with_query(&router.route().get_untracked(), query));
    };
    move || {
        let left_out = left_out.get();
        (!left_out.is_empty()).then(|| {
            let text = format!(
                "This link also asks for {}, which is not built yet: all runs are shown.",
                left_out.join(" and ")
            );
            view! {
                <Banner tone=BannerTone::Warning text=text>
                    <Button size=ButtonSize::Small on_click=clear>"Leave it out of the address"</Button>
                </Banner>
            }
        })
    }
}

/// What an address asks for and the table does not do.
fn not_applied(query: &RunsQuery) -> Vec<&'static str> {
    [
        (!query.datasets.is_empty(), "runs of certain datasets"),
        (
            query.model_versions != <_>::default(),
            "runs with or without model versions",
        ),
        (query.share_key.is_some(), "a shared view"),
    ]
    .into_iter()
    .filter_map(|(is_asked, what)| is_asked.then_some(what))
    .collect()
}

/// A control's value that follows the address, whoever changes it.
fn followed(address: impl Fn() -> String + Send + Sync + 'static) -> RwSignal<String> {
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(address()));
    value
}

/// The choices of when a run was started, as the address and as the person writes them.
const STARTED: [(&str, &str); 6] = [
    ("ALL", "Started at any time"),
    ("LAST_HOUR", "In the last hour"),
    ("LAST_24_HOURS", "In the last 24 hours"),
    ("LAST_7_DAYS", "In the last 7 days"),
    ("LAST_30_DAYS", "In the last 30 days"),
    ("LAST_YEAR", "In the last year"),
];
const STATES: [(&str, &str); 2] = [("Active", "Active runs"), ("Deleted", "Deleted runs")];

fn owned((value, label): (&str, &str)) -> (String, String) {
    (value.to_owned(), label.to_owned())
}

/// The same page with another query.
fn with_query(route: &Route, query: RunsQuery) -> Route {
    match route {
        Route::Experiment { experiment, tab, .. } => Route::Experiment {
            experiment: experiment.clone(),
            tab: *tab,
            query: Box::new(query),
        },
        other => other.clone(),
    }
}

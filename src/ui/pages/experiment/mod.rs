//! An experiment, or several at once: their runs as a table.

mod several;

use std::sync::Arc;

use leptos::prelude::*;

use crate::change::{Subject, Target};
use crate::mlflow::{ApiError, Experiment, ExperimentId, Lifecycle, experiments};
use crate::query::Load;
use crate::route::{ExperimentTab, Route, RunsQuery};
use crate::ui::kit::{Badge, BadgeTone, Breadcrumbs, ButtonLink, Crumb, Empty, Icon, TabLink, TabLinks};
use crate::ui::loaded::ErrorNotice;
use crate::ui::manage::{ExperimentMenu, on_change};
use crate::ui::markdown::Note;
use crate::ui::query::{Keep, use_query};
use crate::ui::router::use_router;
use crate::ui::runs::RunsView;
use crate::ui::title::use_title;

pub use several::SeveralExperimentsPage;

/// One experiment and its runs.
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
    on_change(move |changes| {
        let is_this = |target: &Target| target.experiment() == Some(&experiment.get_untracked());
        if changes.iter().any(|change| is_this(&change.target)) {
            found.refetch();
        }
    });
    let name = Signal::derive(move || {
        found.value().map_or_else(
            || format!("Experiment {}", experiment.get()),
            |found| found.name.clone(),
        )
    });
    use_title(move || name.get());
    let note = Memo::new(move |_| found.value().and_then(|found| found.note().map(str::to_owned)));
    let is_deleted = Memo::new(move |_| {
        found
            .value()
            .is_some_and(|found| found.lifecycle == Lifecycle::Deleted)
    });
    let subject = Signal::derive(move || found.value().map(|found| Subject::from(&*found)));
    let runs_href = Signal::derive(move || Route::experiment(experiment.get()).to_hash());
    let models_href = Signal::derive(move || models_tab(experiment.get()).to_hash());
    // The server finds no runs in an experiment that is not there: "no runs yet" would be untrue.
    let missing = Memo::new(move |_| found.error().filter(ApiError::is_missing));
    let trouble = Memo::new(move |_| found.error().filter(|error| !error.is_missing()));
    let about = Signal::derive(move || found.value().into_iter().collect::<Vec<Arc<Experiment>>>());
    // Built anew for another experiment: its table must never show the runs of the one before.
    let body = move || match (experiment.get(), tab.get()) {
        _ if missing.with(Option::is_some) => missing
            .get()
            .map(|error| view! { <ErrorNotice error on_retry=move || found.refetch() /> })
            .into_any(),
        (id, ExperimentTab::Runs) => {
            let experiments = Signal::stored(vec![id]);
            view! { <Runs experiments about query on_tags_changed=move || found.refetch() /> }.into_any()
        }
        (_, ExperimentTab::Models) => view! { <ModelsLater experiment /> }.into_any(),
    };
    view! {
        <div class="experiment">
            <Breadcrumbs crumbs=Signal::derive(move || {
                vec![Crumb::link("Experiments", Route::experiments().to_hash()), Crumb::here(name.get())]
            }) />
            <div class="page-head">
                <h1 class="page-head__title" data-testid="experiment-title">{name}</h1>
                <Show when=move || is_deleted.get()>
                    <Badge tone=BadgeTone::Warning>"Deleted"</Badge>
                </Show>
                <ExperimentMenu subject />
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
        </div>
    }
}

/// The runs, with what a person does to the table written to the address.
#[component]
fn Runs(
    experiments: Signal<Vec<ExperimentId>>,
    about: Signal<Vec<Arc<Experiment>>>,
    query: Signal<RunsQuery>,
    #[prop(into)] on_tags_changed: Callback<()>,
) -> impl IntoView {
    let router = use_router();
    let on_change =
        move |query: RunsQuery| router.replace(router.route().get_untracked().with_runs_query(query));
    view! { <RunsView experiments about query on_tags_changed on_change /> }
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

//! One run: overview, charts, artifacts.

mod about;
mod artifacts;
mod datasets;
mod metrics;
mod overview;
mod values;

use std::sync::Arc;

use leptos::prelude::*;

use crate::change::{Subject, Target};
use crate::mlflow::{Experiment, ExperimentId, Lifecycle, Run, RunId, experiments, runs};
use crate::query::Load;
use crate::route::{Route, RunTab};
use crate::ui::kit::{
    Badge, BadgeTone, Breadcrumbs, ButtonLink, Crumb, Empty, Icon, Skeleton, TabLink, TabLinks,
};
use crate::ui::loaded::Loaded;
use crate::ui::manage::{RunMenu, on_change};
use crate::ui::query::{Keep, use_query};
use crate::ui::run_status::RunStatusIcon;
use crate::ui::title::use_title;
use artifacts::RunArtifacts;
use metrics::RunMetrics;
use overview::Overview;

/// A run's page. The experiment is the address's; the run's own counts where they differ.
#[component]
pub fn RunPage(
    /// The experiment that the address names.
    experiment: Signal<ExperimentId>,
    /// Which run.
    run: Signal<RunId>,
    /// Which of its tabs.
    tab: Signal<RunTab>,
) -> impl IntoView {
    let found = use_query(Keep::SameRequest, move || Some(Load::from(runs::get(&run.get()))));
    let name = Signal::derive(move || {
        found
            .value()
            .map_or_else(|| run.get().to_string(), |found| found.display_name().to_owned())
    });
    use_title(move || name.get());
    let subject = Signal::derive(move || found.value().map(|found| Subject::from(&*found)));
    on_change(move |changes| {
        let is_this = |target: &Target| run.with_untracked(|run| target.run() == Some(run));
        if changes.iter().any(|change| is_this(&change.target)) {
            found.refetch();
        }
    });
    let experiment = Signal::derive(move || {
        found
            .value()
            .map_or_else(|| experiment.get(), |found| found.info.experiment_id.clone())
    });
    let parent = use_query(Keep::SameRequest, move || {
        Some(Load::from(experiments::get(&experiment.get())))
    });
    let crumbs = Signal::derive(move || {
        let experiment_name = parent.value().map_or_else(
            || experiment.get().to_string(),
            |found: Arc<Experiment>| found.name.clone(),
        );
        vec![
            Crumb::link("Experiments", Route::experiments().to_hash()),
            Crumb::link(experiment_name, Route::experiment(experiment.get()).to_hash()),
            Crumb::here(name.get()),
        ]
    });
    view! {
        <Breadcrumbs crumbs />
        <div class="page-head">
            <h1 class="page-head__title" data-testid="run-title">{name}</h1>
            {move || found.value().map(|found| view! { <Standing run=found /> })}
            <div class="page-head__actions"><RunMenu subject /></div>
        </div>
        <Tabs experiment run tab />
        <Loaded query=found skeleton=Skeleton::Lines(12) label="Loading the run" let(found)>
            <TabBody run=found tab />
        </Loaded>
    }
}

/// Status, and whether the run is deleted.
#[component]
fn Standing(run: Arc<Run>) -> impl IntoView {
    let deleted = (run.info.lifecycle == Lifecycle::Deleted)
        .then(|| view! { <Badge tone=BadgeTone::Danger icon=Icon::Trash>"Deleted"</Badge> });
    view! {
        <RunStatusIcon status=run.info.status.clone() />
        {deleted}
    }
}

#[component]
fn Tabs(experiment: Signal<ExperimentId>, run: Signal<RunId>, tab: Signal<RunTab>) -> impl IntoView {
    let link = move |label: &'static str, to: RunTab| {
        let is_same = std::mem::discriminant(&to);
        let href = Signal::derive(move || Route::run(experiment.get(), run.get(), to.clone()).to_hash());
        let selected = Signal::derive(move || tab.with(|tab| std::mem::discriminant(tab) == is_same));
        view! { <TabLink href selected>{label}</TabLink> }
    };
    view! {
        <TabLinks label="Run">
            {link("Overview", RunTab::Overview)}
            {link("Metrics", RunTab::ModelMetrics)}
            {link("System metrics", RunTab::SystemMetrics)}
            {link("Artifacts", RunTab::Artifacts { path: None })}
        </TabLinks>
    }
}

#[component]
fn TabBody(run: Signal<Arc<Run>>, tab: Signal<RunTab>) -> impl IntoView {
    // By kind of tab: opening another artifact must not build the artifact tab anew.
    let kind = Memo::new(move |_| tab.with(std::mem::discriminant));
    let path = Signal::derive(move || match tab.get() {
        RunTab::Artifacts { path } => path,
        _ => None,
    });
    move || {
        // Read, not only tracked: a memo that nobody has read knows nothing of what it depends on.
        kind.get();
        match tab.get_untracked() {
            RunTab::Overview => view! { <Overview run /> }.into_any(),
            RunTab::ModelMetrics => view! { <RunMetrics run system=false /> }.into_any(),
            RunTab::SystemMetrics => view! { <RunMetrics run system=true /> }.into_any(),
            RunTab::Artifacts { .. } => view! { <RunArtifacts run path /> }.into_any(),
            RunTab::Traces | RunTab::Evaluations | RunTab::Issues => {
                view! { <NotForTraining run /> }.into_any()
            }
        }
    }
}

/// What stands at the tabs of the official UI that are about traces.
#[component]
fn NotForTraining(run: Signal<Arc<Run>>) -> impl IntoView {
    let overview = Signal::derive(move || {
        let run = run.get();
        Route::run(
            run.info.experiment_id.clone(),
            run.info.id.clone(),
            RunTab::Overview,
        )
        .to_hash()
    });
    view! {
        <div data-testid="unbuilt">
            <Empty
                headline="This page is about training runs"
                text="Traces, evaluations and issues of language-model apps are shown by MLflow's own UI."
            >
                <ButtonLink href=overview>"Show the run's overview"</ButtonLink>
            </Empty>
        </div>
    }
}

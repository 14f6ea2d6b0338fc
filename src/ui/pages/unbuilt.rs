//! What a known address without a page of its own shows: plainly that, and what there is instead.

use leptos::prelude::*;

use crate::mlflow::ExperimentId;
use crate::route::{Route, RunTab};
use crate::ui::kit::{ButtonLink, ButtonVariant, Empty, Icon};
use crate::ui::title::use_title;

/// A page of `MLflow`'s own UI that Sporeprint does not have.
#[component]
pub fn UnbuiltPage(
    /// The address.
    route: Signal<Route>,
) -> impl IntoView {
    use_title(move || route.with(Route::title));
    view! {
        <div data-testid="unbuilt">
            <h1 class="visually-hidden">{move || route.with(Route::title)}</h1>
            {move || {
                let (headline, text) = route.with(words);
                let links = route.with(instead).into_iter().map(|(label, to)| view! {
                    <ButtonLink href=to.to_hash() variant=ButtonVariant::Plain>{label}</ButtonLink>
                });
                view! { <Empty headline text icon=Icon::Info>{links.collect_view()}</Empty> }
            }}
        </div>
    }
}

/// What is said of a page that is not there.
fn words(route: &Route) -> (String, &'static str) {
    match route {
        Route::CompareRuns(compared) => (
            format!("Comparing {} runs is not built yet", compared.runs.len()),
            "Each of them has a page of its own.",
        ),
        Route::Metric(_) => (
            "The page of a single metric is not built yet".to_owned(),
            "A run's page has a chart for each of its metrics.",
        ),
        Route::CompareExperiments(_) => (
            "Runs of several experiments in one table are not built yet".to_owned(),
            "Each experiment has a page of its own.",
        ),
        Route::Model { name, .. } | Route::ModelVersion { name, .. } => (
            format!("The page of the model “{name}” is not built yet"),
            "The list of models shows its latest version and its aliases.",
        ),
        Route::CompareModelVersions(_) => (
            "Comparing versions of a model is not built yet".to_owned(),
            "The list of models shows the latest versions and the aliases.",
        ),
        Route::CreateModel { .. } => (
            "Creating a registered model is not built yet".to_owned(),
            "A client registers one with mlflow.register_model().",
        ),
        other => (
            format!("“{}” is not part of Sporeprint", other.title()),
            "Sporeprint is about training runs. MLflow's own UI has this page.",
        ),
    }
}

/// Where the person may go instead.
fn instead(route: &Route) -> Vec<(String, Route)> {
    const MOST: usize = 10;
    let experiment = |id: &ExperimentId| (format!("Experiment {id}"), Route::experiment(id.clone()));
    match route {
        Route::CompareRuns(compared) => {
            let run = |id: &crate::mlflow::RunId| {
                (
                    format!("Run {id}"),
                    Route::RunById {
                        run: id.clone(),
                        extra: <_>::default(),
                    },
                )
            };
            compared.runs.iter().take(MOST).map(run).collect()
        }
        Route::Metric(query) => {
            let experiments = query.experiments.first();
            let run = |id: &crate::mlflow::RunId| {
                let to = experiments.map_or_else(
                    || Route::RunById {
                        run: id.clone(),
                        extra: <_>::default(),
                    },
                    |experiment| Route::run(experiment.clone(), id.clone(), RunTab::ModelMetrics),
                );
                (format!("Charts of run {id}"), to)
            };
            query.runs.iter().take(MOST).map(run).collect()
        }
        Route::CompareExperiments(query) => query.experiments.iter().take(MOST).map(experiment).collect(),
        Route::Model { .. }
        | Route::ModelVersion { .. }
        | Route::CompareModelVersions(_)
        | Route::CreateModel { .. } => {
            vec![("Show the models".to_owned(), Route::models())]
        }
        _ => vec![("Show the experiments".to_owned(), Route::experiments())],
    }
}

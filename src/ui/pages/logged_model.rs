//! A logged model (`MLflow` 3): what is known about it, and its files.

use std::sync::Arc;

use leptos::prelude::*;

use crate::mlflow::logged_models::{self, LoggedModel};
use crate::mlflow::{ArtifactSource, ExperimentId, LoggedModelId, experiments};
use crate::query::Load;
use crate::route::{LoggedModelTab, Route, RunTab};
use crate::ui::artifacts::{ArtifactAddress, ArtifactBrowser, ArtifactRoot};
use crate::ui::kit::{Breadcrumbs, Copyable, Crumb, KeyValue, KeyValues, Skeleton};
use crate::ui::loaded::Loaded;
use crate::ui::query::{Keep, use_query};
use crate::ui::time::{Ago, local_time};
use crate::ui::title::use_title;

/// One logged model.
#[component]
pub fn LoggedModelPage(
    /// The experiment that the address names.
    experiment: Signal<ExperimentId>,
    /// Which model.
    model: Signal<LoggedModelId>,
    /// Which of its tabs.
    tab: Signal<LoggedModelTab>,
) -> impl IntoView {
    let found = use_query(Keep::SameRequest, move || {
        Some(Load::from(logged_models::get(&model.get())))
    });
    let name = Signal::derive(move || {
        found
            .value()
            .map(|found| found.name.clone())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| model.get().to_string())
    });
    use_title(move || name.get());
    let parent = use_query(Keep::SameRequest, move || {
        Some(Load::from(experiments::get(&experiment.get())))
    });
    let crumbs = Signal::derive(move || {
        let experiment = experiment.get();
        let experiment_name = parent
            .value()
            .map_or_else(|| format!("Experiment {experiment}"), |found| found.name.clone());
        vec![
            Crumb::link("Experiments", Route::experiments().to_hash()),
            Crumb::link(experiment_name, Route::experiment(experiment).to_hash()),
            Crumb::here(name.get()),
        ]
    });
    let roots = Memo::new(move |_| {
        let model = model.get();
        vec![ArtifactRoot::new(
            ArtifactSource::LoggedModel(model.clone()),
            model.as_str(),
        )]
    });
    let selected = Signal::derive(move || match tab.get() {
        LoggedModelTab::Artifacts { path: Some(path) } => Some(ArtifactAddress {
            source: ArtifactSource::LoggedModel(model.get()),
            path,
        }),
        _ => None,
    });
    let href = Callback::new(move |(address,): (ArtifactAddress,)| {
        let tab = LoggedModelTab::Artifacts {
            path: Some(address.path),
        };
        Route::logged_model(experiment.get(), model.get(), tab).to_hash()
    });
    view! {
        <Breadcrumbs crumbs />
        <div class="page-head">
            <h1 class="page-head__title" data-testid="model-title">{name}</h1>
        </div>
        <Loaded query=found skeleton=Skeleton::Lines(6) label="Loading the model" let(found)>
            <AboutModel model=found />
        </Loaded>
        <ArtifactBrowser roots selected href />
    }
}

#[component]
fn AboutModel(model: Signal<Arc<LoggedModel>>) -> impl IntoView {
    move || {
        let model = model.get();
        let run = model.source_run_id.clone().map(|run| {
            let href = Route::run(model.experiment_id.clone(), run.clone(), RunTab::Overview).to_hash();
            view! { <KeyValue name="Source run"><a class="link mono" href=href>{run.to_string()}</a></KeyValue> }
        });
        let versions = model.registrations.iter().map(|registration| {
            let (name, version) = (registration.name.as_str(), registration.version.as_str());
            let href = Route::model_version(name, version).to_hash();
            view! { <a class="link" href=href>{format!("{name} version {version}")}</a> }
        });
        let versions = versions.collect::<Vec<_>>();
        let (id, artifacts, created) = (
            model.id.to_string(),
            model.artifact_uri.clone(),
            model.created_millis,
        );
        view! {
            <KeyValues>
                <KeyValue name="Model ID"><Copyable text=id mono=true /></KeyValue>
                <KeyValue name="Created">
                    {created.map(local_time)}
                    <span class="muted"><Ago millis=created /></span>
                </KeyValue>
                {run}
                {(!versions.is_empty()).then(|| view! { <KeyValue name="Registered as">{versions}</KeyValue> })}
                <KeyValue name="Artifacts"><Copyable text=artifacts mono=true /></KeyValue>
            </KeyValues>
        }
    }
}

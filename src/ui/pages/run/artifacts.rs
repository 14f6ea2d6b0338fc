//! The files that a run logged, and the models.

use std::sync::Arc;

use leptos::prelude::*;

use crate::mlflow::{ArtifactSource, LoggedModelId, Run};
use crate::route::{Route, RunTab};
use crate::ui::artifacts::{ArtifactAddress, ArtifactBrowser, ArtifactRoot};

/// How the address names a file of a logged model among a run's artifacts: `models:/<id>/<path>`, as `MLflow`
/// writes the model's own URI.
const MODEL_SCHEME: &str = "models:/";

/// The run's own artifacts and its logged models in one tree; the address names what is open.
#[component]
pub fn RunArtifacts(
    /// The run.
    run: Signal<Arc<Run>>,
    /// What the address names.
    path: Signal<Option<String>>,
) -> impl IntoView {
    let roots = Memo::new(move |_| run.with(|run| roots_of(run)));
    let selected = Signal::derive(move || path.get().map(|path| run.with(|run| address_of(run, &path))));
    let href = Callback::new(move |(address,): (ArtifactAddress,)| {
        let run = run.get();
        let tab = RunTab::artifact(path_of(&address));
        Route::run(run.info.experiment_id.clone(), run.info.id.clone(), tab).to_hash()
    });
    view! { <ArtifactBrowser roots selected href /> }
}

fn roots_of(run: &Run) -> Vec<ArtifactRoot> {
    let own = ArtifactRoot::new(ArtifactSource::Run(run.info.id.clone()), "Run artifacts");
    let models = run.model_outputs.iter().map(|output| {
        ArtifactRoot::new(
            ArtifactSource::LoggedModel(output.model_id.clone()),
            output.model_id.as_str(),
        )
    });
    std::iter::once(own).chain(models).collect()
}

fn address_of(run: &Run, path: &str) -> ArtifactAddress {
    let in_model = path
        .strip_prefix(MODEL_SCHEME)
        .map(|rest| rest.split_once('/').unwrap_or((rest, "")));
    match in_model {
        Some((model, path)) => ArtifactAddress {
            source: ArtifactSource::LoggedModel(LoggedModelId::from(model)),
            path: path.to_owned(),
        },
        None => ArtifactAddress {
            source: ArtifactSource::Run(run.info.id.clone()),
            path: path.to_owned(),
        },
    }
}

fn path_of(address: &ArtifactAddress) -> String {
    match &address.source {
        ArtifactSource::LoggedModel(model) if address.path.is_empty() => format!("{MODEL_SCHEME}{model}"),
        ArtifactSource::LoggedModel(model) => format!("{MODEL_SCHEME}{model}/{}", address.path),
        _ => address.path.clone(),
    }
}

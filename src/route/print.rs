//! From a route to its address.

use super::fragment::{encode_component, encode_rest};
use super::{ExperimentTab, Params, Route};

impl Route {
    /// The canonical address, from `#` on. [`Route::parse`] reads the same route from it, provided that ids,
    /// names and order keys are not empty, which no server allows.
    pub fn to_hash(&self) -> String {
        let with = |path: &str, params: &Params| format!("#{path}{}", params.to_query());
        match self {
            Self::Home { extra } => with("/", extra),
            Self::Experiments(query) => with("/experiments", &query.write()),
            Self::Experiment {
                experiment,
                tab,
                query,
            } => {
                let tab = match tab {
                    ExperimentTab::Runs => "runs",
                    ExperimentTab::Models => "models",
                };
                let path = format!("/experiments/{}/{tab}", encode_component(experiment.as_str()));
                with(&path, &query.write())
            }
            Self::CompareExperiments(query) => with("/compare-experiments/s", &query.write()),
            Self::Run {
                experiment,
                run,
                tab,
                extra,
            } => {
                let experiment = encode_component(experiment.as_str());
                let run = encode_component(run.as_str());
                with(
                    &format!("/experiments/{experiment}/runs/{run}{}", tab.print()),
                    extra,
                )
            }
            Self::RunById { run, extra } => with(&format!("/runs/{}", encode_component(run.as_str())), extra),
            Self::LoggedModel {
                experiment,
                model,
                tab,
                extra,
            } => {
                let experiment = encode_component(experiment.as_str());
                let model = encode_component(model.as_str());
                with(
                    &format!("/experiments/{experiment}/models/{model}{}", tab.print()),
                    extra,
                )
            }
            Self::Metric(query) => with("/metric", &query.write()),
            Self::CompareRuns(compared) => with("/compare-runs", &compared.write()),
            Self::Models(query) => with("/models", &query.write()),
            Self::Model { name, subpage, extra } => {
                let name = encode_component(name.as_str());
                let subpage = subpage.as_deref().filter(|subpage| !subpage.is_empty());
                let subpage = subpage
                    .map(|subpage| format!("/{}", encode_rest(subpage)))
                    .unwrap_or_default();
                with(&format!("/models/{name}{subpage}"), extra)
            }
            Self::ModelVersion { name, version, extra } => {
                let name = encode_component(name.as_str());
                with(
                    &format!("/models/{name}/versions/{}", encode_component(version)),
                    extra,
                )
            }
            Self::CompareModelVersions(compared) => with("/compare-model-versions", &compared.write()),
            Self::CreateModel { extra } => with("/createModel", extra),
            Self::Elsewhere(elsewhere) => with(&elsewhere.path(), elsewhere.extra()),
            Self::Kit => "#/kit".into(),
            Self::NotFound(fragment) => format!("#{fragment}"),
        }
    }
}

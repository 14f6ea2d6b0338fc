//! From an address to a route.

use super::fragment::{Fragment, decode_component, decode_rest};
use super::{
    CompareModelVersions, CompareRuns, Elsewhere, ExperimentTab, ExperimentsQuery, LoggedModelTab,
    MetricQuery, ModelName, ModelsQuery, Params, Route, RunTab, RunsQuery,
};

impl Route {
    /// Reads what stands behind the `#` of a URL; a leading `#` and slashes at either end don't matter.
    /// Never fails: what is no page is [`Route::NotFound`].
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let parts = Fragment::new(fragment);
        recognise(&parts.segments, Params::parse(parts.query))
            .unwrap_or_else(|| Self::NotFound(fragment.to_owned()))
    }
}

fn recognise(segments: &[&str], params: Params) -> Option<Route> {
    Some(match segments {
        [] => Route::Home { extra: params },
        ["experiments"] => Route::Experiments(ExperimentsQuery::read(params)),
        ["experiments", experiment] | ["experiments", experiment, "runs" | "s"] => {
            experiment_page(experiment, ExperimentTab::Runs, params)?
        }
        ["experiments", experiment, "models"] => experiment_page(experiment, ExperimentTab::Models, params)?,
        ["experiments", experiment, "runs", run, tab @ ..] => Route::Run {
            experiment: id(experiment)?,
            run: id(run)?,
            tab: RunTab::parse(tab)?,
            extra: params,
        },
        ["experiments", experiment, "models", model, tab @ ..] => Route::LoggedModel {
            experiment: id(experiment)?,
            model: id(model)?,
            tab: LoggedModelTab::parse(tab)?,
            extra: params,
        },
        ["compare-experiments"] | ["compare-experiments", _] => {
            Route::CompareExperiments(Box::new(RunsQuery::read(params)))
        }
        ["runs", run] => Route::RunById {
            run: id(run)?,
            extra: params,
        },
        ["metric", key @ ..] => Route::Metric(Box::new(MetricQuery::read(decode_rest(key), params))),
        ["compare-runs"] => Route::CompareRuns(CompareRuns::read(params)),
        ["models"] => Route::Models(ModelsQuery::read(params)),
        ["models", name, "versions", version] => Route::ModelVersion {
            name: id::<ModelName>(name)?,
            version: id(version)?,
            extra: params,
        },
        ["models", name, subpage @ ..] => Route::Model {
            name: id::<ModelName>(name)?,
            subpage: decode_rest(subpage),
            extra: params,
        },
        ["compare-model-versions"] => Route::CompareModelVersions(CompareModelVersions::read(params)),
        ["createModel"] => Route::CreateModel { extra: params },
        ["kit"] => Route::Kit,
        _ => Route::Elsewhere(Elsewhere::new(segments, params)?),
    })
}

fn experiment_page(experiment: &str, tab: ExperimentTab, params: Params) -> Option<Route> {
    Some(Route::Experiment {
        experiment: id(experiment)?,
        tab,
        query: Box::new(RunsQuery::read(params)),
    })
}

/// A segment that names something; an empty one names nothing.
fn id<Id: From<String>>(segment: &str) -> Option<Id> {
    (!segment.is_empty()).then(|| decode_component(segment).into())
}

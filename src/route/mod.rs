//! The address of every page.
//!
//! The part of the URL after `#` is the whole address: the server answers 404 for any path of its own, and the
//! links that the `MLflow` client prints are hash routes too. [`Route::parse`] understands every address of the
//! official UI (2.x and 3.x), [`Route::to_hash`] writes the one canonical form of it; `parse(to_hash(r)) == r`.
//!
//! Links are other people's: what is not understood is kept. Unknown query parameters travel along in
//! [`Params`], a known parameter with an unreadable value too, a broken `%` sequence stays as typed, and an
//! address that is no page at all is [`Route::NotFound`] with its text.

pub mod base64;
mod compare;
mod datasets_filter;
mod elsewhere;
mod fragment;
mod json_list;
mod list_query;
mod metric_query;
mod model_name;
mod name_list;
mod params;
mod parse;
mod print;
mod runs_query;
mod table_query;
mod tabs;

#[cfg(test)]
mod official_links_tests;
#[cfg(test)]
mod round_trip_tests;

pub use compare::{CompareModelVersions, CompareRuns};
pub use datasets_filter::DatasetFilter;
pub use elsewhere::{Elsewhere, ElsewherePage};
pub use list_query::{ExperimentsQuery, ModelsQuery, Sort, TagFilter, TagOperator};
pub use metric_query::{AxisScale, MetricAxis, MetricQuery};
pub use model_name::ModelName;
pub use params::Params;
pub use runs_query::{Lifecycle, ModelVersionFilter, RunsMode, RunsQuery, StartedWithin};
pub use table_query::{Aggregate, CellShade, TableQuery, TimeStyle};
pub use tabs::{ExperimentTab, LoggedModelTab, RunTab};

use crate::mlflow::{ExperimentId, LoggedModelId, RunId};

/// Where the person is: one page and all of its query parameters.
///
/// `extra` holds the query parameters that the page does not know; they are written back in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `#/`
    Home {
        /// Unknown query parameters.
        extra: Params,
    },
    /// `#/experiments`
    Experiments(ExperimentsQuery),
    /// `#/experiments/1/runs` and `…/models`; also read from `#/experiments/1` and the legacy `#/experiments/1/s`.
    Experiment {
        /// Whose runs or models.
        experiment: ExperimentId,
        /// What of it.
        tab: ExperimentTab,
        /// Search, order and filters.
        query: Box<RunsQuery>,
    },
    /// `#/compare-experiments/s?experiments=["1","2"]`: the runs of several experiments, named in the query.
    CompareExperiments(Box<RunsQuery>),
    /// `#/experiments/1/runs/<run>[/<tab>]`
    Run {
        /// The experiment that the link names. Not checked: the run may have another one.
        experiment: ExperimentId,
        /// Which run.
        run: RunId,
        /// What of it.
        tab: RunTab,
        /// Unknown query parameters.
        extra: Params,
    },
    /// `#/runs/<run>`: the experiment is to be found out.
    RunById {
        /// Which run.
        run: RunId,
        /// Unknown query parameters.
        extra: Params,
    },
    /// `#/experiments/1/models/<model>[/<tab>]`
    LoggedModel {
        /// The experiment that the link names.
        experiment: ExperimentId,
        /// Which logged model.
        model: LoggedModelId,
        /// What of it.
        tab: LoggedModelTab,
        /// Unknown query parameters.
        extra: Params,
    },
    /// `#/metric?runs=[…]&metric="loss"`
    Metric(Box<MetricQuery>),
    /// `#/compare-runs?runs=[…]&experiments=[…]`
    CompareRuns(CompareRuns),
    /// `#/models`
    Models(ModelsQuery),
    /// `#/models/<name>[/<subpage>]`
    Model {
        /// Which registered model.
        name: ModelName,
        /// `versions`, `serving`, …; may hold slashes. `None` is the model's own page.
        subpage: Option<String>,
        /// Unknown query parameters.
        extra: Params,
    },
    /// `#/models/<name>/versions/<version>`
    ModelVersion {
        /// Which registered model.
        name: ModelName,
        /// The version as the server writes it: a string that is nearly always a number.
        version: String,
        /// Unknown query parameters.
        extra: Params,
    },
    /// `#/compare-model-versions?name="…"&runs={…}`
    CompareModelVersions(CompareModelVersions),
    /// `#/createModel`
    CreateModel {
        /// Unknown query parameters.
        extra: Params,
    },
    /// A page of the official UI that is not part of this one.
    Elsewhere(Elsewhere),
    /// `#/kit`: every piece of the design system in every state.
    Kit,
    /// No page has this address. The text is the fragment without its `#`, as it was.
    NotFound(String),
}

/// Which component shows a route. Two routes with the same page differ only in what that component is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of `Route`, documented there")]
pub enum Page {
    Home,
    Experiments,
    Experiment,
    CompareExperiments,
    Run,
    RunById,
    LoggedModel,
    Metric,
    CompareRuns,
    Models,
    Model,
    ModelVersion,
    CompareModelVersions,
    CreateModel,
    Elsewhere,
    Kit,
    NotFound,
}

impl Route {
    /// The home page.
    pub fn home() -> Self {
        Self::Home {
            extra: Params::default(),
        }
    }

    /// All experiments, unfiltered.
    pub fn experiments() -> Self {
        Self::Experiments(ExperimentsQuery::default())
    }

    /// The runs of an experiment, unfiltered.
    pub fn experiment(experiment: ExperimentId) -> Self {
        Self::Experiment {
            experiment,
            tab: ExperimentTab::Runs,
            query: Box::default(),
        }
    }

    /// The same page with another query, where it is a page of runs; else the same page.
    #[must_use]
    pub fn with_runs_query(&self, query: RunsQuery) -> Self {
        match self {
            Self::Experiment { experiment, tab, .. } => Self::Experiment {
                experiment: experiment.clone(),
                tab: *tab,
                query: Box::new(query),
            },
            Self::CompareExperiments(_) => Self::CompareExperiments(Box::new(query)),
            other => other.clone(),
        }
    }

    /// A run's page at one of its tabs.
    pub fn run(experiment: ExperimentId, run: RunId, tab: RunTab) -> Self {
        Self::Run {
            experiment,
            run,
            tab,
            extra: Params::default(),
        }
    }

    /// A logged model's page at one of its tabs.
    pub fn logged_model(experiment: ExperimentId, model: LoggedModelId, tab: LoggedModelTab) -> Self {
        Self::LoggedModel {
            experiment,
            model,
            tab,
            extra: Params::default(),
        }
    }

    /// All registered models, unfiltered.
    pub fn models() -> Self {
        Self::Models(ModelsQuery::default())
    }

    /// A registered model's own page.
    pub fn model(name: impl Into<ModelName>) -> Self {
        Self::Model {
            name: name.into(),
            subpage: None,
            extra: Params::default(),
        }
    }

    /// One version of a registered model.
    pub fn model_version(name: impl Into<ModelName>, version: impl Into<String>) -> Self {
        Self::ModelVersion {
            name: name.into(),
            version: version.into(),
            extra: Params::default(),
        }
    }

    /// Which component shows this route.
    pub fn page(&self) -> Page {
        match self {
            Self::Home { .. } => Page::Home,
            Self::Experiments(_) => Page::Experiments,
            Self::Experiment { .. } => Page::Experiment,
            Self::CompareExperiments(_) => Page::CompareExperiments,
            Self::Run { .. } => Page::Run,
            Self::RunById { .. } => Page::RunById,
            Self::LoggedModel { .. } => Page::LoggedModel,
            Self::Metric(_) => Page::Metric,
            Self::CompareRuns(_) => Page::CompareRuns,
            Self::Models(_) => Page::Models,
            Self::Model { .. } => Page::Model,
            Self::ModelVersion { .. } => Page::ModelVersion,
            Self::CompareModelVersions(_) => Page::CompareModelVersions,
            Self::CreateModel { .. } => Page::CreateModel,
            Self::Elsewhere(_) => Page::Elsewhere,
            Self::Kit => Page::Kit,
            Self::NotFound(_) => Page::NotFound,
        }
    }

    /// What the browser's tab says before the page knows better: "Experiment 1", "Models".
    pub fn title(&self) -> String {
        match self {
            Self::Home { .. } => "Home".into(),
            Self::Experiments(_) => "Experiments".into(),
            Self::Experiment { experiment, .. } => format!("Experiment {experiment}"),
            Self::CompareExperiments(_) => "Compare experiments".into(),
            Self::Run { run, .. } | Self::RunById { run, .. } => format!("Run {run}"),
            Self::LoggedModel { model, .. } => format!("Logged model {model}"),
            Self::Metric(query) => query.metric.clone().unwrap_or_else(|| "Metric".into()),
            Self::CompareRuns(compared) => format!("Compare {} runs", compared.runs.len()),
            Self::Models(_) => "Models".into(),
            Self::Model { name, .. } => name.to_string(),
            Self::ModelVersion { name, version, .. } => format!("{name} version {version}"),
            Self::CompareModelVersions(compared) => format!("Compare versions of {}", compared.name),
            Self::CreateModel { .. } => "Create model".into(),
            Self::Elsewhere(elsewhere) => elsewhere.page().label().into(),
            Self::Kit => "Kit".into(),
            Self::NotFound(_) => "Not found".into(),
        }
    }

    /// The query parameters that the page does not know. Pages without any have none of their own either.
    pub fn extra(&self) -> Option<&Params> {
        match self {
            Self::Home { extra }
            | Self::Run { extra, .. }
            | Self::RunById { extra, .. }
            | Self::LoggedModel { extra, .. }
            | Self::Model { extra, .. }
            | Self::ModelVersion { extra, .. }
            | Self::CreateModel { extra } => Some(extra),
            Self::Experiments(query) => Some(&query.extra),
            Self::Experiment { query, .. } | Self::CompareExperiments(query) => Some(&query.extra),
            Self::Metric(query) => Some(&query.extra),
            Self::CompareRuns(compared) => Some(&compared.extra),
            Self::Models(query) => Some(&query.extra),
            Self::CompareModelVersions(compared) => Some(&compared.extra),
            Self::Elsewhere(elsewhere) => Some(elsewhere.extra()),
            Self::Kit | Self::NotFound(_) => None,
        }
    }

    /// The `workspace` that the link names (`MLflow` 3.x, servers with workspaces).
    pub fn workspace(&self) -> Option<&str> {
        self.extra()?.get("workspace").filter(|name| !name.is_empty())
    }
}

//! What a page can show of its subject.

use super::fragment::{decode_rest, encode_rest};

/// Tabs of an experiment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ExperimentTab {
    /// The runs table and charts.
    #[default]
    Runs,
    /// Logged models (`MLflow` 3).
    Models,
}

/// Tabs of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum RunTab {
    /// Parameters, metrics, tags, inputs.
    #[default]
    Overview,
    /// Charts of the metrics that the model logged.
    ModelMetrics,
    /// Charts of `system/…` metrics.
    SystemMetrics,
    /// Traces of this run; not part of this UI.
    Traces,
    /// Evaluation results; not part of this UI.
    Evaluations,
    /// Issues found in traces; not part of this UI.
    Issues,
    /// The artifact tree.
    Artifacts {
        /// The file or folder to open, relative to the run's artifact root; may be anything, with slashes.
        path: Option<String>,
    },
}

impl RunTab {
    /// The artifact tree at a path.
    pub fn artifact(path: impl Into<String>) -> Self {
        Self::Artifacts {
            path: Some(path.into()),
        }
    }

    pub(super) fn parse(segments: &[&str]) -> Option<Self> {
        Some(match segments {
            [] => Self::Overview,
            ["model-metrics"] => Self::ModelMetrics,
            ["system-metrics"] => Self::SystemMetrics,
            ["traces"] => Self::Traces,
            ["evaluations"] => Self::Evaluations,
            ["issues"] => Self::Issues,
            ["artifacts" | "artifactPath", rest @ ..] => Self::Artifacts {
                path: decode_rest(rest),
            },
            _ => return None,
        })
    }

    pub(super) fn print(&self) -> String {
        match self {
            Self::Overview => String::new(),
            Self::ModelMetrics => "/model-metrics".into(),
            Self::SystemMetrics => "/system-metrics".into(),
            Self::Traces => "/traces".into(),
            Self::Evaluations => "/evaluations".into(),
            Self::Issues => "/issues".into(),
            Self::Artifacts { path } => print_artifacts(path.as_deref()),
        }
    }
}

/// Tabs of a logged model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum LoggedModelTab {
    /// Metrics, parameters, source.
    #[default]
    Overview,
    /// Traces of this model; not part of this UI.
    Traces,
    /// The model's files.
    Artifacts {
        /// The file or folder to open, relative to the model's artifact root.
        path: Option<String>,
    },
}

impl LoggedModelTab {
    pub(super) fn parse(segments: &[&str]) -> Option<Self> {
        Some(match segments {
            [] => Self::Overview,
            ["traces"] => Self::Traces,
            ["artifacts", rest @ ..] => Self::Artifacts {
                path: decode_rest(rest),
            },
            _ => return None,
        })
    }

    pub(super) fn print(&self) -> String {
        match self {
            Self::Overview => String::new(),
            Self::Traces => "/traces".into(),
            Self::Artifacts { path } => print_artifacts(path.as_deref()),
        }
    }
}

fn print_artifacts(path: Option<&str>) -> String {
    match path {
        Some(path) if !path.is_empty() => format!("/artifacts/{}", encode_rest(path)),
        _ => "/artifacts".into(),
    }
}

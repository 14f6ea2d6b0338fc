//! Pages of the official UI that are not part of this one.

use super::fragment::{decode_component, encode_component};
use super::params::Params;
use crate::mlflow::ExperimentId;

/// What a page of the official UI is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the labels say it")]
pub enum ElsewherePage {
    Traces,
    Evaluation,
    EvaluationDatasets,
    Judges,
    Reviews,
    Prompts,
    Playground,
    ChatSessions,
    UsageOverview,
    Settings,
    Account,
    Admin,
    Gateway,
    McpRegistry,
}

impl ElsewherePage {
    /// What the official UI calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Traces => "Traces",
            Self::Evaluation => "Evaluation runs",
            Self::EvaluationDatasets => "Evaluation datasets",
            Self::Judges => "Judges",
            Self::Reviews => "Reviews and labels",
            Self::Prompts => "Prompts",
            Self::Playground => "Playground",
            Self::ChatSessions => "Chat sessions",
            Self::UsageOverview => "Usage overview",
            Self::Settings => "Settings",
            Self::Account => "Account",
            Self::Admin => "Administration",
            Self::Gateway => "AI gateway",
            Self::McpRegistry => "MCP registry",
        }
    }

    fn of_experiment_tab(tab: &str) -> Option<Self> {
        Some(match tab {
            "traces" => Self::Traces,
            "evaluation-runs" | "evaluation-monitoring" => Self::Evaluation,
            "datasets" => Self::EvaluationDatasets,
            "judges" => Self::Judges,
            "review-queue" | "review-queues" | "labeling-sessions" | "label-schemas" => Self::Reviews,
            "prompts" => Self::Prompts,
            "playground" => Self::Playground,
            "chat-sessions" => Self::ChatSessions,
            "overview" => Self::UsageOverview,
            _ => return None,
        })
    }

    fn of_root(head: &str) -> Option<Self> {
        Some(match head {
            "prompts" => Self::Prompts,
            "settings" => Self::Settings,
            "account" => Self::Account,
            "admin" => Self::Admin,
            "gateway" => Self::Gateway,
            "mcp-registry" => Self::McpRegistry,
            _ => return None,
        })
    }
}

/// An address that only the official UI answers, kept whole so that the page can say what it is and link to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Elsewhere {
    page: ElsewherePage,
    segments: Vec<String>,
    extra: Params,
}

impl Elsewhere {
    /// Recognises decoded path segments; `None` if the official UI has no such page either.
    pub(super) fn new(segments: &[&str], extra: Params) -> Option<Self> {
        let page = match segments {
            ["experiments", experiment, tab, ..] if !experiment.is_empty() => {
                ElsewherePage::of_experiment_tab(tab)?
            }
            [head, ..] => ElsewherePage::of_root(head)?,
            [] => return None,
        };
        Some(Self {
            page,
            segments: segments.iter().map(|segment| decode_component(segment)).collect(),
            extra,
        })
    }

    /// What it is about.
    pub fn page(&self) -> ElsewherePage {
        self.page
    }

    /// The experiment that it belongs to, if any.
    pub fn experiment(&self) -> Option<ExperimentId> {
        match self.segments.as_slice() {
            [head, experiment, ..] if head == "experiments" => Some(experiment.as_str().into()),
            _ => None,
        }
    }

    /// Its query parameters.
    pub fn extra(&self) -> &Params {
        &self.extra
    }

    pub(super) fn path(&self) -> String {
        self.segments
            .iter()
            .flat_map(|segment| ["/".to_owned(), encode_component(segment)])
            .collect()
    }
}

//! Runs: what they are. How to ask for them is in `run_calls`.

use serde::{Deserialize, Deserializer};

use super::tags::{is_reserved, value_of};
use super::{DatasetInput, ExperimentId, Lifecycle, LoggedModelId, Metric, Param, RunId, Tag, tolerant};

pub use super::run_calls::{
    RunSearch, delete, delete_tag, get, rename, restore, search, set_status, set_tag,
};
pub(crate) use super::run_calls::{read_one, read_page};
pub(crate) use super::tolerant::{integer_in as read_integer, metric_value_in as read_metric_value};

/// A run with everything that the server tells of it at once.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(from = "RunAnswer")]
pub struct Run {
    /// What every run has.
    pub info: RunInfo,
    /// The latest value of every metric.
    pub metrics: Vec<Metric>,
    /// Parameters, in the server's order.
    pub params: Vec<Param>,
    /// All tags, `MLflow`'s own too.
    pub tags: Vec<Tag>,
    /// Datasets that it read.
    pub dataset_inputs: Vec<DatasetInput>,
    /// Logged models that it used (`MLflow` 3).
    pub model_inputs: Vec<LoggedModelId>,
    /// Logged models that it made (`MLflow` 3).
    pub model_outputs: Vec<ModelOutput>,
}

/// What every run has.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "RunInfoAnswer")]
pub struct RunInfo {
    /// Its id.
    pub id: RunId,
    /// The experiment that it belongs to. A child run's may differ from its parent's.
    pub experiment_id: ExperimentId,
    /// Its name; empty if it has none. To show one, use [`Run::display_name`].
    pub name: String,
    /// Who started it; empty if unknown.
    pub user: String,
    /// How it stands. A process that was killed hard leaves `Running` for ever.
    pub status: RunStatus,
    /// When it started, in milliseconds since 1970.
    pub start_millis: Option<i64>,
    /// When it ended, in milliseconds since 1970; `None` while it runs.
    pub end_millis: Option<i64>,
    /// The root of its artifacts, as a URI; empty if the server doesn't say.
    pub artifact_uri: String,
    /// Whether it is deleted. `runs/get` gives deleted runs too.
    pub lifecycle: Lifecycle,
}

/// How a run stands.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum RunStatus {
    /// Under way, or left behind by a process that was killed hard.
    Running,
    /// To be started.
    Scheduled,
    /// Ended well.
    Finished,
    /// Ended with an error.
    Failed,
    /// Ended by somebody.
    Killed,
    /// A word that isn't known here; empty if the server gave none.
    Unknown(String),
}

impl RunStatus {
    /// The API's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Running => "RUNNING",
            Self::Scheduled => "SCHEDULED",
            Self::Finished => "FINISHED",
            Self::Failed => "FAILED",
            Self::Killed => "KILLED",
            Self::Unknown(word) => word,
        }
    }
}

impl From<String> for RunStatus {
    fn from(word: String) -> Self {
        match word.as_str() {
            "RUNNING" => Self::Running,
            "SCHEDULED" => Self::Scheduled,
            "FINISHED" => Self::Finished,
            "FAILED" => Self::Failed,
            "KILLED" => Self::Killed,
            _ => Self::Unknown(word),
        }
    }
}

impl<'de> Deserialize<'de> for RunStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        tolerant::text(deserializer).map(Self::from)
    }
}

/// A logged model that a run made.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct ModelOutput {
    /// The model.
    pub model_id: LoggedModelId,
    /// The step at which it was made.
    #[serde(default, deserialize_with = "tolerant::integer")]
    pub step: i64,
}

impl Run {
    /// The value of a tag.
    pub fn tag(&self, key: &str) -> Option<&str> {
        value_of(&self.tags, key)
    }

    /// The value of a parameter.
    pub fn param(&self, key: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|param| param.key == key)
            .map(|param| param.value.as_str())
    }

    /// The latest value of a metric.
    pub fn metric(&self, key: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.key == key)
    }

    /// Its name, or failing that its id: never empty.
    pub fn display_name(&self) -> &str {
        [
            self.info.name.as_str(),
            self.tag("mlflow.runName").unwrap_or_default(),
        ]
        .into_iter()
        .find(|name| !name.trim().is_empty())
        .unwrap_or(self.info.id.as_str())
    }

    /// The description, in Markdown, written by strangers.
    pub fn note(&self) -> Option<&str> {
        self.present_tag("mlflow.note.content")
    }

    /// How long it took; `None` while it runs, and where the server lacks a time. Clocks that were set back give a
    /// negative one.
    pub fn duration_millis(&self) -> Option<i64> {
        self.info.end_millis?.checked_sub(self.info.start_millis?)
    }

    /// The run that it is nested in, which may be deleted or in another experiment.
    pub fn parent_id(&self) -> Option<RunId> {
        self.present_tag("mlflow.parentRunId").map(RunId::from)
    }

    /// What started it: a script's path, a notebook's name.
    pub fn source(&self) -> Option<&str> {
        self.present_tag("mlflow.source.name")
    }

    /// The kind of its source, such as `LOCAL` or `NOTEBOOK`.
    pub fn source_type(&self) -> Option<&str> {
        self.present_tag("mlflow.source.type")
    }

    /// The Git commit that its source was at.
    pub fn git_commit(&self) -> Option<&str> {
        self.present_tag("mlflow.source.git.commit")
    }

    /// Who started it, from wherever the server keeps it.
    pub fn user(&self) -> Option<&str> {
        self.present_tag("mlflow.user")
            .or(Some(self.info.user.as_str()))
            .filter(|user| !user.is_empty())
    }

    /// The tags that people wrote.
    pub fn user_tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|tag| !is_reserved(&tag.key))
    }

    fn present_tag(&self, key: &str) -> Option<&str> {
        self.tag(key).filter(|value| !value.is_empty())
    }
}

#[derive(Deserialize)]
struct RunAnswer {
    info: RunInfo,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    data: DataAnswer,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    inputs: InputsAnswer,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    outputs: OutputsAnswer,
}

#[derive(Deserialize, Default)]
struct DataAnswer {
    #[serde(default, deserialize_with = "tolerant::list")]
    metrics: Vec<Metric>,
    #[serde(default, deserialize_with = "tolerant::list")]
    params: Vec<Param>,
    #[serde(default, deserialize_with = "tolerant::list")]
    tags: Vec<Tag>,
}

#[derive(Deserialize, Default)]
struct InputsAnswer {
    #[serde(default, deserialize_with = "tolerant::list")]
    dataset_inputs: Vec<DatasetInput>,
    #[serde(default, deserialize_with = "tolerant::list")]
    model_inputs: Vec<ModelInputAnswer>,
}

#[derive(Deserialize)]
struct ModelInputAnswer {
    model_id: LoggedModelId,
}

#[derive(Deserialize, Default)]
struct OutputsAnswer {
    #[serde(default, deserialize_with = "tolerant::list")]
    model_outputs: Vec<ModelOutput>,
}

impl From<RunAnswer> for Run {
    fn from(answer: RunAnswer) -> Self {
        Self {
            info: answer.info,
            metrics: answer.data.metrics,
            params: answer.data.params,
            tags: answer.data.tags,
            dataset_inputs: answer.inputs.dataset_inputs,
            model_inputs: answer
                .inputs
                .model_inputs
                .into_iter()
                .map(|input| input.model_id)
                .collect(),
            model_outputs: answer.outputs.model_outputs,
        }
    }
}

#[derive(Deserialize)]
struct RunInfoAnswer {
    #[serde(default, deserialize_with = "tolerant::present_text")]
    run_id: Option<RunId>,
    /// The older name of `run_id`; servers send both.
    #[serde(default, deserialize_with = "tolerant::present_text")]
    run_uuid: Option<RunId>,
    experiment_id: ExperimentId,
    #[serde(default, deserialize_with = "tolerant::text")]
    run_name: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    user_id: String,
    #[serde(default = "unknown_status")]
    status: RunStatus,
    #[serde(default, deserialize_with = "tolerant::optional_integer")]
    start_time: Option<i64>,
    #[serde(default, deserialize_with = "tolerant::optional_integer")]
    end_time: Option<i64>,
    #[serde(default, deserialize_with = "tolerant::text")]
    artifact_uri: String,
    #[serde(default)]
    lifecycle_stage: Lifecycle,
}

fn unknown_status() -> RunStatus {
    RunStatus::Unknown(String::new())
}

impl TryFrom<RunInfoAnswer> for RunInfo {
    type Error = &'static str;

    fn try_from(answer: RunInfoAnswer) -> Result<Self, Self::Error> {
        Ok(Self {
            id: answer
                .run_id
                .or(answer.run_uuid)
                .ok_or("missing field `run_id`")?,
            experiment_id: answer.experiment_id,
            name: answer.run_name,
            user: answer.user_id,
            status: answer.status,
            start_millis: answer.start_time,
            // Some stores write 0 for a run that hasn't ended.
            end_millis: answer.end_time.filter(|end| *end > 0),
            artifact_uri: answer.artifact_uri,
            lifecycle: answer.lifecycle_stage,
        })
    }
}

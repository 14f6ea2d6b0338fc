//! Logged models, an `MLflow` 3 notion: `ajax-api/2.0/mlflow/logged-models*`. A 2.x server answers 404.
//!
//! Their files aren't among their run's: see [`ArtifactSource::LoggedModel`](super::ArtifactSource::LoggedModel).

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::request::{Call, Request, encoded};
use super::tags::{is_reserved, value_of};
use super::{ApiError, ExperimentId, LoggedModelId, Metric, Page, Param, RunId, Tag, decode, tolerant};

/// A model that was logged, with its own parameters and metrics.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(from = "LoggedModelAnswer")]
pub struct LoggedModel {
    /// Its id.
    pub id: LoggedModelId,
    /// The experiment that it belongs to.
    pub experiment_id: ExperimentId,
    /// Its name; not unique.
    pub name: String,
    /// When it was created, in milliseconds since 1970.
    pub created_millis: Option<i64>,
    /// When it last changed, in milliseconds since 1970.
    pub updated_millis: Option<i64>,
    /// The root of its files, as a URI; empty if the server doesn't say.
    pub artifact_uri: String,
    /// Whether its files are there.
    pub status: LoggedModelStatus,
    /// Why it stands so, in the server's words.
    pub status_message: Option<String>,
    /// Chosen by whoever logged it, such as `agent`.
    pub model_type: Option<String>,
    /// The run that made it.
    pub source_run_id: Option<RunId>,
    /// All tags, `MLflow`'s own too.
    pub tags: Vec<Tag>,
    /// Its parameters, apart from its run's.
    pub params: Vec<Param>,
    /// Its metrics, each with the dataset it was measured on and the run that did.
    pub metrics: Vec<Metric>,
    /// Where it stands in the registry.
    pub registrations: Vec<Registration>,
}

/// A logged model's place in the registry.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Deserialize)]
pub struct Registration {
    /// The registered model's name.
    pub name: String,
    /// The version, a number as text.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub version: String,
}

/// Whether a logged model's files are there.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum LoggedModelStatus {
    /// Being uploaded, or left behind by a process that died.
    Pending,
    /// There.
    Ready,
    /// Not there.
    UploadFailed,
    /// A word that isn't known here; empty if the server gave none.
    Unknown(String),
}

impl From<String> for LoggedModelStatus {
    fn from(word: String) -> Self {
        match word.as_str() {
            "LOGGED_MODEL_PENDING" => Self::Pending,
            "LOGGED_MODEL_READY" => Self::Ready,
            "LOGGED_MODEL_UPLOAD_FAILED" => Self::UploadFailed,
            _ => Self::Unknown(word),
        }
    }
}

impl Default for LoggedModelStatus {
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}

impl<'de> Deserialize<'de> for LoggedModelStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        tolerant::text(deserializer).map(Self::from)
    }
}

impl LoggedModel {
    /// The value of a tag.
    pub fn tag(&self, key: &str) -> Option<&str> {
        value_of(&self.tags, key)
    }

    /// The tags that people wrote.
    pub fn user_tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|tag| !is_reserved(&tag.key))
    }
}

/// What to search logged models for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LoggedModelSearch {
    /// The experiments to look in.
    pub experiment_ids: Vec<ExperimentId>,
    /// In the server's filter grammar; empty for all.
    pub filter: String,
    /// At most this many a page.
    pub max_results: u32,
    /// The server's default is the latest first.
    pub order_by: Vec<LoggedModelOrder>,
    /// From the page before, searched with the same filter and order.
    pub page_token: Option<String>,
}

impl Default for LoggedModelSearch {
    fn default() -> Self {
        Self {
            experiment_ids: Vec::new(),
            filter: String::new(),
            max_results: 50,
            order_by: Vec::new(),
            page_token: None,
        }
    }
}

/// One key of the order.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LoggedModelOrder {
    /// `creation_time` or `metrics.` and a metric's name, unquoted.
    pub field: String,
    /// The smallest first.
    pub ascending: bool,
}

/// One page of the logged models that match.
pub fn search(search: &LoggedModelSearch) -> Call<Page<LoggedModel>> {
    let mut body = json!({ "experiment_ids": search.experiment_ids, "max_results": search.max_results });
    if let Some(fields) = body.as_object_mut() {
        if !search.filter.trim().is_empty() {
            fields.insert("filter".to_owned(), search.filter.as_str().into());
        }
        if !search.order_by.is_empty() {
            let order = search.order_by.iter();
            let order = order.map(|key| json!({ "field_name": key.field, "ascending": key.ascending }));
            fields.insert("order_by".to_owned(), order.collect::<Vec<Value>>().into());
        }
        if let Some(token) = &search.page_token {
            fields.insert("page_token".to_owned(), token.as_str().into());
        }
    }
    Call::new(
        Request::post("ajax-api/2.0/mlflow/logged-models/search", &body),
        decode_page,
    )
}

/// One logged model.
pub fn get(id: &LoggedModelId) -> Call<LoggedModel> {
    let path = format!("ajax-api/2.0/mlflow/logged-models/{}", encoded(id.as_str()));
    Call::new(Request::get(path), decode_one)
}

#[derive(Deserialize)]
struct LoggedModelAnswer {
    info: InfoAnswer,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    data: DataAnswer,
}

#[derive(Deserialize)]
struct InfoAnswer {
    model_id: LoggedModelId,
    experiment_id: ExperimentId,
    #[serde(default, deserialize_with = "tolerant::text")]
    name: String,
    #[serde(default, deserialize_with = "tolerant::optional_integer")]
    creation_timestamp_ms: Option<i64>,
    #[serde(default, deserialize_with = "tolerant::optional_integer")]
    last_updated_timestamp_ms: Option<i64>,
    #[serde(default, deserialize_with = "tolerant::text")]
    artifact_uri: String,
    #[serde(default)]
    status: LoggedModelStatus,
    #[serde(default, deserialize_with = "tolerant::present_text")]
    status_message: Option<String>,
    #[serde(default, deserialize_with = "tolerant::present_text")]
    model_type: Option<String>,
    #[serde(default, deserialize_with = "tolerant::present_text")]
    source_run_id: Option<RunId>,
    #[serde(default, deserialize_with = "tolerant::list")]
    tags: Vec<Tag>,
    #[serde(default, deserialize_with = "tolerant::list")]
    registrations: Vec<Registration>,
}

#[derive(Deserialize, Default)]
struct DataAnswer {
    #[serde(default, deserialize_with = "tolerant::list")]
    params: Vec<Param>,
    #[serde(default, deserialize_with = "tolerant::list")]
    metrics: Vec<Metric>,
}

impl From<LoggedModelAnswer> for LoggedModel {
    fn from(answer: LoggedModelAnswer) -> Self {
        let LoggedModelAnswer { info, data } = answer;
        let registrations = if info.registrations.is_empty() {
            tagged_registrations(&info.tags)
        } else {
            info.registrations
        };
        Self {
            id: info.model_id,
            experiment_id: info.experiment_id,
            name: info.name,
            created_millis: info.creation_timestamp_ms,
            updated_millis: info.last_updated_timestamp_ms,
            artifact_uri: info.artifact_uri,
            status: info.status,
            status_message: info.status_message,
            model_type: info.model_type,
            source_run_id: info.source_run_id,
            tags: info.tags,
            params: data.params,
            metrics: data.metrics,
            registrations,
        }
    }
}

/// The versions that 3.x names in a tag only, some of them twice: once with a number, once with text.
fn tagged_registrations(tags: &[Tag]) -> Vec<Registration> {
    let named = super::tags::value_of(tags, "mlflow.modelVersions").unwrap_or_default();
    let mut registrations: Vec<Registration> = serde_json::from_str(named).unwrap_or_default();
    let mut seen = std::collections::HashSet::new();
    registrations.retain(|registration| seen.insert(registration.clone()));
    registrations
}

fn decode_page(body: &[u8]) -> Result<Page<LoggedModel>, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default, deserialize_with = "tolerant::list")]
        models: Vec<LoggedModel>,
        #[serde(default, deserialize_with = "tolerant::present_text")]
        next_page_token: Option<String>,
    }

    let answer: Answer = decode::object(body)?;
    Ok(Page {
        items: answer.models,
        next_page_token: answer.next_page_token,
    })
}

fn decode_one(body: &[u8]) -> Result<LoggedModel, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        model: LoggedModel,
    }

    decode::object(body).map(|answer: Answer| answer.model)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registered(tag: &str) -> Vec<(String, String)> {
        let tags = [Tag {
            key: "mlflow.modelVersions".into(),
            value: tag.into(),
        }];
        tagged_registrations(&tags)
            .into_iter()
            .map(|found| (found.name, found.version))
            .collect()
    }

    #[test]
    fn versions_that_stand_in_a_tag_only_are_found_once_each() {
        let tag =
            r#"[{"name":"mushroom","version":1},{"name":"mushroom","version":"1"},{"name":"b","version":2}]"#;
        let found = registered(tag);
        assert_eq!(found, [("mushroom".into(), "1".into()), ("b".into(), "2".into())]);
        assert_eq!(registered("not json"), []);
    }
}

//! Experiments: `ajax-api/2.0/mlflow/experiments/*`.

use serde::Deserialize;
use serde_json::json;

use super::request::{Call, Request};
use super::tags::value_of;
use super::{ApiError, ExperimentId, Lifecycle, Page, Tag, ViewType, decode, tolerant};

/// A named set of runs.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Experiment {
    /// Its id.
    #[serde(rename = "experiment_id")]
    pub id: ExperimentId,
    /// Its name, unique on the server. Paths made by notebooks keep their slashes.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub name: String,
    /// Where its runs' artifacts go, as a URI; empty if the server doesn't say.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub artifact_location: String,
    /// Whether it is deleted.
    #[serde(default, rename = "lifecycle_stage")]
    pub lifecycle: Lifecycle,
    /// When it was created, in milliseconds since 1970. Older servers don't know.
    #[serde(
        default,
        rename = "creation_time",
        deserialize_with = "tolerant::optional_integer"
    )]
    pub created_millis: Option<i64>,
    /// When its name or stage last changed, in milliseconds since 1970.
    #[serde(
        default,
        rename = "last_update_time",
        deserialize_with = "tolerant::optional_integer"
    )]
    pub updated_millis: Option<i64>,
    /// All tags, `MLflow`'s own too.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub tags: Vec<Tag>,
}

impl Experiment {
    /// The value of a tag.
    pub fn tag(&self, key: &str) -> Option<&str> {
        value_of(&self.tags, key)
    }

    /// The description, in Markdown, written by strangers.
    pub fn note(&self) -> Option<&str> {
        self.tag("mlflow.note.content").filter(|note| !note.is_empty())
    }

    /// The tags that people wrote.
    pub fn user_tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|tag| !super::tags::is_reserved(&tag.key))
    }
}

/// What to search experiments for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ExperimentSearch {
    /// Which lifecycle stages.
    pub view: ViewType,
    /// At most this many a page; 1 to 50,000.
    pub max_results: u32,
    /// Such as `name ASC`, `creation_time DESC`, `last_update_time DESC`.
    pub order_by: Vec<String>,
    /// In the server's filter grammar; empty for all. See [`filter::name_contains`](super::filter::name_contains).
    pub filter: String,
    /// From the page before, searched with the same filter and order.
    pub page_token: Option<String>,
}

impl Default for ExperimentSearch {
    fn default() -> Self {
        Self {
            view: ViewType::ActiveOnly,
            max_results: 100,
            order_by: Vec::new(),
            filter: String::new(),
            page_token: None,
        }
    }
}

/// One page of the experiments that match.
///
/// A GET, since `MLflow`'s origin check blocks POSTs from hosts that it wasn't told of.
pub fn search(search: &ExperimentSearch) -> Call<Page<Experiment>> {
    // Without `max_results` the server answers 400.
    let mut request = Request::get("ajax-api/2.0/mlflow/experiments/search")
        .query("max_results", &search.max_results.to_string())
        .query("view_type", search.view.as_str())
        .query_unless_empty("filter", Some(&search.filter));
    for key in &search.order_by {
        request = request.query("order_by", key);
    }
    Call::new(
        request.query_unless_empty("page_token", search.page_token.as_deref()),
        decode_page,
    )
}

/// One experiment, deleted or not.
pub fn get(id: &ExperimentId) -> Call<Experiment> {
    let request = Request::get("ajax-api/2.0/mlflow/experiments/get").query("experiment_id", id.as_str());
    Call::new(request, decode_one)
}

/// The experiment of this very name, deleted or not.
pub fn get_by_name(name: &str) -> Call<Experiment> {
    let request = Request::get("ajax-api/2.0/mlflow/experiments/get-by-name").query("experiment_name", name);
    Call::new(request, decode_one)
}

/// Creates an experiment and gives its id. `artifact_location` is a URI; `None` leaves it to the server.
pub fn create(name: &str, artifact_location: Option<&str>) -> Call<ExperimentId> {
    let mut body = json!({ "name": name });
    if let (Some(location), Some(fields)) = (artifact_location, body.as_object_mut()) {
        fields.insert("artifact_location".to_owned(), location.into());
    }
    Call::new(
        Request::post("ajax-api/2.0/mlflow/experiments/create", &body),
        decode_created,
    )
}

/// Gives an experiment another name.
pub fn rename(id: &ExperimentId, new_name: &str) -> Call<()> {
    let body = json!({ "experiment_id": id, "new_name": new_name });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/experiments/update", &body),
        decode::accepted,
    )
}

/// Deletes an experiment and its runs, restorably.
pub fn delete(id: &ExperimentId) -> Call<()> {
    let body = json!({ "experiment_id": id });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/experiments/delete", &body),
        decode::accepted,
    )
}

/// Brings a deleted experiment back, with the runs that were deleted with it.
pub fn restore(id: &ExperimentId) -> Call<()> {
    let body = json!({ "experiment_id": id });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/experiments/restore", &body),
        decode::accepted,
    )
}

/// Sets a tag, replacing the value that it may have.
pub fn set_tag(id: &ExperimentId, key: &str, value: &str) -> Call<()> {
    let body = json!({ "experiment_id": id, "key": key, "value": value });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/experiments/set-experiment-tag", &body),
        decode::accepted,
    )
}

/// Removes a tag (`MLflow` 3); an error where the experiment has none of this key, or the server is older.
pub fn delete_tag(id: &ExperimentId, key: &str) -> Call<()> {
    let body = json!({ "experiment_id": id, "key": key });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/experiments/delete-experiment-tag", &body),
        decode::accepted,
    )
}

/// A dataset that runs of an experiment used.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Deserialize)]
pub struct DatasetSummary {
    /// Its name.
    #[serde(deserialize_with = "tolerant::text")]
    pub name: String,
    /// A hash of its content.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub digest: String,
    /// What it was used for, such as `training`; empty where the client did not say.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub context: String,
}

/// The most experiments that one [`search_datasets`] takes.
pub const MOST_EXPERIMENTS_OF_DATASETS: usize = 20;

/// The datasets that runs of these experiments used, some thousand at most. More than
/// [`MOST_EXPERIMENTS_OF_DATASETS`] experiments are refused by the server.
pub fn search_datasets(experiments: &[ExperimentId]) -> Call<Vec<DatasetSummary>> {
    let body = json!({ "experiment_ids": experiments });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/experiments/search-datasets", &body),
        decode_datasets,
    )
}

fn decode_datasets(body: &[u8]) -> Result<Vec<DatasetSummary>, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default, deserialize_with = "tolerant::list")]
        dataset_summaries: Vec<DatasetSummary>,
    }

    decode::object(body).map(|answer: Answer| answer.dataset_summaries)
}

fn decode_page(body: &[u8]) -> Result<Page<Experiment>, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default, deserialize_with = "tolerant::list")]
        experiments: Vec<Experiment>,
        #[serde(default, deserialize_with = "tolerant::present_text")]
        next_page_token: Option<String>,
    }

    let answer: Answer = decode::object(body)?;
    Ok(Page {
        items: answer.experiments,
        next_page_token: answer.next_page_token,
    })
}

fn decode_one(body: &[u8]) -> Result<Experiment, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        experiment: Experiment,
    }

    decode::object(body).map(|answer: Answer| answer.experiment)
}

fn decode_created(body: &[u8]) -> Result<ExperimentId, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        experiment_id: ExperimentId,
    }

    decode::object(body).map(|answer: Answer| answer.experiment_id)
}

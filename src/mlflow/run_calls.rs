//! What can be asked and changed of runs: `ajax-api/2.0/mlflow/runs/*`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::request::{Call, Request};
use super::{ApiError, ExperimentId, Page, Run, RunId, RunStatus, ViewType, decode, tolerant};

/// What to search runs for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RunSearch {
    /// The experiments to look in; none gives no runs.
    pub experiment_ids: Vec<ExperimentId>,
    /// In the server's filter grammar; empty for all.
    pub filter: String,
    /// Which lifecycle stages.
    pub view: ViewType,
    /// At most this many a page; 1 to 50,000. Every run comes with every metric, so wide experiments need few.
    pub max_results: u32,
    /// See [`filter::order_by`](super::filter::order_by). Ties go to the latest start.
    pub order_by: Vec<String>,
    /// From the page before, searched with the same filter and order.
    pub page_token: Option<String>,
}

impl Default for RunSearch {
    fn default() -> Self {
        Self {
            experiment_ids: Vec::new(),
            filter: String::new(),
            view: ViewType::ActiveOnly,
            max_results: 100,
            order_by: Vec::new(),
            page_token: None,
        }
    }
}

/// One page of the runs that match.
pub fn search(search: &RunSearch) -> Call<Page<Run>> {
    let mut body = json!({
        "experiment_ids": search.experiment_ids,
        "run_view_type": search.view.as_str(),
        "max_results": search.max_results,
    });
    if !search.filter.trim().is_empty() {
        insert(&mut body, "filter", search.filter.as_str().into());
    }
    if !search.order_by.is_empty() {
        insert(&mut body, "order_by", search.order_by.as_slice().into());
    }
    if let Some(token) = &search.page_token {
        insert(&mut body, "page_token", token.as_str().into());
    }
    Call::new(
        Request::post("ajax-api/2.0/mlflow/runs/search", &body),
        decode_page,
    )
}

/// One run, deleted or not.
pub fn get(id: &RunId) -> Call<Run> {
    Call::new(
        Request::get("ajax-api/2.0/mlflow/runs/get").query("run_id", id.as_str()),
        decode_one,
    )
}

/// Gives a run another name.
pub fn rename(id: &RunId, name: &str) -> Call<()> {
    let body = json!({ "run_id": id, "run_name": name });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/runs/update", &body),
        decode::accepted,
    )
}

/// Says how a run stands, as for one whose process died; `end_millis` is since 1970.
pub fn set_status(id: &RunId, status: &RunStatus, end_millis: Option<i64>) -> Call<()> {
    let mut body = json!({ "run_id": id, "status": status.as_str() });
    if let Some(end) = end_millis {
        insert(&mut body, "end_time", end.into());
    }
    Call::new(
        Request::post("ajax-api/2.0/mlflow/runs/update", &body),
        decode::accepted,
    )
}

/// Deletes a run, restorably.
pub fn delete(id: &RunId) -> Call<()> {
    Call::new(
        Request::post("ajax-api/2.0/mlflow/runs/delete", &json!({ "run_id": id })),
        decode::accepted,
    )
}

/// Brings a deleted run back.
pub fn restore(id: &RunId) -> Call<()> {
    Call::new(
        Request::post("ajax-api/2.0/mlflow/runs/restore", &json!({ "run_id": id })),
        decode::accepted,
    )
}

/// Sets a tag, replacing the value that it may have.
pub fn set_tag(id: &RunId, key: &str, value: &str) -> Call<()> {
    let body = json!({ "run_id": id, "key": key, "value": value });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/runs/set-tag", &body),
        decode::accepted,
    )
}

/// Removes a tag; an error where the run has none of this key.
pub fn delete_tag(id: &RunId, key: &str) -> Call<()> {
    let body = json!({ "run_id": id, "key": key });
    Call::new(
        Request::post("ajax-api/2.0/mlflow/runs/delete-tag", &body),
        decode::accepted,
    )
}

/// Reads one run of an answer, a JSON object by itself.
pub(crate) fn read_one(json: &[u8]) -> Result<Run, ApiError> {
    decode::object(json)
}

/// Reads a whole answer to [`search`]: what is wrong with one, for who reads answers in pieces.
pub(crate) fn read_page(json: &[u8]) -> Result<Page<Run>, ApiError> {
    decode_page(json)
}

fn insert(body: &mut Value, key: &str, value: Value) {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
}

fn decode_page(body: &[u8]) -> Result<Page<Run>, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default, deserialize_with = "tolerant::list")]
        runs: Vec<Run>,
        #[serde(default, deserialize_with = "tolerant::present_text")]
        next_page_token: Option<String>,
    }

    let answer: Answer = decode::object(body)?;
    Ok(Page {
        items: answer.runs,
        next_page_token: answer.next_page_token,
    })
}

fn decode_one(body: &[u8]) -> Result<Run, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        run: Run,
    }

    decode::object(body).map(|answer: Answer| answer.run)
}

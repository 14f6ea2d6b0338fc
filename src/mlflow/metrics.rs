//! Metrics and their histories: `ajax-api/2.0/mlflow/metrics/*`.

use serde::Deserialize;

use super::request::{Call, Request};
use super::{ApiError, LoggedModelId, Page, RunId, decode, tolerant};

/// The most runs that one [`history_bulk_interval`] takes.
pub const MOST_RUNS_IN_BULK: usize = 100;

/// The most points a run that one [`history_bulk_interval`] gives.
pub const MOST_POINTS_IN_BULK: u32 = 2500;

/// One value of a metric.
///
/// Unlike as numbers, NaN equals NaN: an answer that comes again is equal to itself.
#[derive(Clone, Debug, Deserialize)]
pub struct Metric {
    /// Its name. In it, `/` groups.
    pub key: String,
    /// NaN and the infinities are values; a missing or unreadable one is NaN.
    #[serde(default = "not_a_number", deserialize_with = "tolerant::metric_value")]
    pub value: f64,
    /// When it was logged, in milliseconds since 1970.
    #[serde(default, rename = "timestamp", deserialize_with = "tolerant::integer")]
    pub timestamp_millis: i64,
    /// Chosen by whoever logged: may repeat, be negative and run backwards in time.
    #[serde(default, deserialize_with = "tolerant::integer")]
    pub step: i64,
    /// The logged model that it is about (`MLflow` 3).
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub model_id: Option<LoggedModelId>,
    /// The dataset that it was measured on (`MLflow` 3).
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub dataset_name: Option<String>,
    /// That dataset's digest.
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub dataset_digest: Option<String>,
    /// The run that logged it, where the answer is about several.
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub run_id: Option<RunId>,
}

impl PartialEq for Metric {
    fn eq(&self, other: &Self) -> bool {
        let Self {
            key,
            value,
            timestamp_millis,
            step,
            model_id,
            dataset_name,
            dataset_digest,
            run_id,
        } = self;
        value.total_cmp(&other.value).is_eq()
            && (key, timestamp_millis, step) == (&other.key, &other.timestamp_millis, &other.step)
            && (model_id, run_id) == (&other.model_id, &other.run_id)
            && (dataset_name, dataset_digest) == (&other.dataset_name, &other.dataset_digest)
    }
}

impl Eq for Metric {}

fn not_a_number() -> f64 {
    f64::NAN
}

/// One page of every value that a run logged of one metric, unsampled, in the order that it was logged.
///
/// `max_results` is always sent: servers page only when it is.
pub fn history(run: &RunId, key: &str, max_results: u32, page_token: Option<&str>) -> Call<Page<Metric>> {
    let request = Request::get("ajax-api/2.0/mlflow/metrics/get-history")
        .query("run_id", run.as_str())
        .query("metric_key", key)
        .query("max_results", &max_results.to_string())
        .query_unless_empty("page_token", page_token);
    Call::new(request, decode_page)
}

/// At most `max_results` values a run, sampled evenly over steps, of one metric of several runs.
///
/// At most [`MOST_RUNS_IN_BULK`] runs and 1 to [`MOST_POINTS_IN_BULK`] results, or the server answers 400.
/// `steps` is the first and last step wanted. Runs may come with different steps; which ones depends on the server's
/// version.
pub fn history_bulk_interval(
    runs: &[RunId],
    key: &str,
    max_results: u32,
    steps: Option<(i64, i64)>,
) -> Call<Vec<Metric>> {
    let mut request = Request::get("ajax-api/2.0/mlflow/metrics/get-history-bulk-interval");
    for run in runs {
        request = request.query("run_ids", run.as_str());
    }
    request = request
        .query("metric_key", key)
        .query("max_results", &max_results.to_string());
    if let Some((start, end)) = steps {
        request = request
            .query("start_step", &start.to_string())
            .query("end_step", &end.to_string());
    }
    Call::new(request, |body| decode_page(body).map(|page| page.items))
}

/// The most points that one [`history_bulk`] gives, of all its runs together.
pub const MOST_POINTS_OF_ALL_IN_BULK: usize = 25_000;

/// Every value of one metric of several runs, run by run in the order of their ids, until
/// [`MOST_POINTS_OF_ALL_IN_BULK`] are there: then the last run is cut off, and those behind it are missing.
pub fn history_bulk(runs: &[RunId], key: &str) -> Call<Vec<Metric>> {
    let mut request = Request::get("ajax-api/2.0/mlflow/metrics/get-history-bulk");
    for run in runs {
        request = request.query("run_id", run.as_str());
    }
    request = request
        .query("metric_key", key)
        .query("max_results", &MOST_POINTS_OF_ALL_IN_BULK.to_string());
    Call::new(request, |body| decode_page(body).map(|page| page.items))
}

fn decode_page(body: &[u8]) -> Result<Page<Metric>, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default, deserialize_with = "tolerant::list")]
        metrics: Vec<Metric>,
        #[serde(default, deserialize_with = "tolerant::present_text")]
        next_page_token: Option<String>,
    }

    let answer: Answer = decode::object(body)?;
    Ok(Page {
        items: answer.metrics,
        next_page_token: answer.next_page_token,
    })
}

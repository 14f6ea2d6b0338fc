//! A tracking server whose runs are made up while they are asked for: more of them than a store could be filled with in
//! any patience. It answers in `MLflow`'s own form, spaces and all.

use anyhow::Result;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as HttpBody, Bytes, Frame};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use xtask::serve::{Body, Serving, Site};

const FIRST_START_MILLIS: u64 = 1_767_225_600_000;
const CHUNK_BYTES: usize = 1 << 18;
const PARAMS: usize = 20;
const TAGS: usize = 10;

/// An experiment: so many runs of so many keys, all of which every run has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Runs.
    pub runs: usize,
    /// Metrics, 20 parameters and 10 tags.
    pub keys: usize,
}

impl Shape {
    /// The id of the experiment of this shape; `number` tells apart those of one shape.
    pub fn experiment(self, number: usize) -> String {
        // MLflow's ids are numbers, so these are too.
        format!("{}{:06}{:06}", number + 1, self.runs, self.keys)
    }

    fn of(experiment: &str) -> Option<Self> {
        let digits = experiment.len().checked_sub(12)?;
        let (runs, keys) = (experiment.get(digits..digits + 6)?, experiment.get(digits + 6..)?);
        Some(Self {
            runs: runs.parse().ok()?,
            keys: keys.parse().ok()?,
        })
    }

    /// Cells that hold a value.
    pub fn cells(self) -> usize {
        self.runs * self.keys
    }

    fn metrics(self) -> usize {
        self.keys.saturating_sub(PARAMS + TAGS)
    }

    /// The first run when sorted by a metric, in both orders, and when not sorted.
    pub fn first_sorted(self, metric: usize) -> Vec<String> {
        let value = |run: &usize| mixed(*run, metric) % SCALE;
        let runs = || 0..self.runs;
        let firsts = [runs().max_by_key(value), runs().min_by_key(value), runs().last()];
        firsts.into_iter().flatten().map(id).collect()
    }

    /// All runs whose `metric` is above so many hundredths.
    pub fn above(self, metric: usize, hundredths: u64) -> Vec<String> {
        let least = hundredths * (SCALE / 100);
        (0..self.runs)
            .filter(|run| mixed(*run, metric) % SCALE > least)
            .map(id)
            .collect()
    }
}

/// The name of a metric by its number.
pub fn metric_key(metric: usize) -> String {
    format!("metric_{metric:04}")
}

/// Metrics are below 1, with nine digits.
const SCALE: u64 = 1_000_000_000;

/// Starts to serve the site before made-up runs.
///
/// # Errors
/// When there is no site, or no port.
pub fn serve(dist: &Path) -> Result<Serving> {
    let site = Site {
        dist: dist.to_path_buf(),
        ..Site::default()
    };
    site.start_with_own_api(Box::new(answer), 0)
}

fn answer(path: &str, body: &[u8]) -> Response<Body> {
    let asked: Value = serde_json::from_slice(body).unwrap_or_default();
    match path.rsplit_once("mlflow/").map_or(path, |(_, call)| call) {
        "version" => respond(Full::new(Bytes::from_static(b"3.17.2")).map_err(never).boxed()),
        "runs/search" => runs(&asked),
        "experiments/get" => plain(&json!({ "experiment": { "experiment_id": "0", "name": "made up",
            "artifact_location": "mlflow-artifacts:/0", "lifecycle_stage": "active" } })),
        "runs/update" | "experiments/set-experiment-tag" => respond_with(
            StatusCode::NOT_FOUND,
            Full::new(Bytes::new()).map_err(never).boxed(),
        ),
        // Every list that is not there is an empty one.
        _ => plain(&json!({})),
    }
}

fn runs(asked: &Value) -> Response<Body> {
    let experiment = asked["experiment_ids"][0].as_str().unwrap_or_default();
    let is_filtered = asked["filter"].as_str().is_some_and(|filter| !filter.is_empty());
    // Who filters wants what is newer, or a parent: there is neither.
    let Some(shape) = Shape::of(experiment).filter(|_| !is_filtered) else {
        return plain(&json!({}));
    };
    let most = asked["max_results"].as_u64().unwrap_or(1000);
    let most = usize::try_from(most).unwrap_or(1000);
    let token = asked["page_token"].as_str().unwrap_or_default();
    let first = token.parse().unwrap_or(0).min(shape.runs);
    let answer = Answer {
        experiment: experiment.to_owned(),
        keys: Arc::new(Keys::of(shape)),
        shape,
        first,
        next: first,
        end: (first + most).min(shape.runs),
        metric: None,
        is_over: false,
    };
    respond(answer.boxed())
}

fn plain(value: &Value) -> Response<Body> {
    respond(Full::new(Bytes::from(value.to_string())).map_err(never).boxed())
}

fn never(never: std::convert::Infallible) -> hyper::Error {
    match never {}
}

fn respond(body: Body) -> Response<Body> {
    respond_with(StatusCode::OK, body)
}

fn respond_with(status: StatusCode, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// What stands around each value, written once for an answer.
struct Keys {
    metrics: Vec<String>,
    rest: String,
}

impl Keys {
    fn of(shape: Shape) -> Self {
        let metrics = (0..shape.metrics()).map(|metric| {
            format!(
                "          {{\n            \"key\": \"{}\",\n            \"value\": 0.",
                metric_key(metric)
            )
        });
        let pairs = |list: &str, name: &str, count: usize| {
            let entries = (0..count).map(|number| {
                format!(
                    "          {{\n            \"key\": \"{name}_{number:02}\",\n            \"value\": \"{}\"\n          }}",
                    number * 8
                )
            });
            format!(
                "        \"{list}\": [\n{}\n        ]",
                entries.collect::<Vec<_>>().join(",\n")
            )
        };
        Self {
            metrics: metrics.collect(),
            rest: format!(
                "\n        ],\n{},\n{}\n      }},\n      \"inputs\": {{}},\n      \"outputs\": {{}}\n    }}",
                pairs("params", "param", PARAMS),
                pairs("tags", "tag", TAGS)
            ),
        }
    }
}

/// An answer of `runs/search` that is written while it is sent. The newest run comes first.
struct Answer {
    experiment: String,
    keys: Arc<Keys>,
    shape: Shape,
    first: usize,
    next: usize,
    end: usize,
    /// The metric of the run `next` that is to be written now; none before its head.
    metric: Option<usize>,
    is_over: bool,
}

impl Answer {
    fn chunk(&mut self) -> Option<Vec<u8>> {
        if self.is_over {
            return None;
        }
        let mut text = Vec::with_capacity(CHUNK_BYTES + 4096);
        while text.len() < CHUNK_BYTES {
            if self.next == self.end {
                self.is_over = true;
                let token = if self.end < self.shape.runs {
                    format!("\n  ],\n  \"next_page_token\": \"{}\"\n}}", self.end)
                } else {
                    "\n  ]\n}".to_owned()
                };
                text.extend_from_slice(token.as_bytes());
                break;
            }
            let run = self.shape.runs - 1 - self.next;
            match self.metric {
                None => {
                    text.extend_from_slice(self.head(run).as_bytes());
                    self.metric = Some(0);
                }
                Some(metric) => {
                    let end = (metric + 1_000).min(self.keys.metrics.len());
                    for metric in metric..end {
                        self.write_metric(&mut text, run, metric);
                    }
                    self.metric = Some(end);
                    if end == self.keys.metrics.len() {
                        text.extend_from_slice(self.keys.rest.as_bytes());
                        self.next += 1;
                        self.metric = None;
                    }
                }
            }
        }
        Some(text)
    }

    fn head(&self, run: usize) -> String {
        let (id, start) = (id(run), FIRST_START_MILLIS + 60_000 * run as u64);
        let mut text = String::new();
        text.push_str(if self.next == self.first {
            "{\n  \"runs\": [\n"
        } else {
            ",\n"
        });
        let _ = write!(
            text,
            "    {{\n      \"info\": {{\n        \"run_uuid\": \"{id}\",\n        \"experiment_id\": \"{}\",\n        \
             \"run_name\": \"run-{run:06}\",\n        \"user_id\": \"ada\",\n        \"status\": \"FINISHED\",\n        \
             \"start_time\": {start},\n        \"end_time\": {},\n        \
             \"artifact_uri\": \"mlflow-artifacts:/0/{id}/artifacts\",\n        \"lifecycle_stage\": \"active\",\n        \
             \"run_id\": \"{id}\"\n      }},\n      \"data\": {{\n        \"metrics\": [\n",
            self.experiment,
            start + 5_000
        );
        text
    }

    fn write_metric(&self, text: &mut Vec<u8>, run: usize, metric: usize) {
        if metric > 0 {
            text.extend_from_slice(b",\n");
        }
        let head = self.keys.metrics.get(metric).map_or("", String::as_str);
        text.extend_from_slice(head.as_bytes());
        let mut digits = [b'0'; 9];
        let mut value = mixed(run, metric) % SCALE;
        for digit in digits.iter_mut().rev() {
            let last = (value % 10) as u8;
            *digit = b'0' + last;
            value /= 10;
        }
        text.extend_from_slice(&digits);
        text.extend_from_slice(
            b",\n            \"timestamp\": 1767225600000,\n            \"step\": 99\n          }",
        );
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        Poll::Ready(
            self.get_mut()
                .chunk()
                .map(|text| Ok(Frame::data(Bytes::from(text)))),
        )
    }
}

fn id(run: usize) -> String {
    format!(
        "{:016x}{:016x}",
        mixed(run, usize::MAX),
        mixed(run, usize::MAX - 1)
    )
}

/// A number that looks like chance and is always the same (splitmix64).
fn mixed(run: usize, column: usize) -> u64 {
    let seed = (run as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (column as u64).wrapping_mul(0xd1b5_4a32_d192_ed03);
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(shape: Shape, most: usize) -> Vec<Value> {
        let mut pages = Vec::new();
        let mut first = 0;
        while first < shape.runs {
            let mut answer = Answer {
                experiment: shape.experiment(0),
                keys: Arc::new(Keys::of(shape)),
                shape,
                first,
                next: first,
                end: (first + most).min(shape.runs),
                metric: None,
                is_over: false,
            };
            let text: Vec<u8> = std::iter::from_fn(|| answer.chunk()).flatten().collect();
            pages.push(serde_json::from_slice(&text).unwrap());
            first += most;
        }
        pages
    }

    #[test]
    fn pages_hold_every_run_once_and_the_last_has_no_token() {
        let shape = Shape { runs: 25, keys: 40 };
        let pages = pages(shape, 10);
        assert_eq!(pages.len(), 3);
        assert_eq!(pages[0]["next_page_token"], "10");
        assert!(pages[2]["next_page_token"].is_null());
        let runs: Vec<&Value> = pages
            .iter()
            .flat_map(|page| page["runs"].as_array().unwrap())
            .collect();
        let ids: std::collections::HashSet<_> =
            runs.iter().map(|run| run["info"]["run_id"].as_str()).collect();
        assert_eq!((runs.len(), ids.len()), (25, 25));
        for run in runs {
            let count = |list: &str| run["data"][list].as_array().unwrap().len();
            assert_eq!(count("metrics") + count("params") + count("tags"), 40);
        }
    }

    #[test]
    fn what_is_expected_of_a_table_is_what_the_answers_say() {
        let shape = Shape { runs: 300, keys: 33 };
        let pages = pages(shape, 300);
        let mut values: Vec<(f64, &str)> = pages[0]["runs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| {
                (
                    run["data"]["metrics"][1]["value"].as_f64().unwrap(),
                    run["info"]["run_id"].as_str().unwrap(),
                )
            })
            .collect();
        values.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert_eq!(shape.first_sorted(1)[..2], [values[299].1, values[0].1]);
        let above = values.iter().filter(|(value, _)| *value > 0.9).count();
        assert_eq!(shape.above(1, 90).len(), above);
    }

    #[test]
    fn an_experiment_tells_its_shape() {
        let shape = Shape {
            runs: 100_000,
            keys: 60,
        };
        assert_eq!(Shape::of(&shape.experiment(49)), Some(shape));
        assert_eq!(Shape::of("7"), None);
    }
}

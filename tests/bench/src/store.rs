//! The runs that both pages show, in a store of `MLflow`; and the server asked directly.

use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use sporeprint_e2e::python_program;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Runs in the store.
pub const RUNS: usize = 10_000;
/// Metrics, parameters and tags of each run.
pub const KEYS: usize = 60;
const WRITER: &str = include_str!("../write_store.py");

/// The folder of a store with one experiment of [`RUNS`] runs; written once, and kept while the writer and `MLflow` stay
/// the same.
///
/// # Errors
/// When the writer fails.
pub fn written(settings: &Settings) -> Result<PathBuf> {
    let version = python_program(&settings.venv, "python")
        .args(["-c", "import importlib.metadata as m; print(m.version('mlflow'))"])
        .output()
        .context("asking for MLflow's version")?;
    let mut hasher = DefaultHasher::new();
    (&version.stdout, WRITER, RUNS).hash(&mut hasher);
    let finished = settings.out.join(format!("store-{:016x}", hasher.finish()));
    if finished.is_dir() {
        return Ok(finished);
    }
    let half = settings.out.join("store-half");
    let _ = fs::remove_dir_all(&half);
    fs::create_dir_all(&half)?;
    println!("Writing {RUNS} runs of {KEYS} keys (half a minute, once)");
    let output = python_program(&settings.venv, "python")
        .args(["-c", WRITER, "--experiment", "bench", "--runs", &RUNS.to_string()])
        .arg("--database")
        .arg(half.join("mlflow.db"))
        .output()?;
    if !output.status.success() {
        bail!(
            "the writer of runs failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    fs::rename(&half, &finished)?;
    Ok(finished)
}

/// A client of one server.
#[derive(Debug)]
pub struct Server {
    base: String,
    client: reqwest::Client,
}

impl Server {
    /// Asks the server at `base`, which ends with a slash.
    ///
    /// # Errors
    /// When there can be no client.
    pub fn new(base: &str) -> Result<Self> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self {
            base: base.to_owned(),
            client,
        })
    }

    /// The runs that a search finds first.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn search(
        &self,
        experiment: &str,
        filter: &str,
        order_by: &str,
        most: usize,
    ) -> Result<Vec<String>> {
        let order_by: Vec<&str> = Some(order_by)
            .filter(|order| !order.is_empty())
            .into_iter()
            .collect();
        let body = json!({ "experiment_ids": [experiment], "filter": filter, "order_by": order_by, "max_results": most });
        let answer: Value = serde_json::from_slice(&self.ask(&body).await?)?;
        let runs = answer["runs"].as_array().into_iter().flatten();
        Ok(runs
            .filter_map(|run| Some(run["info"]["run_id"].as_str()?.to_owned()))
            .collect())
    }

    /// How long the server alone needs for all runs, a thousand an answer, one after another; and their bytes.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn all_runs(&self, experiment: &str) -> Result<(Duration, usize)> {
        let began = Instant::now();
        let mut bytes = 0;
        let mut token = Value::Null;
        loop {
            let mut body = json!({ "experiment_ids": [experiment], "max_results": 1000 });
            if let Some(body) = body.as_object_mut().filter(|_| !token.is_null()) {
                body.insert("page_token".to_owned(), token);
            }
            let answer = self.ask(&body).await?;
            bytes += answer.len();
            match next_page(&answer) {
                Some(next) => token = json!(next),
                None => return Ok((began.elapsed(), bytes)),
            }
        }
    }

    async fn ask(&self, body: &Value) -> Result<Vec<u8>> {
        let url = format!("{}api/2.0/mlflow/runs/search", self.base);
        let response = self.client.post(url).json(body).send().await?;
        Ok(response.error_for_status()?.bytes().await?.to_vec())
    }
}

/// The token of the next page, which stands at the end of an answer: the client should not read all of it for that.
fn next_page(answer: &[u8]) -> Option<String> {
    let end = answer.get(answer.len().saturating_sub(400)..)?;
    let end = String::from_utf8_lossy(end);
    let (_, rest) = end.split_once("\"next_page_token\"")?;
    Some(rest.split('"').nth(1)?.to_owned()).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_read_from_the_end_of_an_answer() {
        let answer = b"{\n  \"runs\": [],\n  \"next_page_token\": \"eyJ9==\"\n}";
        assert_eq!(next_page(answer).as_deref(), Some("eyJ9=="));
        assert_eq!(next_page(b"{\"runs\": []}"), None);
    }
}

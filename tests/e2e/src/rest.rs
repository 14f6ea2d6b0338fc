//! The tracking server asked directly, for what a page ought to show.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// A client of one server's REST API.
#[derive(Clone, Debug)]
pub struct Rest {
    base: String,
    client: reqwest::Client,
}

impl Rest {
    /// Asks the server at `base`, which ends with a slash.
    pub fn new(base: &str) -> Result<Self> {
        Ok(Self {
            base: base.to_owned(),
            client: reqwest::Client::builder().no_proxy().build()?,
        })
    }

    /// Sends a `POST` to `mlflow/<path>` of the REST API 2.0.
    pub async fn post(&self, path: &str, body: Value) -> Result<Value> {
        let url = format!("{}api/2.0/mlflow/{path}", self.base);
        Self::answer(path, self.client.post(url).json(&body)).await
    }

    /// Sends a `GET` to `mlflow/<path>` of the REST API 2.0.
    pub async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Value> {
        let url = format!("{}api/2.0/mlflow/{path}", self.base);
        Self::answer(path, self.client.get(url).query(query)).await
    }

    /// What the server says of a request that it refuses.
    pub async fn refusal(&self, path: &str, body: Value) -> Result<String> {
        let url = format!("{}api/2.0/mlflow/{path}", self.base);
        let answer: Value = self.client.post(url).json(&body).send().await?.json().await?;
        Ok(text(&answer["message"]))
    }

    /// The text of one of a run's artifacts.
    pub async fn artifact(&self, run_id: &str, path: &str) -> Result<String> {
        let url = format!("{}get-artifact", self.base);
        let response = self
            .client
            .get(url)
            .query(&[("run_id", run_id), ("path", path)])
            .send()
            .await?;
        Ok(response.error_for_status()?.text().await?)
    }

    /// Puts a file among a run's artifacts.
    pub async fn put_artifact(&self, run: &Value, path: &str, bytes: &'static str) -> Result<()> {
        let root = text(&run["info"]["artifact_uri"]);
        let root = root
            .strip_prefix("mlflow-artifacts:/")
            .context("the server keeps the artifacts")?;
        let url = format!("{}api/2.0/mlflow-artifacts/artifacts/{root}/{path}", self.base);
        self.client
            .put(url)
            .body(bytes)
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }

    async fn answer(path: &str, request: reqwest::RequestBuilder) -> Result<Value> {
        let response = request
            .send()
            .await
            .with_context(|| format!("no answer to {path}"))?;
        let (status, text) = (response.status(), response.text().await?);
        if !status.is_success() {
            bail!("{path}: {status} {text}");
        }
        serde_json::from_str(&text).with_context(|| format!("{path} answered {text}"))
    }

    /// The id of the experiment of this name.
    pub async fn experiment_id(&self, name: &str) -> Result<String> {
        let found = self
            .get("experiments/get-by-name", &[("experiment_name", name)])
            .await?;
        Ok(found["experiment"]["experiment_id"]
            .as_str()
            .context("an experiment has an id")?
            .to_owned())
    }

    /// The ids of the active experiments that the filter finds, in this order.
    pub async fn experiment_ids(&self, filter: &str, order_by: &str) -> Result<Vec<String>> {
        let query = [
            ("max_results", "1000"),
            ("filter", filter),
            ("order_by", order_by),
        ];
        let found = self.get("experiments/search", &query).await?;
        Ok(list(&found, "experiments")
            .map(|one| text(&one["experiment_id"]))
            .collect())
    }

    /// The active runs of an experiment.
    pub async fn runs(&self, experiment_id: &str, filter: &str, order_by: &[&str]) -> Result<Vec<Value>> {
        let body = json!({ "experiment_ids": [experiment_id], "filter": filter, "order_by": order_by, "max_results": 1000 });
        let found = self.post("runs/search", body).await?;
        Ok(list(&found, "runs").cloned().collect())
    }

    /// The one run of this name in an experiment.
    pub async fn run_named(&self, experiment_id: &str, name: &str) -> Result<Value> {
        let filter = format!("attributes.run_name = '{name}'");
        let runs = self.runs(experiment_id, &filter, &[]).await?;
        runs.into_iter()
            .next()
            .with_context(|| format!("no run {name:?} in experiment {experiment_id}"))
    }
}

/// The entries of a list in an answer; a list that the server omits is empty.
pub fn list<'a>(answer: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    answer[key].as_array().into_iter().flatten()
}

/// A string in an answer.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

//! Files of runs, logged models and model versions: how to list them and where their bytes are.

use serde::Deserialize;

use super::request::{Call, Request, append_query, encoded};
use super::{ApiError, LoggedModelId, RunId, decode, tolerant};

/// A file or folder.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Deserialize)]
pub struct ArtifactFile {
    /// From the root of the run's or model's artifacts, also when a folder was listed.
    pub path: String,
    /// Whether it is a folder.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub is_dir: bool,
    /// A file's size, where the store tells.
    #[serde(default, rename = "file_size", deserialize_with = "tolerant::optional_count")]
    pub size_bytes: Option<u64>,
}

impl ArtifactFile {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default()
    }
}

/// The content of one folder.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct ArtifactListing {
    /// The URI of the root of the artifacts; empty if the server doesn't say.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub root_uri: String,
    /// Files and folders, one level, in the server's order.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub files: Vec<ArtifactFile>,
    /// `None` where the listing is whole.
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub next_page_token: Option<String>,
}

/// What owns artifacts.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ArtifactSource {
    /// A run.
    Run(RunId),
    /// A logged model (`MLflow` 3), whose files aren't among its run's.
    LoggedModel(LoggedModelId),
    /// A version of a registered model.
    ModelVersion {
        /// The registered model's name.
        name: String,
        /// The version, a number as text.
        version: String,
    },
}

impl ArtifactSource {
    /// Lists one folder; the empty path is the root.
    ///
    /// `None` for a model version, whose files the API gives but doesn't list: list its logged model or run.
    pub fn list(&self, path: &str, page_token: Option<&str>) -> Option<Call<ArtifactListing>> {
        match self {
            Self::Run(run) => Some(list(run, path, page_token)),
            Self::LoggedModel(model) => {
                let base = format!(
                    "ajax-api/2.0/mlflow/logged-models/{}/artifacts/directories",
                    encoded(model.as_str())
                );
                let request = Request::get(base)
                    .query_unless_empty("artifact_directory_path", Some(path))
                    .query_unless_empty("page_token", page_token);
                Some(Call::new(request, decode_listing))
            }
            Self::ModelVersion { .. } => None,
        }
    }

    /// Where the bytes of a file are, relative to the tracking server's base URL, percent-encoded.
    ///
    /// The server's content type is no guide (most text formats are `text/plain`), and it always says to download.
    pub fn file_path(&self, path: &str) -> String {
        let (mut url, name) = match self {
            Self::Run(run) => (format!("get-artifact?run_id={}", encoded(run.as_str())), "path"),
            Self::LoggedModel(model) => {
                let id = encoded(model.as_str());
                (
                    format!("ajax-api/2.0/mlflow/logged-models/{id}/artifacts/files"),
                    "artifact_file_path",
                )
            }
            Self::ModelVersion { name, version } => {
                let (name, version) = (encoded(name), encoded(version));
                (
                    format!("model-versions/get-artifact?name={name}&version={version}"),
                    "path",
                )
            }
        };
        append_query(&mut url, name, path);
        url
    }
}

/// Lists one folder of a run's artifacts; the empty path is the root.
pub fn list(run: &RunId, path: &str, page_token: Option<&str>) -> Call<ArtifactListing> {
    let request = Request::get("ajax-api/2.0/mlflow/artifacts/list")
        .query("run_id", run.as_str())
        .query_unless_empty("path", Some(path))
        .query_unless_empty("page_token", page_token);
    Call::new(request, decode_listing)
}

fn decode_listing(body: &[u8]) -> Result<ArtifactListing, ApiError> {
    decode::object(body)
}

//! The answers that `tests/fixtures/record.py` recorded from real servers.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;
use sporeprint::mlflow::{ApiError, Call, Request};

/// The versions of `MLflow` that answers were recorded from.
pub const VERSIONS: [&str; 2] = ["2.22", "3.17"];

#[derive(Deserialize)]
struct Entry {
    method: String,
    path: String,
    body: Option<Value>,
    status: u16,
    content_type: Option<String>,
    file: String,
}

/// One request with what a server answered.
pub struct Recording {
    pub name: String,
    pub status: u16,
    pub body: Vec<u8>,
    path: String,
    method: String,
    sent: Option<Value>,
    content_type: Option<String>,
}

/// All recordings of one server.
pub struct Server {
    pub version: &'static str,
    recordings: BTreeMap<String, Recording>,
}

impl Server {
    pub fn open(version: &'static str) -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(format!("mlflow-{version}"));
        let read = |file: &str| fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let index: BTreeMap<String, Entry> = serde_json::from_slice(&read("index.json")).unwrap();
        let recordings = index.into_iter().map(|(name, entry)| {
            let body = read(&entry.file);
            let Entry {
                method,
                path,
                body: sent,
                status,
                content_type,
                ..
            } = entry;
            (
                name.clone(),
                Recording {
                    name,
                    status,
                    body,
                    path,
                    method,
                    sent,
                    content_type,
                },
            )
        });
        Self {
            version,
            recordings: recordings.collect(),
        }
    }

    pub fn all() -> [Self; 2] {
        VERSIONS.map(Self::open)
    }

    pub fn recordings(&self) -> impl Iterator<Item = &Recording> {
        self.recordings.values()
    }

    pub fn recording(&self, name: &str) -> &Recording {
        self.recordings
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not recorded from {}", self.version))
    }

    /// What the call gives from the recorded answer. The call must send exactly what was sent when recording.
    pub fn answer<T>(&self, name: &str, call: &Call<T>) -> Result<T, ApiError> {
        let recording = self.recording(name);
        recording.assert_asked_by(&call.request);
        if (200..300).contains(&recording.status) {
            call.decode(&recording.body)
        } else {
            Err(recording.error())
        }
    }

    /// As [`Server::answer`], where success was recorded.
    pub fn success<T>(&self, name: &str, call: &Call<T>) -> T {
        self.answer(name, call)
            .unwrap_or_else(|error| panic!("{name} of {}: {error:?}", self.version))
    }
}

impl Recording {
    pub fn error(&self) -> ApiError {
        ApiError::from_response(self.status, self.content_type.as_deref(), &self.body)
    }

    pub fn assert_asked_by(&self, request: &Request) {
        assert_eq!(
            (request.method.as_str(), request.path.as_str()),
            (self.method.as_str(), self.path.as_str())
        );
        let body = request
            .body
            .as_deref()
            .map(|body| serde_json::from_str::<Value>(body).unwrap());
        assert_eq!(body, self.sent, "{}", self.name);
    }
}

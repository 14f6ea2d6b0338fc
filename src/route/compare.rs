//! What is compared: runs, or versions of a model.

use super::fragment::decode_component;
use super::json_list::{print_ids, take_ids};
use super::model_name::ModelName;
use super::params::Params;
use crate::mlflow::{ExperimentId, RunId};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// Query of `#/compare-runs`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CompareRuns {
    /// The runs, in the order of the address.
    pub runs: Vec<RunId>,
    /// Their experiments, if the address says.
    pub experiments: Vec<ExperimentId>,
    /// Unknown query parameters.
    pub extra: Params,
}

impl CompareRuns {
    pub(super) fn read(mut params: Params) -> Self {
        Self {
            runs: take_ids(&mut params, "runs"),
            experiments: take_ids(&mut params, "experiments"),
            extra: params,
        }
    }

    pub(super) fn write(&self) -> Params {
        let mut params = Params::default();
        params.push_some("runs", print_ids(&self.runs, RunId::as_str));
        params.push_some("experiments", print_ids(&self.experiments, ExperimentId::as_str));
        params.append(&self.extra);
        params
    }
}

/// Query of `#/compare-model-versions`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CompareModelVersions {
    /// Whose versions; empty if the address does not say.
    pub name: ModelName,
    /// Each version and the run that it came from, in the order of the address.
    pub versions: Vec<(RunId, String)>,
    /// Unknown query parameters.
    pub extra: Params,
}

impl CompareModelVersions {
    pub(super) fn read(mut params: Params) -> Self {
        // The official UI writes a JSON string of the percent-encoded name, and encodes that again.
        let name = params.take_text("name").map(|text| {
            serde_json::from_str::<String>(&text).map_or(text, |encoded| decode_component(&encoded))
        });
        let versions = params.take("runs", |text| serde_json::from_str::<Versions>(text).ok());
        Self {
            name: name.unwrap_or_default().into(),
            versions: versions.map_or_else(Vec::new, |versions| versions.0),
            extra: params,
        }
    }

    pub(super) fn write(&self) -> Params {
        let mut params = Params::default();
        if !self.name.as_str().is_empty() {
            let encoded = utf8_percent_encode(self.name.as_str(), NON_ALPHANUMERIC);
            params.push("name", format!("\"{encoded}\""));
        }
        if !self.versions.is_empty() {
            let pairs = self.versions.iter().map(|(run, version)| {
                let text = |text: &str| serde_json::Value::from(text).to_string();
                format!("{}:{}", text(run.as_str()), text(version))
            });
            params.push("runs", format!("{{{}}}", pairs.collect::<Vec<_>>().join(",")));
        }
        params.append(&self.extra);
        params
    }
}

/// A JSON object in its own order; two versions of one run are two entries.
struct Versions(Vec<(RunId, String)>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Version {
    Text(String),
    Number(u64),
}

impl<'de> Deserialize<'de> for Versions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Versions;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of run ids and versions")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Versions, A::Error> {
                let mut versions = Vec::new();
                while let Some((run, version)) = entries.next_entry::<String, Version>()? {
                    let version = match version {
                        Version::Text(text) => text,
                        Version::Number(number) => number.to_string(),
                    };
                    versions.push((RunId::from(run), version));
                }
                Ok(Versions(versions))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

//! The `MLflow` REST API: typed calls, tolerant decoding, errors that say what to do.
//!
//! A function per endpoint gives a [`Call`]: what to send ([`Request`], relative to the tracking server's base URL)
//! and how to read the answer. Nothing here does any input or output.
//!
//! What holds for every decoder:
//! - unknown fields are ignored, lists that the server omits are empty, numbers may come as strings;
//! - what is optional degrades to `None` or empty; a missing or unusable required id is [`ApiError::Malformed`]
//!   with the path to it, never a list with one item silently less;
//! - no bytes make it panic.

pub mod artifacts;
pub mod experiments;
pub mod filter;
pub mod logged_models;
pub mod metrics;
pub mod model_versions;
pub mod registered_models;
pub mod runs;
pub mod server;

mod datasets;
mod decode;
mod error;
mod error_response;
mod history_decoder;
mod ids;
mod json_position;
mod page;
mod plain_point;
mod request;
mod run_calls;
mod tags;
mod tolerant;

pub use artifacts::{ArtifactFile, ArtifactListing, ArtifactSource};
pub use datasets::{Column, DatasetInput, DatasetSchema};
pub use error::ApiError;
pub use experiments::{Experiment, ExperimentSearch};
pub use history_decoder::{HistoryDecoder, RunColumns};
pub use ids::{ExperimentId, LoggedModelId, RunId};
pub use logged_models::{LoggedModel, LoggedModelOrder, LoggedModelSearch, LoggedModelStatus, Registration};
pub use metrics::Metric;
pub use model_versions::{ModelVersion, ModelVersionSearch, ModelVersionStatus};
pub use page::{Lifecycle, Page, ViewType};
pub use registered_models::{Alias, RegisteredModel, RegisteredModelSearch};
pub use request::{Call, Method, Request};
pub use runs::{ModelOutput, Run, RunInfo, RunSearch, RunStatus};
pub use server::ServerInfo;
pub use tags::{Param, Tag, is_reserved as is_reserved_tag};

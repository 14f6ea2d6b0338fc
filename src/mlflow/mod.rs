//! The `MLflow` REST API.
mod ids;

pub use ids::*;

//! What the server is: its version, its store, what it offers.

use serde::Deserialize;

use super::request::{Call, Request};
use super::{ApiError, decode, tolerant};

/// What a server of `MLflow` 3 says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct ServerInfo {
    /// `SqlStore` or `FileStore`; the latter lacks logged models. `None` if the server doesn't say.
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub store_type: Option<String>,
    /// Whether every request must name a workspace.
    #[serde(default, deserialize_with = "tolerant::flag")]
    pub workspaces_enabled: bool,
}

/// The server's version, such as `3.17.2`: plain text, so an answer that isn't one is whatever the server said.
pub fn version() -> Call<String> {
    Call::new(Request::get("version"), decode::plain_text)
}

/// What the server says of itself; needs no sign-in.
///
/// An error for which [`ApiError::is_missing`] holds means 2.x, or an early 3.x.
pub fn server_info() -> Call<ServerInfo> {
    Call::new(Request::get("ajax-api/3.0/mlflow/server-info"), decode_info)
}

fn decode_info(body: &[u8]) -> Result<ServerInfo, ApiError> {
    decode::object(body)
}

//! Versions of registered models: `ajax-api/2.0/mlflow/model-versions/*`.

use serde::{Deserialize, Deserializer};

use super::registered_models::Alias;
use super::request::{Call, Request};
use super::tags::{is_reserved, value_of};
use super::{ApiError, LoggedModelId, Page, RunId, Tag, decode, tolerant};

/// One version of a registered model.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct ModelVersion {
    /// The registered model's name.
    pub name: String,
    /// A number as text.
    #[serde(deserialize_with = "tolerant::required_text")]
    pub version: String,
    /// When it was created, in milliseconds since 1970.
    #[serde(
        default,
        rename = "creation_timestamp",
        deserialize_with = "tolerant::optional_integer"
    )]
    pub created_millis: Option<i64>,
    /// When it last changed, in milliseconds since 1970.
    #[serde(
        default,
        rename = "last_updated_timestamp",
        deserialize_with = "tolerant::optional_integer"
    )]
    pub updated_millis: Option<i64>,
    /// Who registered it.
    #[serde(default, rename = "user_id", deserialize_with = "tolerant::present_text")]
    pub user: Option<String>,
    /// The stage, a notion that aliases replace: `None`, `Staging`, `Production`, `Archived` in the server's words.
    #[serde(
        default,
        rename = "current_stage",
        deserialize_with = "tolerant::present_text"
    )]
    pub stage: Option<String>,
    /// In Markdown, written by strangers.
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub description: Option<String>,
    /// Where it was registered from, as a URI; `models:/m-…` for a logged model.
    #[serde(default, deserialize_with = "tolerant::text")]
    pub source: String,
    /// The run that it was registered from.
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub run_id: Option<RunId>,
    /// The logged model that it is (`MLflow` 3).
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub model_id: Option<LoggedModelId>,
    /// Whether it can be used.
    #[serde(default)]
    pub status: ModelVersionStatus,
    /// Why it stands so, in the server's words.
    #[serde(default, deserialize_with = "tolerant::present_text")]
    pub status_message: Option<String>,
    /// All tags, `MLflow`'s own too.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub tags: Vec<Tag>,
    /// Its aliases. Only [`get`] gives them; elsewhere take them from the registered model with
    /// [`join_aliases`](ModelVersion::join_aliases).
    #[serde(default, deserialize_with = "tolerant::list")]
    pub aliases: Vec<String>,
}

/// Whether a version can be used.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ModelVersionStatus {
    /// Being registered.
    Pending,
    /// Usable.
    Ready,
    /// Registering it failed.
    Failed,
    /// A word that isn't known here; empty if the server gave none.
    Unknown(String),
}

impl From<String> for ModelVersionStatus {
    fn from(word: String) -> Self {
        match word.as_str() {
            "PENDING_REGISTRATION" => Self::Pending,
            "READY" => Self::Ready,
            "FAILED_REGISTRATION" => Self::Failed,
            _ => Self::Unknown(word),
        }
    }
}

impl Default for ModelVersionStatus {
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}

impl<'de> Deserialize<'de> for ModelVersionStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        tolerant::text(deserializer).map(Self::from)
    }
}

impl ModelVersion {
    /// The value of a tag.
    pub fn tag(&self, key: &str) -> Option<&str> {
        value_of(&self.tags, key)
    }

    /// The tags that people wrote.
    pub fn user_tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|tag| !is_reserved(&tag.key))
    }

    /// The logged model that it is: what the server says, or what `models:/m-…` in its source says.
    pub fn logged_model(&self) -> Option<LoggedModelId> {
        let in_source = || {
            self.source
                .strip_prefix("models:/")
                .filter(|id| id.starts_with("m-") && !id.contains('/'))
        };
        self.model_id
            .clone()
            .or_else(|| in_source().map(LoggedModelId::from))
    }

    /// Sets the aliases of versions of one registered model from that model's.
    pub fn join_aliases(versions: &mut [ModelVersion], aliases: &[Alias]) {
        for version in versions {
            let own = aliases.iter().filter(|alias| alias.version == version.version);
            version.aliases = own.map(|alias| alias.alias.clone()).collect();
        }
    }
}

/// What to search versions for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ModelVersionSearch {
    /// In the server's filter grammar, such as what [`filter::name_is`](super::filter::name_is) gives; empty for all.
    pub filter: String,
    /// At most this many a page; 1 to 200,000.
    pub max_results: u32,
    /// Such as `version_number DESC`, `last_updated_timestamp DESC`.
    pub order_by: Vec<String>,
    /// From the page before, searched with the same filter and order.
    pub page_token: Option<String>,
}

impl Default for ModelVersionSearch {
    fn default() -> Self {
        Self {
            filter: String::new(),
            max_results: 100,
            order_by: Vec::new(),
            page_token: None,
        }
    }
}

/// One page of the versions that match, without aliases and, by the server's default, without prompts.
pub fn search(search: &ModelVersionSearch) -> Call<Page<ModelVersion>> {
    let mut request = Request::get("ajax-api/2.0/mlflow/model-versions/search")
        .query_unless_empty("filter", Some(&search.filter))
        .query("max_results", &search.max_results.to_string());
    for key in &search.order_by {
        request = request.query("order_by", key);
    }
    Call::new(
        request.query_unless_empty("page_token", search.page_token.as_deref()),
        decode_page,
    )
}

/// One version, with its aliases.
pub fn get(name: &str, version: &str) -> Call<ModelVersion> {
    let request = Request::get("ajax-api/2.0/mlflow/model-versions/get")
        .query("name", name)
        .query("version", version);
    Call::new(request, decode_one)
}

fn decode_page(body: &[u8]) -> Result<Page<ModelVersion>, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default, deserialize_with = "tolerant::list")]
        model_versions: Vec<ModelVersion>,
        #[serde(default, deserialize_with = "tolerant::present_text")]
        next_page_token: Option<String>,
    }

    let answer: Answer = decode::object(body)?;
    Ok(Page {
        items: answer.model_versions,
        next_page_token: answer.next_page_token,
    })
}

fn decode_one(body: &[u8]) -> Result<ModelVersion, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        model_version: ModelVersion,
    }

    decode::object(body).map(|answer: Answer| answer.model_version)
}

//! Registered models: `ajax-api/2.0/mlflow/registered-models/*`.

use serde::Deserialize;

use super::request::{Call, Request};
use super::tags::{is_reserved, value_of};
use super::{ApiError, ModelVersion, Page, Tag, decode, tolerant};

/// A name under which versions of a model are kept.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(from = "RegisteredModelAnswer")]
pub struct RegisteredModel {
    /// Unique on the server. May hold spaces, `%` and any script.
    pub name: String,
    /// When it was created, in milliseconds since 1970.
    pub created_millis: Option<i64>,
    /// When it last changed, in milliseconds since 1970.
    pub updated_millis: Option<i64>,
    /// In Markdown, written by strangers.
    pub description: Option<String>,
    /// The latest version of each stage, with their aliases.
    pub latest_versions: Vec<ModelVersion>,
    /// All tags, `MLflow`'s own too.
    pub tags: Vec<Tag>,
    /// Names for versions. Each stands for one version, a version may have several.
    pub aliases: Vec<Alias>,
}

/// A name for a version of a registered model.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Deserialize)]
pub struct Alias {
    /// The name.
    pub alias: String,
    /// The version, a number as text.
    #[serde(deserialize_with = "tolerant::required_text")]
    pub version: String,
}

impl RegisteredModel {
    /// The value of a tag.
    pub fn tag(&self, key: &str) -> Option<&str> {
        value_of(&self.tags, key)
    }

    /// The tags that people wrote.
    pub fn user_tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|tag| !is_reserved(&tag.key))
    }

    /// Whether it is a prompt, which `MLflow` keeps as a registered model. Searches leave prompts out by default.
    pub fn is_prompt(&self) -> bool {
        self.tag("mlflow.prompt.is_prompt")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The highest version, which isn't the last in the list.
    pub fn latest_version(&self) -> Option<&ModelVersion> {
        self.latest_versions
            .iter()
            .max_by_key(|version| version.version.parse::<u64>().unwrap_or(0))
    }
}

/// What to search registered models for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RegisteredModelSearch {
    /// In the server's filter grammar; empty for all. See [`filter::name_contains`](super::filter::name_contains).
    pub filter: String,
    /// At most this many a page; 1 to 1000.
    pub max_results: u32,
    /// `name ASC` or `last_updated_timestamp DESC` and the like.
    pub order_by: Vec<String>,
    /// From the page before, searched with the same filter and order.
    pub page_token: Option<String>,
}

impl Default for RegisteredModelSearch {
    fn default() -> Self {
        Self {
            filter: String::new(),
            max_results: 100,
            order_by: Vec::new(),
            page_token: None,
        }
    }
}

/// One page of the registered models that match, without prompts.
///
/// Nothing is sent to leave prompts out: servers that have prompts do so unless asked for them, and on older ones a
/// filter on the prompts' tag would leave out every model that lacks it.
pub fn search(search: &RegisteredModelSearch) -> Call<Page<RegisteredModel>> {
    let mut request = Request::get("ajax-api/2.0/mlflow/registered-models/search")
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

/// One registered model.
pub fn get(name: &str) -> Call<RegisteredModel> {
    Call::new(
        Request::get("ajax-api/2.0/mlflow/registered-models/get").query("name", name),
        decode_one,
    )
}

#[derive(Deserialize)]
struct RegisteredModelAnswer {
    name: String,
    #[serde(default, deserialize_with = "tolerant::optional_integer")]
    creation_timestamp: Option<i64>,
    #[serde(default, deserialize_with = "tolerant::optional_integer")]
    last_updated_timestamp: Option<i64>,
    #[serde(default, deserialize_with = "tolerant::present_text")]
    description: Option<String>,
    #[serde(default, deserialize_with = "tolerant::list")]
    latest_versions: Vec<ModelVersion>,
    #[serde(default, deserialize_with = "tolerant::list")]
    tags: Vec<Tag>,
    #[serde(default, deserialize_with = "tolerant::list")]
    aliases: Vec<Alias>,
}

impl From<RegisteredModelAnswer> for RegisteredModel {
    fn from(mut answer: RegisteredModelAnswer) -> Self {
        ModelVersion::join_aliases(&mut answer.latest_versions, &answer.aliases);
        Self {
            name: answer.name,
            created_millis: answer.creation_timestamp,
            updated_millis: answer.last_updated_timestamp,
            description: answer.description,
            latest_versions: answer.latest_versions,
            tags: answer.tags,
            aliases: answer.aliases,
        }
    }
}

fn decode_page(body: &[u8]) -> Result<Page<RegisteredModel>, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default, deserialize_with = "tolerant::list")]
        registered_models: Vec<RegisteredModel>,
        #[serde(default, deserialize_with = "tolerant::present_text")]
        next_page_token: Option<String>,
    }

    let answer: Answer = decode::object(body)?;
    Ok(Page {
        items: answer.registered_models,
        next_page_token: answer.next_page_token,
    })
}

fn decode_one(body: &[u8]) -> Result<RegisteredModel, ApiError> {
    #[derive(Deserialize)]
    struct Answer {
        registered_model: RegisteredModel,
    }

    decode::object(body).map(|answer: Answer| answer.registered_model)
}

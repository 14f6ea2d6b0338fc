//! Saved and shared views: the tags of an experiment that hold them, in the official UI's format.
//!
//! Each view is one tag. A shared one is its state alone; a saved one is a JSON object with a name, two times and the
//! state as text (since 3.1x). The state is JSON, compressed and in base64 behind `deflate;`, or plain.

use serde_json::{Map, Value};

use super::shared_state::ViewProblem;
use crate::mlflow::Tag;
use crate::route::base64;

const PREFIX: &str = "mlflow.sharedViewState.";
const COMPRESSED: &str = "deflate;";

/// As many views as the official UI saves in one experiment.
pub const MOST_VIEWS: usize = 40;
/// The longest value of a tag that a server takes, in characters; `MLflow` 2.x takes only [`MOST_CHARACTERS_2`].
pub const MOST_CHARACTERS: usize = 20_000;
/// The longest value of an experiment's tag on `MLflow` 2.x.
pub const MOST_CHARACTERS_2: usize = 5_000;
/// More bytes than the state of any view has, unpacked.
pub const MOST_BYTES: usize = 1 << 20;

/// A view that has a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedView {
    /// What its link says: `viewStateShareKey`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// When it was first saved, in milliseconds since 1970.
    pub created_millis: i64,
    /// When it was last saved.
    pub updated_millis: i64,
    /// Its state as it stands in the tag.
    state: String,
    /// What else stands there, from a version of the official UI that knows more.
    rest: Map<String, Value>,
}

/// The state of a view, perhaps still to be unpacked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Packed {
    /// JSON.
    Plain(String),
    /// JSON, compressed by zlib's deflate.
    Deflated(Vec<u8>),
}

impl SavedView {
    fn read(id: &str, value: &str) -> Option<Self> {
        let mut rest: Map<String, Value> = serde_json::from_str(value).ok()?;
        let mut text = |name: &str| match rest.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let (name, state) = (text("name")?, text("state")?);
        #[expect(clippy::cast_possible_truncation, reason = "a time far below 2^53")]
        let mut millis = |name: &str| Some(rest.remove(name)?.as_f64()? as i64);
        let created_millis = millis("createdAt")?;
        Some(Self {
            id: id.to_owned(),
            name,
            created_millis,
            updated_millis: millis("updatedAt").unwrap_or(created_millis),
            state,
            rest,
        })
    }

    /// The same view by another name.
    #[must_use]
    pub fn renamed(self, name: &str) -> Self {
        Self {
            name: name.trim().to_owned(),
            ..self
        }
    }

    /// Its state.
    ///
    /// # Errors
    /// [`ViewProblem::Damaged`] if it is no base64.
    pub fn packed(&self) -> Result<Packed, ViewProblem> {
        Packed::read(&self.state)
    }

    /// The value of its tag.
    pub fn value(&self) -> String {
        let text = |text: &str| Value::from(text).to_string();
        let mut value = format!(
            "{{\"name\":{},\"createdAt\":{},\"updatedAt\":{},\"state\":{}",
            text(&self.name),
            self.created_millis,
            self.updated_millis,
            text(&self.state)
        );
        for (name, rest) in &self.rest {
            value.push(',');
            value.push_str(&text(name));
            value.push(':');
            value.push_str(&rest.to_string());
        }
        value.push('}');
        value
    }

    /// The same view with this packed state, saved at this time.
    #[must_use]
    pub fn with_state(self, deflated: &[u8], now_millis: i64) -> Self {
        Self {
            state: packed_text(deflated),
            updated_millis: now_millis,
            ..self
        }
    }

    /// A new view.
    pub fn new(name: &str, deflated: &[u8], now_millis: i64) -> Self {
        let state = packed_text(deflated);
        Self {
            id: id_of(&state, now_millis),
            name: name.trim().to_owned(),
            created_millis: now_millis,
            updated_millis: now_millis,
            state,
            rest: Map::new(),
        }
    }
}

impl Packed {
    fn read(text: &str) -> Result<Self, ViewProblem> {
        match text.strip_prefix(COMPRESSED) {
            None => Ok(Self::Plain(text.to_owned())),
            Some(packed) => base64::decode(packed)
                .map(Self::Deflated)
                .ok_or_else(|| ViewProblem::Damaged("It is not base64.".to_owned())),
        }
    }
}

/// Compressed state as it stands in a tag.
pub fn packed_text(deflated: &[u8]) -> String {
    format!("{COMPRESSED}{}", base64::encode(deflated))
}

/// The views that have a name, newest first.
pub fn saved_views(tags: &[Tag]) -> Vec<SavedView> {
    let view = |tag: &Tag| SavedView::read(tag.key.strip_prefix(PREFIX)?, &tag.value);
    let mut views: Vec<SavedView> = tags.iter().filter_map(view).collect();
    views.sort_by(|a, b| {
        b.created_millis
            .cmp(&a.created_millis)
            .then_with(|| a.id.cmp(&b.id))
    });
    views
}

/// The name, if it has one, and the state of the view that a link names.
///
/// # Errors
/// [`ViewProblem::Missing`] if no tag has this id, [`ViewProblem::Damaged`] if it is no base64.
pub fn shared_view(tags: &[Tag], id: &str) -> Result<(Option<String>, Packed), ViewProblem> {
    let tag = tags
        .iter()
        .find(|tag| tag.key.strip_prefix(PREFIX) == Some(id))
        .filter(|tag| !tag.value.is_empty())
        .ok_or(ViewProblem::Missing)?;
    match SavedView::read(id, &tag.value) {
        Some(view) => Ok((Some(view.name.clone()), view.packed()?)),
        None => Ok((None, Packed::read(&tag.value)?)),
    }
}

/// The key of the tag that holds a view.
pub fn view_tag(id: &str) -> String {
    format!("{PREFIX}{id}")
}

/// An id for a view that nobody named: the same for the same state.
pub fn shared_id(packed: &str) -> String {
    format!("{:016x}", fingerprint(packed))
}

fn id_of(state: &str, now_millis: i64) -> String {
    format!("{now_millis}{:08x}", fingerprint(state) >> 32)
}

/// FNV-1a, 64 bits.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Why a view can't be saved under this name; `None` if it can. `own_id` is the view that is to be renamed.
pub fn name_problem(name: &str, views: &[SavedView], own_id: Option<&str>) -> Option<String> {
    let name = name.trim();
    if name.is_empty() {
        return Some("A view needs a name.".to_owned());
    }
    let is_same = |view: &&SavedView| view.name.trim().to_lowercase() == name.to_lowercase();
    let taken = views.iter().find(is_same);
    if let Some(taken) = taken.filter(|taken| Some(taken.id.as_str()) != own_id) {
        return Some(format!("There is a view named {} already.", taken.name.trim()));
    }
    (own_id.is_none() && views.len() >= MOST_VIEWS)
        .then(|| format!("An experiment holds {MOST_VIEWS} views. Delete one first."))
}

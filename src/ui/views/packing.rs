//! Views between their tags and the table.

use crate::mlflow::{ApiError, Tag};
use crate::route::RunsQuery;
use crate::runs::Column;
use crate::runs::view::{
    MOST_BYTES, MOST_CHARACTERS, MOST_CHARACTERS_2, OpenedView, Packed, ViewProblem, packed_text, read_state,
    shared_view, write_state,
};
use crate::search::{ServerGrammar, parse, split};
use crate::web::deflate::{InflateError, deflate, inflate};

/// So many columns are named for the official UI where there is room, and so few where there is not.
const NAMED_COLUMNS: [usize; 2] = [200, 40];
/// What a name and times take beside the state.
const ENVELOPE_CHARACTERS: usize = 400;

/// Why a view could not be saved: in a line, and what to do.
pub(super) struct Refusal {
    pub headline: String,
    pub advice: String,
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self {
            headline: error.headline(),
            advice: error.advice().unwrap_or_default(),
        }
    }
}

/// The view that the tags have under this id.
pub(super) async fn opened(tags: &[Tag], id: &str) -> Result<(Option<String>, OpenedView), ViewProblem> {
    let (name, packed) = shared_view(tags, id)?;
    Ok((name, unpacked(packed).await?))
}

/// Unpacks and reads the state of a view.
pub(super) async fn unpacked(packed: Packed) -> Result<OpenedView, ViewProblem> {
    let text = match packed {
        Packed::Plain(text) => text,
        Packed::Deflated(bytes) => {
            let bytes = inflate(&bytes, MOST_BYTES).await.map_err(|error| match error {
                InflateError::TooLarge => ViewProblem::TooLarge,
                InflateError::Refused(detail) => ViewProblem::Damaged(detail),
            })?;
            String::from_utf8(bytes).map_err(|error| ViewProblem::NotAView(error.to_string()))?
        }
    };
    read_state(&text)
}

/// The state of the table as it is, compressed; `shown` are its columns.
pub(super) async fn packed(query: &RunsQuery, shown: &[Column]) -> Result<Vec<u8>, Refusal> {
    let search = server_search(&query.search);
    let mut smallest = Vec::new();
    for most_columns in NAMED_COLUMNS {
        let state = write_state(query, shown, &search, most_columns);
        smallest = deflate(state.as_bytes()).await.map_err(|detail| Refusal {
            headline: "The view could not be compressed".to_owned(),
            advice: detail,
        })?;
        if packed_text(&smallest).len() + ENVELOPE_CHARACTERS <= MOST_CHARACTERS_2 {
            break;
        }
    }
    let length = packed_text(&smallest).len() + ENVELOPE_CHARACTERS;
    if length > MOST_CHARACTERS {
        return Err(Refusal {
            headline: format!(
                "This view is too large to save: {length} characters of at most {MOST_CHARACTERS}"
            ),
            advice: "Pin, hide or move fewer runs and columns one by one.".to_owned(),
        });
    }
    Ok(smallest)
}

/// What of a search the official UI can say.
fn server_search(search: &str) -> String {
    match parse(search) {
        Ok(Some(search)) => split(&search, ServerGrammar::default())
            .server
            .unwrap_or_default(),
        Ok(None) => String::new(),
        // The official UI shows what the server says of it, as this page does.
        Err(_) => search.to_owned(),
    }
}

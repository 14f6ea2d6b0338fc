//! Where boards are kept between visits, and how they come into links.

use leptos::prelude::*;
use serde_json::Value;

use crate::board::{Board, CardId, Zoom};
use crate::route::base64;
use crate::ui::kit::{RestingWrite, Toasts};
use crate::web::deflate::{InflateError, deflate, inflate};
use crate::web::storage;

/// A board in a link unpacks to at most so many bytes.
const MOST_BYTES: usize = 4 << 20;
/// The field of a link's board that names the card that is opened.
const OPEN: &str = "open";
/// The field that says what that card is zoomed to.
const ZOOM: &str = "zoom";

/// A board as it was kept.
#[derive(Default)]
pub(super) struct Kept {
    pub board: Board,
    /// The card that fills the window, and what it is zoomed to.
    pub open: Option<(CardId, Zoom)>,
}

impl Kept {
    /// The person's own board; what can't be read counts as none.
    pub fn own(key: &str) -> Self {
        let board = storage::get(key).and_then(|text| Board::from_json(&text).ok());
        Self {
            board: board.unwrap_or_default(),
            open: None,
        }
    }
}

/// How long changes of a board must rest before it is written, in milliseconds.
const REST_MILLIS: u32 = 300;

/// What writes the board under `key` once changes of it rest, and says once where it can't be kept.
pub(super) fn keep_later(key: StoredValue<String>, board: RwSignal<Board>, toasts: Toasts) -> RestingWrite {
    let has_said = StoredValue::new(false);
    RestingWrite::new(REST_MILLIS, move || {
        let (Some(key), Some(text)) = (key.try_get_value(), board.try_with_untracked(Board::to_json)) else {
            return;
        };
        if text == "{}" {
            storage::remove(&key);
        } else if !storage::set(&key, &text)
            && has_said.try_update_value(|said| std::mem::replace(said, true)) == Some(false)
        {
            toasts.error(
                "The board can't be kept",
                "The browser's storage is full or switched off: changes last as long as this page. A link keeps them.",
            );
        }
    })
}

/// A board's JSON as an address holds it.
pub(super) async fn pack(json: &str, open: Option<&(CardId, Zoom)>) -> Result<String, String> {
    let text = match open {
        None => json.to_owned(),
        Some((open, zoom)) => {
            let mut board: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
            if let Some(fields) = board.as_object_mut() {
                fields.insert(OPEN.to_owned(), open.as_str().into());
                fields.extend(zoom.to_json().map(|zoom| (ZOOM.to_owned(), zoom)));
            }
            board.to_string()
        }
    };
    let deflated = deflate(text.as_bytes()).await?;
    Ok(for_address(&deflated))
}

/// The person's own board as a saved view holds it, which is deflated itself; `None` where nothing was done to it.
pub fn kept_board(key: &str) -> Option<String> {
    let kept = storage::get(key).filter(|json| json.starts_with('{'))?;
    Some(for_address(kept.as_bytes()))
}

/// Base64 in letters that stand as they are in an address.
fn for_address(bytes: &[u8]) -> String {
    base64::encode(bytes)
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

/// What an address holds, deflated or plain; an error says what is wrong with it.
pub(super) async fn unpack(packed: &str) -> Result<Kept, String> {
    let deflated = base64::decode(&packed.replace('-', "+").replace('_', "/"))
        .ok_or_else(|| "It is not base64.".to_owned())?;
    let bytes = if deflated.starts_with(b"{") {
        deflated
    } else {
        inflate(&deflated, MOST_BYTES)
            .await
            .map_err(|error| match error {
                InflateError::TooLarge => "It unpacks to more than a board can be.".to_owned(),
                InflateError::Refused(detail) => detail,
            })?
    };
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    let open = serde_json::from_str::<Value>(&text).ok().and_then(|board| {
        let open = CardId::parse(board.get(OPEN)?.as_str()?)?;
        Some((open, board.get(ZOOM).map(Zoom::from_json).unwrap_or_default()))
    });
    Ok(Kept {
        board: Board::from_json(&text)?,
        open,
    })
}

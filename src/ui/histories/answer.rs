//! One question to the server and its answer, read in slices of time while it comes.

use std::pin::Pin;
use std::rc::Rc;

use futures_util::stream::{Stream, StreamExt, unfold};

use crate::history::Ask;
use crate::mlflow::{ApiError, HistoryDecoder, Request, RunColumns};
use crate::web::{fetch, timer, turn};

/// How long to wait before each further try of what the server was too busy for.
const PAUSES_MILLIS: [u32; 5] = [500, 1_000, 2_000, 4_000, 8_000];

/// The bytes of an answer as they come. Dropping it aborts the request.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Vec<u8>, ApiError>>>>;

/// Sends one request.
pub type Open = Rc<dyn Fn(Request) -> Pieces>;

/// Sends to the tracking server.
pub(super) fn open_server() -> Open {
    enum State {
        Asking(Request),
        Coming(fetch::Incoming),
        Over,
    }

    async fn next(state: State) -> Option<(Result<Vec<u8>, ApiError>, State)> {
        let mut incoming = match state {
            State::Asking(request) => match fetch::stream(&request).await {
                Ok(incoming) => incoming,
                Err(error) => return Some((Err(error), State::Over)),
            },
            State::Coming(incoming) => incoming,
            State::Over => return None,
        };
        match incoming.next().await {
            Ok(Some(piece)) => Some((Ok(piece), State::Coming(incoming))),
            Ok(None) => None,
            Err(error) => Some((Err(error), State::Over)),
        }
    }

    Rc::new(|request| Box::pin(unfold(State::Asking(request), next)))
}

/// What the server says to a question, all pages of it.
pub(super) async fn answer_to(ask: Ask, open: Open) -> Result<Vec<RunColumns>, ApiError> {
    let mut all: Vec<RunColumns> = Vec::new();
    let mut token: Option<String> = None;
    while let Some(request) = ask.request(token.as_deref()) {
        let (columns, next) = patiently(&request, &open).await?;
        if token.is_none() {
            all = columns;
        } else if let (Some(known), Some(more)) = (all.first_mut(), columns.into_iter().next()) {
            ask.check_size(known.step.len() + more.step.len())?;
            known.step.extend(more.step);
            known.time_millis.extend(more.time_millis);
            known.value.extend(more.value);
        }
        if next.is_none() || next == token {
            break;
        }
        token = next;
    }
    Ok(all)
}

type Page = (Vec<RunColumns>, Option<String>);

async fn patiently(request: &Request, open: &Open) -> Result<Page, ApiError> {
    for millis in PAUSES_MILLIS {
        match page(request, open).await {
            Err(error) if error.is_busy() => timer::pause(millis).await,
            outcome => return outcome,
        }
    }
    page(request, open).await
}

async fn page(request: &Request, open: &Open) -> Result<Page, ApiError> {
    let mut decoder = HistoryDecoder::new();
    let mut pieces = open(request.clone());
    while let Some(piece) = pieces.next().await {
        decoder.push(&piece?);
        loop {
            let slice = turn::Slice::begin();
            if decoder.decode_some(&mut || slice.is_over())? {
                break;
            }
            turn::give_way().await;
        }
    }
    decoder.finish()
}

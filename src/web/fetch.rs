//! Requests that abort when nobody waits for them any more.

use std::cell::Cell;

use futures_util::future::FutureExt;
use gloo_net::http::{Request as GlooRequest, RequestBuilder, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader};

use crate::mlflow::{ApiError, Method, Request};
use crate::query::{LoadKey, Reply, Transport};
use crate::web::{address, page};

/// The transport of the app's [`crate::query::Client`]: `fetch` against the tracking server.
pub fn transport() -> Transport {
    std::rc::Rc::new(|key| async move { send(&key).await }.boxed_local())
}

/// Sends one request. Dropping the future aborts it.
///
/// # Errors
/// [`ApiError::Offline`] when there is no answer, [`ApiError::Truncated`] when it breaks off, and what
/// [`ApiError::from_response`] makes of a status outside 200 to 299.
pub async fn send(key: &LoadKey) -> Result<Reply, ApiError> {
    let opened = open(key).await;
    let mut answer = match opened {
        // A range of an empty file cannot be satisfied, and an empty file is not an error.
        Err(Refusal {
            status: 416,
            content_type,
            ..
        }) if key.first_bytes.is_some() => {
            return Ok(Reply {
                status: 200,
                content_type,
                total_bytes: Some(0),
                body: [].into(),
            });
        }
        opened => opened.map_err(|refusal| refusal.error)?,
    };
    let body = answer.read(key.first_bytes).await?;
    let total_bytes = answer
        .total_bytes
        .or(key.first_bytes.is_none().then_some(body.len() as u64));
    Ok(Reply {
        status: answer.status,
        content_type: answer.content_type.take(),
        total_bytes,
        body: body.into(),
    })
}

/// Sends one request and gives its answer as soon as it begins. Dropping the future, or the answer before its end,
/// aborts the request.
///
/// # Errors
/// As [`send`], and what the server said of a status outside 200 to 299.
pub async fn stream(request: &Request) -> Result<Incoming, ApiError> {
    let key = LoadKey {
        request: request.clone(),
        first_bytes: None,
    };
    open(&key).await.map_err(|refusal| refusal.error)
}

/// An answer that is not what was asked for.
struct Refusal {
    /// 0 where there was no answer.
    status: u16,
    content_type: Option<String>,
    error: ApiError,
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self {
            status: 0,
            content_type: None,
            error,
        }
    }
}

async fn open(key: &LoadKey) -> Result<Incoming, Refusal> {
    let busy = Busy::new();
    let abort = AbortGuard::new()?;
    let request = build(key, &abort)?;
    let response = request.send().await.map_err(|error| ApiError::Offline {
        detail: error.to_string(),
    })?;
    let mut answer = Incoming {
        status: response.status(),
        content_type: response.headers().get("content-type"),
        total_bytes: total_bytes(&response),
        reader: response.body().map(|body| body.get_reader().unchecked_into()),
        abort,
        _busy: busy,
    };
    if response.ok() {
        return Ok(answer);
    }
    let body = answer.read(Some(MOST_ERROR_BYTES)).await?;
    Err(Refusal {
        status: answer.status,
        error: ApiError::from_response(answer.status, answer.content_type.as_deref(), &body),
        content_type: answer.content_type.take(),
    })
}

/// What is read of an error's text: more would not be shown.
const MOST_ERROR_BYTES: u64 = 1 << 20;

/// An answer that is arriving.
pub struct Incoming {
    status: u16,
    content_type: Option<String>,
    total_bytes: Option<u64>,
    /// `None` for an answer without a body, and after its end.
    reader: Option<ReadableStreamDefaultReader>,
    abort: AbortGuard,
    _busy: Busy,
}

impl Incoming {
    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The `Content-Type` header as sent.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The next bytes as they come; `None` at the end.
    ///
    /// # Errors
    /// [`ApiError::Truncated`] when the answer breaks off.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ApiError> {
        let broken = |error: JsValue| ApiError::Truncated {
            detail: page::error_text(&error),
        };
        let Some(reader) = &self.reader else {
            return Ok(None);
        };
        let chunk = JsFuture::from(reader.read()).await.map_err(broken)?;
        let is_done =
            js_sys::Reflect::get(&chunk, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy());
        if is_done {
            self.reader = None;
            self.abort.disarm();
            return Ok(None);
        }
        let value = js_sys::Reflect::get(&chunk, &JsValue::from_str("value")).map_err(broken)?;
        Ok(Some(js_sys::Uint8Array::new(&value).to_vec()))
    }

    /// The whole body, or its first `limit` bytes: a server that ignores ranges must not make us load a whole file.
    async fn read(&mut self, limit: Option<u64>) -> Result<Vec<u8>, ApiError> {
        let limit = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let mut body = Vec::new();
        while body.len() < limit {
            let Some(mut piece) = self.next().await? else {
                return Ok(body);
            };
            body.append(&mut piece);
        }
        body.truncate(limit);
        // Whatever the server still sends is not wanted: the request is aborted when the answer is dropped.
        Ok(body)
    }
}

fn build(key: &LoadKey, abort: &AbortGuard) -> Result<GlooRequest, ApiError> {
    let method = match key.request.method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    };
    let mut builder = RequestBuilder::new(&address::server_url(&key.request.path))
        .method(method)
        .abort_signal(Some(&abort.controller.signal()));
    if let Some(limit) = key.first_bytes {
        builder = builder.header("Range", &format!("bytes=0-{}", limit.saturating_sub(1)));
    }
    let request = match &key.request.body {
        Some(body) => builder
            .header("Content-Type", "application/json")
            .body(body.as_str()),
        None => builder.build(),
    };
    request.map_err(|error| ApiError::Offline {
        detail: error.to_string(),
    })
}

/// The size of the whole file: the last part of `Content-Range: bytes 0-99/1234`, else the content length of a
/// whole answer.
fn total_bytes(response: &Response) -> Option<u64> {
    let headers = response.headers();
    if response.status() == 206 {
        return headers
            .get("content-range")?
            .rsplit('/')
            .next()?
            .trim()
            .parse()
            .ok();
    }
    headers.get("content-length")?.trim().parse().ok()
}

/// Aborts its request when dropped before the whole answer is here.
struct AbortGuard {
    controller: AbortController,
    is_armed: Cell<bool>,
}

impl AbortGuard {
    fn new() -> Result<Self, ApiError> {
        let controller = AbortController::new().map_err(|error| ApiError::Offline {
            detail: page::error_text(&error),
        })?;
        Ok(Self {
            controller,
            is_armed: Cell::new(true),
        })
    }

    fn disarm(&self) {
        self.is_armed.set(false);
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        if self.is_armed.get() {
            self.controller.abort();
        }
    }
}

thread_local! {
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
}

/// Counts the requests under way in `<html data-busy>`, which tests and assistive scripts can wait for.
struct Busy;

impl Busy {
    fn new() -> Self {
        Self::count(1);
        Self
    }

    fn count(change: i32) {
        let count = UNDER_WAY.get().saturating_add_signed(change);
        UNDER_WAY.set(count);
        page::set_root_attribute("data-busy", Some(&count.to_string()));
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        Self::count(-1);
    }
}

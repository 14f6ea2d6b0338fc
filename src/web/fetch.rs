//! Requests that abort when nobody waits for them any more.

use std::cell::Cell;

use futures_util::future::FutureExt;
use gloo_net::http::{Request as GlooRequest, RequestBuilder, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader};

use crate::mlflow::{ApiError, Method};
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
    let _busy = Busy::new();
    let abort = AbortGuard::new()?;
    let request = build(key, &abort)?;
    let response = request.send().await.map_err(|error| ApiError::Offline {
        detail: error.to_string(),
    })?;
    let content_type = response.headers().get("content-type");
    let status = response.status();
    // A range of an empty file cannot be satisfied, and an empty file is not an error.
    if status == 416 && key.first_bytes.is_some() {
        return Ok(Reply {
            status: 200,
            content_type,
            total_bytes: Some(0),
            body: [].into(),
        });
    }
    let limit = key.first_bytes.filter(|_| response.ok());
    let body = read(&response, limit).await?;
    if !response.ok() {
        return Err(ApiError::from_response(status, content_type.as_deref(), &body));
    }
    let total_bytes = total_bytes(&response).or(limit.is_none().then_some(body.len() as u64));
    abort.disarm();
    Ok(Reply {
        status,
        content_type,
        total_bytes,
        body: body.into(),
    })
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

/// Reads the body, at most `limit` bytes of it: a server that ignores ranges must not make us load a whole file.
async fn read(response: &Response, limit: Option<u64>) -> Result<Vec<u8>, ApiError> {
    let broken = |error: JsValue| ApiError::Truncated {
        detail: page::error_text(&error),
    };
    let Some(limit) = limit else {
        return response.binary().await.map_err(|error| ApiError::Truncated {
            detail: error.to_string(),
        });
    };
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut body = Vec::new();
    while body.len() < limit {
        let chunk = JsFuture::from(reader.read()).await.map_err(broken)?;
        let is_done =
            js_sys::Reflect::get(&chunk, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy());
        if is_done {
            return Ok(body);
        }
        let value = js_sys::Reflect::get(&chunk, &JsValue::from_str("value")).map_err(broken)?;
        body.extend(js_sys::Uint8Array::new(&value).to_vec());
    }
    body.truncate(limit);
    // Whatever the server still sends is not wanted; a failure to say so changes nothing.
    let _unheard = reader.cancel();
    Ok(body)
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

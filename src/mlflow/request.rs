//! What to send, and how to read what comes back.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::ApiError;

/// An HTTP method that the API uses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Method {
    /// Reads.
    Get,
    /// Writes; also those searches that take a body.
    Post,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
    /// Replaces.
    Put,
}

impl Method {
    /// The method's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Put => "PUT",
        }
    }
}

/// One HTTP request to a tracking server. Equal requests ask the same thing, so it can key a cache.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Relative to the tracking server's base URL: no leading slash, query included, percent-encoded.
    pub path: String,
    /// JSON. Where it is `Some`, the server insists on `Content-Type: application/json`.
    pub body: Option<String>,
}

impl Request {
    /// A GET of `path`, which must be encoded already.
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            path: path.into(),
            body: None,
        }
    }

    /// `method` on `path` (encoded already) with a JSON body.
    pub(super) fn with_body(method: Method, path: impl Into<String>, body: &Value) -> Self {
        Self {
            method,
            path: path.into(),
            body: Some(body.to_string()),
        }
    }

    /// A POST to `path`, encoded already, with a JSON body.
    pub(super) fn post(path: impl Into<String>, body: &Value) -> Self {
        Self::with_body(Method::Post, path, body)
    }

    /// Adds a query parameter, encoding its value. A list is the same name many times.
    #[must_use]
    pub(super) fn query(mut self, name: &str, value: &str) -> Self {
        append_query(&mut self.path, name, value);
        self
    }

    /// Adds a query parameter unless the value is absent or empty.
    #[must_use]
    pub(super) fn query_unless_empty(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) if !value.is_empty() => self.query(name, value),
            _ => self,
        }
    }
}

/// All but RFC 3986's unreserved characters: `+`, `%`, `#`, `&` and `/` inside a value must not mean anything.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A text as one path segment or query value.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Adds `name=value` to a path, with `?` or `&` as needed.
pub(super) fn append_query(path: &mut String, name: &str, value: &str) {
    path.push(if path.contains('?') { '&' } else { '?' });
    path.push_str(name);
    path.push('=');
    path.extend(utf8_percent_encode(value, RESERVED));
}

/// A request together with the reading of its answer.
pub struct Call<T> {
    /// What to send.
    pub request: Request,
    decode: fn(&[u8]) -> Result<T, ApiError>,
}

impl<T> Call<T> {
    /// A call whose successful answer `decode` reads.
    pub fn new(request: Request, decode: fn(&[u8]) -> Result<T, ApiError>) -> Self {
        Self { request, decode }
    }

    /// Reads the body of an answer whose status was 2xx. Other statuses are for [`ApiError::from_response`].
    ///
    /// # Errors
    /// What was wrong with the body: cut off, another page's HTML, not the JSON that the API promises.
    pub fn decode(&self, body: &[u8]) -> Result<T, ApiError> {
        (self.decode)(body)
    }
}

// Not derived: a call is as clonable as its request, whatever it answers.
impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            decode: self.decode,
        }
    }
}

impl<T> std::fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_values_lose_every_special_meaning() {
        let request = Request::get("get-artifact")
            .query("path", "a+b%c#d&e=f/g h\u{e9}?")
            .query("n", "-_.~9");
        assert_eq!(
            request.path,
            "get-artifact?path=a%2Bb%25c%23d%26e%3Df%2Fg%20h%C3%A9%3F&n=-_.~9"
        );
    }

    #[test]
    fn absent_and_empty_parameters_are_not_sent() {
        let request = Request::get("x")
            .query_unless_empty("a", None)
            .query_unless_empty("b", Some(""));
        assert_eq!(request.query_unless_empty("c", Some("1")).path, "x?c=1");
    }
}

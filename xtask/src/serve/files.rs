//! The files of the site, as a plain static server would give them.

use super::{Body, full, text};
use crate::page::{ASSETS, is_content_hashed};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use percent_encoding::percent_decode_str;
use std::fs;
use std::path::Path;

/// The file at `path` (no slash in front) of `dist`; the page itself for the empty path.
pub fn answer(dist: &Path, path: &str) -> Response<Body> {
    let path = percent_decode_str(path).decode_utf8_lossy();
    let path = if path.is_empty() { "index.html" } else { &path };
    let stays_inside = path
        .split(['/', '\\'])
        .all(|part| !matches!(part, "" | "." | "..") && !part.contains(':'));
    let Some(content) = stays_inside.then(|| fs::read(dist.join(path)).ok()).flatten() else {
        return text(StatusCode::NOT_FOUND, "There is no such file.");
    };
    let mut response = Response::new(full(content));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    let keep = if path.starts_with(ASSETS) && is_content_hashed(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

/// The type of each kind of file that a site is made of.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

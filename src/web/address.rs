//! The page's address and the tracking server's.

use wasm_bindgen::JsValue;

use crate::web::page;

/// The part of the address after `#`, as the browser holds it, still percent-encoded.
///
/// Read from `href`: `location.hash` is decoded by some browsers.
pub fn fragment() -> String {
    let href = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    href.split_once('#')
        .map(|(_, fragment)| fragment.to_owned())
        .unwrap_or_default()
}

/// Goes to another page, with a new entry in the history. `hash` starts with `#`.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _same_document = window.location().set_hash(hash);
    }
}

/// Opens another page of the app in a new tab. `hash` starts with `#`.
pub fn open_apart(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Blocked pop-ups open nothing.
        let _opened = window.open_with_url_and_target(hash, "_blank");
    }
}

/// Changes the address without a new entry in the history. No event is fired.
pub fn replace(hash: &str) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else {
        return;
    };
    // Fails when called some hundred times in ten seconds; the address then lags, the page does not.
    let _lagging = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
}

/// The whole URL of another page of the app. `hash` starts with `#`.
pub fn absolute(hash: &str) -> String {
    let href = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    let (page, _) = href.split_once('#').unwrap_or((href.as_str(), ""));
    format!("{page}{hash}")
}

/// The absolute URL of `path` on the tracking server: beside this page, or where
/// `<meta name="sporeprint-tracking-uri">` says.
pub fn server_url(path: &str) -> String {
    let base = configured_server().unwrap_or_else(page_folder);
    format!("{base}{path}")
}

/// The server named in the page's meta tag, with a slash at the end.
fn configured_server() -> Option<String> {
    let meta = page::document()?
        .query_selector("meta[name='sporeprint-tracking-uri']")
        .ok()??;
    let content = meta.get_attribute("content")?;
    let content = content.trim().trim_end_matches('/');
    (!content.is_empty()).then(|| format!("{content}/"))
}

/// The folder from which the page was served, with a slash at the end.
fn page_folder() -> String {
    let href = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    let end = href.find(['?', '#']).unwrap_or(href.len());
    let path = href.get(..end).unwrap_or_default();
    let folder = path.rfind('/').map_or(path.len(), |slash| slash + 1);
    path.get(..folder).unwrap_or_default().to_owned()
}

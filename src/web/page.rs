//! The document as a whole: its root element, title and focus.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement};

/// The document, where there is one.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Sets or removes an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    // Both fail only for names that are no attribute names; ours are literals.
    let _unset = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Sets the title of the window or tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Scrolls to the top and gives the focus to the element with this id, as a page load would.
pub fn start_at(id: &str) {
    let Some(window) = web_sys::window() else { return };
    window.scroll_to_with_x_and_y(0.0, 0.0);
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _unfocused = element.focus();
    }
}

/// What a JavaScript error says of itself.
pub fn error_text(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{error:?}"),
    }
}

/// Whether nobody sees the page: another tab is in front of it, or its window is out of sight.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

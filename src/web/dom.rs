//! Calls on elements that Leptos has no words for.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves keyboard focus to an element. Nothing happens where it can't take focus.
pub fn focus(element: &HtmlElement) {
    // Fails only on a detached element, and then there is nothing to focus.
    let _ = element.focus();
}

/// Moves keyboard focus to the `index`th element under `parent` that matches the CSS `selector`, if there is one.
pub fn focus_nth(parent: &Element, selector: &str, index: usize) {
    let found = parent.query_selector_all(selector).ok();
    let index = u32::try_from(index).unwrap_or(u32::MAX);
    if let Some(element) = found
        .and_then(|list| list.get(index))
        .and_then(|node| node.dyn_into().ok())
    {
        focus(&element);
    }
}

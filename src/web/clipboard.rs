//! The clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement, Window};

/// Puts `text` on the clipboard, then says whether the browser allowed it. To be called while a press is handled.
pub fn copy_text(text: &str, done: impl FnOnce(bool) + 'static) {
    let Some(window) = web_sys::window() else {
        done(false);
        return;
    };
    if !window.is_secure_context() {
        done(copy_selected(&window, text).is_some());
        return;
    }
    let written = window.navigator().clipboard().write_text(text);
    spawn_local(async move { done(JsFuture::from(written).await.is_ok()) });
}

/// The older way: the only one for a server reached over plain HTTP, as many in a local network are.
fn copy_selected(window: &Window, text: &str) -> Option<()> {
    let document = window.document()?;
    let focused = document.active_element();
    // Beside what was pressed: outside an open dialog nothing can be selected.
    let parent = focused.as_ref().and_then(|element| element.parent_element())?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_class_name("visually-hidden");
    area.set_value(text);
    parent.append_child(&area).ok()?;
    area.select();
    let copied = document
        .dyn_into::<HtmlDocument>()
        .ok()?
        .exec_command("copy")
        .unwrap_or(false);
    area.remove();
    if let Some(focused) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        super::dom::focus(&focused);
    }
    copied.then_some(())
}

//! Media queries: what the person's system prefers.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::MediaQueryList;

/// Watches a media query until it is dropped.
pub struct MediaWatch {
    query: MediaQueryList,
    on_change: Closure<dyn FnMut()>,
}

impl MediaWatch {
    /// Calls `tell` with whether `query` holds: once now, and on every change. `None` where there is no window.
    pub fn new(query: &str, tell: impl Fn(bool) + 'static) -> Option<Self> {
        let query = web_sys::window()?.match_media(query).ok()??;
        tell(query.matches());
        let asked = query.clone();
        let on_change = Closure::<dyn FnMut()>::new(move || tell(asked.matches()));
        query
            .add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref())
            .ok()?;
        Some(Self { query, on_change })
    }
}

impl Drop for MediaWatch {
    fn drop(&mut self) {
        // Fails only if it was never added.
        let _ = self
            .query
            .remove_event_listener_with_callback("change", self.on_change.as_ref().unchecked_ref());
    }
}

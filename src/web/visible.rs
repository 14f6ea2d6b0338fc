//! Whether an element has come into view.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Watches whether one element is in view until dropped.
pub struct VisibleWatch {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl VisibleWatch {
    /// Calls `callback` soon with whether the element is in view, and after each change of that. What is less than
    /// `margin_css` pixels away from the view counts as in it.
    pub fn new(element: &Element, margin_css: u32, mut callback: impl FnMut(bool) + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.get(entries.length().saturating_sub(1)).dyn_into::<IntersectionObserverEntry>();
            if let Ok(entry) = last {
                callback(entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(&format!("{margin_css}px"));
        let observer = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options).ok()?;
        observer.observe(element);
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for VisibleWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

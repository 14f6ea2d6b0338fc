//! Light or dark, as often as that changes.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MutationObserver, MutationObserverInit};

use super::event::Listener;

/// Watches until dropped whether the page's appearance changes: by `<html data-theme>`, or by the system's choice.
pub struct AppearanceWatch {
    observer: MutationObserver,
    _on_mutation: Closure<dyn FnMut()>,
    _on_system: Option<Listener>,
}

impl AppearanceWatch {
    /// Calls `callback` after each change, when computed styles are already those of the new appearance.
    pub fn new(callback: impl FnMut() + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let root = window.document()?.document_element()?;
        let callback = Rc::new(RefCell::new(callback));
        let on_mutation = Closure::<dyn FnMut()>::new({
            let callback = Rc::clone(&callback);
            move || (callback.borrow_mut())()
        });
        let observer = MutationObserver::new(on_mutation.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_attribute_filter(&Array::of1(&"data-theme".into()));
        observer.observe_with_options(&root, &options).ok()?;
        let system = window.match_media("(prefers-color-scheme: dark)").ok().flatten();
        let on_system =
            system.map(|query| Listener::new(query.as_ref(), "change", move |_| (callback.borrow_mut())()));
        Some(Self { observer, _on_mutation: on_mutation, _on_system: on_system })
    }
}

impl Drop for AppearanceWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

//! Listeners that remove themselves.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener on an event target; removed when dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `callback` at each event `name` of `target`.
    pub fn new(target: &EventTarget, name: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(Event)>::new(callback);
        // Fails only for callbacks that cannot be called.
        let _unheard = target.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            name,
            callback,
        }
    }

    /// Calls `callback` at each event `name` of the window.
    pub fn on_window(name: &'static str, callback: impl FnMut(Event) + 'static) -> Option<Self> {
        Some(Self::new(web_sys::window()?.as_ref(), name, callback))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _unheard = self
            .target
            .remove_event_listener_with_callback(self.name, self.callback.as_ref().unchecked_ref());
    }
}

//! Listeners that remove themselves.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener on an event target; removed when dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
    captures: bool,
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
            captures: false,
        }
    }

    /// Calls `callback` at each event `name` of the window and of everything in it, also of those that do not bubble,
    /// such as `scroll`.
    pub fn on_everything(name: &'static str, callback: impl FnMut(Event) + 'static) -> Option<Self> {
        let target: EventTarget = web_sys::window()?.into();
        let callback = Closure::<dyn FnMut(Event)>::new(callback);
        // Fails only for callbacks that cannot be called.
        let _unheard =
            target.add_event_listener_with_callback_and_bool(name, callback.as_ref().unchecked_ref(), true);
        Some(Self {
            target,
            name,
            callback,
            captures: true,
        })
    }

    /// Calls `callback` at each event `name` of the window.
    pub fn on_window(name: &'static str, callback: impl FnMut(Event) + 'static) -> Option<Self> {
        Some(Self::new(web_sys::window()?.as_ref(), name, callback))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _unheard = self.target.remove_event_listener_with_callback_and_bool(
            self.name,
            self.callback.as_ref().unchecked_ref(),
            self.captures,
        );
    }
}

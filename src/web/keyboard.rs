//! Keys pressed anywhere in the window.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::event::Listener;

/// Where letters are written or keys have a meaning of their own: fields, and what floats above the page.
const HAS_OWN_KEYS: &str = "input, textarea, select, [contenteditable], dialog, [popover], [role='menu']";

/// A press of a key that nothing on the page has used.
pub struct KeyPress {
    /// What the key writes, or its name: `k`, `?`, `ArrowDown`.
    pub key: String,
    /// Ctrl, or Command on a Mac, is held.
    pub has_mod: bool,
    /// It was pressed in a field, a dialog or a menu.
    pub is_elsewhere: bool,
    event: KeyboardEvent,
}

impl KeyPress {
    /// Keeps the browser from doing what it does at this key.
    pub fn take(&self) {
        self.event.prevent_default();
    }
}

/// Calls `handler` at each press in the window that nothing has used before, as long as the guard lives.
pub fn on_press(handler: impl Fn(KeyPress) + 'static) -> Option<Listener> {
    Listener::on_window("keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else {
            return;
        };
        // Alt writes other characters on many keyboards; a word that is being composed is not finished.
        if event.default_prevented() || event.is_composing() || event.alt_key() {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let inside = target.and_then(|element| element.closest(HAS_OWN_KEYS).ok().flatten());
        handler(KeyPress {
            key: event.key(),
            has_mod: event.ctrl_key() || event.meta_key(),
            is_elsewhere: inside.is_some(),
            event,
        });
    })
}

/// Whether the keyboard is a Mac's.
pub fn is_mac() -> bool {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
    agent.is_some_and(|agent| agent.contains("Mac OS"))
}

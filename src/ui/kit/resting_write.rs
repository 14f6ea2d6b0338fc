//! Writes that wait for silence and are never lost.

use std::rc::Rc;

use leptos::prelude::*;

use super::debounce::Debounce;
use crate::web::event::Listener;

/// The events at which a page may be seen for the last time.
const LAST_EVENTS: [&str; 2] = ["pagehide", "visibilitychange"];

/// A write that is too dear to be done at each step of a slider: it is done once nothing has asked for it for a while,
/// and at once when the page is left, hidden, or what made this goes.
#[derive(Clone, Copy)]
pub struct RestingWrite {
    rest: Debounce,
    is_due: StoredValue<bool>,
    write: StoredValue<Rc<dyn Fn()>, LocalStorage>,
}

impl RestingWrite {
    /// Waits for `rest_millis` of silence before each `write`. To be made in a component or effect.
    pub fn new(rest_millis: u32, write: impl Fn() + 'static) -> Self {
        let resting = Self {
            rest: Debounce::new(rest_millis),
            is_due: StoredValue::new(false),
            write: StoredValue::new_local(Rc::new(write)),
        };
        let listeners = LAST_EVENTS.map(|event| Listener::on_window(event, move |_| resting.now()));
        let listeners = StoredValue::new_local(listeners);
        on_cleanup(move || {
            listeners.dispose();
            resting.now();
        });
        resting
    }

    /// Asks for a write.
    pub fn later(self) {
        self.is_due.try_set_value(true);
        self.rest.call(move || self.now());
    }

    /// Writes at once, if a write waits.
    pub fn now(self) {
        let was_due = self.is_due.try_update_value(std::mem::take);
        if was_due == Some(true) {
            self.rest.cancel();
            if let Some(write) = self.write.try_get_value() {
                write();
            }
        }
    }
}

//! Calls that wait for silence.

use leptos::prelude::*;

use crate::web::timer::Timeout;

/// A call that waits until nothing has asked for it for a while. A new call replaces the one that waits;
/// the one that waits is forgotten with the component or effect that made this.
#[derive(Clone, Copy)]
pub struct Debounce {
    waiting: StoredValue<Option<Timeout>, LocalStorage>,
    rest_millis: u32,
}

impl Debounce {
    /// A debounce that waits for `rest_millis` of silence. To be made in a component or effect.
    pub fn new(rest_millis: u32) -> Self {
        Self {
            waiting: StoredValue::new_local(None),
            rest_millis,
        }
    }

    /// Calls `action` when the silence has lasted, unless another call comes first.
    pub fn call(self, action: impl FnOnce() + 'static) {
        self.waiting
            .try_set_value(Some(Timeout::after(self.rest_millis, action)));
    }

    /// Forgets the call that waits, if one does.
    pub fn cancel(self) {
        self.waiting.try_set_value(None);
    }
}

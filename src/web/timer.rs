//! Waiting, in a way that ends with whoever waits.

use std::future::Future;
use std::pin::Pin;

use wasm_bindgen::{JsCast, closure::Closure};

/// A call that is to be made later. Dropping it before then means that it is not made.
#[must_use = "dropping a timeout cancels it"]
pub struct Timeout {
    id: i32,
    // Kept alive until the browser has called it.
    _call: Closure<dyn FnMut()>,
}

impl Timeout {
    /// Calls `action` after `delay_millis`. Without a window (in a worker) the call is never made.
    pub fn after(delay_millis: u32, action: impl FnOnce() + 'static) -> Option<Self> {
        let call = Closure::once(action);
        let delay_millis = i32::try_from(delay_millis).unwrap_or(i32::MAX);
        let id = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                call.as_ref().unchecked_ref(),
                delay_millis,
            )
            .ok()?;
        Some(Self { id, _call: call })
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Resolves after this many milliseconds; dropping it cancels the timer.
pub fn pause(millis: u32) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(gloo_timers::future::TimeoutFuture::new(millis))
}

//! Waiting, in a way that ends with whoever waits.

use std::future::Future;
use std::pin::Pin;

/// Resolves after this many milliseconds; dropping it cancels the timer.
pub fn pause(millis: u32) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(gloo_timers::future::TimeoutFuture::new(millis))
}

/// A call that is to be made later. Dropping it before then means that it is not made.
#[must_use = "dropping a timeout cancels it"]
pub struct Timeout(#[expect(dead_code, reason = "kept for its drop")] gloo_timers::callback::Timeout);

impl Timeout {
    /// Calls `action` after `delay_millis`.
    pub fn after(delay_millis: u32, action: impl FnOnce() + 'static) -> Self {
        Self(gloo_timers::callback::Timeout::new(delay_millis, action))
    }
}

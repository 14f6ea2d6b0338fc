//! Waiting.

use std::future::Future;
use std::pin::Pin;

/// Resolves after this many milliseconds; dropping it cancels the timer.
pub fn pause(millis: u32) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(gloo_timers::future::TimeoutFuture::new(millis))
}

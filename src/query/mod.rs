//! What is known of a request: loading, ready, failed, and what an older answer said.
//!
//! [`Client`] sends requests through a transport that it is given: identical requests share one flight, at most
//! a few are under way at once, a flight that nobody waits for any more is dropped (and so aborted), and the
//! last answers are kept for going back. [`Remote`] is what a view shows of one query.
//! Nothing here knows the browser; `web::fetch` is the transport and `ui::query` the Leptos end.

mod cache;
mod client;
mod load;
mod remote;

pub use cache::Cache;
pub use client::{Client, Pause, Transport};
pub use load::{Answer, AnyLoad, Load, LoadKey, Reply};
pub use remote::{Generation, Remote, RemoteState};

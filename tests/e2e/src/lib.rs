//! End-to-end tests: the built app in a real Chromium against real `MLflow` servers.
//!
//! `cargo xtask test --e2e` gathers what they need, says where it is in the variables of [`Settings`], and runs
//! `cargo test -p sporeprint-e2e`. Options after `--` are libtest's: a part of a name runs the scenarios that have
//! it, `--list` lists them.
//!
//! - [`Stage`]: the servers that scenarios share, started when first asked for, stopped when the program ends
//! - [`Scene`]: what one scenario gets; it opens [`Browser`]s, and when the scenario fails it leaves their pictures,
//!   consoles, requests and HTML behind
//! - [`Tracking`]: a real `MLflow` server; [`Rest`] asks it directly, for what the page ought to show
//! - [`Gate`]: a wire to a server that can be cut, held and bent
//!
//! Nothing sleeps for a fixed time: a browser is asked at each frame whether a condition holds, and a server is
//! asked for its health until it answers.
//!
//! Every scenario also holds that the console stays free of errors that it did not announce, and that no request
//! left for another host.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::allow_attributes,
    reason = "test code: a failure here fails one test, with a message, and each error says what failed"
)]

mod audit;
mod browser;
mod driver;
mod gate;
mod grid;
mod hands;
mod page;
mod rest;
mod saved;
mod scene;
mod seed;
mod settings;
mod stage;
mod tracking;

pub use browser::{Browser, Scheme, Window};
pub use driver::Driver;
pub use gate::{Bend, Fate, Gate};
pub use grid::{Line, ids};
pub use hands::Place;
pub use page::Row;
pub use rest::{Rest, list, text};
pub use saved::Saved;
pub use scene::{Scenario, Scene, run};
pub use settings::Settings;
pub use stage::Stage;
pub use tracking::{Page, Tracking, python_program};

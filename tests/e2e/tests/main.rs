//! The scenarios, a file for each part of the app. See the crate's own documentation for what they need.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "test code: a failure here fails one scenario"
)]

mod serving;

use std::process::ExitCode;

fn main() -> ExitCode {
    sporeprint_e2e::run([serving::scenarios()].concat())
}

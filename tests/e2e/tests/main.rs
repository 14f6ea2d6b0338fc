//! The scenarios, a file for each part of the app. See the crate's own documentation for what they need.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "test code: a failure here fails one scenario"
)]

mod artifacts;
mod demo;
mod experiments;
mod hostile;
mod looks;
mod models;
mod navigation;
mod run;
mod runs;
mod serving;
mod trouble;

use std::process::ExitCode;

fn main() -> ExitCode {
    let scenarios = [
        experiments::scenarios(),
        runs::scenarios(),
        run::scenarios(),
        artifacts::scenarios(),
        models::scenarios(),
        navigation::scenarios(),
        serving::scenarios(),
        trouble::scenarios(),
        hostile::scenarios(),
        looks::scenarios(),
    ];
    sporeprint_e2e::run(scenarios.concat())
}

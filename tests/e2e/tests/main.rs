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
mod charts;
mod demo;
mod experiments;
mod hostile;
mod looks;
mod manage;
mod models;
mod navigation;
mod palette;
mod run;
mod runs;
mod runs_table;
mod search_grammar;
mod serving;
mod trouble;
mod views;

use std::process::ExitCode;

fn main() -> ExitCode {
    let scenarios = [
        experiments::scenarios(),
        runs::scenarios(),
        runs_table::scenarios(),
        search_grammar::scenarios(),
        run::scenarios(),
        charts::scenarios(),
        artifacts::scenarios(),
        models::scenarios(),
        navigation::scenarios(),
        serving::scenarios(),
        views::scenarios(),
        trouble::scenarios(),
        hostile::scenarios(),
        manage::scenarios(),
        palette::scenarios(),
        looks::scenarios(),
    ];
    sporeprint_e2e::run(scenarios.concat())
}

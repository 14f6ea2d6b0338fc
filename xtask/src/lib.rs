//! The project's own commands, as a library, so that end-to-end tests can use the same server that `demo` does.
//!
//! One file per command ([`build`], [`size`], [`wheel`], [`demo`], [`test`], [`mod@bench`]), and one per thing that they share. [`serve`] is
//! the server.

pub mod bench;
pub mod browser;
pub mod build;
pub mod debian;
pub mod demo;
pub mod group;
pub mod mlflow_server;
pub mod pack;
pub mod page;
pub mod python;
pub mod repo;
pub mod serve;
pub mod size;
pub mod split;
pub mod step;
pub mod stylesheets;
pub mod test;
pub mod tools;
pub mod wasm_target;
pub mod wheel;

//! JSON as a tree that opens and closes.
//!
//! The tree is one flat list in the order of the text, so a document of a million nodes is one allocation, and a closed
//! branch is a jump. It keeps the text: numbers are shown as they were written, however long. `NaN`, `Infinity` and
//! `-Infinity`, which Python writes, are read. What cannot be read to the end is shown as far as it goes.

mod problem;
mod reader;
mod tree;

#[cfg(test)]
mod tests;

pub use problem::{JsonProblem, Problem};
pub use tree::{JsonKind, JsonNode, JsonTree};

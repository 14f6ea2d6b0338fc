//! The language of the search box: `MLflow`'s filters of runs, and what they lack.
//!
//! Everything that the server's grammar says is said here in the same words, and means the same. Beyond it there are
//! `or`, `not` and parentheses, `in` and `is null` on anything, regular expressions (`=~`, `!~`), numeric comparisons of
//! parameters, tags and durations, plain words and "quoted phrases", and conditions next to each other without an
//! `and`. Quotes may be left out where nothing is ambiguous.
//!
//! [`parse`] reads a text, [`print`] writes it back; [`split`] gives the server what it can evaluate and keeps the rest;
//! [`complete`] says what could be written at a place, [`matching`] evaluates a
//! search over a [`RunSet`](crate::runs::RunSet). Nothing here panics on any text, and no text takes long.

mod complete;
mod evaluate;
mod expr;
mod leaf;
mod numbers;
mod parse;
mod pattern;
mod print;
mod problem;
mod quotes;
mod scan;
mod server;
mod span;
mod target;
mod vocabulary;

pub use complete::{Suggested, Suggestion, complete};
pub use evaluate::matching;
pub use expr::{Comparison, Expr, Node, NumberOperator, Test, TextOperator, Value};
pub use parse::parse;
pub use print::{print, print_target};
pub use problem::Problem;
pub use server::{Part, ServerGrammar, Side, Split, split};
pub use span::Span;
pub use target::{DatasetPart, Kind, Target};
pub use vocabulary::Vocabulary;

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod complete_tests;
#[cfg(test)]
mod evaluate_tests;
#[cfg(test)]
mod parse_tests;

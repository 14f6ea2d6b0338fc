//! Metrics computed from metrics, such as `val_loss - train_loss`.
//!
//! Numbers, `+ - * /`, parentheses and the functions `abs`, `log`, `log10`, `exp`, `sqrt`, `min`, `max`. A key of letters,
//! digits, `_`, `.` and `:` stands as it is; any other, such as one with a slash, in double quotes or backticks. A quote
//! inside a quoted key is written twice.
//!
//! | file | what it is |
//! |---|---|
//! | `token` | a text as words |
//! | `parse` | words as a program |
//! | `evaluate` | a program over the steps of its metrics |

mod evaluate;
#[cfg(test)]
mod expression_tests;
mod parse;
mod token;

use std::fmt::{self, Display};
use std::ops::Range;
use std::sync::Arc;

pub use parse::parse;
pub use token::quoted;

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in bytes of the text; on borders of characters. Empty at the end of the text where something is missing.
    pub span: Range<usize>,
    /// What and what to do, as a sentence without its full stop.
    pub message: String,
}

impl Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// A formula of at least one metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    metrics: Vec<Arc<str>>,
    /// What is done, one after the other, on a stack of columns.
    program: Vec<Op>,
}

impl Expression {
    /// The keys of its metrics, each once, in the order of the text.
    pub fn metrics(&self) -> &[Arc<str>] {
        &self.metrics
    }
}

/// One thing to do with a stack of columns.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Op {
    /// Puts a number on it.
    Number(f64),
    /// Puts a metric on it, by its place among the expression's metrics.
    Metric(usize),
    /// Changes the topmost.
    One(One),
    /// Makes one of the two topmost.
    Two(Two),
}

/// What is done with one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum One {
    Negate,
    Abs,
    Log,
    Log10,
    Exp,
    Sqrt,
}

/// What is done with two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Two {
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,
}

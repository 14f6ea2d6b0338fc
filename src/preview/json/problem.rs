//! Why a JSON text could not be read to its end.

use std::fmt;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonProblem {
    /// Byte offset in the decoded text.
    pub offset: usize,
    /// Line, the first being 1.
    pub line: usize,
    /// Column in characters, the first being 1.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no value at all.
    Empty,
    /// The text ends inside the value.
    EndsEarly,
    /// Only the beginning of the file was given, and it ends inside the value.
    OnlyBeginning,
    /// Something else stands where this was expected.
    Expected {
        /// What was expected, in words.
        expected: &'static str,
        /// What stands there.
        found: char,
    },
    /// A backslash in a string that no JSON escape begins with.
    BadEscape,
    /// Digits that are no number.
    BadNumber,
    /// A second value, as in a JSON Lines file.
    MoreText,
    /// Lists and objects nested deeper than the limit.
    TooDeep(usize),
    /// More values than the limit.
    TooMany(usize),
}

impl JsonProblem {
    pub(super) fn new(text: &str, offset: usize, problem: Problem) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self {
            offset,
            line,
            column,
            problem,
        }
    }
}

impl fmt::Display for JsonProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}, column {}: {}", self.line, self.column, self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is no JSON value"),
            Self::EndsEarly => f.write_str("the text ends before the value does; the file may be cut off"),
            Self::OnlyBeginning => f.write_str("only this much of the file was read"),
            Self::Expected { expected, found } => {
                write!(f, "expected {expected}, found “{}”", found.escape_debug())
            }
            Self::BadEscape => f.write_str("a backslash that begins no JSON escape"),
            Self::BadNumber => f.write_str("not a number"),
            Self::MoreText => f.write_str("there is more text after the value"),
            Self::TooDeep(limit) => write!(f, "nested deeper than {limit} levels; the rest is not shown"),
            Self::TooMany(limit) => write!(f, "more than {limit} values; the rest is not shown"),
        }
    }
}

impl std::error::Error for JsonProblem {}

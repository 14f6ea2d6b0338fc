//! From text to [`Expr`]: `or` of `and` of `not` of comparisons and words.

mod comparison;
mod operand;
mod value;

use super::scan::Scanner;
use super::target::{Kind, Target};
use super::{Expr, Node, Problem, Span};

/// How deep parentheses and `not` may nest: the stack of a browser is small.
const DEEPEST: usize = 64;

/// Reads a search; `None` for a blank one, which every run matches.
///
/// # Errors
/// The first [`Problem`] from the left.
pub fn parse(text: &str) -> Result<Option<Expr>, Problem> {
    Parser::new(text).search()
}

/// What the reader of a text stands before.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Expected {
    /// A condition: a field, a word, `not`, a parenthesis.
    Condition,
    /// The rest of a field's name.
    Key(Kind),
    /// An operator for this target.
    Operator(Target),
    /// `null` or `not null`.
    Null,
    /// The parenthesis before a list.
    List,
    /// A value of this target; whether only numbers will do.
    Value(Target, bool),
    /// `and`, `or` or another condition.
    Connective,
}

/// What is expected at a place of the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Expectation {
    pub at: usize,
    pub expected: Expected,
}

pub(super) struct Parser<'a> {
    scan: Scanner<'a>,
    depth: usize,
    /// What was expected last, and before that: what can be said at the end of the text.
    expectations: [Option<Expectation>; 2],
}

type Parsed<T> = Result<T, Problem>;

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            scan: Scanner::new(text),
            depth: 0,
            expectations: [None, None],
        }
    }

    /// Reads the text, and says what it expected last, and before that.
    pub(super) fn probe(mut self) -> [Option<Expectation>; 2] {
        // What is wrong has been expected before it was found wrong.
        let _ = self.search();
        self.expectations
    }

    fn search(&mut self) -> Parsed<Option<Expr>> {
        self.expect(Expected::Condition);
        if self.scan.is_at_end() {
            return Ok(None);
        }
        let search = self.any()?;
        match self.scan.peek() {
            Some(')') => Err(Problem::wrong(self.scan.here(), "No parenthesis is open here")),
            _ => Ok(Some(search)),
        }
    }

    /// Moves to what comes next and notes what that should be.
    fn expect(&mut self, expected: Expected) {
        self.scan.skip_space();
        let at = self.scan.at();
        let [last, _] = &mut self.expectations;
        let last = last.take();
        self.expectations = [Some(Expectation { at, expected }), last];
    }

    fn any(&mut self) -> Parsed<Expr> {
        let first = self.all()?;
        let mut conditions = vec![first];
        while self.eat_connective("or", "||") {
            conditions.push(self.all()?);
        }
        self.joined(Expr::any(conditions))
    }

    fn all(&mut self) -> Parsed<Expr> {
        let first = self.one()?;
        let mut conditions = vec![first];
        loop {
            self.expect(Expected::Connective);
            if self.scan.is_at_end() || self.scan.peek() == Some(')') || is_or(self.scan.next_word()) {
                break;
            }
            self.eat_connective("and", "&&");
            conditions.push(self.one()?);
        }
        self.joined(Expr::all(conditions))
    }

    /// What is never empty, as the callers push one condition first.
    fn joined(&self, joined: Option<Expr>) -> Parsed<Expr> {
        joined.ok_or_else(|| Problem::wrong(self.scan.here(), "Expected a condition"))
    }

    fn eat_connective(&mut self, word: &str, sign: &str) -> bool {
        self.scan.eat_word(word) || self.scan.eat_word(sign)
    }

    fn one(&mut self) -> Parsed<Expr> {
        self.expect(Expected::Condition);
        let start = self.scan.at();
        let word = self.scan.next_word();
        if self.scan.is_at_end() {
            return Err(Problem::incomplete(self.scan.here(), "Expected a condition")
                .hint("such as metrics.loss < 1, or a word"));
        }
        if is_or(word) || is_and(word) {
            let span = Span::new(start, start + word.len());
            return Err(
                Problem::wrong(span, format!("Expected a condition before `{word}`"))
                    .hint("a word of the language stands in quotes to be searched for"),
            );
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Problem::wrong(self.scan.here(), "Nested too deep"));
        }
        let condition = if self.scan.eat_word("not") {
            let inner = self.one()?;
            Expr {
                span: Span::new(start, inner.span.end),
                node: Node::Not(Box::new(inner)),
            }
        } else if self.scan.eat('(') {
            let inner = self.any()?;
            if !self.scan.eat(')') {
                let opened = Span::new(start, start + 1);
                return Err(
                    Problem::incomplete(opened, "This parenthesis is not closed").hint("put a ) at the end")
                );
            }
            inner
        } else {
            self.operand()?
        };
        self.depth -= 1;
        Ok(condition)
    }
}

fn is_or(word: &str) -> bool {
    word.eq_ignore_ascii_case("or") || word == "||"
}

fn is_and(word: &str) -> bool {
    word.eq_ignore_ascii_case("and") || word == "&&"
}

/// Whether this word joins or turns conditions: only in quotes is it searched for.
pub(super) fn is_reserved(word: &str) -> bool {
    is_or(word) || is_and(word) || word.eq_ignore_ascii_case("not")
}

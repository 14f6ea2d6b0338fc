//! Words as a program.

use std::ops::Range;
use std::sync::Arc;

use super::token::{Token, Word, tokens};
use super::{Expression, One, Op, ParseError, Two};

/// Deeper than any formula that a person writes, and far from where the stack ends.
const DEPTH_AT_MOST: u32 = 100;

/// Reads a formula.
///
/// `is_metric` says whether a text is the whole key of a metric: then it is that metric, whatever else it could mean.
///
/// # Errors
/// When it cannot be read, or names no metric.
pub fn parse(text: &str, is_metric: &dyn Fn(&str) -> bool) -> Result<Expression, ParseError> {
    let key = text.trim();
    if is_metric(key) {
        return Ok(Expression {
            metrics: vec![key.into()],
            program: vec![Op::Metric(0)],
        });
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        end: text.len(),
        depth: 0,
        expression: Expression {
            metrics: Vec::new(),
            program: Vec::new(),
        },
    };
    parser.sum()?;
    if let Some(token) = parser.tokens.get(parser.at) {
        let message = match token.word {
            Word::Sign(')') => "This parenthesis closes none",
            _ => "An operator such as + or * is missing before this",
        };
        return Err(error(token.span.clone(), message));
    }
    if parser.expression.metrics.is_empty() {
        return Err(error(0..text.len(), "Name at least one metric"));
    }
    Ok(parser.expression)
}

fn error(span: Range<usize>, message: &str) -> ParseError {
    ParseError {
        span,
        message: message.to_owned(),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    end: usize,
    depth: u32,
    expression: Expression,
}

impl Parser {
    fn take_sign(&mut self, sign: char) -> bool {
        let token = self.tokens.get(self.at);
        let is_it = token.is_some_and(|token| token.word == Word::Sign(sign));
        self.at += usize::from(is_it);
        is_it
    }

    fn expect_sign(&mut self, sign: char, message: &str) -> Result<(), ParseError> {
        if self.take_sign(sign) {
            return Ok(());
        }
        Err(error(self.span_here(), message))
    }

    fn span_here(&self) -> Range<usize> {
        let token = self.tokens.get(self.at);
        token.map_or(self.end..self.end, |token| token.span.clone())
    }

    fn push(&mut self, op: Op) {
        self.expression.program.push(op);
    }

    fn sum(&mut self) -> Result<(), ParseError> {
        self.product()?;
        loop {
            let op = if self.take_sign('+') {
                Two::Add
            } else if self.take_sign('-') {
                Two::Subtract
            } else {
                return Ok(());
            };
            self.product()?;
            self.push(Op::Two(op));
        }
    }

    fn product(&mut self) -> Result<(), ParseError> {
        self.factor()?;
        loop {
            let op = if self.take_sign('*') {
                Two::Multiply
            } else if self.take_sign('/') {
                Two::Divide
            } else {
                return Ok(());
            };
            self.factor()?;
            self.push(Op::Two(op));
        }
    }

    fn factor(&mut self) -> Result<(), ParseError> {
        let span = self.span_here();
        if self.depth >= DEPTH_AT_MOST {
            return Err(error(span, "This is nested too deeply"));
        }
        self.depth += 1;
        let token = self.tokens.get(self.at).map(|token| token.word.clone());
        self.at += 1;
        match token {
            Some(Word::Number(number)) => self.push(Op::Number(number)),
            Some(Word::Key(key)) => self.metric(&key),
            Some(Word::Name(name)) if self.take_sign('(') => self.call(&name, span)?,
            Some(Word::Name(name)) => self.metric(&name),
            Some(Word::Sign('-')) => {
                self.factor()?;
                self.push(Op::One(One::Negate));
            }
            Some(Word::Sign('+')) => self.factor()?,
            Some(Word::Sign('(')) => {
                self.sum()?;
                self.expect_sign(')', "A closing parenthesis is missing here")?;
            }
            _ => return Err(error(span, "A metric or a number is missing here")),
        }
        self.depth -= 1;
        Ok(())
    }

    fn metric(&mut self, key: &str) {
        let metrics = &mut self.expression.metrics;
        let found = metrics.iter().position(|metric| &**metric == key);
        let place = found.unwrap_or_else(|| {
            metrics.push(Arc::from(key));
            metrics.len() - 1
        });
        self.push(Op::Metric(place));
    }

    /// A function whose opening parenthesis has been read.
    fn call(&mut self, name: &str, span: Range<usize>) -> Result<(), ParseError> {
        let one = match name {
            "abs" => Some(One::Abs),
            "log" => Some(One::Log),
            "log10" => Some(One::Log10),
            "exp" => Some(One::Exp),
            "sqrt" => Some(One::Sqrt),
            _ => None,
        };
        let two = match name {
            "min" => Some(Two::Min),
            "max" => Some(Two::Max),
            _ => None,
        };
        if one.is_none() && two.is_none() {
            let message = "There is no such function; there are abs, log, log10, exp, sqrt, min and max";
            return Err(error(span, message));
        }
        self.sum()?;
        self.expression.program.extend(one.map(Op::One));
        if let Some(two) = two {
            self.expect_sign(',', "A comma and another value are missing here")?;
            self.sum()?;
            self.push(Op::Two(two));
            while self.take_sign(',') {
                self.sum()?;
                self.push(Op::Two(two));
            }
        }
        self.expect_sign(')', "A closing parenthesis is missing here")
    }
}

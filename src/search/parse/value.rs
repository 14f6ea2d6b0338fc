//! The values that fields are compared to.

use super::super::numbers::{duration, may_become_duration, may_become_number, number};
use super::super::target::Domain;
use super::{Expected, Parsed, Parser, Problem, Span, Target, is_reserved};
use crate::runs::{Attribute, Field};
use crate::search::{NumberOperator, Test, TextOperator, Value};

/// A value as it is written.
enum Written {
    Quoted(String),
    Bare(String),
}

impl Parser<'_> {
    fn written(&mut self, target: &Target, is_number: bool) -> Parsed<(Written, Span)> {
        self.expect(Expected::Value(target.clone(), is_number));
        let at = self.scan.at();
        if let Some(text) = self.scan.quoted()? {
            return Ok((Written::Quoted(text), self.scan.since(at)));
        }
        let bare = self.scan.bare_value().to_owned();
        let span = self.scan.since(at);
        let message = || match target.domain() {
            Domain::Text | Domain::TextOrNumber => "Expected a value",
            Domain::Number | Domain::Time => "Expected a number",
            Domain::Duration => "Expected a length of time",
        };
        if bare.is_empty() && self.scan.is_at_end() {
            return Err(Problem::incomplete(span, message()).hint(example(target)));
        }
        if bare.is_empty() {
            return Err(Problem::wrong(self.scan.here(), message()).hint("special characters need 'quotes'"));
        }
        if is_reserved(&bare) {
            let message = format!("{} before `{bare}`", message());
            return Err(Problem::wrong(span, message).hint("quote it if it is the value"));
        }
        Ok((Written::Bare(bare), span))
    }

    /// A text in quotes, or one word that lacks them.
    pub(super) fn text(&mut self, target: &Target) -> Parsed<(String, Span)> {
        let (written, span) = self.written(target, false)?;
        let text = match written {
            // The server keeps them so, and compares them letter by letter.
            Written::Bare(text) if is_status(target) => text.to_ascii_uppercase(),
            Written::Bare(text) | Written::Quoted(text) => text,
        };
        Ok((text, span))
    }

    /// A number, or a length of time.
    pub(super) fn number(&mut self, target: &Target) -> Parsed<f64> {
        let (written, span) = self.written(target, true)?;
        let domain = target.domain();
        let text = match written {
            Written::Bare(text) => text,
            Written::Quoted(text) => {
                let is_number = number(&text).is_some();
                let message = if is_number {
                    "A number has no quotes"
                } else {
                    "Expected a number"
                };
                return Err(Problem::wrong(span, message).hint(example(target)));
            }
        };
        let (value, may_go_on, message) = if domain == Domain::Duration {
            (
                duration(&text),
                may_become_duration(&text),
                "Expected a length of time with its unit",
            )
        } else {
            (number(&text), may_become_number(&text), "Expected a number")
        };
        // Only metrics hold more than finite numbers.
        if let Some(value) = value.filter(|value| domain == Domain::Number || value.is_finite()) {
            return Ok(value);
        }
        Err(if may_go_on && self.scan.is_at_end() {
            Problem::incomplete(span, message).hint(example(target))
        } else {
            Problem::wrong(span, message).hint(example(target))
        })
    }

    /// What stands after `=` and `!=`: what is compared depends on the target, and on quotes.
    pub(super) fn equal_test(&mut self, target: &Target, negated: bool) -> Parsed<Test> {
        Ok(match self.value(target)? {
            Value::Number(value) if negated => Test::Number(NumberOperator::NotEqual, value),
            Value::Number(value) => Test::Number(NumberOperator::Equal, value),
            Value::Text(text) if negated => Test::Text(TextOperator::NotEqual, text),
            Value::Text(text) => Test::Text(TextOperator::Equal, text),
        })
    }

    fn value(&mut self, target: &Target) -> Parsed<Value> {
        match target.domain() {
            Domain::Number | Domain::Time | Domain::Duration => self.number(target).map(Value::Number),
            Domain::Text => Ok(Value::Text(self.text(target)?.0)),
            Domain::TextOrNumber => Ok(match self.written(target, false)?.0 {
                Written::Quoted(text) => Value::Text(text),
                Written::Bare(text) => match number(&text).filter(|value| value.is_finite()) {
                    Some(value) => Value::Number(value),
                    None => Value::Text(text),
                },
            }),
        }
    }

    /// The values of `in`, in parentheses.
    pub(super) fn list(&mut self, target: &Target, negated: bool) -> Parsed<Test> {
        self.expect(Expected::List);
        let opened = self.scan.here();
        if !self.scan.eat('(') {
            let problem = if self.scan.is_at_end() {
                Problem::incomplete(opened, "Expected a list in parentheses")
            } else {
                Problem::wrong(opened, "Expected a list in parentheses")
            };
            return Err(problem.hint("such as ('a', 'b')"));
        }
        let mut values = vec![];
        loop {
            values.push(self.value(target)?);
            self.scan.skip_space();
            let has_more = self.scan.eat(',');
            self.scan.skip_space();
            if self.scan.eat(')') {
                return Ok(Test::In { negated, values });
            }
            if self.scan.is_at_end() && !has_more {
                return Err(Problem::incomplete(opened, "This list is not closed").hint("put a ) at the end"));
            }
            if !has_more {
                return Err(Problem::wrong(
                    self.scan.here(),
                    "Expected a comma or the end of the list",
                ));
            }
        }
    }
}

fn is_status(target: &Target) -> bool {
    *target == Target::Field(Field::Attribute(Attribute::Status))
}

fn example(target: &Target) -> &'static str {
    match target.domain() {
        Domain::Number => "such as 0.5",
        Domain::Time => "in milliseconds since 1970",
        Domain::Duration => "such as 90s, 5m or 1h30m",
        Domain::TextOrNumber => "such as 'text' or 5",
        Domain::Text => "such as 'text'",
    }
}

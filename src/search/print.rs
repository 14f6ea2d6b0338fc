//! From [`Expr`] to a text that reads as the same.

use super::numbers::{print_duration, print_number};
use super::parse::parse;
use super::quotes::typographic;
use super::target::Domain;
use super::{Comparison, Expr, Kind, Node, Target, Test, Value};
use crate::mlflow::filter::{quoted_key, quoted_text};

/// The search as a text: every quote and parenthesis in its place, none too many. [`parse`] reads it as the same
/// search, apart from spans.
pub fn print(search: &Expr) -> String {
    let mut text = String::new();
    write(search, Tightness::Or, &mut text);
    text
}

/// What binds how closely, the loosest first.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Tightness {
    Or,
    And,
    Not,
}

fn write(search: &Expr, around: Tightness, text: &mut String) {
    match &search.node {
        Node::Or(conditions) => write_joined(conditions, " OR ", Tightness::Or, around, text),
        Node::And(conditions) => write_joined(conditions, " AND ", Tightness::And, around, text),
        Node::Not(condition) => {
            text.push_str("NOT ");
            write(condition, Tightness::Not, text);
        }
        Node::Compare(comparison) => write_comparison(comparison, text),
        Node::Words(words) => text.push_str(&print_words(words)),
    }
}

fn write_joined(conditions: &[Expr], between: &str, own: Tightness, around: Tightness, text: &mut String) {
    let has_parentheses = own < around;
    if has_parentheses {
        text.push('(');
    }
    for (index, condition) in conditions.iter().enumerate() {
        if index > 0 {
            text.push_str(between);
        }
        write(condition, own, text);
    }
    if has_parentheses {
        text.push(')');
    }
}

fn write_comparison(Comparison { target, test }: &Comparison, text: &mut String) {
    text.push_str(&print_target(target));
    text.push(' ');
    match test {
        Test::Number(operator, number) => {
            text.push_str(operator.as_str());
            text.push(' ');
            text.push_str(&print_value(target, &Value::Number(*number)));
        }
        Test::Text(operator, value) => {
            text.push_str(operator.as_str());
            text.push(' ');
            text.push_str(&print_text(value));
        }
        Test::In { negated, values } => {
            text.push_str(if *negated { "NOT IN (" } else { "IN (" });
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    text.push_str(", ");
                }
                text.push_str(&print_value(target, value));
            }
            text.push(')');
        }
        Test::Null { negated } => text.push_str(if *negated { "IS NOT NULL" } else { "IS NULL" }),
    }
}

/// A target's name, quoted where it must be.
pub fn print_target(target: &Target) -> String {
    match target.parts() {
        (Kind::Attribute, name) => name.to_owned(),
        (kind, key) => format!("{}.{}", kind.as_str(), print_key(key)),
    }
}

/// A key, quoted unless the server reads it without.
pub(super) fn print_key(key: &str) -> String {
    let is_plain = |part: &str| {
        let is_letter = |one: char| one.is_ascii_alphabetic() || one == '_';
        part.starts_with(is_letter) && part.chars().all(|one| is_letter(one) || one.is_ascii_digit())
    };
    if key.split('.').all(is_plain) {
        return key.to_owned();
    }
    quoted_key(key).unwrap_or_else(|| typographic(key))
}

pub(super) fn print_text(text: &str) -> String {
    quoted_text(text).unwrap_or_else(|| typographic(text))
}

fn print_value(target: &Target, value: &Value) -> String {
    match value {
        Value::Number(millis) if target.domain() == Domain::Duration => print_duration(*millis),
        Value::Number(number) => print_number(*number),
        Value::Text(text) => print_text(text),
    }
}

fn print_words(words: &str) -> String {
    let reads_bare = parse(words)
        .ok()
        .flatten()
        .is_some_and(|read| matches!(read.node, Node::Words(bare) if bare == words));
    if reads_bare {
        return words.to_owned();
    }
    print_text(words)
}

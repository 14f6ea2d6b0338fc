//! The part of a search that the server can evaluate.

use super::numbers::print_number;
use super::{Comparison, DatasetPart, Expr, Node, Span, Target, Test, TextOperator, Value, print};
use crate::mlflow::filter::{self, RunField, quoted_text};
use crate::runs::{Attribute, Field};

/// What of the grammar this server knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ServerGrammar {
    /// `IS NULL` and `IS NOT NULL` of parameters and tags.
    pub null_checks: bool,
    /// Conditions on datasets beside ones on metrics, parameters, tags and names: 2.22 fails on both together.
    pub datasets_beside_others: bool,
}

/// Who evaluates a condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The server, among all runs.
    Server,
    /// This page, among the runs that are loaded.
    Here,
}

/// One of the conditions that must all hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Where it stands in the text.
    pub span: Span,
    /// Who evaluates it.
    pub side: Side,
    /// The condition as [`print`] writes it.
    pub text: String,
}

/// A search in two: a run matches it if it matches both.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Split {
    /// In the server's grammar, for `runs/search`; `None` if there is nothing for it to do.
    pub server: Option<String>,
    /// What is left; `None` if the server does it all.
    pub here: Option<Expr>,
    /// The conditions in their order.
    pub parts: Vec<Part>,
}

impl ServerGrammar {
    /// What a server of this version knows, such as `3.17.2`. Of an unknown version, what all know.
    pub fn of_version(version: &str) -> Self {
        let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
        let known = (numbers.next(), numbers.next());
        // 2.22 has none of it; the first version that has is not known more exactly.
        let has_all = known >= (Some(3), Some(17));
        Self {
            null_checks: has_all,
            datasets_beside_others: has_all,
        }
    }
}

/// Splits the conditions that must all hold: what the server can say goes to it.
///
/// The server means the same by them. Its dialect has exceptions that concern no more than a letter: `ILIKE` on `SQLite`
/// knows the case of ASCII letters only.
pub fn split(search: &Expr, grammar: ServerGrammar) -> Split {
    let all = match &search.node {
        Node::And(conditions) => conditions.as_slice(),
        _ => std::slice::from_ref(search),
    };
    let has_others = all.iter().filter_map(comparison).any(is_joined);
    let mut split = Split::default();
    let mut here = vec![];
    for condition in all {
        let said = comparison(condition)
            .filter(|one| grammar.datasets_beside_others || !has_others || !is_of_datasets(one))
            .and_then(|comparison| say(comparison, grammar));
        split.parts.push(Part {
            span: condition.span,
            side: if said.is_some() { Side::Server } else { Side::Here },
            text: print(condition),
        });
        match said {
            Some(said) => {
                split.server = Some(filter::and(split.server.as_deref().unwrap_or_default(), &said));
            }
            None => here.push(condition.clone()),
        }
    }
    split.here = Expr::all(here);
    split
}

fn comparison(condition: &Expr) -> Option<&Comparison> {
    match &condition.node {
        Node::Compare(comparison) => Some(comparison),
        _ => None,
    }
}

fn is_of_datasets(comparison: &Comparison) -> bool {
    matches!(comparison.target, Target::Dataset(_))
}

/// Whether the server has to look for it in another table than that of runs; a run's name is a tag.
fn is_joined(comparison: &Comparison) -> bool {
    match &comparison.target {
        Target::Field(Field::Attribute(attribute)) => *attribute == Attribute::Name,
        target => !matches!(target, Target::Dataset(_)),
    }
}

/// The comparison in the server's grammar; `None` where that has no words for it.
fn say(Comparison { target, test }: &Comparison, grammar: ServerGrammar) -> Option<String> {
    use Attribute::{ArtifactUri, Ended, Id, Name, Started, Status, User};
    let (said, has_text, has_lists) = match target {
        Target::Field(Field::Metric(key)) => (RunField::Metric(key).quoted()?, false, false),
        Target::Field(Field::Param(key)) => (RunField::Param(key).quoted()?, true, false),
        Target::Field(Field::Tag(key)) => (RunField::Tag(key).quoted()?, true, false),
        Target::Field(Field::Attribute(attribute)) => {
            let has_text = match attribute {
                Started | Ended => false,
                Id | Name | Status | User | ArtifactUri => true,
                _ => return None,
            };
            let said = RunField::Attribute(attribute.as_str()).quoted()?;
            (said, has_text, *attribute == Id)
        }
        Target::Dataset(part) => (format!("dataset.{}", DatasetPart::as_str(*part)), true, true),
    };
    match test {
        Test::Number(operator, number) if !has_text && number.is_finite() => {
            Some(format!("{said} {} {}", operator.as_str(), print_number(*number)))
        }
        Test::Text(operator, text) if has_text && is_known(*operator) => {
            Some(format!("{said} {} {}", operator.as_str(), quoted_text(text)?))
        }
        Test::In { negated, values } if has_lists => {
            let values: Option<Vec<_>> = values.iter().map(listed).collect();
            let operator = if *negated { "NOT IN" } else { "IN" };
            Some(format!("{said} {operator} ({})", values?.join(", ")))
        }
        Test::Null { negated } if grammar.null_checks => {
            let has_nulls = matches!(target, Target::Field(Field::Param(_) | Field::Tag(_)));
            let operator = if *negated { "IS NOT NULL" } else { "IS NULL" };
            has_nulls.then(|| format!("{said} {operator}"))
        }
        _ => None,
    }
}

fn is_known(operator: TextOperator) -> bool {
    matches!(
        operator,
        TextOperator::Equal | TextOperator::NotEqual | TextOperator::Like | TextOperator::Ilike
    )
}

/// A text in a list, which is read as Python reads one; 2.x forgets those that are not in lower case.
fn listed(value: &Value) -> Option<String> {
    let Value::Text(text) = value else { return None };
    let is_lower = text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase);
    let is_plain = !text.contains(['\'', '\\']) && !text.contains(char::is_control);
    (is_lower && is_plain).then(|| format!("'{text}'"))
}

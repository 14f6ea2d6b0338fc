//! Which runs a search matches.

use super::leaf::Leaf;
use super::pattern::Needle;
use super::{Expr, Node};
use crate::runs::{Attribute, Field, RunSet};

/// The rows among these that the search matches, in their order.
///
/// Means what the SQL stores mean by it: what lacks a field matches no comparison of it, not even `!=`; NaN is unequal to
/// everything and neither above nor below; of several datasets one that fits is enough. Beyond the server's grammar, NaN
/// is found by `= nan`.
/// Deliberately not as some stores have it: `ILIKE` knows the case of all letters, on `SQLite` only of ASCII ones, and
/// in `user_id` a tag of the user's name comes before the run's own. The file store differs in that it compares a `LIKE`
/// line by line.
///
/// A column is looked up once, and what is asked of a text is asked once for each that differs.
pub fn matching(search: &Expr, runs: &RunSet, rows: &[u32]) -> Vec<u32> {
    let found = evaluate(search, runs, rows);
    let matching = rows.iter().zip(found).filter(|(_, is_match)| *is_match);
    matching.map(|(row, _)| *row).collect()
}

/// Whether each of the rows matches.
fn evaluate(search: &Expr, runs: &RunSet, rows: &[u32]) -> Vec<bool> {
    match &search.node {
        Node::And(conditions) => fold(conditions, runs, rows, true, |all, one| all & one),
        Node::Or(conditions) => fold(conditions, runs, rows, false, |any, one| any | one),
        Node::Not(condition) => {
            let mut found = evaluate(condition, runs, rows);
            for is_match in &mut found {
                *is_match = !*is_match;
            }
            found
        }
        Node::Compare(comparison) => Leaf::of(comparison, runs).evaluate(rows),
        Node::Words(words) => evaluate_words(words, runs, rows),
    }
}

fn fold(
    conditions: &[Expr],
    runs: &RunSet,
    rows: &[u32],
    start: bool,
    join: fn(bool, bool) -> bool,
) -> Vec<bool> {
    let mut folded = vec![start; rows.len()];
    for condition in conditions {
        for (folded, one) in folded.iter_mut().zip(evaluate(condition, runs, rows)) {
            *folded = join(*folded, one);
        }
    }
    folded
}

fn evaluate_words(words: &str, runs: &RunSet, rows: &[u32]) -> Vec<bool> {
    let needle = Needle::new(words);
    let mut found = vec![false; rows.len()];
    for entry in runs.fields().filter(|entry| holds_words(entry.field)) {
        let column = runs.column_by_id(entry.id);
        Leaf::text(column, &|text| needle.is_in(text)).mark(rows, &mut found);
    }
    found
}

/// Whether plain words are looked for in this field: not in metrics, nor in what only programs read.
fn holds_words(field: &Field) -> bool {
    match field {
        Field::Attribute(attribute) => matches!(attribute, Attribute::Id | Attribute::Name),
        Field::Metric(_) => false,
        Field::Param(_) => true,
        Field::Tag(key) => match key.strip_prefix("mlflow.") {
            None => true,
            Some(own) => matches!(own, "user" | "note.content" | "source.name" | "source.git.commit"),
        },
    }
}

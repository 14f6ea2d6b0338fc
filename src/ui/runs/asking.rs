//! What the server is asked for, and what is left to be done here.

use super::model::Searched;
use crate::mlflow::filter::quoted_text;
use crate::mlflow::{ExperimentId, ViewType};
use crate::route::{DatasetFilter, Lifecycle, RunsQuery, StartedWithin};
use crate::runs::view::{read_sorting, server_key};
use crate::runs::{Asked, Column, Field, start_of_range};
use crate::search::{self, Node, ServerGrammar};
use crate::web::clock;

/// Reads a search; of a text that is wrong, what the last good one said stays.
pub fn read_search(text: &str, grammar: ServerGrammar, last: Option<&Searched>) -> Searched {
    match search::parse(text) {
        Ok(None) => Searched::default(),
        Ok(Some(expr)) => Searched {
            split: search::split(&expr, grammar),
            expr: Some(expr),
            problem: None,
        },
        Err(problem) => Searched {
            problem: Some(problem),
            ..last.cloned().unwrap_or_default()
        },
    }
}

/// The conditions that the server is asked to evaluate.
pub fn conditions_of(searched: &Searched, grammar: ServerGrammar) -> Vec<String> {
    let Some(expr) = &searched.expr else {
        return Vec::new();
    };
    let all = match &expr.node {
        Node::And(all) => all.as_slice(),
        _ => std::slice::from_ref(expr),
    };
    all.iter()
        .filter_map(|condition| search::split(condition, grammar).server)
        .collect()
}

/// What the server is asked for.
pub fn asked_for(
    experiments: Vec<ExperimentId>,
    query: &RunsQuery,
    mut conditions: Vec<String>,
    since_millis: Option<i64>,
    order_by: Vec<String>,
) -> Asked {
    conditions.extend(dataset_conditions(&query.datasets));
    Asked {
        experiments,
        view: match query.lifecycle {
            Lifecycle::Active => ViewType::ActiveOnly,
            Lifecycle::Deleted => ViewType::DeletedOnly,
        },
        conditions,
        since_millis,
        order_by,
    }
}

/// What the server can say of the datasets: their names and digests apart, so that it may give more than is wanted.
fn dataset_conditions(datasets: &[DatasetFilter]) -> Vec<String> {
    let list = |part: fn(&DatasetFilter) -> &str| -> Option<String> {
        let quoted: Option<Vec<_>> = datasets
            .iter()
            .map(|dataset| quoted_text(part(dataset)))
            .collect();
        quoted
            .filter(|quoted| !quoted.is_empty())
            .map(|quoted| quoted.join(", "))
    };
    [
        list(|dataset| &dataset.name).map(|names| format!("dataset.name IN ({names})")),
        list(|dataset| &dataset.digest).map(|digests| format!("dataset.digest IN ({digests})")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the runs are sorted by, as far as the server can sort as this page does; nothing for its own order. It takes
/// parameters for texts, so those are left out.
pub fn server_order_of(query: &RunsQuery) -> Vec<String> {
    let first = read_sorting(query).into_iter().next();
    let key = first.filter(|first| !matches!(first.column, Column::Field(Field::Param(_))));
    key.and_then(|first| {
        let direction = if first.ascending { "ASC" } else { "DESC" };
        Some(format!("{} {direction}", server_key(&first.column)?))
    })
    .into_iter()
    .collect()
}

/// When a time range that ends now begins, in milliseconds since 1970; `None` for all time.
pub fn start_of(started: StartedWithin) -> Option<i64> {
    started
        .millis()
        .map(|back| start_of_range(clock::now_millis(), back))
}

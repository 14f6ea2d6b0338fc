//! Writing the state of a view, in the official UI's own terms and in ours.

use serde_json::{Map, Value, json};

use super::official_columns::{ALWAYS_SHOWN, write};
use super::shared_state::{DEFAULT_ORDER, OWN, bare};
use crate::mlflow::RunId;
use crate::route::{Aggregate, RunsQuery, TableQuery};
use crate::runs::{Attribute, Column, Field};

/// The JSON of a view for the official UI and for this one.
///
/// `shown` are the columns that the table shows, `server_search` what of the search the server understands;
/// at most `most_columns` are named for the official UI, which grows slow by more. Ours come back in any case.
pub fn write_state(query: &RunsQuery, shown: &[Column], server_search: &str, most_columns: usize) -> String {
    let own = bare(query);
    let is_choosable = |column: &&Column| {
        !ALWAYS_SHOWN
            .iter()
            .any(|always| Column::from(*always) == **column)
    };
    let selected: Vec<String> = shown
        .iter()
        .filter(is_choosable)
        .filter_map(write)
        .take(most_columns)
        .collect();
    let is_set_up = !own.table.order.is_empty() || !own.table.pin.is_empty() || !own.table.width.is_empty();
    let order: Vec<String> = shown.iter().filter_map(write).take(most_columns).collect();
    let widths: Map<String, Value> = own
        .table
        .width
        .iter()
        .filter_map(|(name, width)| Some((write(&Column::parse(name)?)?, (*width).into())))
        .collect();
    let sort = own.sort.as_ref();
    let hidden = &own.table.hidden_runs;
    json!({
        "searchFilter": server_search,
        "orderByKey": sort.map_or(DEFAULT_ORDER, |sort| &sort.key),
        "orderByAsc": sort.is_some_and(|sort| sort.ascending),
        "startTime": own.started.as_str(),
        "lifecycleFilter": own.lifecycle.as_str(),
        "datasetsFilter": own.datasets,
        "modelVersionFilter": own.model_versions.as_str(),
        "selectedColumns": selected,
        "columnOrder": if is_set_up { order } else { Vec::new() },
        "columnWidths": widths,
        "runsPinned": own.table.pinned_runs.iter().map(RunId::as_str).collect::<Vec<_>>(),
        "runsHidden": hidden.iter().map(RunId::as_str).collect::<Vec<_>>(),
        "groupBy": write_groups(&own.table),
        OWN: own.to_text(),
    })
    .to_string()
}

fn write_groups(table: &TableQuery) -> Value {
    let key = |name: &String| match Column::parse(name)? {
        Column::Field(Field::Param(key)) => Some(json!({ "mode": "param", "groupByData": key })),
        Column::Field(Field::Tag(key)) => Some(json!({ "mode": "tag", "groupByData": key })),
        Column::Field(Field::Attribute(Attribute::Datasets)) => {
            Some(json!({ "mode": "dataset", "groupByData": "dataset" }))
        }
        _ => None,
    };
    let keys: Vec<Value> = table.group_by.iter().filter_map(key).collect();
    if keys.is_empty() {
        return Value::Null;
    }
    let aggregate = match table.aggregate {
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        _ => "average",
    };
    json!({ "aggregateFunction": aggregate, "groupByKeys": keys })
}

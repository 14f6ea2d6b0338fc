//! What is logged to the runs that are searched, and filters of them.

use super::{Dialect, START_MILLIS};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const METRICS: [&str; 5] = ["loss", "val loss", "a.b/c", "system/cpu", "none"];
const NUMBERS: [&str; 11] = [
    "0",
    "0.5",
    "1",
    "-1.5e-3",
    "5.",
    ".5",
    "1e300",
    "2",
    "-7",
    "1E-5",
    "1.7976931348623157e308",
];
const PARAMS: [&str; 5] = ["model", "depth", "a key", "dir/x.y", "none"];
const TAGS: [&str; 4] = ["team", "mlflow.source.name", "my-tag", "none"];
const TEXTS: [&str; 16] = [
    "tree",
    "Tree",
    "it's",
    "say \"hi\"",
    "3",
    "3.0",
    "100%",
    "a_b",
    "aXb",
    "C:\\dir",
    "é",
    "É",
    "a''b",
    "x -- y",
    "x; and (y)",
    "two\nlines",
];
const NAMES: [&str; 4] = ["iris", "Iris", "wine-2", "it_is"];
const CONTEXTS: [&str; 3] = ["train", "Train", "eval"];
const STATUSES: [&str; 5] = ["RUNNING", "FINISHED", "FAILED", "KILLED", "finished"];

/// What is logged to a run.
pub fn run(dialect: Dialect) -> impl Strategy<Value = Value> {
    let metric = move |key: &'static str| {
        let mut values = vec![
            json!(0),
            json!(0.5),
            json!(1),
            json!(-0.0015),
            json!(2),
            json!(1e300),
        ];
        if dialect.is_exact {
            values.extend([json!("NaN"), json!("Infinity"), json!("-Infinity")]);
        }
        select(values).prop_map(move |value| json!({ "key": key, "value": value, "timestamp": 1, "step": 0 }))
    };
    let entry = |key: &'static str| {
        select(TEXTS.to_vec()).prop_map(move |value| json!({ "key": key, "value": value }))
    };
    // The last key of each kind is one that no run has.
    let metrics = METRICS[..4]
        .iter()
        .map(|key| prop::option::of(metric(key)))
        .collect::<Vec<_>>();
    let params = PARAMS[..4]
        .iter()
        .map(|key| prop::option::of(entry(key)))
        .collect::<Vec<_>>();
    let tags = TAGS[..3]
        .iter()
        .map(|key| prop::option::of(entry(key)))
        .collect::<Vec<_>>();
    let dataset = (
        select(NAMES.to_vec()),
        select(vec!["d1", "d2"]),
        prop::option::of(select(CONTEXTS.to_vec())),
    )
        .prop_map(|(name, digest, context)| {
            let tags = context.map(|context| json!({ "key": "mlflow.data.context", "value": context }));
            let dataset = json!({ "name": name, "digest": digest, "source_type": "local", "source": "x" });
            json!({ "dataset": dataset, "tags": tags.into_iter().collect::<Vec<_>>() })
        });
    (
        (metrics, params, tags),
        prop::collection::vec(dataset, 0..3),
        select(STATUSES[..4].to_vec()),
        select(vec!["eve", "Eve", "bob"]),
        select(vec!["oak", "Oak", "elm tree", "it's"]),
    )
        .prop_map(|((metrics, params, tags), mut datasets, status, user, name)| {
            let some = |entries: Vec<Option<Value>>| entries.into_iter().flatten().collect::<Vec<_>>();
            datasets.dedup_by_key(|one| (one["dataset"]["name"].clone(), one["dataset"]["digest"].clone()));
            json!({
                "metrics": some(metrics), "params": some(params), "tags": some(tags), "datasets": datasets,
                "status": status, "user": user, "name": name
            })
        })
}

/// A filter in the server's grammar, spelled in any of the ways that it knows.
pub fn filters(dialect: Dialect) -> impl Strategy<Value = String> {
    mixed(dialect).prop_map(move |(mut clauses, and)| {
        let is_of_datasets = |clause: &String| clause.starts_with("dataset");
        let first = is_of_datasets(&clauses[0]);
        clauses.retain(|clause| dialect.is_exact || is_of_datasets(clause) == first);
        clauses.join(and)
    })
}

fn mixed(dialect: Dialect) -> impl Strategy<Value = (Vec<String>, &'static str)> {
    (
        prop::collection::vec(clause(dialect), 1..4),
        select(vec![" AND ", " and ", "  AND\n"]),
    )
}

/// A filter with a character too many or too few, or another. None of them is a dot or
/// a space: the server makes keys of ones that are beside a dot.
pub fn damaged(dialect: Dialect) -> impl Strategy<Value = String> {
    let damage = select(vec!["", "'", "\"", "`", "=", "!", "(", ")", ",", "5", "x", "%"]);
    (
        mixed(dialect),
        any::<prop::sample::Index>(),
        damage,
        any::<bool>(),
    )
        .prop_map(|((clauses, and), place, damage, replaces)| {
            let mut chars: Vec<String> = clauses.join(and).chars().map(String::from).collect();
            let place = place.index(chars.len());
            if replaces {
                damage.clone_into(&mut chars[place]);
            } else {
                chars.insert(place, damage.to_owned());
            }
            chars.concat()
        })
}

fn clause(dialect: Dialect) -> impl Strategy<Value = String> {
    let number = || select(vec!["<", "<=", ">", ">=", "=", "!="]);
    let metric = (
        select(vec!["metric", "metrics"]),
        select(METRICS.to_vec()),
        number(),
        select(NUMBERS.to_vec()),
    )
        .prop_map(|(kind, key, operator, number)| format!("{kind}.{} {operator} {number}", quoted_key(key)));
    let param = (
        select(vec!["param", "params", "parameter", "parameters"]),
        select(PARAMS.to_vec()),
        text_test(&TEXTS),
    )
        .prop_map(|(kind, key, test)| format!("{kind}.{} {test}", quoted_key(key)));
    let tag = (
        select(vec!["tag", "tags"]),
        select(TAGS.to_vec()),
        text_test(&TEXTS),
    )
        .prop_map(|(kind, key, test)| format!("{kind}.{} {test}", quoted_key(key)));
    let attribute = |names: &'static [&str], values: &'static [&str]| {
        let kind = select(vec!["", "attribute.", "attributes.", "attr.", "run."]);
        (kind, select(names.to_vec()), text_test(values))
            .prop_map(|(kind, name, test)| format!("{kind}{name} {test}"))
    };
    let time = (
        select(vec!["start_time", "end_time", "created", "attributes.Created"]),
        number(),
        0..65_i64,
    )
        .prop_map(|(name, operator, second)| format!("{name}{operator}{}", START_MILLIS + second * 1000));
    let lists = if dialect.is_exact {
        NAMES.to_vec()
    } else {
        vec!["iris", "wine-2", "none"]
    };
    let list = (
        select(vec!["IN", "in", "NOT IN", "not in"]),
        prop::collection::vec(select(lists), 1..3),
    )
        .prop_map(|(operator, values)| {
            let values: Vec<_> = values.iter().map(|value| format!("'{value}'")).collect();
            format!("dataset.name {operator} ({})", values.join(", "))
        });
    let null = (
        select(vec!["params.model", "tags.`my-tag`", "params.none"]),
        select(vec!["IS NULL", "is not null"]),
    )
        .prop_map(|(name, test)| format!("{name} {test}"));
    prop_oneof![
        4 => metric,
        4 => param,
        3 => tag,
        1 => attribute(&["status"], &STATUSES),
        2 => attribute(&["run_name", "`run name`", "`Run Name`"], &["oak", "Oak", "elm tree", "it's"]),
        1 => attribute(&["user_id"], &["eve", "Eve", "bob"]),
        1 => attribute(&["artifact_uri", "run_id"], &["mlflow", "a", "1"]),
        2 => time,
        2 => (select(vec!["dataset", "datasets"]), text_test(&NAMES)).prop_map(|(kind, test)| format!("{kind}.name {test}")),
        1 => text_test(&["d1", "d2"]).prop_map(|test| format!("dataset.digest {test}")),
        1 => text_test(&CONTEXTS).prop_map(|test| format!("dataset.context {test}")),
        1 => list,
        2 => if dialect.grammar.null_checks { null.boxed() } else { Just("params.model != ''".to_owned()).boxed() },
    ]
}

/// An operator and a value, or a pattern made of one.
fn text_test(values: &'static [&'static str]) -> impl Strategy<Value = String> {
    let equal = (select(vec!["=", "!="]), select(values.to_vec()))
        .prop_map(|(operator, value)| format!("{operator} {}", quoted(value)));
    let like = (
        select(vec!["LIKE", "like", "ILIKE", "ilike"]),
        select(values.to_vec()),
        0..5,
    )
        .prop_map(|(operator, value, shape)| {
            let pattern = pattern(value, shape);
            // SQLite's ILIKE knows the case of ASCII letters only.
            let operator = if pattern.is_ascii() { operator } else { "LIKE" };
            format!("{operator} {}", quoted(&pattern))
        });
    prop_oneof![equal, like]
}

fn pattern(value: &str, shape: i32) -> String {
    let count = value.chars().count();
    let head: String = value.chars().take(count / 2).collect();
    let tail: String = value.chars().skip(count / 2).collect();
    match shape {
        0 => format!("{head}%"),
        1 => format!("%{tail}"),
        2 => format!("%{head}%"),
        3 => format!("{head}_{}", tail.chars().skip(1).collect::<String>()),
        _ => value.to_owned(),
    }
}

fn quoted(value: &str) -> String {
    if value.contains('\'') {
        format!("\"{value}\"")
    } else {
        format!("'{value}'")
    }
}

fn quoted_key(key: &str) -> String {
    match key.len() % 3 {
        0 => format!("\"{key}\""),
        1 if key.chars().all(|one| one.is_alphanumeric() || one == '.') => key.to_owned(),
        _ => format!("`{key}`"),
    }
}

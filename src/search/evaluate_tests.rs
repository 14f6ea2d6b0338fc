use serde_json::json;

use super::*;
use crate::runs::{PageDecoder, RunSet};

fn runs_of(runs: serde_json::Value) -> RunSet {
    let mut set = RunSet::new();
    let mut decoder = PageDecoder::new();
    decoder.push(json!({ "runs": runs }).to_string().as_bytes());
    decoder.decode_some(&mut set, &mut || false).unwrap();
    decoder.finish().unwrap();
    set
}

fn four_runs() -> RunSet {
    runs_of(json!([
        {
            "info": { "run_id": "a1", "run_name": "big Tree", "status": "FINISHED", "user_id": "eve",
                "start_time": 1000, "end_time": 61_000, "experiment_id": "1" },
            "data": {
                "metrics": [{ "key": "loss", "value": 0.5 }, { "key": "val loss", "value": 2 }],
                "params": [{ "key": "depth", "value": "3" }, { "key": "model", "value": "tree" }],
                "tags": [{ "key": "team", "value": "Blue" }, { "key": "mlflow.secret", "value": "zebra" }]
            },
            "inputs": { "dataset_inputs": [
                { "dataset": { "name": "iris", "digest": "d1" },
                  "tags": [{ "key": "mlflow.data.context", "value": "train" }] },
                { "dataset": { "name": "wine", "digest": "d2" } }
            ] }
        },
        {
            "info": { "run_id": "b2", "run_name": "forest", "status": "RUNNING", "start_time": 2000, "experiment_id": "1" },
            "data": {
                "metrics": [{ "key": "loss", "value": "NaN" }],
                "params": [{ "key": "depth", "value": "none" }, { "key": "model", "value": "Tree\nfarm" }]
            },
            "inputs": { "dataset_inputs": [{ "dataset": { "name": "iris", "digest": "d1" } }] }
        },
        {
            "info": { "run_id": "c3", "run_name": "oak", "status": "FAILED", "start_time": 3000, "end_time": 3500,
                "experiment_id": "1" },
            "data": {
                "metrics": [{ "key": "loss", "value": 1.797_693_134_862_315_7e308 }],
                "params": [{ "key": "depth", "value": "12" }, { "key": "model", "value": "" }]
            }
        },
        { "info": { "run_id": "d4", "run_name": "elm", "status": "FINISHED", "experiment_id": "1" }, "data": {} }
    ]))
}

/// The first letters of the ids of the runs that match.
fn found(text: &str) -> String {
    let runs = four_runs();
    let search = parse(text)
        .unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
        .unwrap();
    let rows = matching(&search, &runs, runs.rows());
    rows.into_iter().map(|row| &runs.id(row)[..1]).collect()
}

fn assert_found(expected: &[(&str, &str)]) {
    for (text, ids) in expected {
        assert_eq!(found(text), *ids, "{text}");
    }
}

#[test]
fn what_lacks_a_field_matches_no_comparison_of_it() {
    assert_found(&[
        ("params.depth != '3'", "bc"),
        ("params.none != '3'", ""),
        ("not params.depth = '3'", "bcd"),
        ("params.depth is null", "d"),
        ("params.depth is not null", "abc"),
        ("params.model = ''", "c"),
        ("end_time > 0", "ac"),
        ("end_time is null", "bd"),
        ("start_time != 1000", "bc"),
        ("params.depth not in ('3')", "bc"),
    ]);
}

#[test]
fn numbers_are_compared_as_numbers() {
    assert_found(&[
        ("metrics.loss < 1", "a"),
        ("metrics.loss != 0.5", "bc"),
        ("metrics.loss = nan", "b"),
        ("metrics.loss != nan", "ac"),
        ("metrics.loss = inf", "c"),
        ("metrics.loss >= 1.7976931348623157e308", "c"),
        ("metrics.loss in (0.5, nan)", "ab"),
        ("metrics.loss not in (0.5)", "bc"),
        ("params.depth > 3", "c"),
        ("params.depth >= 3.0", "ac"),
        ("params.depth = 3", "a"),
        ("params.depth != 3", "bc"),
        ("params.depth in (3, 'none')", "ab"),
        ("duration > 30s", "a"),
        ("duration <= 500ms", "c"),
    ]);
}

#[test]
fn texts_are_compared_letter_by_letter() {
    assert_found(&[
        ("status = FINISHED", "ad"),
        ("params.model like 'tree'", "a"),
        ("params.model like 'T%'", "b"),
        ("params.model ilike '%TREE%'", "ab"),
        ("params.model not like '%ree%'", "c"),
        ("params.model not ilike 't%'", "c"),
        ("params.model =~ '^.ree$'", "a"),
        ("params.model !~ 'farm'", "ac"),
        ("run_name = 'oak'", "c"),
        ("run_id in ('a1', 'd4')", "ad"),
        ("user_id = 'eve'", "a"),
    ]);
}

#[test]
fn one_dataset_that_fits_is_enough() {
    assert_found(&[
        ("dataset.name = 'iris'", "ab"),
        ("dataset.name != 'iris'", "a"),
        ("dataset.context = 'train'", "a"),
        ("dataset.context != 'train'", ""),
        ("dataset.context is null", "bcd"),
        ("dataset.name is not null", "ab"),
        ("dataset.digest in ('d2')", "a"),
        ("dataset.name = 'wine' and dataset.context = 'train'", "a"),
    ]);
}

#[test]
fn words_are_looked_for_in_names_ids_parameters_and_tags() {
    assert_found(&[
        ("tree", "ab"),
        ("TREE or oak", "abc"),
        ("'big tree'", "a"),
        ("blue", "a"),
        ("d4", "d"),
        ("zebra", ""),
        ("loss", ""),
        ("tree not farm", "a"),
        ("not (tree or oak)", "d"),
    ]);
}

#[test]
fn rows_keep_the_order_that_they_are_given_in() {
    let runs = four_runs();
    let mut rows = runs.rows().to_vec();
    rows.reverse();
    let search = parse("tree or oak").unwrap().unwrap();
    let ids: Vec<_> = matching(&search, &runs, &rows)
        .into_iter()
        .map(|row| runs.id(row))
        .collect();
    assert_eq!(ids, ["c3", "b2", "a1"]);
}

#[test]
fn runs_know_their_vocabulary() {
    let runs = four_runs();
    let labels = |text: &str| -> Vec<String> {
        complete(text, text.len(), &runs)
            .into_iter()
            .map(|one| one.label)
            .collect()
    };
    assert_eq!(labels("metrics."), ["loss", "`val loss`"]);
    assert_eq!(labels("dataset.name = "), ["iris", "wine"]);
    assert_eq!(labels("params.depth > "), ["3", "12"]);
}

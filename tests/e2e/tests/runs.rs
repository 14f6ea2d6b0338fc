//! An experiment's runs.

use crate::demo::{TREE, reads_as};
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Scene, list, scenarios, text};
use std::sync::Arc;

scenarios!["runs":
    each_run_is_shown_with_what_the_server_knows_of_it,
    sorting_by_a_metric_is_done_by_the_server_and_keeps_missing_values_last,
    sorting_by_name_and_by_a_parameter_is_done_by_the_server,
    a_filter_in_mlflows_grammar_narrows_the_table,
    a_filter_that_the_server_does_not_understand_shows_what_the_server_says,
    an_experiment_that_is_not_there_says_so,
];

const TABLE: &str = "runs-table";
const NEWEST_FIRST: &str = "attributes.start_time DESC";

async fn open(scene: &Scene) -> Result<(Arc<Browser>, Rest, String)> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let id = rest.experiment_id(TREE).await?;
    let (browser, rest) = scene.open(&format!("#/experiments/{id}/runs")).await?;
    browser.rows(TABLE).await?;
    Ok((browser, rest, id))
}

fn ids(runs: &[Value]) -> Vec<String> {
    runs.iter().map(|run| text(&run["info"]["run_id"])).collect()
}

/// The value that a run logged under this key, or null.
fn logged(run: &Value, kind: &str, key: &str) -> Value {
    list(&run["data"], kind)
        .find(|entry| entry["key"] == key)
        .map_or(Value::Null, |entry| entry["value"].clone())
}

async fn each_run_is_shown_with_what_the_server_knows_of_it(scene: &Scene) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    let runs = rest.runs(&experiment, "", &[NEWEST_FIRST]).await?;
    browser.until_rows(TABLE, &ids(&runs)).await?;
    let rows = browser.rows(TABLE).await?;
    for (row, run) in rows.iter().zip(&runs) {
        let name = text(&run["info"]["run_name"]);
        assert!(row.cell("Name").contains(&name), "{row:?} is not {name}");
        assert!(
            row.cell("Status")
                .to_uppercase()
                .contains(&text(&run["info"]["status"])),
            "{row:?}"
        );
        assert!(
            !row.cell("Created").is_empty() && !row.cell("Duration").is_empty(),
            "{row:?}"
        );
        for metric in list(&run["data"], "metrics") {
            let key = text(&metric["key"]);
            assert!(
                reads_as(row.cell(&key), &metric["value"]),
                "{key} of {name}: {row:?}, not {metric}"
            );
        }
        for param in list(&run["data"], "params") {
            assert_eq!(row.cell(&text(&param["key"])), text(&param["value"]), "{name}");
        }
    }
    Ok(())
}

async fn sorting_by_a_metric_is_done_by_the_server_and_keeps_missing_values_last(
    scene: &Scene,
) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    // Only the candidates have it: the two other runs come last, whichever way.
    let (key, column) = ("leaves", "metrics.`leaves`");
    for (direction, order) in [("ascending", "ASC"), ("descending", "DESC")] {
        browser.sort(TABLE, column, direction).await?;
        let runs = rest
            .runs(&experiment, "", &[&format!("{column} {order}")])
            .await?;
        let expected: Vec<Value> = runs.iter().map(|run| logged(run, "metrics", key)).collect();
        assert_eq!(expected.last(), Some(&Value::Null));
        // Equal values may stand in any order among themselves.
        let rows = browser.rows(TABLE).await?;
        assert_eq!(rows.len(), runs.len());
        for (row, value) in rows.iter().zip(&expected) {
            let shown = row.cell(key);
            assert!(
                if value.is_null() {
                    shown == "–"
                } else {
                    reads_as(shown, value)
                },
                "{direction}: {rows:?}"
            );
        }
    }
    Ok(())
}

async fn sorting_by_name_and_by_a_parameter_is_done_by_the_server(scene: &Scene) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    browser.sort(TABLE, "attributes.run_name", "ascending").await?;
    browser
        .until_rows(
            TABLE,
            &ids(&rest.runs(&experiment, "", &["attributes.run_name ASC"]).await?),
        )
        .await?;
    browser.sort(TABLE, "params.`max_depth`", "ascending").await?;
    let runs = rest.runs(&experiment, "", &["params.max_depth ASC"]).await?;
    let shown: Vec<String> = browser
        .rows(TABLE)
        .await?
        .iter()
        .map(|row| row.cell("max_depth").to_owned())
        .collect();
    let as_shown = |value: Value| value.as_str().map_or_else(|| "–".to_owned(), str::to_owned);
    let expected: Vec<String> = runs
        .iter()
        .map(|run| as_shown(logged(run, "params", "max_depth")))
        .collect();
    assert_eq!(shown, expected);
    Ok(())
}

async fn a_filter_in_mlflows_grammar_narrows_the_table(scene: &Scene) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    let filter = "params.max_depth = '4' and metrics.average_accuracy > 0.5 and tags.stage = 'candidate'";
    browser.fill("runs-filter", filter).await?;
    browser.enter().await?;
    let found = rest.runs(&experiment, filter, &[NEWEST_FIRST]).await?;
    assert!(!found.is_empty());
    browser.until_rows(TABLE, &ids(&found)).await?;
    browser
        .fill("runs-filter", "metrics.average_accuracy > 2")
        .await?;
    browser.enter().await?;
    browser.find("empty").await?;
    Ok(())
}

async fn a_filter_that_the_server_does_not_understand_shows_what_the_server_says(
    scene: &Scene,
) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    browser.announce("status of 400");
    let filter = "accuracy is good";
    let body = json!({ "experiment_ids": [experiment], "filter": filter });
    let refusal = rest.refusal("runs/search", body).await?;
    let start: String = refusal.chars().take(40).collect();
    browser.fill("runs-filter", filter).await?;
    browser.enter().await?;
    let said = "document.querySelector('main').innerText.includes(args[0])";
    browser
        .until(&format!("the page says {start:?}"), said, &[json!(start)])
        .await?;
    browser.fill("runs-filter", "").await?;
    browser.enter().await?;
    let gone = "!document.querySelector('main').innerText.includes(args[0])";
    browser
        .until("the page has forgotten the bad filter", gone, &[json!(start)])
        .await?;
    browser
        .until_rows(TABLE, &ids(&rest.runs(&experiment, "", &[NEWEST_FIRST]).await?))
        .await
}

async fn an_experiment_that_is_not_there_says_so(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let browser = scene.browser().await?;
    browser.announce("status of 404");
    browser
        .open(&format!("{}#/experiments/987654/runs", server.base()))
        .await?;
    browser
        .until_text("failed", "No Experiment with id=987654")
        .await?;
    assert!(
        !browser.has("empty").await?,
        "it does not claim that there are no runs yet"
    );
    Ok(())
}

//! Columns about the histories of metrics.

use super::{choose_of_column, experiment, open, pick};
use crate::demo::reads_as;
use crate::runs::TABLE;
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Rest, Scene, list, scenarios};

scenarios!["runs_table": the_menu_of_a_metric_shows_its_history_in_numbers_and_as_a_line];

async fn the_menu_of_a_metric_shows_its_history_in_numbers_and_as_a_line(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "table: histories", &[json!({}), json!({}), json!({})]).await?;
    for (run, values) in made
        .iter()
        .zip([[0.5, 0.25, -0.75, 0.125], [0.25, 0.75, 0.5, 0.375]])
    {
        let points: Vec<Value> = values
            .iter()
            .zip(0..)
            .map(|(value, step)| json!({ "key": "loss", "value": value, "timestamp": 1000 + step, "step": step }))
            .collect();
        rest.post("runs/log-batch", json!({ "run_id": run, "metrics": points }))
            .await?;
    }
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(3, true).await?;
    for item in [
        "Smallest of all steps",
        "Largest of all steps",
        "First step",
        "Trend over the steps",
    ] {
        choose_of_column(&browser, "metrics.loss", item).await?;
    }
    browser.show_column(TABLE, "max(loss)").await?;
    let there = "lines.filter(line => /[0-9]/.test(line.cells['max(loss)'] ?? '')).length === 2";
    browser
        .until_in_sight(TABLE, "the histories are there", there)
        .await?;
    browser.settled().await?;
    let lines = browser.all_lines(TABLE).await?;
    for line in &lines {
        let query = [("run_id", line.id.as_str()), ("metric_key", "loss")];
        let history = rest.get("metrics/get-history", &query).await?;
        let values: Vec<f64> = list(&history, "metrics")
            .filter_map(|point| point["value"].as_f64())
            .collect();
        let expected = [
            ("min(loss)", values.iter().copied().reduce(f64::min)),
            ("max(loss)", values.iter().copied().reduce(f64::max)),
            ("first(loss)", values.first().copied()),
        ];
        for (column, value) in expected {
            let shown = line.cell(column);
            let is_same = value.map_or(shown == "–", |value| reads_as(shown, &json!(value)));
            assert!(is_same, "{column} is {shown} and not {value:?}");
        }
    }
    browser.show_column(TABLE, "trend(loss)").await?;
    let drawn = "[...document.querySelectorAll(`[data-testid='runs-table'] [data-column='trend(loss)'] .grid__spark path`)]\
        .filter(path => path.checkVisibility() && path.getAttribute('d').includes('L')).length === 2";
    browser.until("two lines are drawn", drawn, &[]).await?;
    // Runs are sorted by what only their histories say; the one without comes last.
    browser.sort_lines(TABLE, "min(loss)", "ascending").await?;
    browser.until_lines(TABLE, &pick(&made, &[0, 1, 2])).await?;
    browser.sort_lines(TABLE, "max(loss)", "descending").await?;
    browser.until_lines(TABLE, &pick(&made, &[1, 0, 2])).await
}

//! The table of runs: loading, order, search, groups, columns, picking out, downloads, keeping up.

mod columns;
mod export;
mod groups;
mod live;
mod loading;
mod looks;
mod order;
mod past;
mod searching;
mod selection;

use crate::manage::with_text;
use anyhow::Result;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Scenario, Scene, text};
use std::sync::Arc;

/// The scenarios of this folder.
pub fn scenarios() -> Vec<Scenario> {
    [
        loading::scenarios(),
        order::scenarios(),
        searching::scenarios(),
        groups::scenarios(),
        columns::scenarios(),
        past::scenarios(),
        selection::scenarios(),
        export::scenarios(),
        live::scenarios(),
        looks::scenarios(),
    ]
    .concat()
}

const START_MILLIS: i64 = 1_700_000_000_000;

/// Makes an experiment with these runs and gives its id and theirs. A run is told as
/// `{ "name", "params": {…}, "metrics": {…}, "tags": {…}, "start", "status" }`, all of them optional; each starts a
/// second after the one before it.
async fn experiment(rest: &Rest, name: &str, runs: &[Value]) -> Result<(String, Vec<String>)> {
    let id = crate::manage::experiment(rest, name).await?;
    let made = stream::iter(runs.iter().enumerate())
        .map(|(index, told)| log(rest, &id, index, told))
        .buffered(4)
        .try_collect()
        .await?;
    Ok((id, made))
}

fn entries(told: &Value) -> Vec<(String, Value)> {
    let entries = told.as_object().into_iter().flatten();
    entries.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Makes a run; see [`experiment`].
async fn log(rest: &Rest, experiment: &str, index: usize, told: &Value) -> Result<String> {
    let start = told["start"]
        .as_i64()
        .unwrap_or(START_MILLIS + i64::try_from(index)? * 1000);
    let pairs = |kind: &str| -> Vec<Value> {
        let pairs = entries(&told[kind]).into_iter();
        pairs
            .map(|(key, value)| json!({ "key": key, "value": value }))
            .collect()
    };
    let name = told["name"]
        .as_str()
        .map_or_else(|| format!("run {index}"), str::to_owned);
    let body =
        json!({ "experiment_id": experiment, "run_name": name, "start_time": start, "tags": pairs("tags") });
    let run = text(&rest.post("runs/create", body).await?["run"]["info"]["run_id"]);
    let metrics = entries(&told["metrics"]).into_iter();
    let metrics: Vec<Value> = metrics
        .map(|(key, value)| json!({ "key": key, "value": value, "timestamp": start, "step": 0 }))
        .collect();
    let params = pairs("params");
    // As many as a server takes at once.
    for metrics in metrics.chunks(900) {
        rest.post("runs/log-batch", json!({ "run_id": run, "metrics": metrics }))
            .await?;
    }
    if !params.is_empty() {
        rest.post("runs/log-batch", json!({ "run_id": run, "params": params }))
            .await?;
    }
    let status = told["status"].as_str().unwrap_or("FINISHED");
    if status != "RUNNING" {
        let end = json!({ "run_id": run, "status": status, "end_time": start + 60_000 });
        rest.post("runs/update", end).await?;
    }
    Ok(run)
}

/// A browser with the table of an experiment; `query` begins with `?` or is empty.
async fn open(scene: &Scene, experiment: &str, query: &str) -> Result<Arc<Browser>> {
    let (browser, _) = scene
        .open(&format!("#/experiments/{experiment}/runs{query}"))
        .await?;
    Ok(browser)
}

/// Presses the button with these words in what the selector matches.
async fn press(browser: &Browser, within: &str, words: &str) -> Result<()> {
    let button = with_text(browser, &format!("{within} button"), words).await?;
    Ok(button.click().await?)
}

/// Opens a menu by its button's words and chooses one of its items.
async fn choose(browser: &Browser, within: &str, menu: &str, item: &str) -> Result<()> {
    press(browser, within, menu).await?;
    with_text(browser, ".menu__item", item).await?.click().await?;
    Ok(())
}

/// Opens the menu of a column and chooses one of its items.
async fn choose_of_column(browser: &Browser, column: &str, item: &str) -> Result<()> {
    let head = browser.show_column(crate::runs::TABLE, column).await?;
    // Shown while the pointer is on the head.
    let menu = "document.querySelector(arguments[0] + ' [data-part=menu]').click()";
    browser.script(menu, &[json!(head)]).await?;
    with_text(browser, ".menu__item", item).await?.click().await?;
    Ok(())
}

/// Some of these ids, in this order.
fn pick(ids: &[String], places: &[usize]) -> Vec<String> {
    places.iter().map(|place| ids[*place].clone()).collect()
}

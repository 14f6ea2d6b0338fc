//! Runs that come in pages.

use super::{experiment, open, press};
use crate::manage::with_text;
use crate::runs::TABLE;
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Bend, Browser, Fate, Gate, Rest, Scene, scenarios};
use std::sync::Arc;
use tokio::sync::OnceCell;

scenarios!["runs_table":
    many_runs_load_by_themselves_and_the_last_one_is_reached_by_scrolling,
    a_limit_in_the_address_stops_the_loading_until_more_is_wanted,
    where_not_all_runs_fit_the_first_ones_of_the_wanted_order_are_loaded,
    loading_is_paused_and_stopped_and_goes_on_with_what_is_there,
    several_experiments_stand_in_one_table,
];

const MANY: usize = 1200;
static EXPERIMENT: OnceCell<String> = OnceCell::const_new();

/// The experiment with many runs.
async fn many(rest: &Rest) -> Result<String> {
    let made = EXPERIMENT.get_or_try_init(|| async {
        let runs: Vec<Value> = (0..MANY)
            .map(|index| json!({ "name": format!("many {index}"), "status": "RUNNING" }))
            .collect();
        anyhow::Ok(experiment(rest, "table: many", &runs).await?.0)
    });
    Ok(made.await?.clone())
}

fn status() -> &'static str {
    ".runs-status"
}

async fn many_runs_load_by_themselves_and_the_last_one_is_reached_by_scrolling(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let experiment = many(&rest).await?;
    let browser = open(scene, &experiment, "").await?;
    browser.until_loaded(MANY, true).await?;
    browser.until_matching(MANY).await?;
    browser.until_text("runs-matching", "1,200 runs").await?;
    let asked = browser.exchanges().await?;
    let pages = asked.iter().filter(|one| one.url.contains("runs/search")).count();
    assert!((2..30).contains(&pages), "{pages} pages");
    let first = "lines[0]?.index === 0 && lines[0].cells.run_name === 'many 1199'";
    browser
        .until_in_sight(TABLE, "the newest run is at the top", first)
        .await?;
    let end = format!("document.querySelector(`[data-testid='{TABLE}']`).scrollTop = 1e9");
    browser.script(&end, &[]).await?;
    let last = "lines.at(-1)?.index === 1199 && lines.at(-1).cells.run_name === 'many 0'";
    browser
        .until_in_sight(TABLE, "the oldest run is at the end", last)
        .await?;
    // What is not in sight is not in the page.
    let rows = "return document.querySelectorAll(`[data-testid='runs-table'] [role=row]`).length";
    let rows = browser.script(rows, &[]).await?;
    assert!(
        rows.as_u64().is_some_and(|rows| rows < 60),
        "{rows} rows are in the page"
    );
    Ok(())
}

async fn a_limit_in_the_address_stops_the_loading_until_more_is_wanted(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let experiment = many(&rest).await?;
    for more in ["Load more", "Load all"] {
        let browser = open(scene, &experiment, "?limit=100").await?;
        browser.until_loaded(100, false).await?;
        browser.until_matching(100).await?;
        press(&browser, status(), more).await?;
        browser.until_loaded(MANY, true).await?;
        browser.until_matching(MANY).await?;
    }
    Ok(())
}

async fn where_not_all_runs_fit_the_first_ones_of_the_wanted_order_are_loaded(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let experiment = many(&rest).await?;
    let browser = open(scene, &experiment, "?limit=30").await?;
    browser.until_loaded(30, false).await?;
    let newest = "lines[0]?.cells.run_name === 'many 1199'";
    browser
        .until_in_sight(TABLE, "the newest run is at the top", newest)
        .await?;
    browser.sort_lines(TABLE, "start_time", "ascending").await?;
    let oldest = "lines[0]?.cells.run_name === 'many 0' && lines[1].cells.run_name === 'many 1'";
    browser
        .until_in_sight(TABLE, "the oldest run of all is at the top", oldest)
        .await?;
    browser.until_loaded(30, false).await
}

/// The table with its second page held.
async fn held(scene: &Scene, experiment: &str) -> Result<(Arc<Browser>, Gate)> {
    let gate = Gate::to(scene.stage().mlflow().await?)?;
    gate.bend("page_token\":\"", Bend::Hold);
    let browser = scene.browser().await?;
    browser.open(&format!("{}#/models", gate.base())).await?;
    let go = "location.hash = arguments[0]";
    browser
        .script(go, &[json!(format!("#/experiments/{experiment}/runs"))])
        .await?;
    gate.until_fate("page_token\":\"", Fate::Held).await?;
    browser.until_loaded(50, false).await?;
    Ok((browser, gate))
}

async fn loading_is_paused_and_stopped_and_goes_on_with_what_is_there(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let experiment = many(&rest).await?;
    let pages = |gate: &Gate| {
        let seen = gate.seen();
        seen.iter()
            .filter(|one| one.text.contains("page_token\":\""))
            .count()
    };

    // Paused: the page that is coming still comes, and no other.
    let (browser, gate) = held(scene, &experiment).await?;
    press(&browser, status(), "Pause").await?;
    with_text(&browser, ".runs-status button", "Load the rest").await?;
    gate.let_go("page_token\":\"");
    gate.until_fate("page_token\":\"", Fate::Answered).await?;
    let more = "(e => e.dataset.loaded > 50 && e.dataset.complete === 'false' && e.dataset.loaded)\
                (document.querySelector(`[data-testid='runs-loaded']`))";
    browser
        .until("the page that was coming is here", more, &[])
        .await?;
    browser.settled().await?;
    assert_eq!(pages(&gate), 1);
    press(&browser, status(), "Load the rest").await?;
    browser.until_loaded(MANY, true).await?;
    scene.done_with(&browser).await?;

    // Stopped: the page that is coming is dropped.
    let (browser, gate) = held(scene, &experiment).await?;
    press(&browser, status(), "Stop").await?;
    gate.until_fate("page_token\":\"", Fate::Abandoned).await?;
    with_text(&browser, ".runs-status button", "Load the rest").await?;
    browser.settled().await?;
    browser.until_loaded(50, false).await?;
    gate.let_go("page_token\":\"");
    press(&browser, status(), "Load the rest").await?;
    browser.until_loaded(MANY, true).await?;
    browser.until_matching(MANY).await
}

async fn several_experiments_stand_in_one_table(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let told = |start: i64| json!({ "start": 1_700_000_000_000_i64 + start });
    let (oak, oaks) = experiment(&rest, "table: under oaks", &[told(1), told(3)]).await?;
    let (elm, elms) = experiment(&rest, "table: under elms", &[told(2)]).await?;
    let (browser, _) = scene
        .open(&format!(
            "#/compare-experiments/s?experiments=[%22{oak}%22,%22{elm}%22]"
        ))
        .await?;
    browser
        .until_lines(TABLE, &[oaks[1].clone(), elms[0].clone(), oaks[0].clone()])
        .await?;
    let lines = browser.all_lines(TABLE).await?;
    let names: Vec<&str> = lines.iter().map(|line| line.cell("experiment")).collect();
    assert_eq!(
        names,
        ["table: under oaks", "table: under elms", "table: under oaks"]
    );
    Ok(())
}

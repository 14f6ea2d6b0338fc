//! Runs that begin, end and go while the table is open.

use super::{experiment, log};
use crate::runs::TABLE;
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Gate, Rest, Scene, scenarios};
use std::sync::Arc;
use thirtyfour::Key;

scenarios!["runs_table":
    a_run_that_begins_comes_in_without_moving_what_is_looked_at,
    a_run_that_ends_says_so_and_one_that_was_deleted_goes,
    a_page_that_nobody_sees_asks_for_nothing,
];

/// Ten seconds between two looks at the server become a fifth of one; whether the page is seen is told by hand.
const FASTER: &str = "
    const later = window.setTimeout;
    window.setTimeout = (call, millis, ...rest) => later(call, millis >= 10000 ? millis / 50 : millis, ...rest);
    window.isAway = false;
    Object.defineProperty(document, 'hidden', { get: () => window.isAway });
    Object.defineProperty(document, 'visibilityState', { get: () => window.isAway ? 'hidden' : 'visible' });";

/// The table of an experiment in a page whose clock is fast.
async fn open(scene: &Scene, base: &str, experiment: &str) -> Result<Arc<Browser>> {
    let browser = scene.browser().await?;
    browser
        .driver()
        .cdp()
        .page()
        .add_script_to_evaluate_on_new_document(FASTER)
        .await?;
    browser
        .open(&format!("{base}#/experiments/{experiment}/runs"))
        .await?;
    Ok(browser)
}

async fn a_run_that_begins_comes_in_without_moving_what_is_looked_at(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let runs: Vec<Value> = (0..60)
        .map(|index| json!({ "name": format!("old {index}") }))
        .collect();
    let (id, made) = experiment(&rest, "table: beginning", &runs).await?;
    let browser = open(scene, server.base(), &id).await?;
    browser.until_loaded(60, true).await?;
    browser.focus_grid(TABLE).await?;
    browser.keys(Key::Down + "").await?;
    browser.keys(" ").await?;
    browser.until_text("selection", "1 selected").await?;
    let scroll = format!("document.querySelector(`[data-testid='{TABLE}']`).scrollTop = 640");
    browser.script(&scroll, &[]).await?;
    let away = "lines.length > 5 && lines[0].index > 10";
    let before = browser
        .until_in_sight(TABLE, "the table is scrolled", away)
        .await?;
    let ids = |lines: &[sporeprint_e2e::Line]| -> Vec<String> { sporeprint_e2e::ids(lines) };
    let new = log(&rest, &id, 1000, &json!({ "name": "new", "status": "RUNNING" })).await?;
    browser.until_loaded(61, true).await?;
    // Only the places count on: the same runs are in sight.
    let moved_on = format!(
        "lines.length > 0 && lines[0].id === '{}' && lines[0].index === {}",
        before[0].id,
        before[0].index + 1
    );
    let after = browser
        .until_in_sight(TABLE, "the runs in sight stay, one place further on", &moved_on)
        .await?;
    assert_eq!(ids(&after), ids(&before));
    browser.until_text("selection", "1 selected").await?;
    let top = format!("document.querySelector(`[data-testid='{TABLE}']`).scrollTop = 0");
    browser.script(&top, &[]).await?;
    let there = "lines[0]?.cells.run_name === 'new' && lines[1]?.is_selected && !lines[0].is_selected";
    let lines = browser
        .until_in_sight(TABLE, "the new run is at the top", there)
        .await?;
    assert_eq!(
        (lines[0].id.as_str(), lines[1].id.as_str()),
        (new.as_str(), made[59].as_str())
    );
    Ok(())
}

async fn a_run_that_ends_says_so_and_one_that_was_deleted_goes(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let running = |name: &str| json!({ "name": name, "status": "RUNNING" });
    let (id, made) = experiment(&rest, "table: ending", &[running("stays"), running("goes")]).await?;
    let browser = open(scene, server.base(), &id).await?;
    let both = "lines.length === 2 && lines.every(line => line.cells.status === 'Running')";
    browser.until_in_sight(TABLE, "both are running", both).await?;
    let metric = json!({ "run_id": made[0], "key": "loss", "value": 0.5, "timestamp": 1, "step": 0 });
    rest.post("runs/log-metric", metric).await?;
    let end = json!({ "run_id": made[0], "status": "FAILED", "end_time": 1_700_000_100_000_i64 });
    rest.post("runs/update", end).await?;
    let ended = "lines.some(line => line.cells.run_name === 'stays' && line.cells.status === 'Failed' \
        && line.cells['metrics.loss'] === '0.5')";
    browser.until_in_sight(TABLE, "the run has ended", ended).await?;
    rest.post("runs/delete", json!({ "run_id": made[1] })).await?;
    browser.until_lines(TABLE, &made[..1]).await?;
    browser.until_loaded(1, true).await
}

async fn a_page_that_nobody_sees_asks_for_nothing(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let (id, _) = experiment(&rest, "table: unseen", &[json!({})]).await?;
    let gate = Gate::to(server)?;
    let browser = open(scene, &gate.base(), &id).await?;
    browser.until_loaded(1, true).await?;
    let looks = || {
        gate.seen()
            .iter()
            .filter(|one| one.text.contains("runs/search"))
            .count()
    };
    let before = looks();
    gate.until("it looks again by itself", |seen| {
        seen.iter().filter(|one| one.text.contains("runs/search")).count() > before + 1
    })
    .await?;
    let go = "window.isAway = arguments[0]; document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
    browser.script(go, &[json!(true)]).await?;
    browser.settled().await?;
    let away = looks();
    // Ten times as long as between two looks.
    let frames = "(window.framesAway = (window.framesAway ?? 0) + 1) > 120";
    browser
        .until("two seconds' frames have gone by", frames, &[])
        .await?;
    assert_eq!(looks(), away);
    log(&rest, &id, 5, &json!({ "name": "meanwhile" })).await?;
    browser.script(go, &[json!(false)]).await?;
    browser.until_loaded(2, true).await?;

    // Switched off, it does not look either, and a reload does not switch it on.
    super::press(&browser, "[data-testid='live']", "Live").await?;
    browser.reload().await?;
    browser.until_loaded(2, true).await?;
    let off = "document.querySelector(`[data-testid='live']`).dataset.state === 'off'";
    browser.until("the switch is off", off, &[]).await?;
    let off = looks();
    let frames = "(window.framesOff = (window.framesOff ?? 0) + 1) > 120";
    browser
        .until("two seconds' frames have gone by", frames, &[])
        .await?;
    assert_eq!(looks(), off);
    Ok(())
}

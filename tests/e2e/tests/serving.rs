//! The same files served by `MLflow`, under a prefix, by a plain server, and by an old `MLflow`.

use crate::demo::{Place, TREE, grid_search};
use anyhow::{Context, Result};
use sporeprint_e2e::{Browser, Rest, Scene, list, scenarios};
use thirtyfour::cdp::domains::page::AddScriptToEvaluateOnNewDocument;

scenarios!["serving":
    mlflow_serves_the_wheel,
    mlflow_serves_the_wheel_under_a_prefix,
    a_plain_server_serves_the_site_at_its_root_and_under_a_path,
    a_plain_server_with_no_tracking_server_behind_it_says_so,
    mlflow_2_serves_the_wheel_and_its_runs_are_shown,
    the_module_and_its_parts_come_packed_from_every_server,
    a_browser_that_cannot_unpack_loads_the_plain_module,
];

/// Walks from the list to a picture and to the models.
async fn walk(scene: &Scene, base: &str, place: &Place, picture: &str) -> Result<()> {
    let browser = scene.browser().await?;
    browser.open(base).await?;
    // Other scenarios may have filled the first page of the list.
    browser.fill("experiments-search", TREE).await?;
    browser
        .press(&format!(
            "[data-testid='experiments-table'] tr[data-id='{}'] a",
            place.experiment
        ))
        .await?;
    browser
        .press(&format!(
            "[data-testid='runs-table'] [role=row][data-id='{}'] a",
            place.id
        ))
        .await?;
    assert!(!browser.rows("metrics-table").await?.is_empty());
    browser.go(&place.page("/model-metrics")).await?;
    browser.until_painted("[data-testid='chart-card']").await?;
    browser.go(&place.page(&format!("/artifacts/{picture}"))).await?;
    browser.until_pictured("[data-testid='artifact-preview']").await?;
    browser.go("#/models").await?;
    assert!(!browser.rows("models-table").await?.is_empty());
    // Everything came from under the prefix.
    for exchange in browser.exchanges().await? {
        let is_ours = exchange.url.starts_with(base) || !exchange.url.starts_with("http");
        assert!(is_ours, "{} is not under {base}", exchange.url);
    }
    // What is loaded ahead must not be asked of a server that the test has ended.
    browser.driver().goto("about:blank").await?;
    Ok(())
}

async fn mlflow_serves_the_wheel(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let place = grid_search(&Rest::new(server.base())?).await?;
    walk(scene, server.base(), &place, "tree/tree.png").await
}

async fn mlflow_serves_the_wheel_under_a_prefix(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow_under_prefix().await?;
    let place = grid_search(&Rest::new(server.base())?).await?;
    walk(scene, server.base(), &place, "tree/tree.png").await
}

async fn a_plain_server_serves_the_site_at_its_root_and_under_a_path(scene: &Scene) -> Result<()> {
    let place = grid_search(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    for prefix in ["", "/some/where"] {
        let server = scene.stage().plain_server(prefix, true).await?;
        walk(scene, &server.url(), &place, "tree/tree.png").await?;
    }
    Ok(())
}

async fn a_plain_server_with_no_tracking_server_behind_it_says_so(scene: &Scene) -> Result<()> {
    let server = scene.stage().plain_server("", false).await?;
    let browser = scene.browser().await?;
    browser.announce("status of 404");
    browser.open(&server.url()).await?;
    browser.until_text("failed", "tracking server").await
}

async fn mlflow_2_serves_the_wheel_and_its_runs_are_shown(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow_2().await?;
    let rest = Rest::new(server.base())?;
    let experiment = rest.experiment_ids("name LIKE 'mushroom%'", "name ASC").await?;
    let experiment = experiment.first().context("the demo's experiment")?;
    let runs = rest.runs(experiment, "", &[]).await?;
    // The one that logged the most has the pictures.
    let run = runs
        .into_iter()
        .max_by_key(|run| list(&run["data"], "metrics").count());
    let place = Place::of(run.with_context(|| format!("runs in {TREE}"))?);
    walk(scene, server.base(), &place, "feature_importance.png").await
}

/// What is there once the part with the runs table is.
const A_RUN: &str = "[data-testid='runs-table'] [data-id]";

/// The files of the module that the browser has asked for, once per request.
async fn module_files(browser: &Browser) -> Result<Vec<String>> {
    let urls = browser
        .exchanges()
        .await?
        .into_iter()
        .map(|exchange| exchange.url);
    Ok(urls.filter(|url| url.contains(".wasm")).collect())
}

async fn the_module_and_its_parts_come_packed_from_every_server(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let place = grid_search(&Rest::new(server.base())?).await?;
    let plain = scene.stage().plain_server("/some/where", true).await?;
    let prefixed = scene.stage().mlflow_under_prefix().await?;
    for base in [server.base(), prefixed.base(), &plain.url()] {
        let browser = scene.browser().await?;
        browser
            .open(&format!("{base}#/experiments/{}/runs", place.experiment))
            .await?;
        browser.find_css(A_RUN).await?;
        let mut files = module_files(&browser).await?;
        let is_packed = |file: &String| file.ends_with(".wasm.packed");
        assert!(
            files.len() > 1 && files.iter().all(is_packed),
            "{base}: {files:?}"
        );
        // What is loaded ahead is what the page then takes.
        let asked = files.len();
        files.sort();
        files.dedup();
        assert_eq!(files.len(), asked, "{base} was asked twice for one of {files:?}");
        scene.done_with(&browser).await?;
    }
    Ok(())
}

async fn a_browser_that_cannot_unpack_loads_the_plain_module(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let place = grid_search(&Rest::new(server.base())?).await?;
    let lacks = "delete globalThis.DecompressionStream";
    let fails =
        "globalThis.DecompressionStream = class { constructor() { throw new Error('no such format') } }";
    for source in [lacks, fails] {
        let browser = scene.browser().await?;
        let early = AddScriptToEvaluateOnNewDocument {
            source: source.to_owned(),
            world_name: None,
            include_command_line_api: None,
        };
        browser.driver().cdp().send(early).await?;
        browser
            .open(&format!(
                "{}#/experiments/{}/runs",
                server.base(),
                place.experiment
            ))
            .await?;
        browser.find_css(A_RUN).await?;
        let files = module_files(&browser).await?;
        let plain = files.iter().filter(|file| !file.ends_with(".packed")).count();
        assert!(plain > 1, "with `{source}`: {files:?}");
        scene.done_with(&browser).await?;
    }
    Ok(())
}

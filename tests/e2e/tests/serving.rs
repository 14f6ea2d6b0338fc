//! The same files served by `MLflow`, under a prefix, by a plain server, and by an old `MLflow`.

use crate::demo::{Place, TREE, grid_search};
use anyhow::{Context, Result};
use sporeprint_e2e::{Rest, Scene, list, scenarios};

scenarios!["serving":
    mlflow_serves_the_wheel,
    mlflow_serves_the_wheel_under_a_prefix,
    a_plain_server_serves_the_site_at_its_root_and_under_a_path,
    a_plain_server_with_no_tracking_server_behind_it_says_so,
    mlflow_2_serves_the_wheel_and_its_runs_are_shown,
];

/// Walks from the list to a picture and to the models.
async fn walk(scene: &Scene, base: &str, place: &Place, picture: &str) -> Result<()> {
    let browser = scene.browser().await?;
    browser.open(base).await?;
    browser
        .press(&format!(
            "[data-testid='experiments-table'] tr[data-id='{}'] a",
            place.experiment
        ))
        .await?;
    browser
        .press(&format!(
            "[data-testid='runs-table'] tr[data-id='{}'] a",
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

//! The list of experiments.

use crate::demo::{BOOSTING, TREE};
use anyhow::Result;
use sporeprint_e2e::{Scene, scenarios};

scenarios!["experiments":
    the_list_shows_the_demos_experiments,
    searching_narrows_the_list_and_clearing_the_search_brings_it_back,
    sorting_by_name_orders_the_list_as_the_server_does,
    opening_an_experiment_shows_its_runs,
    a_search_without_result_says_so,
];

const TABLE: &str = "experiments-table";
const NEWEST_FIRST: &str = "last_update_time DESC";

async fn the_list_shows_the_demos_experiments(scene: &Scene) -> Result<()> {
    let (browser, _) = scene.open("#/experiments").await?;
    let names: Vec<String> = browser
        .rows(TABLE)
        .await?
        .iter()
        .map(|row| row.cell("name").to_owned())
        .collect();
    for name in [TREE, BOOSTING] {
        assert!(
            names.iter().any(|shown| shown == name),
            "{name} is not among {names:?}"
        );
    }
    Ok(())
}

async fn searching_narrows_the_list_and_clearing_the_search_brings_it_back(scene: &Scene) -> Result<()> {
    let (browser, rest) = scene.open("#/experiments").await?;
    let all = rest.experiment_ids("", NEWEST_FIRST).await?;
    browser.until_rows(TABLE, &all).await?;
    browser.fill("experiments-search", "BOOST").await?;
    let found = rest.experiment_ids("name ILIKE '%boost%'", NEWEST_FIRST).await?;
    assert!(!found.is_empty() && found.len() < all.len());
    browser.until_rows(TABLE, &found).await?;
    // The address can be shared.
    let address = browser.driver().current_url().await?;
    browser.open(address.as_str()).await?;
    browser.until_rows(TABLE, &found).await?;
    browser.fill("experiments-search", "").await?;
    browser.until_rows(TABLE, &all).await
}

async fn sorting_by_name_orders_the_list_as_the_server_does(scene: &Scene) -> Result<()> {
    let (browser, rest) = scene.open("#/experiments").await?;
    browser.rows(TABLE).await?;
    for (direction, order_by) in [("ascending", "name ASC"), ("descending", "name DESC")] {
        browser.sort(TABLE, "name", direction).await?;
        browser
            .until_rows(TABLE, &rest.experiment_ids("", order_by).await?)
            .await?;
    }
    Ok(())
}

async fn opening_an_experiment_shows_its_runs(scene: &Scene) -> Result<()> {
    let (browser, rest) = scene.open("#/experiments").await?;
    let id = rest.experiment_id(TREE).await?;
    browser
        .press(&format!("[data-testid='{TABLE}'] tr[data-id='{id}'] a"))
        .await?;
    browser.until_text("experiment-title", TREE).await?;
    let runs = rest.runs(&id, "", &[]).await?;
    browser.until_loaded(runs.len(), true).await?;
    browser.until_matching(runs.len()).await?;
    assert!(!browser.lines("runs-table").await?.is_empty());
    assert!(browser.hash().await?.starts_with(&format!("#/experiments/{id}")));
    Ok(())
}

async fn a_search_without_result_says_so(scene: &Scene) -> Result<()> {
    let (browser, _) = scene.open("#/experiments").await?;
    browser
        .fill("experiments-search", "no such experiment 100%")
        .await?;
    browser.until_text("empty", "no such experiment 100%").await
}

//! What goes wrong between a browser and a server.

use crate::demo::{TREE, grid_search};
use anyhow::Result;
use serde_json::json;
use sporeprint_e2e::{Bend, Fate, Gate, Rest, Scene, scenarios};

scenarios!["trouble":
    a_server_that_is_gone_is_named_and_trying_again_works_when_it_is_back,
    a_part_of_the_bundle_that_does_not_come_is_asked_for_again,
    leaving_a_page_aborts_its_requests,
    a_newer_search_aborts_the_older_one_and_its_answer_stays,
    a_sign_in_page_instead_of_data_is_called_that,
    an_answer_that_breaks_off_is_not_shown_as_if_it_were_whole,
    the_host_checks_refusal_names_the_servers_option,
    one_request_that_fails_leaves_the_rest_of_the_page_working,
];

/// How Chromium's console says that an answer was an error.
const ERROR_STATUS: &str = "the server responded with a status of";

async fn a_server_that_is_gone_is_named_and_trying_again_works_when_it_is_back(scene: &Scene) -> Result<()> {
    let mut gate = Gate::to(scene.stage().mlflow().await?)?;
    let browser = scene.browser().await?;
    browser.announce("net::ERR_CONNECTION");
    browser.announce("net::ERR_EMPTY_RESPONSE");
    // Parts of the bundle that are loaded ahead fail too, and are asked for again when they are wanted.
    browser.announce("Failed to fetch");
    // A page of the same part of the bundle as the list of models.
    browser.open(&format!("{}#/nonsense", gate.base())).await?;
    browser.until_text("not-found", "There is no page").await?;
    gate.cut().await;
    browser.script("location.hash = '#/models'", &[]).await?;
    browser.until_text("failed", "reached").await?;
    gate.mend()?;
    browser.press("[data-testid='failed'] button").await?;
    assert!(!browser.rows("models-table").await?.is_empty());
    assert!(!browser.has("failed").await?);
    Ok(())
}

async fn a_part_of_the_bundle_that_does_not_come_is_asked_for_again(scene: &Scene) -> Result<()> {
    let gate = Gate::to(scene.stage().mlflow().await?)?;
    gate.bend(
        "split_lists",
        Bend::Answer("404 Not Found", "text/plain", "no such file".into()),
    );
    let browser = scene.browser().await?;
    browser.announce(ERROR_STATUS);
    browser.announce("answered 404");
    browser.open(&format!("{}#/models", gate.base())).await?;
    browser
        .until_text("failed", "A part of Sporeprint could not be loaded")
        .await?;
    gate.let_go("split_lists");
    browser.press("[data-testid='failed'] button").await?;
    assert!(!browser.rows("models-table").await?.is_empty());
    Ok(())
}

async fn leaving_a_page_aborts_its_requests(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let experiment = Rest::new(server.base())?.experiment_id(TREE).await?;
    let gate = Gate::to(server)?;
    let browser = scene.browser().await?;
    browser.open(&format!("{}#/experiments", gate.base())).await?;
    gate.bend("runs/search", Bend::Hold);
    let go = "location.hash = arguments[0]";
    browser
        .script(go, &[json!(format!("#/experiments/{experiment}/runs"))])
        .await?;
    gate.until_fate("runs/search", Fate::Held).await?;
    browser.script(go, &[json!("#/models")]).await?;
    gate.until_fate("runs/search", Fate::Abandoned).await?;
    assert!(!browser.rows("models-table").await?.is_empty());
    Ok(())
}

async fn a_newer_search_aborts_the_older_one_and_its_answer_stays(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let newest = Rest::new(server.base())?;
    let gate = Gate::to(server)?;
    let browser = scene.browser().await?;
    browser.open(&format!("{}#/experiments", gate.base())).await?;
    gate.bend("boosting", Bend::Hold);
    browser.fill("experiments-search", "boosting").await?;
    gate.until_fate("boosting", Fate::Held).await?;
    browser.fill("experiments-search", "decision").await?;
    let ids = newest
        .experiment_ids("name ILIKE '%decision%'", "last_update_time DESC")
        .await?;
    browser.until_rows("experiments-table", &ids).await?;
    gate.until_fate("boosting", Fate::Abandoned).await?;
    gate.let_go("boosting");
    browser.settled().await?;
    browser.until_rows("experiments-table", &ids).await
}

async fn a_sign_in_page_instead_of_data_is_called_that(scene: &Scene) -> Result<()> {
    let gate = Gate::to(scene.stage().mlflow().await?)?;
    let page = "<!doctype html><html><head><title>Sign in to Corp</title></head><body>…</body></html>";
    gate.bend(
        "experiments/search",
        Bend::Answer("200 OK", "text/html", page.to_owned()),
    );
    let browser = scene.browser().await?;
    browser.open(&format!("{}#/experiments", gate.base())).await?;
    browser.until_text("failed", "Sign in to Corp").await?;
    gate.let_go("experiments/search");
    browser.press("[data-testid='failed'] button").await?;
    browser.rows("experiments-table").await?;
    Ok(())
}

async fn an_answer_that_breaks_off_is_not_shown_as_if_it_were_whole(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let experiment = Rest::new(server.base())?.experiment_id(TREE).await?;
    let gate = Gate::to(server)?;
    gate.bend("runs/search", Bend::Cut(3_000));
    let browser = scene.browser().await?;
    browser.announce("net::ERR_");
    browser
        .open(&format!("{}#/experiments/{experiment}/runs", gate.base()))
        .await?;
    browser.until_text("failed", "cut off").await?;
    let any = "return document.querySelectorAll(`[data-testid='runs-table'] [role=row][data-id]:not([hidden])`).length";
    assert_eq!(browser.script(any, &[]).await?, json!(0));
    gate.let_go("runs/search");
    browser.press("[data-testid='failed'] button").await?;
    browser.lines("runs-table").await?;
    Ok(())
}

async fn the_host_checks_refusal_names_the_servers_option(scene: &Scene) -> Result<()> {
    let gate = Gate::to(scene.stage().mlflow().await?)?;
    // The very words of MLflow 3.5 and later.
    let words = "Invalid Host header - possible DNS rebinding attack detected";
    gate.bend(
        "experiments/search",
        Bend::Answer("403 Forbidden", "text/plain", words.to_owned()),
    );
    let browser = scene.browser().await?;
    browser.announce(ERROR_STATUS);
    browser.open(&format!("{}#/experiments", gate.base())).await?;
    browser.until_text("failed", "--allowed-hosts").await
}

async fn one_request_that_fails_leaves_the_rest_of_the_page_working(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let place = grid_search(&Rest::new(server.base())?).await?;
    let gate = Gate::to(server)?;
    gate.bend(
        "get-artifact",
        Bend::Answer(
            "500 Internal Server Error",
            "text/plain",
            "the disk is full".into(),
        ),
    );
    let browser = scene.browser().await?;
    browser.announce(ERROR_STATUS);
    browser
        .open(&format!(
            "{}{}",
            gate.base(),
            place.page("/artifacts/tree/tree.txt")
        ))
        .await?;
    browser.until_text("artifact-preview", "the disk is full").await?;
    gate.let_go("get-artifact");
    browser
        .press("[data-testid='artifact-tree'] [role='treeitem'][title='tree.png']")
        .await?;
    browser.until_pictured("[data-testid='artifact-preview']").await?;
    Ok(())
}

//! A run's artifacts.

use crate::demo::{Place, grid_search};
use anyhow::{Context, Result};
use serde_json::json;
use sporeprint_e2e::{Browser, Rest, Scene, list, scenarios, text};
use std::sync::Arc;

scenarios!["artifacts":
    the_tree_shows_folders_files_and_logged_models,
    a_png_is_shown_as_a_picture,
    an_svg_is_shown_as_a_picture_that_runs_nothing,
    text_is_shown_as_it_is,
    json_is_shown_with_its_keys,
    a_csv_is_shown_as_a_table,
    a_logged_models_files_are_among_the_runs,
    both_official_links_to_an_artifact_open_it_cold,
    choosing_in_the_tree_changes_the_address_and_back_returns,
    a_file_that_is_not_there_says_so,
];

const PREVIEW: &str = "[data-testid='artifact-preview']";

async fn open(scene: &Scene, path: &str) -> Result<(Arc<Browser>, Rest, Place)> {
    let place = grid_search(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    let (browser, rest) = scene.open(&place.page(&format!("/artifacts{path}"))).await?;
    Ok((browser, rest, place))
}

fn item(name: &str) -> String {
    format!("[data-testid='artifact-tree'] [role='treeitem'][title='{name}']")
}

fn model_of(place: &Place) -> Result<String> {
    let model = list(&place.run["outputs"], "model_outputs")
        .next()
        .context("the run logged a model")?;
    Ok(text(&model["model_id"]))
}

async fn the_tree_shows_folders_files_and_logged_models(scene: &Scene) -> Result<()> {
    let (browser, rest, place) = open(scene, "").await?;
    let listed = rest.get("artifacts/list", &[("run_id", &place.id)]).await?;
    let names: Vec<String> = list(&listed, "files").map(|file| text(&file["path"])).collect();
    assert!(names.len() >= 3, "{names:?}");
    for name in &names {
        browser.find_css(&item(name)).await?;
    }
    browser.until_text("artifact-tree", &model_of(&place)?).await?;
    browser.press(&item("tree")).await?;
    browser.find_css(&item("tree.png")).await?;
    Ok(())
}

async fn a_png_is_shown_as_a_picture(scene: &Scene) -> Result<()> {
    let (browser, _, _) = open(scene, "/tree/tree.png").await?;
    assert!(browser.until_pictured(PREVIEW).await? > 300);
    Ok(())
}

async fn an_svg_is_shown_as_a_picture_that_runs_nothing(scene: &Scene) -> Result<()> {
    let (browser, _, _) = open(scene, "/tree/tree.svg").await?;
    assert!(browser.until_pictured(PREVIEW).await? > 100);
    // Only what `<img>` shows is kept from running scripts.
    let inline = "return document.querySelectorAll('iframe, object, embed').length";
    assert_eq!(browser.script(inline, &[]).await?, json!(0));
    Ok(())
}

async fn text_is_shown_as_it_is(scene: &Scene) -> Result<()> {
    let (browser, rest, place) = open(scene, "/tree/tree.txt").await?;
    let file = rest.artifact(&place.id, "tree/tree.txt").await?;
    assert!(file.contains("|---"));
    let shown = "document.querySelector(args[0]).textContent.includes(args[1])";
    browser
        .until(
            "all lines are shown",
            shown,
            &[json!(PREVIEW), json!(file.trim_end())],
        )
        .await?;
    Ok(())
}

async fn json_is_shown_with_its_keys(scene: &Scene) -> Result<()> {
    let (browser, _, _) = open(scene, "/evaluation/classification_report.json").await?;
    for key in ["accuracy", "macro avg"] {
        browser.until_text("artifact-preview", key).await?;
    }
    Ok(())
}

async fn a_csv_is_shown_as_a_table(scene: &Scene) -> Result<()> {
    let (browser, rest, place) = open(scene, "/cv_results.csv").await?;
    let file = rest.artifact(&place.id, "cv_results.csv").await?;
    let first_column = file.split(',').next().unwrap();
    browser.until_text("artifact-preview", first_column).await?;
    let cells = "[...document.querySelectorAll(`${args[0]} :is(td, [role='cell'], [role='gridcell'])`)]";
    let value = file.lines().nth(1).unwrap().split(',').next().unwrap();
    let shown = format!("{cells}.some(cell => cell.textContent.trim() === args[1])");
    browser
        .until(
            &format!("a cell holds {value}"),
            &shown,
            &[json!(PREVIEW), json!(value)],
        )
        .await?;
    Ok(())
}

async fn a_logged_models_files_are_among_the_runs(scene: &Scene) -> Result<()> {
    let (browser, _, place) = open(scene, "").await?;
    browser.press(&item("MLmodel")).await?;
    browser.until_text("artifact-preview", "flavors:").await?;
    browser.until_text("artifact-preview", &model_of(&place)?).await?;
    // Its own address opens it cold.
    let address = browser.driver().current_url().await?;
    browser.open(address.as_str()).await?;
    browser.until_text("artifact-preview", "flavors:").await
}

async fn both_official_links_to_an_artifact_open_it_cold(scene: &Scene) -> Result<()> {
    let place = grid_search(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    for form in ["artifacts", "artifactPath"] {
        let (browser, _) = scene.open(&place.page(&format!("/{form}/tree/tree.png"))).await?;
        browser.until_pictured(PREVIEW).await?;
        // The way to it is open in the tree.
        browser
            .find_css(&format!("{}[aria-selected='true']", item("tree.png")))
            .await?;
    }
    Ok(())
}

async fn choosing_in_the_tree_changes_the_address_and_back_returns(scene: &Scene) -> Result<()> {
    let (browser, _, place) = open(scene, "/tree/tree.txt").await?;
    browser.until_text("artifact-preview", "|---").await?;
    browser.press(&item("tree.png")).await?;
    browser.until_pictured(PREVIEW).await?;
    assert_eq!(browser.hash().await?, place.page("/artifacts/tree/tree.png"));
    browser.driver().back().await?;
    browser.until_text("artifact-preview", "|---").await
}

async fn a_file_that_is_not_there_says_so(scene: &Scene) -> Result<()> {
    let (browser, _, _) = open(scene, "/tree/oak.png").await?;
    browser.until_text("artifact-preview", "tree/oak.png").await?;
    // The rest of the page works.
    browser.press(&item("tree.png")).await?;
    browser.until_pictured(PREVIEW).await?;
    Ok(())
}

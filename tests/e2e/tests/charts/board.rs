//! The board: which charts there are, and how people arrange them.

use super::{Told, at_steps, card, charts_of, choose, experiment, open, until_holding, until_titles};
use crate::manage::with_text;
use anyhow::Result;
use serde_json::json;
use sporeprint_e2e::{Rest, Scene, Window, scenarios, text};

scenarios!["charts":
    a_board_makes_itself_with_a_section_for_each_prefix,
    what_people_do_to_a_board_is_there_after_a_reload_and_can_be_undone,
    a_link_shows_the_same_board_to_others_and_leaves_their_own_alone,
    charts_are_found_by_words_and_by_expressions,
    cards_that_are_out_of_sight_are_not_in_the_page,
];

async fn a_board_makes_itself_with_a_section_for_each_prefix(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let run = Told::new(
        "one",
        vec![
            ("loss", at_steps([1.0, 2.0])),
            ("score", at_steps([1.0])),
            ("val/loss", at_steps([1.0, 2.0])),
            ("system/cpu", at_steps([1.0, 2.0])),
        ],
    );
    let (id, _) = experiment(&rest, "charts: sections", &[run]).await?;
    let browser = open(scene, &id).await?;
    until_titles(&browser, &["loss", "score", "val/loss", "system/cpu"]).await?;
    let sections = "return [...document.querySelectorAll(`[data-testid='board-section']`)].map(s => s.getAttribute('aria-label')).join()";
    assert_eq!(
        text(&browser.script(sections, &[]).await?),
        "Model metrics,val,System metrics"
    );
    until_holding(&browser, "loss", "All 2 points").await?;
    let lines = "return [...document.querySelectorAll(`[data-testid='line-card']`)].length";
    assert_eq!(browser.script(lines, &[]).await?, json!(3), "the score is a bar");
    browser.until_painted(&card("score")).await
}

/// Three metrics that are lines.
fn three() -> Told<'static> {
    let points = || at_steps([1.0, 2.0]);
    Told::new("one", vec![("a", points()), ("b", points()), ("c", points())])
}

async fn what_people_do_to_a_board_is_there_after_a_reload_and_can_be_undone(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "charts: arranging", &[three()]).await?;
    let browser = open(scene, &id).await?;
    until_titles(&browser, &["a", "b", "c"]).await?;
    choose(&browser, "c", "Move to the first place").await?;
    until_titles(&browser, &["c", "a", "b"]).await?;
    choose(&browser, "a", "Delete").await?;
    until_titles(&browser, &["c", "b"]).await?;
    with_text(&browser, ".toast button", "Undo")
        .await?
        .click()
        .await?;
    until_titles(&browser, &["c", "a", "b"]).await?;
    choose(&browser, "b", "Delete").await?;
    until_titles(&browser, &["c", "a"]).await?;
    browser.reload().await?;
    until_titles(&browser, &["c", "a"]).await?;
    let toolbar = "[aria-label='Charts'] button";
    with_text(&browser, toolbar, "Deleted (1)").await?.click().await?;
    with_text(&browser, ".menu__item", "Bring all back")
        .await?
        .click()
        .await?;
    until_titles(&browser, &["c", "a", "b"]).await
}

async fn a_link_shows_the_same_board_to_others_and_leaves_their_own_alone(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let (id, _) = experiment(&rest, "charts: a link", &[three()]).await?;
    let browser = open(scene, &id).await?;
    until_titles(&browser, &["a", "b", "c"]).await?;
    choose(&browser, "c", "Move to the first place").await?;
    until_titles(&browser, &["c", "a", "b"]).await?;
    browser.keep_what_is_saved().await?;
    let toolbar = "[aria-label='Charts'] button";
    with_text(&browser, toolbar, "Share").await?.click().await?;
    let link = browser.until_copied().await?;

    // Another person, whose board is another.
    let other = scene.browser_of(Window::Desktop).await?;
    other
        .open(&format!("{}{}", server.base(), charts_of(&id)))
        .await?;
    until_titles(&other, &["a", "b", "c"]).await?;
    choose(&other, "b", "Move to the first place").await?;
    until_titles(&other, &["b", "a", "c"]).await?;
    other.driver().goto("about:blank").await?;
    other.open(&link).await?;
    until_titles(&other, &["c", "a", "b"]).await?;
    other.driver().goto("about:blank").await?;
    other
        .open(&format!("{}{}", server.base(), charts_of(&id)))
        .await?;
    until_titles(&other, &["b", "a", "c"]).await
}

async fn charts_are_found_by_words_and_by_expressions(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let points = || at_steps([1.0, 2.0]);
    let run = Told::new(
        "one",
        vec![("loss", points()), ("loss_1", points()), ("accuracy", points())],
    );
    let (id, _) = experiment(&rest, "charts: search", &[run]).await?;
    let browser = open(scene, &id).await?;
    until_titles(&browser, &["accuracy", "loss", "loss_1"]).await?;
    browser.fill("chart-search", "loss").await?;
    until_titles(&browser, &["loss", "loss_1"]).await?;
    browser.fill("chart-search", "/^loss$|acc/").await?;
    until_titles(&browser, &["accuracy", "loss"]).await?;
    browser.fill("chart-search", "/(/").await?;
    let said = "!!document.querySelector(`[data-testid='chart-search'] [role=alert]`)?.textContent.trim()";
    browser
        .until("what is wrong is said in its place", said, &[])
        .await?;
    Ok(())
}

async fn cards_that_are_out_of_sight_are_not_in_the_page(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let keys: Vec<String> = (0..200).map(|index| format!("metric {index:03}")).collect();
    let metrics = keys
        .iter()
        .map(|key| (key.as_str(), at_steps([1.0, 2.0])))
        .collect();
    let (id, _) = experiment(&rest, "charts: many", &[Told::new("one", metrics)]).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, "metric 000", "All 2 points").await?;
    let count = "return document.querySelectorAll(`[data-testid='chart-card']`).length";
    let shown = browser.script(count, &[]).await?.as_u64().unwrap_or(u64::MAX);
    assert!(shown < 60, "{shown} of 200 cards are in the page");
    let end = "document.querySelector(`[data-testid='board'] .board__scroll`).scrollTop = 1e6";
    browser.script(end, &[]).await?;
    until_holding(&browser, "metric 199", "All 2 points").await
}

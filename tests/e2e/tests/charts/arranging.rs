//! Arranging the cards of a board by hand.

use super::{Told, at_steps, card, experiment, open, until_holding, until_titles};
use anyhow::{Context, Result};
use serde_json::json;
use sporeprint_e2e::{Browser, Rest, Scene, scenarios};
use thirtyfour::Key;

scenarios!["charts":
    a_card_is_dragged_to_another_place_and_made_larger_by_its_corner,
];

/// The width and height of a card in CSS pixels.
async fn size(browser: &Browser, title: &str) -> Result<[f64; 2]> {
    let size = "const box = document.querySelector(arguments[0]).getBoundingClientRect(); return [box.width, box.height]";
    Ok(serde_json::from_value(
        browser.script(size, &[json!(card(title))]).await?,
    )?)
}

/// Waits until a card is so wide and high, to the pixel.
async fn until_size(browser: &Browser, title: &str, wanted: [f64; 2]) -> Result<()> {
    let is_so = "(box => box && Math.abs(box.width - args[1][0]) < 1 && Math.abs(box.height - args[1][1]) < 1)\
        (document.querySelector(args[0])?.getBoundingClientRect())";
    let args = [json!(card(title)), json!(wanted)];
    let outcome = browser.until("", is_so, &args).await.map(|_| ());
    if outcome.is_err() {
        let is = size(browser, title).await?;
        return outcome.with_context(|| format!("`{title}` is {is:?} and not {wanted:?}"));
    }
    Ok(())
}

async fn a_card_is_dragged_to_another_place_and_made_larger_by_its_corner(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let points = || at_steps([1.0, 2.0]);
    let run = Told::new("one", vec![("a", points()), ("b", points()), ("c", points())]);
    let (id, _) = experiment(&rest, "charts: by hand", &[run]).await?;
    let browser = open(scene, &id).await?;
    until_titles(&browser, &["a", "b", "c"]).await?;
    until_holding(&browser, "a", "All 2 points").await?;

    let head = browser
        .place(&format!("{} .board-card__title", card("a")), [0.1, 0.5])
        .await?;
    let behind_c = browser.place(&card("c"), [0.95, 0.5]).await?;
    browser.drag(head, behind_c).await?;
    until_titles(&browser, &["b", "c", "a"]).await?;
    // Let go outside of any, or by Escape, nothing moves.
    let head = browser
        .place(&format!("{} .board-card__title", card("a")), [0.1, 0.5])
        .await?;
    browser.drag(head, [head[0] + 2.0, head[1]]).await?;
    until_titles(&browser, &["b", "c", "a"]).await?;

    let [width, height] = size(&browser, "b").await?;
    let [b_left, _] = browser.place(&card("b"), [0.0, 0.0]).await?;
    let [c_left, _] = browser.place(&card("c"), [0.0, 0.0]).await?;
    let column = c_left - b_left;
    let corner = format!("{} .board-card__corner", card("b"));
    let [x, y] = browser.place(&corner, [0.5, 0.5]).await?;
    browser.drag([x, y], [x + column * 0.9, y + 70.0]).await?;
    until_size(&browser, "b", [width + column, height + 70.0]).await?;
    until_titles(&browser, &["b", "c", "a"]).await?;
    browser.reload().await?;
    until_titles(&browser, &["b", "c", "a"]).await?;
    until_size(&browser, "b", [width + column, height + 70.0]).await?;

    browser.find_css(&corner).await?;
    let focus = "document.querySelector(arguments[0]).focus()";
    browser.script(focus, &[json!(corner)]).await?;
    browser.keys(Key::Left + "").await?;
    until_size(&browser, "b", [width, height + 70.0]).await?;
    browser.keys(Key::Up + "").await?;
    until_size(&browser, "b", [width, height + 50.0]).await?;
    let said = "return document.activeElement.getAttribute('aria-description')";
    let said = browser.script(said, &[]).await?;
    assert_eq!(said, json!(format!("1 column, {:.0} pixels high", height + 50.0)));
    Ok(())
}

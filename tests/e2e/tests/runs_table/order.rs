//! The order of lines.

use super::{experiment, open, pick};
use crate::runs::TABLE;
use anyhow::Result;
use serde_json::json;
use sporeprint_e2e::{Rest, Scene, scenarios};
use thirtyfour::Key;

scenarios!["runs_table":
    a_second_column_is_sorted_by_with_shift_and_stays_after_a_reload,
    numbers_in_parameters_are_sorted_as_numbers_and_nan_and_missing_come_last_both_ways,
];

async fn a_second_column_is_sorted_by_with_shift_and_stays_after_a_reload(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let told = |depth: &str, loss: f64| json!({ "params": { "depth": depth }, "metrics": { "loss": loss } });
    let runs = [
        told("10", 0.5),
        told("2", 0.4),
        told("10", 0.1),
        told("2", 0.3),
        told("2", 0.9),
    ];
    let (id, made) = experiment(&rest, "table: two columns", &runs).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_lines(TABLE, &pick(&made, &[4, 3, 2, 1, 0])).await?;
    browser.sort_lines(TABLE, "params.depth", "ascending").await?;
    browser.until_lines(TABLE, &pick(&made, &[4, 3, 1, 2, 0])).await?;
    let head = browser.show_column(TABLE, "metrics.loss").await?;
    let label = browser.find_css(&format!("{head} [data-part=head]")).await?;
    let with_shift = browser.driver().action_chain().key_down(Key::Shift);
    with_shift
        .click_element(&label)
        .key_up(Key::Shift)
        .perform()
        .await?;
    let by_both = pick(&made, &[3, 1, 4, 2, 0]);
    browser.until_lines(TABLE, &by_both).await?;
    assert_eq!(
        browser.sorted(TABLE, "params.depth").await?.as_deref(),
        Some("ascending")
    );
    assert_eq!(
        browser.sorted(TABLE, "metrics.loss").await?.as_deref(),
        Some("ascending")
    );
    browser.reload().await?;
    browser.until_lines(TABLE, &by_both).await?;
    // By one alone again.
    browser.sort_lines(TABLE, "metrics.loss", "descending").await?;
    browser.until_lines(TABLE, &pick(&made, &[4, 0, 1, 3, 2])).await?;
    assert_eq!(browser.sorted(TABLE, "params.depth").await?, None);
    Ok(())
}

async fn numbers_in_parameters_are_sorted_as_numbers_and_nan_and_missing_come_last_both_ways(
    scene: &Scene,
) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let runs = [
        json!({ "params": { "rate": "1e-3" }, "metrics": { "loss": 0.5 } }),
        json!({ "params": { "rate": "10" }, "metrics": { "loss": "NaN" } }),
        json!({ "params": { "rate": "9" }, "metrics": { "loss": -2.0 } }),
        json!({}),
        json!({ "params": { "rate": "0.5" }, "metrics": { "loss": "Infinity" } }),
        json!({ "params": { "rate": "-1" }, "metrics": { "loss": 0.0 } }),
    ];
    let (id, made) = experiment(&rest, "table: numbers", &runs).await?;
    let browser = open(scene, &id, "").await?;
    browser.sort_lines(TABLE, "params.rate", "ascending").await?;
    browser
        .until_lines(TABLE, &pick(&made, &[5, 0, 4, 2, 1, 3]))
        .await?;
    browser.sort_lines(TABLE, "params.rate", "descending").await?;
    browser
        .until_lines(TABLE, &pick(&made, &[1, 2, 4, 0, 5, 3]))
        .await?;
    browser.sort_lines(TABLE, "metrics.loss", "ascending").await?;
    browser
        .until_lines(TABLE, &pick(&made, &[2, 5, 0, 4, 1, 3]))
        .await?;
    browser.sort_lines(TABLE, "metrics.loss", "descending").await?;
    let descending = pick(&made, &[4, 0, 5, 2, 1, 3]);
    browser.until_lines(TABLE, &descending).await?;
    let lines = browser.all_lines(TABLE).await?;
    let shown: Vec<&str> = lines.iter().map(|line| line.cell("metrics.loss")).collect();
    assert_eq!((shown[0], shown[4], shown[5]), ("∞", "NaN", "–"), "{shown:?}");
    Ok(())
}

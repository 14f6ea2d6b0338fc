//! Accessibility and room of the table in its several states.

use super::{experiment, press};
use crate::manage::with_text;
use crate::runs::{TABLE, search};
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Rest, Scene, Scheme, Window, scenarios};
use thirtyfour::Key;

scenarios!["runs_table": axe_finds_nothing_serious_in_any_state_of_the_table_and_each_fits_a_telephone];

async fn axe_finds_nothing_serious_in_any_state_of_the_table_and_each_fits_a_telephone(
    scene: &Scene,
) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let axe = std::fs::read_to_string(&scene.stage().settings().axe)?;
    let losses: Vec<f64> = (0..30).map(|index| f64::from(index) / 7.0).collect();
    let models = ["tree", "a rather long name of a model"];
    let statuses = ["FINISHED", "FAILED", "KILLED", "RUNNING"];
    let runs: Vec<Value> = (0..30_usize)
        .map(|index| {
            json!({
                "params": { "model": models[index % 2] },
                "metrics": { "loss": losses[index], "accuracy": "NaN" },
                "status": statuses[index % 4],
            })
        })
        .collect();
    let (id, _) = experiment(&rest, "table: looks", &runs).await?;
    let page = format!("{}#/experiments/{id}/runs", server.base());
    let mut complaints = Vec::new();
    for (window, scheme) in [(Window::Desktop, Scheme::Dark), (Window::Narrow, Scheme::Light)] {
        let browser = scene.browser_of(window).await?;
        browser.prefer(scheme).await?;
        for state in [
            "picked out",
            "grouped",
            "shaded",
            "wrong",
            "suggestions",
            "columns",
            "menu",
            "deleted",
        ] {
            let query = match state {
                "grouped" => "?groupBy=params.model&expanded=true&aggregate=std",
                "shaded" => "?cells=heat&time=absolute&orderByKey=metrics.%60loss%60&orderByAsc=true",
                "deleted" => "?lifecycleFilter=Deleted",
                _ => "",
            };
            browser.open(&format!("{page}{query}")).await?;
            match state {
                "deleted" => browser.until_text("empty", "No run matches").await?,
                _ => drop(browser.lines(TABLE).await?),
            }
            match state {
                "picked out" => {
                    browser.focus_grid(TABLE).await?;
                    browser.keys(Key::Control + "a").await?;
                    browser.until_text("selection", "30 selected").await?;
                }
                "wrong" => {
                    search(&browser, "metrics.loss < 'low'").await?;
                    browser.find_css(".search-box__message").await?;
                }
                "suggestions" => {
                    browser.fill("runs-filter", "metrics.").await?;
                    browser.find_css(".search-box__option").await?;
                }
                "columns" => {
                    press(&browser, ".runs__setup", "Columns").await?;
                    browser.find_css(".column-picker [role=treeitem]").await?;
                }
                "menu" => {
                    press(&browser, ".runs__setup", "View").await?;
                    with_text(&browser, ".menu__item", "Plain numbers").await?;
                }
                _ => {}
            }
            browser.settled().await?;
            for violation in browser.accessibility_violations(&axe).await? {
                complaints.push(format!("{state}, {scheme:?}: {violation}"));
            }
            let (overflow_css, who) = browser.overflow_width_css().await?;
            if overflow_css > 0.0 {
                complaints.push(format!(
                    "{state}, {window:?} is {overflow_css} px too wide: {who}"
                ));
            }
        }
        scene.done_with(&browser).await?;
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    Ok(())
}

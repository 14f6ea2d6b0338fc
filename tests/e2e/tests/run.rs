//! A run's page.

use crate::demo::{boosting, grid_search, reads_as};
use anyhow::Result;
use serde_json::json;
use sporeprint_e2e::{Rest, Scene, list, scenarios, text};

scenarios!["run":
    the_overview_shows_params_and_metrics_as_the_server_has_them,
    the_overview_shows_tags_datasets_description_and_source,
    each_metric_has_a_chart_that_is_drawn,
    system_metrics_have_a_tab_of_their_own,
    a_link_without_an_experiment_leads_to_the_run,
    a_run_that_is_not_there_shows_what_the_server_says,
    a_parent_run_lists_its_children_and_they_lead_back,
];

async fn the_overview_shows_params_and_metrics_as_the_server_has_them(scene: &Scene) -> Result<()> {
    let place = grid_search(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    let (browser, _) = scene.open(&place.page("")).await?;
    assert_eq!(
        browser.text("run-title").await?,
        text(&place.run["info"]["run_name"])
    );
    for kind in ["params", "metrics"] {
        let rows = browser.rows(&format!("{kind}-table")).await?;
        assert_eq!(rows.len(), place.logged(kind).count(), "{kind}");
        for (key, value) in place.logged(kind) {
            let row = rows
                .iter()
                .find(|row| row.id == key)
                .unwrap_or_else(|| panic!("{key} is not shown"));
            let shown = row.cell("Value");
            let is_right = value
                .as_str()
                .map_or_else(|| reads_as(shown, value), |value| shown == value);
            assert!(is_right, "{key}: {shown:?} is shown for {value}");
        }
    }
    Ok(())
}

async fn the_overview_shows_tags_datasets_description_and_source(scene: &Scene) -> Result<()> {
    let place = grid_search(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    let (browser, _) = scene.open(&place.page("")).await?;
    let tags = browser.text("tags-table").await?;
    let mut own = 0;
    for (key, value) in place
        .logged("tags")
        .filter(|(key, _)| !key.starts_with("mlflow."))
    {
        own += 1;
        assert!(
            tags.contains(&key) && tags.contains(&text(value)),
            "{key}: {value} is not in {tags}"
        );
    }
    assert!(own > 0 && !tags.contains("mlflow."), "{tags}");

    let datasets = browser.text("datasets").await?;
    let inputs: Vec<_> = list(&place.run["inputs"], "dataset_inputs").collect();
    assert!(!inputs.is_empty());
    for input in inputs {
        let context = list(input, "tags")
            .find(|tag| tag["key"] == "mlflow.data.context")
            .unwrap();
        for part in [
            &input["dataset"]["name"],
            &input["dataset"]["digest"],
            &context["value"],
        ] {
            assert!(datasets.contains(&text(part)), "{part} is not in {datasets}");
        }
    }
    // Rendered, not raw.
    let description = browser.text("description").await?;
    assert!(
        description.contains("Best:") && !description.contains("###"),
        "{description}"
    );
    browser.find_css("[data-testid='description'] table").await?;
    assert_eq!(browser.text("source").await?, "demo/train.py");
    Ok(())
}

async fn each_metric_has_a_chart_that_is_drawn(scene: &Scene) -> Result<()> {
    let place = boosting(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    let (browser, _) = scene.open(&place.page("/model-metrics")).await?;
    let keys: Vec<String> = place
        .logged("metrics")
        .map(|(key, _)| key)
        .filter(|key| !key.starts_with("system/"))
        .collect();
    assert!(!keys.is_empty());
    browser.find("chart-card").await?;
    let shown =
        "return [...document.querySelectorAll(`[data-testid='chart-card']`)].map(e => e.dataset.metric)";
    let mut shown: Vec<String> = serde_json::from_value(browser.script(shown, &[]).await?)?;
    let mut expected = keys.clone();
    shown.sort();
    expected.sort();
    assert_eq!(shown, expected);
    for key in keys {
        let card = format!("[data-testid='chart-card'][data-metric='{key}']");
        browser
            .script(
                "document.querySelector(arguments[0]).scrollIntoView()",
                &[json!(card)],
            )
            .await?;
        browser.until_painted(&card).await?;
    }
    Ok(())
}

async fn system_metrics_have_a_tab_of_their_own(scene: &Scene) -> Result<()> {
    let place = boosting(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    let keys: Vec<String> = place
        .logged("metrics")
        .map(|(key, _)| key)
        .filter(|key| key.starts_with("system/"))
        .collect();
    assert!(!keys.is_empty(), "the demo logs system metrics");
    let (browser, _) = scene.open(&place.page("/system-metrics")).await?;
    browser.find("chart-card").await?;
    let count =
        "return document.querySelectorAll(`[data-testid='chart-card'][data-metric^='system/']`).length";
    assert_eq!(browser.script(count, &[]).await?, json!(keys.len()));
    browser.until_painted("[data-testid='chart-card']").await
}

async fn a_link_without_an_experiment_leads_to_the_run(scene: &Scene) -> Result<()> {
    let place = grid_search(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    let (browser, _) = scene.open("#/models").await?;
    browser.go(&format!("#/runs/{}", place.id)).await?;
    let there = "location.hash === args[0]";
    browser
        .until("the address is the run's own", there, &[json!(place.page(""))])
        .await?;
    browser
        .until_text("run-title", &text(&place.run["info"]["run_name"]))
        .await?;
    // The way there is not in the history: one step back leaves it.
    browser.driver().back().await?;
    browser.find("models-table").await?;
    Ok(())
}

async fn a_run_that_is_not_there_shows_what_the_server_says(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let id = "0123456789abcdef0123456789abcdef";
    for hash in [format!("#/experiments/1/runs/{id}"), format!("#/runs/{id}")] {
        let browser = scene.browser().await?;
        browser.announce("status of 404");
        browser.open(&format!("{}{hash}", server.base())).await?;
        browser
            .until_text("failed", &format!("Run with id={id} not found"))
            .await?;
    }
    Ok(())
}

async fn a_parent_run_lists_its_children_and_they_lead_back(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let place = grid_search(&rest).await?;
    let filter = format!("tags.`mlflow.parentRunId` = '{}'", place.id);
    let children = rest.runs(&place.experiment, &filter, &[]).await?;
    assert!(!children.is_empty());
    let (browser, _) = scene.open(&place.page("")).await?;
    let child = text(&children[0]["info"]["run_id"]);
    let link = format!("main a[href$='/runs/{child}']");
    let there = "!!document.querySelector(args[0])";
    browser
        .until("the child is linked", there, &[json!(link)])
        .await?;
    browser
        .script(
            "document.querySelectorAll('details').forEach(d => d.open = true)",
            &[],
        )
        .await?;
    browser.press(&link).await?;
    browser
        .until_text("run-title", &text(&children[0]["info"]["run_name"]))
        .await?;
    browser
        .press(&format!("main a[href*='/runs/{}']", place.id))
        .await?;
    browser
        .until_text("run-title", &text(&place.run["info"]["run_name"]))
        .await
}

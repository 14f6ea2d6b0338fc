//! Addresses: what opens where, and the way back.

use crate::demo::{TREE, boosting, grid_search};
use anyhow::Result;
use serde_json::json;
use sporeprint_e2e::{Rest, Scene, list, scenarios, text};

scenarios!["navigation":
    every_page_opens_cold,
    back_and_forward_walk_through_the_pages_that_were_seen,
    an_address_that_is_no_page_says_so_and_leads_home,
    pages_that_are_not_built_yet_say_so_and_lead_on,
];

/// Every page that is there, with what shows that it is.
pub async fn every_page(rest: &Rest) -> Result<Vec<(String, &'static str)>> {
    let (tree, curves) = (grid_search(rest).await?, boosting(rest).await?);
    let mut pages = vec![
        (String::new(), "[data-testid='experiments-table'] tr[data-id]"),
        ("#/".into(), "[data-testid='experiments-table'] tr[data-id]"),
        (
            "#/experiments".into(),
            "[data-testid='experiments-table'] tr[data-id]",
        ),
        (
            format!("#/experiments/{}", tree.experiment),
            "[data-testid='runs-table'] [role=row][data-id]",
        ),
        (
            format!("#/experiments/{}/runs", tree.experiment),
            "[data-testid='runs-table'] [role=row][data-id]",
        ),
        (tree.page(""), "[data-testid='metrics-table'] tr[data-id]"),
        (curves.page("/model-metrics"), "[data-testid='chart-card'] canvas"),
        (
            curves.page("/system-metrics"),
            "[data-testid='chart-card'] canvas",
        ),
        (
            tree.page("/artifacts"),
            "[data-testid='artifact-tree'] [title='tree']",
        ),
        (
            tree.page("/artifacts/tree/tree.png"),
            "[data-testid='artifact-preview'] img",
        ),
        (
            tree.page("/artifacts/tree/tree.txt"),
            "[data-testid='artifact-preview'] pre",
        ),
        (
            tree.page("/artifacts/cv_results.csv"),
            "[data-testid='artifact-preview'] table",
        ),
        (
            tree.page("/artifacts/evaluation/classification_report.json"),
            "[data-testid='artifact-preview']",
        ),
        ("#/models".into(), "[data-testid='models-table'] tr[data-id]"),
        (
            format!("#/experiments/{}/models", tree.experiment),
            "[data-testid='unbuilt']",
        ),
        ("#/models/mushroom".into(), "[data-testid='unbuilt']"),
        ("#/models/mushroom/versions/1".into(), "[data-testid='unbuilt']"),
        (
            format!(
                "#/compare-runs?runs=[%22{}%22]&experiments=[%22{}%22]",
                tree.id, tree.experiment
            ),
            "[data-testid='unbuilt']",
        ),
        (
            format!(
                "#/metric?runs=[%22{}%22]&metric=%22test_loss%22&experiments=[%22{}%22]",
                curves.id, curves.experiment
            ),
            "[data-testid='unbuilt']",
        ),
        (
            format!(
                "#/compare-experiments/s?experiments=[%22{}%22,%22{}%22]",
                tree.experiment, curves.experiment
            ),
            "[data-testid='runs-table'] [role=row][data-id]",
        ),
        (
            format!(
                "#/experiments/{}?groupBy=params.max_depth&expanded=true&cells=heat",
                tree.experiment
            ),
            "[data-testid='runs-table'] [role=row][aria-level='2']",
        ),
        (tree.page("/traces"), "[data-testid='unbuilt']"),
        ("#/kit".into(), "main h1"),
        ("#/no/such/page".into(), "[data-testid='not-found']"),
        (
            "#/compare-runs?runs=[\"a\",\"b\"]&experiments=[\"1\"]".into(),
            "[data-testid='unbuilt']",
        ),
    ];
    for model in list(&tree.run["outputs"], "model_outputs") {
        let id = text(&model["model_id"]);
        pages.push((
            format!("#/experiments/{}/models/{id}", tree.experiment),
            "main h1",
        ));
    }
    Ok(pages)
}

async fn every_page_opens_cold(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    for (hash, css) in every_page(&Rest::new(server.base())?).await? {
        // Its own browser each, with nothing cached.
        let browser = scene.visit(server, &hash).await?;
        browser.find_css(css).await?;
        let title = browser.driver().title().await?;
        assert!(title.contains("Sporeprint"), "{hash} is called {title:?}");
        scene.done_with(&browser).await?;
    }
    Ok(())
}

async fn back_and_forward_walk_through_the_pages_that_were_seen(scene: &Scene) -> Result<()> {
    // Other scenarios may have filled the first page of the list.
    let searched = format!("#/experiments?experimentSearchFilter={TREE}");
    let (browser, rest) = scene.open(&searched).await?;
    let place = grid_search(&rest).await?;
    browser
        .press(&format!(
            "[data-testid='experiments-table'] tr[data-id='{}'] a",
            place.experiment
        ))
        .await?;
    browser.until_text("experiment-title", TREE).await?;
    browser
        .press(&format!(
            "[data-testid='runs-table'] [role=row][data-id='{}'] a",
            place.id
        ))
        .await?;
    browser.find("metrics-table").await?;
    browser
        .press(&format!("a[href='{}']", place.page("/artifacts")))
        .await?;
    browser.find("artifact-tree").await?;
    let seen = ["metrics-table", "runs-table", "experiments-table"];
    for page in seen {
        browser.driver().back().await?;
        browser.find(page).await?;
    }
    for page in ["runs-table", "metrics-table", "artifact-tree"] {
        browser.driver().forward().await?;
        browser.find(page).await?;
    }
    Ok(())
}

async fn an_address_that_is_no_page_says_so_and_leads_home(scene: &Scene) -> Result<()> {
    let (browser, _) = scene.open("#/mushroom/of/the/day").await?;
    browser.until_text("not-found", "/mushroom/of/the/day").await?;
    browser.press("[data-testid='not-found'] a").await?;
    browser.find("experiments-table").await?;
    Ok(())
}

async fn pages_that_are_not_built_yet_say_so_and_lead_on(scene: &Scene) -> Result<()> {
    let place = grid_search(&Rest::new(scene.stage().mlflow().await?.base())?).await?;
    let (browser, _) = scene.open("#/experiments").await?;
    let pages = [
        format!(
            "#/compare-runs?runs=[\"{}\"]&experiments=[\"{}\"]",
            place.id, place.experiment
        ),
        format!(
            "#/metric/average_accuracy?runs=[\"{}\"]&experiments=[\"{}\"]",
            place.id, place.experiment
        ),
        "#/models/mushroom".to_owned(),
        "#/models/mushroom/versions/1".to_owned(),
        "#/prompts".to_owned(),
        "#/gateway".to_owned(),
        format!("#/experiments/{}/traces", place.experiment),
    ];
    for page in pages {
        browser.go(&page).await?;
        browser.find("unbuilt").await?;
        let link = browser.find_css("[data-testid='unbuilt'] a").await?;
        let leads_on = link.attr("href").await?.unwrap_or_default();
        assert!(
            leads_on.starts_with("#/") && leads_on != page,
            "{page} leads to {leads_on}"
        );
        browser.go(&leads_on).await?;
        let arrived = "!document.querySelector(`[data-testid='unbuilt']`)";
        browser
            .until(&format!("{leads_on} is there"), arrived, &[json!(null)])
            .await?;
    }
    Ok(())
}

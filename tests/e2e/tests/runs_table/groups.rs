//! Groups, and runs that are nested in others.

use super::{choose, experiment, open};
use crate::demo::reads_as;
use crate::runs::{TABLE, search};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Gate, Line, Rest, Scene, scenarios};
use std::collections::BTreeMap;

scenarios!["runs_table":
    groups_show_how_many_runs_they_have_and_their_mean_and_open_to_show_them,
    runs_are_grouped_by_several_keys_at_once,
    a_parent_is_shown_for_a_child_that_matches_and_can_be_folded,
    parents_beyond_the_limit_are_asked_for_together,
];

fn told() -> Vec<Value> {
    let run = |model: &str, depth: &str, loss: f64| json!({ "params": { "model": model, "depth": depth }, "metrics": { "loss": loss } });
    vec![
        run("tree", "2", 0.125),
        run("tree", "3", 0.25),
        run("forest", "2", 0.5),
        run("forest", "2", 0.75),
        run("forest", "3", 0.875),
        run("gbm", "3", 0.375),
    ]
}

fn named<'a>(lines: &'a [Line], name: &str) -> Result<&'a Line> {
    lines
        .iter()
        .find(|line| line.cell("run_name") == name)
        .with_context(|| format!("no line {name:?} in {lines:#?}"))
}

/// Opens or closes what is below a line.
async fn fold(browser: &Browser, line: &Line) -> Result<()> {
    let expander = format!(
        "[data-testid='{TABLE}'] [role=row][data-id='{}'] [data-part=expander]",
        line.id
    );
    browser.find_css(&expander).await?.click().await?;
    Ok(())
}

async fn groups_show_how_many_runs_they_have_and_their_mean_and_open_to_show_them(
    scene: &Scene,
) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "table: groups", &told()).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(6, true).await?;
    choose(&browser, ".runs__setup", "Group", "model").await?;
    let grouped = "lines.length === 3 && lines.every(line => line.expanded === false)";
    browser
        .until_in_sight(TABLE, "there are three groups", grouped)
        .await?;
    assert!(browser.hash().await?.contains("groupBy=params.model"));
    let lines = browser.all_lines(TABLE).await?;
    for (group, mean) in [
        ("model: tree (2)", 0.1875),
        ("model: forest (3)", (0.5 + 0.75 + 0.875) / 3.0),
        ("model: gbm (1)", 0.375),
    ] {
        let shown = named(&lines, group)?.cell("metrics.loss");
        assert!(reads_as(shown, &json!(mean)), "{group}: {shown} is not {mean}");
    }
    fold(&browser, named(&lines, "model: tree (2)")?).await?;
    let opened = "lines.length === 5 && lines.filter(line => line.level === 2).length === 2";
    let lines = browser.until_in_sight(TABLE, "the group is open", opened).await?;
    let place = named(&lines, "model: tree (2)")?.index;
    let below: Vec<&String> = lines[place + 1..place + 3].iter().map(|line| &line.id).collect();
    assert_eq!(below, [&made[1], &made[0]]);
    // The other ways to sum up.
    choose(&browser, ".runs__setup", "By model", "Largest of each group").await?;
    let largest = "lines.some(line => line.cells.run_name.startsWith('model: forest') && line.cells['metrics.loss'] === '0.875')";
    browser
        .until_in_sight(TABLE, "the largest of the group is shown", largest)
        .await?;
    Ok(())
}

async fn runs_are_grouped_by_several_keys_at_once(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: several keys", &told()).await?;
    let query =
        "?groupBy=params.model,params.depth&expanded=true&orderByKey=metrics.%60loss%60&orderByAsc=true";
    let browser = open(scene, &id, query).await?;
    browser.until_loaded(6, true).await?;
    let lines = browser.all_lines(TABLE).await?;
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut group = String::new();
    for line in lines.iter().filter(|line| !line.is_dimmed) {
        if line.expanded.is_some() {
            line.cell("run_name").clone_into(&mut group);
            groups.insert(group.clone(), Vec::new());
        } else {
            let runs = groups.get_mut(&group).context("runs stand below groups")?;
            runs.push(line.cell("metrics.loss").to_owned());
        }
    }
    let loss = |values: &[&str]| values.iter().map(|&value| value.to_owned()).collect::<Vec<_>>();
    let expected = BTreeMap::from([
        ("model: tree, depth: 2 (1)".to_owned(), loss(&["0.125"])),
        ("model: tree, depth: 3 (1)".to_owned(), loss(&["0.250"])),
        (
            "model: forest, depth: 2 (2)".to_owned(),
            loss(&["0.500", "0.750"]),
        ),
        ("model: forest, depth: 3 (1)".to_owned(), loss(&["0.875"])),
        ("model: gbm, depth: 3 (1)".to_owned(), loss(&["0.375"])),
    ]);
    assert_eq!(groups, expected);
    Ok(())
}

async fn a_parent_is_shown_for_a_child_that_matches_and_can_be_folded(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, parents) = experiment(&rest, "table: nested", &[json!({ "name": "parent" })]).await?;
    let child = |name: &str, loss: f64| json!({ "name": name, "metrics": { "loss": loss }, "tags": { "mlflow.parentRunId": parents[0] } });
    let mut children = Vec::new();
    for (index, told) in [child("low", 0.1), child("high", 0.9)].iter().enumerate() {
        children.push(super::log(&rest, &id, index + 1, told).await?);
    }
    let browser = open(scene, &id, "").await?;
    let all = [parents[0].clone(), children[1].clone(), children[0].clone()];
    browser.until_lines(TABLE, &all).await?;
    search(&browser, "metrics.loss < 0.5").await?;
    browser.until_matching(1).await?;
    browser
        .until_lines(TABLE, &[parents[0].clone(), children[0].clone()])
        .await?;
    let lines = browser.lines(TABLE).await?;
    assert!(
        lines[0].is_dimmed && lines[0].expanded == Some(true),
        "{lines:#?}"
    );
    assert!(!lines[1].is_dimmed && lines[1].level == 2, "{lines:#?}");
    fold(&browser, &lines[0]).await?;
    browser.until_lines(TABLE, &parents).await?;
    choose(&browser, ".runs__setup", "View", "Nest runs in their parents").await?;
    browser.until_lines(TABLE, &children[..1]).await
}

async fn parents_beyond_the_limit_are_asked_for_together(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let names = ["first", "second", "third"].map(|name| json!({ "name": name }));
    let (id, parents) = experiment(&rest, "table: far parents", &names).await?;
    for index in 0..30 {
        let told = json!({ "tags": { "mlflow.parentRunId": parents[index % 3] } });
        super::log(&rest, &id, 3 + index, &told).await?;
    }
    let gate = Gate::to(server)?;
    let browser = scene.browser().await?;
    let page = format!("{}#/experiments/{id}/runs?limit=20", gate.base());
    browser.open(&page).await?;
    browser.until_loaded(20, false).await?;
    let there = "lines.filter(line => line.level === 1 && line.is_dimmed).length >= 2";
    browser
        .until_in_sight(TABLE, "the parents are there", there)
        .await?;
    let lines = browser.all_lines(TABLE).await?;
    let tops: Vec<&Line> = lines.iter().filter(|line| line.level == 1).collect();
    assert_eq!(tops.len(), 3, "{lines:#?}");
    assert!(
        tops.iter()
            .all(|line| line.is_dimmed && parents.contains(&line.id))
    );
    assert_eq!(lines.len(), 23);
    let seen = gate.seen();
    let single: Vec<&str> = seen
        .iter()
        .map(|one| one.text.as_str())
        .filter(|request| request.contains("runs/search") && request.contains(&parents[0]))
        .collect();
    assert_eq!(single.len(), 1);
    assert!(parents.iter().all(|parent| single[0].contains(parent)));
    let one_by_one = seen.iter().filter(|one| one.text.contains("runs/get")).count();
    assert_eq!(one_by_one, 0);
    Ok(())
}

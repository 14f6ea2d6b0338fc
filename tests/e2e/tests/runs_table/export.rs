//! The table as a file and on the clipboard.

use super::{experiment, open};
use crate::manage::with_text;
use crate::runs::{NEWEST_FIRST, TABLE, logged, search};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Saved, Scene, list, scenarios, text};
use std::collections::HashMap;

scenarios!["runs_table":
    what_is_shown_and_all_that_is_loaded_are_downloaded_with_exact_values,
    the_table_is_copied_as_markdown,
];

async fn download(browser: &Browser, item: &str) -> Result<Saved> {
    let menu = "[...document.querySelectorAll('.runs__setup button[aria-haspopup=menu]')].at(-1).click()";
    browser.script(menu, &[]).await?;
    with_text(browser, ".menu__item", item).await?.click().await?;
    browser.until_saved().await
}

fn told() -> Vec<Value> {
    let run = |name: &str, note: &str, loss: f64| json!({ "name": name, "params": { "note": note }, "metrics": { "loss": loss, "hidden": loss / 3.0 } });
    vec![
        run("plain", "a, \"b\"", 0.1 + 0.2),
        run("=1+1", "two\nlines", 0.013_333_234_568_120_715),
        run("third", "é", 12_345_678.9),
    ]
}

async fn what_is_shown_and_all_that_is_loaded_are_downloaded_with_exact_values(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: downloads", &told()).await?;
    let runs = rest.runs(&id, "", &[NEWEST_FIRST]).await?;
    let browser = open(scene, &id, "?hide=metrics.hidden").await?;
    browser.until_loaded(3, true).await?;
    browser.keep_what_is_saved().await?;
    // Two of the three match.
    search(&browser, "metrics.loss < 1").await?;
    browser.until_matching(2).await?;
    browser.lines(TABLE).await?;

    let csv = download(&browser, "What is shown, as CSV").await?;
    let records = csv.records();
    let (head, shown) = records.split_first().context("a header")?;
    assert!(!head.contains(&"metrics.hidden".to_owned()), "{head:?}");
    let column = |name: &str| {
        head.iter()
            .position(|one| one == name)
            .with_context(|| format!("{name} in {head:?}"))
    };
    assert_eq!(shown.len(), 2);
    for (record, run) in shown.iter().zip(&runs[1..]) {
        let name = text(&run["info"]["run_name"]);
        let safe = if name.starts_with('=') {
            format!("'{name}")
        } else {
            name
        };
        assert_eq!(record[column("run_name")?], safe);
        assert_eq!(
            Value::from(record[column("params.note")?].as_str()),
            logged(run, "params", "note")
        );
        let loss: f64 = record[column("metrics.loss")?].parse()?;
        assert_eq!(Some(loss), logged(run, "metrics", "loss").as_f64());
    }

    let json = download(&browser, "All that is loaded, as JSON").await?;
    let all: Vec<HashMap<String, Value>> = serde_json::from_str(&json.text)?;
    assert_eq!(all.len(), 3);
    for (object, run) in all.iter().zip(&runs) {
        assert_eq!(object["run_id"], run["info"]["run_id"]);
        for (kind, prefix) in [("metrics", "metrics"), ("params", "params")] {
            for entry in list(&run["data"], kind) {
                let key = format!("{prefix}.{}", text(&entry["key"]));
                let saved = object.get(&key).with_context(|| format!("{key} in {object:?}"))?;
                let is_same = match (saved.as_f64(), entry["value"].as_f64()) {
                    (Some(saved), Some(value)) => saved.to_bits() == value.to_bits(),
                    _ => *saved == entry["value"],
                };
                assert!(is_same, "{key} is {saved} and not {entry}");
            }
        }
    }
    let named = json.name;
    let is_named = named.starts_with("runs-") && named.split('.').next_back() == Some("json");
    assert!(is_named, "{named}");
    Ok(())
}

async fn the_table_is_copied_as_markdown(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: Markdown", &told()).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(3, true).await?;
    browser.lines(TABLE).await?;
    browser.keep_what_is_saved().await?;
    let menu = "[...document.querySelectorAll('.runs__setup button[aria-haspopup=menu]')].at(-1).click()";
    browser.script(menu, &[]).await?;
    with_text(&browser, ".menu__item", "Copy as a Markdown table")
        .await?
        .click()
        .await?;
    let copied = browser.until_copied().await?;
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines.len(), 5, "{copied}");
    assert!(
        lines[0].starts_with("| Name |") && lines[0].contains(" loss |"),
        "{copied}"
    );
    assert!(
        lines[1].starts_with("| ---") || lines[1].starts_with("|---"),
        "{copied}"
    );
    assert!(
        lines[4].contains("plain") && lines[4].contains(" 0.3 "),
        "{copied}"
    );
    crate::manage::until_said(&browser, "Copied the table as Markdown").await
}

//! Which columns there are, where, and how wide.

use super::{choose_of_column, experiment, open, press};
use crate::runs::TABLE;
use anyhow::Result;
use serde_json::{Map, Value, json};
use sporeprint_e2e::{Browser, Rest, Scene, scenarios};
use thirtyfour::Key;

scenarios!["runs_table":
    one_of_three_thousand_columns_is_found_hidden_and_shown_again,
    only_columns_that_differ_are_shown_where_that_is_wanted,
    a_column_is_hidden_and_pinned_by_its_menu,
    columns_are_resized_and_moved_by_keys_and_stand_so_in_the_address,
];

async fn until_columns(browser: &Browser, count: u64) -> Result<()> {
    let counted =
        "document.querySelector(`[data-testid='runs-table']`).getAttribute('aria-colcount') === args[0]";
    browser
        .until(
            &format!("there are {count} columns"),
            counted,
            &[json!(count.to_string())],
        )
        .await?;
    Ok(())
}

async fn columns(browser: &Browser) -> Result<u64> {
    let count =
        "return Number(document.querySelector(`[data-testid='runs-table']`).getAttribute('aria-colcount'))";
    Ok(browser.script(count, &[]).await?.as_u64().unwrap_or(0))
}

async fn one_of_three_thousand_columns_is_found_hidden_and_shown_again(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let metrics: Map<String, Value> = (0..3000)
        .map(|index| (format!("metric {index:04}"), json!(index)))
        .collect();
    let (id, _) = experiment(&rest, "table: 3,000 metrics", &[json!({ "metrics": metrics })]).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(1, true).await?;
    let all = columns(&browser).await?;
    assert!(all >= 3000, "{all} columns");
    press(&browser, ".runs__setup", "Columns").await?;
    let field = browser.find_css(".column-picker input[type=search]").await?;
    field.send_keys("2718").await?;
    let found = "(all => all.length === 1 && all[0])([...document.querySelectorAll('.column-picker [aria-level=\"2\"]')])";
    let row = ".column-picker [aria-level='2']:has([title='metric 2718'])";
    for (is_shown, count) in [("false", all - 1), ("true", all)] {
        browser
            .until("one column is found", &format!("!!{found}"), &[])
            .await?;
        browser.find_css(row).await?.click().await?;
        let checked = "document.querySelector(args[0])?.getAttribute('aria-checked') === args[1]";
        browser
            .until(
                "the column is ticked or no longer",
                checked,
                &[json!(row), json!(is_shown)],
            )
            .await?;
        until_columns(&browser, count).await?;
    }
    press(&browser, ".column-picker", "Hide found").await?;
    until_columns(&browser, all - 1).await?;
    // Of that many, the list holds what is in view.
    let items = "return document.querySelectorAll('.column-picker [role=treeitem]').length";
    field.send_keys(Key::Control + "a").await?;
    field.send_keys(Key::Delete + "").await?;
    let more = "document.querySelectorAll('.column-picker [role=treeitem]').length > 5";
    browser.until("the whole list is back", more, &[]).await?;
    let items = browser.script(items, &[]).await?;
    assert!(
        items.as_u64().is_some_and(|items| items < 40),
        "{items} items are in the page"
    );
    browser.reload().await?;
    until_columns(&browser, all - 1).await?;
    assert!(
        browser.hash().await?.contains("hide=metrics.metric%202718"),
        "{}",
        browser.hash().await?
    );
    Ok(())
}

fn two() -> [Value; 2] {
    let run = |other: f64| json!({ "params": { "same": "s", "other": other.to_string() }, "metrics": { "constant": 1.0, "loss": other } });
    [run(0.25), run(0.5)]
}

async fn only_columns_that_differ_are_shown_where_that_is_wanted(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: differing", &two()).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(2, true).await?;
    let of = |line: &sporeprint_e2e::Line| {
        ["params.same", "params.other", "metrics.constant", "metrics.loss"]
            .map(|name| line.cells.contains_key(name))
    };
    assert_eq!(of(&browser.all_lines(TABLE).await?[0]), [true; 4]);
    let all = columns(&browser).await?;
    browser.focus_grid(TABLE).await?;
    browser.keys("d").await?;
    let fewer = "Number(document.querySelector(`[data-testid='runs-table']`).getAttribute('aria-colcount')) < args[0]";
    browser
        .until("there are fewer columns", fewer, &[json!(all)])
        .await?;
    assert_eq!(
        of(&browser.all_lines(TABLE).await?[0]),
        [false, true, false, true]
    );
    assert!(browser.hash().await?.contains("differing=true"));
    browser.keys("d").await?;
    until_columns(&browser, all).await
}

async fn a_column_is_hidden_and_pinned_by_its_menu(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: menus", &two()).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(2, true).await?;
    let all = columns(&browser).await?;
    choose_of_column(&browser, "metrics.constant", "Hide column").await?;
    until_columns(&browser, all - 1).await?;
    choose_of_column(&browser, "params.other", "Pin column").await?;
    let pinned = "!!document.querySelector(`[data-testid='runs-table'] .grid__frozen [role=columnheader][data-column='params.other']`)";
    browser.until("the column stays at the left", pinned, &[]).await?;
    choose_of_column(&browser, "params.other", "Sort largest first").await?;
    let sorted = browser.sorted(TABLE, "params.other").await?;
    assert_eq!(sorted.as_deref(), Some("descending"));
    Ok(())
}

/// The heads from left to right with their widths.
async fn heads(browser: &Browser) -> Result<Vec<(String, f64)>> {
    let heads = "return [...document.querySelectorAll(`[data-testid='runs-table'] [role=columnheader]`)]
        .filter(head => head.style.display !== 'none')
        .map(head => [head.dataset.column, head.getBoundingClientRect()])
        .sort((a, b) => a[1].left - b[1].left).map(([column, rect]) => [column, rect.width])";
    Ok(serde_json::from_value(browser.script(heads, &[]).await?)?)
}

async fn columns_are_resized_and_moved_by_keys_and_stand_so_in_the_address(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: arranging", &two()).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(2, true).await?;
    browser.lines(TABLE).await?;
    let before = heads(&browser).await?;
    let place =
        |heads: &[(String, f64)], column: &str| heads.iter().position(|head| head.0 == column).unwrap();
    browser.focus_grid(TABLE).await?;
    // The first key says where one is, the second leads to the head.
    browser.keys(Key::Down + "").await?;
    browser.keys(Key::Up + "").await?;
    let active = "(e => e?.getAttribute('role') === 'columnheader' && e.dataset.column)\
        (document.getElementById(document.activeElement.getAttribute('aria-activedescendant')))";
    for _ in 0..place(&before, "duration") {
        browser.keys(Key::Right + "").await?;
    }
    let at_head = format!("({active}) === args[0]");
    browser
        .until(
            "the head of the duration is active",
            &at_head,
            &[json!("duration")],
        )
        .await?;
    browser.keys(Key::Alt + Key::Shift + Key::Right).await?;
    let wider = "document.querySelector(`[data-testid='runs-table'] [role=columnheader][data-column='duration']`)\
        .getBoundingClientRect().width === args[0]";
    let width = before[place(&before, "duration")].1 + 16.0;
    browser
        .until("the column is wider", wider, &[json!(width)])
        .await?;
    browser.keys(Key::Alt + Key::Left).await?;
    let moved = "location.hash.includes('order=') && location.hash.includes('width=duration')";
    browser.until("the address says so", moved, &[]).await?;
    browser.lines(TABLE).await?;
    let after = heads(&browser).await?;
    assert_eq!(
        place(&after, "duration"),
        place(&before, "duration") - 1,
        "{after:?}"
    );
    browser.reload().await?;
    browser.lines(TABLE).await?;
    assert_eq!(heads(&browser).await?, after);
    Ok(())
}

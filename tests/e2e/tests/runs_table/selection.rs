//! Picking runs out, and what is done with them.

use super::{experiment, open, pick, press};
use crate::manage::{add_tag, answer, run_now, tag, until_said, with_text};
use crate::runs::TABLE;
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Scene, list, scenarios, text};
use thirtyfour::Key;

scenarios!["runs_table":
    runs_are_picked_out_by_keys_and_by_presses,
    runs_that_are_deleted_are_named_before_and_come_back_by_undo,
    a_run_is_renamed_and_tagged_in_the_table,
    deleted_runs_are_restored,
];

const BAR: &str = "[data-testid='selection']";

fn five() -> Vec<Value> {
    ["morel", "cep", "russula", "inkcap", "puffball"]
        .iter()
        .map(|name| json!({ "name": name }))
        .collect()
}

/// Waits until these lines are picked out, and no others.
async fn until_selected(browser: &Browser, places: &[usize]) -> Result<()> {
    let condition = format!(
        "JSON.stringify(lines.filter(line => line.is_selected).map(line => line.index)) === '{}'",
        json!(places)
    );
    browser
        .until_in_sight(TABLE, &format!("{places:?} are picked out"), &condition)
        .await?;
    if places.is_empty() {
        let gone = "!document.querySelector(args[0])";
        browser.until("the bar is gone", gone, &[json!(BAR)]).await?;
        return Ok(());
    }
    browser
        .until_text("selection", &format!("{} selected", places.len()))
        .await
}

async fn runs_are_picked_out_by_keys_and_by_presses(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "table: selection", &five()).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(5, true).await?;
    browser.focus_grid(TABLE).await?;
    browser.keys(Key::Down + "").await?;
    browser.keys(" ").await?;
    until_selected(&browser, &[0]).await?;
    browser.keys(Key::Shift + Key::Down).await?;
    browser.keys(Key::Shift + Key::Down).await?;
    until_selected(&browser, &[0, 1, 2]).await?;
    browser.keys(Key::Shift + Key::Up).await?;
    until_selected(&browser, &[0, 1]).await?;
    browser.keys("i").await?;
    until_selected(&browser, &[2, 3, 4]).await?;
    browser.keys(Key::Escape + "").await?;
    until_selected(&browser, &[]).await?;
    browser.keys(Key::Control + "a").await?;
    until_selected(&browser, &[0, 1, 2, 3, 4]).await?;
    press(&browser, BAR, "Clear").await?;
    until_selected(&browser, &[]).await?;

    let check = |run: &str| format!("[data-testid='{TABLE}'] [role=row][data-id='{run}'] [data-part=check]");
    browser.find_css(&check(&made[3])).await?.click().await?;
    until_selected(&browser, &[1]).await?;
    let last = browser.find_css(&check(&made[1])).await?;
    let with_shift = browser.driver().action_chain().key_down(Key::Shift);
    with_shift
        .click_element(&last)
        .key_up(Key::Shift)
        .perform()
        .await?;
    until_selected(&browser, &[1, 2, 3]).await?;
    // A filter takes nothing out of it.
    crate::runs::search(&browser, "morel").await?;
    browser.until_lines(TABLE, &made[..1]).await?;
    browser.until_text("selection", "3 selected").await?;
    crate::runs::search(&browser, "").await?;
    until_selected(&browser, &[1, 2, 3]).await?;
    press(&browser, BAR, "Compare").await?;
    let there = "location.hash.startsWith('#/compare-runs')";
    browser.until("they are compared", there, &[]).await?;
    let hash = browser.hash().await?;
    assert!(
        pick(&made, &[1, 2, 3])
            .iter()
            .all(|run| hash.contains(run.as_str())),
        "{hash}"
    );
    Ok(())
}

async fn lifecycle(rest: &Rest, run: &str) -> Result<String> {
    Ok(text(&run_now(rest, run).await?["info"]["lifecycle_stage"]))
}

async fn runs_that_are_deleted_are_named_before_and_come_back_by_undo(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "table: deleting", &five()).await?;
    let browser = open(scene, &id, "").await?;
    let all = pick(&made, &[4, 3, 2, 1, 0]);
    browser.until_lines(TABLE, &all).await?;
    browser.focus_grid(TABLE).await?;
    browser.keys(Key::Down + "").await?;
    browser.keys(" ").await?;
    browser.keys(Key::Shift + Key::Down).await?;
    until_selected(&browser, &[0, 1]).await?;
    press(&browser, BAR, "Delete").await?;
    browser.until_text("action-dialog", "Delete 2 runs?").await?;
    for name in ["puffball", "inkcap"] {
        browser.until_text("action-dialog", name).await?;
    }
    browser.click("confirm-delete").await?;
    until_said(&browser, "Deleted 2 runs").await?;
    browser.until_lines(TABLE, &all[2..]).await?;
    browser.until_loaded(3, true).await?;
    until_selected(&browser, &[]).await?;
    assert_eq!(lifecycle(&rest, &made[4]).await?, "deleted");
    assert_eq!(lifecycle(&rest, &made[2]).await?, "active");
    answer(&browser, "Deleted 2 runs", "Undo").await?;
    browser.until_lines(TABLE, &all).await?;
    assert_eq!(lifecycle(&rest, &made[4]).await?, "active");
    assert_eq!(lifecycle(&rest, &made[3]).await?, "active");
    Ok(())
}

async fn a_run_is_renamed_and_tagged_in_the_table(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "table: renaming", &five()).await?;
    let browser = open(scene, &id, "?show=tags.season").await?;
    browser.until_loaded(5, true).await?;
    browser.focus_grid(TABLE).await?;
    browser.keys(Key::Down + "").await?;
    browser.keys(" ").await?;
    until_selected(&browser, &[0]).await?;
    let more = format!("[...document.querySelectorAll(`{BAR} button[aria-haspopup=menu]`)].at(-1).click()");
    browser.script(&more, &[]).await?;
    with_text(&browser, ".menu__item", "Rename")
        .await?
        .click()
        .await?;
    browser.fill("rename-form", "giant puffball").await?;
    browser.enter().await?;
    let renamed = "lines[0].cells.run_name === 'giant puffball'";
    browser
        .until_in_sight(TABLE, "the new name is shown", renamed)
        .await?;
    until_selected(&browser, &[0]).await?;
    press(&browser, BAR, "Tag").await?;
    add_tag(&browser, "season", "autumn").await?;
    browser.show_column(TABLE, "tags.season").await?;
    let tagged = "lines[0].cells['tags.season'] === 'autumn'";
    browser.until_in_sight(TABLE, "the tag is shown", tagged).await?;
    let now = run_now(&rest, &made[4]).await?;
    assert_eq!(now["info"]["run_name"], "giant puffball");
    assert_eq!(tag(&now["data"], "season").as_deref(), Some("autumn"));
    assert!(list(&run_now(&rest, &made[3]).await?["data"], "tags").all(|tag| tag["key"] != "season"));
    Ok(())
}

async fn deleted_runs_are_restored(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "table: restoring", &five()).await?;
    for run in &made[..2] {
        rest.post("runs/delete", json!({ "run_id": run })).await?;
    }
    let browser = open(scene, &id, "").await?;
    browser.until_lines(TABLE, &pick(&made, &[4, 3, 2])).await?;
    super::choose(&browser, ".runs-filters", "Active", "Deleted").await?;
    browser.until_lines(TABLE, &pick(&made, &[1, 0])).await?;
    assert!(browser.hash().await?.contains("lifecycleFilter=Deleted"));
    browser.focus_grid(TABLE).await?;
    browser.keys(Key::Control + "a").await?;
    press(&browser, BAR, "Restore").await?;
    until_said(&browser, "Restored 2 runs").await?;
    for run in &made[..2] {
        assert_eq!(lifecycle(&rest, run).await?, "active");
    }
    browser.until_text("empty", "No run matches").await?;
    super::choose(&browser, ".runs-filters", "Deleted", "Active").await?;
    browser.until_lines(TABLE, &pick(&made, &[4, 3, 2, 1, 0])).await
}

//! Changing runs and experiments.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sporeprint_e2e::{Bend, Browser, Gate, Rest, Scene, Scheme, Window, list, scenarios, text};
use thirtyfour::{By, Key, WebElement};

scenarios!["manage":
    an_experiment_is_created_renamed_tagged_described_deleted_and_brought_back,
    a_name_that_an_experiment_has_is_refused_also_when_that_one_is_deleted,
    a_run_is_renamed_described_tagged_deleted_and_restored_from_its_page,
    what_was_done_to_a_run_can_be_undone,
    many_are_deleted_at_once_and_those_that_failed_are_named_and_tried_again,
    experiments_are_filtered_by_tags_that_the_address_names,
    a_description_that_was_not_saved_is_there_again,
    axe_finds_nothing_serious_in_any_dialog_and_each_fits_a_telephone,
];

const TABLE: &str = "experiments-table";

/// Makes an experiment.
pub async fn experiment(rest: &Rest, name: &str) -> Result<String> {
    let created = rest.post("experiments/create", json!({ "name": name })).await?;
    Ok(text(&created["experiment_id"]))
}

/// Makes a run with a tag.
pub async fn run(rest: &Rest, experiment: &str, name: &str) -> Result<String> {
    let body = json!({
        "experiment_id": experiment, "run_name": name, "start_time": 1_700_000_000_000_i64,
        "tags": [{ "key": "team", "value": "forest" }],
    });
    let created = rest.post("runs/create", body).await?;
    Ok(text(&created["run"]["info"]["run_id"]))
}

async fn experiment_now(rest: &Rest, id: &str) -> Result<Value> {
    let found = rest.get("experiments/get", &[("experiment_id", id)]).await?;
    Ok(found["experiment"].clone())
}

/// A run as the server has it.
pub async fn run_now(rest: &Rest, id: &str) -> Result<Value> {
    Ok(rest.get("runs/get", &[("run_id", id)]).await?["run"].clone())
}

/// The value of a tag.
pub fn tag(of: &Value, key: &str) -> Option<String> {
    list(of, "tags")
        .find(|tag| tag["key"] == key)
        .map(|tag| text(&tag["value"]))
}

/// The visible element that the selector matches and that has this text.
pub async fn with_text(browser: &Browser, css: &str, words: &str) -> Result<WebElement> {
    let there = "[...document.querySelectorAll(args[0])]\
                 .some(e => e.checkVisibility() && e.innerText.trim() === args[1])";
    browser
        .until(
            &format!("`{css}` with {words:?} is there"),
            there,
            &[json!(css), json!(words)],
        )
        .await?;
    for element in browser.driver().find_all(By::Css(css)).await? {
        if element.is_displayed().await? && element.text().await?.trim() == words {
            return Ok(element);
        }
    }
    anyhow::bail!("`{css}` with {words:?} went as soon as it was there")
}

/// Opens a menu and chooses one of its items.
async fn choose(browser: &Browser, menu: &str, item: &str) -> Result<()> {
    browser
        .press(&format!("{menu} button[aria-haspopup='menu']"))
        .await?;
    with_text(browser, ".menu__item", item).await?.click().await?;
    Ok(())
}

/// Waits for a message, and presses one of its buttons.
pub async fn answer(browser: &Browser, message: &str, button: &str) -> Result<()> {
    let css = "document.querySelectorAll('.toast')";
    let place = format!("[...{css}].findIndex(e => e.innerText.includes(args[0])) + 1");
    let place = browser
        .until(&format!("a message says {message:?}"), &place, &[json!(message)])
        .await?;
    let index = usize::try_from(place.as_u64().context("a place")? - 1)?;
    let toasts = browser.driver().find_all(By::Css(".toast")).await?;
    for element in toasts[index].find_all(By::Css("button")).await? {
        if element.text().await? == button {
            element.click().await?;
            return Ok(());
        }
    }
    anyhow::bail!("the message {message:?} has no button {button:?}")
}

/// Waits for a message.
pub async fn until_said(browser: &Browser, message: &str) -> Result<()> {
    let said = "[...document.querySelectorAll('.toast')].some(e => e.innerText.includes(args[0]))";
    browser
        .until(&format!("a message says {message:?}"), said, &[json!(message)])
        .await?;
    Ok(())
}

/// Submits a form of a dialog, and waits until it is gone.
pub async fn submit(browser: &Browser, form: &str) -> Result<()> {
    browser
        .press(&format!("[data-testid='{form}'] button[type='submit']"))
        .await?;
    gone(browser, form).await
}

/// Waits until something is no longer there.
pub async fn gone(browser: &Browser, test_id: &str) -> Result<()> {
    let gone = "!document.querySelector(`[data-testid='${args[0]}']`)";
    browser
        .until(&format!("`{test_id}` is gone"), gone, &[json!(test_id)])
        .await?;
    Ok(())
}

/// Adds a tag in the open editor and saves.
pub async fn add_tag(browser: &Browser, key: &str, value: &str) -> Result<()> {
    let last = "[data-testid='tags-form'] .tag-editor__line:last-child";
    browser.find("tags-form").await?;
    let is_new = format!("{last} input[aria-label='Name of the tag']");
    if browser
        .driver()
        .find_all(By::Css(is_new.as_str()))
        .await?
        .is_empty()
    {
        browser.click("add-tag").await?;
    }
    browser.find_css(&is_new).await?.send_keys(key).await?;
    let field = format!("{last} .tag-editor__value input");
    browser.find_css(&field).await?.send_keys(value).await?;
    submit(browser, "tags-form").await
}

async fn an_experiment_is_created_renamed_tagged_described_deleted_and_brought_back(
    scene: &Scene,
) -> Result<()> {
    let (browser, rest) = scene.open("#/experiments").await?;
    browser.click("create-experiment").await?;
    browser.fill("create-form", "manage: first name").await?;
    browser.enter().await?;
    until_said(&browser, "Created “manage: first name”").await?;
    let id = rest.experiment_id("manage: first name").await?;
    let row = format!("[data-testid='{TABLE}'] tr[data-id='{id}']");

    choose(&browser, &row, "Rename").await?;
    browser.fill("rename-form", "manage: second name").await?;
    browser.enter().await?;
    until_said(&browser, "Renamed to “manage: second name”").await?;
    assert_eq!(experiment_now(&rest, &id).await?["name"], "manage: second name");
    with_text(&browser, &format!("{row} a"), "manage: second name").await?;

    choose(&browser, &row, "Edit tags").await?;
    add_tag(&browser, "season", "autumn").await?;
    choose(&browser, &row, "Edit description").await?;
    browser.fill("describe-form", "What grows **under** oaks").await?;
    with_text(&browser, ".note-editor__preview strong", "under").await?;
    submit(&browser, "describe-form").await?;
    let now = experiment_now(&rest, &id).await?;
    assert_eq!(tag(&now, "season").as_deref(), Some("autumn"));
    assert_eq!(
        tag(&now, "mlflow.note.content").as_deref(),
        Some("What grows **under** oaks")
    );
    with_text(&browser, &format!("{row} .chip__value"), "autumn").await?;

    choose(&browser, &row, "Delete").await?;
    browser.until_text("action-dialog", "manage: second name").await?;
    browser.click("confirm-delete").await?;
    until_said(&browser, "Deleted “manage: second name”").await?;
    assert_eq!(experiment_now(&rest, &id).await?["lifecycle_stage"], "deleted");
    answer(&browser, "Deleted “manage: second name”", "Undo").await?;
    until_said(&browser, "Restored “manage: second name”").await?;
    assert_eq!(experiment_now(&rest, &id).await?["lifecycle_stage"], "active");
    browser.find_css(&row).await?;

    // What is deleted can be found again, and brought back without having been in a hurry.
    rest.post("experiments/delete", json!({ "experiment_id": id }))
        .await?;
    with_text(&browser, "[data-testid='experiments-state'] label", "Deleted")
        .await?
        .click()
        .await?;
    browser.find_css(&row).await?;
    assert!(browser.hash().await?.contains("state=Deleted"));
    choose(&browser, &row, "Restore").await?;
    until_said(&browser, "Restored “manage: second name”").await?;
    let left = "!document.querySelector(args[0])";
    browser
        .until("the restored one has left the list", left, &[json!(row)])
        .await?;
    assert_eq!(experiment_now(&rest, &id).await?["lifecycle_stage"], "active");
    Ok(())
}

async fn a_name_that_an_experiment_has_is_refused_also_when_that_one_is_deleted(scene: &Scene) -> Result<()> {
    let (browser, rest) = scene.open("#/experiments").await?;
    browser.announce("status of 400");
    let id = experiment(&rest, "manage: taken").await?;
    browser.click("create-experiment").await?;
    browser.fill("create-form", "manage: taken").await?;
    browser.enter().await?;
    browser
        .until_text("create-form", "Another experiment has this name.")
        .await?;
    rest.post("experiments/delete", json!({ "experiment_id": id }))
        .await?;
    browser.enter().await?;
    browser
        .until_text("create-form", "A deleted experiment has this name.")
        .await?;
    with_text(&browser, "[data-testid='create-form'] button", "Restore it")
        .await?
        .click()
        .await?;
    until_said(&browser, "Restored “manage: taken”").await?;
    assert_eq!(experiment_now(&rest, &id).await?["lifecycle_stage"], "active");
    Ok(())
}

async fn a_run_is_renamed_described_tagged_deleted_and_restored_from_its_page(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let place = experiment(&rest, "manage: a run").await?;
    let id = run(&rest, &place, "chanterelle").await?;
    let (browser, _) = scene.open(&format!("#/experiments/{place}/runs/{id}")).await?;
    let head = ".page-head__actions";

    choose(&browser, head, "Rename").await?;
    browser.fill("rename-form", "cep").await?;
    browser.enter().await?;
    browser.until_text("run-title", "cep").await?;
    choose(&browser, head, "Edit description").await?;
    browser.fill("describe-form", "Found *by the brook*").await?;
    submit(&browser, "describe-form").await?;
    browser.until_text("description", "by the brook").await?;

    choose(&browser, head, "Edit tags").await?;
    let team = "[data-testid='tags-form'] [data-tag='team']";
    browser
        .press(&format!("{team} button[aria-label='Remove team']"))
        .await?;
    add_tag(&browser, "season", "autumn").await?;
    browser.until_text("tags-table", "autumn").await?;
    let now = run_now(&rest, &id).await?;
    assert_eq!(now["info"]["run_name"], "cep");
    assert_eq!(tag(&now["data"], "team"), None);
    assert_eq!(tag(&now["data"], "season").as_deref(), Some("autumn"));
    assert_eq!(
        tag(&now["data"], "mlflow.note.content").as_deref(),
        Some("Found *by the brook*")
    );

    choose(&browser, head, "Delete").await?;
    browser.click("confirm-delete").await?;
    with_text(&browser, ".page-head .badge", "Deleted").await?;
    assert_eq!(run_now(&rest, &id).await?["info"]["lifecycle_stage"], "deleted");
    choose(&browser, head, "Restore").await?;
    until_said(&browser, "Restored “cep”").await?;
    assert_eq!(run_now(&rest, &id).await?["info"]["lifecycle_stage"], "active");
    Ok(())
}

async fn what_was_done_to_a_run_can_be_undone(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let place = experiment(&rest, "manage: undo").await?;
    let id = run(&rest, &place, "morel").await?;
    let (browser, _) = scene.open(&format!("#/experiments/{place}/runs/{id}")).await?;
    let head = ".page-head__actions";
    choose(&browser, head, "Rename").await?;
    browser.fill("rename-form", "false morel").await?;
    browser.enter().await?;
    browser.until_text("run-title", "false morel").await?;
    choose(&browser, head, "Delete").await?;
    browser.click("confirm-delete").await?;
    until_said(&browser, "Deleted “false morel”").await?;
    // Also after the page was left.
    browser.go("#/models").await?;
    answer(&browser, "Deleted “false morel”", "Undo").await?;
    until_said(&browser, "Restored “false morel”").await?;
    answer(&browser, "Renamed to “false morel”", "Undo").await?;
    until_said(&browser, "Renamed to “morel”").await?;
    let now = run_now(&rest, &id).await?;
    assert_eq!(now["info"]["run_name"], "morel");
    assert_eq!(now["info"]["lifecycle_stage"], "active");
    Ok(())
}

async fn many_are_deleted_at_once_and_those_that_failed_are_named_and_tried_again(
    scene: &Scene,
) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let mut ids = Vec::new();
    for number in 1..=8 {
        ids.push(experiment(&rest, &format!("manage: many {number}")).await?);
    }
    let gate = Gate::to(server)?;
    let refused = json!({ "experiment_id": ids[2] }).to_string();
    let words = json!({ "error_code": "PERMISSION_DENIED", "message": "it is somebody else's" });
    gate.bend(
        &refused,
        Bend::Answer("403 Forbidden", "application/json", words.to_string()),
    );
    let browser = scene.browser().await?;
    browser.announce("status of 403");
    let search = "#/experiments?experimentSearchFilter=manage%3A%20many";
    browser.open(&format!("{}{search}", gate.base())).await?;
    assert_eq!(browser.rows(TABLE).await?.len(), 8);
    browser
        .press(&format!("[data-testid='{TABLE}'] thead .choice__box"))
        .await?;
    browser.until_text("selection", "8 experiments selected").await?;
    with_text(&browser, "[data-testid='selection'] button", "Delete")
        .await?
        .click()
        .await?;
    browser
        .until_text("action-dialog", "Delete 8 experiments?")
        .await?;
    browser.until_text("action-dialog", "and 3 more").await?;
    browser.click("confirm-delete").await?;
    until_said(&browser, "Deleted 7 of 8 experiments").await?;
    until_said(&browser, "Not “manage: many 3”").await?;
    until_said(&browser, "it is somebody else's").await?;
    browser.until_rows(TABLE, &ids[2..3]).await?;
    gate.let_go(&refused);
    answer(&browser, "Deleted 7 of 8 experiments", "Try again").await?;
    until_said(&browser, "Deleted “manage: many 3”").await?;
    for id in &ids {
        assert_eq!(experiment_now(&rest, id).await?["lifecycle_stage"], "deleted");
    }
    Ok(())
}

async fn experiments_are_filtered_by_tags_that_the_address_names(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let mut ids = Vec::new();
    for (name, value) in [("manage: oak", "north east"), ("manage: beech", "south")] {
        let id = experiment(&rest, name).await?;
        let body = json!({ "experiment_id": id, "key": "slope", "value": value });
        rest.post("experiments/set-experiment-tag", body).await?;
        ids.push(id);
    }
    // As the official UI writes it.
    let (browser, _) = scene
        .open("#/experiments?experimentTagsFilter=slope-CONTAINS-NORTH")
        .await?;
    browser.until_rows(TABLE, &ids[..1]).await?;
    browser.press("[data-testid='tag-filters'] .chip__edit").await?;
    browser.find("tag-filter-form").await?;
    let value = browser
        .find_css("[data-testid='tag-filter-form'] input[aria-label='Value']")
        .await?;
    value.send_keys(Key::Control + "a").await?;
    value.send_keys("south").await?;
    submit(&browser, "tag-filter-form").await?;
    browser.until_rows(TABLE, &ids[1..]).await?;
    browser.press("[data-testid='tag-filters'] .chip__remove").await?;
    gone(&browser, "tag-filters").await?;
    let all = "document.querySelectorAll(args[0]).length > 1";
    let rows = format!("[data-testid='{TABLE}'] tbody tr");
    browser.until("all are shown again", all, &[json!(rows)]).await?;
    Ok(())
}

async fn press(browser: &Browser, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
    let focused = browser.driver().active_element().await?;
    Ok(focused.send_keys(keys).await?)
}

async fn a_description_that_was_not_saved_is_there_again(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let place = experiment(&rest, "manage: draft").await?;
    let id = run(&rest, &place, "puffball").await?;
    let (browser, _) = scene.open(&format!("#/experiments/{place}/runs/{id}")).await?;
    let head = ".page-head__actions";
    choose(&browser, head, "Edit description").await?;
    browser.fill("describe-form", "A long text").await?;
    press(&browser, Key::Escape + "").await?;
    gone(&browser, "describe-form").await?;
    choose(&browser, head, "Edit description").await?;
    browser.until_text("describe-form", "did not save").await?;
    submit(&browser, "describe-form").await?;
    browser.until_text("description", "A long text").await?;
    // What was given up by Cancel is not kept.
    choose(&browser, head, "Edit description").await?;
    browser.fill("describe-form", "Something else").await?;
    with_text(&browser, "[data-testid='describe-form'] button", "Cancel")
        .await?
        .click()
        .await?;
    gone(&browser, "describe-form").await?;
    choose(&browser, head, "Edit description").await?;
    let text = "document.querySelector(`[data-testid='describe-form'] textarea`)?.value === 'A long text'";
    browser.until("the saved text is shown", text, &[]).await?;
    Ok(())
}

async fn axe_finds_nothing_serious_in_any_dialog_and_each_fits_a_telephone(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let axe = std::fs::read_to_string(&scene.stage().settings().axe)?;
    let place = experiment(&rest, "manage: dialogs").await?;
    let id = run(&rest, &place, "stinkhorn").await?;
    let mut complaints = Vec::new();
    for (window, scheme) in [(Window::Desktop, Scheme::Dark), (Window::Narrow, Scheme::Light)] {
        let browser = scene.browser_of(window).await?;
        browser.prefer(scheme).await?;
        browser
            .open(&format!("{}#/experiments/{place}/runs/{id}", server.base()))
            .await?;
        for dialog in [
            "Rename",
            "Edit description",
            "Edit tags",
            "Delete",
            "palette",
            "?",
        ] {
            match dialog {
                "palette" => press(&browser, Key::Control + "k").await?,
                "?" => press(&browser, "?").await?,
                item => choose(&browser, ".page-head__actions", item).await?,
            }
            browser.find_css("dialog[open]").await?;
            browser.settled().await?;
            for violation in browser.accessibility_violations(&axe).await? {
                complaints.push(format!("{dialog}, {scheme:?}: {violation}"));
            }
            let (overflow_css, who) = browser.overflow_width_css().await?;
            if overflow_css > 0.0 {
                complaints.push(format!("{dialog} is {overflow_css} px too wide: {who}"));
            }
            press(&browser, Key::Escape + "").await?;
            let closed = "!document.querySelector('dialog[open]')";
            browser.until("the dialog is closed", closed, &[]).await?;
        }
        scene.done_with(&browser).await?;
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    Ok(())
}

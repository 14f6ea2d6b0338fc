//! The command palette and the keys.

use crate::manage::{experiment, run};
use anyhow::Result;
use serde_json::json;
use sporeprint_e2e::{Browser, Rest, Scene, scenarios};
use thirtyfour::Key;

scenarios!["palette":
    an_experiment_and_a_run_are_found_by_name_and_opened_without_a_mouse,
    a_run_is_opened_by_its_id,
    what_the_page_can_do_is_offered_on_it_and_nowhere_else,
    keys_call_commands_but_not_while_somebody_writes,
];

/// Presses keys wherever the focus is.
async fn press(browser: &Browser, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
    let focused = browser.driver().active_element().await?;
    Ok(focused.send_keys(keys).await?)
}

async fn open(browser: &Browser) -> Result<()> {
    press(browser, Key::Control + "k").await?;
    let ready = "document.activeElement?.getAttribute('role') === 'combobox'";
    browser.until("the palette has the focus", ready, &[]).await?;
    Ok(())
}

/// Waits until the option that Enter would choose has this text in it.
async fn until_first(browser: &Browser, words: &str) -> Result<()> {
    let chosen = "(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant');
        return id && document.getElementById(id)?.innerText.includes(args[0]);
    })()";
    browser
        .until(&format!("{words:?} is offered first"), chosen, &[json!(words)])
        .await?;
    Ok(())
}

async fn until_at(browser: &Browser, hash: &str) -> Result<()> {
    let there = "location.hash.startsWith(args[0])";
    browser
        .until(&format!("the address is {hash}"), there, &[json!(hash)])
        .await?;
    Ok(())
}

async fn an_experiment_and_a_run_are_found_by_name_and_opened_without_a_mouse(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let place = experiment(&rest, "palette: truffle ground").await?;
    let id = run(&rest, &place, "périgord black").await?;
    run(&rest, &place, "alba white").await?;
    let (browser, _) = scene.open("#/models").await?;
    open(&browser).await?;
    press(&browser, "truffle gro").await?;
    until_first(&browser, "palette: truffle ground").await?;
    browser.enter().await?;
    until_at(&browser, &format!("#/experiments/{place}/runs")).await?;
    browser
        .until_text("experiment-title", "palette: truffle ground")
        .await?;

    open(&browser).await?;
    press(&browser, "gord bl").await?;
    until_first(&browser, "périgord black").await?;
    browser.enter().await?;
    until_at(&browser, &format!("#/experiments/{place}/runs/{id}")).await?;
    browser.until_text("run-title", "périgord black").await?;

    // What was chosen last is offered first.
    browser.go("#/models").await?;
    open(&browser).await?;
    until_first(&browser, "périgord black").await?;
    press(&browser, Key::Down + "").await?;
    until_first(&browser, "palette: truffle ground").await?;
    press(&browser, Key::Escape + "").await?;
    let closed = "!document.querySelector('dialog[open]')";
    browser.until("Escape closes it", closed, &[]).await?;
    Ok(())
}

async fn a_run_is_opened_by_its_id(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let place = experiment(&rest, "palette: by id").await?;
    let id = run(&rest, &place, "amethyst deceiver").await?;
    let (browser, _) = scene.open("#/experiments").await?;
    browser.click("open-palette").await?;
    browser.fill("palette", &id).await?;
    until_first(&browser, &id).await?;
    browser.enter().await?;
    until_at(&browser, &format!("#/experiments/{place}/runs/{id}")).await
}

async fn what_the_page_can_do_is_offered_on_it_and_nowhere_else(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let place = experiment(&rest, "palette: commands").await?;
    let id = run(&rest, &place, "ink cap").await?;
    let (browser, _) = scene.open(&format!("#/experiments/{place}/runs/{id}")).await?;
    open(&browser).await?;
    press(&browser, "rename").await?;
    until_first(&browser, "Rename this run").await?;
    browser.enter().await?;
    browser.find("rename-form").await?;
    press(&browser, Key::Escape + "").await?;
    browser.go("#/models").await?;
    open(&browser).await?;
    press(&browser, "rename this").await?;
    let nothing =
        "document.querySelector(`[data-testid='palette']`).innerText.includes('Nothing is called that')";
    browser
        .until("the run's command went with its page", nothing, &[])
        .await?;
    Ok(())
}

async fn keys_call_commands_but_not_while_somebody_writes(scene: &Scene) -> Result<()> {
    let (browser, _) = scene.open("#/experiments").await?;
    browser.fill("experiments-search", "g m ?").await?;
    assert!(browser.hash().await?.starts_with("#/experiments"));
    browser.script("document.activeElement.blur()", &[]).await?;
    press(&browser, "gm").await?;
    until_at(&browser, "#/models").await?;
    press(&browser, "?").await?;
    browser.until_text("keys-dialog", "Keyboard shortcuts").await?;
    browser.until_text("keys-dialog", "Command palette").await
}

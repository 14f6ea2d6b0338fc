//! What holds for every page: accessibility, narrow windows, themes.

use crate::navigation::every_page;
use anyhow::Result;
use serde_json::json;
use sporeprint_e2e::{Browser, Rest, Scene, Scheme, Window, scenarios};

scenarios!["looks":
    axe_finds_nothing_serious_on_any_page_in_light,
    axe_finds_nothing_serious_on_any_page_in_dark,
    no_page_is_wider_than_a_telephone,
    the_theme_that_was_chosen_is_still_there_after_a_reload,
];

async fn axe_finds_nothing_serious_on_any_page_in_light(scene: &Scene) -> Result<()> {
    inspect(scene, Scheme::Light).await
}

async fn axe_finds_nothing_serious_on_any_page_in_dark(scene: &Scene) -> Result<()> {
    inspect(scene, Scheme::Dark).await
}

async fn inspect(scene: &Scene, scheme: Scheme) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let axe = std::fs::read_to_string(&scene.stage().settings().axe)?;
    let browser = scene.browser().await?;
    browser.prefer(scheme).await?;
    let mut complaints = Vec::new();
    for (hash, css) in every_page(&Rest::new(server.base())?).await? {
        browser.open(&format!("{}{hash}", server.base())).await?;
        browser.find_css(css).await?;
        browser.settled().await?;
        for violation in browser.accessibility_violations(&axe).await? {
            complaints.push(format!("{hash}: {violation}"));
        }
    }
    assert!(
        complaints.is_empty(),
        "axe-core in {scheme:?}:\n  {}",
        complaints.join("\n  ")
    );
    Ok(())
}

async fn no_page_is_wider_than_a_telephone(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let browser = scene.browser_of(Window::Narrow).await?;
    let mut complaints = Vec::new();
    for (hash, css) in every_page(&Rest::new(server.base())?).await? {
        browser.open(&format!("{}{hash}", server.base())).await?;
        browser.find_css(css).await?;
        browser.settled().await?;
        let (overflow_css, who) = browser.overflow_width_css().await?;
        if overflow_css > 0.0 {
            complaints.push(format!("{hash} is {overflow_css} px too wide: {who}"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    Ok(())
}

/// The page's own colours.
async fn colors(browser: &Browser) -> Result<String> {
    let colors = "const of = element => getComputedStyle(element);
        return `${of(document.documentElement).backgroundColor} ${of(document.body).color}`";
    let colors = browser.script(colors, &[]).await?;
    Ok(colors.as_str().unwrap_or_default().to_owned())
}

async fn the_theme_that_was_chosen_is_still_there_after_a_reload(scene: &Scene) -> Result<()> {
    let (browser, _) = scene.open("#/experiments").await?;
    let light = colors(&browser).await?;
    let choose =
        "const names = [...document.querySelectorAll(`[role='radiogroup'][aria-label='Theme'] label`)];
        names.find(label => label.textContent.trim() === arguments[0]).click()";
    browser.script(choose, &[json!("Dark")]).await?;
    let is_dark = "document.documentElement.dataset.theme === 'dark'";
    browser.until("the page is dark", is_dark, &[]).await?;
    let dark = colors(&browser).await?;
    assert_ne!(light, dark);
    browser.reload().await?;
    assert_eq!(colors(&browser).await?, dark);
    browser.script(choose, &[json!("Light")]).await?;
    browser.prefer(Scheme::Dark).await?;
    browser.reload().await?;
    assert_eq!(
        colors(&browser).await?,
        light,
        "the choice outweighs the system's"
    );
    Ok(())
}

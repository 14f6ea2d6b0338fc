//! The list of registered models.

use anyhow::Result;
use sporeprint_e2e::{Scene, list, scenarios, text};

scenarios!["models": the_list_shows_the_demos_model_with_its_aliases];

async fn the_list_shows_the_demos_model_with_its_aliases(scene: &Scene) -> Result<()> {
    let (browser, rest) = scene.open("#/models").await?;
    let rows = browser.rows("models-table").await?;
    let row = rows
        .iter()
        .find(|row| row.id == "mushroom")
        .expect("the model is in the list");
    let model = rest.get("registered-models/get", &[("name", "mushroom")]).await?;
    let mut aliases = 0;
    for alias in list(&model["registered_model"], "aliases") {
        aliases += 1;
        let (name, version) = (text(&alias["alias"]), text(&alias["version"]));
        let shown = row.cell("Aliases");
        assert!(
            shown.contains(&name) && shown.contains(&version),
            "{alias} is not in {shown}"
        );
    }
    assert!(aliases >= 2);
    assert!(row.cell("Latest version").contains('2'), "{row:?}");
    Ok(())
}

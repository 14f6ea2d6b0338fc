//! The same files served by `MLflow`, under a prefix, and by a plain server.

use anyhow::Result;
use sporeprint_e2e::{Scene, scenarios};

scenarios!["serving": mlflow_serves_the_wheel];

async fn mlflow_serves_the_wheel(scene: &Scene) -> Result<()> {
    let (browser, _) = scene.open("#/experiments").await?;
    assert_eq!(browser.driver().title().await?, "Sporeprint");
    Ok(())
}

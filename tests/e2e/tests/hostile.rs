//! Names, notes and files by people who mean harm.

use crate::demo::Place;
use anyhow::Result;
use serde_json::json;
use sporeprint_e2e::{Browser, Rest, Scene, scenarios, text};

scenarios!["hostile": what_strangers_log_is_shown_as_text_and_never_run];

const IMG: &str = "<img src=x onerror=\"window.harmed='name'\">";
const NOTE: &str = "[a link](javascript:window.harmed='link') <img src=x onerror=\"window.harmed='note'\"> \
    <script>window.harmed='script'</script> ![p](https://example.com/pixel.png) <iframe src=\"javascript:parent.harmed=1\">";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\" onload=\"parent.harmed='svg'\">\
    <script>parent.harmed='svg'; top.harmed='svg'</script><image href=\"https://example.com/i.png\"/>\
    <rect width=\"90\" height=\"90\"/></svg>";
const HTML: &str =
    "<!doctype html><script>parent.harmed='html'; top.harmed='html'; window.harmed='html'</script>";

async fn what_strangers_log_is_shown_as_text_and_never_run(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let long = "l".repeat(230);
    let name = format!("{IMG} {long}");
    let made = rest.post("experiments/create", json!({ "name": name })).await?;
    let experiment = text(&made["experiment_id"]);
    let note = json!({ "experiment_id": experiment, "key": "mlflow.note.content", "value": NOTE });
    rest.post("experiments/set-experiment-tag", note).await?;
    let tags = json!([
        { "key": "mlflow.note.content", "value": NOTE },
        { "key": "mlflow.source.name", "value": "javascript:window.harmed='source'" },
        { "key": "mlflow.source.type", "value": IMG },
        { "key": "mlflow.user", "value": IMG },
        { "key": "tag", "value": IMG },
        { "key": "long", "value": "t".repeat(4_000) },
    ]);
    let body = json!({ "experiment_id": experiment, "run_name": IMG, "start_time": 1_700_000_000_000_u64, "tags": tags });
    let run = rest.post("runs/create", body).await?["run"].clone();
    let place = Place::of(run.clone());
    let batch = json!({
        "run_id": place.id,
        "params": [{ "key": "param", "value": IMG }, { "key": "long", "value": "p".repeat(5_000) }],
        "metrics": [{ "key": "loss", "value": "NaN", "timestamp": 1, "step": 0 }],
    });
    rest.post("runs/log-batch", batch).await?;
    rest.put_artifact(&run, "picture.svg", SVG).await?;
    rest.put_artifact(&run, "page.html", HTML).await?;
    rest.put_artifact(&run, "%3Cimg%20src=x%20onerror=top.harmed=1%3E.txt", "text")
        .await?;

    let browser = scene.browser().await?;
    let pages = [
        (
            "#/experiments".to_owned(),
            "[data-testid='experiments-table'] tr[data-id]",
            true,
        ),
        (
            format!("#/experiments/{experiment}/runs"),
            "[data-testid='runs-table'] [role=row][data-id]",
            true,
        ),
        (place.page(""), "[data-testid='params-table'] tr[data-id]", true),
        (place.page("/model-metrics"), "[data-testid='chart-card']", true),
        (
            place.page("/artifacts"),
            "[data-testid='artifact-tree'] [title='page.html']",
            true,
        ),
        (
            place.page("/artifacts/picture.svg"),
            "[data-testid='artifact-preview'] img",
            false,
        ),
        (
            place.page("/artifacts/page.html"),
            "[data-testid='artifact-preview'] pre",
            false,
        ),
    ];
    for (hash, css, shows_it) in pages {
        browser.open(&format!("{}{hash}", server.base())).await?;
        browser.find_css(css).await?;
        browser.settled().await?;
        unharmed(&browser, &hash).await?;
        if shows_it {
            let shown = "document.body.textContent.includes('<img src=x')";
            browser
                .until(&format!("{hash} shows the name as text"), shown, &[])
                .await?;
        }
    }
    rest.post("experiments/delete", json!({ "experiment_id": experiment }))
        .await?;
    Ok(())
}

async fn unharmed(browser: &Browser, page: &str) -> Result<()> {
    let harm = browser.script("return window.harmed ?? null", &[]).await?;
    assert!(harm.is_null(), "{page} ran a stranger's script: {harm}");
    let traps = "return [...document.querySelectorAll('main *')].filter(e =>
        e.tagName === 'SCRIPT' || e.tagName === 'IFRAME' || e.hasAttribute('onerror')
        || (e.getAttribute('href') ?? '').trim().toLowerCase().startsWith('javascript:')).map(e => e.outerHTML)";
    let traps = browser.script(traps, &[]).await?;
    assert_eq!(traps, json!([]), "{page}");
    let (overflow_css, who) = browser.overflow_width_css().await?;
    assert!(overflow_css <= 0.0, "{page} is {overflow_css} px too wide: {who}");
    Ok(())
}

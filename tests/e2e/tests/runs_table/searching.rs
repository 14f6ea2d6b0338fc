//! The search box over the table.

use super::{experiment, open};
use crate::runs::{TABLE, logged, run_ids, search};
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Scene, list, scenarios, text};
use thirtyfour::Key;

scenarios!["runs_table":
    what_mlflows_server_cannot_evaluate_finds_the_right_runs_too,
    it_is_said_who_evaluates_what,
    what_is_wrong_is_said_below_its_place,
    a_key_that_is_completed_is_quoted_where_it_has_to_be,
];

fn told() -> Vec<Value> {
    let run = |name: &str, model: &str, depth: &str, team: &str, loss: f64| {
        json!({
            "name": name, "params": { "model": model, "depth": depth }, "tags": { "team": team },
            "metrics": { "loss": loss, "val loss": loss * 2.0 },
        })
    };
    vec![
        run("amanita", "tree", "2", "blue", 0.1),
        run("boletus", "tree", "10", "red", 0.2),
        run("cortinarius", "forest", "3", "blue", 0.3),
        run("dermocybe", "forest", "12", "red", 0.4),
        run("entoloma", "gbm", "4", "blue", 0.5),
        run("flammulina", "gbm", "11", "dark red", 0.6),
    ]
}

/// Whether a run, as the server tells it, is to be found.
type Holds = fn(&Value) -> bool;

fn param(run: &Value, key: &str) -> String {
    text(&logged(run, "params", key))
}

fn depth(run: &Value) -> f64 {
    param(run, "depth").parse().unwrap_or(f64::NAN)
}

fn loss(run: &Value) -> f64 {
    logged(run, "metrics", "loss").as_f64().unwrap_or(f64::NAN)
}

fn says(run: &Value, word: &str) -> bool {
    let logged = ["params", "tags"]
        .into_iter()
        .flat_map(|kind| list(&run["data"], kind));
    let mut all = logged.map(|entry| text(&entry["value"]));
    all.any(|value| value.contains(word)) || text(&run["info"]["run_name"]).contains(word)
}

async fn what_mlflows_server_cannot_evaluate_finds_the_right_runs_too(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: search", &told()).await?;
    let runs = rest.runs(&id, "", &[crate::runs::NEWEST_FIRST]).await?;
    let searches: [(&str, Holds); 9] = [
        ("metrics.loss < 0.15 or params.model = 'gbm'", |run| {
            loss(run) < 0.15 || param(run, "model") == "gbm"
        }),
        (
            "(metrics.loss < 0.25 OR tags.team = 'blue') AND params.depth > 3",
            |run| (loss(run) < 0.25 || logged(run, "tags", "team") == "blue") && depth(run) > 3.0,
        ),
        ("params.depth >= 10", |run| depth(run) >= 10.0),
        ("params.model in ('tree', 'gbm')", |run| {
            param(run, "model") == "tree" || param(run, "model") == "gbm"
        }),
        ("params.model =~ '^f.r'", |run| {
            param(run, "model").starts_with("for")
        }),
        ("not params.model = 'tree'", |run| param(run, "model") != "tree"),
        ("gbm", |run| says(run, "gbm")),
        ("red tree", |run| says(run, "red") && says(run, "tree")),
        ("metrics.`val loss` > 0.9", |run| loss(run) * 2.0 > 0.9),
    ];
    let browser = open(scene, &id, "").await?;
    for (words, holds) in searches {
        let expected: Vec<Value> = runs.iter().filter(|run| holds(run)).cloned().collect();
        assert!(!expected.is_empty() && expected.len() < runs.len(), "{words}");
        search(&browser, words).await?;
        browser.until_matching(expected.len()).await?;
        let outcome = browser.until_lines(TABLE, &run_ids(&expected)).await;
        outcome.map_err(|error| error.context(words.to_owned()))?;
        // The address can be shared.
        browser.reload().await?;
        browser.until_lines(TABLE, &run_ids(&expected)).await?;
    }
    Ok(())
}

async fn it_is_said_who_evaluates_what(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: sides", &told()).await?;
    let browser = open(scene, &id, "").await?;
    search(
        &browser,
        "params.model = 'tree' and (metrics.loss < 0.15 or tags.team = 'red')",
    )
    .await?;
    let sides = "(all => all.length === 2 && all)([...document.querySelectorAll('.search-parts__side')]\
                 .map(side => side.innerText.trim()))";
    let sides = browser.until("both sides are told", sides, &[]).await?;
    let (server, here) = (text(&sides[0]), text(&sides[1]));
    assert!(
        server.starts_with("Server:") && server.contains("params.model = 'tree'"),
        "{server}"
    );
    assert!(
        here.starts_with("Here:") && here.contains("tags.team = 'red'"),
        "{here}"
    );
    search(&browser, "params.model = 'tree'").await?;
    let gone = "!document.querySelector('.search-parts__side')";
    browser.until("nothing is left to do here", gone, &[]).await?;
    Ok(())
}

async fn what_is_wrong_is_said_below_its_place(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: wrong", &told()).await?;
    let browser = open(scene, &id, "").await?;
    search(&browser, "metrics.loss < 'low'").await?;
    let places = "(() => {
        const [wrong, message] = ['wrong', 'message'].map(one => document.querySelector(`.search-box__${one}`));
        if (!wrong || !message?.innerText.trim()) return null;
        const rect = element => element.getBoundingClientRect();
        return { wrong: wrong.textContent, left: [rect(wrong).left, rect(message).left],
            isBelow: rect(message).top >= rect(wrong).bottom - 1 };
    })()";
    let places = browser.until("the box says what is wrong", places, &[]).await?;
    assert_eq!(places["wrong"], "'low'");
    assert_eq!(places["isBelow"], true);
    let left = |index: usize| places["left"][index].as_f64().unwrap_or(f64::NAN);
    assert!((left(0) - left(1)).abs() < 4.0, "{places}");
    Ok(())
}

async fn value(browser: &Browser) -> Result<String> {
    let value = "return document.querySelector(`[data-testid='runs-filter'] input`).value";
    Ok(text(&browser.script(value, &[]).await?))
}

async fn a_key_that_is_completed_is_quoted_where_it_has_to_be(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "table: completion", &told()).await?;
    let browser = open(scene, &id, "").await?;
    browser.until_loaded(6, true).await?;
    browser.fill("runs-filter", "metrics.val").await?;
    let offered =
        "[...document.querySelectorAll('.search-box__option')].some(e => e.innerText.includes('val loss'))";
    browser.until("the key is offered", offered, &[]).await?;
    browser.keys(Key::Tab + "").await?;
    let written =
        "document.querySelector(`[data-testid='runs-filter'] input`).value.startsWith('metrics.`val loss`')";
    browser.until("the key is written", written, &[]).await?;
    browser.keys("> 0.9").await?;
    browser.keys(Key::Escape + "").await?;
    browser.enter().await?;
    browser.until_matching(2).await?;
    assert_eq!(value(&browser).await?, "metrics.`val loss` > 0.9");
    Ok(())
}

//! An experiment's runs: what the table shows of them, in which order, and which of them.

use crate::demo::{TREE, reads_as};
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Scene, list, scenarios, text};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

scenarios!["runs":
    each_run_is_shown_with_what_the_server_knows_of_it,
    sorting_by_a_metric_keeps_missing_values_last,
    sorting_by_name_and_by_a_parameter_reads_digits_as_numbers,
    a_filter_in_mlflows_grammar_narrows_the_table,
    a_bad_filter_is_explained_at_the_box_and_not_sent,
    links_of_the_official_ui_apply_what_they_say,
    an_experiment_that_is_not_there_says_so,
];

/// The table of runs.
pub const TABLE: &str = "runs-table";
/// The order of the table before anybody sorts it.
pub const NEWEST_FIRST: &str = "attributes.start_time DESC";

async fn open(scene: &Scene) -> Result<(Arc<Browser>, Rest, String)> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let id = rest.experiment_id(TREE).await?;
    let (browser, rest) = scene.open(&format!("#/experiments/{id}/runs")).await?;
    browser.lines(TABLE).await?;
    Ok((browser, rest, id))
}

/// The ids of runs.
pub fn run_ids(runs: &[Value]) -> Vec<String> {
    runs.iter().map(|run| text(&run["info"]["run_id"])).collect()
}

/// The value that a run logged under this key, or null.
pub fn logged(run: &Value, kind: &str, key: &str) -> Value {
    list(&run["data"], kind)
        .find(|entry| entry["key"] == key)
        .map_or(Value::Null, |entry| entry["value"].clone())
}

/// Runs as the table nests them: each below its parent if that is among them, otherwise in the given order.
pub fn nested(runs: &[Value]) -> Vec<Value> {
    fn put(runs: &[Value], parent: &str, is_there: &HashSet<String>, nested: &mut Vec<Value>) {
        for run in runs {
            let own = text(&logged(run, "tags", "mlflow.parentRunId"));
            let own = if is_there.contains(&own) {
                own
            } else {
                String::new()
            };
            if own == parent {
                nested.push(run.clone());
                put(runs, &text(&run["info"]["run_id"]), is_there, nested);
            }
        }
    }
    let mut all = Vec::new();
    put(runs, "", &run_ids(runs).into_iter().collect(), &mut all);
    all
}

/// Puts runs in the order of a value, missing ones last; runs with the same one keep their order.
pub fn sort_by(
    runs: &mut [Value],
    is_descending: bool,
    value: impl Fn(&Value) -> Value,
    compare: impl Fn(&Value, &Value) -> Ordering,
) {
    runs.sort_by(|a, b| match (value(a), value(b)) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        (a, b) if is_descending => compare(&b, &a),
        (a, b) => compare(&a, &b),
    });
}

/// Values as numbers, also those in texts.
pub fn as_numbers(a: &Value, b: &Value) -> Ordering {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.parse().ok());
    number(a).partial_cmp(&number(b)).unwrap_or(Ordering::Equal)
}

/// Writes a search and applies it.
pub async fn search(browser: &Browser, words: &str) -> Result<()> {
    browser.fill("runs-filter", words).await?;
    browser.enter().await
}

async fn each_run_is_shown_with_what_the_server_knows_of_it(scene: &Scene) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    let runs = nested(&rest.runs(&experiment, "", &[NEWEST_FIRST]).await?);
    browser.until_lines(TABLE, &run_ids(&runs)).await?;
    let lines = browser.all_lines(TABLE).await?;
    assert_eq!(lines.len(), runs.len());
    for (line, run) in lines.iter().zip(&runs) {
        let name = text(&run["info"]["run_name"]);
        assert_eq!(line.cell("run_name"), name);
        assert_eq!(line.cell("status").to_uppercase(), text(&run["info"]["status"]));
        assert!(
            !line.cell("start_time").is_empty() && !line.cell("duration").is_empty(),
            "{line:?}"
        );
        let is_child = logged(run, "tags", "mlflow.parentRunId") != Value::Null;
        assert_eq!(line.level, if is_child { 2 } else { 1 }, "{name}");
        for metric in list(&run["data"], "metrics") {
            let shown = line.cell(&format!("metrics.{}", text(&metric["key"])));
            assert!(
                reads_as(shown, &metric["value"]),
                "{name}: {shown} is not {metric}"
            );
        }
        for param in list(&run["data"], "params") {
            let shown = line.cell(&format!("params.{}", text(&param["key"])));
            assert_eq!(shown, text(&param["value"]), "{name}");
        }
    }
    Ok(())
}

async fn sorting_by_a_metric_keeps_missing_values_last(scene: &Scene) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    // Only the candidates have it: the two other runs come last, whichever way.
    for (direction, is_descending) in [("ascending", false), ("descending", true)] {
        browser.sort_lines(TABLE, "metrics.leaves", direction).await?;
        let mut runs = rest.runs(&experiment, "", &[NEWEST_FIRST]).await?;
        sort_by(
            &mut runs,
            is_descending,
            |run| logged(run, "metrics", "leaves"),
            as_numbers,
        );
        browser.until_lines(TABLE, &run_ids(&nested(&runs))).await?;
    }
    // The server agrees, with runs side by side.
    browser
        .go(&format!(
            "#/experiments/{experiment}/runs?orderByKey=metrics.%60leaves%60&orderByAsc=true&flat=true"
        ))
        .await?;
    let runs = rest.runs(&experiment, "", &["metrics.`leaves` ASC"]).await?;
    let expected: Vec<Value> = runs.iter().map(|run| logged(run, "metrics", "leaves")).collect();
    assert_eq!(expected.last(), Some(&Value::Null));
    browser
        .until_in_sight(
            TABLE,
            "runs stand side by side",
            "lines.length && lines.every(line => line.level === 0)",
        )
        .await?;
    let lines = browser.all_lines(TABLE).await?;
    assert_eq!(lines.len(), runs.len());
    // Equal values may stand in any order among themselves.
    for (line, value) in lines.iter().zip(&expected) {
        let shown = line.cell("metrics.leaves");
        let is_same = if value.is_null() {
            shown == "–"
        } else {
            reads_as(shown, value)
        };
        assert!(is_same, "{shown} is not {value}");
    }
    Ok(())
}

async fn sorting_by_name_and_by_a_parameter_reads_digits_as_numbers(scene: &Scene) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    let newest_first = rest.runs(&experiment, "", &[NEWEST_FIRST]).await?;
    for (direction, is_descending) in [("ascending", false), ("descending", true)] {
        browser.sort_lines(TABLE, "params.max_depth", direction).await?;
        let mut runs = newest_first.clone();
        sort_by(
            &mut runs,
            is_descending,
            |run| logged(run, "params", "max_depth"),
            as_numbers,
        );
        browser.until_lines(TABLE, &run_ids(&nested(&runs))).await?;
    }
    browser.sort_lines(TABLE, "run_name", "ascending").await?;
    let mut runs = newest_first;
    let parts = |name: &Value| -> Vec<(String, u64)> {
        // Words and the numbers between them.
        let name = text(name).to_lowercase();
        let mut parts = vec![(String::new(), 0)];
        for letter in name.chars() {
            let last = parts.last_mut().unwrap();
            match letter.to_digit(10) {
                Some(digit) => last.1 = last.1 * 10 + u64::from(digit),
                None if last.1 > 0 => parts.push((letter.to_string(), 0)),
                None => last.0.push(letter),
            }
        }
        parts
    };
    sort_by(
        &mut runs,
        false,
        |run| run["info"]["run_name"].clone(),
        |a, b| parts(a).cmp(&parts(b)),
    );
    browser.until_lines(TABLE, &run_ids(&nested(&runs))).await
}

async fn a_filter_in_mlflows_grammar_narrows_the_table(scene: &Scene) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    let filter = "params.max_depth = '4' and metrics.average_accuracy > 0.5 and tags.stage = 'candidate'";
    search(&browser, filter).await?;
    let found = rest.runs(&experiment, filter, &[NEWEST_FIRST]).await?;
    assert!(!found.is_empty());
    browser.until_matching(found.len()).await?;
    let lines = browser.all_lines(TABLE).await?;
    let matches: Vec<String> = lines
        .iter()
        .filter(|line| !line.is_dimmed)
        .map(|line| line.id.clone())
        .collect();
    assert_eq!(matches, run_ids(&found));
    // Their parent is there too, so that they stand where they stood.
    assert_eq!(lines.len(), found.len() + 1);
    assert!(lines[0].is_dimmed && lines[1].level == 2, "{lines:#?}");
    search(&browser, "metrics.average_accuracy > 2").await?;
    browser.until_text("empty", "No run matches").await
}

async fn a_bad_filter_is_explained_at_the_box_and_not_sent(scene: &Scene) -> Result<()> {
    let (browser, rest, experiment) = open(scene).await?;
    let all = run_ids(&nested(&rest.runs(&experiment, "", &[NEWEST_FIRST]).await?));
    browser.until_lines(TABLE, &all).await?;
    let asked = browser.exchanges().await?.len();
    search(&browser, "metrics.accuracy > 'good'").await?;
    let said = "(box => box?.querySelector('input').getAttribute('aria-invalid') === 'true'
        && document.getElementById(box.querySelector('input').getAttribute('aria-describedby')).innerText.trim()
        && box.querySelector('.search-box__wrong')?.textContent)(document.querySelector(`[data-testid='runs-filter']`))";
    let wrong = browser.until("the box says what is wrong", said, &[]).await?;
    assert!(text(&wrong).contains("good"), "marked is {wrong}");
    browser.until_lines(TABLE, &all).await?;
    assert!(!browser.hash().await?.contains("searchFilter"));
    let searches = browser.exchanges().await?;
    let sent = searches
        .iter()
        .skip(asked)
        .filter(|one| one.url.contains("runs/search"));
    assert_eq!(sent.count(), 0);
    search(&browser, "").await?;
    let gone = "!document.querySelector(`[data-testid='runs-filter'] [aria-invalid='true']`)";
    browser
        .until("the page has forgotten the bad filter", gone, &[])
        .await?;
    browser.until_lines(TABLE, &all).await
}

async fn links_of_the_official_ui_apply_what_they_say(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let made = rest
        .post("experiments/create", json!({ "name": "official links" }))
        .await?;
    let experiment = text(&made["experiment_id"]);
    let now = i64::try_from(
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)?
            .as_millis(),
    )?;
    let losses = [0.3, 0.1, 0.4, 0.2];
    let mut made = Vec::new();
    for (index, hours_ago) in [0, 30, 60, 90].into_iter().enumerate() {
        let body = json!({
            "experiment_id": experiment, "run_name": format!("run {index}"), "start_time": now - hours_ago * 3_600_000,
            "tags": [{ "key": "mlflow.log-model.history", "value": "[{\"artifact_path\": \"model\"}]" }],
        });
        let run = text(&rest.post("runs/create", body).await?["run"]["info"]["run_id"]);
        let metrics = json!([{ "key": "loss", "value": losses[index], "timestamp": 1, "step": 0 }]);
        rest.post("runs/log-batch", json!({ "run_id": run, "metrics": metrics }))
            .await?;
        made.push(run);
    }
    let dataset = json!([{
        "tags": [{ "key": "mlflow.data.context", "value": "train" }],
        "dataset": { "name": "spores", "digest": "ab12", "source_type": "local", "source": "{}" },
    }]);
    rest.post(
        "runs/log-inputs",
        json!({ "run_id": made[1], "datasets": dataset }),
    )
    .await?;
    rest.post("registered-models/create", json!({ "name": "official links" }))
        .await?;
    let uri = text(&rest.get("runs/get", &[("run_id", &made[2])]).await?["run"]["info"]["artifact_uri"]);
    let version = json!({ "name": "official links", "source": format!("{uri}/model"), "run_id": made[2] });
    rest.post("model-versions/create", version).await?;
    rest.post("runs/delete", json!({ "run_id": made[3] })).await?;

    // btoa('[{"name":"spores","digest":"ab12","context":"train"}]')
    let datasets = "W3sibmFtZSI6InNwb3JlcyIsImRpZ2VzdCI6ImFiMTIiLCJjb250ZXh0IjoidHJhaW4ifV0=";
    let links: [(String, &[usize]); 8] = [
        ("searchFilter=metrics.loss%20%3C%200.35".into(), &[0, 1]),
        ("orderByKey=metrics.%60loss%60&orderByAsc=true".into(), &[1, 0, 2]),
        (
            "orderByKey=metrics.%60loss%60&orderByAsc=false".into(),
            &[2, 0, 1],
        ),
        ("startTime=LAST_24_HOURS".into(), &[0]),
        ("startTime=LAST_7_DAYS&lifecycleFilter=Active".into(), &[0, 1, 2]),
        ("lifecycleFilter=Deleted".into(), &[3]),
        (format!("datasetsFilter={}", datasets.replace('=', "%3D")), &[1]),
        ("modelVersionFilter=With%20Model%20Versions".into(), &[2]),
    ];
    let server = scene.stage().mlflow().await?;
    let browser = scene.browser().await?;
    for (link, expected) in links {
        let address = format!("{}#/experiments/{experiment}?{link}", server.base());
        browser.open(&address).await?;
        let expected: Vec<String> = expected.iter().map(|index| made[*index].clone()).collect();
        browser.until_lines(TABLE, &expected).await?;
    }
    Ok(())
}

async fn an_experiment_that_is_not_there_says_so(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let browser = scene.browser().await?;
    browser.announce("status of 404");
    browser
        .open(&format!("{}#/experiments/987654/runs", server.base()))
        .await?;
    browser
        .until_text("failed", "No Experiment with id=987654")
        .await?;
    assert!(
        !browser.has("empty").await?,
        "it does not claim that there are no runs yet"
    );
    Ok(())
}

//! Charts: the board of an experiment and of a run, what their lines hold, and what people do with them.

mod arranging;
mod board;
mod lines;
mod plots;
mod pointing;
mod settings;
mod taking;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Saved, Scenario, Scene, list, text};
use std::sync::Arc;

/// The scenarios of this folder.
pub fn scenarios() -> Vec<Scenario> {
    [
        board::scenarios(),
        arranging::scenarios(),
        lines::scenarios(),
        pointing::scenarios(),
        settings::scenarios(),
        taking::scenarios(),
        plots::scenarios(),
    ]
    .concat()
}

const START_MILLIS: i64 = 1_700_000_000_000;

/// A run to be made: its name, its params, and the points of its metrics as steps and values.
struct Told<'a> {
    name: &'a str,
    params: Value,
    metrics: Vec<(&'a str, Vec<(i64, Value)>)>,
    is_running: bool,
}

impl<'a> Told<'a> {
    fn new(name: &'a str, metrics: Vec<(&'a str, Vec<(i64, Value)>)>) -> Self {
        Self {
            name,
            params: json!({}),
            metrics,
            is_running: false,
        }
    }
}

/// Points of these values at the steps from 0 on.
fn at_steps(values: impl IntoIterator<Item = f64>) -> Vec<(i64, Value)> {
    (0..).zip(values.into_iter().map(|value| json!(value))).collect()
}

/// Logs points of a metric, a second of time to each step.
async fn log_points(rest: &Rest, run: &str, key: &str, points: &[(i64, Value)]) -> Result<()> {
    let metrics: Vec<Value> = points
        .iter()
        .map(|(step, value)| {
            let timestamp = START_MILLIS.saturating_add(step.saturating_mul(1000).clamp(0, 1 << 40));
            json!({ "key": key, "value": value, "timestamp": timestamp, "step": step })
        })
        .collect();
    // As many as a server takes at once.
    for metrics in metrics.chunks(1000) {
        rest.post("runs/log-batch", json!({ "run_id": run, "metrics": metrics }))
            .await?;
    }
    Ok(())
}

/// Makes an experiment with these runs and gives its id and theirs.
async fn experiment(rest: &Rest, name: &str, runs: &[Told<'_>]) -> Result<(String, Vec<String>)> {
    let id = crate::manage::experiment(rest, name).await?;
    let mut made = Vec::new();
    for (index, told) in (0_i64..).zip(runs) {
        let start = START_MILLIS + index * 1000;
        let body = json!({ "experiment_id": id, "run_name": told.name, "start_time": start });
        let run = text(&rest.post("runs/create", body).await?["run"]["info"]["run_id"]);
        for (key, points) in &told.metrics {
            log_points(rest, &run, key, points).await?;
        }
        let params: Vec<Value> = told
            .params
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, value)| json!({ "key": key, "value": value }))
            .collect();
        if !params.is_empty() {
            rest.post("runs/log-batch", json!({ "run_id": run, "params": params }))
                .await?;
        }
        if !told.is_running {
            let end = json!({ "run_id": run, "status": "FINISHED", "end_time": start + 60_000 });
            rest.post("runs/update", end).await?;
        }
        made.push(run);
    }
    Ok((id, made))
}

/// The address of an experiment's charts.
fn charts_of(experiment: &str) -> String {
    format!("#/experiments/{experiment}/runs?compareRunsMode=CHART")
}

/// A browser with the charts of an experiment.
async fn open(scene: &Scene, experiment: &str) -> Result<Arc<Browser>> {
    let (browser, _) = scene.open(&charts_of(experiment)).await?;
    Ok(browser)
}

/// The card with this title.
fn card(title: &str) -> String {
    format!("[data-testid='chart-card'][aria-label='{title}']")
}

/// Waits until a line chart says that it holds this.
async fn until_holding(browser: &Browser, title: &str, said: &str) -> Result<()> {
    let condition =
        "(document.querySelector(args[0] + ` [data-testid='holding']`)?.textContent ?? '').includes(args[1])";
    let what = format!("the chart of `{title}` says {said:?}");
    browser
        .until(&what, condition, &[json!(card(title)), json!(said)])
        .await?;
    Ok(())
}

/// Waits until a card has these words in it.
async fn until_in_card(browser: &Browser, title: &str, words: &str) -> Result<()> {
    let condition = "(document.querySelector(args[0])?.innerText ?? '').includes(args[1])";
    let what = format!("the card `{title}` says {words:?}");
    browser
        .until(&what, condition, &[json!(card(title)), json!(words)])
        .await?;
    Ok(())
}

/// The titles of the cards in the page, in their order.
async fn titles(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll(`[data-testid='chart-card']`)].map(card => ({
            title: card.getAttribute('aria-label'), box: card.getBoundingClientRect() }))
        .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left).map(card => card.title)";
    Ok(serde_json::from_value(browser.script(script, &[]).await?)?)
}

/// Waits until the cards in the page have exactly these titles, in this order.
async fn until_titles(browser: &Browser, titles: &[&str]) -> Result<()> {
    let condition = "JSON.stringify([...document.querySelectorAll(`[data-testid='chart-card']`)].map(card => ({
            title: card.getAttribute('aria-label'), box: card.getBoundingClientRect() }))
        .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left).map(card => card.title)) === JSON.stringify(args[0])";
    let seen = browser
        .until(&format!("the charts are {titles:?}"), condition, &[json!(titles)])
        .await;
    if seen.is_err() {
        anyhow::bail!(
            "the charts are {:?} and not {titles:?}",
            self::titles(browser).await?
        );
    }
    Ok(())
}

/// Chooses an item of the menu of a card.
async fn choose(browser: &Browser, title: &str, item: &str) -> Result<()> {
    let menu = format!("{} button[aria-haspopup=menu]", card(title));
    browser.press(&menu).await?;
    crate::manage::with_text(browser, ".menu__item", item)
        .await?
        .click()
        .await?;
    Ok(())
}

/// Chooses an item of the export menu of a chart.
async fn export(browser: &Browser, title: &str, item: &str) -> Result<()> {
    let menu = format!("{} button[title='Export chart']", card(title));
    browser.press(&menu).await?;
    crate::manage::with_text(browser, ".menu__item", item)
        .await?
        .click()
        .await?;
    Ok(())
}

/// One point of a file of values.
#[derive(Clone, Debug, PartialEq)]
struct Point {
    run: String,
    metric: String,
    step: Option<i64>,
    time: String,
    /// Where it stands along the x axis.
    x: f64,
    value: f64,
    /// The value as it is drawn, where that is another column.
    smoothed: Option<f64>,
}

/// The points of a file of values, which has a column for x or not.
fn points(file: &Saved) -> Result<Vec<Point>> {
    let records = file.records();
    let (head, rows) = records.split_first().context("a head")?;
    let known = ["run_id", "run", "metric", "step", "time"];
    anyhow::ensure!(head.iter().zip(known).all(|(is, known)| is == known), "{head:?}");
    let place = |name: &str| head.iter().position(|one| one == name);
    let value = place("value").context("a value")?;
    let point = |row: &Vec<String>| {
        Ok(Point {
            run: row[1].clone(),
            metric: row[2].clone(),
            step: row[3].parse().ok(),
            time: row[4].clone(),
            x: if value == 6 { row[5].parse()? } else { f64::NAN },
            value: row[value].parse()?,
            smoothed: place("smoothed").map(|at| row[at].parse()).transpose()?,
        })
    };
    rows.iter().map(point).collect()
}

/// Waits until what a line chart draws, as its file has it, is so.
async fn until_drawn(
    browser: &Browser,
    title: &str,
    what: &str,
    is_so: impl Fn(&[Point]) -> bool,
) -> Result<Vec<Point>> {
    let started = std::time::Instant::now();
    loop {
        export(browser, title, "Download what is drawn as CSV").await?;
        let drawn = points(&browser.until_saved().await?)?;
        if is_so(&drawn) {
            return Ok(drawn);
        }
        if started.elapsed().as_secs() > 15 {
            anyhow::bail!("waited in vain until {what}; drawn is {drawn:#?}");
        }
    }
}

/// All points of a metric of a run, as the server has them: step, time in milliseconds, value.
async fn history(rest: &Rest, run: &str, key: &str) -> Result<Vec<(i64, i64, f64)>> {
    let (mut all, mut token) = (Vec::new(), String::new());
    loop {
        let mut query = vec![("run_id", run), ("metric_key", key), ("max_results", "1000")];
        if !token.is_empty() {
            query.push(("page_token", &token));
        }
        let page = rest.get("metrics/get-history", &query).await?;
        let whole = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
        for point in list(&page, "metrics") {
            let value = match &point["value"] {
                Value::String(word) => word.parse()?,
                number => number.as_f64().context("a value")?,
            };
            let step = whole(&point["step"]).unwrap_or(0);
            all.push((step, whole(&point["timestamp"]).context("a time")?, value));
        }
        token = text(&page["next_page_token"]);
        if token.is_empty() {
            return Ok(all);
        }
    }
}

/// Sets a field of the settings of a line chart, by its label: a number or words, or one of the options by its name.
async fn set(browser: &Browser, title: &str, label: &str, value: &str) -> Result<()> {
    let card = card(title);
    let panel = format!("{card} .chart-panel:popover-open");
    let is_open = "return !!document.querySelector(arguments[0])";
    if browser.script(is_open, &[json!(panel)]).await? != json!(true) {
        browser
            .press(&format!("{card} button[title='Settings of this chart']"))
            .await?;
    }
    fill(browser, &panel, label, value).await
}

/// Fills the field with this label in what the selector matches, and waits until that is drawn.
async fn fill(browser: &Browser, form: &str, label: &str, value: &str) -> Result<()> {
    let condition = "(() => {
        const form = document.querySelector(args[0]);
        const label = [...form?.querySelectorAll('label') ?? []].find(one => one.innerText.trim().startsWith(args[1]));
        const field = label && (document.getElementById(label.htmlFor) ?? label.querySelector('input, select'));
        if (!field) return false;
        const options = [...field.options ?? []];
        const option = options.find(one => one.text === args[2]) ?? options.find(one => one.value === args[2]);
        if (field.options && !option) return false;
        field.focus();
        field.value = option?.value ?? args[2];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return true;
    })()";
    let what = format!("`{label}` can be {value:?}");
    let args = [json!(form), json!(label), json!(value)];
    browser.until(&what, condition, &args).await?;
    browser.drawn().await
}

/// What an SVG file has in it.
#[derive(Clone, Debug, Deserialize)]
struct Drawing {
    /// Strokes by their colour, such as `#123456`, and corners.
    lines: Vec<(String, Vec<[f64; 2]>)>,
    /// Filled areas by their colour and corners.
    areas: Vec<(String, Vec<[f64; 2]>)>,
    /// The middles of dots by their colour.
    dots: Vec<(String, [f64; 2])>,
}

/// What a line chart draws, as its SVG file has it.
async fn drawing(browser: &Browser, title: &str) -> Result<Drawing> {
    export(browser, title, "Download as SVG").await?;
    let saved = browser.until_saved().await?;
    let read = "const drawing = new DOMParser().parseFromString(arguments[0], 'image/svg+xml');
        const wrong = drawing.querySelector('parsererror');
        if (wrong) return wrong.textContent;
        const all = (kind, paint, where) => [...drawing.querySelectorAll(kind)].map(one => [one.getAttribute(paint).toLowerCase(), where(one)]);
        const corners = one => one.getAttribute('points').trim().split(/ +/).map(corner => corner.split(',').map(Number));
        return {
            lines: all('polyline', 'stroke', corners),
            areas: all('polygon', 'fill', corners),
            dots: all('circle', 'fill', one => ['cx', 'cy'].map(name => Number(one.getAttribute(name)))),
        };";
    let drawing = browser.script(read, &[json!(saved.text)]).await?;
    serde_json::from_value(drawing.clone()).with_context(|| format!("{drawing}"))
}

//! Taking a line chart along: as a picture, a drawing, files of values, a link, a table; and all of its points.

use super::{Told, at_steps, card, charts_of, experiment, export, history, open, points, until_holding};
use anyhow::{Context, Result};
use serde_json::json;
use sporeprint_e2e::{Bend, Browser, Gate, Rest, Saved, Scene, scenarios, text};

scenarios!["charts":
    a_line_chart_is_taken_along_as_picture_drawing_values_and_link,
    what_fails_after_the_outline_says_so_and_comes_with_retry,
];

/// Points of the long run: more than a server gives at once.
const LONG: i64 = 4_000;
/// The colour of the short run.
const COLOR: &str = "#123456";

fn long_and_short() -> [Told<'static>; 2] {
    let wave = (0..LONG).map(|step| (f64::from(u32::try_from(step).unwrap()) / 300.0).sin() * 2.0);
    let short = [json!(1.5), json!(0.25), json!("NaN"), json!(3.0), json!(2.0)];
    [
        Told::new("long", vec![("loss", at_steps(wave))]),
        Told::new("short", vec![("loss", (0..).zip(short).collect())]),
    ]
}

/// When a step was logged, as files have it: the first at 22:13:20, a second to each step.
fn logged_at(step: i64) -> String {
    let second = 80_000 + step;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("2023-11-14T{hour:02}:{minute:02}:{second:02}")
}

async fn a_line_chart_is_taken_along_as_picture_drawing_values_and_link(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "charts: taken along", &long_and_short()).await?;
    let tag = json!({ "run_id": made[1], "key": "mlflow.runColor", "value": COLOR });
    rest.post("runs/set-tag", tag).await?;
    let histories = [
        history(&rest, &made[0], "loss").await?,
        history(&rest, &made[1], "loss").await?,
    ];
    assert_eq!(histories[0].len(), usize::try_from(LONG)?);
    let browser = open(scene, &id).await?;
    until_holding(&browser, "loss", "sampled by the server").await?;
    browser.keep_what_is_saved().await?;

    export(&browser, "loss", "Download as PNG").await?;
    is_the_picture(&browser, &browser.until_saved().await?).await?;
    export(&browser, "loss", "Download as SVG").await?;
    is_the_drawing(&browser, &browser.until_saved().await?).await?;
    export(&browser, "loss", "Download what is drawn as CSV").await?;
    let drawn = browser.until_saved().await?;
    assert_eq!(
        (drawn.name.as_str(), drawn.kind.as_str()),
        ("loss.csv", "text/csv")
    );
    let drawn = points(&drawn)?;
    let of_long = drawn.iter().filter(|point| point.run == "long");
    let steps: Vec<i64> = of_long.clone().filter_map(|point| point.step).collect();
    assert!(steps.is_sorted_by(|a, b| a < b), "each step once, in order");
    assert_eq!((steps.first(), steps.last()), (Some(&0), Some(&(LONG - 1))));
    assert!((300..4_000).contains(&steps.len()), "{} points", steps.len());
    for (name, history) in ["long", "short"].iter().zip(&histories) {
        for point in drawn.iter().filter(|point| point.run == *name) {
            is_logged(point, history)?;
            assert_eq!(point.step.map(|step| step.to_string()), Some(point.x.to_string()));
        }
    }
    assert_eq!(drawn.len() - steps.len(), 5, "all of the short run");

    is_the_table(&browser).await?;

    // All points are all, whatever is in view.
    browser
        .press(&format!("{} button[aria-label='Zoom in']", card("loss")))
        .await?;
    export(&browser, "loss", "Download all points as CSV").await?;
    let all = points(&browser.until_saved().await?)?;
    assert_eq!(all.len(), histories[0].len() + histories[1].len());
    for (name, history) in ["long", "short"].iter().zip(&histories) {
        let saved: Vec<_> = all.iter().filter(|point| point.run == *name).collect();
        assert_eq!(saved.len(), history.len(), "{name}");
        for (point, (step, ..)) in saved.into_iter().zip(history) {
            assert_eq!(point.step, Some(*step));
            is_logged(point, history)?;
        }
    }

    export(&browser, "loss", "Copy link to this chart").await?;
    let link = browser.until_copied().await?;
    let other = scene.browser().await?;
    other.open(&link).await?;
    other.find("chart-full").await?;
    let titled =
        "document.querySelector(`[data-testid='chart-full']`).closest('dialog').innerText.includes('loss')";
    other.until("the link opens the chart", titled, &[]).await?;
    let said = "document.querySelector(`[data-testid='chart-full'] [data-testid='holding']`)?.innerText.includes('sampled by the server')";
    other.until("with its lines", said, &[]).await?;
    Ok(())
}

/// A point of a file is one that the server has.
fn is_logged(point: &super::Point, history: &[(i64, i64, f64)]) -> Result<()> {
    let step = point.step.context("a step")?;
    let logged = history.iter().find(|(of, ..)| *of == step);
    let (_, _, value) = logged.with_context(|| format!("{point:?} was never logged"))?;
    let is_same = point.value.to_bits() == value.to_bits() || point.value.is_nan() && value.is_nan();
    assert!(is_same, "{point:?} was logged as {value}");
    assert!(point.time.starts_with(&logged_at(step)), "{point:?}");
    Ok(())
}

/// Twice as many pixels as the chart is wide and high, with the run's colour among them.
async fn is_the_picture(browser: &Browser, png: &Saved) -> Result<()> {
    assert_eq!((png.name.as_str(), png.kind.as_str()), ("loss.png", "image/png"));
    let size = "const box = document.querySelector(arguments[0] + ' canvas').getBoundingClientRect(); return [box.width, box.height]";
    let [width, height]: [f64; 2] =
        serde_json::from_value(browser.script(size, &[json!(card("loss"))]).await?)?;
    let is_twice = |pixels: u32, css: f64| (f64::from(pixels) - 2.0 * css).abs() <= 2.0;
    assert!(
        is_twice(png.width, width) && is_twice(png.height, height),
        "{} × {} of {width} × {height}",
        png.width,
        png.height
    );
    assert!(png.colors.iter().any(|color| color == COLOR), "{:?}", png.colors);
    Ok(())
}

/// The short run's line, which a NaN parts in two, and the two strokes of the NaN's cross.
async fn is_the_drawing(browser: &Browser, svg: &Saved) -> Result<()> {
    assert_eq!(
        (svg.name.as_str(), svg.kind.as_str()),
        ("loss.svg", "image/svg+xml")
    );
    let read = "const drawing = new DOMParser().parseFromString(arguments[0], 'image/svg+xml');
        if (drawing.querySelector('parsererror')) return drawing.querySelector('parsererror').textContent;
        const lines = [...drawing.querySelectorAll('polyline')].filter(line => line.getAttribute('stroke').toLowerCase() === arguments[1]);
        return lines.map(line => line.getAttribute('points').trim().split(/ +/).length);";
    let lines = browser.script(read, &[json!(svg.text), json!(COLOR)]).await?;
    assert_eq!(lines, json!([2, 2, 2, 2]), "{}", svg.text);
    Ok(())
}

/// Cells of the table of the open dialog.
const CELLS: &str = "(rows => rows.length && rows.map(row => [...row.cells].map(cell => cell.innerText.trim())))\
                     ([...document.querySelectorAll('dialog[open] .chart-table tbody tr')])";

async fn is_the_table(browser: &Browser) -> Result<()> {
    export(browser, "loss", "View as table").await?;
    let rows = browser.until("there is a table", CELLS, &[]).await?;
    let rows: Vec<Vec<String>> = serde_json::from_value(rows)?;
    let short = rows
        .iter()
        .find(|row| row[0] == "short")
        .context("the short run")?;
    assert_eq!(
        short[1..],
        ["5", "0.25", "3", "2", "4"],
        "points, least, greatest, last, its step"
    );
    assert_eq!(rows.len(), 2);
    let choose = "const select = document.querySelector('dialog[open] select');
        select.value = [...select.options].find(option => option.text === 'short').value;
        select.dispatchEvent(new Event('input', { bubbles: true }));
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.script(choose, &[]).await?;
    let five = format!("{CELLS}.length === 5 && {CELLS}");
    let rows: Vec<Vec<String>> = serde_json::from_value(
        browser
            .until("the short run's points are told", &five, &[])
            .await?,
    )?;
    let told: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str()))
        .collect();
    assert_eq!(
        told,
        [("0", "1.5"), ("1", "0.25"), ("2", "NaN"), ("3", "3"), ("4", "2")]
    );
    browser.keys(thirtyfour::Key::Escape + "").await?;
    browser
        .until(
            "the table is closed",
            "!document.querySelector('dialog[open]')",
            &[],
        )
        .await?;
    Ok(())
}

/// Presses a button in the foot of a line chart.
async fn press_in_foot(browser: &Browser, label: &str) -> Result<()> {
    let buttons = format!("{} .line-card__foot button", card("loss"));
    crate::manage::with_text(browser, &buttons, label)
        .await?
        .click()
        .await?;
    Ok(())
}

async fn what_fails_after_the_outline_says_so_and_comes_with_retry(scene: &Scene) -> Result<()> {
    // All but the outline's 40.
    const FINE: [&str; 6] = [
        "max_results=80&",
        "max_results=160&",
        "max_results=320&",
        "max_results=640&",
        "max_results=1280&",
        "max_results=2500&",
    ];
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let (id, _) = experiment(&rest, "charts: fails midway", &long_and_short()).await?;
    let gate = Gate::to(server)?;
    let broken = || Bend::Answer("500 Internal Server Error", "text/plain", "out of order".into());
    for part in FINE {
        gate.bend(part, broken());
    }
    gate.bend("metrics/get-history?", broken());
    let browser = scene.browser().await?;
    browser.announce("the server responded with a status of");
    browser
        .open(&format!("{}{}", gate.base(), charts_of(&id)))
        .await?;
    let failed = |times: &str| format!("the chart says what failed {times}");
    let failure = "document.querySelector(args[0] + ' .line-card__failure')?.innerText";
    let said = browser
        .until(&failed("at first"), failure, &[json!(card("loss"))])
        .await?;
    assert!(text(&said).contains("could not be loaded"), "{said}");
    until_holding(&browser, "loss", "sampled by the server").await?;
    browser.until_painted(&card("loss")).await?;
    for part in FINE {
        gate.let_go(part);
    }
    press_in_foot(&browser, "Retry").await?;
    until_holding(&browser, "loss", "2,580 points a line").await?;

    press_in_foot(&browser, "Load all").await?;
    browser
        .until(&failed("of all points"), failure, &[json!(card("loss"))])
        .await?;
    gate.let_go("metrics/get-history?");
    press_in_foot(&browser, "Retry").await?;
    until_holding(&browser, "loss", "All 4,005 points").await?;
    let gone = format!("!({failure})");
    browser
        .until("nothing is wrong any more", &gone, &[json!(card("loss"))])
        .await?;
    Ok(())
}

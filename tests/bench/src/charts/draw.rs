//! Drawing alone: ours beside `uPlot`, on the same numbers.

use crate::page::Page;
use crate::report::{Aim, Report, Side, Unit};
use crate::settings::{self, Settings};
use crate::ui::Ui;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sporeprint_e2e::Driver;
use std::fs;
use std::time::Duration;
use xtask::serve::Site;

const HARNESS: &str = include_str!("draw.js");
const WIDTH: u32 = 1_920;
const HEIGHT: u32 = 600;
/// Larger than the chart, so that nothing scrolls.
const WINDOW: (u32, u32) = (2_000, 900);
const PATIENCE: Duration = Duration::from_mins(3);

/// What is drawn.
#[derive(Clone, Copy, Debug)]
struct Picture {
    words: &'static str,
    lines: u32,
    points: u32,
    aims: &'static [(&'static str, Aim)],
}

const FIRST: &str = "first drawing, from the arrays";
const AGAIN: &str = "drawing again";
const ZOOM: &str = "zoom";
const HOVER: &str = "hover";
const HELD: [(&str, &str); 4] = [
    (FIRST, "first"),
    (AGAIN, "again"),
    (ZOOM, "zoom"),
    (HOVER, "hover"),
];

const PICTURES: [Picture; 3] = [
    Picture {
        words: "3 lines × 55,550 points, as in uPlot's own benchmark",
        lines: 3,
        points: 55_550,
        aims: &[
            (FIRST, Aim::OfOther(1.5)),
            (AGAIN, Aim::OfOther(1.5)),
            (HOVER, Aim::AtMost(8.0)),
        ],
    },
    Picture {
        words: "1,000 lines × 10,000 points",
        lines: 1_000,
        points: 10_000,
        aims: &[(AGAIN, Aim::AtMost(50.0)), (HOVER, Aim::AtMost(8.0))],
    },
    Picture {
        words: "One line of 10,000,000 points",
        lines: 1,
        points: 10_000_000,
        aims: &[
            (FIRST, Aim::AtMost(150.0)),
            (ZOOM, Aim::AtMost(16.0)),
            (HOVER, Aim::AtMost(8.0)),
        ],
    },
];

/// Measures; both in turn, each in a fresh browser.
///
/// # Errors
/// When `uPlot` is not there, or one of the two draws nothing.
pub async fn measure(report: &mut Report, driver: &Driver, settings: &Settings, rounds: usize) -> Result<()> {
    let (script, version) = settings::uplot()?;
    report.note(&format!("uPlot {version}"));
    let uplot = fs::read_to_string(&script).with_context(|| format!("reading {}", script.display()))?;
    let site = Site {
        dist: settings.dist.clone(),
        ..Site::default()
    };
    let serving = site.start(0)?;
    report.beside("uPlot");
    for picture in PICTURES {
        report.section(picture.words);
        for round in 0..rounds {
            let theirs = drawn_by_uplot(driver, &uplot, picture).await?;
            take(report, Side::Other, &theirs)?;
            let file = (round == 0).then(|| format!("charts-draw-{}.png", picture.lines));
            let file = file.map(|file| settings.out.join(file));
            let ours = drawn_by_ours(driver, &serving.url(), picture, file.as_deref()).await?;
            take(report, Side::Ours, &ours)?;
            ensure!(
                theirs["last"] == ours["last"],
                "the two have drawn other numbers: {theirs} and {ours}"
            );
        }
        for (what, aim) in picture.aims {
            report.aim(what, Unit::Millis, *aim);
        }
    }
    Ok(())
}

async fn drawn_by_uplot(driver: &Driver, uplot: &str, picture: Picture) -> Result<Value> {
    let page = Page::start_with(driver, Ui::Ours, false, WINDOW, "").await?;
    page.visit("about:blank#uplot").await?;
    page.run(&format!(
        "{uplot}\n{HARNESS}\nObject.assign(window, {{ uPlot, drawWithUplot }});"
    ))
    .await?;
    let asked = json!({ "lines": picture.lines, "points": picture.points, "width": WIDTH, "height": HEIGHT });
    let told = page
        .promised_late(&format!("await window.drawWithUplot({asked})"))
        .await
        .with_context(|| format!("uPlot, {}", picture.words));
    page.quit().await?;
    told
}

async fn drawn_by_ours(
    driver: &Driver,
    base: &str,
    picture: Picture,
    file: Option<&std::path::Path>,
) -> Result<Value> {
    let page = Page::start_with(driver, Ui::Ours, false, WINDOW, "").await?;
    let Picture { lines, points, .. } = picture;
    page.visit(&format!(
        "{base}#/kit?lines={lines}&points={points}&width={WIDTH}&height={HEIGHT}"
    ))
    .await?;
    let lab = "document.querySelector('[data-testid=chart-lab][data-hover]')?.dataset";
    let outcome = page
        .number_within(&format!("Number({lab}.hover)"), PATIENCE)
        .await
        .with_context(|| format!("ours, {}", picture.words));
    if let Some(file) = file {
        page.picture(file).await?;
    }
    outcome?;
    let told = page
        .run(&format!(
            "return Object.fromEntries(Object.entries({lab}).map(([name, value]) => [name, Number(value)]))"
        ))
        .await;
    page.quit().await?;
    told
}

fn take(report: &mut Report, side: Side, told: &Value) -> Result<()> {
    for (what, key) in HELD {
        let taken = told[key].as_f64();
        let taken = taken.with_context(|| format!("no {key} in {told}"))?;
        report.take(side, what, Unit::Millis, taken);
    }
    Ok(())
}

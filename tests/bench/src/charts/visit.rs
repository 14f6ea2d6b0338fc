//! One visit to a page of charts.

use crate::page::Page;
use crate::report::median;
use crate::ui::Ui;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use sporeprint_e2e::Driver;
use std::path::Path;
use std::time::Duration;

const PROBE: &str = include_str!("probe.js");
/// Large enough for several charts beside the panels of `MLflow`'s page.
const WINDOW: (u32, u32) = (1920, 1080);
/// `MLflow`'s page of long metrics takes a minute and a half on a busy machine.
const PATIENCE: Duration = Duration::from_mins(6);
/// How long after it is drawn a page is watched for work on its main thread.
const WATCHED: Duration = Duration::from_secs(3);
/// How often the mouse is moved, a bit further across the chart each time.
const MOVES: u32 = 24;
/// So many of those moves have to change what stands beside the pointer.
const MOVES_SEEN: usize = 8;

/// What is visited.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Whose page.
    pub ui: Ui,
    /// Where.
    pub address: String,
    /// How many runs each drawn chart shows.
    pub lines: usize,
    /// Whether `MLflow`'s page is told to show all runs as soon as it can be.
    pub asks_all: bool,
}

/// What a visit cost.
#[derive(Clone, Debug)]
pub struct Seen {
    /// When the first chart in view showed all its lines in outline, when two did, and so on, in milliseconds.
    pub outlines: Vec<f64>,
    /// The same, for lines as fine as `MLflow`'s.
    pub fulls: Vec<f64>,
    /// From the start of the navigation until all charts in view show all their lines in outline, in milliseconds.
    pub outline: f64,
    /// The same, for lines as fine as `MLflow`'s: 320 points each.
    pub full: f64,
    /// How many charts are in view then.
    pub charts: f64,
    /// Over the wire until then.
    pub bytes: f64,
    /// What tasks took beyond 50 ms until then, in milliseconds.
    pub blocked: f64,
    /// The longest task until some seconds later.
    pub longest: f64,
    /// JavaScript's heap and the modules' memory after a collection.
    pub memory: f64,
    /// From a move of the mouse to the frame with another text beside it, in milliseconds.
    pub hover: f64,
}

impl Visit {
    /// Opens a fresh browser, looks, and closes it.
    ///
    /// # Errors
    /// When the charts are not drawn in some minutes, or nothing answers to the mouse.
    pub async fn look(&self, driver: &Driver, picture: Option<&Path>) -> Result<Seen> {
        let page = self.browser(driver).await?;
        let seen = self.seen(&page).await;
        if let Some(picture) = picture {
            page.picture(picture).await?;
        }
        page.quit().await?;
        seen.with_context(|| format!("{} at {}", self.ui.name(), self.address))
    }

    /// A fresh browser whose page will be watched.
    pub async fn browser(&self, driver: &Driver) -> Result<Page> {
        let script = format!(
            "const [LINES, ASKS_ALL] = [{}, {}];\n{PROBE}",
            self.lines, self.asks_all
        );
        Page::start_with(driver, self.ui, false, WINDOW, &script).await
    }

    async fn seen(&self, page: &Page) -> Result<Seen> {
        page.visit(&self.address).await?;
        page.number_within("window.__bench?.charts?.full", PATIENCE)
            .await
            .context("the charts in view are not drawn")?;
        tokio::time::sleep(WATCHED).await;
        let told = page.run("return window.__bench.charts.told()").await?;
        let number = |key: &str| number(&told, key);
        let memory = page.memory().await?.bytes();
        let times = |key: &str| -> Vec<f64> {
            let times = told[key].as_array().into_iter().flatten();
            times.filter_map(Value::as_f64).collect()
        };
        Ok(Seen {
            outlines: times("outlines"),
            fulls: times("fulls"),
            outline: number("outline")?,
            full: number("full")?,
            charts: number("count")?,
            bytes: number("bytes")?,
            blocked: number("blocked")?,
            longest: number("longest")?,
            memory,
            hover: hover(page).await?,
        })
    }
}

async fn hover(page: &Page) -> Result<f64> {
    let place = page.run("return window.__bench.charts.place()").await?;
    let (left, width) = (number(&place, "left")?, number(&place, "width")?);
    let y = number(&place, "top")? + number(&place, "height")? / 2.0;
    // The first one brings up what the others change.
    page.point_at(left + width * 0.25, y).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut taken = Vec::new();
    for step in 1..=MOVES {
        page.run("window.__bench.charts.hover()").await?;
        page.point_at(
            left + width * (0.25 + 0.5 * f64::from(step) / f64::from(MOVES)),
            y,
        )
        .await?;
        let hovered = page.promised("await bench.charts.hovered").await?;
        taken.extend(hovered.as_f64());
    }
    ensure!(
        taken.len() >= MOVES_SEEN,
        "only {} of {MOVES} moves of the mouse changed what stands beside it",
        taken.len()
    );
    median(&taken).context("the mouse was moved")
}

/// A number of what a page told.
pub fn number(told: &Value, key: &str) -> Result<f64> {
    told[key].as_f64().with_context(|| format!("no {key} in {told}"))
}

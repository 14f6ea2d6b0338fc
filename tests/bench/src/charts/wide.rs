//! A board of many metrics: whether it opens, and scrolls smoothly.

use super::pages::{Bench, SHOWN_AT_FIRST};
use super::store::{Experiment, WIDE};
use super::visit::{Visit, number};
use crate::page::Page;
use crate::report::{Aim, Report, Side, Unit};
use crate::ui::Ui;
use anyhow::{Context, Result, ensure};
use std::time::Duration;

/// How long either page may take for its first chart, or all of those in view.
const PATIENCE: Duration = Duration::from_mins(3);
/// How long and how fast the board is scrolled, in milliseconds and CSS pixels a second: slowly enough to look.
const SCROLL_MILLIS: u32 = 6_000;
const SPEED: u32 = 1_500;

const FIRST: &str = "first chart drawn";
const ALL: &str = "all charts in view drawn";
const FRAMES: &str = "frames a second, scrolling";
const SLOW: &str = "frames longer than 25 ms, of 100";
const LONGEST_FRAME: &str = "longest frame, scrolling";
const OPENING: &str = "longest task, opening";
const SCROLLING: &str = "longest task, scrolling";
const REST: &str = "scrolling stopped to all charts in view drawn";
const ELEMENTS: &str = "elements in the document, at most";
const MEMORY: &str = "memory after scrolling";

impl Bench<'_> {
    /// Many metrics of few points: ours with all runs, `MLflow`'s page with those that it shows unless told otherwise.
    ///
    /// # Errors
    /// When ours does not draw. What `MLflow`'s page does not do is told, and left out.
    pub async fn many_metrics(&self, report: &mut Report, experiment: &Experiment) -> Result<()> {
        report.section(&format!(
            "{}: MLflow with its first {SHOWN_AT_FIRST} runs and ours with all",
            WIDE.words()
        ));
        for round in 0..self.rounds {
            let official = self.board(Ui::Official, experiment, SHOWN_AT_FIRST);
            let outcome = self.browsed(report, &official, Side::Other, round).await;
            if let Err(error) = outcome {
                report.note(&format!("not measured of {}: {error:#}", official.ui.name()));
            }
            let ours = self.board(Ui::Ours, experiment, WIDE.runs);
            self.browsed(report, &ours, Side::Ours, round).await?;
        }
        report.aim(FRAMES, Unit::Count, Aim::AtLeast(59.0));
        for what in [OPENING, SCROLLING] {
            report.aim(what, Unit::Millis, Aim::AtMost(100.0));
        }
        Ok(())
    }

    async fn browsed(&self, report: &mut Report, visit: &Visit, side: Side, round: usize) -> Result<()> {
        let page = visit.browser(self.driver).await?;
        let outcome = watched(report, &page, visit, side).await;
        if round == 0 {
            let picture = format!("charts-wide-{:?}.png", visit.ui).to_lowercase();
            page.picture(&self.settings.out.join(picture)).await?;
        }
        page.quit().await?;
        outcome
    }
}

async fn watched(report: &mut Report, page: &Page, visit: &Visit, side: Side) -> Result<()> {
    page.visit(&visit.address).await?;
    let first = page
        .number_within("window.__bench?.charts?.outlines[0]", PATIENCE)
        .await
        .context("no chart is drawn")?;
    report.take(side, FIRST, Unit::Millis, first);
    let all = page
        .number_within("window.__bench.charts.outline || null", PATIENCE)
        .await
        .context("the charts in view are not drawn")?;
    report.take(side, ALL, Unit::Millis, all);
    let told = page.told().await?;
    report.take(side, OPENING, Unit::Millis, number(&told, "longest")?);
    let scrolled = page
        .promised(&format!("await bench.charts.scroll({SCROLL_MILLIS}, {SPEED})"))
        .await?;
    ensure!(
        number(&scrolled, "moved")? > 1_000.0,
        "the board does not scroll: {scrolled}"
    );
    let slow = 100.0 * number(&scrolled, "slowFrames")?;
    for (what, unit, value) in [
        (FRAMES, Unit::Count, number(&scrolled, "framesPerSecond")?),
        (SLOW, Unit::Count, slow),
        (LONGEST_FRAME, Unit::Millis, number(&scrolled, "longestFrame")?),
        (SCROLLING, Unit::Millis, number(&scrolled, "longestTask")?),
        (REST, Unit::Millis, number(&scrolled, "drawnAfter")?),
        (ELEMENTS, Unit::Count, number(&scrolled, "nodes")?),
        (MEMORY, Unit::Bytes, page.memory().await?.bytes()),
    ] {
        report.take(side, what, unit, value);
    }
    Ok(())
}

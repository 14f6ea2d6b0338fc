//! What people do with a loaded table: sort, filter, scroll.

use crate::page::Page;
use crate::report::{Aim, Report, Side, Unit};
use crate::ui::Ui;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// How long the table is scrolled for one number.
const SCROLL_MILLIS: u32 = 3_000;
/// CSS pixels a second: a wheel that is turned fast, 100 rows of 30 px.
const SPEED_DOWN: u32 = 3_000;
const SPEED_ACROSS: u32 = 1_000;

/// What the rows of the table should be after it was asked for something.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The metric that is sorted by.
    pub sort_metric: String,
    /// The first run in either order, and in none.
    pub sorted_first: Vec<String>,
    /// A filter that few runs pass.
    pub filter: String,
    /// All that pass.
    pub filtered: Vec<String>,
}

/// A loaded page.
#[derive(Debug)]
pub struct Table<'a> {
    /// The page.
    pub page: &'a Page,
    /// Whose.
    pub ui: Ui,
    /// Where its numbers go.
    pub side: Side,
}

impl Table<'_> {
    /// Sorts and filters so often.
    ///
    /// # Errors
    /// When the rows do not become what they should be.
    pub async fn sort_and_filter(
        &self,
        report: &mut Report,
        expected: &Expected,
        repeat: usize,
    ) -> Result<()> {
        let Expected {
            sort_metric,
            sorted_first,
            filter,
            filtered,
        } = expected;
        if self.ui == Ui::Ours {
            let found = self
                .page
                .promised(&format!("await bench.reveal('metrics.{sort_metric}')"))
                .await?;
            ensure!(
                found == json!(true),
                "there is no head of a column for metrics.{sort_metric}"
            );
        }
        for _ in 0..repeat {
            let before = self.first().await?;
            let is_done = format!(
                "(id => id !== {} && {}.includes(id))(bench.firstId())",
                json!(before),
                json!(sorted_first)
            );
            let taken = self
                .page
                .takes(
                    &format!("{}: sorting", self.ui.name()),
                    &self.ui.click_head(sort_metric),
                    &is_done,
                )
                .await?;
            report.take(self.side, "sort", Unit::Millis, taken);
        }
        let field = json!(self.ui.search_field());
        let all = match self.ui {
            Ui::Ours => self.matching().await?,
            Ui::Official => 0,
        };
        for _ in 0..repeat {
            let before = self.first().await?;
            ensure!(
                !filtered.contains(&before),
                "the filter does not change the first row: nothing could be seen"
            );
            let counts = |count: usize| match self.ui {
                Ui::Ours => format!(
                    "&& Number(document.querySelector('[data-testid=runs-matching]').dataset.count) === {count}"
                ),
                // It tells of the first hundred at most.
                Ui::Official => String::new(),
            };
            let is_done = format!(
                "{}.includes(bench.firstId()) {}",
                json!(filtered),
                counts(filtered.len())
            );
            let act = format!("bench.type({field}, {})", json!(filter));
            let taken = self
                .page
                .takes(&format!("{}: filtering", self.ui.name()), &act, &is_done)
                .await?;
            report.take(self.side, "filter", Unit::Millis, taken);
            let is_done = format!("bench.firstId() === {} {}", json!(before), counts(all));
            let taken = self
                .page
                .takes(
                    "taking the filter away",
                    &format!("bench.type({field}, '')"),
                    &is_done,
                )
                .await?;
            report.take(self.side, "all again", Unit::Millis, taken);
        }
        for what in ["sort", "filter", "all again"] {
            report.aim(what, Unit::Millis, Aim::AtMost(100.0));
        }
        Ok(())
    }

    /// Scrolls so often, and counts what stands in the document then.
    ///
    /// # Errors
    /// When nothing scrolls.
    pub async fn scroll(&self, report: &mut Report, repeat: usize) -> Result<()> {
        for _ in 0..repeat {
            let scrolled = self.scrolled(false).await?;
            for (what, unit, key) in [
                (
                    "frames a second, scrolling both ways",
                    Unit::Count,
                    "framesPerSecond",
                ),
                ("longest frame", Unit::Millis, "longestFrameMillis"),
                ("longest task while scrolling", Unit::Millis, "longestTaskMillis"),
            ] {
                report.take(self.side, what, unit, number(&scrolled, key)?);
            }
        }
        if self.ui == Ui::Ours {
            self.look_for_blanks(report).await?;
        }
        let counted = self.page.run("return window.__bench.nodes()").await?;
        for (what, key) in [
            ("nodes in the document", "nodes"),
            ("of them elements", "elements"),
        ] {
            report.take(
                self.side,
                what,
                Unit::Count,
                counted[key].as_f64().unwrap_or_default(),
            );
        }
        // A display draws 60 frames a second; one may be missed.
        report.aim(
            "frames a second, scrolling both ways",
            Unit::Count,
            Aim::AtLeast(59.0),
        );
        report.aim("longest task while scrolling", Unit::Millis, Aim::AtMost(100.0));
        report.aim("nodes in the document", Unit::Count, Aim::AtMost(1_500.0));
        self.to_the_top().await
    }

    /// Scrolls once more and looks at the cells: that costs time of its own, so no frames are counted.
    async fn look_for_blanks(&self, report: &mut Report) -> Result<()> {
        let scrolled = self.scrolled(true).await?;
        ensure!(
            number(&scrolled, "looked")? > 0.0,
            "nobody looked at the cells: {scrolled}"
        );
        if let Some(example) = scrolled["blankExample"].as_str() {
            println!("          a blank cell {example}");
        }
        for (what, key) in [
            ("blank cells seen while scrolling", "blank"),
            ("pixels that rows are behind while scrolling, at most", "late"),
        ] {
            report.take(self.side, what, Unit::Count, number(&scrolled, key)?);
        }
        report.aim("blank cells seen while scrolling", Unit::Count, Aim::AtMost(0.0));
        Ok(())
    }

    async fn scrolled(&self, looks_for_blanks: bool) -> Result<Value> {
        let script =
            format!("await bench.scroll({SCROLL_MILLIS}, {SPEED_DOWN}, {SPEED_ACROSS}, {looks_for_blanks})");
        let scrolled = self.page.promised(&script).await?;
        ensure!(
            number(&scrolled, "moved")? > 500.0,
            "{}: the table does not scroll: {scrolled}",
            self.ui.name()
        );
        Ok(scrolled)
    }

    async fn to_the_top(&self) -> Result<()> {
        let selectors = self.ui.selectors();
        let act = format!(
            "document.querySelector({}).scrollTop = 0; document.querySelector({}).scrollLeft = 0;",
            selectors["vertical"], selectors["horizontal"]
        );
        self.page
            .takes("scrolling to the top", &act, "bench.firstId() !== null")
            .await?;
        Ok(())
    }

    async fn first(&self) -> Result<String> {
        let first = self.page.run("return window.__bench.firstId()").await?;
        Ok(first.as_str().context("the table has a first row")?.to_owned())
    }

    async fn matching(&self) -> Result<usize> {
        let count =
            "return Number(document.querySelector('[data-testid=runs-matching]')?.dataset.count ?? -1)";
        let count = self.page.run(count).await?;
        usize::try_from(count.as_i64().unwrap_or(-1)).context("[data-testid=runs-matching] has no data-count")
    }
}

fn number(told: &Value, key: &str) -> Result<f64> {
    told[key].as_f64().with_context(|| format!("no {key} in {told}"))
}

//! Pages of charts: ours beside `MLflow`'s.

use super::store::{BOARD, Experiment, Histories, LONG};
use super::visit::{Seen, Visit};
use crate::report::{Aim, Report, Side, Unit};
use crate::settings::Settings;
use crate::ui::Ui;
use anyhow::{Context, Result};
use serde_json::json;
use sporeprint_e2e::{Driver, Page, Tracking};

/// Runs that `MLflow`'s page shows unless told otherwise.
pub(super) const SHOWN_AT_FIRST: usize = 10;

/// Two servers of one store, and what is measured with.
pub struct Bench<'a> {
    pub(super) driver: &'a Driver,
    pub(super) settings: &'a Settings,
    official: Tracking,
    ours: Tracking,
    pub(super) rounds: usize,
}

impl<'a> Bench<'a> {
    /// Starts both servers.
    ///
    /// # Errors
    /// When one does not start.
    pub async fn start(
        driver: &'a Driver,
        settings: &'a Settings,
        histories: &Histories,
        rounds: usize,
    ) -> Result<Self> {
        let start = |page, name| {
            let log = settings.out.join(name);
            let store = &histories.folder;
            async move { Tracking::serving(page, &settings.venv, store, "", &log).await }
        };
        Ok(Self {
            driver,
            settings,
            official: start(Page::Mlflow, "charts-mlflow-own-page.log").await?,
            ours: start(Page::Sporeprint, "charts-mlflow-sporeprint.log").await?,
            rounds,
        })
    }

    fn base(&self, ui: Ui) -> &str {
        match ui {
            Ui::Official => self.official.base(),
            Ui::Ours => self.ours.base(),
        }
    }

    pub(super) fn board(&self, ui: Ui, experiment: &Experiment, lines: usize) -> Visit {
        Visit {
            ui,
            address: Ui::charts_address(self.base(ui), &experiment.id),
            lines,
            asks_all: ui == Ui::Official && lines > SHOWN_AT_FIRST,
        }
    }

    async fn look(&self, visit: &Visit, name: &str, round: usize) -> Result<Seen> {
        let picture = format!("charts-{name}-{:?}.png", visit.ui).to_lowercase();
        let picture = (round == 0).then(|| self.settings.out.join(picture));
        visit.look(self.driver, picture.as_deref()).await
    }

    /// Many runs of ordinary length.
    ///
    /// # Errors
    /// When a page does not draw.
    pub async fn many_runs(&self, report: &mut Report, experiment: &Experiment) -> Result<()> {
        let words = BOARD.words();
        let few = format!("{words}, MLflow with its first {SHOWN_AT_FIRST} and ours with all");
        let all = format!("{words}, all of them");
        let few_drawn = "drawn in all charts in view";
        for round in 0..self.rounds {
            let default = self.board(Ui::Official, experiment, SHOWN_AT_FIRST);
            let default = self.look(&default, "board-ten", round).await?;
            let official = self.board(Ui::Official, experiment, BOARD.runs);
            let official = self.look(&official, "board-all", round).await?;
            let ours = self.board(Ui::Ours, experiment, BOARD.runs);
            let ours = self.look(&ours, "board-all", round).await?;
            report.section(&few);
            report.take(Side::Other, few_drawn, Unit::Millis, default.full);
            report.take(Side::Ours, few_drawn, Unit::Millis, ours.outline);
            report.take(
                Side::Other,
                "over the wire until then",
                Unit::Bytes,
                default.bytes,
            );
            report.section(&all);
            take(report, &official, &ours);
        }
        report.section(&all);
        aim(report, 1.0 / 6.0, 0.5);
        Ok(())
    }

    /// Few runs of great length, and one of them alone.
    ///
    /// # Errors
    /// When a page does not draw.
    pub async fn long_metrics(&self, report: &mut Report, experiment: &Experiment) -> Result<()> {
        let ten = format!("{} steps of 10 runs: MLflow's page of one metric", LONG.steps);
        let one = format!("{} steps of one run: its page", LONG.steps);
        for round in 0..self.rounds {
            let official = Visit {
                ui: Ui::Official,
                address: metric_address(self.base(Ui::Official), experiment)?,
                lines: LONG.runs,
                asks_all: false,
            };
            let official = self.look(&official, "long-ten", round).await?;
            let ours = self.board(Ui::Ours, experiment, LONG.runs);
            let ours = self.look(&ours, "long-ten", round).await?;
            report.section(&ten);
            take(report, &official, &ours);

            let run = experiment.runs.first().context("the experiment has runs")?;
            let page = |ui| Visit {
                ui,
                address: format!(
                    "{}#/experiments/{}/runs/{run}/model-metrics",
                    self.base(ui),
                    experiment.id
                ),
                lines: 1,
                asks_all: false,
            };
            let official = self.look(&page(Ui::Official), "long-one", round).await?;
            let ours = self.look(&page(Ui::Ours), "long-one", round).await?;
            report.section(&one);
            take(report, &official, &ours);
        }
        report.section(&ten);
        aim(report, 1.0 / 20.0, 0.5);
        report.section(&one);
        aim(report, 1.0 / 3.0, 1.0 / 3.0);
        Ok(())
    }
}

const OUTLINE: &str = "all lines in outline (MLflow: drawn)";
const SAME_OUTLINE: &str = "as many charts as both have in view, in outline (MLflow: drawn)";
const SAME_FULL: &str = "as many charts, as fine as MLflow's";
const FULL: &str = "as fine as MLflow's, 320 points a line";
const HOVER: &str = "mouse moved to text beside it";
const LONGEST: &str = "longest task";

fn take(report: &mut Report, official: &Seen, ours: &Seen) {
    // Cards are not of one size, so that more of ours may be in view: the same work is to draw as many of them.
    let same = official.outlines.len().min(ours.outlines.len());
    for (side, seen) in [(Side::Other, official), (Side::Ours, ours)] {
        for (what, times) in [(SAME_OUTLINE, &seen.outlines), (SAME_FULL, &seen.fulls)] {
            if let Some(time) = same.checked_sub(1).and_then(|last| times.get(last)) {
                report.take(side, what, Unit::Millis, *time);
            }
        }
        report.take(side, OUTLINE, Unit::Millis, seen.outline);
        report.take(side, FULL, Unit::Millis, seen.full);
        report.take(side, "charts in view", Unit::Count, seen.charts);
        report.take(side, "over the wire until then", Unit::Bytes, seen.bytes);
        report.take(side, "main thread blocked until then", Unit::Millis, seen.blocked);
        report.take(side, LONGEST, Unit::Millis, seen.longest);
        report.take(side, "memory", Unit::Bytes, seen.memory);
        report.take(side, HOVER, Unit::Millis, seen.hover);
    }
}

fn aim(report: &mut Report, outline: f64, full: f64) {
    report.aim(OUTLINE, Unit::Millis, Aim::OfOther(outline));
    report.aim(FULL, Unit::Millis, Aim::OfOther(full));
    report.aim(LONGEST, Unit::Millis, Aim::AtMost(100.0));
    report.aim(HOVER, Unit::Millis, Aim::AtMost(8.0));
}

/// `MLflow`'s page of one metric of all runs. It asks for nothing without `plot_metric_keys`.
fn metric_address(base: &str, experiment: &Experiment) -> Result<String> {
    let key = experiment.keys.first().context("the experiment has metrics")?;
    let values = [
        ("runs", json!(experiment.runs)),
        ("metric", json!(key)),
        ("experiments", json!([experiment.id])),
        ("plot_metric_keys", json!([key])),
        ("plot_layout", json!({ "autosize": true })),
        ("x_axis", json!("step")),
        ("y_axis_scale", json!("linear")),
        ("line_smoothness", json!(1)),
        ("show_point", json!(false)),
        ("deselected_curves", json!([])),
        ("last_linear_y_axis_range", json!([])),
    ];
    let query: Vec<String> = values
        .iter()
        .map(|(name, value)| {
            let value = value
                .as_str()
                .filter(|_| *name != "metric")
                .map_or_else(|| value.to_string(), str::to_owned);
            format!("{name}={value}")
        })
        .collect();
    Ok(format!("{base}#/metric?{}", query.join("&")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_page_of_a_metric_is_told_which_metrics_it_plots() {
        let experiment = Experiment {
            id: "2".to_owned(),
            runs: vec!["a".to_owned(), "b".to_owned()],
            keys: vec!["train/loss".to_owned()],
        };
        let address = metric_address("http://h/", &experiment).unwrap();
        assert!(
            address.starts_with(r#"http://h/#/metric?runs=["a","b"]&metric="train/loss"&experiments=["2"]&"#),
            "{address}"
        );
        assert!(
            address.contains(r#"&plot_metric_keys=["train/loss"]&"#),
            "{address}"
        );
        assert!(address.contains("&x_axis=step&"), "{address}");
    }
}

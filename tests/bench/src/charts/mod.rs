//! The bench of the charts: our pages beside `MLflow`'s own, and our drawing beside `uPlot`'s.
//!
//! `cargo xtask bench charts` runs it. Everything is measured from inside the page (`probe.js`, and `draw.js` for
//! `uPlot`), in fresh browsers, in turn.

mod draw;
mod pages;
mod store;
mod visit;
mod wide;

use crate::page::Page;
use crate::report::Report;
use crate::settings::Settings;
use crate::ui::Ui;
use anyhow::{Result, bail};
use pages::Bench;
use sporeprint_e2e::Driver;
use store::Histories;
use xtask::bench::{ChartsOptions, ChartsPart};

/// Measures. What could not be measured is told at the end; the rest is in the report then.
///
/// # Errors
/// When something could not be measured.
pub async fn measure(report: &mut Report, settings: &Settings, options: &ChartsOptions) -> Result<()> {
    let driver = Driver::start(&settings.chromedriver, &settings.chrome, &settings.out).await?;
    report.note(&versions(&driver).await?);
    if options.wants(ChartsPart::Board) || options.wants(ChartsPart::Long) {
        let histories = Histories::written(settings, store::ORDINARY)?;
        report.note(&format!("MLflow {} on SQLite", histories.mlflow));
        let bench = Bench::start(&driver, settings, &histories, options.rounds).await?;
        if options.wants(ChartsPart::Board) {
            let experiment = histories.experiment(store::BOARD)?;
            let outcome = bench.many_runs(report, &experiment).await;
            report.attempt("many runs", outcome);
        }
        if options.wants(ChartsPart::Long) {
            let experiment = histories.experiment(store::LONG)?;
            let outcome = bench.long_metrics(report, &experiment).await;
            report.attempt("long metrics", outcome);
        }
    }
    if options.wants(ChartsPart::Wide) {
        let histories = Histories::written(settings, store::WIDE_ALONE)?;
        let bench = Bench::start(&driver, settings, &histories, options.rounds).await?;
        let experiment = histories.experiment(store::WIDE)?;
        let outcome = bench.many_metrics(report, &experiment).await;
        report.attempt("many metrics", outcome);
    }
    if options.wants(ChartsPart::Draw) {
        let outcome = draw::measure(report, &driver, settings, options.rounds).await;
        report.attempt("drawing", outcome);
    }
    match report.failures() {
        [] => Ok(()),
        failures => bail!("not all could be measured:\n{}", failures.join("\n")),
    }
}

async fn versions(driver: &Driver) -> Result<String> {
    let page = Page::start(driver, Ui::Ours, false).await?;
    let version = page.browser_version().await;
    page.quit().await?;
    version
}

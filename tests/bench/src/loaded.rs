//! All runs in the table: how long that takes, and what the table is like then.

use crate::handling::{Expected, Table};
use crate::page::Page;
use crate::report::{Aim, Report, Side, Unit};
use crate::store::{RUNS, Server};
use crate::ui::Ui;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sporeprint_e2e::Driver;
use xtask::bench::Options;

/// As many as `MLflow`'s page is made to load, with nine clicks.
const FEW: usize = 1_000;
/// Loads take half a minute each: more of them would tell little.
const LOADS_AT_MOST: usize = 3;
const FILTER: &str = "metrics.metric_01 > 8";
const SORTED_BY: &str = "metric_00";

/// The two servers, which serve one store, with the addresses of their tables.
#[derive(Debug)]
pub struct Addresses {
    /// `MLflow`'s page.
    pub official: String,
    /// Ours.
    pub ours: String,
    /// The base of the server that serves ours: the same is asked directly.
    pub base: String,
    /// The experiment.
    pub experiment: String,
}

/// Measures.
///
/// # Errors
/// When a page does not load what it should.
pub async fn measure(
    report: &mut Report,
    driver: &Driver,
    addresses: &Addresses,
    options: &Options,
) -> Result<()> {
    let server = Server::new(&addresses.base)?;
    let mut expected = Expected {
        sort_metric: SORTED_BY.to_owned(),
        // MLflow's server sorts by when runs started: its page shows no metrics unless it is told to.
        sorted_first: vec![
            first(&server, addresses, "attributes.start_time DESC").await?,
            first(&server, addresses, "attributes.start_time ASC").await?,
        ],
        filter: FILTER.to_owned(),
        filtered: server
            .search(&addresses.experiment, FILTER, "attributes.start_time DESC", FEW)
            .await?,
    };
    let theirs = official(report, driver, addresses, options, &expected).await;
    report.attempt("MLflow's page, loaded", theirs);
    expected.sorted_first = vec![
        first(&server, addresses, &format!("metrics.{SORTED_BY} DESC")).await?,
        first(&server, addresses, &format!("metrics.{SORTED_BY} ASC")).await?,
        first(&server, addresses, "attributes.start_time DESC").await?,
    ];
    ours(report, driver, addresses, options, &server, &expected).await
}

fn loading() -> String {
    format!("{RUNS} runs loaded")
}

fn in_use() -> String {
    format!("In use, ours with {RUNS} runs and MLflow's with {FEW}")
}

fn few() -> String {
    format!("{FEW} runs")
}

async fn ours(
    report: &mut Report,
    driver: &Driver,
    addresses: &Addresses,
    options: &Options,
    server: &Server,
    expected: &Expected,
) -> Result<()> {
    let all = format!("all {RUNS} runs (MLflow: its server alone)");
    report.section(&loading());
    server.search(&addresses.experiment, "", "", FEW).await?;
    let mut last = None;
    let loads = options.repeat.min(LOADS_AT_MOST);
    for _ in 0..loads {
        let (alone, bytes) = server.all_runs(&addresses.experiment).await?;
        report.take(Side::Other, &all, Unit::Millis, alone.as_secs_f64() * 1000.0);
        report.take(Side::Other, "bytes of the answers", Unit::Bytes, bytes as f64);

        let page = Page::start(driver, Ui::Ours, false).await?;
        page.first_row(&addresses.ours).await?;
        says_how_many(&page).await?;
        let until_few = reached(&page, &format!("bench.loadedCount() >= {FEW}")).await?;
        report.take(Side::Ours, &few(), Unit::Millis, until_few);
        take_load(report, &page, &all, RUNS).await?;
        if let Some(before) = last.replace(page) {
            Page::quit(before).await?;
        }
    }
    report.aim(&all, Unit::Millis, Aim::OfOther(1.2));
    report.aim("longest task while loading", Unit::Millis, Aim::AtMost(100.0));

    report.section(&in_use());
    let page = last.context("it was loaded at least once")?;
    let table = Table {
        page: &page,
        ui: Ui::Ours,
        side: Side::Ours,
    };
    table.sort_and_filter(report, expected, options.repeat).await?;
    table.scroll(report, options.repeat).await?;
    page.quit().await
}

async fn official(
    report: &mut Report,
    driver: &Driver,
    addresses: &Addresses,
    options: &Options,
    expected: &Expected,
) -> Result<()> {
    report.section(&loading());
    let loads = options.repeat.min(LOADS_AT_MOST);
    for load in 1..=loads {
        let page = Page::start(driver, Ui::Official, false).await?;
        page.first_row(&addresses.official).await?;
        let taken = more(&page, FEW).await?;
        report.take(Side::Other, &few(), Unit::Millis, taken);
        if load == loads {
            report.section(&in_use());
            let table = Table {
                page: &page,
                ui: Ui::Official,
                side: Side::Other,
            };
            table.scroll(report, options.repeat).await?;
            table.sort_and_filter(report, expected, options.repeat).await?;
        }
        page.quit().await?;
    }
    if options.official_all {
        report.section(&loading());
        let page = Page::start(driver, Ui::Official, false).await?;
        page.first_row(&addresses.official).await?;
        let taken = more(&page, RUNS).await?;
        report.take(
            Side::Other,
            &format!("all {RUNS} runs with MLflow's page"),
            Unit::Millis,
            taken,
        );
        page.quit().await?;
    }
    Ok(())
}

/// Waits until ours has loaded everything, and takes what it cost.
///
/// # Errors
/// When it does not become complete, or has another number of runs then.
pub async fn take_load(report: &mut Report, page: &Page, what: &str, runs: usize) -> Result<()> {
    says_how_many(page).await?;
    let taken = reached(page, "bench.isComplete()").await?;
    report.take(Side::Ours, what, Unit::Millis, taken);
    let loaded = page.run("return window.__bench.loadedCount()").await?;
    ensure!(
        loaded == json!(runs),
        "{runs} runs should be loaded, and the page says {loaded}"
    );
    let told = page.told().await?;
    let number = |key: &str| told[key].as_f64().with_context(|| format!("no {key} in {told}"));
    report.take(
        Side::Ours,
        "longest task while loading",
        Unit::Millis,
        number("longest")?,
    );
    report.take(
        Side::Ours,
        "main thread in tasks over 50 ms while loading",
        Unit::Millis,
        number("blocked")?,
    );
    Ok(())
}

/// Makes sure that the page says how far it is: else the bench would wait for nothing.
async fn says_how_many(page: &Page) -> Result<()> {
    let says = "document.querySelector('[data-testid=runs-loaded]')?.dataset.complete !== undefined";
    let is_late = page
        .promised(&format!("await bench.until(() => {{}}, () => {says}, 10000)"))
        .await?;
    ensure!(
        is_late.is_number(),
        "the page has no [data-testid=runs-loaded] with data-complete"
    );
    Ok(())
}

/// The milliseconds from the start of the visit until a condition in JavaScript holds and that is painted.
async fn reached(page: &Page, condition: &str) -> Result<f64> {
    let reached = page
        .promised_late(&format!("await bench.reached(() => {condition})"))
        .await?;
    reached
        .as_f64()
        .with_context(|| format!("when `{condition}` came true"))
}

async fn more(page: &Page, runs: usize) -> Result<f64> {
    let taken: Value = page
        .promised_late(&format!("await bench.loadMore({runs})"))
        .await?;
    taken
        .as_f64()
        .with_context(|| format!("MLflow's page and {runs} runs: {taken}"))
}

async fn first(server: &Server, addresses: &Addresses, order: &str) -> Result<String> {
    let found = server.search(&addresses.experiment, "", order, 1).await?;
    found.into_iter().next().context("the experiment has runs")
}

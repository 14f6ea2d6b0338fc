//! Ours alone, on made-up runs: more than a server could be filled with.

use crate::handling::{Expected, Table};
use crate::loaded::take_load;
use crate::page::{Memory, Page};
use crate::report::{Aim, Report, Side, Unit};
use crate::settings::Settings;
use crate::synthetic::{self, Shape, metric_key};
use crate::ui::Ui;
use anyhow::Result;
use sporeprint_e2e::Driver;
use std::time::{Duration, Instant};
use xtask::bench::Options;

/// What the page needs without runs is taken off what it needs with them.
const ONE: Shape = Shape { runs: 1, keys: 60 };
const TALL: Shape = Shape {
    runs: 100_000,
    keys: 60,
};
const WIDE: Shape = Shape {
    runs: 2_000,
    keys: 5_000,
};
const MANY: Shape = Shape {
    runs: 1_500,
    keys: 1_530,
};
const BYTES_OF_RUN: usize = 1_024;
const BYTES_OF_CELL: usize = 16;
const LEAK_BYTES: f64 = 2e6;

/// Measures.
///
/// # Errors
/// When the page does not load what it should.
pub async fn measure(
    report: &mut Report,
    driver: &Driver,
    settings: &Settings,
    options: &Options,
) -> Result<()> {
    let serving = synthetic::serve(&settings.dist)?;
    // Without this the page would ask the person at some number of runs whether it shall go on.
    let address = |shape: Shape, number| {
        let address = Ui::Ours.runs_address(&serving.url(), &shape.experiment(number));
        format!("{address}?limit={}", u32::MAX)
    };
    for shape in [TALL, WIDE] {
        report.section(&format!("{} runs × {} keys, made up", shape.runs, shape.keys));
        let page = Page::start(driver, Ui::Ours, false).await?;
        page.first_row(&address(ONE, 0)).await?;
        let empty = page.memory().await?;
        page.first_row(&address(shape, 0)).await?;
        take_load(report, &page, "all runs", shape.runs).await?;
        report.aim("longest task while loading", Unit::Millis, Aim::AtMost(100.0));
        take_memory(report, shape, empty, page.memory().await?);
        let table = Table {
            page: &page,
            ui: Ui::Ours,
            side: Side::Ours,
        };
        let expected = Expected {
            sort_metric: metric_key(0),
            sorted_first: shape.first_sorted(0),
            filter: format!("metrics.{} > 0.97", metric_key(1)),
            filtered: shape.above(1, 97),
        };
        table.sort_and_filter(report, &expected, options.repeat).await?;
        table.scroll(report, options.repeat).await?;
        page.picture(
            &settings
                .out
                .join(format!("scale-{}x{}.png", shape.runs, shape.keys)),
        )
        .await?;
        if shape == TALL && options.minutes > 0 {
            leak(report, &page, options.minutes).await?;
        }
        page.quit().await?;
    }
    let experiments = options.experiments;
    if experiments > 0 {
        report.section(&format!(
            "{experiments} experiments of {} runs × {} keys, one after another",
            MANY.runs, MANY.keys
        ));
        let page = Page::start(driver, Ui::Ours, false).await?;
        page.first_row(&address(ONE, 0)).await?;
        let empty = page.memory().await?;
        for number in 0..experiments {
            open_next(report, &page, &address(MANY, number)).await?;
        }
        let told = page.told().await?;
        report.take(
            Side::Ours,
            "longest task of all",
            Unit::Millis,
            told["longest"].as_f64().unwrap_or_default(),
        );
        report.aim("longest task of all", Unit::Millis, Aim::AtMost(100.0));
        take_memory(report, MANY, empty, page.memory().await?);
        page.quit().await?;
    }
    Ok(())
}

/// Goes to another experiment as a link does: the page stays, and what it held of the last one has to go.
async fn open_next(report: &mut Report, page: &Page, address: &str) -> Result<()> {
    let hash = address.split_once('#').map_or("", |(_, fragment)| fragment);
    let is_done = format!("bench.isComplete() && bench.loadedCount() === {}", MANY.runs);
    page.takes(
        "leaving the experiment before",
        &format!("location.hash = {hash:?}"),
        &format!("!({is_done})"),
    )
    .await?;
    let taken = page
        .takes(
            "loading a wide experiment",
            "",
            &format!("{is_done} && bench.firstId() !== null"),
        )
        .await?;
    report.take(Side::Ours, "an experiment", Unit::Millis, taken);
    Ok(())
}

fn take_memory(report: &mut Report, shape: Shape, empty: Memory, full: Memory) {
    let most = (BYTES_OF_RUN * shape.runs + BYTES_OF_CELL * shape.cells()) as f64;
    let grown = full.bytes() - empty.bytes();
    report.take(Side::Ours, "memory of the runs", Unit::Bytes, grown);
    report.aim("memory of the runs", Unit::Bytes, Aim::AtMost(most));
    report.take(
        Side::Ours,
        "of it the memory of the module",
        Unit::Bytes,
        full.wasm_bytes - empty.wasm_bytes,
    );
    report.take(
        Side::Ours,
        "bytes a cell, without 1 KB a run",
        Unit::Count,
        (grown - (BYTES_OF_RUN * shape.runs) as f64) / shape.cells() as f64,
    );
}

/// Scrolls for minutes and looks whether that leaves anything behind.
async fn leak(report: &mut Report, page: &Page, minutes: u64) -> Result<()> {
    let round = "await bench.scroll(10000, 6000, 2000, false)";
    // The first round may still fill what is kept once.
    page.promised(round).await?;
    let before = page.memory().await?;
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(60 * minutes) {
        page.promised(round).await?;
    }
    let after = page.memory().await?;
    let what = format!("memory left behind by {minutes} min of scrolling");
    report.take(Side::Ours, &what, Unit::Bytes, after.bytes() - before.bytes());
    report.aim(&what, Unit::Bytes, Aim::AtMost(LEAK_BYTES));
    let what = "nodes left behind by it";
    report.take(
        Side::Ours,
        what,
        Unit::Count,
        after.live_nodes - before.live_nodes,
    );
    report.aim(what, Unit::Count, Aim::AtMost(200.0));
    Ok(())
}

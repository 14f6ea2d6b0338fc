//! The first row in a browser that has seen nothing yet.

use crate::page::{Page, Slow};
use crate::report::{Aim, Report, Side, Unit};
use crate::settings::Settings;
use crate::ui::Ui;
use anyhow::{Context, Result};
use serde_json::Value;
use sporeprint_e2e::Driver;
use std::time::Duration;

/// How long after its first row a page is watched for work on its main thread.
const WATCHED: Duration = Duration::from_secs(3);

/// Each page with its name in the report and the address of its table.
pub type Visits = [(Ui, Side, String); 2];

/// Measures both pages in turn, so that neither has a quieter machine.
///
/// # Errors
/// When a page shows no run.
pub async fn measure(
    report: &mut Report,
    driver: &Driver,
    settings: &Settings,
    visits: &Visits,
    repeat: usize,
) -> Result<()> {
    for (slow, words) in Slow::ALL {
        report.section(&format!("Cold browser, {words}"));
        for round in 0..repeat {
            for (ui, side, address) in visits {
                let page = Page::start(driver, *ui, false).await?;
                page.slow_down(slow).await?;
                page.first_row(address).await?;
                tokio::time::sleep(WATCHED).await;
                let told = page.told().await?;
                take_visit(report, *side, &told)?;
                if round == 0 {
                    let name = format!("cold-{slow:?}-{ui:?}.png").to_lowercase();
                    page.picture(&settings.out.join(name)).await?;
                }
                page.quit().await?;
            }
        }
        report.aim("first row is seen", Unit::Millis, Aim::OfOther(0.25));
        report.aim("first row after first answer", Unit::Millis, Aim::AtMost(150.0));
        report.aim("longest task", Unit::Millis, Aim::AtMost(100.0));
    }
    report.section("What a first visit loads");
    for (ui, side, address) in visits {
        let page = Page::start(driver, *ui, true).await?;
        page.first_row(address).await?;
        let wire = page.wire().await?;
        report.take(*side, "the page itself", Unit::Bytes, wire.page_bytes);
        report.take(*side, "requests for it", Unit::Count, wire.page_requests);
        report.take(*side, "answers of the API", Unit::Bytes, wire.api_bytes);
        report.take(*side, "requests of the API", Unit::Count, wire.api_requests);
        page.quit().await?;
    }
    report.aim("the page itself", Unit::Bytes, Aim::OfOther(0.1));
    Ok(())
}

fn take_visit(report: &mut Report, side: Side, told: &Value) -> Result<()> {
    let number = |key: &str| told[key].as_f64().with_context(|| format!("no {key} in {told}"));
    let (first_row, first_answer) = (number("firstRow")?, number("firstAnswer")?);
    let watched_until = first_row + WATCHED.as_secs_f64() * 1000.0;
    let durations: Vec<f64> = told["tasks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|task| task[0].as_f64().is_some_and(|start| start < watched_until))
        .filter_map(|task| task[1].as_f64())
        .collect();
    report.take(side, "first row is seen", Unit::Millis, first_row);
    report.take(
        side,
        "first row after first answer",
        Unit::Millis,
        first_row - first_answer,
    );
    report.take(
        side,
        "main thread in tasks over 50 ms",
        Unit::Millis,
        durations.iter().sum(),
    );
    report.take(
        side,
        "bytes of the page until then",
        Unit::Bytes,
        number("pageBytes")?,
    );
    let longest = durations.iter().copied().fold(0.0, f64::max);
    report.take(side, "longest task", Unit::Millis, longest);
    Ok(())
}

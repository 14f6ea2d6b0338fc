//! The bench of the table of runs, and with the word `charts` that of the charts: our pages and `MLflow`'s own in the
//! same browser, before servers of one store.
//!
//! `cargo xtask bench table` (or `charts`) gathers what it needs and runs it. Both pages are watched by the same script from inside
//! (`probe.js`), in turn, with fresh profiles; medians and their ratios are printed and written to
//! `target/bench/table.md` and `table.json` (or `charts.…`). `docs/benchmarks.md` says what each number is.

#![expect(
    clippy::indexing_slicing,
    reason = "of JSON: a value that is not there is null, and whoever needs it says so"
)]

mod charts;
mod cold;
mod handling;
mod loaded;
mod page;
mod report;
mod scale;
mod settings;
mod store;
mod synthetic;
mod ui;

use anyhow::{Context, Result, bail};
use loaded::Addresses;
use report::{Report, Side};
use serde_json::json;
use settings::Settings;
use sporeprint_e2e::{Driver, Page, Tracking};
use std::fs;
use std::process::ExitCode;
use ui::Ui;
use xtask::bench::{ChartsOptions, Options, Part};

/// The writer makes one experiment in a store that has only the default one.
const EXPERIMENT: &str = "1";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            xtask::group::hold_if_interrupted();
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let is_of_charts = arguments.next_if(|word| word == "charts").is_some();
    let settings = Settings::from_env()?;
    xtask::group::stop_all_on_interrupt()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let mut report = Report::default();
    // What was measured before something failed is still worth having.
    if is_of_charts {
        let options = ChartsOptions::parse(arguments)?;
        let outcome = runtime.block_on(charts::measure(&mut report, &settings, &options));
        let head = format!("medians of {}", options.rounds);
        outcome.and(write(&report, &settings, "charts", &head, options.rounds))
    } else {
        let options = Options::parse(arguments)?;
        let outcome = runtime.block_on(measure(&mut report, &settings, &options));
        let head = format!(
            "{} runs × {} keys; medians of {}",
            store::RUNS,
            store::KEYS,
            options.repeat
        );
        outcome.and(write(&report, &settings, "table", &head, options.repeat))
    }
}

async fn measure(report: &mut Report, settings: &Settings, options: &Options) -> Result<()> {
    let driver = Driver::start(&settings.chromedriver, &settings.chrome, &settings.out).await?;
    if options.wants(Part::Cold) || options.wants(Part::Loaded) {
        let store = store::written(settings)?;
        let log = |name: &str| settings.out.join(name);
        let start = |page, name| {
            let log = log(name);
            let store = &store;
            async move { Tracking::serving(page, &settings.venv, store, "", &log).await }
        };
        let official = start(Page::Mlflow, "mlflow-own-page.log").await?;
        let ours = start(Page::Sporeprint, "mlflow-sporeprint.log").await?;
        let addresses = Addresses {
            official: Ui::Official.runs_address(official.base(), EXPERIMENT),
            ours: Ui::Ours.runs_address(ours.base(), EXPERIMENT),
            base: ours.base().to_owned(),
            experiment: EXPERIMENT.to_owned(),
        };
        // Neither server's first answer is anyone's number.
        for base in [official.base(), ours.base()] {
            let warm = store::Server::new(base)?;
            warm.search(EXPERIMENT, "", "attributes.start_time DESC", 100)
                .await?;
        }
        if options.wants(Part::Cold) {
            let visits = [
                (Ui::Official, Side::Other, addresses.official.clone()),
                (Ui::Ours, Side::Ours, addresses.ours.clone()),
            ];
            let outcome = cold::measure(report, &driver, settings, &visits, options.repeat).await;
            report.attempt("first visits", outcome);
        }
        if options.wants(Part::Loaded) {
            let outcome = loaded::measure(report, &driver, &addresses, options).await;
            report.attempt("a loaded table", outcome);
        }
    }
    if options.wants(Part::Scale) {
        let outcome = scale::measure(report, &driver, settings, options).await;
        report.attempt("many runs", outcome);
    }
    match report.failures() {
        [] => Ok(()),
        failures => bail!("not all could be measured:\n{}", failures.join("\n")),
    }
}

fn write(report: &Report, settings: &Settings, name: &str, head: &str, repeat: usize) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let machine = format!("{cores} cores{}", processor());
    let mut heads = vec![head.to_owned(), machine.clone()];
    heads.extend_from_slice(report.notes());
    let text = format!("{}\n{}", heads.join("; "), report.markdown());
    let file = |end: &str| settings.out.join(format!("{name}.{end}"));
    let (markdown, numbers) = (file("md"), file("json"));
    fs::write(&markdown, &text).with_context(|| format!("writing {}", markdown.display()))?;
    let all = json!({
        "machine": machine, "with": report.notes(), "repeat": repeat, "rows": report.json(),
    });
    fs::write(&numbers, serde_json::to_string_pretty(&all)?)
        .with_context(|| format!("writing {}", numbers.display()))?;
    println!("\n{text}\n{} and {}", markdown.display(), numbers.display());
    Ok(())
}

/// The processor's name, where the system tells.
fn processor() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told.lines().find_map(|line| line.strip_prefix("model name"));
    name.map_or_else(String::new, |name| {
        format!(" ({})", name.trim_start_matches([' ', '\t', ':']))
    })
}

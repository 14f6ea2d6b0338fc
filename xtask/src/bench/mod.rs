//! `cargo xtask bench table` and `cargo xtask bench charts`: our pages and `MLflow`'s own, driven in the same browser on
//! the same runs; and our charts beside `uPlot`'s.
//!
//! This gathers the site, `MLflow` and the browser; `tests/bench` measures. It is told where things are by these
//! variables, all of them absolute paths:
//!
//! | variable | what |
//! |---|---|
//! | `SPOREPRINT_BENCH_DIST` | the built site |
//! | `SPOREPRINT_BENCH_VENV` | a Python environment with `MLflow` 3 and the UI's wheel |
//! | `SPOREPRINT_BENCH_CHROME`, `SPOREPRINT_BENCH_CHROMEDRIVER` | the browser and its driver |
//! | `SPOREPRINT_BENCH_OUT` | a folder for the results, the logs and the stores of runs, which are kept |
//! | `SPOREPRINT_BENCH_UPLOT`, `SPOREPRINT_BENCH_UPLOT_VERSION` | `uPlot`'s script and what it calls itself; for charts only |

mod charts_options;
mod options;

use crate::browser::Browser;
use crate::build::ensure_built;
use crate::group::{Running, hold_if_interrupted};
use crate::python::Venv;
use crate::repo::Repo;
use crate::step::heading;
use crate::tools;
use crate::wheel;
use anyhow::{Result, bail};
pub use charts_options::{ChartsOptions, ChartsPart};
pub use options::{Options, Part};
use std::fs;
use std::process::Command;

/// Measures the table of runs, and prints what came out.
///
/// # Errors
/// When something cannot be installed, or a page does not do what is measured.
pub fn table(repo: &Repo, options: &Options) -> Result<()> {
    let mut bench = gathered(repo)?;
    run(bench.args(options.to_arguments()))
}

/// Measures the charts, and prints what came out.
///
/// # Errors
/// When something cannot be installed, or a page does not do what is measured.
pub fn charts(repo: &Repo, options: &ChartsOptions) -> Result<()> {
    let mut bench = gathered(repo)?;
    if options.wants(ChartsPart::Draw) {
        let (script, version) = tools::uplot_script(repo)?;
        bench
            .env("SPOREPRINT_BENCH_UPLOT", script)
            .env("SPOREPRINT_BENCH_UPLOT_VERSION", version);
    }
    run(bench.arg("charts").args(options.to_arguments()))
}

/// The program that measures, without its arguments, once all that it needs is there.
fn gathered(repo: &Repo) -> Result<Command> {
    heading("Site");
    ensure_built(repo)?;
    heading("Python");
    let wheel = wheel::wheel(repo)?;
    let venv = Venv::ready(repo, "venv", &repo.root().join("demo/requirements.txt"), &wheel)?;
    heading("Browser");
    let browser = Browser::ready(repo)?;
    let out = repo.target("bench");
    fs::create_dir_all(&out)?;
    let mut bench = Command::new("cargo");
    bench
        .current_dir(repo.root())
        .env_remove("CARGO_MANIFEST_DIR")
        .args(["run", "--package", "sporeprint-bench", "--"])
        .env("SPOREPRINT_BENCH_DIST", repo.dist())
        .env("SPOREPRINT_BENCH_VENV", venv.folder())
        .env("SPOREPRINT_BENCH_CHROME", &browser.chrome)
        .env("SPOREPRINT_BENCH_CHROMEDRIVER", &browser.driver)
        .env("SPOREPRINT_BENCH_OUT", &out);
    Ok(bench)
}

fn run(bench: &mut Command) -> Result<()> {
    heading("Bench");
    let status = Running::start(bench)?.wait()?;
    if !status.success() {
        hold_if_interrupted();
        bail!("the bench ended with {status}; what it says stands above");
    }
    Ok(())
}

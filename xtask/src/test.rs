//! `cargo xtask test`: every check of the project, cheapest first; stops at the first that fails.
//!
//! End-to-end tests are told where things are by these variables, all of them absolute paths:
//!
//! | variable | what |
//! |---|---|
//! | `SPOREPRINT_E2E_DIST` | the built site |
//! | `SPOREPRINT_E2E_WHEEL_VENV` | a Python environment with `MLflow` 3 and the UI's wheel |
//! | `SPOREPRINT_E2E_VENV_2` | the same with `MLflow` 2.22 |
//! | `SPOREPRINT_E2E_CHROME`, `SPOREPRINT_E2E_CHROMEDRIVER` | the browser and its driver |
//! | `SPOREPRINT_E2E_AXE` | `axe.min.js`, the accessibility checks |
//! | `SPOREPRINT_E2E_OUT` | a folder for logs, what a failed test leaves (screenshot, console, page) and stores to keep; never emptied here |

use crate::browser::Browser;
use crate::build::{Kit, ensure_built};
use crate::group::{Running, hold_if_interrupted};
use crate::python::Venv;
use crate::repo::Repo;
use crate::step::{Step, clock, heading, note};
use crate::wasm_target::TARGET;
use crate::{size, tools, wheel};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;
use std::time::Instant;

/// Which tests were asked for; none means all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Format, lints and the tests of the pure rooms.
    pub host: bool,
    /// The tests that run inside a browser.
    pub browser: bool,
    /// The built site before real tracking servers.
    pub e2e: bool,
}

impl Options {
    fn wants(self, asked: bool) -> bool {
        asked || !(self.host || self.browser || self.e2e)
    }
}

/// Runs the tests.
///
/// # Errors
/// When something cannot be installed or a check fails; the error says how to repeat just that.
pub fn test(repo: &Repo, options: Options) -> Result<()> {
    let started = Instant::now();
    if options.wants(options.host) {
        host(repo)?;
    }
    if options.wants(options.browser) {
        browser(repo)?;
    }
    if options.wants(options.e2e) {
        e2e(repo)?;
    }
    println!("\nAll tests passed in {}.", clock(started.elapsed()));
    Ok(())
}

/// rustfmt and clippy, which a minimal Rust comes without.
fn ensure_components(repo: &Repo) -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let answers = cargo(repo).args([subcommand, "--version"]).output();
        if answers.is_ok_and(|output| output.status.success()) {
            continue;
        }
        let step = Step {
            what: &format!("Installing {component}"),
            typical: "seconds",
            advice: "`rustup component add rustfmt clippy` does it by hand.",
        };
        step.run(repo, Command::new("rustup").args(["component", "add", component]))?;
    }
    Ok(())
}

fn host(repo: &Repo) -> Result<()> {
    ensure_components(repo)?;
    stage(
        "Format",
        repo,
        cargo(repo).args(["fmt", "--all", "--check"]),
        "cargo fmt --all",
    )?;
    let lints = "cargo clippy --workspace --all-targets -- -D warnings";
    stage(
        "Lints, host",
        repo,
        cargo(repo).args(lints.split(' ').skip(1)),
        lints,
    )?;
    let tests = "cargo test -p sporeprint -p xtask -p sporeprint-bench";
    stage(
        "Tests of the pure rooms",
        repo,
        cargo(repo).args(tests.split(' ').skip(1)),
        tests,
    )
}

fn browser(repo: &Repo) -> Result<()> {
    heading("Tools");
    let kit = Kit::ready(repo)?;
    let browser = Browser::ready(repo)?;
    if kit.way.has_clippy() {
        // Not `--tests`: the unit tests of the pure rooms, and what they need, are the host's.
        let lints =
            format!("cargo clippy --target {TARGET} -p sporeprint --lib --bins --test web -- -D warnings");
        let mut clippy = kit.command(repo, "cargo")?;
        stage(
            "Lints, browser",
            repo,
            clippy.args(lints.split(' ').skip(1)),
            &lints,
        )?;
    } else {
        note("Debian's Rust for browsers has no clippy: the lints for the browser are left out.");
    }
    let mut tests = kit.command(repo, "cargo")?;
    tests.args(["test", "--target", TARGET, "-p", "sporeprint", "--test", "web"]);
    tests.env("CHROMEDRIVER", &browser.driver);
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.capabilities(repo)?);
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    stage(
        "Tests in the browser",
        repo,
        &mut tests,
        "cargo xtask test --browser",
    )
}

fn e2e(repo: &Repo) -> Result<()> {
    heading("Site");
    ensure_built(repo)?;
    heading("Size of a first visit");
    size::size(repo).context("repeat it with `cargo xtask size`")?;
    heading("Python");
    let wheel = wheel::wheel(repo)?;
    let demo = repo.root().join("demo");
    let newest = Venv::ready(repo, "venv", &demo.join("requirements.txt"), &wheel)?;
    let oldest = Venv::ready(repo, "venv-2.22", &demo.join("requirements-2.22.txt"), &wheel)?;
    heading("Browser");
    let browser = Browser::ready(repo)?;
    let axe = tools::axe_script(repo)?;
    note(&format!(
        "{} with {}",
        browser.chrome.display(),
        browser.driver.display()
    ));

    let out = repo.target("e2e");
    fs::create_dir_all(&out)?;
    let mut tests = cargo(repo);
    tests.args(["test", "-p", "sporeprint-e2e", "--", "--test-threads=1"]);
    tests
        .env("SPOREPRINT_E2E_DIST", repo.dist())
        .env("SPOREPRINT_E2E_WHEEL_VENV", newest.folder())
        .env("SPOREPRINT_E2E_VENV_2", oldest.folder())
        .env("SPOREPRINT_E2E_CHROME", &browser.chrome)
        .env("SPOREPRINT_E2E_CHROMEDRIVER", &browser.driver)
        .env("SPOREPRINT_E2E_AXE", axe)
        .env("SPOREPRINT_E2E_OUT", &out);
    stage("End to end", repo, &mut tests, "cargo xtask test --e2e")
}

fn cargo(repo: &Repo) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(repo.root()).env_remove("CARGO_MANIFEST_DIR");
    command
}

/// Runs one check with its output as it is, so that the runner's own closing lines are seen.
fn stage(name: &str, repo: &Repo, command: &mut Command, repeat: &str) -> Result<()> {
    heading(name);
    let started = Instant::now();
    let status = Running::start(command.current_dir(repo.root()))?.wait()?;
    if !status.success() {
        hold_if_interrupted();
        bail!("{name}: failed. To repeat just that: `{repeat}`");
    }
    note(&format!("took {}", clock(started.elapsed())));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_for_nothing_asks_for_everything() {
        let all = Options::default();
        assert!(all.wants(all.host) && all.wants(all.browser) && all.wants(all.e2e));
        let one = Options {
            browser: true,
            ..Options::default()
        };
        assert!(one.wants(one.browser) && !one.wants(one.host) && !one.wants(one.e2e));
    }
}

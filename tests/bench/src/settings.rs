//! What `cargo xtask bench` says about this machine.

use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Where everything is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The built site.
    pub dist: PathBuf,
    /// A Python environment with `MLflow` and our wheel.
    pub venv: PathBuf,
    /// The browser.
    pub chrome: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
    /// Where results, logs and the store go.
    pub out: PathBuf,
}

impl Settings {
    /// Reads the environment.
    ///
    /// # Errors
    /// When a variable is not set, or names what is not there.
    pub fn from_env() -> Result<Self> {
        Ok(Self {
            dist: path("SPOREPRINT_BENCH_DIST")?,
            // Not canonical: the programs of an environment know it by this path.
            venv: path("SPOREPRINT_BENCH_VENV")?,
            chrome: path("SPOREPRINT_BENCH_CHROME")?,
            chromedriver: path("SPOREPRINT_BENCH_CHROMEDRIVER")?,
            out: path("SPOREPRINT_BENCH_OUT")?,
        })
    }
}

/// Where `uPlot`'s script is, and its version.
///
/// # Errors
/// When a variable is not set, or names what is not there.
pub fn uplot() -> Result<(PathBuf, String)> {
    let version = text("SPOREPRINT_BENCH_UPLOT_VERSION")?;
    Ok((
        path("SPOREPRINT_BENCH_UPLOT")?,
        version.to_string_lossy().into_owned(),
    ))
}

fn text(name: &str) -> Result<OsString> {
    env::var_os(name).with_context(|| format!("{name} is not set: measure with `cargo xtask bench`"))
}

fn path(name: &str) -> Result<PathBuf> {
    let given = PathBuf::from(text(name)?);
    given
        .exists()
        .then_some(given)
        .with_context(|| format!("{name} names what is not there"))
}

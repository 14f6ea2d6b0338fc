//! What `cargo xtask test --e2e` says about this machine.

use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;

/// Where everything is that the tests use and do not bring.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `SPOREPRINT_E2E_DIST`: the built site, `index.html` beside `static-files/`.
    pub dist: PathBuf,
    /// `SPOREPRINT_E2E_WHEEL_VENV`: a Python environment with the newest `MLflow`, our wheel and what `demo/`
    /// requires.
    pub venv: PathBuf,
    /// `SPOREPRINT_E2E_VENV_2`: the same with `MLflow` 2.22.
    pub venv_2: PathBuf,
    /// `SPOREPRINT_E2E_CHROMEDRIVER`: the driver of the browser.
    pub chromedriver: PathBuf,
    /// `SPOREPRINT_E2E_CHROME`: the browser.
    pub chrome: PathBuf,
    /// `SPOREPRINT_E2E_AXE`: axe-core's `axe.min.js`.
    pub axe: PathBuf,
    /// `SPOREPRINT_E2E_OUT`: a folder for logs, what failed tests leave behind, and the trained stores, which are
    /// kept from run to run as long as `demo/` and the Python packages stay the same.
    pub out: PathBuf,
}

impl Settings {
    /// Reads the environment.
    pub fn from_env() -> Result<Self> {
        Ok(Self {
            dist: existing("SPOREPRINT_E2E_DIST")?,
            venv: existing("SPOREPRINT_E2E_WHEEL_VENV")?,
            venv_2: existing("SPOREPRINT_E2E_VENV_2")?,
            chromedriver: existing("SPOREPRINT_E2E_CHROMEDRIVER")?,
            chrome: existing("SPOREPRINT_E2E_CHROME")?,
            axe: existing("SPOREPRINT_E2E_AXE")?,
            out: folder("SPOREPRINT_E2E_OUT")?,
        })
    }

    /// The top of the checkout.
    pub fn checkout() -> PathBuf {
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
    }
}

fn value(name: &str) -> Result<PathBuf> {
    let advice = || format!("{name} is not set: run these tests with `cargo xtask test --e2e`");
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .with_context(advice)
}

fn existing(name: &str) -> Result<PathBuf> {
    let path = value(name)?;
    if !path.exists() {
        bail!(
            "{name} names {}, which is not there: run `cargo xtask test --e2e`",
            path.display()
        );
    }
    Ok(path)
}

fn folder(name: &str) -> Result<PathBuf> {
    let path = value(name)?;
    std::fs::create_dir_all(&path).with_context(|| format!("cannot make the folder {}", path.display()))?;
    Ok(path.canonicalize()?)
}

//! The browser that tests run in, and its driver.

use crate::debian;
use crate::repo::Repo;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const BROWSERS: [&str; 5] = [
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "chrome",
];
const DRIVERS: [&str; 1] = ["chromedriver"];

/// A browser and the driver of the same version.
#[derive(Clone, Debug)]
pub struct Browser {
    /// The browser's program.
    pub chrome: PathBuf,
    /// `chromedriver`.
    pub driver: PathBuf,
}

impl Browser {
    /// What `CHROME` and `CHROMEDRIVER` name, else what is on `PATH`, else Debian's, which is installed.
    ///
    /// # Errors
    /// When there is no browser and none can be installed, or browser and driver do not fit together.
    pub fn ready(repo: &Repo) -> Result<Self> {
        let found = match (find("CHROME", &BROWSERS)?, find("CHROMEDRIVER", &DRIVERS)?) {
            (Some(chrome), Some(driver)) => Self { chrome, driver },
            _ => Self::install(repo)?,
        };
        found.check()?;
        Ok(found)
    }

    fn install(repo: &Repo) -> Result<Self> {
        let by_hand = "Tests need Chromium (or Chrome) and the chromedriver of the same version. Install both, and \
                       where they are not on PATH set CHROME and CHROMEDRIVER to them.";
        debian::install(
            repo,
            "the browser of the tests",
            "about a minute, once",
            &["chromium", "chromium-driver"],
        )
        .context(by_hand)?;
        let chrome = find("CHROME", &BROWSERS)?.context("Debian's chromium is not on PATH")?;
        let driver = find("CHROMEDRIVER", &DRIVERS)?.context("Debian's chromedriver is not on PATH")?;
        Ok(Self { chrome, driver })
    }

    fn check(&self) -> Result<()> {
        let (chrome, driver) = (said(&self.chrome)?, said(&self.driver)?);
        if major(&chrome) != major(&driver) {
            bail!(
                "browser and driver have to be of one version: {} says `{chrome}`, {} says `{driver}`",
                self.chrome.display(),
                self.driver.display()
            );
        }
        Ok(())
    }

    /// A file of capabilities for the browser tests, which names this very browser: `webdriver.json` with a `binary`.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn capabilities(&self, repo: &Repo) -> Result<PathBuf> {
        let text =
            fs::read_to_string(repo.root().join("webdriver.json")).context("reading webdriver.json")?;
        let path = repo.target("webdriver.json");
        fs::write(&path, with_binary(&text, &self.chrome)?)?;
        Ok(path)
    }
}

/// Puts the browser's path in front of the arguments; the file is ours, so its form is known.
fn with_binary(capabilities: &str, chrome: &Path) -> Result<String> {
    let (before, after) = capabilities
        .split_once("\"args\"")
        .context("webdriver.json has no \"args\"")?;
    let chrome = chrome
        .to_string_lossy()
        .replace('\\', "\\\\")
        .replace('"', "\\\"");
    Ok(format!("{before}\"binary\": \"{chrome}\",\n    \"args\"{after}"))
}

fn find(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(given) = env::var_os(variable).filter(|value| !value.is_empty()) {
        let given = PathBuf::from(given);
        if !given.is_file() {
            bail!("{variable} names {}, which is not there", given.display());
        }
        return Ok(Some(given));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).collect();
    Ok(names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file()))
}

fn said(program: &Path) -> Result<String> {
    let output = Command::new(program).arg("--version").output();
    let output = output.with_context(|| format!("cannot start {}", program.display()))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first number of `Chromium 156.0.8078.79 built on Debian` or `ChromeDriver 156.0.8078.79 (…)`.
fn major(said: &str) -> Option<u32> {
    said.split_whitespace()
        .find_map(|word| word.split_once('.')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_and_driver_are_compared_by_their_major_version() {
        let browser = major("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)");
        assert_eq!(browser, Some(156));
        assert_eq!(
            browser,
            major("ChromeDriver 156.0.8078.60 (4a5b6c-refs/branch-heads/8078@{#1})")
        );
        assert_ne!(browser, major("ChromeDriver 155.0.1.2 (x)"));
        assert_eq!(major("no version"), None);
    }

    #[test]
    fn the_capabilities_name_the_browser_and_keep_the_arguments() {
        let text = with_binary(
            "{\"goog:chromeOptions\": {\"args\": [\"--x\"]}}",
            Path::new("/a b/\"chrome"),
        )
        .unwrap();
        assert!(text.contains("\"binary\": \"/a b/\\\"chrome\","), "{text}");
        assert!(text.ends_with("\"args\": [\"--x\"]}}"), "{text}");
    }
}

//! One chromedriver for all scenarios, one browser with a fresh profile for each session.

use crate::tracking::{answers, free_port, start_logged};
use anyhow::{Context, Result};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};
use xtask::group::Running;

/// What makes a browser the same on every machine, and quiet.
const ARGUMENTS: [&str; 17] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--lang=en-US",
    // A name other than this machine's does not resolve: a request that left would fail, and loudly.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// The running chromedriver.
#[derive(Debug)]
pub struct Driver {
    url: String,
    chrome: PathBuf,
    _running: Running,
}

impl Driver {
    /// Starts the program `chromedriver`, which opens the browser `chrome` and writes its log into the folder `logs`,
    /// and waits until it is ready.
    pub async fn start(chromedriver: &Path, chrome: &Path, logs: &Path) -> Result<Self> {
        let port = free_port()?;
        let log = logs.join("chromedriver.log");
        let mut command = Command::new(chromedriver);
        command
            .arg(format!("--port={port}"))
            .env("TZ", "UTC")
            .env("LANGUAGE", "en_US")
            .env("LC_ALL", "C.UTF-8");
        let running = start_logged(&mut command, &log)?;
        let url = format!("http://127.0.0.1:{port}");
        let running = answers(running, &format!("{url}/status"), &log).await?;
        Ok(Self {
            url,
            chrome: chrome.to_path_buf(),
            _running: running,
        })
    }

    /// Opens a browser with a fresh profile. With `logs_requests` its performance log tells of every request; a page
    /// that loads gigabytes is better measured without.
    pub async fn session(&self, logs_requests: bool) -> Result<WebDriver> {
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&self.chrome.to_string_lossy())?;
        for argument in ARGUMENTS {
            wanted.add_arg(argument)?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        if logs_requests {
            wanted.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
            let log_requests_only = json!({ "enableNetwork": true, "enablePage": false });
            wanted.add_experimental_option("perfLoggingPrefs", log_requests_only)?;
        }
        WebDriver::new(self.url.as_str(), wanted)
            .await
            .context("chromedriver could not open a browser")
    }
}

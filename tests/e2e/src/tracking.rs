//! Real `MLflow` servers.

use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use xtask::group::Running;

/// Long enough for a server's first start on a slow machine, which makes its database.
const START: Duration = Duration::from_secs(90);
/// How often a starting server is asked whether it is up.
const ASK: Duration = Duration::from_millis(100);

/// Which page a server serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Ours, from the wheel.
    Sporeprint,
    /// The one that `MLflow` brings.
    Mlflow,
}

/// An `MLflow` server, on a store of its own; stopped when dropped.
#[derive(Debug)]
pub struct Tracking {
    base: String,
    _running: Running,
}

impl Tracking {
    /// Starts the server with our page. See [`Tracking::serving`].
    pub async fn start(venv: &Path, folder: &Path, prefix: &str, log: &Path) -> Result<Self> {
        Self::serving(Page::Sporeprint, venv, folder, prefix, log).await
    }

    /// Starts the server of the Python environment `venv` on the store in `folder` (made where it is not there),
    /// with all addresses under `prefix` (empty or such as `/mlflow`), and waits until it is healthy.
    pub async fn serving(page: Page, venv: &Path, folder: &Path, prefix: &str, log: &Path) -> Result<Self> {
        fs::create_dir_all(folder.join("artifacts"))?;
        let port = free_port()?;
        let mut command = python_program(venv, "mlflow");
        command
            .args(["server", "--host", "127.0.0.1", "--workers", "1"])
            .args(["--port", &port.to_string()])
            .arg("--backend-store-uri")
            .arg(format!("sqlite:///{}", folder.join("mlflow.db").display()))
            .arg("--artifacts-destination")
            .arg(folder.join("artifacts"))
            .current_dir(folder);
        if page == Page::Sporeprint {
            command.args(["--app-name", "sporeprint"]);
        }
        if !prefix.is_empty() {
            command.args(["--static-prefix", prefix]);
        }
        let running = start_logged(&mut command, log)?;
        let base = format!("http://127.0.0.1:{port}{prefix}/");
        let running = answers(running, &format!("{base}health"), log).await?;
        Ok(Self {
            base,
            _running: running,
        })
    }

    /// Where it answers, with a slash at the end.
    pub fn base(&self) -> &str {
        &self.base
    }
}

/// A program of a Python environment, set up to keep to itself.
pub fn python_program(venv: &Path, program: &str) -> Command {
    let mut command = Command::new(venv.join("bin").join(program));
    command
        .env("MLFLOW_DISABLE_TELEMETRY", "true")
        .env("DO_NOT_TRACK", "true")
        // Their workers are two more processes, and nothing here has jobs.
        .env("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false")
        .env("PYTHONUNBUFFERED", "1")
        .env("TZ", "UTC")
        .env_remove("MLFLOW_TRACKING_URI");
    command
}

/// Starts a program with its output in a file.
pub fn start_logged(command: &mut Command, log: &Path) -> Result<Running> {
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdout(file.try_clone()?).stderr(file);
    Running::start(command)
}

/// Waits until the program answers at `url` with success.
pub async fn answers(mut running: Running, url: &str, log: &Path) -> Result<Running> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(5))
        .build()?;
    let started = Instant::now();
    loop {
        if client
            .get(url)
            .send()
            .await
            .is_ok_and(|response| response.status().is_success())
        {
            return Ok(running);
        }
        if let Some(status) = running.status_now()? {
            bail!(
                "the server for {url} ended with {status}; its last words:\n{}",
                last_lines(log)
            );
        }
        if started.elapsed() > START {
            bail!(
                "no answer from {url} in {} s; the server said:\n{}",
                START.as_secs(),
                last_lines(log)
            );
        }
        tokio::time::sleep(ASK).await;
    }
}

/// A port that nobody listens on now.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The end of a log, for a message.
pub fn last_lines(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.len().saturating_sub(25);
    format!("{}\n(all of it: {})", lines[start..].join("\n"), log.display())
}

/// Copies a folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target: PathBuf = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

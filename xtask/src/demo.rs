//! `cargo xtask demo`: a real tracking server with real runs and our UI, or our UI before somebody's own server.

use crate::build::ensure_built;
use crate::group::Running;
use crate::mlflow_server::{MlflowServer, free_port_from, is_free};
use crate::python::Venv;
use crate::repo::Repo;
use crate::serve::Site;
use crate::step::{heading, note};
use crate::wheel::wheel;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, thread};

/// Where the demo is when nobody asks for another port; `MLflow`'s own 5000 stays free.
const USUAL_PORT: u16 = 5151;

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The port; without it the usual one or the next that is free.
    pub port: Option<u16>,
    /// Leave the browser alone.
    pub no_open: bool,
    /// Show this server instead of a trained demo.
    pub tracking_uri: Option<String>,
}

/// Runs until it is interrupted.
///
/// # Errors
/// When a step fails, or the server ends by itself.
pub fn demo(repo: &Repo, options: &Options) -> Result<()> {
    match &options.tracking_uri {
        Some(uri) => show_other_server(repo, uri, options),
        None => show_trained_demo(repo, options),
    }
}

fn show_other_server(repo: &Repo, uri: &str, options: &Options) -> Result<()> {
    heading("Site");
    ensure_built(repo)?;
    let site = Site {
        dist: repo.dist(),
        tracking_uri: Some(uri.to_owned()),
        prefix: None,
    };
    let serving = site.start(port(options)?)?;
    announce(
        &serving.url(),
        &format!("It shows the tracking server {uri}."),
        options,
    );
    loop {
        thread::park();
    }
}

fn show_trained_demo(repo: &Repo, options: &Options) -> Result<()> {
    let _lock = Lock::take(repo)?;
    let port = port(options)?;
    heading("Site");
    ensure_built(repo)?;
    let wheel = wheel(repo)?;
    heading("Python");
    let venv = Venv::ready(repo, "venv", &repo.root().join("demo/requirements.txt"), &wheel)?;
    note("MLflow and scikit-learn are ready.");

    heading("Runs");
    let folder = repo.target("demo/server");
    let trained = folder.join("trained");
    let is_trained = trained.is_file();
    if !is_trained && folder.exists() {
        note("An earlier demo was stopped while it trained; it starts anew.");
        fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    note("Starting MLflow's server (5 to 20 seconds)");
    let server = MlflowServer::start(&venv, &folder, port)?;
    Lock::write_address(repo, &server.url())?;
    if is_trained {
        note(&format!(
            "The runs of an earlier demo are kept. To train anew, remove {}",
            folder.display()
        ));
    } else {
        note(&format!(
            "Training (under 3 minutes, once). Runs appear at {} as they are logged.",
            server.url()
        ));
        train(repo, &venv, &server.url())?;
        fs::write(&trained, "").with_context(|| format!("writing {}", trained.display()))?;
    }
    announce(&server.url(), "It is MLflow's own server with this UI.", options);
    let (status, log) = server.wait()?;
    bail!(
        "MLflow's server ended with {status}; its log is {}",
        log.display()
    )
}

fn train(repo: &Repo, venv: &Venv, url: &str) -> Result<()> {
    let mut command = Command::new(venv.program("python"));
    command
        .arg("demo/train.py")
        .args(["--tracking-uri", url])
        .current_dir(repo.root());
    // MLflow would check which commit it is; the training should not need git.
    command
        .env("GIT_PYTHON_REFRESH", "quiet")
        .env("PYTHONUNBUFFERED", "1")
        .env("MLFLOW_DISABLE_TELEMETRY", "true");
    let status = Running::start(&mut command)?.wait()?;
    if !status.success() {
        bail!("demo/train.py ended with {status}; what it printed stands above");
    }
    Ok(())
}

fn port(options: &Options) -> Result<u16> {
    match options.port {
        Some(port) if port != 0 && !is_free(port) => {
            bail!("port {port} is taken; choose another with --port")
        }
        Some(port) if port != 0 => Ok(port),
        _ => free_port_from(USUAL_PORT),
    }
}

fn announce(url: &str, what: &str, options: &Options) {
    println!("\n   {url}\n\n   {what} Ctrl-C stops it.");
    if !options.no_open {
        open(url);
    }
}

/// Opens the address where there is a desktop; the address stands on the screen anyway.
fn open(url: &str) {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else if is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") {
        Command::new("xdg-open")
    } else {
        return;
    };
    // In a group of its own and silent: the person's browser outlives the demo, and Ctrl-C is not meant for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if command.arg(url).spawn().is_err() {
        note("No browser could be opened; the address above is to be opened by hand.");
    }
}

/// One demo per checkout: a second would write to the same database, or take a half-trained one away.
struct Lock {
    _file: File,
}

impl Lock {
    fn take(repo: &Repo) -> Result<Self> {
        let folder = repo.target("demo");
        fs::create_dir_all(&folder)?;
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(folder.join("lock"))?;
        if file.try_lock().is_err() {
            let mut address = String::new();
            let _ = file.read_to_string(&mut address);
            bail!("this checkout's demo runs already{}", address_of_other(&address));
        }
        file.set_len(0)?;
        Ok(Self { _file: file })
    }

    fn write_address(repo: &Repo, url: &str) -> Result<()> {
        let path: &Path = &repo.target("demo/lock");
        File::options()
            .write(true)
            .truncate(true)
            .open(path)?
            .write_all(url.as_bytes())?;
        Ok(())
    }
}

fn address_of_other(written: &str) -> String {
    if written.is_empty() {
        "; it is being set up".to_owned()
    } else {
        format!(": {written}")
    }
}

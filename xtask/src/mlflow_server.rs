//! `MLflow`'s own server, started for the demo.

use crate::group::Running;
use crate::python::Venv;
use crate::step::{QUIET_AT_MOST, clock, note};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

/// A first start migrates an empty database, which takes some seconds of its own.
const PATIENCE: Duration = Duration::from_mins(2);

/// A tracking server with our UI; dropping it stops it.
#[derive(Debug)]
pub struct MlflowServer {
    running: Running,
    port: u16,
    log: PathBuf,
}

impl MlflowServer {
    /// Starts a server that keeps its runs in `folder`, and waits until it answers.
    ///
    /// # Errors
    /// When it ends or stays silent; the error shows the end of its log.
    pub fn start(venv: &Venv, folder: &Path, port: u16) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let log = folder.join("server.log");
        let output = File::create(&log).with_context(|| format!("writing {}", log.display()))?;
        let mut command = Command::new(venv.program("mlflow"));
        command.args([
            "server",
            "--app-name",
            "sporeprint",
            "--host",
            "127.0.0.1",
            "--port",
            &port.to_string(),
        ]);
        command
            .arg("--backend-store-uri")
            .arg(format!("sqlite:///{}", folder.join("mlflow.db").display()));
        command
            .arg("--artifacts-destination")
            .arg(folder.join("artifacts"));
        // Two are enough for one person, and start in half the time of four.
        command.args(["--workers", "2"]);
        // No background jobs are wanted: their workers are two more processes.
        command.env("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
        command
            .env("MLFLOW_DISABLE_TELEMETRY", "true")
            .env("DO_NOT_TRACK", "true");
        command
            .current_dir(folder)
            .stdout(output.try_clone()?)
            .stderr(output);
        let mut server = Self {
            running: Running::start(&mut command)?,
            port,
            log,
        };
        server.wait_until_it_answers()?;
        Ok(server)
    }

    /// Where the server is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Waits until the server ends by itself, which only a failure makes it do.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn wait(self) -> Result<(ExitStatus, PathBuf)> {
        Ok((self.running.wait()?, self.log))
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let started = Instant::now();
        let mut told = started;
        while !is_healthy(self.port) {
            if let Some(status) = self.running.status_now()? {
                crate::group::hold_if_interrupted();
                bail!("MLflow's server ended with {status}:\n{}", self.end_of_log());
            }
            if started.elapsed() > PATIENCE {
                bail!(
                    "MLflow's server does not answer after {} s:\n{}",
                    PATIENCE.as_secs(),
                    self.end_of_log()
                );
            }
            if told.elapsed() > QUIET_AT_MOST {
                told = Instant::now();
                note(&format!("{}  it is still starting …", clock(started.elapsed())));
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn end_of_log(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        let last = lines.get(lines.len().saturating_sub(30)..).unwrap_or_default();
        format!("{}\n(all of it: {})", last.join("\n"), self.log.display())
    }
}

fn is_healthy(port: u16) -> bool {
    let ask = || {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    };
    ask().is_ok_and(|answer| {
        answer
            .lines()
            .next()
            .is_some_and(|status| status.contains(" 200 "))
    })
}

/// The first port from `first` on that nobody listens on.
///
/// # Errors
/// When a hundred in a row are taken.
pub fn free_port_from(first: u16) -> Result<u16> {
    let mut ports = first..=first.saturating_add(100);
    ports
        .find(|port| is_free(*port))
        .with_context(|| format!("no port is free from {first} on"))
}

/// Whether nobody listens on this port of this machine.
pub fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(!is_free(port));
        assert!(free_port_from(port).is_ok_and(|free| free > port) || port > u16::MAX - 100);
    }

    #[test]
    fn a_port_where_nobody_answers_is_not_healthy() {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        assert!(!is_healthy(free));
    }
}

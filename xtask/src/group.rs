//! Programs that this command starts, each in a process group of its own, so that stopping it stops what it started in
//! turn (a server's workers, a driver's browser) and nothing else on the machine.

use anyhow::{Context, Result};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Group ids of what runs now: the signal handler has no other way to know.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How long a program may take to end by itself before it is killed.
const GRACE: Duration = Duration::from_secs(6);

/// A started program and everything in its process group; dropping it stops all of them.
#[derive(Debug)]
pub struct Running {
    child: Child,
    stopped: bool,
}

impl Running {
    /// Starts `command` as the head of a new process group. It gets no standard input: only the foreground group may
    /// read from a terminal.
    ///
    /// # Errors
    /// When the program cannot be started; the message names it.
    pub fn start(command: &mut Command) -> Result<Self> {
        command.stdin(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        hold_if_interrupted();
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command
            .spawn()
            .with_context(|| format!("cannot start `{program}`"))?;
        running.push(child.id());
        Ok(Self {
            child,
            stopped: false,
        })
    }

    /// The program's process, for its output pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// The exit status, or `None` while the program runs.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn status_now(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Waits until the program ends, then stops what it may have left running.
    ///
    /// # Errors
    /// When the system cannot tell the exit status.
    pub fn wait(mut self) -> Result<ExitStatus> {
        let status = self.child.wait()?;
        hold_if_interrupted();
        Ok(status)
    }

    /// Asks the group to end, and kills it when it has not ended in time.
    pub fn stop(&mut self) {
        if self.stopped {
            return;
        }
        self.stopped = true;
        let id = self.child.id();
        end_groups(&[id], || {
            // An ended child stays listed in its group until it is waited for.
            let _ = self.child.try_wait();
        });
        let _ = self.child.wait();
        RUNNING
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|running| *running != id);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// From now on Ctrl-C and a termination signal stop every running group, then end this command with status 130.
///
/// # Errors
/// When the handler cannot be installed.
pub fn stop_all_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            return;
        }
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !running.is_empty() {
            eprintln!("\nStopping what this command started …");
        }
        end_groups(&running, || {});
        std::process::exit(130);
    })?;
    Ok(())
}

/// After an interrupt the other threads see their programs die; what they would report is only the echo of it. The
/// handler ends the process.
pub fn hold_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        thread::park();
    }
}

fn end_groups(ids: &[u32], mut reap: impl FnMut()) {
    let any_left = |reap: &mut dyn FnMut()| {
        reap();
        ids.iter().any(|id| signal::exists(*id))
    };
    for id in ids {
        signal::terminate(*id);
    }
    let started = Instant::now();
    while any_left(&mut reap) {
        if started.elapsed() > GRACE {
            for id in ids {
                signal::kill(*id);
            }
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(unix)]
mod signal {
    use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

    fn pid(id: u32) -> Option<Pid> {
        Pid::from_raw(i32::try_from(id).ok()?)
    }

    pub fn terminate(id: u32) {
        pid(id).map(|pid| kill_process_group(pid, Signal::TERM));
    }

    pub fn kill(id: u32) {
        pid(id).map(|pid| kill_process_group(pid, Signal::KILL));
    }

    pub fn exists(id: u32) -> bool {
        pid(id).is_some_and(|pid| test_kill_process_group(pid).is_ok())
    }
}

/// Windows has no process groups to signal; `taskkill /T` ends a program with all it started.
#[cfg(not(unix))]
mod signal {
    use std::process::Command;

    pub fn terminate(id: u32) {
        kill(id);
    }

    pub fn kill(id: u32) {
        let _ = Command::new("taskkill")
            .args(["/T", "/F", "/PID", &id.to_string()])
            .output();
    }

    pub fn exists(_id: u32) -> bool {
        false
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};

    #[test]
    fn stopping_a_program_stops_what_it_started_in_turn() {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "sleep 600 & echo $!; wait"])
            .stdout(Stdio::piped());
        let mut running = Running::start(&mut shell).unwrap();
        let group = running.child().id();
        let mut line = String::new();
        BufReader::new(running.child().stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(signal::exists(group));
        running.stop();
        assert!(!signal::exists(group), "process {} is left", line.trim());
    }

    #[test]
    fn a_program_that_is_not_there_is_named_in_the_error() {
        let error = Running::start(&mut Command::new("no-such-program-1f2e")).unwrap_err();
        assert!(error.to_string().contains("no-such-program-1f2e"));
    }
}

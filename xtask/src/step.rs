//! Long steps that show that they are alive: what runs, for how long, and the line that it printed last.

use crate::group::{Running, hold_if_interrupted};
use crate::repo::Repo;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// No step is silent for longer. Where nobody can rewrite a line, a new one comes this often.
pub const QUIET_AT_MOST: Duration = Duration::from_secs(8);
/// How much of a failed program's output is shown; all of it stands in the log.
const LAST_LINES: usize = 40;

/// Prints the name of a stage of a longer command.
pub fn heading(title: &str) {
    println!("\n── {title}");
}

/// Prints one line of what is being done or was found.
pub fn note(text: &str) {
    println!("   {text}");
}

/// A step that runs one program and keeps its output out of the way.
#[derive(Debug)]
pub struct Step<'a> {
    /// What is done, and for what; starts the line.
    pub what: &'a str,
    /// How long it takes on an ordinary machine.
    pub typical: &'a str,
    /// What to do when it fails.
    pub advice: &'a str,
}

impl Step<'_> {
    /// Runs `command` to its end, with progress on one line that is rewritten (a new line every few seconds where the
    /// output is not a terminal).
    ///
    /// # Errors
    /// When the program cannot be started or fails: the error says what failed, where its log is and what to do.
    pub fn run(&self, repo: &Repo, command: &mut Command) -> Result<()> {
        println!("   {} ({})", self.what, self.typical);
        let program = command.get_program().to_string_lossy().into_owned();
        let mut log = Log::create(repo, &program, self.what)?;
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running =
            Running::start(command).with_context(|| format!("{} failed. {}", self.what, self.advice))?;

        let (sender, lines) = mpsc::channel();
        let child = running.child();
        if let Some(output) = child.stdout.take() {
            send_lines(output, sender.clone());
        }
        if let Some(output) = child.stderr.take() {
            send_lines(output, sender);
        }
        let mut progress = Progress::new();
        loop {
            match lines.recv_timeout(Duration::from_millis(500)) {
                Ok(line) => {
                    log.add(&line)?;
                    progress.line = line;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            progress.show();
        }
        let status = running.wait()?;
        progress.end();
        if status.success() {
            return Ok(());
        }
        hold_if_interrupted();
        for line in &log.last {
            eprintln!("   | {line}");
        }
        bail!(
            "{} failed: `{program}` ended with {status}.\n{}\nAll of its output: {}",
            self.what,
            self.advice,
            log.path.display()
        );
    }
}

struct Log {
    path: std::path::PathBuf,
    file: File,
    last: std::collections::VecDeque<String>,
}

impl Log {
    fn create(repo: &Repo, program: &str, what: &str) -> Result<Self> {
        let folder = repo.target("xtask-logs");
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        let path = folder.join(format!("{}.log", file_name(what)));
        let mut file = File::create(&path).with_context(|| format!("writing {}", path.display()))?;
        writeln!(file, "{what}: {program}")?;
        Ok(Self {
            path,
            file,
            last: std::collections::VecDeque::new(),
        })
    }

    fn add(&mut self, line: &str) -> Result<()> {
        writeln!(self.file, "{line}")?;
        if self.last.len() == LAST_LINES {
            self.last.pop_front();
        }
        self.last.push_back(line.to_owned());
        Ok(())
    }
}

struct Progress {
    started: Instant,
    shown: Instant,
    line: String,
    rewrites: bool,
}

impl Progress {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            started: now,
            shown: now,
            line: String::new(),
            rewrites: io::stdout().is_terminal(),
        }
    }

    fn show(&mut self) {
        let due = if self.rewrites {
            Duration::from_millis(200)
        } else {
            QUIET_AT_MOST
        };
        if self.shown.elapsed() < due {
            return;
        }
        self.shown = Instant::now();
        let text = format!(
            "   {}  {}",
            clock(self.started.elapsed()),
            shortened(self.line.trim(), 90)
        );
        if self.rewrites {
            print!("\r\x1b[K{text}");
            let _ = io::stdout().flush();
        } else {
            println!("{text}");
        }
    }

    fn end(&self) {
        if self.rewrites {
            print!("\r\x1b[K");
        }
        println!("   took {}", clock(self.started.elapsed()));
    }
}

/// `3:07`, or `1:02:33` from an hour on.
pub fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{kept}…")
}

fn file_name(what: &str) -> String {
    let kept = what.chars().map(|c| {
        if c.is_ascii_alphanumeric() || c == '.' {
            c
        } else {
            '-'
        }
    });
    shortened(&kept.collect::<String>(), 60).replace('…', "")
}

/// Programs that draw a progress bar end its states with a carriage return, so that counts as a line end too.
fn send_lines(output: impl Read + Send + 'static, sender: mpsc::Sender<String>) {
    thread::spawn(move || {
        let mut line = Vec::new();
        for byte in BufReader::new(output).bytes().map_while(io::Result::ok) {
            if byte != b'\n' && byte != b'\r' {
                line.push(byte);
            } else if !line.is_empty() {
                let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
                line.clear();
            }
        }
        if !line.is_empty() {
            let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_shows_hours_only_where_there_are_any() {
        assert_eq!(clock(Duration::from_secs(7)), "0:07");
        assert_eq!(clock(Duration::from_secs(187)), "3:07");
        assert_eq!(clock(Duration::from_secs(3753)), "1:02:33");
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        assert_eq!(shortened("größe", 4), "grö…");
        assert_eq!(shortened("größe", 5), "größe");
    }

    #[test]
    fn a_progress_bar_and_an_unfinished_last_line_are_lines_too() {
        let (sender, lines) = mpsc::channel();
        send_lines(&b"one\r\ntwo\rthree"[..], sender);
        assert_eq!(lines.iter().collect::<Vec<_>>(), ["one", "two", "three"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_program_says_what_failed_and_what_to_do() {
        let step = Step {
            what: "Testing the step",
            typical: "no time",
            advice: "Try again.",
        };
        let error = step.run(
            &Repo::here().unwrap(),
            Command::new("sh").args(["-c", "echo no >&2; exit 3"]),
        );
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("Testing the step failed") && error.contains("Try again."),
            "{error}"
        );
    }
}

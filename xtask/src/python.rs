//! Python environments under `target/`, filled from a file of pinned versions.

use crate::repo::Repo;
use crate::step::Step;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The oldest Python that the pinned versions run on.
const OLDEST: (u32, u32) = (3, 11);

/// An environment that is ready to use.
#[derive(Clone, Debug)]
pub struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// The environment `name` under `target/demo/` with exactly what `requirements` pins, and with the UI's wheel.
    /// What is there already is left as it is.
    ///
    /// # Errors
    /// When there is no suitable Python, or pip fails.
    pub fn ready(repo: &Repo, name: &str, requirements: &Path, wheel: &Path) -> Result<Self> {
        let venv = Self {
            folder: repo.target("demo").join(name),
        };
        let pinned = fs::read(requirements).with_context(|| format!("reading {}", requirements.display()))?;
        if !answers(&venv.program("python")) {
            venv.create(repo)?;
        }
        venv.once("requirements", &hex(&pinned), || {
            let what = format!("Installing what {} pins", shown(repo, requirements));
            let step = Step {
                what: &what,
                typical: "under 2 minutes, once",
                advice: "It comes from PyPI; is that reachable, and does this Python suit the pinned versions? \
                         PYTHON=/path/to/python3.11 names another one.",
            };
            step.run(repo, venv.pip().args(["install", "--progress-bar", "off", "-r"]).arg(requirements))
        })?;
        let packed = fs::read(wheel).with_context(|| format!("reading {}", wheel.display()))?;
        venv.once("wheel", &hex(&packed), || {
            let step = Step {
                what: "Installing the UI's wheel",
                typical: "some seconds",
                advice: "Is the wheel whole?",
            };
            step.run(
                repo,
                venv.pip()
                    .args(["install", "--no-deps", "--force-reinstall"])
                    .arg(wheel),
            )
        })?;
        Ok(venv)
    }

    /// The environment's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A program of the environment.
    pub fn program(&self, name: &str) -> PathBuf {
        if cfg!(windows) {
            self.folder.join("Scripts").join(format!("{name}.exe"))
        } else {
            self.folder.join("bin").join(name)
        }
    }

    fn create(&self, repo: &Repo) -> Result<()> {
        let python = find_python()?;
        let step = Step {
            what: &format!("Making a Python environment in {}", shown(repo, &self.folder)),
            typical: "10 seconds, once",
            advice: "Where Python comes from Debian: `sudo apt-get install python3-venv`.",
        };
        // What stands there is not whole, or of a Python that was removed.
        let _ = fs::remove_dir_all(&self.folder);
        step.run(repo, Command::new(python).args(["-m", "venv"]).arg(&self.folder))
    }

    fn pip(&self) -> Command {
        let mut command = Command::new(self.program("python"));
        command.args(["-m", "pip", "--disable-pip-version-check", "--no-input"]);
        command
    }

    /// Does something only when it was not done with this `content` before.
    fn once(&self, name: &str, content: &str, act: impl FnOnce() -> Result<()>) -> Result<()> {
        let stamp = self.folder.join(format!("installed-{name}"));
        if fs::read_to_string(&stamp).is_ok_and(|before| before == content) {
            return Ok(());
        }
        let _ = fs::remove_file(&stamp);
        act()?;
        fs::write(&stamp, content).with_context(|| format!("writing {}", stamp.display()))
    }
}

/// A Python that can make environments: what `PYTHON` names, else the first that is new enough.
///
/// # Errors
/// When there is none; the error lists what was found.
pub fn find_python() -> Result<PathBuf> {
    let named = env::var_os("PYTHON").map(PathBuf::from);
    let usual = [
        "python3",
        "python",
        "python3.13",
        "python3.12",
        "python3.11",
        "python3.10",
    ]
    .map(PathBuf::from);
    let mut seen = Vec::new();
    for python in named.into_iter().chain(usual) {
        let script = "import sys, venv, ensurepip; print(*sys.version_info[:2])";
        let Ok(output) = Command::new(&python).args(["-c", script]).output() else {
            continue;
        };
        match version(&String::from_utf8_lossy(&output.stdout)) {
            Some(version) if version >= OLDEST => return Ok(python),
            Some((major, minor)) => seen.push(format!("{} is {major}.{minor}", python.display())),
            None => seen.push(format!(
                "{} lacks venv (Debian: `apt-get install python3-venv`)",
                python.display()
            )),
        }
    }
    bail!(
        "Python {}.{} or later is needed, with venv and pip; PYTHON=/path/to/python names one. Found: {}.",
        OLDEST.0,
        OLDEST.1,
        if seen.is_empty() {
            "none".to_owned()
        } else {
            seen.join("; ")
        }
    )
}

fn version(said: &str) -> Option<(u32, u32)> {
    let (major, minor) = said.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

fn answers(python: &Path) -> bool {
    Command::new(python)
        .args(["-c", "import pip"])
        .output()
        .is_ok_and(|output| output.status.success())
}

fn shown(repo: &Repo, path: &Path) -> String {
    path.strip_prefix(repo.root())
        .unwrap_or(path)
        .display()
        .to_string()
}

fn hex(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_versions_compare_as_numbers() {
        assert_eq!(version("3 11\n"), Some((3, 11)));
        assert!(version("3 9\n").unwrap() < OLDEST);
        assert!(version("3 11").unwrap() >= OLDEST);
        assert_eq!(version(""), None);
    }
}

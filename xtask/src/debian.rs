//! What Debian has: its browser for the tests, and its copies of Rust's sources where rustup cannot be reached.

use crate::repo::{Repo, files_under};
use crate::step::Step;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Suites that may hold the sources of a Rust that is newer than the machine's Debian.
const SUITES: [&str; 4] = ["trixie-backports", "trixie", "forky", "sid"];

/// Installs packages for the whole machine, as root or with a `sudo` that asks for nothing.
///
/// # Errors
/// Without apt, without the right to install, or when apt fails: the error then holds the line to run by hand.
pub fn install(repo: &Repo, what: &str, typical: &str, packages: &[&str]) -> Result<()> {
    let by_hand = format!(
        "By hand: `sudo apt-get install --no-install-recommends {}`.",
        packages.join(" ")
    );
    let step = Step {
        what: &format!("Installing {what} from Debian ({})", packages.join(", ")),
        typical,
        advice: &by_hand,
    };
    let Some(prefix) = right_to_install() else {
        bail!("Installing {what} takes root, and `sudo` wants a password. {by_hand}");
    };
    let apt_get = |arguments: &[&str]| {
        let mut words = prefix
            .iter()
            .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .chain(arguments);
        let mut command = Command::new(words.next().unwrap_or(&"env"));
        command.args(words);
        command
    };
    let install = [&["install", "-y", "--no-install-recommends"], packages].concat();
    // The machine's lists may be good enough; only old ones are worth a download.
    if step.run(repo, &mut apt_get(&install)).is_ok() {
        return Ok(());
    }
    let update = Step {
        what: "Reading Debian's package lists",
        typical: "some seconds",
        advice: &by_hand,
    };
    update.run(repo, &mut apt_get(&["update"]))?;
    step.run(repo, &mut apt_get(&install))
}

/// Puts the sources of the standard library of Rust `version` into `folder` of its sysroot, where `-Zbuild-std` looks.
/// Neither root nor a change to the machine's package sources is needed.
///
/// # Errors
/// Where apt is missing, no suite holds this version, or `folder` cannot be written.
pub fn fetch_rust_source(repo: &Repo, version: &str, folder: &Path) -> Result<()> {
    let work = repo.target("rust-src");
    let _ = fs::remove_dir_all(&work);
    for below in ["lists/partial", "cache/archives/partial", "unpacked"] {
        fs::create_dir_all(work.join(below))?;
    }
    let keys = "/usr/share/keyrings/debian-archive-keyring.gpg";
    let source = |suite| format!("deb [signed-by={keys}] http://deb.debian.org/debian {suite} main");
    fs::write(work.join("sources.list"), SUITES.map(source).join("\n"))?;
    let apt = |program: &str| {
        let mut command = Command::new(program);
        command.current_dir(&work);
        for option in [
            "Dir::Etc::sourcelist=sources.list",
            "Dir::State::lists=lists",
            "Dir::Cache=cache",
        ] {
            let (name, path) = option.split_once('=').unwrap_or((option, ""));
            command
                .arg("-o")
                .arg(format!("{name}={}", work.join(path).display()));
        }
        command.args(["-o", "Dir::Etc::sourceparts=-", "-o", "APT::Get::List-Cleanup=0"]);
        // Only the lists of packages: translations and icons would be ten times as much.
        let bare = [
            "Acquire::Languages=none",
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
        ];
        command.args(bare.iter().flat_map(|option| ["-o", *option]));
        if is_root() {
            command.args(["-o", "APT::Sandbox::User=root"]);
        }
        command
    };
    let advice = "Debian's servers may be out of reach.";
    let step = Step {
        what: "Looking for Rust's sources at Debian",
        typical: "10 seconds",
        advice,
    };
    step.run(repo, apt("apt-get").arg("update"))?;

    let output = apt("apt-cache").args(["madison", "rust-src"]).output()?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let package = source_package(&listed, version)
        .with_context(|| format!("Debian has no rust-src {version}, only:\n{}", listed.trim()))?;
    let step = Step {
        what: &format!("Fetching {package}"),
        typical: "30 seconds, once",
        advice,
    };
    step.run(repo, apt("apt-get").args(["download", &package]))?;

    let files = files_under(&work)?;
    let archive = files
        .iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"));
    let archive = archive.context("apt-get downloaded nothing")?;
    let step = Step {
        what: "Unpacking Rust's sources",
        typical: "10 seconds",
        advice: "Is the disk full?",
    };
    step.run(
        repo,
        Command::new("dpkg")
            .arg("-x")
            .arg(archive)
            .arg(work.join("unpacked")),
    )?;

    let library = work.join(format!("unpacked/usr/src/rustc-{version}/library"));
    copy_folder(&library, folder).with_context(|| format!("copying the sources to {}", folder.display()))?;
    let _ = fs::remove_dir_all(&work);
    Ok(())
}

/// `rust-src=<version of the package>` from the lines of `apt-cache madison`, for exactly this Rust.
fn source_package(listed: &str, version: &str) -> Option<String> {
    let packaged = listed
        .lines()
        .filter_map(|line| line.split('|').nth(1))
        .map(str::trim);
    let mut right = packaged.filter(|packaged| {
        packaged
            .strip_prefix(version)
            .is_some_and(|rest| rest.starts_with(['+', '-', '~']))
    });
    right.next().map(|packaged| format!("rust-src={packaged}"))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in files_under(from)? {
        let target = to.join(file.strip_prefix(from)?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        // Debian links some licence files to places outside the folder; nothing compiles them.
        if file.is_file() {
            fs::copy(&file, &target)?;
        }
    }
    Ok(())
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// What goes in front of `apt-get`: nothing for root, else a `sudo` that does not ask.
fn right_to_install() -> Option<&'static [&'static str]> {
    if is_root() {
        return Some(&[]);
    }
    let sudo = Command::new("sudo").args(["-n", "true"]).output();
    sudo.is_ok_and(|output| output.status.success())
        .then_some(&["sudo", "-n"])
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: &str = "  rust-src | 1.96.1+dfsg1-2~bpo13+1 | http://deb.debian.org/debian trixie-backports/main\n\
                            rust-src | 1.95.0+dfsg1-2~bpo13+1 | http://deb.debian.org/debian trixie-backports/main\n";

    #[test]
    fn only_the_sources_of_exactly_this_rust_are_taken() {
        assert_eq!(
            source_package(LISTED, "1.95.0").as_deref(),
            Some("rust-src=1.95.0+dfsg1-2~bpo13+1")
        );
        assert_eq!(source_package(LISTED, "1.95"), None);
        assert_eq!(source_package(LISTED, "1.9"), None);
        assert_eq!(source_package("", "1.95.0"), None);
    }
}

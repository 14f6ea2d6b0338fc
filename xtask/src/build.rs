//! `cargo xtask build`: trunk builds the site, and its output becomes `dist/`, which any server can serve.
//!
//! `index.html` stands at the top and everything else in `static-files/`, which is how `MLflow` maps the addresses of a
//! UI; a plain server serves the same folder as it is.

use crate::page;
use crate::repo::{Repo, files_under};
use crate::step::{Step, note};
use crate::tools::Toolbox;
use crate::wasm_target::{TARGET, Way};
use crate::{split, stylesheets};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is at the top of the checkout and is not part of the site, besides all prose.
const NOT_THE_SITE: [&str; 15] = [
    ".ci",
    ".git",
    ".github",
    ".gitignore",
    "LICENSE",
    "LICENSE-THIRD-PARTY",
    "clippy.toml",
    "demo",
    "dist",
    "docs",
    "rustfmt.toml",
    "size-budget.toml",
    "target",
    "tests",
    "webdriver.json",
];

/// Views without their types: measured on the whole app, 16 % less gzip. (For a page or two it costs some.)
const SMALL: &str = "--cfg erase_components";

/// How the app is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Small and fast: what is shipped, measured and tested.
    Release,
    /// Quick to compile, with line numbers, several times as large.
    Debug,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Debug => "debug",
        }
    }
}

/// Everything that compiling for the browser needs.
#[derive(Clone, Debug)]
pub struct Kit {
    /// The programs.
    pub toolbox: Toolbox,
    /// How the target is compiled for.
    pub way: Way,
}

impl Kit {
    /// Finds what building needs and installs what is missing.
    ///
    /// # Errors
    /// When something cannot be installed.
    pub fn ready(repo: &Repo) -> Result<Self> {
        Ok(Self {
            way: Way::ready(repo)?,
            toolbox: Toolbox::for_building(repo)?,
        })
    }

    /// `program`, set up to compile for the browser in the checkout.
    ///
    /// # Errors
    /// When its `PATH` cannot be put together.
    pub fn command(&self, repo: &Repo, program: &str) -> Result<Command> {
        let mut command = Command::new(program);
        self.way.apply(&mut command, &self.toolbox.path()?)?;
        command.current_dir(repo.root()).env_remove("CARGO_MANIFEST_DIR");
        // A failed build is about the sources, not about where in trunk it was noticed.
        command.env_remove("RUST_BACKTRACE");
        // trunk reads NO_COLOR as a flag of its own and refuses values other than true and false.
        command.env_remove("NO_COLOR");
        Ok(command)
    }
}

/// Builds the site anew.
///
/// # Errors
/// When compiling fails or the page breaks one of the rules of [`page`].
pub fn build(repo: &Repo, kit: &Kit, profile: Profile) -> Result<()> {
    let sources = source_stamp(repo)?;
    let advice = "Is the registry (crates.io) reachable?";
    let step = Step {
        what: "Fetching the crates of the app",
        typical: "under a minute, once",
        advice,
    };
    let mut fetch = kit.command(repo, "cargo")?;
    step.run(repo, fetch.args(["fetch", "--locked", "--target", TARGET]))?;

    let out = repo.target("trunk");
    let mut trunk = kit.command(repo, "trunk")?;
    trunk
        .args([
            "build",
            "--color",
            "never",
            "--public-url",
            page::ASSETS,
            "--dist",
        ])
        .arg(&out);
    let typical = match profile {
        Profile::Release => "2 to 4 minutes at first, then about one",
        Profile::Debug => "1 to 2 minutes at first, then seconds",
    };
    let cut = repo.target("split");
    if profile == Profile::Release {
        trunk.args(["--release", "--features", split::FEATURE]);
        // Other flags would take the place of these.
        trunk
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        trunk.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            format!("{SMALL} {}", split::RUSTFLAGS),
        );
        split::apply(&mut trunk, &cut)?;
    }
    let what = format!("Building the site ({})", profile.name());
    Step {
        what: &what,
        typical,
        advice: "The output above says what trunk or rustc did not like.",
    }
    .run(repo, &mut trunk)?;

    let dist = repo.dist();
    assemble(&out, &dist)?;
    stylesheets::join(&dist)?;
    if profile == Profile::Release {
        split::join(&dist, &cut, |part, small| shrink(repo, kit, part, small))?;
    }
    page::checked(&dist)?;
    fs::write(repo.target("dist.stamp"), stamp(profile, &sources))?;
    note(&format!("Built {}", dist.display()));
    Ok(())
}

/// Shrinks a part of the module as trunk shrinks the main one.
fn shrink(repo: &Repo, kit: &Kit, part: &Path, small: &Path) -> Result<()> {
    let page = fs::read_to_string(repo.root().join("index.html"))?;
    let features = page
        .split_once("data-wasm-opt-params=\"")
        .and_then(|(_, rest)| rest.split_once('"'));
    let (features, _) = features.context("index.html has no data-wasm-opt-params")?;
    let mut wasm_opt = kit.command(repo, "wasm-opt")?;
    wasm_opt
        .args(["-Oz", "--strip-debug", "--strip-producers"])
        .args(features.split_whitespace());
    let output = wasm_opt
        .arg(part)
        .arg("-o")
        .arg(small)
        .output()
        .context("starting wasm-opt")?;
    if !output.status.success() {
        bail!(
            "wasm-opt could not shrink {}: {}",
            part.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

/// Builds the release site when `dist/` is not of the sources as they are now.
///
/// # Errors
/// As [`build`].
pub fn ensure_built(repo: &Repo) -> Result<()> {
    if is_current(repo)? {
        note("dist/ is up to date.");
        return Ok(());
    }
    build(repo, &Kit::ready(repo)?, Profile::Release)
}

/// Whether `dist/` is a release build of the sources as they are now.
///
/// # Errors
/// When the sources cannot be read.
pub fn is_current(repo: &Repo) -> Result<bool> {
    let built = fs::read_to_string(repo.target("dist.stamp")).unwrap_or_default();
    Ok(repo.dist().join("index.html").is_file() && built == stamp(Profile::Release, &source_stamp(repo)?))
}

fn stamp(profile: Profile, sources: &str) -> String {
    format!("{} {sources}\n", profile.name())
}

/// A digest of the names and contents of everything that the site is made of.
fn source_stamp(repo: &Repo) -> Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(repo.root())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_prose = Path::new(&name).extension().is_some_and(|ending| ending == "md");
        if NOT_THE_SITE.contains(&name.as_str()) || is_prose {
            continue;
        }
        if entry.file_type()?.is_dir() {
            files.extend(files_under(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    digest_of(&files)
}

/// A digest of the names and contents of files; changes when any of them does.
///
/// # Errors
/// When a file cannot be read.
pub fn digest_of(files: &[PathBuf]) -> Result<String> {
    let mut digest = Sha256::new();
    for file in files {
        let content = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        digest.update(file.to_string_lossy().as_bytes());
        digest.update([0]);
        digest.update(Sha256::digest(content));
    }
    let mut text = String::new();
    for byte in digest.finalize() {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}

/// Makes `dist` of what trunk put into `built`: the page at the top, all else in `static-files/`.
fn assemble(built: &Path, dist: &Path) -> Result<()> {
    let fresh = dist.with_extension("new");
    let _ = fs::remove_dir_all(&fresh);
    for file in files_under(built)? {
        let name = file.strip_prefix(built)?;
        let target = if name == Path::new("index.html") {
            fresh.join(name)
        } else {
            fresh.join(page::ASSETS).join(name)
        };
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &target).with_context(|| format!("copying {}", file.display()))?;
    }
    let _ = fs::remove_dir_all(dist);
    fs::rename(&fresh, dist).with_context(|| format!("putting the site into {}", dist.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(test: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sporeprint-build-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn the_page_stays_at_the_top_and_nothing_old_is_left() {
        let folder = folder("assemble");
        let (built, dist) = (folder.join("trunk"), folder.join("dist"));
        fs::create_dir_all(built.join("snippets/a")).unwrap();
        fs::create_dir_all(&dist).unwrap();
        for (path, content) in [
            ("trunk/index.html", "page"),
            ("trunk/app.js", "js"),
            ("trunk/snippets/a/x.js", "x"),
        ] {
            fs::write(folder.join(path), content).unwrap();
        }
        fs::write(dist.join("old.js"), "old").unwrap();
        assemble(&built, &dist).unwrap();
        let files = files_under(&dist).unwrap();
        let names: Vec<_> = files
            .iter()
            .map(|file| file.strip_prefix(&dist).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "index.html",
                "static-files/app.js",
                "static-files/snippets/a/x.js"
            ]
        );
    }

    #[test]
    fn the_digest_changes_with_a_content_and_with_a_name() {
        let folder = folder("digest");
        let (one, two) = (folder.join("one"), folder.join("two"));
        fs::write(&one, "a").unwrap();
        fs::write(&two, "a").unwrap();
        let before = digest_of(std::slice::from_ref(&one)).unwrap();
        assert_ne!(before, digest_of(&[two]).unwrap());
        fs::write(&one, "b").unwrap();
        assert_ne!(before, digest_of(&[one]).unwrap());
    }
}

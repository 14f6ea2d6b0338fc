//! Where things are: the checkout, its output folders, and what its manifests say.

use anyhow::{Context, Result, anyhow};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// One checkout of the project.
#[derive(Clone, Debug)]
pub struct Repo {
    root: PathBuf,
}

impl Repo {
    /// The checkout that the running command belongs to.
    ///
    /// # Errors
    /// When no folder above the manifest that cargo names (or above the working folder) holds a `Trunk.toml`.
    pub fn here() -> Result<Self> {
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let start = manifest_dir.map_or_else(env::current_dir, Ok)?;
        let root = start
            .ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file())
            .with_context(|| format!("no Trunk.toml in {} or above it", start.display()))?;
        Ok(Self {
            root: root.to_path_buf(),
        })
    }

    /// The top of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the finished site is put: `dist/`.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// `relative` under cargo's output folder; `CARGO_TARGET_DIR` is honoured.
    pub fn target(&self, relative: &str) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
        self.root.join(target).join(relative)
    }

    /// The version of the app, from the top `Cargo.toml`.
    ///
    /// # Errors
    /// When the manifest cannot be read or has no version.
    pub fn version(&self) -> Result<String> {
        let manifest = read_toml(&self.root.join("Cargo.toml"))?;
        let version = manifest.get("package").and_then(|package| package.get("version"));
        Ok(version
            .and_then(toml::Value::as_str)
            .context("Cargo.toml has no package.version")?
            .to_owned())
    }

    /// The version of wasm-bindgen that `Cargo.lock` pins; its command-line tool has to be exactly this one.
    ///
    /// # Errors
    /// When the lock file cannot be read or does not name wasm-bindgen.
    pub fn wasm_bindgen_version(&self) -> Result<String> {
        let lock = read_toml(&self.root.join("Cargo.lock"))?;
        locked_version(&lock, "wasm-bindgen").ok_or_else(|| anyhow!("Cargo.lock does not name wasm-bindgen"))
    }
}

/// Reads a TOML file; the error says which file.
///
/// # Errors
/// When the file cannot be read or is not TOML.
pub fn read_toml(path: &Path) -> Result<toml::Table> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    text.parse()
        .with_context(|| format!("{} is not valid TOML", path.display()))
}

/// Every file under `folder`, sorted by path, so that what is made of them is the same on every machine.
///
/// # Errors
/// When a folder cannot be listed.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_path_buf()];
    while let Some(folder) = left.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                left.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn locked_version(lock: &toml::Table, name: &str) -> Option<String> {
    let packages = lock.get("package")?.as_array()?;
    let package = packages
        .iter()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))?;
    Some(package.get("version")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_tells_the_version_of_a_package_by_its_exact_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        let lock: toml::Table = lock.parse().unwrap();
        assert_eq!(locked_version(&lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(&lock, "leptos"), None);
    }

    #[test]
    fn this_checkout_is_found_and_says_its_versions() {
        let repo = Repo::here().unwrap();
        assert!(repo.root().join("xtask").is_dir());
        assert!(repo.version().unwrap().split('.').count() >= 3);
        assert!(repo.wasm_bindgen_version().unwrap().starts_with("0.2."));
    }
}

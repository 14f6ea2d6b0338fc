//! Stores full of the demo's runs, trained once and copied for each server.

use crate::tracking::{Tracking, last_lines, python_program, start_logged};
use crate::{Settings, tracking};
use anyhow::{Context, Result, bail};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Trains the demo with the Python environment `venv` and returns the folder of its store, which must not be
/// written to. `arguments` are further ones of `demo/train.py`.
///
/// A store is kept under the name of what made it: all files of `demo/` and all packages of the environment.
pub async fn trained(settings: &Settings, venv: &Path, name: &str, arguments: &[&str]) -> Result<PathBuf> {
    let demo = Settings::checkout().join("demo");
    let key = format!("{name}-{:016x}", stamp(&demo, venv, arguments)?);
    let seeds = settings.out.join("seeds");
    let finished = seeds.join(&key);
    if finished.is_dir() {
        return Ok(finished);
    }
    let half = seeds.join(format!("{key}.half"));
    remove_others(&seeds, name)?;
    let began = Instant::now();
    eprintln!("\n  training the demo on {name} (about two minutes, kept for later runs) …");
    let server = Tracking::start(
        venv,
        &half,
        "",
        &settings.out.join(format!("seed-{name}-server.log")),
    )
    .await?;
    let log = settings.out.join(format!("seed-{name}.log"));
    let mut train = python_program(venv, "python");
    train
        .arg(demo.join("train.py"))
        .args(["--tracking-uri", server.base()])
        .args(arguments);
    let training = start_logged(&mut train, &log)?;
    let status = tokio::task::spawn_blocking(move || training.wait()).await??;
    if !status.success() {
        bail!(
            "demo/train.py ended with {status}; its last words:\n{}",
            last_lines(&log)
        );
    }
    drop(server);
    fs::rename(&half, &finished).context("cannot keep the trained store")?;
    eprintln!("  trained in {} s", began.elapsed().as_secs());
    Ok(finished)
}

/// Serves a copy of a trained store.
pub async fn served(settings: &Settings, venv: &Path, seed: &Path, to: &Path, log: &str) -> Result<Tracking> {
    tracking::copy_folder(seed, to)?;
    Tracking::start(venv, to, "", &settings.out.join(log)).await
}

fn stamp(demo: &Path, venv: &Path, arguments: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    arguments.hash(&mut hasher);
    for path in files_under(demo)? {
        path.hash(&mut hasher);
        fs::read(&path)?.hash(&mut hasher);
    }
    for python in sorted(&venv.join("lib"))? {
        let packages = sorted(&python.join("site-packages")).unwrap_or_default();
        let is_ours = |path: &PathBuf| path.to_string_lossy().contains("sporeprint");
        packages
            .iter()
            .filter(|path| !is_ours(path))
            .for_each(|path| path.file_name().hash(&mut hasher));
    }
    Ok(hasher.finish())
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in sorted(folder)? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && name != "__pycache__" {
            files.extend(files_under(&path)?);
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// An older demo's store is of no use to anyone.
fn remove_others(seeds: &Path, name: &str) -> Result<()> {
    fs::create_dir_all(seeds)?;
    for path in sorted(seeds)? {
        let file_name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if file_name.starts_with(&format!("{name}-")) {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

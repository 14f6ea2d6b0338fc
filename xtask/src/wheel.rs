//! `cargo xtask wheel`: `dist/` as a Python package, so that `MLflow` can serve the UI from its own address.
//!
//! The format is <https://packaging.python.org/en/latest/specifications/binary-distribution-format/>. The same sources
//! give the same bytes: sorted entries, no times.

use crate::page;
use crate::repo::{Repo, files_under};
use crate::step::note;
use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const ENTRY_POINTS: &str = "\
[mlflow.app]
sporeprint = sporeprint:create_app
sporeprint-auth = sporeprint:create_app_with_auth
";

const WHEEL: &str =
    "Wheel-Version: 1.0\nGenerator: sporeprint xtask\nRoot-Is-Purelib: true\nTag: py3-none-any\n";

/// A file of the package: its path in the archive, with slashes, and its content.
type Entry = (String, Vec<u8>);

/// Packs `dist/`, which has to be built, and says where the wheel is.
///
/// # Errors
/// When a file cannot be read or the wheel cannot be written.
pub fn wheel(repo: &Repo) -> Result<PathBuf> {
    page::checked(&repo.dist())?;
    let version = repo.version()?;
    let packed = pack(
        entries(repo, &version)?,
        &format!("sporeprint-{version}.dist-info"),
    )?;
    let path = path(repo)?;
    if fs::read(&path).is_ok_and(|before| before == packed) {
        return Ok(path);
    }
    fs::create_dir_all(repo.target("wheel"))?;
    fs::write(&path, packed).with_context(|| format!("writing {}", path.display()))?;
    note(&format!("Packed {}", path.display()));
    Ok(path)
}

/// Where [`wheel`] puts the package.
///
/// # Errors
/// When the version of the app cannot be read.
pub fn path(repo: &Repo) -> Result<PathBuf> {
    Ok(repo
        .target("wheel")
        .join(format!("sporeprint-{}-py3-none-any.whl", repo.version()?)))
}

fn entries(repo: &Repo, version: &str) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let module = repo.root().join("xtask/wheel/sporeprint/__init__.py");
    entries.push(("sporeprint/__init__.py".to_owned(), read(&module)?));
    let dist = repo.dist();
    for file in files_under(&dist)? {
        let name = slashed(file.strip_prefix(&dist)?);
        // MLflow serves a file X of its static folder at `static-files/X`, so that prefix is not part of the path here.
        let name = name.strip_prefix(page::ASSETS).unwrap_or(&name);
        entries.push((format!("sporeprint/static/{name}"), read(&file)?));
    }
    let metadata = format!("sporeprint-{version}.dist-info");
    entries.push((format!("{metadata}/METADATA"), about(version).into_bytes()));
    entries.push((format!("{metadata}/WHEEL"), WHEEL.into()));
    entries.push((format!("{metadata}/entry_points.txt"), ENTRY_POINTS.into()));
    for license in ["LICENSE", "LICENSE-THIRD-PARTY"] {
        entries.push((
            format!("{metadata}/licenses/{license}"),
            read(&repo.root().join(license))?,
        ));
    }
    Ok(entries)
}

fn about(version: &str) -> String {
    format!(
        "Metadata-Version: 2.4\nName: sporeprint\nVersion: {version}\n\
         Summary: A tracking UI for MLflow in WebAssembly, served by MLflow itself\n\
         License-Expression: MIT\n\
         License-File: LICENSE\nLicense-File: LICENSE-THIRD-PARTY\nRequires-Python: >=3.9\nRequires-Dist: mlflow>=2.5\n"
    )
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("reading {}", path.display()))
}

fn slashed(path: &Path) -> String {
    path.iter()
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn pack(mut entries: Vec<Entry>, metadata: &str) -> Result<Vec<u8>> {
    entries.sort();
    entries.push((
        format!("{metadata}/RECORD"),
        record(&entries, metadata)?.into_bytes(),
    ));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        archive.start_file(name, options)?;
        archive.write_all(&content)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The list that pip checks: each file with its hash and length, and the list itself without.
fn record(entries: &[Entry], metadata: &str) -> Result<String> {
    let mut record = String::new();
    for (name, content) in entries {
        writeln!(
            record,
            "{name},sha256={},{}",
            BASE64.encode(Sha256::digest(content)),
            content.len()
        )?;
    }
    writeln!(record, "{metadata}/RECORD,,")?;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn files() -> Vec<Entry> {
        vec![
            ("b.py".to_owned(), b"b".to_vec()),
            ("a/__init__.py".to_owned(), Vec::new()),
        ]
    }

    #[test]
    fn the_record_names_each_file_with_its_url_safe_hash_and_length_and_itself_without() {
        // sha256 of nothing, as every tool prints it.
        let empty = "a/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n";
        let record = record(&files(), "x-1.dist-info").unwrap();
        assert!(record.contains(empty), "{record}");
        assert!(record.ends_with("\nx-1.dist-info/RECORD,,\n"), "{record}");
    }

    #[test]
    fn the_same_files_in_any_order_give_the_same_bytes() {
        let mut turned = files();
        turned.reverse();
        assert_eq!(
            pack(files(), "x-1.dist-info").unwrap(),
            pack(turned, "x-1.dist-info").unwrap()
        );
    }

    #[test]
    fn an_archive_gives_back_what_went_in_with_the_record_last() {
        let mut archive = zip::ZipArchive::new(Cursor::new(pack(files(), "x-1.dist-info").unwrap())).unwrap();
        let mut text = String::new();
        archive
            .by_name("b.py")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "b");
        assert_eq!(
            archive.by_index(archive.len() - 1).unwrap().name().unwrap(),
            "x-1.dist-info/RECORD"
        );
    }
}

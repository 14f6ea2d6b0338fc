//! `cargo xtask size`: what the first visit of the page loads, against the budget in `size-budget.toml`.
//!
//! `MLflow` does not compress what it serves, proxies in front of it often do: all three numbers are somebody's wait.

use crate::page;
use crate::repo::{Repo, read_toml};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Bytes of one file, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(content: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content)?;
        let mut packed = Vec::new();
        {
            let mut brotli = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
            brotli.write_all(content)?;
            brotli.flush()?;
        }
        Ok(Self {
            raw: content.len(),
            gzip: gzip.finish()?.len(),
            brotli: packed.len(),
        })
    }

    fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Prints the sizes of what a first visit loads from `dist/`.
///
/// # Errors
/// When a file cannot be read, or the total is over the budget.
pub fn size(repo: &Repo) -> Result<()> {
    let dist = repo.dist();
    let budget = budget(&read_toml(&repo.root().join("size-budget.toml"))?)?;
    let mut total = Sizes::default();
    println!("{:>10} {:>10} {:>10}", "raw", "gzip -9", "brotli 11");
    for file in first_visit(&dist)? {
        let content = fs::read(dist.join(&file)).with_context(|| format!("reading {file}"))?;
        let sizes = Sizes::of(&content)?;
        println!(
            "{:>10} {:>10} {:>10}  {file}",
            sizes.raw, sizes.gzip, sizes.brotli
        );
        total = total.plus(sizes);
    }
    println!(
        "{:>10} {:>10} {:>10}  bytes in total",
        total.raw, total.gzip, total.brotli
    );
    let verdict = verdict(total.gzip, budget);
    if total.gzip > budget {
        bail!("{verdict}");
    }
    println!("{verdict}");
    Ok(())
}

/// The page, what it names, and what its scripts import from the site.
fn first_visit(dist: &Path) -> Result<Vec<String>> {
    let page = page::checked(dist)?;
    let mut files = vec!["index.html".to_owned()];
    files.extend(page.files().into_iter().map(str::to_owned));
    let snippets = dist.join(page::ASSETS).join("snippets");
    if snippets.is_dir() {
        for file in crate::repo::files_under(&snippets)? {
            files.push(file.strip_prefix(dist)?.to_string_lossy().into_owned());
        }
    }
    Ok(files)
}

fn budget(manifest: &toml::Table) -> Result<usize> {
    let bytes = manifest
        .get("first_visit_gzip_bytes")
        .and_then(toml::Value::as_integer);
    let bytes = bytes.context("size-budget.toml has no first_visit_gzip_bytes")?;
    usize::try_from(bytes).context("first_visit_gzip_bytes is not a size")
}

fn verdict(gzip: usize, budget: usize) -> String {
    let percent = gzip as f64 * 100.0 / budget as f64;
    if gzip > budget {
        format!(
            "Over budget: {gzip} bytes gzip are {} more than the {budget} allowed ({percent:.0} %).",
            gzip - budget
        )
    } else {
        format!("Within budget: {gzip} of {budget} bytes gzip ({percent:.0} %).")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_itself_is_still_within_it_and_a_byte_more_is_not() {
        assert!(verdict(307_200, 307_200).starts_with("Within budget"));
        assert!(verdict(307_201, 307_200).contains("1 more than the 307200 allowed"));
    }

    #[test]
    fn a_budget_that_is_missing_or_no_size_is_an_error() {
        let parse = |text: &str| budget(&text.parse().unwrap());
        assert_eq!(parse("first_visit_gzip_bytes = 300").unwrap(), 300);
        assert!(parse("").is_err());
        assert!(parse("first_visit_gzip_bytes = -1").is_err());
    }

    #[test]
    fn what_repeats_is_smaller_packed() {
        let sizes = Sizes::of(&b"spore".repeat(1000)).unwrap();
        assert_eq!(sizes.raw, 5000);
        assert!(sizes.gzip < 100 && sizes.brotli < sizes.gzip);
    }
}

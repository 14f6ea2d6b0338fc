//! `cargo xtask size`: what the first visit of the page loads, against the budget in `size-budget.toml`.
//!
//! `MLflow` does not compress what it serves, proxies in front of it often do: all three numbers are somebody's wait.

use crate::page;
use crate::repo::{Repo, files_under, read_toml};
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

/// Prints the sizes of what a first visit loads from `dist/`, and of what other pages load when they are first shown.
///
/// # Errors
/// When a file cannot be read, or a total is over its budget.
pub fn size(repo: &Repo) -> Result<()> {
    let dist = repo.dist();
    let budgets = read_toml(&repo.root().join("size-budget.toml"))?;
    let first = first_visit(&dist)?;
    let later = files_under(&dist)?
        .iter()
        .map(|file| Ok(file.strip_prefix(&dist)?.to_string_lossy().into_owned()))
        .filter(|file| file.as_ref().map_or(true, |file| !first.contains(file)))
        .collect::<Result<Vec<_>>>()?;
    println!("{:>10} {:>10} {:>10}", "raw", "gzip -9", "brotli 11");
    let first = print_all(&dist, &first, "what a first visit loads")?;
    let later = print_all(&dist, &later, "what other pages load when they are first shown")?;
    let verdicts = [
        verdict(
            "A first visit",
            first.gzip,
            budget(&budgets, "first_visit_gzip_bytes")?,
        ),
        verdict(
            "Everything",
            first.plus(later).gzip,
            budget(&budgets, "everything_gzip_bytes")?,
        ),
    ];
    let over: Vec<&str> = verdicts
        .iter()
        .filter_map(|verdict| verdict.as_ref().err())
        .map(String::as_str)
        .collect();
    if !over.is_empty() {
        bail!("{}", over.join("\n"));
    }
    for verdict in verdicts.iter().flatten() {
        println!("{verdict}");
    }
    Ok(())
}

/// Prints the size of each file, then of all together, which it returns.
fn print_all(dist: &Path, files: &[String], what: &str) -> Result<Sizes> {
    let mut total = Sizes::default();
    for file in files {
        let content = fs::read(dist.join(file)).with_context(|| format!("reading {file}"))?;
        let sizes = Sizes::of(&content)?;
        println!(
            "{:>10} {:>10} {:>10}  {file}",
            sizes.raw, sizes.gzip, sizes.brotli
        );
        total = total.plus(sizes);
    }
    println!(
        "{:>10} {:>10} {:>10}  {what}\n",
        total.raw, total.gzip, total.brotli
    );
    Ok(total)
}

/// The page, what it names, and what its scripts import from the site.
fn first_visit(dist: &Path) -> Result<Vec<String>> {
    let page = page::checked(dist)?;
    let mut files = vec!["index.html".to_owned()];
    files.extend(page.files().into_iter().map(str::to_owned));
    let snippets = dist.join(page::ASSETS).join("snippets");
    if snippets.is_dir() {
        for file in files_under(&snippets)? {
            files.push(file.strip_prefix(dist)?.to_string_lossy().into_owned());
        }
    }
    Ok(files)
}

fn budget(manifest: &toml::Table, name: &str) -> Result<usize> {
    let bytes = manifest.get(name).and_then(toml::Value::as_integer);
    let bytes = bytes.with_context(|| format!("size-budget.toml has no {name}"))?;
    usize::try_from(bytes).with_context(|| format!("{name} is not a size"))
}

/// What is said of a total: `Err` when it is over its budget.
fn verdict(what: &str, gzip: usize, budget: usize) -> Result<String, String> {
    let percent = gzip as f64 * 100.0 / budget as f64;
    if gzip > budget {
        let over = gzip - budget;
        Err(format!(
            "{what} is over budget: {gzip} bytes gzip are {over} more than the {budget} allowed ({percent:.0} %)."
        ))
    } else {
        Ok(format!(
            "{what} is within budget: {gzip} of {budget} bytes gzip ({percent:.0} %)."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_itself_is_still_within_it_and_a_byte_more_is_not() {
        assert!(verdict("It", 307_200, 307_200).is_ok());
        let over = verdict("It", 307_201, 307_200).unwrap_err();
        assert!(over.contains("1 more than the 307200 allowed"));
    }

    #[test]
    fn a_budget_that_is_missing_or_no_size_is_an_error() {
        let parse = |text: &str| budget(&text.parse().unwrap(), "first_visit_gzip_bytes");
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

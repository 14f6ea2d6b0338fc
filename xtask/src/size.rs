//! `cargo xtask size`: what the page loads, against the budgets in `size-budget.toml`.
//!
//! `MLflow` does not compress what it serves, proxies in front of it often do: all three numbers are somebody's wait.
//! The module's parts come packed from any of them ([`crate::pack`]); their plain copies, for old browsers, are not counted.

use crate::repo::{Repo, files_under, read_toml};
use crate::{pack, page, split};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// The part of `src/ui/parts.rs` that the runs table is in.
const RUNS_PART: &str = "lists";

/// How a server sends what is not packed already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wire {
    AsItIs,
    Gzip,
}

/// Bytes of one file, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(name: &str, content: &[u8]) -> Result<Self> {
        if name.ends_with(pack::ENDING) {
            let bytes = content.len();
            return Ok(Self {
                raw: bytes,
                gzip: bytes,
                brotli: bytes,
            });
        }
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
    let (runs, later): (Vec<String>, Vec<String>) = {
        let of_runs = runs_table(&dist, &first)?;
        loaded(&dist)?
            .into_iter()
            .filter(|file| !first.contains(file))
            .partition(|file| of_runs.contains(file))
    };
    println!("{:>10} {:>10} {:>10}", "raw", "gzip -9", "brotli 11");
    let first = print_all(&dist, &first, "what a first visit loads")?;
    let runs = print_all(&dist, &runs, "what the runs table loads besides")?;
    let later = print_all(&dist, &later, "what other pages load when they are first shown")?;
    let table = first.plus(runs);
    let everything = table.plus(later);
    let judged = [
        ("A first visit", first.gzip, Wire::Gzip, "first_visit_gzip_bytes"),
        ("Everything", everything.gzip, Wire::Gzip, "everything_gzip_bytes"),
        ("The runs table", table.raw, Wire::AsItIs, "runs_table_bytes"),
    ];
    let verdicts = judged
        .into_iter()
        .map(|(what, bytes, wire, name)| Ok(verdict(what, bytes, wire, budget(&budgets, name)?)))
        .collect::<Result<Vec<_>>>()?;
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
        let sizes = Sizes::of(file, &content)?;
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

/// The files of the site that browsers of today load, as paths from `dist/`.
fn loaded(dist: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for file in files_under(dist)? {
        files.push(file.strip_prefix(dist)?.to_string_lossy().into_owned());
    }
    let fallback = |file: &String| files.contains(&format!("{file}{}", pack::ENDING));
    Ok(files.iter().filter(|file| !fallback(file)).cloned().collect())
}

/// The page, what it names, and what its scripts import from the site.
fn first_visit(dist: &Path) -> Result<Vec<String>> {
    let page = page::checked(dist)?;
    let named = page.files();
    let snippets = format!("{}snippets", page::ASSETS);
    let mut files = loaded(dist)?;
    files
        .retain(|file| file == "index.html" || named.contains(&file.as_str()) || file.starts_with(&snippets));
    Ok(files)
}

/// The parts that the runs table waits for, once the page is there; none where the module is not cut.
fn runs_table(dist: &Path, first: &[String]) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for script in first
        .iter()
        .filter(|file| Path::new(file).extension().is_some_and(|ending| ending == "js"))
    {
        let script = fs::read_to_string(dist.join(script)).with_context(|| format!("reading {script}"))?;
        let parts = split::files_of(&script, RUNS_PART).into_iter();
        files.extend(parts.map(|part| format!("{}{part}{}", page::ASSETS, pack::ENDING)));
    }
    Ok(files)
}

fn budget(manifest: &toml::Table, name: &str) -> Result<usize> {
    let bytes = manifest.get(name).and_then(toml::Value::as_integer);
    let bytes = bytes.with_context(|| format!("size-budget.toml has no {name}"))?;
    usize::try_from(bytes).with_context(|| format!("{name} is not a size"))
}

/// What is said of a total: `Err` when it is over its budget.
fn verdict(what: &str, bytes: usize, wire: Wire, budget: usize) -> Result<String, String> {
    let percent = bytes as f64 * 100.0 / budget as f64;
    let how = match wire {
        Wire::Gzip => "gzip",
        Wire::AsItIs => "from a server that compresses nothing",
    };
    if bytes > budget {
        let over = bytes - budget;
        Err(format!(
            "{what} is over budget: {bytes} bytes {how} are {over} more than the {budget} allowed ({percent:.0} %)."
        ))
    } else {
        Ok(format!(
            "{what} is within budget: {bytes} of {budget} bytes {how} ({percent:.0} %)."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_itself_is_still_within_it_and_a_byte_more_is_not() {
        assert!(verdict("It", 307_200, Wire::Gzip, 307_200).is_ok());
        let over = verdict("It", 307_201, Wire::AsItIs, 307_200).unwrap_err();
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
    fn what_is_packed_already_weighs_the_same_on_every_wire() {
        let sizes = Sizes::of("static-files/a.wasm.packed", &[0; 5000]).unwrap();
        assert_eq!((sizes.raw, sizes.gzip, sizes.brotli), (5000, 5000, 5000));
    }

    #[test]
    fn a_plain_file_with_a_packed_copy_is_not_counted() {
        let dist = std::env::temp_dir().join(format!("sporeprint-size-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(&dist).unwrap();
        for file in ["a.wasm", "a.wasm.packed", "b.wasm"] {
            fs::write(dist.join(file), "").unwrap();
        }
        assert_eq!(loaded(&dist).unwrap(), ["a.wasm.packed", "b.wasm"]);
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn what_repeats_is_smaller_packed() {
        let sizes = Sizes::of("a.js", &b"spore".repeat(1000)).unwrap();
        assert_eq!(sizes.raw, 5000);
        assert!(sizes.gzip < 100 && sizes.brotli < sizes.gzip);
    }
}

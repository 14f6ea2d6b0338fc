//! The files that are checked, and what is found in them.

use crate::masking::Masked;
use std::fmt;
use std::fs;
use std::path::Path;

/// A file of the repository.
pub struct Source {
    /// From the root of the repository, with `/`.
    pub path: String,
    pub text: String,
    /// Rust only: the text with comments, or comments and strings, blanked out.
    pub masked: Masked,
}

/// A broken rule.
pub struct Finding {
    pub path: String,
    /// The first being 1.
    pub line: usize,
    pub rule: &'static str,
    /// What it is, and what to do about it.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path, self.line, self.rule, self.message)
    }
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let masked = if has_extension(path, "rs") {
            Masked::rust(text)
        } else {
            Masked::css(text)
        };
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            masked,
        }
    }

    pub fn is_rust(&self) -> bool {
        has_extension(&self.path, "rs")
    }

    /// Whether all of the file is tests.
    pub fn is_test_file(&self) -> bool {
        let stem = self.path.trim_end_matches(".rs");
        stem.ends_with("/tests") || stem.ends_with("_tests") || self.path.contains("/tests/")
    }

    pub fn finding(&self, offset: usize, rule: &'static str, message: String) -> Finding {
        let line = self.text[..offset].matches('\n').count() + 1;
        Finding {
            path: self.path.clone(),
            line,
            rule,
            message,
        }
    }
}

/// Every `.rs` under `src` and `xtask/src`, every `.css` under `style`.
pub fn read_all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for (folder, extension) in [("src", "rs"), ("xtask/src", "rs"), ("style", "css")] {
        read_folder(root, folder, extension, &mut sources);
    }
    assert!(sources.len() > 20, "only {} sources were found", sources.len());
    sources
}

fn read_folder(root: &Path, folder: &str, extension: &str, sources: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return;
    };
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names {
        let path = format!("{folder}/{name}");
        if root.join(&path).is_dir() {
            read_folder(root, &path, extension, sources);
        } else if Path::new(&name)
            .extension()
            .is_some_and(|known| known == extension)
        {
            sources.push(Source::new(&path, &fs::read_to_string(root.join(&path)).unwrap()));
        }
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|known| known == extension)
}

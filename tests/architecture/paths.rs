//! Module paths in code, with their groups taken apart.

use crate::masking::{block_end, is_word};

/// A path from the root of the crate, and where it begins in the file.
pub struct FoundPath {
    pub offset: usize,
    pub segments: Vec<String>,
}

/// Every path of this crate that is named in some code: what begins with `crate`, `sporeprint`, `super` or `self`.
/// `module` is where the code stands, without the crate.
pub fn paths_of_crate(code: &str, module: &[String]) -> Vec<FoundPath> {
    let inner = inner_modules(code);
    let mut found = Vec::new();
    let mut read_up_to = 0;
    for (offset, word) in words(code) {
        let is_start = matches!(word, "crate" | "sporeprint" | "super" | "self");
        let before = code[..offset].trim_end();
        if offset < read_up_to
            || !is_start
            || before.ends_with("::")
            || !code[offset + word.len()..].trim_start().starts_with("::")
        {
            continue;
        }
        let mut here = module.to_vec();
        here.extend(
            inner
                .iter()
                .filter(|(range, _)| range.contains(&offset))
                .map(|(_, name)| name.clone()),
        );
        let (expanded, behind) = expand(&code[offset..]);
        read_up_to = code.len() - behind.len();
        for segments in expanded {
            if let Some(segments) = resolve(&segments, &here) {
                found.push(FoundPath { offset, segments });
            }
        }
    }
    found
}

/// The identifiers of some code.
pub fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = code.as_bytes();
    let starts = (0..bytes.len()).filter(|at| is_word(bytes[*at]) && (*at == 0 || !is_word(bytes[*at - 1])));
    starts.map(|start| {
        let length = bytes[start..].iter().take_while(|byte| is_word(**byte)).count();
        (start, &code[start..start + length])
    })
}

/// `mod name { … }` and where it stands.
fn inner_modules(code: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let modules = words(code)
        .filter(|(_, word)| *word == "mod")
        .filter_map(|(offset, word)| {
            let rest = code[offset + word.len()..].trim_start();
            let name: String = rest
                .bytes()
                .take_while(|byte| is_word(*byte))
                .map(char::from)
                .collect();
            let body = rest[name.len()..].trim_start();
            body.starts_with('{')
                .then(|| (offset..block_end(code, code.len() - body.len()), name))
        });
    modules.collect()
}

/// The paths that a path with groups stands for, and the text behind it.
fn expand(text: &str) -> (Vec<Vec<String>>, &str) {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        let mut paths = Vec::new();
        loop {
            let (inside, after) = expand(rest);
            paths.extend(inside);
            rest = after.trim_start();
            match rest.as_bytes().first() {
                Some(b',') => rest = &rest[1..],
                Some(b'}') => return (paths, &rest[1..]),
                // `as name`, or something that is no import at all.
                _ => match rest.find([',', '}']) {
                    Some(end) if rest.starts_with("as ") => rest = &rest[end..],
                    _ => return (paths, rest),
                },
            }
        }
    }
    let length = if text.starts_with('*') {
        1
    } else {
        text.bytes().take_while(|byte| is_word(*byte)).count()
    };
    let (segment, rest) = text.split_at(length);
    if segment.is_empty() {
        return (Vec::new(), rest);
    }
    let Some(behind) = rest.trim_start().strip_prefix("::") else {
        return (vec![vec![segment.to_owned()]], rest);
    };
    let (mut inside, after) = expand(behind);
    if inside.is_empty() {
        // Generic arguments follow.
        inside.push(Vec::new());
    }
    for path in &mut inside {
        path.insert(0, segment.to_owned());
    }
    (inside, after)
}

/// From the root of the crate; `None` for a path that leads out of it.
fn resolve(segments: &[String], here: &[String]) -> Option<Vec<String>> {
    let mut base = here.to_vec();
    let mut rest = segments;
    while let Some((first, behind)) = rest.split_first() {
        match first.as_str() {
            "crate" | "sporeprint" => base.clear(),
            "super" => _ = base.pop()?,
            "self" => {}
            _ => break,
        }
        rest = behind;
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// Where the code of a file under `src` stands: `src/ui/pages/run/mod.rs` is `ui::pages::run`.
pub fn module_of(path: &str) -> Vec<String> {
    let stem = path.trim_start_matches("src/").trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if matches!(stem, "lib" | "main") {
        return Vec::new();
    }
    stem.split('/').map(ToOwned::to_owned).collect()
}

#[test]
fn groups_and_supers_are_resolved() {
    let paths = |code: &str| -> Vec<String> {
        let module = ["ui".to_owned(), "app".to_owned()];
        paths_of_crate(code, &module)
            .into_iter()
            .map(|path| path.segments.join("::"))
            .collect()
    };
    assert_eq!(
        paths("use crate::{a::{b, c as d}, e::*, f};"),
        ["a::b", "a::c", "e::*", "f"]
    );
    assert_eq!(paths("use super::{x, super::y};"), ["ui::x", "y"]);
    assert_eq!(paths("mod m { use super::super::z; }"), ["ui::z"]);
    assert_eq!(
        paths("let x = crate::a::B::<crate::c::D>::new();"),
        ["a::B", "c::D"]
    );
    assert_eq!(
        paths("pub(crate) fn f(self) { self.x::<u8>() }"),
        Vec::<String>::new()
    );
}

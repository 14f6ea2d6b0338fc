//! Addresses, colours, sizes and names of files.

use crate::sources::{Finding, Source};

const MAX_LINES: usize = 400;
const EMPTY_NAMES: [&str; 9] = [
    "data", "info", "util", "utils", "helper", "helpers", "common", "misc", "stuff",
];

pub fn check(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(name(source));
    if source.is_rust() {
        found.extend(length(source));
        found.extend(addresses(source));
    }
    found.extend(colours(source));
    found
}

fn name(source: &Source) -> Option<Finding> {
    let mut parts = source.path.split(['/', '.']);
    let empty = parts.find(|part| EMPTY_NAMES.contains(part))?;
    let message = format!("`{empty}` says nothing; name it after what is in it");
    Some(source.finding(0, "name", message))
}

fn length(source: &Source) -> Option<Finding> {
    if source.is_test_file() {
        return None;
    }
    let mut lines = 0;
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        lines += usize::from(!source.masked.is_in_tests(offset));
        if lines > MAX_LINES {
            let message =
                format!("more than {MAX_LINES} lines that are no tests; split it by what it is about");
            return Some(source.finding(offset, "length", message));
        }
        offset += line.len();
    }
    None
}

fn addresses(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with("src/") || source.path.starts_with("src/route/") || source.is_test_file() {
        return Vec::new();
    }
    let text = &source.masked.no_comments;
    let starts = text
        .match_indices("\"#/")
        .filter(|(offset, _)| !source.masked.is_in_tests(*offset));
    let message = "an address written by hand; build a `Route` and use `Route::to_hash`";
    starts
        .map(|(offset, _)| source.finding(offset, "address", message.to_owned()))
        .collect()
}

fn colours(source: &Source) -> Vec<Finding> {
    let is_home = source.path == "style/tokens.css" || source.path.starts_with("src/chart/palette");
    if is_home || source.path.starts_with("xtask/") || source.is_test_file() {
        return Vec::new();
    }
    let text = &source.masked.no_comments;
    let found = text.match_indices('#').filter(|(offset, _)| {
        let digits = text[offset + 1..]
            .bytes()
            .take_while(u8::is_ascii_hexdigit)
            .count();
        let behind = text.as_bytes().get(offset + 1 + digits);
        let is_colour = matches!(digits, 3 | 4 | 6 | 8)
            && !behind.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        is_colour && !source.masked.is_in_tests(*offset) && is_value(source, &text[..*offset])
    });
    let message =
        "a colour outside of style/tokens.css and the chart palette, so it knows no dark theme; use a token";
    found
        .map(|(offset, _)| source.finding(offset, "colour", message.to_owned()))
        .collect()
}

/// Whether a colour may stand behind this text: in CSS behind a property's colon and in no `url(#…)`, in Rust at the
/// start of a string or behind a space in one.
fn is_value(source: &Source, before: &str) -> bool {
    if source.is_rust() {
        return before.ends_with('"');
    }
    let declaration = before.rsplit(['{', '}', ';']).next().unwrap_or_default();
    let is_selector = before
        .rfind(['{', '}'])
        .is_none_or(|brace| before[brace..].starts_with('}'));
    declaration.contains(':') && !is_selector && !before.ends_with("url(") && !before.ends_with("url(\"")
}

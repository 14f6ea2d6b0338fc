//! Telling code from comments and strings, without a parser.
//!
//! Masked text has the length and the line breaks of the original, so that offsets and lines stay the same.

use std::ops::Range;

/// A text with parts of it blanked out.
pub struct Masked {
    /// Without comments.
    pub no_comments: String,
    /// Without comments and without what is inside of strings and characters.
    pub code: String,
    /// Where `#[cfg(test)] mod … { … }` stands.
    pub tests: Vec<Range<usize>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Code,
    Text,
    Comment,
}

impl Masked {
    pub fn rust(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut parts = Vec::with_capacity(bytes.len());
        while parts.len() < bytes.len() {
            let at = parts.len();
            let rest = &text[at..];
            let (length, part) = if rest.starts_with("//") {
                (rest.find('\n').unwrap_or(rest.len()), Part::Comment)
            } else if rest.starts_with("/*") {
                (nested_comment(rest), Part::Comment)
            } else if let Some(length) = raw_string(rest, at > 0 && is_word(bytes[at - 1])) {
                (length, Part::Text)
            } else if rest.starts_with('"') {
                (quoted(rest, b'"'), Part::Text)
            } else if rest.starts_with('\'') && is_character(rest) {
                (quoted(rest, b'\''), Part::Text)
            } else {
                (rest.chars().next().map_or(1, char::len_utf8), Part::Code)
            };
            parts.resize(at + length, part);
        }
        let no_comments = blank(text, &parts, |part| part == Part::Comment);
        let code = blank(text, &parts, |part| part != Part::Code);
        let tests = test_modules(&code);
        Self {
            no_comments,
            code,
            tests,
        }
    }

    pub fn css(text: &str) -> Self {
        let mut parts = vec![Part::Code; text.len()];
        let mut at = 0;
        while let Some(start) = text[at..].find("/*").map(|found| at + found) {
            at = text[start..].find("*/").map_or(text.len(), |end| start + end + 2);
            parts[start..at].fill(Part::Comment);
        }
        let no_comments = blank(text, &parts, |part| part == Part::Comment);
        Self {
            code: no_comments.clone(),
            no_comments,
            tests: Vec::new(),
        }
    }

    pub fn is_in_tests(&self, offset: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&offset))
    }
}

fn blank(text: &str, parts: &[Part], is_blank: fn(Part) -> bool) -> String {
    let keep = |(offset, character): (usize, char)| {
        if is_blank(parts[offset]) && character != '\n' {
            " ".repeat(character.len_utf8())
        } else {
            character.to_string()
        }
    };
    text.char_indices().map(keep).collect()
}

fn nested_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        match rest {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Length of `r"…"` or `r#"…"#`, with a `b` or `c` before it or not.
fn raw_string(text: &str, is_inside_word: bool) -> Option<usize> {
    if is_inside_word {
        return None;
    }
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| {
        text.strip_prefix(prefix)
            .is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
    })?;
    let hashes = text[prefix.len()..]
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    let start = prefix.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(
        text[start..]
            .find(&end)
            .map_or(text.len(), |found| start + found + end.len()),
    )
}

fn quoted(text: &str, quote: u8) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// `'x'` or `'\n'`, but not the lifetime `'x`.
fn is_character(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    match characters.next() {
        Some('\\') => true,
        Some(_) => characters.next() == Some('\''),
        None => false,
    }
}

fn test_modules(code: &str) -> Vec<Range<usize>> {
    let starts = code
        .match_indices("#[cfg(test)]")
        .filter_map(|(start, attribute)| {
            let rest = code[start + attribute.len()..].trim_start();
            let body = code.len() - rest.len() + rest.find('{')?;
            // `mod tests;` names a file of its own.
            let is_module = rest.starts_with("mod ") && !rest[..rest.find('{')?].contains(';');
            is_module.then(|| start..block_end(code, body))
        });
    starts.collect()
}

/// Where the block that begins at `open` ends.
pub fn block_end(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (offset, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return offset + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

#[test]
fn comments_and_strings_are_told_from_code() {
    let masked = Masked::rust("a /* b /* c */ d */ e // f\n\"g\\\"h\" r#\"i\"j\"# '\"' 'k 'l' \"é\" m");
    assert_eq!(
        masked.code.split_whitespace().collect::<Vec<_>>(),
        ["a", "e", "'k", "m"]
    );
    assert!(masked.no_comments.contains("g\\\"h") && !masked.no_comments.contains('f'));
}

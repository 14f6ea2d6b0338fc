//! Finds the runs and the next page's token in an answer that arrives piece by piece.

use std::collections::VecDeque;
use std::ops::Range;

use crate::mlflow::runs::read_page;

/// The keys of an answer that matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Key {
    Runs,
    Token,
    ErrorCode,
    Other,
}

/// Whether a text is being looked through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Text {
    Outside,
    Inside,
    /// Behind a backslash.
    Escaped,
}

/// How far an answer has been looked through. Offsets count from its first byte.
#[derive(Debug)]
pub(super) struct PageScanner {
    at: usize,
    /// How many objects and lists are open.
    depth: usize,
    text: Text,
    /// The answer's object is open, or was.
    pub(super) has_begun: bool,
    /// In the answer's own object, behind a colon: whose value this is.
    key: Option<Key>,
    /// Where the last key, value or run began.
    from: Option<usize>,
    /// Within the list of runs.
    is_in_runs: bool,
    pub(super) runs: VecDeque<Range<usize>>,
    pub(super) token: Option<String>,
    /// It is not the answer to a search, or says that something went wrong.
    pub(super) is_strange: bool,
}

impl Default for PageScanner {
    fn default() -> Self {
        Self {
            at: 0,
            depth: 0,
            text: Text::Outside,
            has_begun: false,
            key: None,
            from: None,
            is_in_runs: false,
            runs: VecDeque::new(),
            token: None,
            is_strange: false,
        }
    }
}

impl PageScanner {
    /// Whether the answer's object is closed.
    pub(super) fn is_at_end(&self) -> bool {
        self.has_begun && self.depth == 0
    }

    /// Looks through what is new. `bytes` are those from offset `base` on: all from the end of the last run that was taken
    /// out of `runs`.
    pub(super) fn scan(&mut self, bytes: &[u8], base: usize) {
        while let Some(rest) = bytes.get(self.at - base..).filter(|rest| !rest.is_empty()) {
            if self.is_strange {
                self.at += rest.len();
            } else if self.text == Text::Escaped {
                self.text = Text::Inside;
                self.at += 1;
            } else if self.text == Text::Inside {
                self.scan_text(rest);
            } else {
                // Deep inside only texts and brackets matter.
                let is_deep = self.depth > if self.is_in_runs { 2 } else { 1 };
                let skipped = if is_deep {
                    rest.iter().position(|byte| matters(*byte)).unwrap_or(rest.len())
                } else {
                    0
                };
                self.at += skipped;
                if let Some(byte) = rest.get(skipped) {
                    self.step(*byte, bytes, base);
                    self.at += 1;
                }
            }
        }
    }

    fn scan_text(&mut self, rest: &[u8]) {
        let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) else {
            self.at += rest.len();
            return;
        };
        self.at += length + 1;
        self.text = if rest.get(length) == Some(&b'\\') {
            Text::Escaped
        } else {
            Text::Outside
        };
    }

    fn step(&mut self, byte: u8, bytes: &[u8], base: usize) {
        let is_space = matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        if self.depth == 0 {
            match byte {
                b'{' if !self.has_begun => {
                    self.has_begun = true;
                    self.depth = 1;
                }
                // A byte order mark.
                0xEF | 0xBB | 0xBF if !self.has_begun && self.at < 3 => {}
                _ => self.is_strange = !is_space,
            }
            return;
        }
        let is_between_runs = self.is_in_runs && self.depth == 2;
        if (self.depth == 1 || is_between_runs)
            && self.from.is_none()
            && !is_space
            && !matches!(byte, b',' | b'}' | b']')
        {
            self.from = Some(self.at);
        }
        match byte {
            b'"' => self.text = Text::Inside,
            b'{' | b'[' => {
                self.is_in_runs |= self.depth == 1 && byte == b'[' && self.key == Some(Key::Runs);
                self.depth += 1;
                if self.is_in_runs && self.depth == 2 {
                    self.from = None;
                }
            }
            b'}' | b']' => {
                if is_between_runs {
                    self.end_run(bytes, base, self.at);
                    self.is_in_runs = false;
                } else if self.depth == 1 {
                    self.end_value(bytes, base);
                }
                self.depth -= 1;
                if self.is_in_runs && self.depth == 2 {
                    self.end_run(bytes, base, self.at + 1);
                }
            }
            b',' if is_between_runs => self.end_run(bytes, base, self.at),
            b',' if self.depth == 1 => self.end_value(bytes, base),
            b':' if self.depth == 1 && self.key.is_none() => {
                let key = match self.taken(bytes, base, self.at).unwrap_or_default() {
                    "\"runs\"" => Key::Runs,
                    "\"next_page_token\"" => Key::Token,
                    "\"error_code\"" => Key::ErrorCode,
                    _ => Key::Other,
                };
                self.key = Some(key);
            }
            _ => {}
        }
    }

    fn end_run(&mut self, bytes: &[u8], base: usize, end: usize) {
        let from = self.from;
        if let Some(json) = self.taken(bytes, base, end)
            && json == "null"
        {
            return;
        }
        self.runs.extend(from.map(|from| from..end));
    }

    fn end_value(&mut self, bytes: &[u8], base: usize) {
        let key = self.key.take();
        let value = self.taken(bytes, base, self.at);
        match key {
            Some(Key::Token) => {
                // A token is short: the decoder of whole answers can read what is left of this one without its runs.
                let answer = value.map(|json| format!("{{\"next_page_token\": {json}}}"));
                let page = answer.and_then(|answer| read_page(answer.as_bytes()).ok());
                self.token = page.and_then(|page| page.next_page_token);
            }
            // The list of runs is gone by now; anything else in its place is still there.
            Some(Key::Runs) => self.is_strange |= value.is_some_and(|json| json != "null"),
            Some(Key::ErrorCode) => self.is_strange |= self.runs.is_empty(),
            Some(Key::Other) | None => {}
        }
    }

    /// What began last and ends here, without the space behind it.
    fn taken<'a>(&mut self, bytes: &'a [u8], base: usize, end: usize) -> Option<&'a str> {
        let from = self.from.take()?.checked_sub(base)?;
        let json = bytes.get(from..end.checked_sub(base)?)?;
        std::str::from_utf8(json).ok().map(str::trim_end)
    }
}

fn matters(byte: u8) -> bool {
    matches!(byte, b'"' | b'{' | b'}' | b'[' | b']')
}

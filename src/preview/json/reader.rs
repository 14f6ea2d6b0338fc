//! Reading JSON text into nodes, without recursion.

use super::problem::Problem;
use super::tree::{JsonKind, Limits, Node, Span};

/// Where reading stopped, and why.
type Stopped = (usize, Problem);

pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    nodes: Vec<Node>,
    /// Objects and lists that are not closed yet, outermost first.
    open: Vec<u32>,
    limits: Limits,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, limits: Limits) -> Self {
        Self {
            text,
            at: 0,
            nodes: Vec::new(),
            open: Vec::new(),
            limits,
        }
    }

    /// All nodes that could be read, and what stopped the reading if it was not the end of a valid text.
    pub fn read(mut self) -> (Vec<Node>, Option<Stopped>) {
        let stopped = self.document().err();
        while self.open.last().is_some() {
            self.close(false);
        }
        (self.nodes, stopped)
    }

    fn document(&mut self) -> Result<(), Stopped> {
        self.skip_space();
        if self.peek().is_none() {
            return Err((self.at, Problem::Empty));
        }
        let mut key = Span::default();
        loop {
            self.value(key)?;
            if self.is_closed_up()? {
                return Ok(());
            }
            key = self.key()?;
        }
    }

    /// Closes what ends here. Whether the root is closed, and if not, the next member begins.
    fn is_closed_up(&mut self) -> Result<bool, Stopped> {
        loop {
            self.skip_space();
            let Some(container) = self.container() else {
                return if self.peek().is_none() {
                    Ok(true)
                } else {
                    Err((self.at, Problem::MoreText))
                };
            };
            let (closing, expected) = match container.kind {
                JsonKind::Object => (b'}', "a comma or “}”"),
                _ => (b']', "a comma or “]”"),
            };
            let is_first = container.child_count == 0;
            match self.peek() {
                Some(byte) if byte == closing => {
                    self.at += 1;
                    self.close(true);
                }
                Some(_) if is_first => return Ok(false),
                Some(b',') => {
                    self.at += 1;
                    self.skip_space();
                    return Ok(false);
                }
                _ => return Err(self.expected(expected)),
            }
        }
    }

    /// A member's name and colon, if an object is open.
    fn key(&mut self) -> Result<Span, Stopped> {
        if self
            .container()
            .is_none_or(|container| container.kind != JsonKind::Object)
        {
            return Ok(Span::default());
        }
        if self.peek() != Some(b'"') {
            return Err(self.expected("a name in quotes"));
        }
        let key = self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.expected("a colon"));
        }
        self.at += 1;
        self.skip_space();
        Ok(key)
    }

    fn value(&mut self, key: Span) -> Result<(), Stopped> {
        let start = self.at;
        let (kind, value) = match self.peek() {
            Some(b'{') => return self.open_container(key, JsonKind::Object),
            Some(b'[') => return self.open_container(key, JsonKind::Array),
            Some(b'"') => (JsonKind::String, self.string()?),
            Some(b'-' | b'0'..=b'9') if !self.rest().starts_with("-Infinity") => {
                (JsonKind::Number, self.number()?)
            }
            _ => self.word()?,
        };
        let is_cut = self.at == self.text.len() && !self.open.is_empty() && kind == JsonKind::Number;
        let index = self.push(start, key, kind)?;
        if let Some(node) = self.nodes.get_mut(index as usize) {
            node.value = value;
            node.is_complete = !is_cut;
        }
        Ok(())
    }

    fn open_container(&mut self, key: Span, kind: JsonKind) -> Result<(), Stopped> {
        if self.open.len() >= self.limits.depth.into() {
            return Err((self.at, Problem::TooDeep(self.limits.depth.into())));
        }
        let index = self.push(self.at, key, kind)?;
        self.open.push(index);
        self.at += 1;
        Ok(())
    }

    /// Appends a node to the innermost open container.
    fn push(&mut self, start: usize, key: Span, kind: JsonKind) -> Result<u32, Stopped> {
        let index = self.nodes.len();
        if index >= self.limits.nodes {
            return Err((start, Problem::TooMany(self.limits.nodes)));
        }
        let depth = u16::try_from(self.open.len()).unwrap_or(u16::MAX);
        let parent = self.open.last().copied().unwrap_or(u32::MAX);
        let mut place = 0;
        if let Some(container) = self.nodes.get_mut(parent as usize) {
            place = container.child_count;
            container.child_count += 1;
        }
        let start = offset(start);
        let value = Span { start, end: start };
        let end = offset(index + 1);
        self.nodes.push(Node {
            kind,
            is_complete: false,
            depth,
            parent,
            place,
            key,
            value,
            end,
            child_count: 0,
        });
        Ok(offset(index))
    }

    fn close(&mut self, is_complete: bool) {
        let (end, value_end) = (offset(self.nodes.len()), offset(self.at));
        if let Some(node) = self
            .open
            .pop()
            .and_then(|index| self.nodes.get_mut(index as usize))
        {
            node.end = end;
            node.value.end = value_end;
            node.is_complete = is_complete;
        }
    }

    /// A string with its quotes. Line breaks and control characters inside are let through.
    fn string(&mut self) -> Result<Span, Stopped> {
        let start = self.at;
        let mut at = start + 1;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(at) {
                None => return Err((self.text.len(), Problem::EndsEarly)),
                Some(b'"') => break,
                Some(b'\\') => at = self.escape(at)?,
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        Ok(Span {
            start: offset(start),
            end: offset(self.at),
        })
    }

    /// Where the escape that begins at `at` ends.
    fn escape(&self, at: usize) -> Result<usize, Stopped> {
        let bytes = self.text.as_bytes();
        match bytes.get(at + 1) {
            None => Err((self.text.len(), Problem::EndsEarly)),
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') => {
                let digits = bytes.get(at + 2..bytes.len().min(at + 6)).unwrap_or_default();
                if !digits.iter().all(u8::is_ascii_hexdigit) {
                    Err((at, Problem::BadEscape))
                } else if digits.len() < 4 {
                    Err((self.text.len(), Problem::EndsEarly))
                } else {
                    Ok(at + 6)
                }
            }
            Some(_) => Err((at, Problem::BadEscape)),
        }
    }

    fn number(&mut self) -> Result<Span, Stopped> {
        let start = self.at;
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
        let digits = rest.split(|c| !is_part(c)).next().unwrap_or_default();
        let ends_text = digits.len() == rest.len() && !self.open.is_empty();
        self.at += digits.len();
        if digits.parse::<f64>().is_ok() {
            Ok(Span {
                start: offset(start),
                end: offset(self.at),
            })
        } else if ends_text {
            Err((self.at, Problem::EndsEarly))
        } else {
            self.at = start;
            Err((start, Problem::BadNumber))
        }
    }

    fn word(&mut self) -> Result<(JsonKind, Span), Stopped> {
        const WORDS: [(&str, JsonKind); 6] = [
            ("true", JsonKind::Bool),
            ("false", JsonKind::Bool),
            ("null", JsonKind::Null),
            ("NaN", JsonKind::NotFinite),
            ("Infinity", JsonKind::NotFinite),
            ("-Infinity", JsonKind::NotFinite),
        ];
        let rest = self.rest();
        for (word, kind) in WORDS {
            if rest.starts_with(word) {
                let start = self.at;
                self.at += word.len();
                return Ok((
                    kind,
                    Span {
                        start: offset(start),
                        end: offset(self.at),
                    },
                ));
            }
        }
        if !rest.is_empty() && WORDS.iter().any(|(word, _)| word.starts_with(rest)) {
            return Err((self.text.len(), Problem::EndsEarly));
        }
        Err(self.expected("a value"))
    }

    fn expected(&self, expected: &'static str) -> Stopped {
        let problem = match self.rest().chars().next() {
            Some(found) => Problem::Expected { expected, found },
            None => Problem::EndsEarly,
        };
        (self.at, problem)
    }

    fn container(&self) -> Option<&Node> {
        self.nodes.get(*self.open.last()? as usize)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }
}

/// Offsets fit, because the limits are far below 4 GB.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

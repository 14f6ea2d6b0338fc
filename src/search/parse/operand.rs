//! Fields' names and plain words.

use super::super::target::{self, may_be_a_word};
use super::{Expected, Kind, Parsed, Parser, Problem, Scanner, Span, Target, is_reserved};
use crate::runs::Attribute;
use crate::search::{Expr, Node};

impl Parser<'_> {
    /// A comparison, or words to search for.
    pub(super) fn operand(&mut self) -> Parsed<Expr> {
        let start = self.scan.at();
        let is_backticked = self.scan.peek() == Some('`');
        if let Some(text) = self.scan.quoted()? {
            return self.after_quoted(start, is_backticked, text);
        }
        let word = self.scan.word();
        if word.is_empty() {
            return Err(self.no_condition());
        }
        if let Some((name, key)) = word.split_once('.')
            && let Some(kind) = kind(name)
        {
            let key_at = start + name.len() + 1;
            let target = self.key(kind, key_at, key)?;
            return self.comparison(target, start);
        }
        if word.eq_ignore_ascii_case("run") && is_name_and_operator(self.scan) {
            self.scan.skip_space();
            self.scan.word();
            return self.comparison(Attribute::Name.into(), start);
        }
        let is_compared = is_operator_ahead(self.scan);
        let attribute = target::attribute(word).or_else(|| {
            // In another case it is a name only where something is asked of it.
            let lower = word.to_ascii_lowercase();
            target::attribute(&lower).filter(|_| is_compared)
        });
        match attribute {
            Some(attribute) if is_compared || !may_be_a_word(word) => {
                self.comparison(attribute.into(), start)
            }
            None if is_compared => Err(unknown_field(self.scan.since(start), word)),
            _ => Ok(self.words(start, word.to_owned())),
        }
    }

    fn words(&self, start: usize, text: String) -> Expr {
        Expr {
            node: Node::Words(text),
            span: self.scan.since(start),
        }
    }

    /// A phrase, an attribute's name in quotes, or a kind in backticks.
    fn after_quoted(&mut self, start: usize, is_backticked: bool, text: String) -> Parsed<Expr> {
        if is_backticked && self.scan.eat('.') {
            let Some(kind) = kind(&text) else {
                return Err(unknown_kind(self.scan.since(start)));
            };
            let key_at = self.scan.at();
            let key = self.scan.word();
            let target = self.key(kind, key_at, key)?;
            return self.comparison(target, start);
        }
        if is_backticked || is_operator_ahead(self.scan) {
            let Some(attribute) = target::attribute(&text) else {
                return Err(unknown_field(self.scan.since(start), &text));
            };
            return self.comparison(attribute.into(), start);
        }
        if text.is_empty() {
            return Err(Problem::incomplete(
                self.scan.since(start),
                "Nothing is in these quotes",
            ));
        }
        Ok(self.words(start, text))
    }

    /// The target whose kind has been read, and of whose key this much that needs no quotes.
    fn key(&mut self, kind: Kind, key_at: usize, bare: &str) -> Parsed<Target> {
        // As `expect` does, though no space is skipped.
        self.expect_key(kind, key_at);
        let key = if bare.is_empty() {
            self.scan.quoted()?
        } else {
            Some(self.spaced_key(kind, key_at).unwrap_or(bare).to_owned())
        };
        let span = self.scan.since(key_at);
        let Some(key) = key else {
            let message = format!("Expected a key after `{}.`", kind.as_str());
            return Err(if self.scan.is_at_end() {
                Problem::incomplete(span, message)
            } else {
                Problem::wrong(self.scan.here(), message)
            });
        };
        kind.target(&key)
            .ok_or_else(|| unknown_name(kind, &key, span, self.scan.is_at_end()))
    }

    fn expect_key(&mut self, kind: Kind, at: usize) {
        let [last, _] = &mut self.expectations;
        let last = last.take();
        let expected = Expected::Key(kind);
        self.expectations = [Some(super::Expectation { at, expected }), last];
    }

    /// A key with spaces that lacks its quotes: the words up to an operator, if nothing else can be meant.
    fn spaced_key(&mut self, kind: Kind, key_at: usize) -> Option<&str> {
        if matches!(kind, Kind::Attribute | Kind::Dataset) || is_operator_ahead(self.scan) {
            return None;
        }
        let mut ahead = self.scan;
        loop {
            ahead.skip_space();
            let word = ahead.word();
            let is_field = word
                .split_once('.')
                .is_some_and(|(name, _)| self::kind(name).is_some())
                || target::attribute(word).is_some() && !may_be_a_word(word);
            if word.is_empty() || is_reserved(word) || is_field {
                return None;
            }
            if is_operator_ahead(ahead) {
                self.scan = ahead;
                return Some(ahead.slice(ahead.since(key_at)));
            }
        }
    }

    fn no_condition(&self) -> Problem {
        let mut ahead = self.scan;
        let signs = ahead.signs();
        if signs.is_empty() {
            return Problem::wrong(self.scan.here(), "Expected a condition")
                .hint("such as metrics.loss < 1, or a word");
        }
        Problem::wrong(
            ahead.since(self.scan.at()),
            format!("Expected a field before `{signs}`"),
        )
        .hint("such as metrics.loss, params.depth, status")
    }
}

fn kind(name: &str) -> Option<Kind> {
    Kind::parse(&name.to_ascii_lowercase())
}

fn is_name_and_operator(mut scan: Scanner<'_>) -> bool {
    scan.skip_space();
    scan.word().eq_ignore_ascii_case("name") && is_operator_ahead(scan)
}

/// Whether what comes next can only ask something of what was read before: a sign, or a word before a value in quotes.
fn is_operator_ahead(mut scan: Scanner<'_>) -> bool {
    scan.skip_space();
    if !scan.signs().is_empty() {
        return true;
    }
    let mut word = scan.word();
    if word.eq_ignore_ascii_case("not") {
        scan.skip_space();
        word = scan.word();
    }
    scan.skip_space();
    match word.to_ascii_lowercase().as_str() {
        "like" | "ilike" | "rlike" => scan.peek().is_some_and(crate::search::quotes::opens),
        "in" => scan.peek() == Some('('),
        "is" => {
            let next = scan.next_word();
            next.eq_ignore_ascii_case("null") || next.eq_ignore_ascii_case("not")
        }
        _ => false,
    }
}

fn unknown_field(span: Span, word: &str) -> Problem {
    if word.contains('.') {
        return unknown_kind(span);
    }
    let message = format!("No field is called `{word}`");
    Problem::wrong(span, message).hint(format!("metrics.{word}, params.{word} or tags.{word}?"))
}

fn unknown_kind(span: Span) -> Problem {
    Problem::wrong(span, "Expected metrics., params., tags., attributes. or dataset.")
}

fn unknown_name(kind: Kind, name: &str, span: Span, is_at_end: bool) -> Problem {
    let (message, names): (_, Vec<_>) = match kind {
        Kind::Dataset => (
            "A dataset has name, digest and context",
            super::super::DatasetPart::ALL
                .iter()
                .map(|part| part.as_str())
                .collect(),
        ),
        _ => (
            "No attribute has this name",
            Attribute::ALL.iter().map(|one| one.as_str()).collect(),
        ),
    };
    if is_at_end && names.iter().any(|known| known.starts_with(name)) {
        return Problem::incomplete(span, message);
    }
    let problem = Problem::wrong(span, message);
    match kind {
        Kind::Dataset => problem,
        _ => problem.hint("such as status, run_name, start_time, duration"),
    }
}

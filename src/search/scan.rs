//! The text of a search, read from the left.

use super::quotes::{self, Quoted};
use super::{Problem, Span};

/// A text and how far it has been read.
#[derive(Clone, Copy)]
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    /// From here on.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// From `start` to here.
    pub fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// What stands at this place.
    pub fn slice(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// The place here, one character wide; empty at the end.
    pub fn here(&self) -> Span {
        Span::new(self.at, self.at + self.peek().map_or(0, char::len_utf8))
    }

    pub fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    pub fn eat(&mut self, mark: char) -> bool {
        let is_here = self.peek() == Some(mark);
        if is_here {
            self.at += mark.len_utf8();
        }
        is_here
    }

    /// A run of operator signs; may be empty.
    pub fn signs(&mut self) -> &'a str {
        self.take_while(is_sign)
    }

    /// Letters up to a space, a quote, a parenthesis, a comma or a sign; may be empty.
    pub fn word(&mut self) -> &'a str {
        self.take_while(|one| !ends_a_word(one) && !is_sign(one))
    }

    /// An unquoted value: as a word, but signs are part of it, save the first.
    pub fn bare_value(&mut self) -> &'a str {
        if self.peek().is_some_and(is_sign) {
            return "";
        }
        self.take_while(|one| !ends_a_word(one))
    }

    /// A word without moving past it.
    pub fn next_word(&self) -> &'a str {
        let mut ahead = *self;
        ahead.word()
    }

    /// Moves past this word, whatever its case, if it stands here.
    pub fn eat_word(&mut self, word: &str) -> bool {
        let is_here = self.next_word().eq_ignore_ascii_case(word);
        if is_here {
            self.at += word.len();
        }
        is_here
    }

    /// A quoted text; `None` if no quote stands here.
    pub fn quoted(&mut self) -> Result<Option<String>, Problem> {
        match quotes::read(self.rest()) {
            None => Ok(None),
            Some(Quoted::Closed(inner, end)) => {
                self.at += end;
                Ok(Some(inner))
            }
            Some(Quoted::Open) => Err(Problem::incomplete(self.here(), "This quote is not closed")
                .hint("put the same one at the end")),
        }
    }

    fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|one| !is_part(one)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }
}

fn is_sign(one: char) -> bool {
    matches!(one, '=' | '<' | '>' | '!' | '~')
}

fn ends_a_word(one: char) -> bool {
    one.is_whitespace() || matches!(one, '(' | ')' | ',') || quotes::ends_a_word(one)
}

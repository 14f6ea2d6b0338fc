use std::ops::Range;

/// A place in a text: bytes, from `start` up to `end`, on borders of characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends; itself not in it.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// From where this one begins to where the other ends.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start, other.end.max(self.start))
    }

    /// The part of `text` at this place; empty where the text has no such place.
    pub fn of(self, text: &str) -> &str {
        text.get(Range::from(self)).unwrap_or_default()
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

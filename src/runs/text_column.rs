//! A column of texts, each distinct one stored once.

use std::sync::OnceLock;

use super::cells::Cells;
use super::dictionary::Dictionary;
use super::natural::{Rank, ranks};

/// Texts by row.
#[derive(Clone, Default, Debug)]
pub(super) struct TextColumn {
    cells: Cells<u32>,
    dictionary: Dictionary,
    /// The place of each distinct text in a sorted column, made when first asked for.
    ranks: OnceLock<Box<[Rank]>>,
    /// The code that was given out last: the next run's text is often the same.
    last: u32,
}

impl TextColumn {
    /// The code of a text, for [`set`](Self::set).
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        if self.dictionary.text(self.last) != Some(text) {
            let known = self.dictionary.len();
            self.last = self.dictionary.intern(text);
            if self.dictionary.len() > known {
                self.ranks.take();
            }
        }
        self.last
    }

    /// Gives a row the text with this code.
    pub(super) fn set(&mut self, row: u32, code: u32) {
        self.cells.set(row, code);
    }

    /// Takes a row's text away.
    pub(super) fn clear(&mut self, row: u32) {
        self.cells.clear(row);
    }

    /// The code of a row's text. Equal texts have equal codes.
    pub(super) fn code(&self, row: u32) -> Option<u32> {
        self.cells.get(row)
    }

    /// A row's text.
    pub(super) fn text(&self, row: u32) -> Option<&str> {
        self.dictionary.text(self.code(row)?)
    }

    /// The text with this code.
    pub(super) fn text_of(&self, code: u32) -> Option<&str> {
        self.dictionary.text(code)
    }

    /// How many codes there are: texts that differ, also those that no row has any more.
    pub(super) fn codes(&self) -> usize {
        self.dictionary.len()
    }

    /// How many rows have a text.
    pub(super) fn filled(&self) -> usize {
        self.cells.filled()
    }

    /// The place of each code in a sorted column.
    pub(super) fn ranks(&self) -> &[Rank] {
        self.ranks.get_or_init(|| ranks(&self.dictionary))
    }

    /// Forgets the texts that no row has any more once they are most of all: a tag may change with every refresh. No code
    /// may be in use outside.
    pub(super) fn tidy(&mut self) {
        if self.dictionary.len() <= 64 + 2 * self.cells.filled() {
            return;
        }
        let old = std::mem::take(&mut self.dictionary);
        let new = &mut self.dictionary;
        self.cells
            .change_each(&mut |code| new.intern(old.text(code).unwrap_or_default()));
        self.ranks.take();
        self.last = 0;
    }

    /// What it holds of memory, in bytes.
    pub(super) fn heap_bytes(&self) -> usize {
        let ranks = self.ranks.get().map_or(0, |ranks| size_of_val(&**ranks));
        self.cells.heap_bytes() + self.dictionary.heap_bytes() + ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_no_row_has_any_more_are_forgotten() {
        let mut column = TextColumn::default();
        for n in 0..10_000 {
            let code = column.intern(&format!("step {n}"));
            column.set(3, code);
            column.tidy();
        }
        assert_eq!(column.text(3), Some("step 9999"));
        assert!(column.codes() < 100, "{}", column.codes());
    }
}

//! Reading one column.

use super::cells::Cells;
use super::dictionary::Dictionary;
use super::field_table::{FieldId, FieldKind, FieldTable, Stored};
use super::lists;
use super::natural::number_in;
use super::text_column::TextColumn;
use super::{Attribute, Field};

/// One column of a [`RunSet`](super::RunSet): reading a cell of it takes neither a search for the field nor a copy.
#[derive(Clone, Copy, Debug)]
pub struct ColumnRef<'a> {
    pub(super) form: Form<'a>,
}

/// How a column's cells are read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form<'a> {
    Empty,
    Number(&'a Cells<f64>),
    /// From the first to the second.
    Between(&'a Cells<f64>, &'a Cells<f64>),
    Text(&'a TextColumn),
    /// An empty text counts as missing.
    NonEmpty(&'a TextColumn),
    /// Each cell is a list; see [`lists`].
    List(&'a TextColumn),
    /// The id where there is no name.
    Name(&'a TextColumn, &'a Dictionary),
    Id(&'a Dictionary),
}

impl<'a> ColumnRef<'a> {
    /// A column in which every cell is missing.
    pub const EMPTY: ColumnRef<'static> = ColumnRef { form: Form::Empty };

    pub(super) fn of(table: &'a FieldTable, ids: &'a Dictionary, id: FieldId) -> Self {
        Self {
            form: Self::form_of(table, ids, id).unwrap_or(Form::Empty),
        }
    }

    fn form_of(table: &'a FieldTable, ids: &'a Dictionary, id: FieldId) -> Option<Form<'a>> {
        let number = |id| match table.stored(id)? {
            Stored::Number(cells) => Some(cells),
            Stored::Text(_) => None,
        };
        Some(match table.field(id)? {
            Field::Attribute(Attribute::Id) => Form::Id(ids),
            Field::Attribute(Attribute::Name) => Form::Name(table.text(id)?, ids),
            Field::Attribute(Attribute::Duration) => Form::Between(
                number(FieldId::of(Attribute::Started))?,
                number(FieldId::of(Attribute::Ended))?,
            ),
            Field::Attribute(Attribute::Datasets | Attribute::Models) => Form::List(table.text(id)?),
            Field::Attribute(attribute) => match table.stored(id.source(*attribute))? {
                Stored::Number(cells) => Form::Number(cells),
                Stored::Text(column) => Form::NonEmpty(column),
            },
            _ => match table.stored(id)? {
                Stored::Number(cells) => Form::Number(cells),
                Stored::Text(column) => Form::Text(column),
            },
        })
    }

    /// What the column holds.
    pub fn kind(&self) -> FieldKind {
        match self.form {
            Form::Number(_) | Form::Between(..) => FieldKind::Number,
            _ => FieldKind::Text,
        }
    }

    /// How many runs have the field, removed ones too.
    pub fn filled(&self) -> usize {
        match self.form {
            Form::Empty => 0,
            Form::Number(cells) => cells.filled(),
            Form::Between(from, to) => from.filled().min(to.filled()),
            Form::Text(column) | Form::NonEmpty(column) | Form::List(column) => column.filled(),
            Form::Name(_, ids) | Form::Id(ids) => ids.len(),
        }
    }

    /// The number in a cell: a metric's value, a time or duration in milliseconds, or the number that a text is. NaN is a
    /// number; `None` is a missing cell, and a text that is no number.
    pub fn number(&self, row: u32) -> Option<f64> {
        match self.form {
            Form::Number(cells) => cells.get(row),
            Form::Between(from, to) => Some(to.get(row)? - from.get(row)?),
            _ => number_in(self.text(row)?),
        }
    }

    /// The text in a cell, as people are shown it; `None` for a missing cell and in a column of numbers.
    pub fn text(&self, row: u32) -> Option<&'a str> {
        match self.form {
            Form::Empty | Form::Number(_) | Form::Between(..) => None,
            Form::Text(column) => column.text(row),
            Form::NonEmpty(column) => column.text(row).filter(|text| !text.is_empty()),
            Form::List(column) => column.text(row).map(lists::shown),
            Form::Name(column, ids) => column.text(row).or_else(|| ids.text(row)),
            Form::Id(ids) => ids.text(row),
        }
    }

    /// A time or duration, in milliseconds.
    pub fn millis(&self, row: u32) -> Option<i64> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "times were whole numbers when they came"
        )]
        self.number(row).map(|millis| millis as i64)
    }

    /// Whether a cell has neither a number nor a text.
    pub fn is_missing(&self, row: u32) -> bool {
        match self.form {
            Form::Number(_) | Form::Between(..) => self.number(row).is_none(),
            _ => self.text(row).is_none(),
        }
    }

    /// A number that is the same for equal texts of this column and differs for others; `None` for a missing cell and in a
    /// column of numbers. Good until the set changes.
    pub fn code(&self, row: u32) -> Option<u32> {
        match self.form {
            Form::Empty | Form::Number(_) | Form::Between(..) => None,
            Form::Text(column) | Form::List(column) | Form::Name(column, _) => column.code(row),
            Form::NonEmpty(column) => column.code(row).filter(|code| column.text_of(*code) != Some("")),
            Form::Id(_) => Some(row),
        }
    }

    /// The text, as people are shown it, with a code that [`code`](Self::code) gave.
    pub fn text_of(&self, code: u32) -> Option<&'a str> {
        match self.form {
            Form::Empty | Form::Number(_) | Form::Between(..) => None,
            Form::Text(column) | Form::NonEmpty(column) | Form::Name(column, _) => column.text_of(code),
            Form::List(column) => column.text_of(code).map(lists::shown),
            Form::Id(ids) => ids.text(code),
        }
    }

    /// What stands in a cell of a column of numbers, the same for equal cells: NaN equals NaN, and zero its negative.
    pub(super) fn number_bits(&self, row: u32) -> Option<u64> {
        match self.form {
            Form::Number(_) | Form::Between(..) => {
                let number = self.number(row)?;
                let bits = if number.is_nan() { f64::NAN } else { number + 0.0 }.to_bits();
                Some(bits)
            }
            _ => None,
        }
    }

    /// One more than the highest [`code`](Self::code): for lists by code. 0 in a column of numbers.
    pub fn codes(&self) -> usize {
        match self.form {
            Form::Empty | Form::Number(_) | Form::Between(..) => 0,
            Form::Text(column) | Form::NonEmpty(column) | Form::List(column) | Form::Name(column, _) => {
                column.codes()
            }
            Form::Id(ids) => ids.len(),
        }
    }
}

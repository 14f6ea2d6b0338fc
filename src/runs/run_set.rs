//! Many runs, by column.

use super::column_ref::ColumnRef;
use super::dictionary::Dictionary;
use super::field_table::{FieldId, FieldKind, FieldTable, Stored};
use super::intake::Draft;
use super::lists::{self, RunDataset, RunModel};
use super::{Attribute, Field};
use crate::mlflow::RunId;

/// The run was taken out.
pub(super) const REMOVED: u8 = 1;
/// The server says that the run is deleted.
pub(super) const DELETED: u8 = 2;

/// The run was loaded for others only.
pub(super) const CONTEXT: u8 = 4;

/// Many runs, one typed column for each thing that any of them has.
///
/// A run keeps its row for as long as the set lives, also when it is taken out, comes again, or others come in front of
/// it; the cells of a row that is not in [`rows`](Self::rows) mean nothing.
#[derive(Clone, Default, Debug)]
pub struct RunSet {
    /// The code of an id is its row.
    pub(super) ids: Dictionary,
    pub(super) marks: Vec<u8>,
    /// Every row, removed ones too, in the server's order.
    pub(super) order: Vec<u32>,
    /// `order` without those that were removed.
    pub(super) live: Vec<u32>,
    /// Where in `order` the next new run goes, if not behind all.
    pub(super) front: Option<usize>,
    /// New runs are loaded for others only.
    pub(super) is_context: bool,
    /// How many at the end of `order` were, and how many of `live`.
    pub(super) context: [usize; 2],
    pub(super) table: FieldTable,
    version: u64,
    fields_version: u64,
    pub(super) draft: Draft,
}

/// What stands in a list of fields; see [`RunSet::fields`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldEntry<'a> {
    /// Its name within this set.
    pub id: FieldId,
    /// The field.
    pub field: &'a Field,
    /// What its column holds.
    pub kind: FieldKind,
    /// How many runs have it, removed ones too.
    pub filled: usize,
}

impl RunSet {
    /// A set without runs.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many runs there are, without those that were removed.
    pub fn len(&self) -> usize {
        self.live.len()
    }

    /// How many runs there are that a search has found; see [`begin_context`](Self::begin_context).
    pub fn found(&self) -> usize {
        let [_, context] = self.context;
        self.live.len().saturating_sub(context)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.live.is_empty()
    }

    /// The rows of all runs in the server's order, then those that were loaded for others.
    pub fn rows(&self) -> &[u32] {
        &self.live
    }

    /// One more than the highest row ever given, for lists by row.
    pub fn row_bound(&self) -> usize {
        self.ids.len()
    }

    /// The id of a row's run, also of one that was removed; empty for a row that never was.
    pub fn id(&self, row: u32) -> &str {
        self.ids.text(row).unwrap_or_default()
    }

    /// [`id`](Self::id) as the type that calls take.
    pub fn run_id(&self, row: u32) -> RunId {
        self.id(row).into()
    }

    /// The row of a run.
    pub fn row_of(&self, id: &str) -> Option<u32> {
        self.ids.code_of(id).filter(|row| !self.is_removed(*row))
    }

    /// Changes whenever anything else does: to be compared, not counted.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Changes when [`fields`](Self::fields) has more or fewer of them.
    pub fn fields_version(&self) -> u64 {
        self.fields_version
    }

    /// Every field that any run has: attributes first, then in the order in which they came.
    pub fn fields(&self) -> impl Iterator<Item = FieldEntry<'_>> {
        self.table
            .each()
            .map(|(id, field, _)| {
                let column = self.column_by_id(id);
                FieldEntry {
                    id,
                    field,
                    kind: column.kind(),
                    filled: column.filled(),
                }
            })
            .filter(|entry| entry.filled > 0)
    }

    /// The name of a field within this set; `None` for one that no run has had.
    pub fn field_id(&self, field: &Field) -> Option<FieldId> {
        self.table.find(field)
    }

    /// The field with this id, which is of this set.
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.table.field(id)
    }

    /// The greatest step at which any run, removed ones too, has logged the last value of a metric; `None` where no answer
    /// said.
    pub fn last_step(&self, metric: &str) -> Option<i64> {
        self.table.last_step(self.field_id(&Field::metric(metric))?)
    }

    /// The column of a field; an empty one for a field that no run has. Finds it once, for many rows.
    pub fn column(&self, field: &Field) -> ColumnRef<'_> {
        self.field_id(field)
            .map_or(ColumnRef::EMPTY, |id| self.column_by_id(id))
    }

    /// The column of a field of this set, found without hashing.
    pub fn column_by_id(&self, id: FieldId) -> ColumnRef<'_> {
        ColumnRef::of(&self.table, &self.ids, id)
    }

    /// [`ColumnRef::number`] for a single cell.
    pub fn number(&self, row: u32, field: &Field) -> Option<f64> {
        self.column(field).number(row)
    }

    /// [`ColumnRef::text`] for a single cell.
    pub fn text(&self, row: u32, field: &Field) -> Option<&str> {
        self.column(field).text(row)
    }

    /// A time or duration, in milliseconds.
    pub fn millis(&self, row: u32, attribute: Attribute) -> Option<i64> {
        self.column_by_id(FieldId::of(attribute)).millis(row)
    }

    /// The run's name, or failing that its id.
    pub fn display_name(&self, row: u32) -> &str {
        self.attribute(row, Attribute::Name).unwrap_or_default()
    }

    /// The text of an attribute.
    pub fn attribute(&self, row: u32, attribute: Attribute) -> Option<&str> {
        self.column_by_id(FieldId::of(attribute)).text(row)
    }

    /// Whether the server says that the run is deleted.
    pub fn is_deleted(&self, row: u32) -> bool {
        self.has(row, DELETED)
    }

    /// The run that this one is nested in, if it is here.
    pub fn parent_row(&self, row: u32) -> Option<u32> {
        self.row_of(self.attribute(row, Attribute::Parent)?)
    }

    /// The datasets that a run read.
    pub fn datasets(&self, row: u32) -> impl Iterator<Item = RunDataset<'_>> {
        lists::datasets(self.cell_text(FieldId::of(Attribute::Datasets), row))
    }

    /// The models of a run.
    pub fn models(&self, row: u32) -> impl Iterator<Item = RunModel<'_>> {
        lists::models(self.cell_text(FieldId::of(Attribute::Models), row))
    }

    /// The tags of a run, in the order in which the set came to know their keys.
    pub fn tags(&self, row: u32) -> impl Iterator<Item = (&str, &str)> {
        self.table
            .each()
            .filter_map(move |(_, field, stored)| match (field, stored) {
                (Field::Tag(key), Stored::Text(column)) => Some((&**key, column.text(row)?)),
                _ => None,
            })
    }

    /// An estimate of what the set holds of memory, in bytes.
    pub fn heap_bytes(&self) -> usize {
        self.ids.heap_bytes()
            + self.marks.capacity()
            + 4 * (self.order.capacity() + self.live.capacity())
            + self.table.heap_bytes()
    }

    /// From here on, new runs are there for others only: parents that the search itself did not find. They stand behind all
    /// others until the search finds them after all.
    pub fn begin_context(&mut self) {
        self.is_context = true;
    }

    /// Ends what [`begin_context`](Self::begin_context) began.
    pub fn end_context(&mut self) {
        self.is_context = false;
    }

    /// Whether a run is here only since others are nested in it: no search has found it.
    pub fn is_context(&self, row: u32) -> bool {
        self.has(row, CONTEXT)
    }

    /// From here on, new runs go before all others, in the order in which they come: for a refresh that asked for what is
    /// newer. Runs that are here already keep their place.
    pub fn begin_front(&mut self) {
        self.front = Some(0);
    }

    /// Ends what [`begin_front`](Self::begin_front) began.
    pub fn end_front(&mut self) {
        self.front = None;
    }

    /// The code of a text in a column of texts.
    pub(super) fn intern(&mut self, id: FieldId, text: &str) -> u32 {
        match self.table.stored_mut(id) {
            Some(Stored::Text(column)) => column.intern(text),
            _ => 0,
        }
    }

    /// After runs were removed or put back.
    pub(super) fn live_from_order(&mut self) {
        let mut live = std::mem::take(&mut self.live);
        live.clear();
        live.extend(self.order.iter().filter(|row| !self.is_removed(**row)));
        let context = live.iter().rev().take_while(|row| self.is_context(**row));
        self.context[1] = context.count();
        self.live = live;
    }

    pub(super) fn mark(&mut self, id: &RunId, change: impl Fn(u8) -> u8) {
        if let Some(row) = self.ids.code_of(id.as_str())
            && let Some(marks) = self.marks.get_mut(row as usize)
        {
            *marks = change(*marks);
        }
    }

    /// Whether a row's run was taken out.
    pub fn is_removed(&self, row: u32) -> bool {
        self.has(row, REMOVED)
    }

    fn has(&self, row: u32, mark: u8) -> bool {
        self.marks
            .get(row as usize)
            .is_some_and(|marks| marks & mark != 0)
    }

    /// The whole text of a cell; empty where there is none.
    pub(super) fn cell_text(&self, id: FieldId, row: u32) -> &str {
        self.table
            .text(id)
            .and_then(|column| column.text(row))
            .unwrap_or_default()
    }

    pub(super) fn put_text(&mut self, id: FieldId, row: u32, text: Option<&str>) {
        if let Some(text) = text {
            let code = self.intern(id, text);
            self.put_code(id, row, code);
        } else if let Some(stored) = self.table.stored_mut(id) {
            stored.clear(row);
            self.fields_version += u64::from(stored.filled() == 0);
        }
    }

    pub(super) fn put_code(&mut self, id: FieldId, row: u32, code: u32) {
        if let Some(Stored::Text(column)) = self.table.stored_mut(id) {
            self.fields_version += u64::from(column.filled() == 0);
            column.set(row, code);
        }
    }

    pub(super) fn put_number(&mut self, id: FieldId, row: u32, value: f64) {
        if let Some(Stored::Number(cells)) = self.table.stored_mut(id) {
            self.fields_version += u64::from(cells.filled() == 0);
            // Any NaN is the plain one: another could be the one that stands for "missing".
            cells.set(row, if value.is_nan() { f64::NAN } else { value });
        }
    }

    pub(super) fn touch(&mut self) {
        self.version += 1;
    }
}

#[cfg(test)]
#[path = "run_set_tests.rs"]
mod tests;

//! The fields of a set of runs and the column of each.

use super::cells::Cells;
use super::dictionary::Dictionary;
use super::text_column::TextColumn;
use super::{Attribute, Field};

/// Names a field within one [`RunSet`](super::RunSet), for as long as that lives: finding its column by this costs
/// nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FieldId(u32);

/// Whether a column holds numbers or texts. A parameter that looks like a number is a text; see
/// [`ColumnRef::number`](super::ColumnRef::number).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FieldKind {
    /// Metrics, times and durations.
    Number,
    /// All else.
    Text,
}

/// The cells of one field.
#[derive(Clone, Debug)]
pub(super) enum Stored {
    Number(Cells<f64>),
    Text(Box<TextColumn>),
}

impl Stored {
    pub(super) fn filled(&self) -> usize {
        match self {
            Self::Number(cells) => cells.filled(),
            Self::Text(column) => column.filled(),
        }
    }

    pub(super) fn clear(&mut self, row: u32) {
        match self {
            Self::Number(cells) => cells.clear(row),
            Self::Text(column) => column.clear(row),
        }
    }

    fn heap_bytes(&self) -> usize {
        match self {
            Self::Number(cells) => cells.heap_bytes(),
            Self::Text(column) => size_of::<TextColumn>() + column.heap_bytes(),
        }
    }
}

/// Which list of a run's answer a key stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum KeyKind {
    Metric,
    Param,
    Tag,
}

#[derive(Clone, Debug)]
struct Entry {
    field: Field,
    stored: Stored,
    /// The field whose key came behind this one's in the run before: most likely in the next one too.
    next: FieldId,
    /// The greatest step of any run's last value, where the field is a metric.
    last_step: Option<i64>,
}

/// Finds the field of a key.
#[derive(Clone, Default, Debug)]
struct Keys {
    names: Dictionary,
    ids: Vec<FieldId>,
}

/// All fields with their columns.
#[derive(Clone, Debug)]
pub(super) struct FieldTable {
    entries: Vec<Entry>,
    metrics: Keys,
    params: Keys,
    tags: Keys,
}

/// The tags that attributes are read from, in the order of their ids behind the attributes.
const TAGS: [&str; 6] = [
    "mlflow.runName",
    "mlflow.user",
    "mlflow.source.name",
    "mlflow.source.git.commit",
    "mlflow.note.content",
    "mlflow.parentRunId",
];

impl FieldId {
    pub(super) const NAME_TAG: Self = Self::tag(0);
    pub(super) const USER_TAG: Self = Self::tag(1);
    const SOURCE_TAG: Self = Self::tag(2);
    const COMMIT_TAG: Self = Self::tag(3);
    const NOTE_TAG: Self = Self::tag(4);
    pub(super) const PARENT_TAG: Self = Self::tag(5);

    const fn tag(index: u32) -> Self {
        // `Attribute::ALL` is an array of 15.
        Self(15 + index)
    }

    /// An attribute's own column; some have none.
    pub const fn of(attribute: Attribute) -> Self {
        Self(attribute as u32)
    }

    /// Where an attribute's cells are: in its own column, or in that of a tag.
    pub(super) fn source(self, attribute: Attribute) -> Self {
        match attribute {
            Attribute::Source => Self::SOURCE_TAG,
            Attribute::Commit => Self::COMMIT_TAG,
            Attribute::Description => Self::NOTE_TAG,
            Attribute::Parent => Self::PARENT_TAG,
            _ => self,
        }
    }

    /// What stands before the first key of a list, for [`FieldTable::key`].
    pub(super) const fn start_of(kind: KeyKind) -> Self {
        // The first three attributes: nothing else uses what follows them.
        Self(kind as u32)
    }
}

impl Default for FieldTable {
    fn default() -> Self {
        let mut table = Self {
            entries: Vec::new(),
            metrics: Keys::default(),
            params: Keys::default(),
            tags: Keys::default(),
        };
        let mut attributes = Attribute::ALL;
        attributes.sort_unstable_by_key(|attribute| *attribute as u32);
        for attribute in attributes {
            table.add(attribute.into());
        }
        for tag in TAGS {
            table.key(KeyKind::Tag, tag, FieldId::start_of(KeyKind::Tag));
        }
        table
    }
}

impl FieldTable {
    /// The field of a key, added if it is new. `before` is the one that came before it in the same list: keys come in the
    /// same order run after run, so that mostly one comparison finds it.
    pub(super) fn key(&mut self, kind: KeyKind, key: &str, before: FieldId) -> FieldId {
        let guess = self
            .entries
            .get(before.0 as usize)
            .map_or(before, |entry| entry.next);
        if self.entries.get(guess.0 as usize).is_some_and(|entry| {
            matches!((kind, &entry.field),
                (KeyKind::Metric, Field::Metric(name))
                | (KeyKind::Param, Field::Param(name))
                | (KeyKind::Tag, Field::Tag(name)) if **name == *key)
        }) {
            return guess;
        }
        let keys = self.keys(kind);
        let found = keys
            .names
            .code_of(key)
            .and_then(|code| keys.ids.get(code as usize).copied());
        let id = found.unwrap_or_else(|| {
            let id = self.add(match kind {
                KeyKind::Metric => Field::metric(key),
                KeyKind::Param => Field::param(key),
                KeyKind::Tag => Field::tag(key),
            });
            let keys = match kind {
                KeyKind::Metric => &mut self.metrics,
                KeyKind::Param => &mut self.params,
                KeyKind::Tag => &mut self.tags,
            };
            keys.names.intern(key);
            keys.ids.push(id);
            id
        });
        if let Some(entry) = self.entries.get_mut(before.0 as usize) {
            entry.next = id;
        }
        id
    }

    /// The id of a field that is there.
    pub(super) fn find(&self, field: &Field) -> Option<FieldId> {
        let (keys, key) = match field {
            Field::Attribute(attribute) => return Some(FieldId::of(*attribute)),
            Field::Metric(key) => (&self.metrics, key),
            Field::Param(key) => (&self.params, key),
            Field::Tag(key) => (&self.tags, key),
        };
        keys.ids.get(keys.names.code_of(key)? as usize).copied()
    }

    pub(super) fn field(&self, id: FieldId) -> Option<&Field> {
        self.entries.get(id.0 as usize).map(|entry| &entry.field)
    }

    pub(super) fn stored(&self, id: FieldId) -> Option<&Stored> {
        self.entries.get(id.0 as usize).map(|entry| &entry.stored)
    }

    pub(super) fn text(&self, id: FieldId) -> Option<&TextColumn> {
        match self.stored(id)? {
            Stored::Text(column) => Some(column),
            Stored::Number(_) => None,
        }
    }

    pub(super) fn stored_mut(&mut self, id: FieldId) -> Option<&mut Stored> {
        self.entries.get_mut(id.0 as usize).map(|entry| &mut entry.stored)
    }

    /// Takes in a step at which a metric was logged.
    pub(super) fn see_step(&mut self, id: FieldId, step: i64) {
        if let Some(entry) = self.entries.get_mut(id.0 as usize) {
            entry.last_step = entry.last_step.max(Some(step));
        }
    }

    /// The greatest step that was seen of a metric.
    pub(super) fn last_step(&self, id: FieldId) -> Option<i64> {
        self.entries.get(id.0 as usize)?.last_step
    }

    pub(super) fn each(&self) -> impl Iterator<Item = (FieldId, &Field, &Stored)> {
        (0..)
            .map(FieldId)
            .zip(&self.entries)
            .map(|(id, entry)| (id, &entry.field, &entry.stored))
    }

    pub(super) fn each_stored_mut(&mut self) -> impl Iterator<Item = &mut Stored> {
        self.entries.iter_mut().map(|entry| &mut entry.stored)
    }

    /// What it holds of memory, in bytes.
    pub(super) fn heap_bytes(&self) -> usize {
        let keys: usize = [&self.metrics, &self.params, &self.tags]
            .into_iter()
            .map(|keys| keys.names.heap_bytes() + keys.ids.capacity() * size_of::<FieldId>())
            .sum();
        let columns: usize = self
            .entries
            .iter()
            .map(|entry| entry.field.label().len() + entry.stored.heap_bytes())
            .sum();
        keys + columns + self.entries.capacity() * size_of::<Entry>()
    }

    fn keys(&self, kind: KeyKind) -> &Keys {
        match kind {
            KeyKind::Metric => &self.metrics,
            KeyKind::Param => &self.params,
            KeyKind::Tag => &self.tags,
        }
    }

    fn add(&mut self, field: Field) -> FieldId {
        let id = FieldId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        let is_number = matches!(
            field,
            Field::Metric(_) | Field::Attribute(Attribute::Started | Attribute::Ended | Attribute::Duration)
        );
        self.entries.push(Entry {
            stored: if is_number {
                Stored::Number(Cells::default())
            } else {
                Stored::Text(Box::default())
            },
            field,
            next: FieldId(0),
            last_step: None,
        });
        id
    }
}

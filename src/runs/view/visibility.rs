//! Which columns are shown, as the address says it: all of a kind or none, and the exceptions.

use std::collections::HashSet;

use super::kind::{ColumnKind, is_shown_by_itself};
use crate::runs::{Attribute, Column};

/// More exceptions than this, and "all of the kind" or "none of it" is tried as the rule.
const MANY: usize = 12;

/// The lists `show` and `hide` of an address, read.
#[derive(Clone, Default, Debug)]
pub(super) struct Visibility {
    shown: HashSet<Column>,
    hidden: HashSet<Column>,
    shown_kinds: HashSet<ColumnKind>,
    hidden_kinds: HashSet<ColumnKind>,
}

impl Visibility {
    /// Names that are no column say nothing.
    pub fn read(show: &[String], hide: &[String]) -> Self {
        fn split(names: &[String]) -> (HashSet<Column>, HashSet<ColumnKind>) {
            let kind = |name: &str| ColumnKind::ALL.into_iter().find(|kind| kind.as_str() == name);
            let columns = names.iter().filter_map(|name| Column::parse(name));
            (
                columns.collect(),
                names.iter().filter_map(|name| kind(name)).collect(),
            )
        }
        let (shown, shown_kinds) = split(show);
        let (hidden, hidden_kinds) = split(hide);
        Self {
            shown,
            hidden,
            shown_kinds,
            hidden_kinds,
        }
    }

    /// The columns that are named one by one.
    pub fn named(&self) -> impl Iterator<Item = &Column> {
        self.shown.iter().chain(&self.hidden)
    }

    /// Whether a column is shown. A run's name always is.
    pub fn shows(&self, column: &Column) -> bool {
        if *column == Column::from(Attribute::Name) {
            return true;
        }
        !self.hidden.contains(column) && (self.shown.contains(column) || self.rule(column))
    }

    fn rule(&self, column: &Column) -> bool {
        let kind = ColumnKind::of(column);
        // A history is never asked of the server without being named.
        let is_past = matches!(column, Column::Past(..));
        match (
            self.hidden_kinds.contains(&kind),
            self.shown_kinds.contains(&kind),
        ) {
            (true, _) => false,
            (false, true) if !is_past => true,
            _ => is_shown_by_itself(column),
        }
    }

    pub fn set(&mut self, column: &Column, is_shown: bool) {
        self.shown.remove(column);
        self.hidden.remove(column);
        if self.shows(column) != is_shown {
            let list = if is_shown {
                &mut self.shown
            } else {
                &mut self.hidden
            };
            list.insert(column.clone());
        }
    }

    pub fn set_kind(&mut self, kind: ColumnKind, is_shown: bool) {
        self.set_rule(kind, Some(is_shown));
    }

    /// Forgets the exceptions of a kind: all, none, or what the table shows by itself.
    fn set_rule(&mut self, kind: ColumnKind, rule: Option<bool>) {
        self.shown.retain(|column| ColumnKind::of(column) != kind);
        self.hidden.retain(|column| ColumnKind::of(column) != kind);
        self.shown_kinds.remove(&kind);
        self.hidden_kinds.remove(&kind);
        match rule {
            Some(true) => self.shown_kinds.insert(kind),
            Some(false) => self.hidden_kinds.insert(kind),
            None => false,
        };
    }

    /// Says the same of `columns` with another rule where the exceptions have become many and that more than halves
    /// them. `columns` are all that are there.
    pub fn shorten(&mut self, columns: &[Column]) {
        for kind in ColumnKind::ALL {
            let exceptions = self.exceptions(kind);
            if exceptions <= MANY {
                continue;
            }
            let of_kind: Vec<(&Column, bool)> = columns
                .iter()
                .filter(|column| ColumnKind::of(column) == kind)
                .map(|column| (column, self.shows(column)))
                .collect();
            for rule in [None, Some(true), Some(false)] {
                let mut other = self.clone();
                other.set_rule(kind, rule);
                for (column, is_shown) in &of_kind {
                    other.set(column, *is_shown);
                }
                if other.exceptions(kind) < exceptions / 2 {
                    *self = other;
                    break;
                }
            }
        }
    }

    fn exceptions(&self, kind: ColumnKind) -> usize {
        self.named()
            .filter(|column| ColumnKind::of(column) == kind)
            .count()
    }

    /// The lists `show` and `hide`, kinds first.
    pub fn write(&self) -> (Vec<String>, Vec<String>) {
        fn names(columns: &HashSet<Column>, kinds: &HashSet<ColumnKind>) -> Vec<String> {
            let mut columns: Vec<&Column> = columns.iter().collect();
            columns.sort_by(|a, b| super::arrangement::by_default(a, b));
            let kinds = ColumnKind::ALL.into_iter().filter(|kind| kinds.contains(kind));
            let kinds = kinds.map(|kind| kind.as_str().to_owned());
            kinds
                .chain(columns.into_iter().map(ToString::to_string))
                .collect()
        }
        (
            names(&self.shown, &self.shown_kinds),
            names(&self.hidden, &self.hidden_kinds),
        )
    }
}

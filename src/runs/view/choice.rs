//! The columns of a table: those that the runs have, met by what a person has chosen.

use std::collections::{HashMap, HashSet};

use super::arrangement::{arrange, by_default, chains};
use super::kind::ColumnKind;
use super::visibility::Visibility;
use crate::route::TableQuery;
use crate::runs::{Attribute, Column};

/// A column that the table shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownColumn {
    /// Which.
    pub column: Column,
    /// Whether it stays at the left. The name of a run always does.
    pub is_pinned: bool,
    /// The width that the person has set, in CSS pixels.
    pub width_css: Option<u16>,
}

/// All columns in their order, which of them are shown, and how to choose others.
///
/// Nothing here is bound to a screen: all columns of 12,000 may be shown. Making one sorts them all, so keep it
/// while neither the runs' columns nor the address change.
#[derive(Clone, Debug)]
pub struct ColumnChoice {
    table: TableQuery,
    /// All columns in the order that they have by themselves, a run's name first; pinned ones too.
    sorted: Vec<Column>,
    /// The same as arranged.
    all: Vec<Column>,
    pinned: Vec<Column>,
    widths: HashMap<Column, u16>,
    visibility: Visibility,
}

impl ColumnChoice {
    /// Meets `known`, the columns that some run has a value for (in any order), with what `table` says of columns.
    ///
    /// Columns that the address names are there even if no run has them: their runs may still be loading.
    pub fn new(known: impl IntoIterator<Item = Column>, table: &TableQuery) -> Self {
        let visibility = Visibility::read(&table.show, &table.hide);
        let chains: Vec<Vec<Column>> = table.order.iter().map(|chain| columns(chain)).collect();
        let pinned: Vec<Column> = {
            let mut seen = HashSet::from([Column::from(Attribute::Name)]);
            let named = columns(&table.pin).into_iter();
            named.filter(|column| seen.insert(column.clone())).collect()
        };
        let named = visibility.named().chain(chains.iter().flatten()).chain(&pinned);
        let mut sorted: Vec<Column> = known
            .into_iter()
            .chain(named.cloned())
            .chain([Attribute::Name.into()])
            .collect();
        sorted.sort_by(by_default);
        sorted.dedup();
        let widths = table.width.iter();
        Self {
            all: arrange(sorted.clone(), &chains),
            sorted,
            pinned,
            widths: widths
                .filter_map(|(name, width)| Some((Column::parse(name)?, *width)))
                .collect(),
            visibility,
            table: table.clone(),
        }
    }

    /// The table that this is about.
    pub fn table(&self) -> &TableQuery {
        &self.table
    }

    /// All columns in the order of the table, hidden ones where they would stand; pins don't count here.
    pub fn all(&self) -> &[Column] {
        &self.all
    }

    /// All columns in the order that they have by themselves: by kind, then by key.
    pub fn sorted(&self) -> &[Column] {
        &self.sorted
    }

    /// Whether a column is shown, by itself or because the person wants it. The name of a run always is.
    pub fn shows(&self, column: &Column) -> bool {
        self.visibility.shows(column)
    }

    /// Whether a column stays at the left.
    pub fn is_pinned(&self, column: &Column) -> bool {
        *column == Column::from(Attribute::Name) || self.pinned.contains(column)
    }

    /// The columns that the table shows, from left to right: the name, pinned ones, the others.
    ///
    /// `differs` says of a column whether its values differ between the runs; it is asked only if the address wants
    /// such columns alone. Pinned columns are shown anyway.
    pub fn shown(&self, differs: &dyn Fn(&Column) -> bool) -> Vec<ShownColumn> {
        let name = Column::from(Attribute::Name);
        let pinned: HashSet<&Column> = self.pinned.iter().collect();
        let left = std::iter::once(&name).chain(self.pinned.iter().filter(|column| self.shows(column)));
        let rest = self.all.iter().filter(|column| {
            **column != name
                && !pinned.contains(column)
                && self.shows(column)
                && (!self.table.differing || differs(column))
        });
        let shown = |is_pinned| {
            move |column: &Column| ShownColumn {
                column: column.clone(),
                is_pinned,
                width_css: self.widths.get(column).copied(),
            }
        };
        left.map(shown(true)).chain(rest.map(shown(false))).collect()
    }

    /// The table with these columns shown or hidden. A run's name can't be hidden.
    #[must_use]
    pub fn with_shown<'a>(
        &self,
        columns: impl IntoIterator<Item = &'a Column>,
        is_shown: bool,
    ) -> TableQuery {
        let mut visibility = self.visibility.clone();
        for column in columns {
            visibility.set(column, is_shown);
        }
        visibility.shorten(&self.all);
        self.with_visibility(&visibility)
    }

    /// The table with all columns of a kind shown or hidden, also those that later runs bring.
    #[must_use]
    pub fn with_kind_shown(&self, kind: ColumnKind, is_shown: bool) -> TableQuery {
        let mut visibility = self.visibility.clone();
        visibility.set_kind(kind, is_shown);
        self.with_visibility(&visibility)
    }

    fn with_visibility(&self, visibility: &Visibility) -> TableQuery {
        let (show, hide) = visibility.write();
        TableQuery {
            show,
            hide,
            ..self.table.clone()
        }
    }

    /// The table with a column moved directly behind another. Behind a pinned column (or the name, while others are
    /// pinned) it is pinned, elsewhere it is not. The name itself stays where it is.
    #[must_use]
    pub fn with_moved(&self, column: &Column, behind: &Column) -> TableQuery {
        let name = Column::from(Attribute::Name);
        if *column == name || column == behind || !self.all.contains(column) || !self.all.contains(behind) {
            return self.table.clone();
        }
        let mut pinned = self.pinned.clone();
        pinned.retain(|one| one != column);
        let place = match pinned.iter().position(|one| one == behind) {
            Some(index) => Some(index + 1),
            None => (*behind == name && !pinned.is_empty()).then_some(0),
        };
        if let Some(place) = place {
            pinned.insert(place, column.clone());
            return TableQuery {
                pin: names(&pinned),
                ..self.table.clone()
            };
        }
        let mut wanted: Vec<Column> = self.all.iter().filter(|one| *one != column).cloned().collect();
        let place = wanted.iter().position(|one| one == behind).unwrap_or_default();
        wanted.insert(place + 1, column.clone());
        TableQuery {
            order: chains(&self.sorted, &wanted)
                .iter()
                .map(|chain| names(chain))
                .collect(),
            pin: names(&pinned),
            ..self.table.clone()
        }
    }

    /// The table with a column moved one place to the left or right among those that `differs` lets be shown (see
    /// [`Self::shown`]). At an end, and for the name, nothing changes.
    #[must_use]
    pub fn with_nudged(
        &self,
        column: &Column,
        to_right: bool,
        differs: &dyn Fn(&Column) -> bool,
    ) -> TableQuery {
        let shown = self.shown(differs);
        let place = shown
            .iter()
            .position(|one| one.column == *column)
            .unwrap_or_default();
        let behind = if to_right {
            place + 1
        } else {
            place.saturating_sub(2)
        };
        match shown.get(behind) {
            Some(behind) if to_right || place > 1 => self.with_moved(column, &behind.column),
            _ => self.table.clone(),
        }
    }

    /// The table with a column kept at the left, behind those that are kept there already, or no longer kept.
    /// A column that is pinned is shown.
    #[must_use]
    pub fn with_pinned(&self, column: &Column, is_pinned: bool) -> TableQuery {
        let mut pinned = self.pinned.clone();
        pinned.retain(|one| one != column);
        if is_pinned && *column != Column::from(Attribute::Name) {
            pinned.push(column.clone());
        }
        let table = if is_pinned {
            self.with_shown([column], true)
        } else {
            self.table.clone()
        };
        TableQuery {
            pin: names(&pinned),
            ..table
        }
    }

    /// The table with a column of this width in CSS pixels; `None` for the one that it has by itself.
    #[must_use]
    pub fn with_width(&self, column: &Column, width_css: Option<u16>) -> TableQuery {
        let name = column.to_string();
        let mut table = self.table.clone();
        table.width.retain(|(known, _)| *known != name);
        table.width.extend(width_css.map(|width| (name, width)));
        table
    }

    /// The table with its columns as they come: shown, ordered and sized by themselves, none pinned.
    #[must_use]
    pub fn with_columns_reset(&self) -> TableQuery {
        TableQuery {
            show: Vec::new(),
            hide: Vec::new(),
            order: Vec::new(),
            pin: Vec::new(),
            width: Vec::new(),
            differing: false,
            ..self.table.clone()
        }
    }
}

fn columns(names: &[String]) -> Vec<Column> {
    names.iter().filter_map(|name| Column::parse(name)).collect()
}

fn names(columns: &[Column]) -> Vec<String> {
    columns.iter().map(ToString::to_string).collect()
}

//! What a column picker lists: kinds, their columns, and what can be asked of a metric's history.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::choice::ColumnChoice;
use super::kind::ColumnKind;
use crate::route::TableQuery;
use crate::runs::{Attribute, Column, Field, Past};

/// A column that can be picked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PickerColumn {
    /// Which.
    pub column: Column,
    /// Whether its values differ between the runs.
    pub differs: bool,
}

/// An item of the list. Numbers are places in [`ColumnChoice::sorted`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PickerItem {
    /// A kind, above its columns.
    Kind(ColumnKind),
    /// A column.
    Column(usize),
    /// Something of the history of the metric at this place.
    Past(usize, Past),
}

/// Whether what an item stands for is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Checked {
    /// All of it.
    Yes,
    /// None of it.
    No,
    /// Some of it.
    Mixed,
}

impl Checked {
    /// As ARIA writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "true",
            Self::No => "false",
            Self::Mixed => "mixed",
        }
    }

    fn of(shown: usize, total: usize) -> Self {
        match shown {
            0 => Self::No,
            _ if shown == total => Self::Yes,
            _ => Self::Mixed,
        }
    }
}

/// An item, ready to be drawn.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PickerRow {
    /// Its place in the list.
    pub index: usize,
    /// Which.
    pub item: PickerItem,
    /// What it is called.
    pub label: String,
    /// What else is to be known; empty for nothing.
    pub note: String,
    /// 1 for kinds, 2 for columns, 3 for histories.
    pub level: u8,
    /// Whether it is shown.
    pub checked: Checked,
    /// Whether it stays at the left; `None` for what can't be pinned.
    pub pinned: Option<bool>,
    /// Whether the items below it are listed; `None` if there are none.
    pub open: Option<bool>,
    /// Its place among its siblings, from 1.
    pub position: usize,
    /// How many siblings there are, itself too.
    pub siblings: usize,
}

/// What is opened, closed and searched in a picker.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct PickerState {
    /// Each word must be in the key, whatever its case; blank for all.
    pub search: String,
    /// Kinds whose columns are not listed. A search lists them anyway.
    pub closed: HashSet<ColumnKind>,
    /// Metrics whose histories are offered. Those that are shown are listed anyway.
    pub opened: HashSet<Column>,
}

/// The list of a picker, of any length; rows are made one at a time.
#[derive(Clone)]
pub struct PickerList {
    choice: Arc<ColumnChoice>,
    same: Arc<HashSet<Column>>,
    state: PickerState,
    /// Each with its place among its siblings, from 1.
    items: Vec<(PickerItem, usize)>,
    found: Vec<usize>,
    counts: HashMap<ColumnKind, (usize, usize)>,
}

impl PickerList {
    /// The list of what `choice` knows; `same` are columns whose values don't differ between the runs.
    pub fn new(choice: Arc<ColumnChoice>, same: Arc<HashSet<Column>>, state: PickerState) -> Self {
        let words: Vec<String> = state.search.split_whitespace().map(str::to_lowercase).collect();
        let mut list = Self {
            choice,
            same,
            items: Vec::new(),
            found: Vec::new(),
            counts: HashMap::new(),
            state,
        };
        let choice = Arc::clone(&list.choice);
        // A history stands below its metric, and so may stand without the metric being known.
        let mut histories: HashMap<&str, HashSet<Past>> = HashMap::new();
        for column in choice.sorted() {
            if let Column::Past(past, key) = column {
                histories.entry(key).or_default().insert(*past);
            }
        }
        let mut last_kind = None;
        for (place, column) in choice.sorted().iter().enumerate() {
            let Column::Field(field) = column else { continue };
            if *field == Field::Attribute(Attribute::Name) || !matches(field.label(), &words) {
                continue;
            }
            let kind = ColumnKind::of(column);
            let is_first = last_kind.replace(kind) != Some(kind);
            let is_listed = !words.is_empty() || !list.state.closed.contains(&kind);
            if is_first {
                list.items.push((PickerItem::Kind(kind), list.counts.len() + 1));
            }
            let count = list.counts.entry(kind).or_default();
            count.0 += usize::from(choice.shows(column));
            count.1 += 1;
            list.found.push(place);
            if !is_listed {
                continue;
            }
            list.items.push((PickerItem::Column(place), count.1));
            if let Field::Metric(key) = field {
                let is_open = list.state.opened.contains(column);
                let named = histories.get(&**key);
                let offered = Past::ALL
                    .into_iter()
                    .filter(|past| is_open || named.is_some_and(|named| named.contains(past)));
                let offered = offered.zip(1..);
                list.items
                    .extend(offered.map(|(past, position)| (PickerItem::Past(place, past), position)));
            }
        }
        list
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many columns were found.
    pub fn found(&self) -> usize {
        self.found.len()
    }

    /// Where an item stands.
    pub fn place_of(&self, item: PickerItem) -> Option<usize> {
        self.items.iter().position(|(one, _)| *one == item)
    }

    /// The item at a place.
    pub fn item(&self, index: usize) -> Option<PickerItem> {
        self.items.get(index).map(|(item, _)| *item)
    }

    /// The item at a place, ready to be drawn.
    pub fn row(&self, index: usize) -> Option<PickerRow> {
        let (item, position) = *self.items.get(index)?;
        let row = |label: &str, level, checked| PickerRow {
            index,
            item,
            label: label.to_owned(),
            note: String::new(),
            level,
            checked,
            pinned: None,
            open: None,
            position,
            siblings: self.siblings(item),
        };
        Some(match item {
            PickerItem::Kind(kind) => {
                let (shown, total) = self.counts.get(&kind).copied().unwrap_or_default();
                PickerRow {
                    note: format!("{shown} of {total} shown"),
                    open: Some(!self.state.search.trim().is_empty() || !self.state.closed.contains(&kind)),
                    ..row(kind.label(), 1, Checked::of(shown, total))
                }
            }
            PickerItem::Column(place) => {
                let column = self.choice.sorted().get(place)?;
                let checked = Checked::of(self.choice.shows(column).into(), 1);
                let label = column.field().map_or("", Field::label);
                let is_metric = matches!(column, Column::Field(Field::Metric(_)));
                PickerRow {
                    note: if self.same.contains(column) {
                        "same in all runs"
                    } else {
                        ""
                    }
                    .to_owned(),
                    pinned: Some(self.choice.is_pinned(column)),
                    open: is_metric.then(|| self.state.opened.contains(column)),
                    ..row(label, 2, checked)
                }
            }
            PickerItem::Past(_, past) => {
                let column = self.column(item)?;
                PickerRow {
                    pinned: Some(self.choice.is_pinned(&column)),
                    ..row(past.label(), 3, Checked::of(self.choice.shows(&column).into(), 1))
                }
            }
        })
    }

    fn siblings(&self, item: PickerItem) -> usize {
        match item {
            PickerItem::Kind(_) => self.counts.len(),
            PickerItem::Column(place) => {
                let kind = self.choice.sorted().get(place).map(ColumnKind::of);
                kind.and_then(|kind| self.counts.get(&kind))
                    .map_or(0, |(_, total)| *total)
            }
            PickerItem::Past(place, _) => self
                .items
                .iter()
                .filter(|(item, _)| matches!(item, PickerItem::Past(other, _) if *other == place))
                .count(),
        }
    }

    /// The column that an item stands for; none for a kind.
    pub fn column(&self, item: PickerItem) -> Option<Column> {
        match item {
            PickerItem::Kind(_) => None,
            PickerItem::Column(place) => self.choice.sorted().get(place).cloned(),
            PickerItem::Past(place, past) => match self.choice.sorted().get(place) {
                Some(Column::Field(Field::Metric(key))) => Some(Column::Past(past, key.clone())),
                _ => None,
            },
        }
    }

    /// The table with what an item stands for shown if any of it was hidden, and hidden otherwise. A kind stands for
    /// what was found of it while there is a search, and for all of it, of later runs too, otherwise.
    pub fn toggled(&self, item: PickerItem) -> TableQuery {
        if let Some(column) = self.column(item) {
            return self.choice.with_shown([&column], !self.choice.shows(&column));
        }
        let PickerItem::Kind(kind) = item else {
            return self.choice.table().clone();
        };
        let (shown, total) = self.counts.get(&kind).copied().unwrap_or_default();
        let is_wanted = shown < total;
        if self.state.search.trim().is_empty() {
            return self.choice.with_kind_shown(kind, is_wanted);
        }
        let of_kind = self
            .columns_found()
            .filter(|column| ColumnKind::of(column) == kind);
        self.choice.with_shown(of_kind, is_wanted)
    }

    /// The table with all columns that were found shown or hidden.
    pub fn with_found_shown(&self, is_shown: bool) -> TableQuery {
        self.choice.with_shown(self.columns_found(), is_shown)
    }

    fn columns_found(&self) -> impl Iterator<Item = &Column> {
        self.found
            .iter()
            .filter_map(|place| self.choice.sorted().get(*place))
    }

    /// The table with the column of an item pinned, or no longer.
    pub fn pin_toggled(&self, item: PickerItem) -> TableQuery {
        match self.column(item) {
            Some(column) => self.choice.with_pinned(&column, !self.choice.is_pinned(&column)),
            None => self.choice.table().clone(),
        }
    }
}

fn matches(label: &str, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let label = label.to_lowercase();
    words.iter().all(|word| label.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str], table: &TableQuery, state: PickerState) -> PickerList {
        let known = names.iter().map(|name| Column::parse(name).unwrap());
        PickerList::new(Arc::new(ColumnChoice::new(known, table)), Arc::default(), state)
    }

    fn texts(list: &PickerList) -> Vec<String> {
        let row = |index| {
            let row = list.row(index).unwrap();
            format!(
                "{} {} {}",
                "-".repeat(row.level.into()),
                row.label,
                row.checked.as_str()
            )
        };
        (0..list.len()).map(row).collect()
    }

    const NAMES: [&str; 6] = [
        "run_name",
        "status",
        "metrics.loss",
        "metrics.system/cpu",
        "params.Loss function",
        "tags.team",
    ];

    #[test]
    fn kinds_stand_above_their_columns_and_the_name_is_no_choice() {
        let all = list(&NAMES, &TableQuery::default(), PickerState::default());
        assert_eq!(
            texts(&all),
            [
                "- Attributes true",
                "-- Status true",
                "- Metrics mixed",
                "-- loss true",
                "-- system/cpu false",
                "- Parameters true",
                "-- Loss function true",
                "- Tags false",
                "-- team false",
            ]
        );
        assert_eq!(all.row(2).unwrap().note, "1 of 2 shown");
    }

    #[test]
    fn a_search_finds_each_word_whatever_its_case_even_in_closed_kinds() {
        let state = PickerState {
            search: " FUNC loss ".into(),
            closed: HashSet::from([ColumnKind::Param]),
            ..PickerState::default()
        };
        let found = list(&NAMES, &TableQuery::default(), state);
        assert_eq!(texts(&found), ["- Parameters true", "-- Loss function true"]);
        assert_eq!(
            found.toggled(PickerItem::Kind(ColumnKind::Param)).hide,
            ["params.Loss function"]
        );
        assert_eq!(found.with_found_shown(false).hide, ["params.Loss function"]);
    }

    #[test]
    fn a_kind_without_a_search_stands_for_all_of_it() {
        let all = list(&NAMES, &TableQuery::default(), PickerState::default());
        assert_eq!(
            all.toggled(PickerItem::Kind(ColumnKind::Metric)).show,
            ["metrics."]
        );
        assert_eq!(all.toggled(PickerItem::Kind(ColumnKind::Param)).hide, ["params."]);
    }

    #[test]
    fn histories_are_offered_below_an_opened_metric_and_chosen_ones_always() {
        let loss = Column::parse("metrics.loss").unwrap();
        let state = PickerState {
            opened: HashSet::from([loss]),
            ..PickerState::default()
        };
        let opened = list(&["metrics.loss"], &TableQuery::default(), state);
        assert_eq!(opened.len(), 2 + Past::ALL.len());
        let min = (0..opened.len())
            .filter_map(|index| opened.item(index))
            .find(|item| matches!(item, PickerItem::Past(_, Past::Min)));
        let table = opened.toggled(min.unwrap());
        assert_eq!(table.show, ["min(loss)"]);
        let closed = list(&["metrics.loss"], &table, PickerState::default());
        assert_eq!(
            texts(&closed),
            ["- Metrics true", "-- loss true", "--- Minimum of history true"]
        );
    }
}

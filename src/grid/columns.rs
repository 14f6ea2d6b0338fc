//! The columns as the person arranges them.

use std::sync::Arc;

use super::cell::Align;

/// What a column holds; says how wide it is until someone says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColumnKind {
    /// Words.
    #[default]
    Text,
    /// Numbers; the head stands at the right too.
    Number,
    /// What rows are known by: the first column, mostly. Its cells are the heads of their rows.
    Name,
    /// The check boxes that select rows. It is always first, and neither sorted, moved nor resized.
    Check,
}

impl ColumnKind {
    /// Where its head stands.
    pub fn align(self) -> Align {
        match self {
            Self::Number => Align::End,
            Self::Text | Self::Name | Self::Check => Align::Start,
        }
    }

    /// The least and the most that a column gets without being asked.
    fn bounds_css(self) -> (f64, f64) {
        match self {
            Self::Text => (88.0, 180.0),
            Self::Number => (88.0, 160.0),
            Self::Name => (240.0, 280.0),
            Self::Check => (36.0, 36.0),
        }
    }
}

/// A column.
#[derive(Clone, PartialEq, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, whatever the others are"
)]
pub struct Column {
    /// Its name for the page, unique.
    pub id: Arc<str>,
    /// Its name for the person, whoever wrote it.
    pub label: Arc<str>,
    /// What it is one of, said above the labels of all neighbours of this group: "Metrics". Empty for none.
    pub group: Arc<str>,
    /// A number by which the source knows what to show.
    pub source: u32,
    /// What it holds.
    pub kind: ColumnKind,
    /// How wide it is.
    pub width_css: f64,
    /// Whether it stays in sight at the left.
    pub is_frozen: bool,
    /// Whether it is left out.
    pub is_hidden: bool,
    /// Whether pressing its head sorts.
    pub is_sortable: bool,
    /// Whether its head has a menu.
    pub has_menu: bool,
}

/// About as wide as a letter of a label, for a first width that needs no measuring.
const LETTER_CSS: f64 = 6.6;
/// The room in a head beside its label.
const HEAD_ROOM_CSS: f64 = 44.0;
/// No column is made narrower.
pub(super) const LEAST_WIDTH_CSS: f64 = 48.0;
const MOST_WIDTH_CSS: f64 = 1200.0;

impl Column {
    /// A column that is as wide as its kind and label ask for, scrolls, is shown, and can be sorted.
    pub fn new(id: impl Into<Arc<str>>, label: impl Into<Arc<str>>, kind: ColumnKind, source: u32) -> Self {
        let label = label.into();
        let (least, most) = kind.bounds_css();
        // Counted up to where it no longer matters: labels may be long, and there may be thousands.
        let letters = label.chars().take(64).count() as f64;
        Self {
            id: id.into(),
            group: "".into(),
            source,
            kind,
            width_css: (letters * LETTER_CSS + HEAD_ROOM_CSS).round().clamp(least, most),
            is_frozen: kind == ColumnKind::Check,
            is_hidden: false,
            is_sortable: kind != ColumnKind::Check,
            has_menu: kind != ColumnKind::Check,
            label,
        }
    }

    /// The same, at the left always.
    #[must_use]
    pub fn frozen(mut self) -> Self {
        self.is_frozen = true;
        self
    }

    /// The same, in a group.
    #[must_use]
    pub fn in_group(mut self, group: impl Into<Arc<str>>) -> Self {
        self.group = group.into();
        self
    }

    /// The least that it can be made.
    pub fn least_css(&self) -> f64 {
        match self.kind {
            ColumnKind::Check => self.width_css,
            ColumnKind::Name => 96.0,
            ColumnKind::Text | ColumnKind::Number => LEAST_WIDTH_CSS,
        }
    }

    /// Whether the person can move and resize it.
    pub fn is_arranged(&self) -> bool {
        self.kind != ColumnKind::Check
    }

    /// Where it may stand: check boxes first, then what is frozen, then what scrolls.
    pub(super) fn pane(&self) -> u8 {
        match (self.kind, self.is_frozen) {
            (ColumnKind::Check, _) => 0,
            (_, true) => 1,
            (_, false) => 2,
        }
    }
}

/// By which column rows are sorted, and which way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SortKey {
    /// The column's id.
    pub column: Arc<str>,
    /// Largest first.
    pub is_descending: bool,
}

/// All columns in their order: check boxes, then frozen ones, then the others, however they are put in.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// These columns, in this order within the frozen and the others.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        let mut columns: Vec<Column> = columns.into_iter().collect();
        columns.sort_by_key(Column::pane);
        Self(columns)
    }

    /// All of them, hidden ones too.
    pub fn all(&self) -> &[Column] {
        &self.0
    }

    /// Those that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Column> {
        self.0.iter().filter(|column| !column.is_hidden)
    }

    /// The column of this id.
    pub fn get(&self, id: &str) -> Option<&Column> {
        self.0.iter().find(|column| &*column.id == id)
    }

    /// Makes a column this wide, or as near to it as columns can be.
    pub fn resize(&mut self, id: &str, width_css: f64) {
        self.change(id, |column| {
            if column.is_arranged() {
                column.width_css = width_css.round().clamp(column.least_css(), MOST_WIDTH_CSS);
            }
        });
    }

    /// Moves a shown column so that it is the `to`th of the shown ones, or as near to it as its pane allows.
    pub fn move_to(&mut self, id: &str, to: usize) {
        let Some(from) = self.0.iter().position(|column| &*column.id == id) else {
            return;
        };
        if !self.0.get(from).is_some_and(Column::is_arranged) {
            return;
        }
        let column = self.0.remove(from);
        // In front of the shown column that is the `to`th without it; behind all when there is none.
        let mut shown = self
            .0
            .iter()
            .enumerate()
            .filter(|(_, other)| !other.is_hidden)
            .map(|(index, _)| index);
        let wanted = shown.nth(to).unwrap_or(self.0.len());
        let pane = column.pane();
        let least = self.0.partition_point(|other| other.pane() < pane);
        let most = self.0.partition_point(|other| other.pane() <= pane);
        self.0.insert(wanted.clamp(least, most), column);
    }

    /// Freezes a column behind the frozen ones, or lets it scroll before the others.
    pub fn freeze(&mut self, id: &str, is_frozen: bool) {
        self.change(id, |column| {
            column.is_frozen = is_frozen || column.kind == ColumnKind::Check;
        });
        // Stable: behind the frozen ones it comes last, before the others first, for it came from between them.
        if let Some(at) = self.0.iter().position(|column| &*column.id == id) {
            let column = self.0.remove(at);
            let pane = column.pane();
            let end = if is_frozen {
                self.0.partition_point(|other| other.pane() <= pane)
            } else {
                self.0.partition_point(|other| other.pane() < pane)
            };
            self.0.insert(end, column);
        }
    }

    /// Leaves a column out, or shows it again where it was.
    pub fn hide(&mut self, id: &str, is_hidden: bool) {
        self.change(id, |column| column.is_hidden = is_hidden);
    }

    fn change(&mut self, id: &str, change: impl FnOnce(&mut Column)) {
        if let Some(column) = self.0.iter_mut().find(|column| &*column.id == id) {
            change(column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns(count: usize, frozen: usize) -> Columns {
        let check = Column::new("check", "", ColumnKind::Check, 0);
        let others = (0..count).map(|index| {
            let column = Column::new(format!("c{index}"), format!("c{index}"), ColumnKind::Number, 1);
            if index < frozen { column.frozen() } else { column }
        });
        Columns::new(others.chain([check]))
    }

    fn ids(columns: &Columns) -> String {
        let ids: Vec<&str> = columns.shown().map(|column| &*column.id).collect();
        ids.join(" ")
    }

    #[test]
    fn a_moved_column_stands_where_it_was_put() {
        let mut columns = columns(5, 1);
        columns.move_to("c4", 2);
        assert_eq!(ids(&columns), "check c0 c4 c1 c2 c3");
        columns.move_to("c4", 4);
        assert_eq!(ids(&columns), "check c0 c1 c2 c4 c3");
        columns.move_to("c4", 99);
        assert_eq!(ids(&columns), "check c0 c1 c2 c3 c4");
    }

    #[test]
    fn a_column_is_moved_within_its_pane_only() {
        let mut columns = columns(5, 2);
        columns.move_to("c4", 0);
        assert_eq!(ids(&columns), "check c0 c1 c4 c2 c3");
        columns.move_to("c0", 5);
        assert_eq!(ids(&columns), "check c1 c0 c4 c2 c3");
        columns.move_to("check", 3);
        assert_eq!(ids(&columns), "check c1 c0 c4 c2 c3");
    }

    #[test]
    fn hidden_columns_do_not_count_when_others_move() {
        let mut columns = columns(5, 0);
        columns.hide("c1", true);
        columns.hide("c2", true);
        columns.move_to("c4", 2);
        assert_eq!(ids(&columns), "check c0 c4 c3");
        columns.hide("c1", false);
        assert_eq!(ids(&columns), "check c0 c1 c4 c3");
    }

    #[test]
    fn a_frozen_column_comes_last_of_the_frozen_and_a_freed_one_first_of_the_others() {
        let mut columns = columns(4, 1);
        columns.freeze("c3", true);
        assert_eq!(ids(&columns), "check c0 c3 c1 c2");
        columns.freeze("c0", false);
        assert_eq!(ids(&columns), "check c3 c0 c1 c2");
    }

    proptest! {
        #[test]
        fn no_change_loses_or_doubles_a_column(changes in prop::collection::vec((0_u8..4, 0_usize..9, 0_usize..12), 0..40)) {
            let mut columns = columns(8, 2);
            for (what, column, to) in changes {
                let id = format!("c{column}");
                match what {
                    0 => columns.move_to(&id, to),
                    1 => columns.resize(&id, to as f64 * 30.0),
                    2 => columns.freeze(&id, to % 2 == 0),
                    _ => columns.hide(&id, to % 2 == 0),
                }
            }
            let mut ids: Vec<&str> = columns.all().iter().map(|column| &*column.id).collect();
            prop_assert!(columns.all().is_sorted_by_key(Column::pane));
            ids.sort_unstable();
            prop_assert_eq!(ids, ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "check"]);
            prop_assert!(columns.all().iter().all(|column| column.width_css >= column.least_css()));
        }
    }
}

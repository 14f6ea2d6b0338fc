//! Where the shown columns stand in a view of some width.

use std::ops::Range;
use std::sync::Arc;

use super::axis::Spans;
use super::columns::{Column, Columns};

/// Frozen columns leave at least this share of the view to the others.
const FROZEN_SHARE: f64 = 0.45;

/// Where something begins and how wide it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Span {
    /// Its left edge: of what is frozen in the view, of what scrolls behind the frozen columns.
    pub left_css: f64,
    /// Its width.
    pub width_css: f64,
}

/// The name of a group of neighbours.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupLabel {
    /// The name.
    pub text: Arc<str>,
    /// Where it stands in the view.
    pub span: Span,
}

/// The shown columns in two panes. Columns are counted from the left over both panes, hidden ones left out; in the
/// pane that scrolls also from its own first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// The shown columns, from the left.
    columns: Vec<Column>,
    /// The frozen ones.
    pub frozen: Spans,
    /// Those that scroll.
    pub scrolled: Spans,
    view_css: f64,
}

impl Layout {
    /// Lays out columns in a view of this width. Frozen columns that would take too much of it are made narrower, or
    /// scroll with the others.
    pub fn new(columns: &Columns, view_css: f64) -> Self {
        let columns: Vec<Column> = columns.shown().cloned().collect();
        let most = (view_css * FROZEN_SHARE).floor();
        let mut taken = 0.0;
        let mut widths = Vec::new();
        for column in columns.iter().take_while(|column| column.is_frozen) {
            let room = most - taken;
            let width = column.width_css.min(room);
            if width < column.least_css() {
                break;
            }
            widths.push(width);
            taken += width;
        }
        let scrolled = columns.iter().skip(widths.len()).map(|column| column.width_css);
        Self {
            scrolled: Spans::new(scrolled),
            frozen: Spans::new(widths),
            columns,
            view_css,
        }
    }

    /// How many columns are shown.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether no column is shown.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// A shown column.
    pub fn column(&self, index: usize) -> Option<&Column> {
        self.columns.get(index)
    }

    /// Where the column of this id is among the shown ones.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| &*column.id == id)
    }

    /// Whether a column stays in sight.
    pub fn is_frozen(&self, index: usize) -> bool {
        index < self.frozen.len()
    }

    /// Where a column stands.
    pub fn span(&self, index: usize) -> Span {
        let (spans, index) = match index.checked_sub(self.frozen.len()) {
            Some(index) => (&self.scrolled, index),
            None => (&self.frozen, index),
        };
        Span {
            left_css: spans.start_css(index),
            width_css: spans.length_css(index),
        }
    }

    /// The width of all columns.
    pub fn total_css(&self) -> f64 {
        self.frozen.total_css() + self.scrolled.total_css()
    }

    /// The width of the part of the view in which columns scroll.
    pub fn scrolled_view_css(&self) -> f64 {
        (self.view_css - self.frozen.total_css()).max(0.0)
    }

    /// Slots that are enough for what scrolls, however it stands.
    pub fn most_scrolled(&self) -> usize {
        self.scrolled.most_within(self.scrolled_view_css())
    }

    /// The column before which something dropped at `x_css` of the view lands, where the pane that scrolls has been
    /// scrolled by `scrolled_css`; as many as there are columns for behind the last one. In the middle of a column
    /// it changes from before to behind.
    pub fn gap_at(&self, x_css: f64, scrolled_css: f64) -> usize {
        let frozen_css = self.frozen.total_css();
        let (spans, x_css, first) = if x_css < frozen_css {
            (&self.frozen, x_css, 0)
        } else {
            (
                &self.scrolled,
                x_css - frozen_css + scrolled_css,
                self.frozen.len(),
            )
        };
        let Some(at) = spans.at(x_css.max(0.0)) else {
            return first;
        };
        let middle = f64::midpoint(spans.start_css(at), spans.end_css(at));
        first + at + usize::from(x_css > middle)
    }

    /// The same, for this column: the nearest gap in its pane, for it stays there.
    pub fn gap_for(&self, index: usize, x_css: f64, scrolled_css: f64) -> usize {
        let Some(pane) = self.column(index).map(Column::pane) else {
            return index;
        };
        let least = self.columns.partition_point(|other| other.pane() < pane);
        let most = self.columns.partition_point(|other| other.pane() <= pane);
        self.gap_at(x_css, scrolled_css).clamp(least, most)
    }

    /// Where the gap before a column is in the view, for what is moved from `index`: at the end of the frozen columns
    /// there are two gaps in one place.
    pub fn gap_left_css(&self, gap: usize, index: usize, scrolled_css: f64) -> f64 {
        let frozen_css = self.frozen.total_css();
        match gap.checked_sub(self.frozen.len()) {
            Some(_) if self.is_frozen(index) => frozen_css,
            Some(gap) => self.scrolled.start_css(gap) - scrolled_css + frozen_css,
            None => self.frozen.start_css(gap),
        }
    }

    /// The names of the groups of these columns of the scrolling pane; each as far as it is in sight.
    pub fn groups(&self, columns: Range<usize>, scrolled_css: f64) -> Vec<GroupLabel> {
        let frozen_css = self.frozen.total_css();
        let mut labels: Vec<GroupLabel> = Vec::new();
        for index in columns {
            let Some(column) = self.columns.get(index + self.frozen.len()) else {
                break;
            };
            let left = (self.scrolled.start_css(index) - scrolled_css).max(0.0) + frozen_css;
            let right = (self.scrolled.end_css(index) - scrolled_css + frozen_css).min(self.view_css);
            match labels.last_mut() {
                Some(last) if last.text == column.group => last.span.width_css = right - last.span.left_css,
                _ => labels.push(GroupLabel {
                    text: Arc::clone(&column.group),
                    span: Span {
                        left_css: left,
                        width_css: right - left,
                    },
                }),
            }
        }
        labels.retain(|label| !label.text.is_empty());
        labels
    }

    /// Whether any shown column is in a group.
    pub fn has_groups(&self) -> bool {
        self.columns.iter().any(|column| !column.group.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::ColumnKind;
    use proptest::prelude::*;

    fn columns(scrolled: usize) -> Columns {
        let first = [
            Column::new("check", "", ColumnKind::Check, 0),
            Column::new("name", "Name", ColumnKind::Name, 1).frozen(),
        ];
        let others = (0..scrolled).map(|index| {
            let group = if index < 3 { "Metrics" } else { "Parameters" };
            let mut column = Column::new(format!("c{index}"), "c", ColumnKind::Number, 2).in_group(group);
            column.width_css = 100.0;
            column
        });
        Columns::new(first.into_iter().chain(others))
    }

    #[test]
    fn on_a_narrow_screen_the_frozen_columns_leave_room_for_the_others() {
        let layout = Layout::new(&columns(5), 390.0);
        assert!(layout.is_frozen(1));
        assert!(layout.frozen.total_css() <= 390.0 * 0.45);
        let layout = Layout::new(&columns(5), 200.0);
        assert!(
            layout.is_frozen(0) && !layout.is_frozen(1),
            "too narrow for the name: it scrolls"
        );
        assert!((layout.span(1).left_css).abs() < 1e-9);
    }

    #[test]
    fn a_groups_name_stays_in_sight_as_long_as_one_of_its_columns_is() {
        let layout = Layout::new(&columns(8), 1000.0);
        let frozen = layout.frozen.total_css();
        let labels = layout.groups(1..8, 150.0);
        let seen: Vec<(&str, f64, f64)> = labels
            .iter()
            .map(|label| (&*label.text, label.span.left_css - frozen, label.span.width_css))
            .collect();
        assert_eq!(seen, [("Metrics", 0.0, 150.0), ("Parameters", 150.0, 500.0)]);
    }

    #[test]
    fn what_is_dropped_on_the_second_half_of_a_column_lands_behind_it() {
        let layout = Layout::new(&columns(5), 1000.0);
        let frozen = layout.frozen.total_css();
        assert_eq!(layout.gap_at(frozen + 40.0, 0.0), 2);
        assert_eq!(layout.gap_at(frozen + 60.0, 0.0), 3);
        assert_eq!(layout.gap_at(frozen + 40.0, 200.0), 4);
        assert_eq!(layout.gap_at(999.0, 0.0), 7);
    }

    proptest! {
        #[test]
        fn every_shown_column_has_its_place_and_none_overlaps(scrolled in 0_usize..30, view in 100.0..2000.0) {
            let layout = Layout::new(&columns(scrolled), view);
            prop_assert_eq!(layout.len(), scrolled + 2);
            for index in 1..layout.len() {
                let (before, here) = (layout.span(index - 1), layout.span(index));
                if layout.is_frozen(index - 1) == layout.is_frozen(index) {
                    prop_assert!((before.left_css + before.width_css - here.left_css).abs() < 1e-9);
                }
            }
        }
    }
}

//! Moves by keyboard, and how far to scroll so that the place moved to is in sight.

/// A cell: of a row, or of the head.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The row; none in the head.
    pub row: Option<u32>,
    /// The column, among those shown, from the left.
    pub column: usize,
}

/// How large the table is, for moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extent {
    /// Rows.
    pub rows: u32,
    /// Shown columns.
    pub columns: usize,
    /// Rows that are wholly in sight at once.
    pub page: u32,
}

/// A way to move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// One row up; from the first into the head.
    Up,
    /// One row down.
    Down,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// As many rows up as are in sight, but not into the head.
    PageUp,
    /// As many rows down as are in sight.
    PageDown,
    /// To the row's first cell.
    RowStart,
    /// To the row's last cell.
    RowEnd,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// To the first row's first cell.
    First,
    /// To the last row's last cell.
    Last,
}

impl Step {
    /// The step that a key asks for, by the browser's name of it.
    pub fn of_key(key: &str, control: bool) -> Option<Self> {
        Some(match (key, control) {
            ("ArrowUp", false) => Self::Up,
            ("ArrowDown", false) => Self::Down,
            ("ArrowLeft", false) => Self::Left,
            ("ArrowRight", false) => Self::Right,
            ("PageUp", false) => Self::PageUp,
            ("PageDown", false) => Self::PageDown,
            ("Home", false) | ("ArrowLeft", true) => Self::RowStart,
            ("End", false) | ("ArrowRight", true) => Self::RowEnd,
            ("ArrowUp", true) => Self::Top,
            ("ArrowDown", true) => Self::Bottom,
            ("Home", true) => Self::First,
            ("End", true) => Self::Last,
            _ => return None,
        })
    }
}

impl Place {
    /// Where a step leads; always a cell of the table. None where there are no columns.
    pub fn after(self, step: Step, extent: Extent) -> Option<Self> {
        let last_column = extent.columns.checked_sub(1)?;
        let last_row = extent.rows.checked_sub(1);
        let here = self.within(extent)?;
        let down = |by: u32| match (here.row, last_row) {
            (_, None) => None,
            (None, Some(last)) => Some(by.saturating_sub(1).min(last)),
            (Some(row), Some(last)) => Some(row.saturating_add(by).min(last)),
        };
        let first_row = last_row.map(|_| 0);
        let page = extent.page.max(1);
        let (row, column) = match step {
            Step::Up => (here.row.and_then(|row| row.checked_sub(1)), here.column),
            Step::Down => (down(1), here.column),
            Step::PageUp => (here.row.map(|row| row.saturating_sub(page)), here.column),
            Step::PageDown => (down(page), here.column),
            Step::Left => (here.row, here.column.saturating_sub(1)),
            Step::Right => (here.row, here.column + 1),
            Step::RowStart => (here.row, 0),
            Step::RowEnd => (here.row, last_column),
            Step::Top => (first_row, here.column),
            Step::Bottom => (last_row, here.column),
            Step::First => (first_row, 0),
            Step::Last => (last_row, last_column),
        };
        Self { row, column }.within(extent)
    }

    /// The nearest cell that the table has; none where there are no columns.
    pub fn within(self, extent: Extent) -> Option<Self> {
        let last_column = extent.columns.checked_sub(1)?;
        let row = match (self.row, extent.rows.checked_sub(1)) {
            (Some(row), Some(last)) => Some(row.min(last)),
            _ => None,
        };
        Some(Self {
            row,
            column: self.column.min(last_column),
        })
    }
}

/// Where a view of `view_css` that begins at `from_css` has to begin so that what goes from `start_css` to `end_css`
/// is in sight: as near to where it was as can be. What is longer than the view is shown from its start.
pub fn reveal(start_css: f64, end_css: f64, from_css: f64, view_css: f64) -> f64 {
    if start_css < from_css || end_css - start_css > view_css {
        start_css
    } else if end_css > from_css + view_css {
        end_css - view_css
    } else {
        from_css
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXTENT: Extent = Extent {
        rows: 100,
        columns: 5,
        page: 20,
    };

    fn after(row: impl Into<Option<u32>>, column: usize, step: Step) -> (Option<u32>, usize) {
        let place = Place {
            row: row.into(),
            column,
        };
        let place = place.after(step, EXTENT).unwrap();
        (place.row, place.column)
    }

    #[test]
    fn arrows_walk_through_rows_columns_and_the_head() {
        assert_eq!(after(0, 2, Step::Up), (None, 2));
        assert_eq!(after(None, 2, Step::Up), (None, 2));
        assert_eq!(after(None, 2, Step::Down), (Some(0), 2));
        assert_eq!(after(99, 2, Step::Down), (Some(99), 2));
        assert_eq!(after(3, 4, Step::Right), (Some(3), 4));
        assert_eq!(after(3, 0, Step::Left), (Some(3), 0));
    }

    #[test]
    fn pages_stop_at_the_first_and_the_last_row() {
        assert_eq!(after(50, 1, Step::PageDown), (Some(70), 1));
        assert_eq!(after(5, 1, Step::PageUp), (Some(0), 1));
        assert_eq!(after(90, 1, Step::PageDown), (Some(99), 1));
        assert_eq!(after(50, 1, Step::Last), (Some(99), 4));
        assert_eq!(after(50, 1, Step::First), (Some(0), 0));
        assert_eq!(after(50, 1, Step::Top), (Some(0), 1));
    }

    #[test]
    fn control_goes_to_the_edges() {
        assert_eq!(Step::of_key("Home", true), Some(Step::First));
        assert_eq!(Step::of_key("ArrowDown", true), Some(Step::Bottom));
        assert_eq!(Step::of_key("a", false), None);
    }

    fn any_step() -> impl Strategy<Value = Step> {
        let keys = [
            "ArrowUp",
            "ArrowDown",
            "ArrowLeft",
            "ArrowRight",
            "PageUp",
            "PageDown",
            "Home",
            "End",
        ];
        (0..keys.len(), any::<bool>())
            .prop_filter_map("a step", move |(key, control)| Step::of_key(keys[key], control))
    }

    proptest! {
        #[test]
        fn no_step_leaves_the_table(
            row in prop::option::of(0_u32..200),
            column in 0_usize..20,
            step in any_step(),
            rows in 0_u32..100,
            columns in 0_usize..10,
            page in 0_u32..50,
        ) {
            let extent = Extent { rows, columns, page };
            let place = Place { row, column }.after(step, extent);
            prop_assert_eq!(place.is_none(), columns == 0);
            if let Some(place) = place {
                prop_assert!(place.row.is_none_or(|row| row < rows));
                prop_assert!(place.column < columns);
            }
        }

        #[test]
        fn what_is_revealed_is_in_sight_and_nothing_moves_without_need(
            start in 0.0..1000.0, length in 1.0..200.0, from in 0.0..1000.0, view in 200.0..500.0,
        ) {
            let end = start + length;
            let at = reveal(start, end, from, view);
            prop_assert!(at <= start + 1e-9 && end <= at + view + 1e-9);
            if start >= from && end <= from + view {
                prop_assert!((at - from).abs() < 1e-9);
            }
        }
    }
}

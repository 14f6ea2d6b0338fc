//! What is in sight, and which slot of the pool shows it.

use std::ops::Range;

use super::axis::UniformRows;
use super::layout::Layout;

/// The rows and the scrolled columns that a view touches. What is frozen is always in sight.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Window {
    /// Rows.
    pub rows: Range<u32>,
    /// Columns behind the frozen ones, counted from the first of them.
    pub columns: Range<usize>,
}

/// What is in sight when the place `(x_css, y_css)` of the table is at the upper left of the part that scrolls.
pub fn window(layout: &Layout, rows: UniformRows, x_css: f64, y_css: f64, height_css: f64) -> Window {
    Window {
        rows: rows.within(y_css, height_css),
        columns: layout.scrolled.within(x_css, layout.scrolled_view_css()),
    }
}

/// The slot that shows the `index`th row or column in a pool of `pool` slots: of any `pool` neighbours, each has one
/// for itself, and keeps it while it is in sight.
pub fn slot_of(index: usize, pool: usize) -> usize {
    index % pool.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn what_is_in_sight_never_shares_a_slot(count in 1_u32..200_000, y in 0.0..6e6_f64, height in 1.0..2000.0_f64) {
            let rows = UniformRows { count, height_css: 32.0 };
            let y = y.min((rows.total_css() - height).max(0.0));
            let within = window(&Layout::default(), rows, 0.0, y, height);
            let pool = rows.most_within(height) as usize;
            let slots: BTreeSet<usize> = within.rows.clone().map(|row| slot_of(row as usize, pool)).collect();
            prop_assert_eq!(slots.len(), within.rows.len());
            prop_assert!(slots.last().is_none_or(|last| *last < pool));
        }
    }
}

//! One axis of the table: where its rows or its columns begin and end.

use std::ops::Range;

/// Rows of one height.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct UniformRows {
    /// How many there are.
    pub count: u32,
    /// How high one is; more than zero.
    pub height_css: f64,
}

impl UniformRows {
    /// The height of all.
    pub fn total_css(self) -> f64 {
        f64::from(self.count) * self.height_css
    }

    /// Where a row begins.
    pub fn start_css(self, row: u32) -> f64 {
        f64::from(row) * self.height_css
    }

    /// The row at a place; the nearest one where there is none; none without rows.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates"
    )]
    pub fn at(self, y_css: f64) -> Option<u32> {
        let last = self.count.checked_sub(1)?;
        Some(((y_css / self.height_css).floor() as u32).min(last))
    }

    /// The rows that a view from `from_css`, `length_css` long, touches.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates"
    )]
    pub fn within(self, from_css: f64, length_css: f64) -> Range<u32> {
        let from = (from_css / self.height_css).floor() as u32;
        let to = ((from_css + length_css) / self.height_css).ceil() as u32;
        let to = to.min(self.count);
        from.min(to)..to
    }

    /// The most rows that any view of this length touches, however it stands.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates"
    )]
    pub fn most_within(self, length_css: f64) -> u32 {
        ((length_css / self.height_css).ceil() as u32)
            .saturating_add(1)
            .min(self.count)
    }
}

/// Things of any length, one behind the other.
#[derive(Clone, PartialEq, Debug)]
pub struct Spans {
    /// Where each begins, and at last where all end.
    edges_css: Vec<f64>,
}

impl Default for Spans {
    fn default() -> Self {
        Self::new([])
    }
}

impl Spans {
    /// Things of these lengths; none is less than zero.
    pub fn new(lengths_css: impl IntoIterator<Item = f64>) -> Self {
        let mut end = 0.0;
        let mut edges_css = vec![end];
        edges_css.extend(lengths_css.into_iter().map(|length| {
            end += length.max(0.0);
            end
        }));
        Self { edges_css }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.edges_css.len() - 1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The length of all.
    pub fn total_css(&self) -> f64 {
        self.edges_css.last().copied().unwrap_or(0.0)
    }

    /// Where one begins; where all end, beyond the last.
    pub fn start_css(&self, index: usize) -> f64 {
        self.edges_css.get(index).copied().unwrap_or(self.total_css())
    }

    /// Where one ends.
    pub fn end_css(&self, index: usize) -> f64 {
        self.start_css(index.saturating_add(1))
    }

    /// How long one is.
    pub fn length_css(&self, index: usize) -> f64 {
        self.end_css(index) - self.start_css(index)
    }

    /// The one at a place; the nearest one where there is none; none without any.
    pub fn at(&self, x_css: f64) -> Option<usize> {
        let last = self.len().checked_sub(1)?;
        let begun = self.edges_css.partition_point(|edge| *edge <= x_css);
        Some(begun.saturating_sub(1).min(last))
    }

    /// Those that a view from `from_css`, `length_css` long, touches.
    pub fn within(&self, from_css: f64, length_css: f64) -> Range<usize> {
        let begun = self
            .edges_css
            .partition_point(|edge| *edge < from_css + length_css);
        let to = begun.min(self.len());
        let from = self.at(from_css).unwrap_or(0);
        from.min(to)..to
    }

    /// The most that any view of this length touches, however it stands.
    pub fn most_within(&self, length_css: f64) -> usize {
        // A view that touches the most can be moved until it begins just before the end of one of them.
        let mut most = 0;
        let mut to = 0;
        for (from, end) in self.edges_css.iter().skip(1).enumerate() {
            while self
                .edges_css
                .get(to)
                .is_some_and(|edge| *edge < end + length_css)
            {
                to += 1;
            }
            most = most.max(to.min(self.len()) - from.min(to));
        }
        most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lengths() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec((1_u32..400).prop_map(f64::from), 0..60)
    }

    proptest! {
        #[test]
        fn columns_in_a_view_cover_it_and_touch_it(lengths in lengths(), from in 0.0..9000.0_f64, length in 1.0..2000.0_f64) {
            let spans = Spans::new(lengths);
            let from = from.min((spans.total_css() - length).max(0.0));
            let within = spans.within(from, length);
            prop_assert!(within.end <= spans.len());
            if !spans.is_empty() {
                prop_assert!(spans.start_css(within.start) <= from);
                prop_assert!(spans.end_css(within.end - 1) >= f64::min(from + length, spans.total_css()));
                prop_assert!(spans.end_css(within.start) > from);
                prop_assert!(spans.start_css(within.end - 1) < from + length);
            }
            prop_assert!(within.len() <= spans.most_within(length));
        }

        #[test]
        fn columns_in_a_view_never_go_back_while_it_goes_on(lengths in lengths(), from in 0.0..9000.0_f64, by in 0.0..500.0) {
            let spans = Spans::new(lengths);
            let (one, next) = (spans.within(from, 700.0), spans.within(from + by, 700.0));
            prop_assert!(one.start <= next.start && one.end <= next.end);
        }

        #[test]
        fn a_place_is_in_the_column_that_is_there(lengths in lengths(), x in 0.0..9000.0) {
            let spans = Spans::new(lengths);
            if let Some(at) = spans.at(x) {
                let (start, end) = (spans.start_css(at), spans.end_css(at));
                prop_assert!(start <= x && (x < end || at == spans.len() - 1));
            } else {
                prop_assert!(spans.is_empty());
            }
        }

        #[test]
        fn rows_in_a_view_cover_it_and_are_no_more_than_the_most(count in 0_u32..2_000_000, from in 0.0..7e7_f64, length in 1.0..3000.0_f64) {
            let rows = UniformRows { count, height_css: 32.0 };
            let from = from.min((rows.total_css() - length).max(0.0));
            let within = rows.within(from, length);
            prop_assert!(within.end <= count);
            prop_assert!(rows.start_css(within.start) <= from);
            prop_assert!(rows.start_css(within.end) >= f64::min(from + length, rows.total_css()));
            prop_assert!(u32::try_from(within.len()).unwrap() <= rows.most_within(length));
            let next = rows.within(from + 100.0, length);
            prop_assert!(within.start <= next.start && within.end <= next.end);
        }
    }

    #[test]
    fn without_columns_nothing_is_in_sight() {
        let none = Spans::default();
        assert_eq!(none.within(0.0, 100.0), 0..0);
        assert_eq!(none.at(0.0), None);
        assert_eq!(none.most_within(100.0), 0);
        assert_eq!(
            UniformRows {
                count: 0,
                height_css: 32.0
            }
            .within(0.0, 100.0),
            0..0
        );
    }
}

//! How far the browser scrolls, and how far that is in the table.

/// Browsers draw nothing beyond some 16.7 million pixels.
const MOST_CSS: f64 = 15_000_000.0;

/// The heights of the table and of what stands for it in the browser. They are one, unless the table is too high for
/// a browser: then a pixel of scrolling is more than one of the table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ScrollScale {
    content: f64,
    range: f64,
    view: f64,
}

impl ScrollScale {
    /// For rows of this height, seen through a view of that height.
    pub fn new(content_css: f64, view_css: f64) -> Self {
        Self {
            content: content_css,
            range: content_css.min(MOST_CSS),
            view: view_css,
        }
    }

    /// How high the rows are for the browser.
    pub fn range_css(self) -> f64 {
        self.range
    }

    /// The table's place at the top of the view, by how far the browser has scrolled. Always within the table.
    pub fn content_at(self, scrolled_css: f64) -> f64 {
        (scrolled_css * self.content_per_scrolled()).clamp(0.0, self.most())
    }

    /// How far the browser has to scroll until this place is at the top of the view.
    pub fn scrolled_at(self, content_css: f64) -> f64 {
        content_css.clamp(0.0, self.most()) / self.content_per_scrolled()
    }

    fn most(self) -> f64 {
        (self.content - self.view).max(0.0)
    }

    fn content_per_scrolled(self) -> f64 {
        let range = self.range - self.view;
        if range > 0.0 { self.most() / range } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_table_that_fits_into_the_browser_is_scrolled_as_it_is() {
        let scale = ScrollScale::new(3_200_000.0, 800.0);
        assert!((scale.content_at(12_345.5) - 12_345.5).abs() < 1e-6);
    }

    #[test]
    fn the_end_of_a_million_rows_can_be_reached() {
        let scale = ScrollScale::new(32_000_000.0, 800.0);
        let end = scale.range_css() - 800.0;
        assert!((scale.content_at(end) - (32_000_000.0 - 800.0)).abs() < 1e-3);
    }

    proptest! {
        #[test]
        fn a_place_is_found_again(content in 0.0..1e8, view in 1.0..3000.0, share in 0.0..1.0) {
            let scale = ScrollScale::new(content, view);
            let place = share * (content - view).max(0.0);
            prop_assert!((scale.content_at(scale.scrolled_at(place)) - place).abs() < 1e-3);
        }

        #[test]
        fn scrolling_on_never_goes_back(content in 0.0..1e8, view in 1.0..3000.0, from in 0.0..2e7, by in 0.0..1e6) {
            let scale = ScrollScale::new(content, view);
            prop_assert!(scale.content_at(from) <= scale.content_at(from + by));
        }
    }
}

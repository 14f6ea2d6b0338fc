//! How many runs to ask for next.

/// How many runs are loaded unless the person asks for more.
pub const FIRST_LIMIT: usize = 10_000;

/// The first screen: as little as fills it.
const FIRST_PAGE: u32 = 50;
const SMALLEST_PAGE: u32 = 20;
const LARGEST_PAGE: u32 = 5000;
/// What a page should take of time, whichever of the two comes first, and of bytes.
const PAGE_MILLIS: f64 = 2000.0;
const PAGE_BYTES: f64 = 4.0 * 1024.0 * 1024.0;
/// A small first page says little about large ones.
const FASTEST_GROWTH: u32 = 8;

/// Where loading stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Loading {
    /// More pages are to come.
    UnderWay,
    /// As many as the limit allows are here, and the server has more.
    AtLimit,
    /// Everything is here.
    Complete,
}

/// One page that came, as it was measured.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PageMeasure {
    /// How many runs it had.
    pub runs: usize,
    /// How long the answer was.
    pub bytes: usize,
    /// From the request to the last byte.
    pub millis: f64,
    /// Whether it named a page after it.
    pub has_more: bool,
}

/// Plans the pages of a search: a small one first, then ones that take the server about two seconds or have about four
/// megabytes, whichever is less. Knows nothing of requests; it is asked and told.
#[derive(Clone, PartialEq, Debug)]
pub struct Paging {
    limit: usize,
    loaded: usize,
    has_more: bool,
    last_size: u32,
    /// Millis and bytes of one run; 0 before any came.
    run_millis: f64,
    run_bytes: f64,
    /// A page took too long or was refused: no larger one for now.
    most: u32,
}

impl Default for Paging {
    fn default() -> Self {
        Self::new(FIRST_LIMIT)
    }
}

impl Paging {
    /// A plan for at most `limit` runs.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            loaded: 0,
            has_more: true,
            last_size: 0,
            run_millis: 0.0,
            run_bytes: 0.0,
            most: LARGEST_PAGE,
        }
    }

    /// How many runs to ask for now; `None` when nothing is to be asked.
    pub fn next_size(&self) -> Option<u32> {
        if self.state() != Loading::UnderWay {
            return None;
        }
        let left = u32::try_from(self.limit.saturating_sub(self.loaded)).unwrap_or(u32::MAX);
        let wanted = if self.last_size == 0 {
            FIRST_PAGE
        } else {
            let by_cost = (PAGE_MILLIS / self.run_millis).min(PAGE_BYTES / self.run_bytes);
            // Nothing measured divides to an infinity, which is cut as any large number is.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within the bounds of a page, checked by `clamp`"
            )]
            let size = by_cost.clamp(f64::from(SMALLEST_PAGE), f64::from(LARGEST_PAGE)) as u32;
            size.min(self.last_size.saturating_mul(FASTEST_GROWTH))
        };
        Some(wanted.min(self.most).max(SMALLEST_PAGE).min(left))
    }

    /// A page of `size` came, whole.
    pub fn page_came(&mut self, size: u32, measure: PageMeasure) {
        self.loaded += measure.runs;
        self.has_more = measure.has_more;
        self.last_size = size;
        if measure.runs == 0 {
            return;
        }
        let runs = measure.runs as f64;
        // The first page is mostly the way there and back; later ones differ by what runs hold.
        let mix = |before: f64, now: f64| {
            if before > 0.0 {
                f64::midpoint(before, now)
            } else {
                now
            }
        };
        self.run_millis = mix(self.run_millis, measure.millis / runs);
        self.run_bytes = mix(self.run_bytes, measure.bytes as f64 / runs);
    }

    /// A page of `size` failed in a way that a smaller one may not: it took too long, or was too large. Whether to try
    /// again with [`next_size`](Self::next_size), which is smaller now.
    pub fn page_was_too_much(&mut self, size: u32) -> bool {
        self.most = (size / 4).max(SMALLEST_PAGE);
        size > SMALLEST_PAGE
    }

    /// Says how many runs there are, where runs were also added or removed by other means.
    pub fn set_loaded(&mut self, loaded: usize) {
        self.loaded = loaded;
    }

    /// At most this many runs from now on.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// How many runs have come.
    pub fn loaded(&self) -> usize {
        self.loaded
    }

    /// Where it stands.
    pub fn state(&self) -> Loading {
        if !self.has_more {
            Loading::Complete
        } else if self.loaded >= self.limit && self.last_size > 0 {
            Loading::AtLimit
        } else {
            Loading::UnderWay
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn came(paging: &mut Paging, run_bytes: usize, run_millis: f64, has_more: bool) -> u32 {
        let size = paging.next_size().unwrap();
        let runs = size as usize;
        let measure = PageMeasure {
            runs,
            bytes: runs * run_bytes,
            millis: run_millis * f64::from(size),
            has_more,
        };
        paging.page_came(size, measure);
        size
    }

    #[test]
    fn the_first_page_is_small_and_later_ones_cost_two_seconds_or_four_megabytes() {
        let mut light = Paging::default();
        let sizes: Vec<_> = (0..4).map(|_| came(&mut light, 800, 0.4, true)).collect();
        assert_eq!(sizes, [50, 400, 3200, 5000]);
        let mut heavy = Paging::default();
        let sizes: Vec<_> = (0..3).map(|_| came(&mut heavy, 100_000, 1.0, true)).collect();
        assert_eq!(sizes, [50, 41, 41]);
        let mut slow = Paging::default();
        let sizes: Vec<_> = (0..3).map(|_| came(&mut slow, 500, 8.0, true)).collect();
        assert_eq!(sizes, [50, 250, 250]);
        let mut huge = Paging::default();
        assert_eq!(
            [
                came(&mut huge, 9_000_000, 1.0, true),
                came(&mut huge, 9_000_000, 1.0, true)
            ],
            [50, 20]
        );
    }

    #[test]
    fn loading_ends_at_the_limit_which_can_be_raised_and_with_the_last_page() {
        let mut paging = Paging::new(60);
        came(&mut paging, 100, 1.0, true);
        assert_eq!(came(&mut paging, 100, 1.0, true), 10);
        assert_eq!((paging.state(), paging.next_size()), (Loading::AtLimit, None));
        paging.set_limit(4312);
        assert_eq!(paging.state(), Loading::UnderWay);
        while paging.state() == Loading::UnderWay {
            let has_more = paging.loaded() + (paging.next_size().unwrap() as usize) < 4312;
            came(&mut paging, 100, 0.1, has_more);
        }
        assert_eq!((paging.state(), paging.loaded()), (Loading::Complete, 4312));
    }

    #[test]
    fn an_empty_page_in_the_middle_is_not_the_end() {
        let mut paging = Paging::default();
        let empty = PageMeasure {
            runs: 0,
            bytes: 30,
            millis: 5.0,
            has_more: true,
        };
        paging.page_came(50, empty);
        assert_eq!(paging.state(), Loading::UnderWay);
        assert_eq!(paging.next_size(), Some(400));
    }

    #[test]
    fn a_page_that_was_too_much_is_asked_for_in_smaller_ones() {
        let mut paging = Paging::default();
        came(&mut paging, 100, 0.1, true);
        assert_eq!(paging.next_size(), Some(400));
        assert!(paging.page_was_too_much(400));
        assert_eq!(paging.next_size(), Some(100));
        assert!(paging.page_was_too_much(100) && paging.page_was_too_much(25));
        assert_eq!(paging.next_size(), Some(20));
        assert!(!paging.page_was_too_much(20));
    }

    proptest! {
        #[test]
        fn every_page_is_within_its_bounds_and_loading_ends(
            limit in 1..30_000_usize, run_bytes in 0..10_000_000_usize, run_millis in 0.0..5000.0
        ) {
            let mut paging = Paging::new(limit);
            let mut pages = 0;
            while let Some(size) = paging.next_size() {
                prop_assert!((1..=LARGEST_PAGE).contains(&size));
                prop_assert!(size >= SMALLEST_PAGE || paging.loaded() + size as usize == limit);
                came(&mut paging, run_bytes, run_millis, true);
                pages += 1;
            }
            prop_assert_eq!(paging.loaded(), limit);
            prop_assert!(pages <= 1 + limit.div_ceil(SMALLEST_PAGE as usize));
        }
    }
}

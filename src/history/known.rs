//! What is known of one metric of one run, and what an answer adds to it.

use std::sync::Arc;

use super::merge::merged;
use super::want::BYTES_A_POINT;
use super::{Detail, Held};
use crate::chart::Series;

/// Ranges whose detail is remembered; the points of those before stay.
const MOST_RANGES: usize = 6;

/// Bytes that a history takes besides.
const BYTES_BESIDES: usize = 200;

/// What is known of one metric of one run.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) series: Arc<Series>,
    /// Points that were asked for over all steps.
    pub(super) asked: u32,
    pub(super) is_whole: bool,
    /// Too long for [`super::Question::Together`].
    pub(super) is_long: bool,
    /// Ranges that were asked for, the last last.
    ranges: Vec<Range>,
    /// When it was looked at last, in the store's own time.
    pub(super) used: u64,
}

#[derive(Clone, Copy, Debug)]
struct Range {
    steps: (i64, i64),
    asked: u32,
    is_whole: bool,
}

impl Range {
    fn covers(&self, steps: (i64, i64)) -> bool {
        self.steps.0 <= steps.0 && steps.1 <= self.steps.1
    }
}

impl Default for Known {
    fn default() -> Self {
        Self {
            series: Arc::new(Series::from_points(Vec::new())),
            asked: 0,
            is_whole: false,
            is_long: false,
            ranges: Vec::new(),
            used: 0,
        }
    }
}

impl Known {
    pub(super) fn held(&self) -> Held {
        let range = self.ranges.last();
        Held {
            series: Arc::clone(&self.series),
            detail: Detail {
                asked: self.asked,
                steps: range.map(|range| range.steps),
                is_whole: self.is_whole,
                is_range_whole: range.is_some_and(|range| range.is_whole),
                total: self.is_whole.then(|| self.series.len()),
            },
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.series.len() * BYTES_A_POINT + BYTES_BESIDES
    }

    /// Whether so many points within these steps, or all that there are, have been asked for.
    pub(super) fn is_enough(&self, points: u32, steps: Option<(i64, i64)>) -> bool {
        self.is_whole
            || match steps {
                None => self.asked >= points,
                Some(steps) => self.ranges.iter().any(|range| {
                    (range.is_whole && range.covers(steps)) || (range.steps == steps && range.asked >= points)
                }),
            }
    }

    /// Takes in every point that there is.
    pub(super) fn took_whole(&mut self, series: Series) {
        self.take_in(series);
        self.is_whole = true;
        self.is_long = false;
        self.ranges.clear();
    }

    /// Takes in a sample over all steps.
    pub(super) fn took_sample(&mut self, series: Series, asked: u32) {
        self.take_in(series);
        self.asked = self.asked.max(asked);
    }

    /// Takes in the points within a range.
    pub(super) fn took_range(&mut self, series: Series, asked: u32, steps: (i64, i64), is_whole: bool) {
        self.take_in(series);
        let range = Range {
            steps,
            asked,
            is_whole,
        };
        self.ranges.retain(|known| known.steps != steps);
        self.ranges.push(range);
        if self.ranges.len() > MOST_RANGES {
            self.ranges.remove(0);
        }
    }

    /// Takes in the points from a step on. What was whole stays so only where all of them came.
    pub(super) fn took_since(&mut self, series: Series, from_step: i64, is_all: bool) {
        self.take_in(series);
        self.is_whole &= is_all;
        if !is_all {
            self.ranges.retain(|range| range.steps.1 < from_step);
        }
    }

    fn take_in(&mut self, series: Series) {
        let both = if self.series.is_empty() {
            series
        } else if series.is_empty() {
            return;
        } else {
            merged(&self.series, &series)
        };
        // No point ever goes: where there are as many, they are the same.
        if both.len() > self.series.len() {
            self.series = Arc::new(both);
        }
    }

    /// Forgets the points.
    pub(super) fn forget(&mut self) {
        *self = Self {
            is_long: self.is_long,
            used: self.used,
            ..Self::default()
        };
    }
}

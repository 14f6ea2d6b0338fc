//! What is here of one metric of one run.

use std::sync::Arc;

use crate::chart::Series;

/// What is here of one metric of one run.
#[derive(Clone, Debug)]
pub struct Held {
    /// The points that are here, in their order; empty where the run has none. Another `Arc` whenever there are others.
    pub series: Arc<Series>,
    /// How whole they are.
    pub detail: Detail,
}

/// How whole what is here of a history is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Detail {
    /// Over all steps, the server was asked for so many points; 0 while only a range of steps was answered.
    pub asked: u32,
    /// The range of steps, first and last, that was asked for last and is known in more detail than the rest.
    pub steps: Option<(i64, i64)>,
    /// Whether every point is here that was logged until this was answered.
    pub is_whole: bool,
    /// Whether every point within `steps` is here.
    pub is_range_whole: bool,
    /// How many points were logged, as far as the server told: only where all are here.
    pub total: Option<usize>,
}

impl Detail {
    /// Whether every point within these steps is here.
    pub fn is_whole_within(self, steps: Option<(i64, i64)>) -> bool {
        self.is_whole
            || steps
                .zip(self.steps)
                .is_some_and(|(asked, known)| self.is_range_whole && known.0 <= asked.0 && asked.1 <= known.1)
    }
}

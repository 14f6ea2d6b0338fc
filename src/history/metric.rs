//! One metric: what is known of its runs, what went wrong, how many runs are asked for at once.

use std::collections::{HashMap, HashSet};

use super::known::Known;
use super::want::MOST_RUNS;
use super::{Ask, Question};
use crate::mlflow::{ApiError, RunId};

/// Runs that are asked for at once while nobody knows how long that takes.
const FIRST_RUNS: usize = 25;
/// How long an answer may take, in milliseconds: longer ones keep what matters more by then waiting.
const GOOD_MILLIS: f64 = 400.0;
/// Runs that may fail one after the other, each asked for by itself, before the others are given up too.
const MOST_FAILURES: u32 = 3;

/// How it stands with the last points of a run that ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    Due,
    Asked,
}

/// One metric.
#[derive(Debug)]
pub(super) struct OfMetric {
    pub(super) runs: HashMap<RunId, Known>,
    pub(super) under_way: HashSet<RunId>,
    failed: HashSet<RunId>,
    /// Runs that ended since they were answered: their last points are not here.
    ends: HashMap<RunId, End>,
    pub(super) trouble: Option<ApiError>,
    is_given_up: bool,
    failures: u32,
    pub(super) runs_at_once: usize,
}

impl Default for OfMetric {
    fn default() -> Self {
        Self {
            runs: HashMap::new(),
            under_way: HashSet::new(),
            failed: HashSet::new(),
            ends: HashMap::new(),
            trouble: None,
            is_given_up: false,
            failures: 0,
            runs_at_once: FIRST_RUNS,
        }
    }
}

impl OfMetric {
    /// Whether a run may be asked for now.
    pub(super) fn may_ask(&self, run: &RunId) -> bool {
        !self.is_given_up && !self.under_way.contains(run) && !self.failed.contains(run)
    }

    /// Whether a run is not asked for again by itself, because asking failed.
    pub(super) fn has_given_up(&self, run: &RunId) -> bool {
        self.is_given_up || self.failed.contains(run)
    }

    /// Learns that a run has ended: what was answered before, or is being answered now, may lack its last points.
    pub(super) fn ended(&mut self, run: &RunId) {
        if self.runs.contains_key(run) || self.under_way.contains(run) {
            self.ends.insert(run.clone(), End::Due);
        }
    }

    /// Whether the last points of any run are missing.
    pub(super) fn lacks_ends(&self) -> bool {
        !self.ends.is_empty()
    }

    /// Whether the last points of a run are missing.
    pub(super) fn lacks_end(&self, run: &RunId) -> bool {
        self.ends.contains_key(run)
    }

    /// Takes note that the last points of these runs are asked for.
    pub(super) fn asks_ends(&mut self, runs: &[RunId]) {
        for run in runs {
            self.ends.insert(run.clone(), End::Asked);
        }
    }

    /// Takes note that a question is under way no longer; where it was answered, the last points that it asked for are
    /// here. Returns whether it asked for any.
    pub(super) fn is_over(&mut self, ask: &Ask, is_answered: bool) -> bool {
        let mut is_of_ends = false;
        for run in &ask.runs {
            self.under_way.remove(run);
            if let Some(end) = self.ends.get_mut(run).filter(|end| **end == End::Asked) {
                is_of_ends = true;
                *end = End::Due;
                if is_answered {
                    self.ends.remove(run);
                }
            }
        }
        is_of_ends
    }

    /// Learns how long an answer took.
    pub(super) fn answered(&mut self, ask: &Ask, millis: f64) {
        self.failures = 0;
        if ask.question == Question::Pages {
            return;
        }
        let good = ask.runs.len() as f64 * GOOD_MILLIS / millis.max(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number, cut to the next line's bounds"
        )]
        let good = good as usize;
        // What few runs took says little of many.
        let most = (ask.runs.len() * 2).max(self.runs_at_once / 2).min(MOST_RUNS);
        self.runs_at_once = good.clamp(1, most.max(1));
    }

    /// Learns of a failure: fewer runs are asked for at once, down to one, which is then left out. Where it is no fault
    /// of what was asked, nothing more is asked of the metric.
    pub(super) fn failed(&mut self, ask: &Ask, error: ApiError) {
        let is_of_question = ask.is_at_fault(&error);
        if is_of_question && ask.runs.len() > 1 {
            self.runs_at_once = (ask.runs.len() / 2).max(1);
            return;
        }
        self.failures += 1;
        self.is_given_up = !is_of_question || self.failures >= MOST_FAILURES;
        self.failed.extend(ask.runs.iter().cloned());
        self.trouble = Some(error);
    }

    /// Lets everything be asked for again.
    pub(super) fn forgive(&mut self) {
        self.failed.clear();
        self.trouble = None;
        self.is_given_up = false;
        self.failures = 0;
    }
}

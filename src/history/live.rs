//! Runs that go on: their new points, the last ones when they have ended, and what could not be had meanwhile.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{Ask, Question, Store};
use crate::mlflow::RunId;

/// Runs that are asked for new points at once, and how far apart their last steps may be.
const MOST_SINCE: usize = 25;
const FAR_APART: i64 = 2_000;

impl Store {
    /// Tells of runs whether they go on. Of those that did when anybody last looked and do no more, the last points are
    /// asked for once, of each metric as soon as it is wanted: however long after, and whoever looked before.
    ///
    /// Returns whether any has ended.
    pub fn learn_states<'a>(&mut self, runs: impl IntoIterator<Item = (&'a RunId, bool)>) -> bool {
        let mut ended = Vec::new();
        for (run, is_running) in runs {
            if !is_running && self.running.remove(run) {
                ended.push(run);
            } else if is_running && !self.running.contains(run) {
                self.running.insert(run.clone());
            }
        }
        for of_metric in self.metrics.values_mut() {
            for run in &ended {
                of_metric.ended(run);
            }
        }
        !ended.is_empty()
    }

    /// Questions for the new points of these runs, of the metrics that anybody wants of them.
    pub fn since(&mut self, runs: &[RunId]) -> Vec<Ask> {
        let mut last_steps: BTreeMap<Arc<str>, Vec<(i64, RunId)>> = BTreeMap::new();
        let mut seen = HashSet::new();
        for want in self.wants.values().flatten().map(|wanted| &wanted.want) {
            let Some(of_metric) = self.metrics.get(&want.metric) else {
                continue;
            };
            let wanted: HashSet<&RunId> = want.runs.iter().collect();
            for run in runs.iter().filter(|run| wanted.contains(run)) {
                let is_new = seen.insert((Arc::clone(&want.metric), run.clone()));
                if let Some(last) = self.last_step(run, &want.metric)
                    && is_new
                    && of_metric.may_ask(run)
                {
                    let of_runs = last_steps.entry(Arc::clone(&want.metric)).or_default();
                    of_runs.push((last, run.clone()));
                }
            }
        }
        let asks = last_steps
            .into_iter()
            .flat_map(|(metric, runs)| asks_of(&metric, runs, MOST_SINCE));
        let asks: Vec<Ask> = asks.collect();
        self.are_under_way(&asks);
        asks
    }

    /// The parts of a question for new points that failed, to be asked by themselves: one of its runs may be gone, and the
    /// others go on. None where it is of one run.
    pub fn halves(&mut self, ask: &Ask) -> Vec<Ask> {
        if ask.runs.len() < 2 {
            return Vec::new();
        }
        let halves = ask.halves();
        self.are_under_way(&halves);
        halves
    }

    /// Lets everything be asked for again that failed for another reason than that it is not there: the connection is
    /// back, or somebody looks again. Returns the metrics whose trouble is over.
    pub fn retry_all(&mut self) -> Vec<Arc<str>> {
        let troubled = self.metrics.iter().filter(|(_, of_metric)| {
            let trouble = of_metric.trouble.as_ref();
            trouble.is_some_and(|error| !error.is_missing())
        });
        let troubled: Vec<Arc<str>> = troubled.map(|(metric, _)| Arc::clone(metric)).collect();
        for metric in &troubled {
            self.retry(metric);
        }
        troubled
    }

    /// The next question for the last points of runs that ended, of what is wanted.
    pub(super) fn next_of_ends(&mut self) -> Option<Ask> {
        let due = self.wants.values().flatten().find_map(|wanted| {
            let want = &wanted.want;
            let of_metric = self.metrics.get(&want.metric).filter(|of| of.lacks_ends())?;
            let runs = want
                .runs
                .iter()
                .filter(|run| of_metric.lacks_end(run) && of_metric.may_ask(run));
            // What was never answered, or was forgotten, is asked for as a whole.
            let runs = runs.filter_map(|run| Some((self.last_step(run, &want.metric)?, run.clone())));
            let runs: Vec<_> = runs.collect();
            let most = of_metric.runs_at_once.min(MOST_SINCE);
            asks_of(&want.metric, runs, most).into_iter().next()
        })?;
        self.are_under_way(std::slice::from_ref(&due));
        if let Some(of_metric) = self.metrics.get_mut(&due.metric) {
            of_metric.asks_ends(&due.runs);
        }
        Some(due)
    }

    /// The last step that is here; the least there can be where the run has no point; `None` before any answer.
    fn last_step(&self, run: &RunId, metric: &str) -> Option<i64> {
        let known = self.known(run, metric)?;
        Some(known.series.step().last().copied().unwrap_or(i64::MIN))
    }

    fn are_under_way(&mut self, asks: &[Ask]) {
        for ask in asks {
            if let Some(of_metric) = self.metrics.get_mut(&ask.metric) {
                of_metric.under_way.extend(ask.runs.iter().cloned());
            }
        }
    }
}

/// Questions for what comes after these last steps, of at most so many runs each whose steps lie near each other.
fn asks_of(metric: &Arc<str>, mut runs: Vec<(i64, RunId)>, most: usize) -> Vec<Ask> {
    runs.sort();
    let mut asks: Vec<Ask> = Vec::new();
    let mut open: Option<Ask> = None;
    for (last, run) in runs {
        let fits = open.as_ref().is_some_and(|ask| {
            let is_near =
                matches!(ask.question, Question::Since { step } if last.saturating_sub(step) <= FAR_APART);
            is_near && ask.runs.len() < most
        });
        if !fits {
            asks.extend(open.take());
        }
        let ask = open.get_or_insert_with(|| Ask {
            metric: Arc::clone(metric),
            runs: Vec::new(),
            question: Question::Since { step: last },
        });
        ask.runs.push(run);
    }
    asks.extend(open);
    asks
}

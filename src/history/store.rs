//! All that is here of histories, within a bound of memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::intake::take_in;
use super::known::Known;
use super::metric::OfMetric;
use super::plan::{Stage, level_within, next_ask};
use super::sampling::Sampling;
use super::want::{BYTES_A_POINT, MOST_BYTES};
use super::{Ask, Held, Question, Want};
use crate::mlflow::metrics::MOST_POINTS_IN_BULK;
use crate::mlflow::{ApiError, RunColumns, RunId};

/// All that is here of histories, and what is asked for next.
///
/// Points stay until memory is short; then those go that nobody wants and that were wanted longest ago.
#[derive(Debug)]
pub struct Store {
    pub(super) metrics: HashMap<Arc<str>, OfMetric>,
    pub(super) wants: BTreeMap<u32, Vec<Wanted>>,
    /// Runs that went on when anybody last looked.
    pub(super) running: HashSet<RunId>,
    sampling: Sampling,
    /// Counts what happens.
    time: u64,
    bytes: usize,
    most_bytes: usize,
    /// The most points a run that memory allows of what is wanted.
    most_points: u32,
}

#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) want: Want,
    /// The first stage that may still need something.
    stage: Stage,
    is_settled: bool,
}

impl Default for Store {
    fn default() -> Self {
        Self::with_memory(MOST_BYTES)
    }
}

impl Store {
    /// An empty store that keeps at most so many bytes of points, but whatever is wanted.
    pub fn with_memory(most_bytes: usize) -> Self {
        Self {
            metrics: HashMap::new(),
            wants: BTreeMap::new(),
            running: HashSet::new(),
            sampling: Sampling::default(),
            time: 0,
            bytes: 0,
            most_bytes,
            most_points: MOST_POINTS_IN_BULK,
        }
    }

    /// Tells the server's version, such as `2.22.5`, where it is known before the first question. Answers tell too.
    pub fn set_server_version(&mut self, version: &str) {
        let major: Option<u32> = version.split('.').next().and_then(|major| major.parse().ok());
        if major.is_some_and(|major| major < 3) {
            self.sampling = Sampling::Together;
        }
    }

    /// What is here of one metric of one run; `None` before anything was answered.
    pub fn held(&self, run: &RunId, metric: &str) -> Option<Held> {
        let mut held = self.known(run, metric)?.held();
        if self.metrics.get(metric)?.lacks_end(run) {
            (held.detail.is_whole, held.detail.total) = (false, None);
        }
        Some(held)
    }

    pub(super) fn known(&self, run: &RunId, metric: &str) -> Option<&Known> {
        let known = self.metrics.get(metric)?.runs.get(run)?;
        let is_answered = known.is_whole || known.asked > 0 || !known.series.is_empty();
        is_answered.then_some(known)
    }

    /// Why some or all of a metric does not come, if so.
    pub fn trouble(&self, metric: &str) -> Option<&ApiError> {
        self.metrics.get(metric)?.trouble.as_ref()
    }

    /// Asks again for what failed of a metric.
    pub fn retry(&mut self, metric: &str) {
        if let Some(of_metric) = self.metrics.get_mut(metric) {
            of_metric.forgive();
        }
        self.look_again(metric);
    }

    /// Replaces what one asker wants.
    pub fn want(&mut self, asker: u32, wants: Vec<Want>) {
        self.time += 1;
        let before = self.wants.remove(&asker).unwrap_or_default();
        if !wants.is_empty() {
            let wants = wants.into_iter().map(|want| {
                let same = before.iter().find(|known| known.want == want);
                Wanted {
                    stage: same.map_or(Stage::Outline, |same| same.stage),
                    is_settled: same.is_some_and(|same| same.is_settled),
                    want,
                }
            });
            let wants: Vec<Wanted> = wants.collect();
            for wanted in &wants {
                let Some(of_metric) = self.metrics.get_mut(&wanted.want.metric) else {
                    continue;
                };
                for run in wanted.want.runs.iter() {
                    if let Some(known) = of_metric.runs.get_mut(run) {
                        known.used = self.time;
                    }
                }
            }
            self.wants.insert(asker, wants);
        }
        self.make_room();
        let most_points = self.points_in_memory();
        if most_points != self.most_points {
            self.most_points = most_points;
            self.look_at_all_again();
        }
    }

    /// The next question, if any: give its answer to [`took`](Self::took), or, where it was given up,
    /// [`gave_up`](Self::gave_up).
    #[expect(
        clippy::should_implement_trait,
        reason = "a question, not an item: more come after none"
    )]
    pub fn next(&mut self) -> Option<Ask> {
        if let Some(ask) = self.next_of_ends() {
            return Some(ask);
        }
        for stage in Stage::ALL {
            // One whole history more may be more than the tab can hold.
            if stage == Stage::Whole && self.is_full() {
                continue;
            }
            // What nobody waits for is asked for a bit at a time: the server has others to answer.
            if stage == Stage::Idle && (self.bytes > self.most_bytes / 2 || self.is_any_under_way()) {
                return None;
            }
            for wanted in self.wants.values_mut().flatten() {
                if wanted.is_settled || wanted.stage > stage {
                    continue;
                }
                let of_metric = self.metrics.entry(Arc::clone(&wanted.want.metric)).or_default();
                let ask = next_ask(&wanted.want, stage, of_metric, self.sampling, self.most_points);
                if let Some(ask) = ask {
                    of_metric.under_way.extend(ask.runs.iter().cloned());
                    return Some(ask);
                }
                if of_metric.under_way.is_empty() {
                    let next = Stage::ALL.into_iter().find(|next| *next > stage);
                    wanted.is_settled = next.is_none();
                    wanted.stage = next.unwrap_or(stage);
                }
            }
        }
        None
    }

    /// Whether more of a metric of a run could come, but is not asked for until [`retry`](Self::retry).
    pub fn is_given_up(&self, run: &RunId, metric: &str) -> bool {
        let of_metric = self.metrics.get(metric);
        if !of_metric.is_some_and(|of_metric| of_metric.has_given_up(run)) {
            return false;
        }
        let held = self.held(run, metric);
        held.is_none_or(|held| !held.detail.is_whole) || self.running.contains(run)
    }

    /// Whether anybody still wants what a question asks for.
    pub fn is_wanted(&self, ask: &Ask) -> bool {
        let runs: HashSet<&RunId> = ask.runs.iter().collect();
        self.wants
            .values()
            .flatten()
            .map(|wanted| &wanted.want)
            .any(|want| {
                let is_of_question = match ask.question {
                    Question::Sampled { steps, .. } => steps.is_none() || steps == want.steps,
                    Question::Pages => want.is_whole,
                    Question::Since { .. } | Question::Together => true,
                };
                is_of_question && want.metric == ask.metric && want.runs.iter().any(|run| runs.contains(run))
            })
    }

    /// Takes back a question that was not answered because nobody waits for it any more.
    pub fn gave_up(&mut self, ask: &Ask) {
        let _of_ends = self.is_over(ask, false);
    }

    fn is_over(&mut self, ask: &Ask, is_answered: bool) -> bool {
        let of_metric = self.metrics.get_mut(&ask.metric);
        let is_of_ends = of_metric.is_some_and(|of_metric| of_metric.is_over(ask, is_answered));
        self.look_again(&ask.metric);
        is_of_ends
    }

    /// Takes in the answer to a question, and how long it took.
    ///
    /// What failed is not asked for again by itself: a question for several runs is asked for fewer at once, and the run
    /// or metric that fails still says so in [`trouble`](Self::trouble). The others go on.
    ///
    /// Gives whether anything is known now that was not before.
    pub fn took(&mut self, ask: &Ask, outcome: Result<Vec<RunColumns>, ApiError>, millis: f64) -> bool {
        let is_of_ends = self.is_over(ask, outcome.is_ok());
        let Some(of_metric) = self.metrics.get_mut(&ask.metric) else {
            return false;
        };
        let is_live = matches!(ask.question, Question::Since { .. }) && !is_of_ends;
        match outcome {
            Ok(answer) => {
                of_metric.answered(ask, millis);
                self.time += 1;
                let before = bytes_of(of_metric, ask);
                let sampling = self.sampling;
                take_in(of_metric, ask, answer, &mut self.sampling, self.time);
                let after = bytes_of(of_metric, ask);
                self.bytes = self.bytes.saturating_sub(before) + after;
                self.make_room();
                if self.sampling != sampling {
                    // What was enough of a server that samples each run may not be of one that samples all together.
                    self.look_at_all_again();
                }
                !is_live || before != after
            }
            // A run that goes on is asked for again anyway, unless it is gone.
            Err(error) if is_live && !(error.is_missing() && ask.runs.len() == 1) => false,
            Err(error) => {
                of_metric.failed(ask, error);
                true
            }
        }
    }

    /// Whether memory allows no more whole histories: what is wanted takes all of it.
    pub fn is_full(&self) -> bool {
        self.bytes > self.most_bytes
    }

    fn is_any_under_way(&self) -> bool {
        self.metrics
            .values()
            .any(|of_metric| !of_metric.under_way.is_empty())
    }

    /// How many bytes of points are here.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    fn look_again(&mut self, metric: &str) {
        for wanted in self.wants.values_mut().flatten() {
            if &*wanted.want.metric == metric {
                wanted.stage = Stage::Outline;
                wanted.is_settled = false;
            }
        }
    }

    pub(super) fn look_at_all_again(&mut self) {
        for wanted in self.wants.values_mut().flatten() {
            wanted.stage = Stage::Outline;
            wanted.is_settled = false;
        }
    }

    /// The most points a run with which everything that is wanted fits into half of the memory.
    fn points_in_memory(&self) -> u32 {
        let mut runs: HashMap<&str, usize> = HashMap::new();
        for want in self.wants.values().flatten().map(|wanted| &wanted.want) {
            let most = runs.entry(&want.metric).or_default();
            *most = want.runs.len().max(*most);
        }
        let histories = runs.values().sum::<usize>().max(1);
        level_within(self.most_bytes / 2 / BYTES_A_POINT / histories)
    }

    /// Forgets what nobody wants, the longest unused first, while there is too much.
    fn make_room(&mut self) {
        if self.bytes <= self.most_bytes {
            return;
        }
        let mut wanted: HashSet<(&str, &RunId)> = HashSet::new();
        for want in self.wants.values().flatten().map(|wanted| &wanted.want) {
            wanted.extend(want.runs.iter().map(|run| (&*want.metric, run)));
        }
        let mut unwanted: Vec<(u64, Arc<str>, RunId)> = Vec::new();
        for (metric, of_metric) in &self.metrics {
            for (run, known) in &of_metric.runs {
                if !known.series.is_empty() && !wanted.contains(&(&**metric, run)) {
                    unwanted.push((known.used, Arc::clone(metric), run.clone()));
                }
            }
        }
        unwanted.sort_unstable();
        // A little more than needed: it takes a look at everything each time.
        let enough = self.most_bytes - self.most_bytes / 10;
        for (_, metric, run) in unwanted {
            if self.bytes <= enough {
                return;
            }
            let known = self.metrics.get_mut(&metric).and_then(|of| of.runs.get_mut(&run));
            if let Some(known) = known {
                let before = known.bytes();
                known.forget();
                self.bytes = self.bytes.saturating_sub(before - known.bytes());
            }
        }
    }
}

fn bytes_of(of_metric: &OfMetric, ask: &Ask) -> usize {
    let known = ask.runs.iter().filter_map(|run| of_metric.runs.get(run));
    known.map(Known::bytes).sum()
}

impl Store {
    /// Whether a want has all that it can have by now.
    #[cfg(test)]
    pub(super) fn is_satisfied(&self, want: &Want) -> bool {
        want.runs.iter().all(|run| {
            let known = self.known(run, &want.metric);
            Stage::ALL.into_iter().all(|stage| {
                let question = super::plan::question(want, stage, known, self.sampling, self.most_points);
                question.is_none()
            })
        })
    }
}

//! The next question: first a coarse outline of everything in view, then lines of everything that look finished, then
//! what the pixels can show, then what was asked for as a whole, and then, while nothing else is to be done, as much as
//! the server gives at once.

use super::known::Known;
use super::metric::OfMetric;
use super::sampling::Sampling;
use super::want::MOST_RUNS;
use super::{Ask, Question, Want};
use crate::mlflow::RunId;
use crate::mlflow::metrics::MOST_POINTS_IN_BULK;

/// Numbers of points that are asked for: charts of nearly the same width share an answer.
const LEVELS: [u32; 7] = [OUTLINE, 80, 160, 320, 640, 1_280, MOST_POINTS_IN_BULK];
/// Points of an outline. A server takes as long for fewer: a run costs it 2.5 ms, and a point 0.025 ms.
const OUTLINE: u32 = 40;
/// Points of a line that looks finished, and as many as `MLflow`'s own page draws: all charts in view have these before
/// one has more.
const FINISHED: u32 = 320;
/// Points of all runs of one question: some megabytes of answer.
const MOST_POINTS_OF_ALL: usize = 50_000;
/// Runs whose every point is asked for at once.
const MOST_TOGETHER: usize = 25;
/// Into so many questions the runs of one chart are parted, so that they may be under way together.
const PARTS: usize = 4;
/// Fewer than these are not parted.
const FEW_RUNS: usize = 5;

/// What is done first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Stage {
    Outline,
    Finished,
    Fine,
    Whole,
    Idle,
}

impl Stage {
    pub(super) const ALL: [Self; 5] = [Self::Outline, Self::Finished, Self::Fine, Self::Whole, Self::Idle];
}

/// The level that gives at least so many points, or the most there is.
pub(super) fn level_of(points: u32) -> u32 {
    LEVELS
        .into_iter()
        .find(|level| *level >= points)
        .unwrap_or(MOST_POINTS_IN_BULK)
}

/// The most points a run that so many points of memory allow.
pub(super) fn level_within(points: usize) -> u32 {
    LEVELS
        .into_iter()
        .rev()
        .find(|level| *level as usize <= points)
        .unwrap_or(OUTLINE)
}

/// What a stage asks of a run.
pub(super) fn question(
    want: &Want,
    stage: Stage,
    known: Option<&Known>,
    sampling: Sampling,
    most_points: u32,
) -> Option<Question> {
    let is_whole = known.is_some_and(|known| known.is_whole);
    let is_long = known.is_some_and(|known| known.is_long);
    if is_whole {
        return None;
    }
    let fine = level_of(want.points).min(most_points);
    let (points, steps) = match stage {
        Stage::Outline if sampling == Sampling::Together && !is_long => return Some(Question::Together),
        // Where all points are read for it, the outline costs as much as the rest.
        Stage::Outline if sampling == Sampling::Together => (fine, None),
        Stage::Outline => (OUTLINE, None),
        // Who looks into a range waits for that one; and where all points are read anyway, less costs as much.
        Stage::Finished if want.steps.is_none() && sampling != Sampling::Together => {
            (fine.min(FINISHED), None)
        }
        Stage::Finished | Stage::Fine => (fine, want.steps),
        Stage::Whole => return want.is_whole.then_some(Question::Pages),
        Stage::Idle => (most_points, want.steps),
    };
    let is_enough = known.is_some_and(|known| known.is_enough(points, steps));
    (!is_enough).then_some(Question::Sampled { points, steps })
}

/// What a stage asks next because of one want; `None` where it needs nothing that may be asked for.
pub(super) fn next_ask(
    want: &Want,
    stage: Stage,
    metric: &OfMetric,
    sampling: Sampling,
    most_points: u32,
) -> Option<Ask> {
    let mut asked = None;
    let mut runs: Vec<RunId> = Vec::new();
    for run in want.runs.iter().filter(|run| metric.may_ask(run)) {
        let question = question(want, stage, metric.runs.get(run), sampling, most_points);
        let Some(question) = question else { continue };
        let is_same = *asked.get_or_insert(question) == question;
        if is_same && runs.len() < MOST_RUNS && !runs.contains(run) {
            runs.push(run.clone());
        }
    }
    let question = asked?;
    let most = match question {
        Question::Pages => 1,
        Question::Sampled { .. } if sampling == Sampling::Together => 1,
        Question::Together => metric.runs_at_once.min(MOST_TOGETHER),
        Question::Sampled { points, .. } => metric
            .runs_at_once
            .min(MOST_POINTS_OF_ALL / points.max(1) as usize)
            .min(FEW_RUNS.max(want.runs.len().div_ceil(PARTS))),
        Question::Since { .. } => MOST_RUNS,
    };
    runs.truncate(most.clamp(1, MOST_RUNS));
    Some(Ask {
        metric: want.metric.clone(),
        runs,
        question,
    })
}

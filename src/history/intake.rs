//! From the answer to a question to what is known of each of its runs.

use super::metric::OfMetric;
use super::sampling::Sampling;
use super::{Ask, Question};
use crate::chart::Series;
use crate::mlflow::RunColumns;
use crate::mlflow::metrics::{MOST_POINTS_IN_BULK, MOST_POINTS_OF_ALL_IN_BULK};

/// Takes in an answer, and learns from it how the server samples.
pub(super) fn take_in(
    of_metric: &mut OfMetric,
    ask: &Ask,
    mut answer: Vec<RunColumns>,
    sampling: &mut Sampling,
    time: u64,
) {
    let judgement = match ask.question {
        Question::Sampled { points, .. } => Some(sampling.judge(&answer, ask.runs.len(), points)),
        Question::Since { .. } => Some(sampling.judge(&answer, ask.runs.len(), MOST_POINTS_IN_BULK)),
        Question::Together | Question::Pages => None,
    };
    // The last run of an answer that is as long as it may be is cut off, and those behind it are missing.
    let rows: usize = answer.iter().map(|columns| columns.step.len()).sum();
    let cut = (ask.question == Question::Together && rows >= MOST_POINTS_OF_ALL_IN_BULK)
        .then(|| answer.last().and_then(|last| last.run.clone()))
        .flatten();
    let is_only = answer.len() == 1;
    for run in &ask.runs {
        let is_of_run = |columns: &RunColumns| match &columns.run {
            Some(of) => of == run,
            None => ask.runs.len() == 1,
        };
        let place = answer.iter().position(is_of_run);
        let columns = place.map(|place| answer.swap_remove(place));
        let known = of_metric.runs.entry(run.clone()).or_default();
        known.used = time;
        if cut.as_ref() == Some(run) {
            known.is_long |= is_only;
            continue;
        }
        if columns.is_none() && cut.as_ref().is_some_and(|cut| run > cut) {
            continue;
        }
        let rows = columns.as_ref().map_or(0, |columns| columns.step.len());
        let is_all = judgement.is_none_or(|judgement| judgement.is_all(rows));
        let series = columns.map_or_else(
            || Series::from_points(Vec::new()),
            |columns| Series::from_columns(columns.step, columns.time_millis, columns.value),
        );
        match ask.question {
            Question::Sampled { steps: None, .. } if is_all => known.took_whole(series),
            Question::Sampled { points, steps: None } => known.took_sample(series, points),
            Question::Sampled {
                points,
                steps: Some(steps),
            } => known.took_range(series, points, steps, is_all),
            Question::Since { step } => known.took_since(series, step, is_all),
            Question::Together | Question::Pages => known.took_whole(series),
        }
    }
}

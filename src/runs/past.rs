//! What is known of the histories of metrics, as far as the table asked for them.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::Past;
use crate::mlflow::{Metric, RunId};

/// The most points that a trend keeps: as many as its cell has pixels.
const TREND_POINTS: usize = 96;

/// One metric of one run over all its steps, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    first: f64,
    min: f64,
    max: f64,
    /// The values in the order of their steps, thinned out to what a cell can show. NaN breaks the line.
    trend: Box<[f32]>,
    points: usize,
    is_sampled: bool,
}

impl History {
    /// The history that these points tell; `None` for no points. `is_sampled` if the run has more points than these.
    pub fn of(mut points: Vec<(i64, f64)>, is_sampled: bool) -> Option<Self> {
        // Stable: values of one step stay in the order that the server gives them.
        points.sort_by_key(|(step, _)| *step);
        let (_, first) = *points.first()?;
        let numbers = || {
            points
                .iter()
                .map(|(_, value)| *value)
                .filter(|value| !value.is_nan())
        };
        Some(Self {
            first,
            min: numbers().reduce(f64::min).unwrap_or(f64::NAN),
            max: numbers().reduce(f64::max).unwrap_or(f64::NAN),
            trend: thinned(&points),
            points: points.len(),
            is_sampled,
        })
    }

    /// What a column shows of it; `None` for the trend, which is no number.
    pub fn number(&self, past: Past, is_lower_better: bool) -> Option<f64> {
        let is_smallest = match past {
            Past::First => return Some(self.first),
            Past::Trend => return None,
            Past::Min => true,
            Past::Max => false,
            Past::Best => is_lower_better,
        };
        Some(if is_smallest { self.min } else { self.max })
    }

    /// How many points it was read from.
    pub fn points(&self) -> usize {
        self.points
    }

    /// Whether the run has more points than it was read from: its smallest and largest values are then not certain.
    pub fn is_sampled(&self) -> bool {
        self.is_sampled
    }

    /// The trend as the `d` of an SVG path in a box of this size; empty where there is no line to draw.
    pub fn path(&self, width: f32, height: f32) -> String {
        let finite = || self.trend.iter().copied().filter(|value| value.is_finite());
        let (Some(low), Some(high)) = (finite().reduce(f32::min), finite().reduce(f32::max)) else {
            return String::new();
        };
        let span = high - low;
        let across = width / (self.trend.len().max(2) - 1) as f32;
        let mut path = String::new();
        let mut is_pen_down = false;
        for (index, value) in self.trend.iter().enumerate() {
            if !value.is_finite() {
                is_pen_down = false;
                continue;
            }
            let up = if span > 0.0 { (value - low) / span } else { 0.5 };
            let (x, y) = (index as f32 * across, (1.0 - up) * (height - 2.0) + 1.0);
            let letter = if is_pen_down { 'L' } else { 'M' };
            let _always_written = write!(path, "{letter}{x:.1} {y:.1}");
            if !is_pen_down && self.trend.get(index + 1).is_none_or(|next| !next.is_finite()) {
                // A point by itself: a line of no length, which round caps make a dot.
                path.push_str("h0");
            }
            is_pen_down = true;
        }
        path
    }
}

/// At most [`TREND_POINTS`] values: of each stretch the one farthest from the value kept before it, so that spikes stay.
fn thinned(points: &[(i64, f64)]) -> Box<[f32]> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a line 20 pixels high needs no more"
    )]
    let narrow = |value: f64| value as f32;
    if points.len() <= TREND_POINTS {
        return points.iter().map(|(_, value)| narrow(*value)).collect();
    }
    let stretch = points.len().div_ceil(TREND_POINTS);
    let mut last = None::<f64>;
    points
        .chunks(stretch)
        .filter_map(|chunk| {
            let far = |value: f64| last.map_or(0.0, |last| (value - last).abs());
            let kept = chunk
                .iter()
                .map(|(_, value)| *value)
                .max_by(|a, b| far(*a).total_cmp(&far(*b)))?;
            last = Some(kept).filter(|kept| kept.is_finite()).or(last);
            Some(narrow(kept))
        })
        .collect()
}

/// How much of a history is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Detail {
    /// A few points: enough for the trend and the first value.
    Outline,
    /// As many as the server samples: the smallest and largest values are mostly certain.
    Sample,
}

impl Detail {
    /// What a column needs.
    pub fn of(past: Past) -> Self {
        match past {
            Past::Trend | Past::First => Self::Outline,
            Past::Min | Past::Max | Past::Best => Self::Sample,
        }
    }

    /// The points a run that the server is asked for.
    pub fn points(self) -> u32 {
        match self {
            Self::Outline => 100,
            Self::Sample => 2_500,
        }
    }

    /// The runs that are asked for at once. The server answers some 30,000 points a second.
    pub fn runs(self) -> usize {
        match self {
            Self::Outline => 100,
            Self::Sample => 25,
        }
    }
}

/// One request for histories: of which runs, of what, how much.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryRequest {
    /// The metric's key.
    pub key: Box<str>,
    /// At most 100.
    pub runs: Vec<RunId>,
    /// How much.
    pub detail: Detail,
}

/// The histories that are known, and those that were asked for.
#[derive(Default)]
pub struct Histories {
    metrics: HashMap<Box<str>, Known>,
}

#[derive(Default)]
struct Known {
    histories: HashMap<RunId, History>,
    /// With the detail that was asked for, whether or not it has come, and also of runs that have no such metric.
    asked: HashMap<RunId, Detail>,
}

impl Histories {
    /// What is known of a metric of a run.
    pub fn get(&self, key: &str, run: &str) -> Option<&History> {
        self.metrics.get(key)?.histories.get(run)
    }

    /// Whether an answer about it has been asked for and has not come; it is then loading.
    pub fn is_asked(&self, key: &str, run: &str) -> bool {
        self.metrics
            .get(key)
            .is_some_and(|known| known.asked.contains_key(run))
    }

    /// The next request that these runs need, in their order; `None` once all is asked for. What is returned counts as
    /// asked for.
    pub fn next_request(
        &mut self,
        key: &str,
        detail: Detail,
        runs: impl Iterator<Item = RunId>,
    ) -> Option<HistoryRequest> {
        let known = self.metrics.entry(key.into()).or_default();
        let mut seen = HashSet::new();
        let runs: Vec<RunId> = runs
            .filter(|run| known.asked.get(run.as_str()).is_none_or(|asked| *asked < detail))
            .filter(|run| seen.insert(run.clone()))
            .take(detail.runs())
            .collect();
        if runs.is_empty() {
            return None;
        }
        known.asked.extend(runs.iter().map(|run| (run.clone(), detail)));
        Some(HistoryRequest {
            key: key.into(),
            runs,
            detail,
        })
    }

    /// Keeps an answer.
    pub fn put(&mut self, request: &HistoryRequest, answer: Vec<Metric>) {
        let mut points: HashMap<RunId, Vec<(i64, f64)>> = HashMap::new();
        let only = match request.runs.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        for metric in answer {
            if let Some(run) = metric.run_id.as_ref().or(only) {
                points
                    .entry(run.clone())
                    .or_default()
                    .push((metric.step, metric.value));
            }
        }
        let known = self.metrics.entry(request.key.clone()).or_default();
        for (run, points) in points {
            let is_sampled = points.len() >= request.detail.points() as usize;
            let has_more = known
                .histories
                .get(run.as_str())
                .is_some_and(|history| history.points > points.len() && is_sampled);
            if !has_more && let Some(history) = History::of(points, is_sampled) {
                known.histories.insert(run, history);
            }
        }
    }

    /// Forgets that a request was made: it failed, and may be made again.
    pub fn take_back(&mut self, request: &HistoryRequest) {
        if let Some(known) = self.metrics.get_mut(&request.key) {
            for run in &request.runs {
                known.asked.remove(run.as_str());
            }
        }
    }

    /// Forgets that a run's histories were asked for: it has logged more. What is known stays until the answer.
    pub fn outdate(&mut self, run: &str) {
        for known in self.metrics.values_mut() {
            known.asked.remove(run);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn runs(count: usize) -> impl Iterator<Item = RunId> {
        (0..count).map(|index| RunId::from(format!("r{index}")))
    }

    #[test]
    fn each_run_is_asked_for_once_in_batches_and_again_only_in_more_detail() {
        let mut histories = Histories::default();
        let mut asked = Vec::new();
        while let Some(request) = histories.next_request("loss", Detail::Outline, runs(250)) {
            asked.push(request.runs.len());
        }
        assert_eq!(asked, [100, 100, 50]);
        let more = histories.next_request("loss", Detail::Sample, runs(250)).unwrap();
        assert_eq!(more.runs.len(), 25);
        histories.take_back(&more);
        assert_eq!(
            histories.next_request("loss", Detail::Sample, runs(250)),
            Some(more)
        );
    }

    #[test]
    fn infinities_and_nan_do_not_break_what_is_certain() {
        let points = vec![(2, f64::NAN), (1, 3.0), (0, f64::INFINITY), (3, 1.0)];
        let history = History::of(points, false).unwrap();
        assert_eq!(history.number(Past::First, true), Some(f64::INFINITY));
        assert_eq!(history.number(Past::Min, true), Some(1.0));
        assert_eq!(history.number(Past::Best, true), Some(1.0));
        assert_eq!(history.number(Past::Best, false), Some(f64::INFINITY));
        assert_eq!(history.path(90.0, 20.0), "M30.0 1.0h0M90.0 19.0h0");
    }

    #[test]
    fn a_constant_is_a_line_in_the_middle_and_nothing_is_no_line() {
        let history = History::of(vec![(0, 1.0), (1, 1.0)], false).unwrap();
        assert_eq!(history.path(10.0, 20.0), "M0.0 10.0L10.0 10.0");
        assert_eq!(History::of(vec![], false), None);
    }

    proptest! {
        #[test]
        fn a_spike_stays_however_long_the_history(length in 100..5_000_i64, at in 0..5_000_i64) {
            let at = at % length;
            let points = (0..length).map(|step| (step, if step == at { 9.0 } else { 0.0 })).collect();
            let history = History::of(points, false).unwrap();
            prop_assert!(history.trend.len() <= TREND_POINTS);
            // The first stretch keeps any of its values: there is none before it to be far from.
            prop_assert!(at <= length / 96 + 1 || history.trend.contains(&9.0));
        }
    }
}

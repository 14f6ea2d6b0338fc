//! How a server samples, and whether an answer is all that there is.
//!
//! Servers since some 3.x sample each run's rows by themselves and never give more rows than were asked for. Those
//! before, and file stores to this day, sample the steps of all runs of a question together, give every row of a step,
//! and add each run's first and last step. The same question is answered by both, so the answers tell which it is.

use crate::mlflow::RunColumns;
use crate::mlflow::metrics::MOST_POINTS_OF_ALL_IN_BULK;

/// How the server samples.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Sampling {
    /// Each run by itself, as far as anyone knows.
    #[default]
    Assumed,
    /// Each run by itself: an answer could not be explained otherwise.
    EachRun,
    /// All runs of a question together, after reading all their points: asking for every point costs less.
    Together,
}

/// What an answer to a sampled question says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgement {
    points: usize,
    sampling: Sampling,
    /// Steps in the answer, each counted once; as many as were asked for where nobody has counted.
    steps: usize,
}

impl Sampling {
    /// Looks at an answer of at most `points` points a run for `runs` runs, and learns from it.
    pub(super) fn judge(&mut self, answer: &[RunColumns], runs: usize, points: u32) -> Judgement {
        let points = points as usize;
        let mut steps = 0;
        if *self != Self::EachRun {
            steps = count_of_steps(answer);
        }
        if *self == Self::Assumed {
            if answer.iter().any(|run| run.step.len() > points) {
                *self = Self::Together;
            } else if steps > points + 1 + 2 * runs {
                *self = Self::EachRun;
            }
        }
        Judgement {
            points,
            sampling: *self,
            steps,
        }
    }
}

impl Judgement {
    /// Whether so many rows of a run are all that there are: never said where they may not be.
    pub(super) fn is_all(self, rows: usize) -> bool {
        match self.sampling {
            Sampling::EachRun => rows < self.points,
            Sampling::Assumed => rows < self.points && self.steps < self.points,
            Sampling::Together => self.steps < self.points && rows < MOST_POINTS_OF_ALL_IN_BULK,
        }
    }
}

fn count_of_steps(answer: &[RunColumns]) -> usize {
    let mut steps: Vec<i64> = Vec::new();
    for run in answer {
        // Runs that are alike come with the same steps.
        if steps != run.step {
            steps.extend_from_slice(&run.step);
            steps.sort_unstable();
            steps.dedup();
        }
    }
    steps.len()
}

//! A program over the steps of its metrics.

use std::sync::Arc;

use super::{Expression, One, Op, Two};
use crate::chart::series::{Series, last_per_step};

impl Expression {
    /// Its values at the steps that all of its metrics have; `None` where a metric is not known.
    ///
    /// Of several values at one step the last counts. The time of a value is when the last of what it is made of was
    /// logged. What has no value, such as the root of a negative number, is NaN or infinite.
    pub fn evaluate(&self, lookup: &dyn Fn(&str) -> Option<Arc<Series>>) -> Option<Series> {
        let series: Option<Vec<Arc<Series>>> = self.metrics.iter().map(|key| lookup(key)).collect();
        let joined = Joined::of(&series?);
        let value = self.run(&joined);
        Some(Series::from_columns(joined.step, joined.time_millis, value))
    }

    fn run(&self, joined: &Joined) -> Vec<f64> {
        let mut stack: Vec<Vec<f64>> = Vec::new();
        for op in &self.program {
            match op {
                Op::Number(number) => stack.push(vec![*number; joined.step.len()]),
                Op::Metric(place) => stack.push(joined.values.get(*place).cloned().unwrap_or_default()),
                Op::One(op) => {
                    for value in stack.last_mut().into_iter().flatten() {
                        *value = op.of(*value);
                    }
                }
                Op::Two(op) => {
                    let right = stack.pop().unwrap_or_default();
                    for (left, right) in stack.last_mut().into_iter().flatten().zip(right) {
                        *left = op.of(*left, right);
                    }
                }
            }
        }
        stack.pop().unwrap_or_default()
    }
}

/// Metrics at the steps that all of them have.
struct Joined {
    step: Vec<i64>,
    time_millis: Vec<i64>,
    /// A column for each metric.
    values: Vec<Vec<f64>>,
}

impl Joined {
    fn of(series: &[Arc<Series>]) -> Self {
        let mut joined = Self {
            step: Vec::new(),
            time_millis: Vec::new(),
            values: vec![Vec::new(); series.len()],
        };
        let mut rests: Vec<_> = series
            .iter()
            .map(|series| last_per_step(series).peekable())
            .collect();
        loop {
            // All go on to the furthest step that any stands at, until all stand at one.
            let here: Option<Vec<_>> = rests.iter_mut().map(|rest| rest.peek().copied()).collect();
            let here = here.unwrap_or_default();
            let Some(furthest) = here.iter().map(|at| at.0).max() else {
                return joined;
            };
            if here.iter().all(|at| at.0 == furthest) {
                let times = here.iter().zip(series);
                let times = times.filter_map(|(at, series)| series.time_millis().get(at.1 as usize).copied());
                joined.step.push(furthest);
                joined.time_millis.push(times.max().unwrap_or_default());
                for (column, at) in joined.values.iter_mut().zip(&here) {
                    column.push(at.2);
                }
                for rest in &mut rests {
                    rest.next();
                }
            } else {
                for rest in &mut rests {
                    while rest.next_if(|at| at.0 < furthest).is_some() {}
                }
            }
        }
    }
}

impl One {
    fn of(self, value: f64) -> f64 {
        match self {
            Self::Negate => -value,
            Self::Abs => value.abs(),
            Self::Log => value.ln(),
            Self::Log10 => value.log10(),
            Self::Exp => value.exp(),
            Self::Sqrt => value.sqrt(),
        }
    }
}

impl Two {
    fn of(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
            // Unlike `f64::min`, which would hide that one is NaN.
            Self::Min | Self::Max if left.is_nan() || right.is_nan() => f64::NAN,
            Self::Min => left.min(right),
            Self::Max => left.max(right),
        }
    }
}

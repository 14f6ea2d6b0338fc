//! One line, made of the histories of a run and remembered until they change.

use std::sync::Arc;

use super::keys::{LineKey, LineValue};
use crate::board::{LineLook, ScaleKind, Smoothing, XAxis};
use crate::chart::{Series, Trace, XColumn, clip_outliers, smooth, trace_of};

/// What a line was made of: the same `Arc`s make the same line.
#[derive(Clone, Debug)]
struct Origin {
    series: Vec<Arc<Series>>,
    value: LineValue,
    x: XAxis,
    start_millis: Option<i64>,
    clips_outliers: bool,
}

impl Origin {
    fn is_same(&self, other: &Self) -> bool {
        let is_same_series = |(one, other): (&Arc<Series>, &Arc<Series>)| Arc::ptr_eq(one, other);
        self.series.len() == other.series.len()
            && self.series.iter().zip(&other.series).all(is_same_series)
            && self.x == other.x
            && self.start_millis == other.start_millis
            && self.clips_outliers == other.clips_outliers
            && self.value == other.value
    }
}

/// A line over the axis, before it is smoothed.
#[derive(Clone, Debug)]
pub(super) struct Made {
    origin: Origin,
    /// What was logged, or computed of it.
    pub(super) series: Arc<Series>,
    /// All of it over the axis; without outliers where they are left out.
    pub(super) raw: Arc<Trace>,
}

impl Made {
    /// Makes the line, unless `before` is that line already. `None` where a history that it needs is not here. Relative
    /// times count from `start_millis`.
    pub(super) fn update(
        before: Option<Self>,
        key: &LineKey,
        look: &LineLook,
        start_millis: Option<i64>,
        held: &dyn Fn(&str) -> Option<Arc<Series>>,
    ) -> Option<Self> {
        let of_x = match &look.x {
            XAxis::Metric(metric) => Some(held(metric)?),
            _ => None,
        };
        let series: Option<Vec<_>> = key.metrics().iter().map(|metric| held(metric)).collect();
        let origin = Origin {
            series: series?.into_iter().chain(of_x.clone()).collect(),
            value: key.value.clone(),
            x: look.x.clone(),
            start_millis,
            clips_outliers: look.clips_outliers,
        };
        if let Some(before) = before.filter(|before| before.origin.is_same(&origin)) {
            return Some(before);
        }
        let series = match &key.value {
            LineValue::Metric => held(&key.name)?,
            LineValue::Expression(expression) => Arc::new(expression.evaluate(held)?),
        };
        let x = match (&look.x, &of_x) {
            (XAxis::Time, _) => XColumn::Time,
            (XAxis::Relative, _) => XColumn::Since(start_millis.unwrap_or_default()),
            (XAxis::Metric(_), Some(of_x)) => XColumn::Metric(of_x),
            (XAxis::Step | XAxis::Metric(_), _) => XColumn::Step,
        };
        let trace = trace_of(&series, x);
        let raw = if look.clips_outliers {
            clip_outliers(&trace)
        } else {
            trace
        };
        Some(Self {
            origin,
            series,
            raw: Arc::new(raw),
        })
    }
}

/// A line as it is drawn: smoothed or not.
#[derive(Clone, Debug)]
pub(super) struct Smoothed {
    raw: Arc<Trace>,
    kind: Smoothing,
    line: Arc<Trace>,
}

impl Smoothed {
    /// Smooths the line, unless `before` is that already.
    pub(super) fn update(before: Option<Self>, raw: &Arc<Trace>, kind: Smoothing) -> Self {
        let is_same = |before: &Self| before.kind == kind && Arc::ptr_eq(&before.raw, raw);
        if let Some(before) = before.filter(is_same) {
            return before;
        }
        let line = match kind {
            Smoothing::None => Arc::clone(raw),
            _ => Arc::new(raw.with_y(smooth(kind, raw.x(), raw.y()))),
        };
        Self {
            raw: Arc::clone(raw),
            kind,
            line,
        }
    }

    /// What is drawn.
    pub(super) fn line(&self) -> &Arc<Trace> {
        &self.line
    }

    /// The line before it was smoothed, where it was.
    pub(super) fn behind(&self) -> Option<&Arc<Trace>> {
        (self.kind != Smoothing::None).then_some(&self.raw)
    }
}

/// What of a line can't be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unplaced {
    /// Points with a finite value.
    pub finite: usize,
    /// Points that are NaN or infinite.
    pub not_finite: usize,
    /// Points with a finite value that a logarithmic axis has no place for.
    pub off_log_axis: usize,
}

impl Unplaced {
    /// Counts the points of a line on the axes that it is drawn on.
    pub(super) fn of(trace: &Trace, look: &LineLook) -> Self {
        let (x_is_log, y_is_log) = (look.x_scale == ScaleKind::Log, look.y_scale == ScaleKind::Log);
        let mut counted = Self::default();
        for (x, y) in trace.x().iter().zip(trace.y()) {
            if !y.is_finite() {
                counted.not_finite += 1;
                continue;
            }
            counted.finite += 1;
            if (x_is_log && *x <= 0.0) || (y_is_log && *y <= 0.0) {
                counted.off_log_axis += 1;
            }
        }
        counted
    }

    /// These points and those of another line.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            finite: self.finite + other.finite,
            not_finite: self.not_finite + other.not_finite,
            off_log_axis: self.off_log_axis + other.off_log_axis,
        }
    }
}

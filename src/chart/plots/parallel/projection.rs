//! Between the runs and the places on the screen.

use super::axis::ParallelAxis;
use super::brush::BrushPart;
use crate::chart::draw::Rect;

/// So near to an axis a drag brushes it.
const AXIS_REACH_CSS: f64 = 14.0;
/// So near to the end of a brush a drag moves that end.
const END_REACH_CSS: f64 = 5.0;

/// Where everything of a chart of parallel coordinates was drawn, in CSS pixels from its upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct ParallelProjection {
    /// From the first to the last axis, from their upper to their lower ends.
    pub plot: Rect,
    /// Where runs without a value are: below the axes.
    pub below: f64,
    pub(super) x: Vec<f64>,
    pub(super) axes: Vec<ParallelAxis>,
    pub(super) passing: Vec<bool>,
}

/// A place on an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AxisTarget {
    /// The axis, from the left.
    pub axis: usize,
    /// From 0 at the bottom to 1 at the top.
    pub unit: f64,
    /// What of which brush is there.
    pub held: Option<(usize, BrushPart)>,
}

impl ParallelProjection {
    /// Where an axis stands.
    pub fn axis_x(&self, axis: usize) -> Option<f64> {
        self.x.get(axis).copied()
    }

    /// The axes as they were drawn.
    pub fn axes(&self) -> &[ParallelAxis] {
        &self.axes
    }

    /// Where a place of an axis is, and what has none.
    pub fn y_of(&self, unit: f64) -> f64 {
        if unit.is_nan() {
            self.below
        } else {
            self.plot.bottom - unit * self.plot.height()
        }
    }

    /// The place on an axis, which ends at its ends.
    pub fn unit_at(&self, y_css: f64) -> f64 {
        ((self.plot.bottom - y_css) / self.plot.height().max(1.0)).clamp(0.0, 1.0)
    }

    /// A run's line.
    pub fn path(&self, run: usize) -> Vec<(f64, f64)> {
        let place = |(axis, x): (&ParallelAxis, &f64)| (*x, self.y_of(f64::from(axis.place(run))));
        self.axes.iter().zip(&self.x).map(place).collect()
    }

    /// Whether a run is in all brushes.
    pub fn passes(&self, run: usize) -> bool {
        self.passing.get(run).copied().unwrap_or(false)
    }

    /// How many runs are in all brushes, and of how many.
    pub fn count(&self) -> (usize, usize) {
        let passing = self.passing.iter().filter(|passes| **passes).count();
        (passing, self.passing.len())
    }

    /// The runs in all brushes.
    pub fn runs_passing(&self) -> Vec<usize> {
        (0..self.passing.len()).filter(|run| self.passes(*run)).collect()
    }

    /// The run whose line is nearest to a place, if any is as near as `within_css`. Of runs that are not in all brushes none
    /// is, unless that leaves none.
    pub fn nearest(&self, x_css: f64, y_css: f64, within_css: f64) -> Option<usize> {
        let last = self.x.len().checked_sub(1)?;
        let right = self.x.partition_point(|x| *x < x_css).clamp(1.min(last), last);
        let left = right.saturating_sub(1);
        let (x0, x1) = (*self.x.get(left)?, *self.x.get(right)?);
        let (from, to) = (self.axes.get(left)?, self.axes.get(right)?);
        let any_passes = self.passing.contains(&true);
        let mut best = None;
        let mut reach = within_css * within_css;
        for run in 0..self.passing.len() {
            if any_passes && !self.passes(run) {
                continue;
            }
            let a = (x0, self.y_of(f64::from(from.place(run))));
            let b = (x1, self.y_of(f64::from(to.place(run))));
            let distance = squared_distance((x_css, y_css), a, b);
            if distance < reach {
                reach = distance;
                best = Some(run);
            }
        }
        best
    }

    /// The axis at a place, and what of its brushes.
    pub fn target(&self, x_css: f64, y_css: f64) -> Option<AxisTarget> {
        let room = 2.0 * END_REACH_CSS;
        if y_css < self.plot.top - room || y_css > self.plot.bottom + room {
            return None;
        }
        let (axis, _) = self
            .x
            .iter()
            .enumerate()
            .map(|(axis, x)| (axis, (x - x_css).abs()))
            .filter(|(_, distance)| *distance <= AXIS_REACH_CSS)
            .min_by(|a, b| a.1.total_cmp(&b.1))?;
        let drawn = self.axes.get(axis)?;
        let unit = self.unit_at(y_css);
        let reach = END_REACH_CSS / self.plot.height().max(1.0);
        let held = drawn.brushes().iter().enumerate().find_map(|(index, brush)| {
            let [low, high] = drawn.brush_units(*brush);
            // Of a short brush, more than its ends can be held.
            let reach = reach.min((high - low) / 3.0).max(1e-3);
            let part = if (unit - high).abs() <= reach {
                BrushPart::High
            } else if (unit - low).abs() <= reach {
                BrushPart::Low
            } else if (low..=high).contains(&unit) {
                BrushPart::Body
            } else {
                return None;
            };
            Some((index, part))
        });
        Some(AxisTarget { axis, unit, held })
    }

    /// Which place from the left an axis gets that is let go at `x_css`.
    pub fn slot_at(&self, x_css: f64, dragged: usize) -> usize {
        let others = self.x.iter().enumerate().filter(|(axis, _)| *axis != dragged);
        // The middles of the gaps lie where the axis would be swapped with its neighbour.
        others.filter(|(_, x)| **x < x_css).count()
    }
}

fn squared_distance((x, y): (f64, f64), (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> f64 {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((x - x0) * dx + (y - y0) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - x0 - along * dx).powi(2) + (y - y0 - along * dy).powi(2)
}

/// Which runs are in a brush of each axis that has any.
pub(super) fn passing(axes: &[ParallelAxis]) -> Vec<bool> {
    let runs = axes.first().map_or(0, ParallelAxis::runs);
    let mut passing = vec![true; runs];
    for axis in axes.iter().filter(|axis| !axis.brushes().is_empty()) {
        let units: Vec<[f64; 2]> = axis
            .brushes()
            .iter()
            .map(|brush| axis.brush_units(*brush))
            .collect();
        for (run, passes) in passing.iter_mut().enumerate() {
            *passes = *passes && axis.is_in(&units, run);
        }
    }
    passing
}

//! What is pointed at in a bar chart.

use std::sync::Arc;

use super::bar::{BAR_ROW_CSS, BarChart};
use super::target::{Outline, Pointed, Targets, Way};
use super::values::index;
use crate::chart::axis::Locale;
use crate::chart::draw::Rect;

/// A target is a bar.
pub(super) struct BarTargets {
    pub(super) chart: Arc<BarChart>,
    pub(super) plot: Rect,
    /// The bars from the top to the last one in sight; `None` for what is above.
    pub(super) boxes: Vec<Option<Rect>>,
    pub(super) locale: Locale,
}

impl Targets for BarTargets {
    fn plot(&self) -> Rect {
        self.plot
    }

    fn at(&self, _x_css: f64, y_css: f64) -> Option<usize> {
        // The whole row, its name and value included.
        if !(self.plot.top..=self.plot.bottom).contains(&y_css) {
            return None;
        }
        let row = index(((y_css - self.plot.top + self.chart.scrolled_css) / BAR_ROW_CSS).floor())?;
        self.boxes.get(row)?.as_ref().map(|_| row)
    }

    fn next(&self, from: Option<usize>, way: Way) -> Option<usize> {
        way.along(self.chart.bars.len(), from)
    }

    fn pointed(&self, target: usize) -> Option<Pointed> {
        let bar = self.chart.bars.get(target)?;
        let rect = self.boxes.get(target).copied().flatten();
        let name = if bar.run.is_some() {
            self.chart.values.name.to_string()
        } else {
            "Runs".to_owned()
        };
        Some(Pointed {
            title: bar.name.to_string(),
            color: bar.run.map(|_| bar.color),
            rows: vec![(name, self.chart.said(bar.value, 17, &self.locale))],
            at_css: rect.map_or((self.plot.left, self.plot.top), |rect| {
                (rect.left.midpoint(rect.right), rect.bottom)
            }),
            outlines: rect.map(Outline::Box).into_iter().collect(),
            run: bar.run,
        })
    }

    fn of_run(&self, run: usize) -> Option<usize> {
        self.chart.place_of(run)
    }
}

//! What a pointer on a line points at.

use std::sync::{Arc, Mutex};

use crate::chart::Rect;
use crate::chart::plots::parallel::ParallelProjection;
use crate::chart::plots::{Outline, Pointed, Targets, Way};
use crate::runs::{Column, Field};
use crate::ui::board::Source;

/// So near a pointer has to be to a line.
const REACH_CSS: f64 = 16.0;

/// The lines as they were drawn: a target is a run.
pub(super) struct LineTargets {
    projection: Arc<ParallelProjection>,
    columns: Arc<[String]>,
    source: Source,
    /// Where along the axes was pointed at last: what is said stands there.
    at_x: Mutex<Option<f64>>,
}

impl LineTargets {
    pub(super) fn new(projection: Arc<ParallelProjection>, columns: Arc<[String]>, source: Source) -> Self {
        Self {
            projection,
            columns,
            source,
            at_x: Mutex::new(None),
        }
    }

    fn point_at(&self, x: f64, path: &[(f64, f64)]) -> (f64, f64) {
        let middle = (self.projection.plot.left, self.projection.plot.top);
        let gap = path.windows(2).find_map(|pair| match pair {
            [(x0, y0), (x1, y1)] if (*x0..=*x1).contains(&x) => {
                Some((x, y0 + (y1 - y0) * (x - x0) / (x1 - x0).max(1.0)))
            }
            _ => None,
        });
        gap.or_else(|| path.last().copied()).unwrap_or(middle)
    }
}

impl Targets for LineTargets {
    fn plot(&self) -> Rect {
        self.projection.plot
    }

    fn at(&self, x_css: f64, y_css: f64) -> Option<usize> {
        if let Ok(mut at_x) = self.at_x.lock() {
            *at_x = Some(x_css);
        }
        self.projection.nearest(x_css, y_css, REACH_CSS)
    }

    fn next(&self, from: Option<usize>, way: Way) -> Option<usize> {
        let passing = self.projection.runs_passing();
        let from = from.and_then(|run| passing.iter().position(|other| *other == run));
        passing.get(way.along(passing.len(), from)?).copied()
    }

    fn pointed(&self, target: usize) -> Option<Pointed> {
        let path = self.projection.path(target);
        let (title, color, rows) = self.source.with_untracked(|source| {
            let run = source.runs().get(target).cloned()?;
            let rows = self.columns.iter().map(|name| {
                let column = Column::parse(name);
                let text = column.as_ref().and_then(|column| source.text(target, column));
                let label = column
                    .as_ref()
                    .and_then(Column::field)
                    .map_or(name.as_str(), Field::label);
                (label.to_owned(), text.unwrap_or_else(|| "–".to_owned()))
            });
            Some((run.name.to_string(), run.color, rows.collect()))
        })?;
        let at_x = self.at_x.lock().ok().and_then(|at_x| *at_x);
        let middle = f64::midpoint(self.projection.plot.left, self.projection.plot.right);
        Some(Pointed {
            title,
            color: Some(color),
            rows,
            at_css: self.point_at(at_x.unwrap_or(middle), &path),
            outlines: vec![Outline::Path(path)],
            run: Some(target),
        })
    }

    fn of_run(&self, run: usize) -> Option<usize> {
        self.projection.passes(run).then_some(run)
    }
}

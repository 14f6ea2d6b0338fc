//! How much of the axes is shown for now: by steps, by drags, by two fingers.

use leptos::prelude::*;

use super::state::LineState;
use crate::board::Zoom;
use crate::chart::{Dragged, Part, Scale, moved, zoomed};

/// How much closer a key or a button zooms.
const STEP: f64 = 0.6;
/// How far a key moves along, as a share of what is shown.
const MOVE: f64 = 0.25;

impl LineState {
    /// One step closer, or one farther away. Returns whether there is a chart.
    fn step(self, times: f64) -> bool {
        let pointed = self.pointed.with_untracked(|pointed| {
            let hit = pointed.as_ref()?.focused()?;
            Some(hit.x_css)
        });
        let Some(projection) = self.projection.get_untracked() else {
            return false;
        };
        let plot = projection.plot;
        let anchor = pointed.map_or(0.5, |x_css| (x_css - plot.left) / plot.width());
        self.show(Dragged {
            x: Some(zoomed(anchor.clamp(0.0, 1.0), times)),
            y: None,
        });
        true
    }

    /// One step closer.
    pub fn step_in(self) -> bool {
        self.step(STEP)
    }

    /// One step farther away.
    pub fn step_out(self) -> bool {
        self.step(1.0 / STEP)
    }

    /// What the plot itself says is shown.
    pub fn show_all(self) {
        if self.zoom.get_untracked() != Zoom::default() {
            self.zoom.set(Zoom::default());
        }
    }

    /// Moves along by so many steps.
    pub fn go_along(self, steps: f64) -> bool {
        self.show(Dragged {
            x: Some(moved(steps * MOVE)),
            y: None,
        });
        true
    }

    /// Shows a part of what is shown now, or more than that.
    pub fn show(self, part: Dragged) {
        let Some(projection) = self.projection.get_untracked() else {
            return;
        };
        let mut zoom = self.zoom.get_untracked();
        if let Some(x) = part.x {
            zoom.x = Some(range(&now(projection.x, zoom.x), x));
        }
        if let Some(y) = part.y {
            zoom.y = Some(range(&now(projection.y, zoom.y), y));
        }
        if self.is_all(&zoom) {
            zoom.x = None;
        }
        self.zoom.set(zoom);
    }

    /// Whether nothing lies beyond what is zoomed to: zooming out ends there.
    fn is_all(self, zoom: &Zoom) -> bool {
        let Some([low, high]) = zoom.x else {
            return false;
        };
        let own = self.look.with_untracked(|look| look.x_range);
        let extent = self.drawn.with_untracked(|drawn| {
            let extents = drawn.lines.iter().filter_map(|line| line.trace.x_extent());
            extents.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
        });
        extent.is_some_and(|(first, last)| low <= own[0].unwrap_or(first) && high >= own[1].unwrap_or(last))
    }
}

/// The scale that a part is of. What is drawn is behind what was zoomed to meanwhile: each of two fingers is told of by
/// itself, and a quick wheel several times, before a frame shows any of it.
fn now(drawn: Scale, zoomed: Option<[f64; 2]>) -> Scale {
    zoomed.map_or(drawn, |[low, high]| drawn.with_ends(low, high))
}

/// The values at the ends of a part of a scale.
fn range(scale: &Scale, [low, high]: Part) -> [f64; 2] {
    [scale.from_unit(low), scale.from_unit(high)]
}

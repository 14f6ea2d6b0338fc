//! From a line to what it shows in each column of pixels.

use super::line::Dash;
use super::raster::{Crossing, Thread, Weave};
use crate::chart::axis::Scale;
use crate::chart::options::ScaleKind;
use crate::chart::series::{Span, Trace};

/// So far out that no slope can be told, yet differences stay finite.
const FAR: f64 = 1e9;

/// From values to pixels along one axis.
#[derive(Clone, Copy)]
pub(super) struct Ruler {
    scale: Scale,
    /// The pixel of 0, and the pixels of one unit, on a linear scale.
    straight: Option<(f64, f64)>,
    /// The pixels of the scale's ends.
    ends: (f64, f64),
}

impl Ruler {
    /// A ruler that has the scale's ends at two pixels.
    pub(super) fn new(scale: Scale, ends: (f64, f64)) -> Self {
        let per_unit = (ends.1 - ends.0) / (scale.high() - scale.low());
        let zero = ends.0 - scale.low() * per_unit;
        // Where values are far apart, or far from zero, rounding would show.
        let is_exact = zero.abs() < 1e6 && per_unit.is_normal();
        Self {
            scale,
            straight: (scale.kind() == ScaleKind::Linear && is_exact).then_some((zero, per_unit)),
            ends,
        }
    }

    fn at(&self, value: f64) -> f64 {
        let pixel = match self.straight {
            Some((zero, per_unit)) => zero + value * per_unit,
            None => self.ends.0 + self.scale.to_unit(value) * (self.ends.1 - self.ends.0),
        };
        pixel.clamp(-FAR, FAR)
    }
}

/// A column of a line whose way out is not known yet.
#[derive(Clone, Copy)]
struct Open {
    column: i32,
    /// The row at the column's left edge, or where the line begins.
    enters: f64,
    /// The rows that it reaches.
    reach: [f64; 2],
    /// Where it leaves off.
    last: (f64, f64),
    /// Whether it is a single point that no line comes in to.
    is_lone: bool,
}

/// Lays lines down one after the other, keeping what memory they need in between.
pub(super) struct Loom<'a> {
    pub(super) weave: Weave,
    pub(super) x: Ruler,
    pub(super) y: Ruler,
    pub(super) edges: &'a [f64],
    pub(super) spans: Vec<Span>,
}

impl Loom<'_> {
    /// Lays a line under those before it. A dash pattern (in pixels) counts along the x axis.
    pub(super) fn lay(&mut self, trace: &Trace, thread: Thread, dash: Dash, pixels_per_css: f64) {
        let mut spans = std::mem::take(&mut self.spans);
        trace.spans(self.edges, &mut spans);
        let gaps = Gaps::of(dash, pixels_per_css);
        let mut open: Option<Open> = None;
        for span in &spans {
            let Some(next) = self.opened(span) else {
                self.close(open.take(), None, thread, &gaps);
                continue;
            };
            let first = (self.across(span.first_x), self.down(span.first));
            let Some(before) = open.filter(|_| span.is_joined) else {
                self.close(open.replace(next), None, thread, &gaps);
                continue;
            };
            let way = Way {
                from: before.last,
                to: first,
            };
            let mut enters = before.enters;
            if before.column < next.column {
                let leaves = way.row_at(f64::from(before.column) + 1.0);
                self.close(Some(before), Some(leaves), thread, &gaps);
                self.cross(way, before.column + 1, next.column, thread, &gaps);
                enters = way.row_at(f64::from(next.column));
            }
            open = Some(Open {
                enters,
                is_lone: false,
                ..next
            });
        }
        self.close(open, None, thread, &gaps);
        self.spans = spans;
    }

    /// `None` where the values have no place on the axis.
    fn opened(&self, span: &Span) -> Option<Open> {
        let (x, y) = (&self.x.scale, &self.y.scale);
        if !x.has_place(span.first_x) || !y.has_place(span.min) || !y.has_place(span.max) {
            return None;
        }
        Some(Open {
            column: span.column,
            enters: self.down(span.first),
            reach: [self.down(span.max), self.down(span.min)],
            last: (self.across(span.last_x), self.down(span.last)),
            is_lone: span.first_x.total_cmp(&span.last_x).is_eq() && span.min.total_cmp(&span.max).is_eq(),
        })
    }

    /// The columns between two points that lie in none of them.
    fn cross(&mut self, way: Way, from: i32, to: i32, thread: Thread, gaps: &Gaps) {
        for column in from.max(0)..to {
            let ends = [way.row_at(f64::from(column)), way.row_at(f64::from(column) + 1.0)];
            let reach = [ends[0].min(ends[1]), ends[0].max(ends[1])];
            let bounds = wider([way.from.1; 2], way.to.1);
            self.put(column, Crossing { ends, reach, bounds }, thread, gaps);
        }
    }

    fn close(&mut self, open: Option<Open>, leaves: Option<f64>, thread: Thread, gaps: &Gaps) {
        let Some(open) = open else { return };
        let is_end = leaves.is_none();
        let leaves = leaves.unwrap_or(open.last.1);
        let crossing = Crossing {
            ends: [open.enters, leaves],
            reach: open.reach,
            bounds: wider(wider(open.reach, open.enters), leaves),
        };
        self.put(open.column, crossing, thread, gaps);
        let is_seen = usize::try_from(open.column).is_ok_and(|column| column + 1 < self.edges.len());
        if is_end && open.is_lone && is_seen {
            // As long as it is wide, to be seen. Beside the picture it may only be where a line ends.
            for beside in [-1, 1] {
                self.put(open.column + beside, crossing, thread, gaps);
            }
        }
    }

    fn put(&mut self, column: i32, crossing: Crossing, thread: Thread, gaps: &Gaps) {
        if let Ok(column) = usize::try_from(column)
            && !gaps.has(column)
        {
            self.weave.lay(column, crossing, thread);
        }
    }

    fn across(&self, x: f64) -> f64 {
        self.x.at(x)
    }

    fn down(&self, y: f64) -> f64 {
        self.y.at(y)
    }
}

fn wider([least, greatest]: [f64; 2], row: f64) -> [f64; 2] {
    [least.min(row), greatest.max(row)]
}

/// A straight line from one place to another one, in pixels.
#[derive(Clone, Copy)]
struct Way {
    from: (f64, f64),
    to: (f64, f64),
}

impl Way {
    /// The row at a place between its ends.
    fn row_at(self, x: f64) -> f64 {
        let length = self.to.0 - self.from.0;
        if length <= 0.0 {
            return self.to.1;
        }
        let share = ((x - self.from.0) / length).clamp(0.0, 1.0);
        self.from.1 + share * (self.to.1 - self.from.1)
    }
}

/// The columns that a dash pattern leaves out.
struct Gaps {
    /// Drawn and left out in turn, in pixels.
    lengths: Vec<f64>,
    whole: f64,
}

impl Gaps {
    fn of(dash: Dash, pixels_per_css: f64) -> Self {
        let lengths: Vec<f64> = (dash.pattern_css().iter())
            .map(|length_css| length_css * pixels_per_css)
            .collect();
        let whole = lengths.iter().sum();
        Self { lengths, whole }
    }

    fn has(&self, column: usize) -> bool {
        if self.lengths.is_empty() {
            return false;
        }
        let mut rest = (column as f64) % self.whole;
        let mut is_gap = false;
        for length in &self.lengths {
            if rest < *length {
                return is_gap;
            }
            rest -= length;
            is_gap = !is_gap;
        }
        false
    }
}

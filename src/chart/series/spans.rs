//! What the columns of a screen show of a line.
//!
//! Of all the points in a column of pixels, the first, the lowest, the highest and the last decide what a line looks
//! like; the others only redraw the same pixels (M4: Jugel, Jerzak, Hackenbroich, Markl, VLDB 2014).

use super::bar::{Bar, Parts};
use super::places::each_column;
use super::pyramid::Pyramid;

/// The corners that a line must visit to look like the line through all of its points.
///
/// A stroke of one corner is a point that stands alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strokes {
    indices: Vec<u32>,
    ends: Vec<usize>,
}

impl Strokes {
    /// Each stroke as indices into the trace, increasing; none is empty.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        (starts.zip(&self.ends)).filter_map(|(start, end)| self.indices.get(*start..*end))
    }

    /// How many strokes there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many corners all strokes have together.
    pub fn corners(&self) -> usize {
        self.indices.len()
    }

    /// Adds corners, in order, to the last stroke or as a stroke of their own.
    fn push(&mut self, corners: [u32; 4], is_joined: bool) {
        let start = self.indices.len();
        let mut before = None;
        for corner in corners {
            if before.replace(corner) != Some(corner) {
                self.indices.push(corner);
            }
        }
        match self.ends.last_mut() {
            Some(end) if is_joined && *end == start => *end = self.indices.len(),
            _ => self.ends.push(self.indices.len()),
        }
    }
}

/// What a column of pixels shows of a line: a vertical run of pixels, and where the line comes in and goes out.
///
/// A column that the line only crosses has no span; a column with a gap may have several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Which column: from 0, −1 for the point before the first column, and the number of columns for the point behind
    /// the last.
    pub column: i32,
    /// Whether the line comes in from the span before.
    pub is_joined: bool,
    /// Where on the x axis the span's first point lies.
    pub first_x: f64,
    /// Its value: where the line comes in.
    pub first: f64,
    /// Where on the x axis the span's last point lies.
    pub last_x: f64,
    /// Its value: where the line goes out.
    pub last: f64,
    /// The least value.
    pub min: f64,
    /// The greatest value.
    pub max: f64,
}

/// A line whose columns are looked at.
pub(super) struct Drawn<'a> {
    pub(super) x: &'a [f64],
    pub(super) y: &'a [f64],
    pub(super) pyramid: &'a Pyramid,
}

impl Drawn<'_> {
    pub(super) fn strokes(&self, edges: &[f64]) -> Strokes {
        let mut strokes = Strokes::default();
        let mut is_open = false;
        each_column(self.x, edges, &mut |_, range| {
            is_open = self.each_part(
                &self.pyramid.parts(self.y, range),
                is_open,
                &mut |bar, is_joined| {
                    strokes.push(self.corners(bar), is_joined);
                },
            );
        });
        strokes
    }

    pub(super) fn spans(&self, edges: &[f64], spans: &mut Vec<Span>) {
        let mut is_open = false;
        if self.pyramid.has_gaps() {
            each_column(self.x, edges, &mut |column, range| {
                let parts = self.pyramid.parts(self.y, range);
                is_open = self.each_part(&parts, is_open, &mut |bar, is_joined| {
                    spans.extend(self.span(column, bar, is_joined));
                });
            });
        } else {
            each_column(self.x, edges, &mut |column, range| {
                if let Some((min, max)) = self.pyramid.extent(self.y, range.clone()) {
                    let (first, last) = (range.start, range.end - 1);
                    spans.extend(self.span_between(column, (first, last), (min, max), is_open));
                    is_open = true;
                }
            });
        }
    }

    /// Visits what can be seen of a column's parts, each with whether the line comes in from what was visited before, and
    /// says whether it goes on into the next column.
    fn each_part(&self, parts: &Parts, is_open: bool, visit: &mut dyn FnMut(&Bar, bool)) -> bool {
        let is_joined = is_open && !parts.starts_with_gap;
        let (head, tail) = match (&parts.first, &parts.open) {
            (Some(first), open) => (Some(first), open.as_ref()),
            (None, open) => (open.as_ref(), None),
        };
        if let Some(head) = head {
            visit(head, is_joined);
        }
        // More gaps than one in a single column cannot be seen apart. Its points stand alone: no line that is not there.
        if let Some(between) = &parts.between {
            let mut before = None;
            for index in self.corners(between) {
                if before.replace(index) != Some(index) {
                    let value = self.y.get(index as usize).copied().unwrap_or(f64::NAN);
                    let point = Bar {
                        first: index,
                        last: index,
                        min: value,
                        max: value,
                    };
                    visit(&point, false);
                }
            }
        }
        if let Some(tail) = tail {
            visit(tail, false);
        }
        parts.open.is_some()
    }

    /// The first, lowest, highest and last point, in order; a point may come more than once.
    fn corners(&self, bar: &Bar) -> [u32; 4] {
        let range = bar.first as usize..bar.last as usize + 1;
        let index = |found: Option<usize>| found.and_then(|i| u32::try_from(i).ok()).unwrap_or(bar.first);
        let lowest = index(self.pyramid.lowest(self.y, range.clone(), bar.min));
        let highest = index(self.pyramid.highest(self.y, range, bar.max));
        [bar.first, lowest.min(highest), lowest.max(highest), bar.last]
    }

    fn span(&self, column: i32, bar: &Bar, is_joined: bool) -> Option<Span> {
        let ends = (bar.first as usize, bar.last as usize);
        self.span_between(column, ends, (bar.min, bar.max), is_joined)
    }

    fn span_between(
        &self,
        column: i32,
        (first, last): (usize, usize),
        (min, max): (f64, f64),
        is_joined: bool,
    ) -> Option<Span> {
        Some(Span {
            column,
            is_joined,
            first_x: *self.x.get(first)?,
            first: *self.y.get(first)?,
            last_x: *self.x.get(last)?,
            last: *self.y.get(last)?,
            min,
            max,
        })
    }
}

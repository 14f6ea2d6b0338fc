//! A line: y over x.

use std::sync::{Arc, OnceLock};

use super::pyramid::Pyramid;
use super::spans::{Drawn, Span, Strokes};

/// The points of a line, from left to right.
///
/// x is finite and never decreases; a y that is not finite is a gap.
#[derive(Clone, Debug)]
pub struct Trace {
    x: Arc<[f64]>,
    y: Arc<[f64]>,
    /// Which point of the series each is, where the order is not the same.
    origin: Option<Arc<[u32]>>,
    pyramid: Arc<OnceLock<Pyramid>>,
}

impl Trace {
    /// A line of columns of one length; `x` is finite and never decreases. Where one column is longer than the other, the
    /// rest of it is left out.
    pub fn new(x: impl Into<Arc<[f64]>>, y: impl Into<Arc<[f64]>>) -> Self {
        let (mut x, mut y): (Arc<[f64]>, Arc<[f64]>) = (x.into(), y.into());
        let len = x.len().min(y.len());
        for column in [&mut x, &mut y] {
            if let Some(longer) = column.get(..len).filter(|_| column.len() > len) {
                *column = longer.into();
            }
        }
        Self {
            x,
            y,
            origin: None,
            pyramid: Arc::default(),
        }
    }

    /// Says which point of the series each point is.
    pub(super) fn with_origin(mut self, origin: Vec<u32>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// The line over the same x with other values, such as smoothed ones; as many as before.
    #[must_use]
    pub fn with_y(&self, y: impl Into<Arc<[f64]>>) -> Self {
        Self {
            origin: self.origin.clone(),
            ..Self::new(Arc::clone(&self.x), y)
        }
    }

    /// The line on an axis that has no place for what is not above zero, as a logarithmic one: such values are gaps.
    #[must_use]
    pub fn with_positive_y(&self) -> Self {
        let (min, _) = self.y_extent(None).unwrap_or((1.0, 1.0));
        if min > 0.0 {
            return self.clone();
        }
        let y: Vec<f64> = (self.y.iter())
            .map(|value| if *value > 0.0 { *value } else { f64::NAN })
            .collect();
        self.with_y(y)
    }

    /// The line from the first x above zero on, for an axis that has no place for others.
    #[must_use]
    pub fn with_positive_x(&self) -> Self {
        let first = self.x.partition_point(|x| *x <= 0.0);
        if first == 0 {
            return self.clone();
        }
        let x = self.x.get(first..).unwrap_or_default();
        let y = self.y.get(first..).unwrap_or_default();
        let origins = (first..self.len()).map(|index| u32::try_from(self.origin(index)).unwrap_or(u32::MAX));
        Self::new(x, y).with_origin(origins.collect())
    }

    /// The line of those points whose value is to be kept.
    pub(super) fn retain(&self, is_kept: impl Fn(f64) -> bool) -> Self {
        let kept = (0..self.len())
            .zip(self.x.iter().zip(self.y.iter()))
            .filter(|(_, (_, y))| is_kept(**y));
        let (mut x, mut y, mut origin) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (place, value)) in kept {
            x.push(*place);
            y.push(*value);
            origin.push(u32::try_from(self.origin(index)).unwrap_or(u32::MAX));
        }
        Self::new(x, y).with_origin(origin)
    }

    /// How many points there are, gaps included.
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// The places along the axis, never decreasing.
    pub fn x(&self) -> &[f64] {
        &self.x
    }

    /// The values; what is not finite is a gap.
    pub fn y(&self) -> &[f64] {
        &self.y
    }

    /// Which point of the series that it was made of this point is, to read out its step and time.
    pub fn origin(&self, index: usize) -> usize {
        let origin = self.origin.as_ref().and_then(|origin| origin.get(index));
        origin.map_or(index, |origin| *origin as usize)
    }

    /// The first and last x; `None` where there is no point.
    pub fn x_extent(&self) -> Option<(f64, f64)> {
        Some((*self.x.first()?, *self.x.last()?))
    }

    /// The least and greatest finite value of the points that lie in a range of x, its ends included, or of all;
    /// `None` where there is none.
    pub fn y_extent(&self, x_range: Option<(f64, f64)>) -> Option<(f64, f64)> {
        let range = x_range.map_or(0..self.len(), |(low, high)| {
            let first = self.x.partition_point(|x| *x < low);
            first..self.x.partition_point(|x| *x <= high).max(first)
        });
        self.pyramid().extent(&self.y, range)
    }

    /// Whether any value is not finite.
    pub fn has_gaps(&self) -> bool {
        self.pyramid().has_gaps()
    }

    /// What columns of pixels show of the line, as corners to draw a path through: the first, lowest, highest and last
    /// point of each column (M4), and the nearest point to either side. There are at most 12 corners a column, 4 where it
    /// has no gap. It costs about as much as there are columns, however many points there are.
    ///
    /// `edges` are the x values at the edges of the columns, one more than there are columns, never decreasing, from any
    /// monotone scale. A point on an edge lies in the column to its right; one on the last edge, in the last column.
    pub fn strokes(&self, edges: &[f64]) -> Strokes {
        self.drawn().strokes(edges)
    }

    /// The same as [`Trace::strokes`] for drawing pixel by pixel: a vertical run of pixels for each column, from left to
    /// right. What was in `spans` before is taken out.
    pub fn spans(&self, edges: &[f64], spans: &mut Vec<Span>) {
        spans.clear();
        self.drawn().spans(edges, spans);
    }

    fn drawn(&self) -> Drawn<'_> {
        Drawn {
            x: &self.x,
            y: &self.y,
            pyramid: self.pyramid(),
        }
    }

    fn pyramid(&self) -> &Pyramid {
        self.pyramid.get_or_init(|| Pyramid::new(&self.y))
    }
}

#[cfg(test)]
#[path = "trace_tests.rs"]
mod tests;

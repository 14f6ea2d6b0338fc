//! Least and greatest values of blocks of points, and of blocks of blocks, so that a look at millions of points costs
//! as much as one at some hundreds.

use std::ops::Range;

use super::bar::{Bar, Parts};

/// Points in a block of the lowest level.
const BLOCK: usize = 64;
/// Blocks in a block of the level above.
const FANOUT: usize = 16;

/// What is known of the blocks of a line.
#[derive(Debug)]
pub(super) struct Pyramid {
    levels: Vec<Level>,
    has_gaps: bool,
}

/// All whole blocks of one size.
#[derive(Debug, Default)]
struct Level {
    /// How many points a block has.
    points: usize,
    /// Of the finite values of each block; `min` is above `max` where there is none.
    extents: Vec<(f64, f64)>,
    /// For each block where its gaps stand in `parts`, or [`WHOLE`]; empty where no block has a gap.
    gaps: Vec<u32>,
    parts: Vec<Parts>,
}

/// No gap in this block.
const WHOLE: u32 = u32::MAX;
const NO_EXTENT: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);

impl Level {
    fn of_points(y: &[f64]) -> Self {
        let mut level = Self {
            points: BLOCK,
            extents: Vec::with_capacity(y.len() / BLOCK),
            ..Self::default()
        };
        for values in y.chunks_exact(BLOCK) {
            if let Some(extent) = extent_if_whole(values) {
                level.push(extent, None);
            } else {
                let parts = Parts::of_values(values, index_of(level.extents.len() * BLOCK));
                level.push(parts.extent().unwrap_or(NO_EXTENT), Some(parts));
            }
        }
        level
    }

    fn of_blocks(below: &Level) -> Self {
        let mut level = Self {
            points: below.points * FANOUT,
            ..Self::default()
        };
        for (block, extents) in below.extents.chunks_exact(FANOUT).enumerate() {
            let extent = extents.iter().copied().fold(NO_EXTENT, wider);
            let children = block * FANOUT..(block + 1) * FANOUT;
            let gaps = below.gaps.get(children.clone()).unwrap_or_default();
            let has_gap = gaps.iter().any(|gap| *gap != WHOLE);
            let parts = has_gap.then(|| {
                let mut parts = Parts::default();
                children.for_each(|child| parts.extend(&below.parts_of(child)));
                parts
            });
            level.push(extent, parts);
        }
        level
    }

    fn push(&mut self, extent: (f64, f64), parts: Option<Parts>) {
        if let Some(parts) = parts {
            self.gaps.resize(self.extents.len(), WHOLE);
            self.gaps.push(index_of(self.parts.len()));
            self.parts.push(parts);
        } else if !self.gaps.is_empty() {
            self.gaps.push(WHOLE);
        }
        self.extents.push(extent);
    }

    fn parts_of(&self, block: usize) -> Parts {
        let gap = self.gaps.get(block).filter(|gap| **gap != WHOLE);
        if let Some(parts) = gap.and_then(|gap| self.parts.get(*gap as usize)) {
            return *parts;
        }
        let (min, max) = self.extents.get(block).copied().unwrap_or(NO_EXTENT);
        Parts::whole(Bar {
            first: index_of(block * self.points),
            last: index_of((block + 1) * self.points - 1),
            min,
            max,
        })
    }
}

/// A range of points as few pieces.
enum Piece<'a> {
    /// Points that no block covers.
    Points(Range<usize>),
    /// A whole block of a level.
    Block(&'a Level, usize),
}

impl Pyramid {
    /// Of the values of a line, at the cost of about one look at each.
    pub(super) fn new(y: &[f64]) -> Self {
        let mut levels = vec![Level::of_points(y)];
        while let Some(below) = levels.last().filter(|level| level.extents.len() >= FANOUT) {
            levels.push(Level::of_blocks(below));
        }
        let mut pyramid = Self {
            levels,
            has_gaps: false,
        };
        let rest = y.chunks_exact(BLOCK).remainder();
        pyramid.has_gaps = rest.iter().any(|value| !value.is_finite())
            || pyramid.levels.first().is_some_and(|level| !level.gaps.is_empty());
        pyramid
    }

    /// Whether any value is not finite.
    pub(super) fn has_gaps(&self) -> bool {
        self.has_gaps
    }

    /// The least and greatest finite value in a range; `None` where there is none. `y` are the values it was made of.
    pub(super) fn extent(&self, y: &[f64], range: Range<usize>) -> Option<(f64, f64)> {
        if !self.has_gaps && range.len() < 2 * BLOCK {
            // Not worth looking for blocks.
            return y.get(range).and_then(extent_of_whole);
        }
        let extents = self.pieces(range, self.levels.len()).map(|piece| match piece {
            Piece::Block(level, block) => level.extents.get(block).copied().unwrap_or(NO_EXTENT),
            Piece::Points(range) => {
                let values = y.get(range).unwrap_or_default().iter();
                (values
                    .filter(|value| value.is_finite())
                    .map(|value| (*value, *value)))
                .fold(NO_EXTENT, wider)
            }
        });
        Some(extents.fold(NO_EXTENT, wider)).filter(|(min, max)| min <= max)
    }

    /// The parts of the line in a range.
    pub(super) fn parts(&self, y: &[f64], range: Range<usize>) -> Parts {
        if range.len() < 2 * BLOCK {
            // Most have no gap.
            let values = y.get(range.clone()).unwrap_or_default();
            let start = index_of(range.start);
            let Some((min, max)) = extent_if_whole(values) else {
                return Parts::of_values(values, start);
            };
            return Parts::whole(Bar {
                first: start,
                last: index_of(range.end - 1),
                min,
                max,
            });
        }
        let mut all = Parts::default();
        for piece in self.pieces(range, self.levels.len()) {
            match piece {
                Piece::Block(level, block) => all.extend(&level.parts_of(block)),
                Piece::Points(range) => {
                    let start = index_of(range.start);
                    all.extend(&Parts::of_values(y.get(range).unwrap_or_default(), start));
                }
            }
        }
        all
    }

    /// The first index in a range with a value that is not above `min`, the least there.
    pub(super) fn lowest(&self, y: &[f64], range: Range<usize>, min: f64) -> Option<usize> {
        self.first_where(y, range, self.levels.len(), &|(low, _)| low <= min)
    }

    /// The first index in a range with a value that is not below `max`, the greatest there.
    pub(super) fn highest(&self, y: &[f64], range: Range<usize>, max: f64) -> Option<usize> {
        self.first_where(y, range, self.levels.len(), &|(_, high)| high >= max)
    }

    /// The first index of a finite value in a range for which it is true; it is true of a block's extent if and only if it
    /// is true of one of the block's values.
    fn first_where(
        &self,
        y: &[f64],
        range: Range<usize>,
        levels: usize,
        is_true: &dyn Fn((f64, f64)) -> bool,
    ) -> Option<usize> {
        for piece in self.pieces(range, levels) {
            match piece {
                Piece::Points(range) => {
                    let start = range.start;
                    let mut values = y.get(range)?.iter();
                    let found = values.position(|value| value.is_finite() && is_true((*value, *value)));
                    if let Some(offset) = found {
                        return Some(start + offset);
                    }
                }
                Piece::Block(level, block) => {
                    if level.extents.get(block).copied().is_some_and(is_true) {
                        let below = self.levels.iter().take_while(|other| other.points < level.points);
                        let range = block * level.points..(block + 1) * level.points;
                        return self.first_where(y, range, below.count(), is_true);
                    }
                }
            }
        }
        None
    }

    /// A range as the largest blocks of the lowest levels that it is made of, in order.
    fn pieces(&self, range: Range<usize>, levels: usize) -> impl Iterator<Item = Piece<'_>> {
        let levels = self.levels.get(..levels).unwrap_or_default();
        let mut at = range.start;
        std::iter::from_fn(move || {
            if at >= range.end {
                return None;
            }
            let start = at;
            let whole = |level: &&Level| {
                start.is_multiple_of(level.points)
                    && start + level.points <= range.end
                    && start / level.points < level.extents.len()
            };
            if let Some(level) = levels.iter().take_while(whole).last() {
                at += level.points;
                return Some(Piece::Block(level, start / level.points));
            }
            at = ((at / BLOCK + 1) * BLOCK).min(range.end);
            Some(Piece::Points(start..at))
        })
    }
}

/// The least and greatest of values that are finite all; `None` where one is not, or there is none.
fn extent_if_whole(values: &[f64]) -> Option<(f64, f64)> {
    // Zero times anything finite is zero, zero times all else is NaN, and NaN is never lost by adding.
    let mut products = [0.0; 4];
    let lanes = values.chunks_exact(4);
    let mut rest: f64 = lanes.remainder().iter().map(|value| value * 0.0).sum();
    for four in lanes {
        for (product, value) in products.iter_mut().zip(four) {
            *product += value * 0.0;
        }
    }
    rest += products.iter().sum::<f64>();
    if rest.is_nan() {
        return None;
    }
    extent_of_whole(values)
}

/// The least and greatest of values that are known to be finite; `None` where there is none.
fn extent_of_whole(values: &[f64]) -> Option<(f64, f64)> {
    let first = *values.first()?;
    let (mut mins, mut maxs) = ([first; 4], [first; 4]);
    // Four at a time: comparisons that need not wait for each other.
    let lanes = values.chunks_exact(4);
    let rest = lanes.remainder();
    for four in lanes {
        for ((min, max), value) in mins.iter_mut().zip(&mut maxs).zip(four) {
            *min = if value < min { *value } else { *min };
            *max = if value > max { *value } else { *max };
        }
    }
    let all = (mins.into_iter().zip(maxs)).chain(rest.iter().map(|value| (*value, *value)));
    Some(all.fold((first, first), wider))
}

fn wider(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (
        if b.0 < a.0 { b.0 } else { a.0 },
        if b.1 > a.1 { b.1 } else { a.1 },
    )
}

/// A browser's memory holds no more points than can be counted so.
fn index_of(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn extent(values: &[f64]) -> Option<(f64, f64)> {
        let finite = values.iter().copied().filter(|value| value.is_finite());
        finite.map(|value| (value, value)).reduce(wider)
    }

    fn long_values() -> impl Strategy<Value = Vec<f64>> {
        // Runs of many values, so that some blocks have gaps and others have none.
        let value = prop_oneof![
            9 => (-50..50_i8).prop_map(f64::from),
            1 => Just(f64::NAN),
            1 => Just(f64::INFINITY),
            1 => Just(f64::NEG_INFINITY)
        ];
        let run = (value, 1_usize..400, -9.0..9.0).prop_map(|(start, len, slope)| {
            (0..len)
                .map(move |i| start + slope * (i % 7) as f64)
                .collect::<Vec<f64>>()
        });
        prop::collection::vec(run, 0..30).prop_map(|runs| runs.concat())
    }

    fn range(len: usize) -> impl Strategy<Value = Range<usize>> {
        (0..=len, 0..=len).prop_map(|(a, b)| a.min(b)..a.max(b))
    }

    proptest! {
        #[test]
        fn a_range_says_the_same_with_blocks_as_without(
            (y, range) in long_values().prop_flat_map(|y| { let len = y.len(); (Just(y), range(len)) }),
        ) {
            let pyramid = Pyramid::new(&y);
            let inside = &y[range.clone()];
            prop_assert_eq!(pyramid.has_gaps(), y.iter().any(|value| !value.is_finite()));
            prop_assert_eq!(pyramid.extent(&y, range.clone()), extent(inside));
            let start = u32::try_from(range.start).unwrap();
            prop_assert_eq!(pyramid.parts(&y, range.clone()), Parts::of_values(inside, start));
            if let Some((min, max)) = extent(inside) {
                let first = |wanted: f64| inside.iter().position(|value| value.total_cmp(&wanted).is_eq());
                let found = pyramid.lowest(&y, range.clone(), min);
                prop_assert_eq!(found, first(min + 0.0).or(first(-0.0)).map(|i| i + range.start));
                let found = pyramid.highest(&y, range.clone(), max);
                prop_assert_eq!(found, first(max + 0.0).or(first(-0.0)).map(|i| i + range.start));
            }
        }
    }
}

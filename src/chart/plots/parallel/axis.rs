//! One axis: where each run stands on it.

use std::sync::Arc;

use crate::chart::axis::{AxisUnit, Scale};
use crate::chart::options::ScaleKind;

/// More words than this are not told apart: the most frequent ones are, the others share a place.
pub const MOST_WORDS: usize = 60;
/// A symmetric logarithmic axis is even up to this share of the size that half of the values have.
const EVEN_SHARE: f64 = 0.1;

/// What an axis shows, as the page knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ParallelColumn {
    /// What it is called.
    pub name: Arc<str>,
    /// Its values, a place for each run.
    pub values: ParallelValues,
    /// How numbers are spread.
    pub scale: ScaleKind,
    /// What the numbers are.
    pub unit: AxisUnit,
    /// Whether it is turned over: the greatest at the bottom.
    pub is_flipped: bool,
    /// Only runs in one of these are in full colour; in values, or in places of words from 0 on.
    pub brushes: Vec<[f64; 2]>,
}

/// The values of an axis.
#[derive(Clone, Debug, PartialEq)]
pub enum ParallelValues {
    /// Numbers; NaN where there is none.
    Numbers(Arc<[f64]>),
    /// Words.
    Words {
        /// Each once, in the order of the axis.
        words: Arc<[Arc<str>]>,
        /// Which of them each run has.
        of_run: Arc<[Option<u32>]>,
    },
}

impl ParallelValues {
    /// Whether all are whole numbers.
    pub fn is_whole(&self) -> bool {
        match self {
            Self::Numbers(numbers) => numbers
                .iter()
                .all(|number| number.is_nan() || number.fract() == 0.0),
            Self::Words { .. } => false,
        }
    }
}

/// What stands along an axis.
#[derive(Clone, Debug, PartialEq)]
pub enum Along {
    /// Numbers.
    Numbers(Scale, AxisUnit),
    /// Words, evenly from the bottom.
    Words(Arc<[Arc<str>]>),
}

/// An axis with its runs in place.
#[derive(Clone, Debug, PartialEq)]
pub struct ParallelAxis {
    name: Arc<str>,
    along: Along,
    is_flipped: bool,
    brushes: Vec<[f64; 2]>,
    /// From 0 at the bottom to 1 at the top, before flipping; NaN below the axis.
    places: Arc<[f32]>,
    without_place: usize,
    /// How many different words share the last place.
    gathered: usize,
}

impl ParallelAxis {
    /// Places all runs.
    pub fn new(column: &ParallelColumn) -> Self {
        let (along, places, gathered) = match &column.values {
            ParallelValues::Numbers(numbers) => {
                let scale = scale_of(numbers, column.scale);
                let places = numbers.iter().map(|number| place_on(&scale, *number)).collect();
                (Along::Numbers(scale, column.unit), places, 0)
            }
            ParallelValues::Words { words, of_run } => {
                let (shown, moved) = most_frequent(words, of_run);
                let gathered = if shown.len() < words.len() {
                    words.len() + 1 - shown.len()
                } else {
                    0
                };
                let place = |word: &Option<u32>| {
                    let place = word.and_then(|word| moved.get(word as usize));
                    place.map_or(f32::NAN, |place| short(word_unit(f64::from(*place), shown.len())))
                };
                let places: Vec<f32> = of_run.iter().map(place).collect();
                (Along::Words(shown), places, gathered)
            }
        };
        Self {
            name: Arc::clone(&column.name),
            along,
            is_flipped: column.is_flipped,
            brushes: column.brushes.clone(),
            without_place: places.iter().filter(|place| place.is_nan()).count(),
            places: places.into(),
            gathered,
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What stands along it.
    pub fn along(&self) -> &Along {
        &self.along
    }

    /// Whether the greatest is at the bottom.
    pub fn is_flipped(&self) -> bool {
        self.is_flipped
    }

    /// What is brushed, in values or places of words.
    pub fn brushes(&self) -> &[[f64; 2]] {
        &self.brushes
    }

    /// How many runs it has places for.
    pub fn runs(&self) -> usize {
        self.places.len()
    }

    /// How many runs stand below it, since they have no value, or one that the scale has no place for.
    pub fn without_place(&self) -> usize {
        self.without_place
    }

    /// How many different words share the last place; 0 where each has its own.
    pub fn gathered(&self) -> usize {
        self.gathered
    }

    /// Where a run is: 0 at the bottom, 1 at the top; NaN below.
    pub fn place(&self, run: usize) -> f32 {
        let place = self.places.get(run).copied().unwrap_or(f32::NAN);
        if self.is_flipped { 1.0 - place } else { place }
    }

    /// The share of the way from the least to the greatest, however the axis is turned.
    pub fn share(&self, run: usize) -> Option<f64> {
        let place = self.places.get(run).copied().filter(|place| !place.is_nan())?;
        Some(f64::from(place))
    }

    /// Where a value, or a place of a word, stands.
    pub fn to_unit(&self, value: f64) -> f64 {
        let unit = match &self.along {
            Along::Numbers(scale, _) => scale.to_unit(value),
            Along::Words(words) => word_unit(value, words.len()),
        };
        if self.is_flipped { 1.0 - unit } else { unit }
    }

    /// The value, or the place of a word, that stands there.
    pub fn from_unit(&self, unit: f64) -> f64 {
        let unit = if self.is_flipped { 1.0 - unit } else { unit };
        match &self.along {
            Along::Numbers(scale, _) => scale.from_unit(unit),
            Along::Words(words) => unit * words.len() as f64 - 0.5,
        }
    }

    /// The ends of a brush on the screen, the lower one first.
    pub fn brush_units(&self, [from, to]: [f64; 2]) -> [f64; 2] {
        let (from, to) = (self.to_unit(from), self.to_unit(to));
        // What is out of the scale, as zero is of a logarithmic one, is at its end.
        let end = |unit: f64, or: f64| if unit.is_nan() { or } else { unit.clamp(0.0, 1.0) };
        [end(from.min(to), 0.0), end(from.max(to), 1.0)]
    }

    /// Whether a run is in any of these, which [`ParallelAxis::brush_units`] gave.
    pub(super) fn is_in(&self, units: &[[f64; 2]], run: usize) -> bool {
        let place = f64::from(self.place(run));
        // Places are kept in less digits than brushes.
        let is_in = |[low, high]: &[f64; 2]| (low - 1e-6..=high + 1e-6).contains(&place);
        units.iter().any(is_in)
    }

    /// Whether two axes have their runs at the same places: lines between them need not be drawn anew.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.places, &other.places) && self.is_flipped == other.is_flipped
    }

    /// The same axis turned and brushed so; its runs need not be placed anew.
    #[must_use]
    pub fn with(&self, is_flipped: bool, brushes: Vec<[f64; 2]>) -> Self {
        Self {
            is_flipped,
            brushes,
            ..self.clone()
        }
    }
}

fn scale_of(numbers: &[f64], kind: ScaleKind) -> Scale {
    let is_shown = |number: &f64| number.is_finite() && (kind != ScaleKind::Log || *number > 0.0);
    let shown = || numbers.iter().copied().filter(is_shown);
    let extent = shown().fold(None, |extent: Option<(f64, f64)>, number| {
        let (low, high) = extent.unwrap_or((number, number));
        Some((low.min(number), high.max(number)))
    });
    let Some((low, high)) = extent else {
        return Scale::new(kind, 1.0, 1.0);
    };
    if kind != ScaleKind::Symlog {
        return Scale::new(kind, low, high);
    }
    let mut sizes: Vec<f64> = shown().map(f64::abs).filter(|size| *size > 0.0).collect();
    let middle = sizes.len() / 2;
    let half = if sizes.is_empty() {
        1.0
    } else {
        *sizes.select_nth_unstable_by(middle, f64::total_cmp).1
    };
    Scale::symlog(low, high, half * EVEN_SHARE)
}

#[expect(clippy::cast_possible_truncation, reason = "a place needs no more digits")]
fn short(place: f64) -> f32 {
    place as f32
}

/// Infinite numbers stand at the ends.
fn place_on(scale: &Scale, number: f64) -> f32 {
    if number.is_infinite() {
        return if number > 0.0 { 1.0 } else { 0.0 };
    }
    let is_placed = !number.is_nan() && (scale.kind() != ScaleKind::Log || number > 0.0);
    if is_placed {
        short(scale.to_unit(number).clamp(0.0, 1.0))
    } else {
        f32::NAN
    }
}

fn word_unit(place: f64, count: usize) -> f64 {
    (place + 0.5) / count.max(1) as f64
}

/// The words that have a place of their own, and the place of each word; those left share one above all others.
fn most_frequent(words: &Arc<[Arc<str>]>, of_run: &[Option<u32>]) -> (Arc<[Arc<str>]>, Vec<u32>) {
    if words.len() <= MOST_WORDS {
        return (Arc::clone(words), (0..).take(words.len()).collect());
    }
    let mut counts: Vec<(usize, usize)> = (0..words.len()).map(|word| (0, word)).collect();
    for word in of_run.iter().flatten() {
        if let Some((count, _)) = counts.get_mut(*word as usize) {
            *count += 1;
        }
    }
    counts.sort_by_key(|(count, word)| (std::cmp::Reverse(*count), *word));
    counts.truncate(MOST_WORDS - 1);
    let mut kept: Vec<usize> = counts.into_iter().map(|(_, word)| word).collect();
    kept.sort_unstable();
    let others = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    let mut places = vec![others; words.len()];
    for (word, place) in kept.iter().zip(0..) {
        if let Some(slot) = places.get_mut(*word) {
            *slot = place;
        }
    }
    let names = kept.iter().filter_map(|word| words.get(*word)).cloned();
    let rest = format!("{} others", words.len() - kept.len());
    (names.chain([rest.into()]).collect(), places)
}

#[cfg(test)]
mod tests {
    use super::super::projection::passing;
    use super::*;
    use proptest::prelude::*;

    fn passing_of(axis: &ParallelAxis) -> Vec<bool> {
        passing(std::slice::from_ref(axis))
    }

    fn numbers(scale: ScaleKind, values: &[f64], brushes: Vec<[f64; 2]>) -> ParallelAxis {
        ParallelAxis::new(&ParallelColumn {
            name: "lr".into(),
            values: ParallelValues::Numbers(values.into()),
            scale,
            unit: AxisUnit::Number,
            is_flipped: false,
            brushes,
        })
    }

    fn words(words: &[String], of_run: &[Option<u32>], brushes: Vec<[f64; 2]>) -> ParallelAxis {
        ParallelAxis::new(&ParallelColumn {
            name: "kind".into(),
            values: ParallelValues::Words {
                words: words.iter().map(|word| Arc::from(word.as_str())).collect(),
                of_run: of_run.into(),
            },
            scale: ScaleKind::Linear,
            unit: AxisUnit::Number,
            is_flipped: false,
            brushes,
        })
    }

    #[test]
    fn runs_stand_between_the_least_and_the_greatest_and_those_without_a_value_below() {
        let axis = numbers(
            ScaleKind::Linear,
            &[2.0, f64::NAN, 4.0, 3.0, f64::INFINITY, f64::NEG_INFINITY],
            Vec::new(),
        );
        let places: Vec<f32> = (0..6).map(|run| axis.place(run)).collect();
        assert_eq!(
            (places[0], places[2], places[3], places[4], places[5]),
            (0.0, 1.0, 0.5, 1.0, 0.0)
        );
        assert!(places[1].is_nan());
        assert_eq!(
            (axis.without_place(), axis.share(1), axis.share(3)),
            (1, None, Some(0.5))
        );
    }

    #[test]
    fn a_logarithmic_axis_has_no_place_for_zero() {
        let axis = numbers(ScaleKind::Log, &[0.001, 0.1, 0.01, 0.0, -1.0], Vec::new());
        assert!((axis.place(2) - 0.5).abs() < 1e-6);
        assert_eq!(axis.without_place(), 2);
        let symlog = numbers(ScaleKind::Symlog, &[-100.0, 0.0, 100.0], Vec::new());
        assert!((symlog.place(1) - 0.5).abs() < 1e-6 && symlog.without_place() == 0);
    }

    #[test]
    fn a_flipped_axis_has_the_greatest_at_the_bottom() {
        let axis = numbers(ScaleKind::Linear, &[0.0, 10.0], vec![[8.0, 10.0]]).with(true, vec![[8.0, 10.0]]);
        assert_eq!((axis.place(0), axis.place(1)), (1.0, 0.0));
        let [low, high] = axis.brush_units([8.0, 10.0]);
        assert!(low.abs() < 1e-12 && (high - 0.2).abs() < 1e-12);
        assert_eq!(passing_of(&axis), [false, true]);
        assert!((axis.from_unit(0.2) - 8.0).abs() < 1e-12);
    }

    #[test]
    fn any_of_several_brushes_lets_a_run_pass_and_a_run_without_a_value_passes_none() {
        let axis = numbers(
            ScaleKind::Linear,
            &[0.0, 5.0, 10.0, f64::NAN],
            vec![[-1.0, 0.0], [9.0, 11.0]],
        );
        assert_eq!(passing_of(&axis), [true, false, true, false]);
        assert_eq!(
            passing_of(&numbers(ScaleKind::Linear, &[f64::NAN], Vec::new())),
            [true]
        );
    }

    #[test]
    fn rare_words_share_the_last_place() {
        let all: Vec<String> = (0..100).map(|word| format!("w{word:02}")).collect();
        let of_run: Vec<Option<u32>> = (0..100)
            .map(Some)
            .chain((40..100).map(Some))
            .chain([None])
            .collect();
        let axis = words(&all, &of_run, Vec::new());
        let Along::Words(shown) = axis.along() else {
            panic!("words")
        };
        assert_eq!(
            (shown.len(), axis.gathered(), axis.without_place()),
            (MOST_WORDS, 41, 1)
        );
        assert_eq!((&*shown[0], &*shown[MOST_WORDS - 1]), ("w40", "41 others"));
        assert_eq!(axis.place(0).to_bits(), axis.place(39).to_bits());
        assert!(axis.place(0) > axis.place(41));
    }

    #[test]
    fn a_brush_over_words_takes_whole_ones() {
        let all = ["a", "b", "c", "d"].map(ToOwned::to_owned);
        let axis = words(&all, &[Some(0), Some(1), Some(2), None], vec![[0.6, 2.0]]);
        assert_eq!(passing_of(&axis), [false, true, true, false]);
        assert!((axis.from_unit(axis.to_unit(2.0)) - 2.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn every_run_stands_on_its_axis_or_below(
            values in prop::collection::vec(any::<f64>(), 0..40), kind in 0_usize..3, flipped: bool,
        ) {
            let kind = [ScaleKind::Linear, ScaleKind::Log, ScaleKind::Symlog][kind];
            let axis = numbers(kind, &values, Vec::new()).with(flipped, Vec::new());
            let placed = (0..values.len()).map(|run| axis.place(run)).filter(|place| !place.is_nan());
            let mut count = 0;
            for place in placed {
                prop_assert!((0.0..=1.0).contains(&place));
                count += 1;
            }
            prop_assert_eq!(count + axis.without_place(), values.len());
        }

        #[test]
        fn a_run_is_in_a_brush_exactly_if_its_value_is(
            values in prop::collection::vec(-100_i32..100, 1..40), from in -100_i32..100, length in 0_i32..50,
        ) {
            let numbers_of: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            let brush = [f64::from(from), f64::from(from + length)];
            let axis = numbers(ScaleKind::Linear, &numbers_of, vec![brush]);
            let passing = passing_of(&axis);
            for (run, value) in numbers_of.iter().enumerate() {
                // A brush beyond the axis ends at the axis.
                let (low, high) = values.iter().fold((i32::MAX, i32::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
                if low < high && brush[0] >= f64::from(low) && brush[1] <= f64::from(high) {
                    prop_assert_eq!(passing[run], (brush[0]..=brush[1]).contains(value));
                }
            }
        }
    }
}

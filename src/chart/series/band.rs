//! A group of lines as a mean and a band around it.

use std::collections::VecDeque;
use std::sync::Arc;

use super::quantile::quantile;
use super::trace::Trace;
use crate::chart::options::BandKind;

/// Of all lines together no more values are looked at: some tens of milliseconds.
const VALUES_AT_MOST: usize = 4_000_000;
/// However many lines there are, as many places as the widest screen has columns.
const PLACES_AT_LEAST: usize = 4_000;
/// Places whose quantiles are looked for at once.
const ROWS_A_PIECE: usize = 500;

/// The area between two lines over the same x. Where either is not finite, there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The places along the axis, never decreasing.
    pub x: Arc<[f64]>,
    /// The lower line.
    pub low: Arc<[f64]>,
    /// The upper line.
    pub high: Arc<[f64]>,
}

/// The mean of some lines at each x that any of them has, and what lies around it, in the making: a piece at a time, so
/// that whoever makes it can give way in between.
///
/// Lines with other steps than their neighbours count between their own points in proportion (linear interpolation), but
/// not before their first point, behind their last, or beside a gap: the mean there is that of the other lines, and
/// where no line has a value it is NaN. Of several points at one x the last counts. The standard deviation is that of a
/// sample (n − 1), zero where there is one line. Where there are too many x to look at in all lines, some of them are
/// taken, evenly; the least and greatest are still those of all points.
#[derive(Debug)]
pub struct MeanWork {
    traces: Vec<Arc<Trace>>,
    kind: BandKind,
    /// Lines whose places are in `lists`.
    placed: usize,
    /// The places of lines, by twos made one.
    lists: VecDeque<Vec<f64>>,
    /// All places, once they are known.
    x: Option<Arc<[f64]>>,
    /// Lines whose values are in `sums` and `table`.
    counted: usize,
    sums: Vec<Moments>,
    /// A row for each place, for quantiles only: they need all values at once.
    table: Vec<f64>,
    /// The ends of the band, of the first places.
    ends: Vec<(f64, f64)>,
}

impl MeanWork {
    /// Begins. There is no band for [`BandKind::None`].
    pub fn new(traces: Vec<Arc<Trace>>, kind: BandKind) -> Self {
        Self {
            traces,
            kind,
            placed: 0,
            lists: VecDeque::new(),
            x: None,
            counted: 0,
            sums: Vec::new(),
            table: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Goes on until all is made, or until `is_over` says to give way: then there is nothing yet. At least one piece is
    /// done each time. Not to be called again once it has given something.
    pub fn advance(&mut self, is_over: &dyn Fn() -> bool) -> Option<(Trace, Option<Band>)> {
        loop {
            if let Some(x) = self.step() {
                return Some(self.made(x));
            }
            if is_over() {
                return None;
            }
        }
    }

    /// Does a piece. Gives the places once all is counted.
    fn step(&mut self) -> Option<Arc<[f64]>> {
        let at_most = (VALUES_AT_MOST / self.traces.len().max(1)).max(PLACES_AT_LEAST);
        let Some(x) = self.x.clone() else {
            if let Some(trace) = self.traces.get(self.placed) {
                self.lists.push_back(thinned(once(trace.x()), at_most));
                self.placed += 1;
            } else if self.lists.len() > 1 {
                // By twos, so that lines with the same steps come to one list at once.
                let pair = self.lists.pop_front().zip(self.lists.pop_front());
                self.lists
                    .extend(pair.map(|(a, b)| thinned(merged(&a, &b), at_most)));
            } else {
                let x: Arc<[f64]> = self.lists.pop_front().unwrap_or_default().into();
                self.sums = vec![Moments::default(); x.len()];
                if let BandKind::Quantile(_) = self.kind {
                    self.table = vec![f64::NAN; x.len() * self.traces.len()];
                }
                self.x = Some(x);
            }
            return None;
        };
        if let Some(trace) = self.traces.get(self.counted) {
            let trace = Arc::clone(trace);
            self.count(&trace, &x);
            self.counted += 1;
            return None;
        }
        if let BandKind::Quantile(share) = self.kind
            && self.ends.len() < x.len()
        {
            let share = share.min(1.0 - share);
            let lines = self.traces.len().max(1);
            let rows = self.table.chunks_mut(lines).skip(self.ends.len());
            self.ends
                .extend(rows.take(ROWS_A_PIECE).map(|row| quantiles(row, share)));
            return None;
        }
        Some(x)
    }

    /// Takes in the values of one line.
    fn count(&mut self, trace: &Trace, x: &[f64]) {
        let (lines, column) = (self.traces.len(), self.counted);
        each_value(trace, x, &mut |place, value| {
            if let Some(sum) = self.sums.get_mut(place) {
                sum.add(value);
            }
            if let Some(cell) = self.table.get_mut(place * lines + column) {
                *cell = value;
            }
        });
        each_extreme(trace, x, &mut |place, value| {
            if let Some(sum) = self.sums.get_mut(place).filter(|sum| sum.count > 0.0) {
                sum.widen(value);
            }
        });
    }

    fn made(&mut self, x: Arc<[f64]>) -> (Trace, Option<Band>) {
        let mean: Vec<f64> = self.sums.iter().map(Moments::mean).collect();
        let ends: Vec<(f64, f64)> = match self.kind {
            BandKind::None => Vec::new(),
            BandKind::MinMax => self.sums.iter().map(|sum| (sum.min, sum.max)).collect(),
            BandKind::Std => {
                let ends = self.sums.iter().map(|sum| {
                    let deviation = sum.deviation();
                    (sum.mean() - deviation, sum.mean() + deviation)
                });
                ends.collect()
            }
            BandKind::Quantile(_) => std::mem::take(&mut self.ends),
        };
        let band = (self.kind != BandKind::None).then(|| Band {
            x: Arc::clone(&x),
            low: ends.iter().map(|end| end.0).collect(),
            high: ends.iter().map(|end| end.1).collect(),
        });
        (Trace::new(x, mean), band)
    }
}

/// What the values of all lines at one place come to (Welford, Technometrics 4, 1962).
#[derive(Clone, Copy, Debug)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Default for Moments {
    fn default() -> Self {
        Self {
            count: 0.0,
            mean: 0.0,
            squares: 0.0,
            min: f64::NAN,
            max: f64::NAN,
        }
    }
}

impl Moments {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        let apart = value - self.mean;
        self.mean += apart / self.count;
        self.squares += apart * (value - self.mean);
        self.widen(value);
    }

    fn widen(&mut self, value: f64) {
        // NaN at first, which `min` and `max` give way to.
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    fn mean(&self) -> f64 {
        if self.count > 0.0 { self.mean } else { f64::NAN }
    }

    fn deviation(&self) -> f64 {
        (self.squares / (self.count - 1.0).max(1.0)).sqrt()
    }
}

fn quantiles(row: &mut [f64], share: f64) -> (f64, f64) {
    row.sort_unstable_by_key(|value| value.is_nan());
    let count = row.partition_point(|value| !value.is_nan());
    let values = row.get_mut(..count).unwrap_or_default();
    (
        quantile(values, share).unwrap_or(f64::NAN),
        quantile(values, 1.0 - share).unwrap_or(f64::NAN),
    )
}

/// The places of a line, each once.
fn once(x: &[f64]) -> Vec<f64> {
    let mut x = x.to_vec();
    x.dedup();
    x
}

fn merged(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut all = Vec::with_capacity(a.len().max(b.len()));
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    while let Some(next) = match (a.peek(), b.peek()) {
        (Some(left), Some(right)) => Some(left.min(*right)),
        (left, right) => left.or(right).copied(),
    } {
        all.push(next);
        a.next_if(|x| *x <= next);
        b.next_if(|x| *x <= next);
    }
    all
}

/// All places, or, where they are more than `at_most`, evenly chosen ones with the first and the last.
fn thinned(all: Vec<f64>, at_most: usize) -> Vec<f64> {
    if all.len() <= at_most || at_most < 2 {
        return all;
    }
    let last = all.len() - 1;
    (0..at_most)
        .filter_map(|index| all.get(index * last / (at_most - 1)).copied())
        .collect()
}

/// Visits each place where a line has a value, with the value.
fn each_value(trace: &Trace, places: &[f64], visit: &mut dyn FnMut(usize, f64)) {
    let (x, y) = (trace.x(), trace.y());
    let mut after = 0;
    for (index, place) in places.iter().enumerate() {
        while x.get(after).is_some_and(|x| x <= place) {
            after += 1;
        }
        let before = after.checked_sub(1);
        let Some((left, low)) = before.and_then(|i| Some((*x.get(i)?, *y.get(i)?))) else {
            continue;
        };
        let value = if left >= *place {
            low
        } else if let (Some(right), Some(high)) = (x.get(after), y.get(after)) {
            let share = (place - left) / (right - left);
            low * (1.0 - share) + high * share
        } else {
            continue;
        };
        if value.is_finite() {
            visit(index, value);
        }
    }
}

/// Visits each point of a line that lies between two places, with the place behind it.
fn each_extreme(trace: &Trace, places: &[f64], visit: &mut dyn FnMut(usize, f64)) {
    let mut index = 0;
    for (x, y) in trace.x().iter().zip(trace.y()) {
        while places.get(index).is_some_and(|place| place < x) {
            index += 1;
        }
        if y.is_finite() && places.get(index).is_some_and(|place| place > x) {
            visit(index, *y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAN: f64 = f64::NAN;

    fn traces(lines: &[(&[f64], &[f64])]) -> Vec<Arc<Trace>> {
        lines.iter().map(|(x, y)| Arc::new(Trace::new(*x, *y))).collect()
    }

    /// Gives way after each piece, as few as there are.
    fn mean_and_band(lines: &[Arc<Trace>], kind: BandKind) -> (Trace, Option<Band>) {
        let mut work = MeanWork::new(lines.to_vec(), kind);
        loop {
            if let Some(made) = work.advance(&|| true) {
                return made;
            }
        }
    }

    fn same(found: &[f64], wanted: &[f64]) {
        assert!(
            found.len() == wanted.len()
                && (found.iter().zip(wanted))
                    .all(|(a, b)| (a - b).abs() < 1e-12 || (a.is_nan() && b.is_nan())),
            "{found:?} is not {wanted:?}"
        );
    }

    #[test]
    fn lines_count_between_their_own_points_and_not_beyond_them() {
        let lines = traces(&[(&[0.0, 2.0, 4.0], &[0.0, 2.0, 4.0]), (&[1.0, 2.0], &[3.0, 5.0])]);
        let (mean, band) = mean_and_band(&lines, BandKind::MinMax);
        let band = band.unwrap();
        same(mean.x(), &[0.0, 1.0, 2.0, 4.0]);
        same(mean.y(), &[0.0, 2.0, 3.5, 4.0]);
        same(&band.low, &[0.0, 1.0, 2.0, 4.0]);
        same(&band.high, &[0.0, 3.0, 5.0, 4.0]);
    }

    #[test]
    fn a_line_has_no_value_beside_its_gap() {
        let lines = traces(&[
            (&[0.0, 1.0, 2.0, 3.0], &[1.0, 1.0, 1.0, 1.0]),
            (&[0.0, 1.5, 3.0], &[5.0, NAN, 5.0]),
        ]);
        let (mean, _) = mean_and_band(&lines, BandKind::None);
        same(mean.x(), &[0.0, 1.0, 1.5, 2.0, 3.0]);
        same(mean.y(), &[3.0, 1.0, 1.0, 1.0, 3.0]);
        let (mean, band) = mean_and_band(&traces(&[(&[0.0, 1.0], &[NAN, 2.0])]), BandKind::MinMax);
        same(mean.y(), &[NAN, 2.0]);
        same(&band.unwrap().low, &[NAN, 2.0]);
    }

    #[test]
    fn a_band_is_a_sample_deviation_or_a_quantile_to_either_side() {
        let lines: Vec<_> = [1.0, 2.0, 3.0, 4.0]
            .map(|y| Arc::new(Trace::new([7.0], [y])))
            .into();
        let (mean, band) = mean_and_band(&lines, BandKind::Std);
        let deviation = (5.0_f64 / 3.0).sqrt();
        same(mean.y(), &[2.5]);
        same(&band.unwrap().low, &[2.5 - deviation]);
        let (_, band) = mean_and_band(&lines, BandKind::Quantile(0.1));
        let band = band.unwrap();
        same(&band.low, &[1.3]);
        same(&band.high, &[3.7]);
        let (_, band) = mean_and_band(&lines[..1], BandKind::Std);
        same(&band.unwrap().high, &[1.0]);
    }

    #[test]
    fn of_several_points_at_one_place_the_last_counts() {
        let lines = traces(&[(&[0.0, 0.0, 1.0], &[9.0, 1.0, 2.0]), (&[0.0, 1.0], &[3.0, 4.0])]);
        same(mean_and_band(&lines, BandKind::None).0.y(), &[2.0, 3.0]);
    }

    #[test]
    fn nothing_has_no_mean() {
        let (mean, band) = mean_and_band(&[], BandKind::Quantile(0.2));
        assert!(mean.is_empty() && band.unwrap().x.is_empty());
    }

    #[test]
    fn places_that_are_too_many_are_thinned_and_spikes_stay_in_the_band() {
        let spike = |i: i32| if i == 777_777 { 100.0 } else { 0.0 };
        let lines: Vec<_> = (0..10)
            .map(|line| {
                let x: Vec<f64> = (0..100_000).map(|i| f64::from(i * 10 + line)).collect();
                let y: Vec<f64> = (0..100_000).map(|i| spike(i * 10 + line)).collect();
                Arc::new(Trace::new(x, y))
            })
            .collect();
        let (mean, band) = mean_and_band(&lines, BandKind::MinMax);
        assert!(mean.len() <= VALUES_AT_MOST / 10);
        assert_eq!(mean.x_extent(), Some((0.0, 999_999.0)));
        assert!(band.unwrap().high.contains(&100.0));
    }

    proptest! {
        #[test]
        fn lines_over_the_same_steps_have_the_mean_and_ends_of_their_values(
            rows in prop::collection::vec(prop::collection::vec(-9.0..9.0, 3), 1..20),
        ) {
            let x: Arc<[f64]> = (0..rows.len()).map(|i| i as f64).collect();
            let lines: Vec<_> = (0..3)
                .map(|line| Arc::new(Trace::new(Arc::clone(&x), rows.iter().map(|row| row[line]).collect::<Vec<_>>())))
                .collect();
            for kind in [BandKind::MinMax, BandKind::Quantile(0.0)] {
                let (mean, band) = mean_and_band(&lines, kind);
                let band = band.unwrap();
                for (i, row) in rows.iter().enumerate() {
                    prop_assert!((mean.y()[i] - row.iter().sum::<f64>() / 3.0).abs() < 1e-12);
                    prop_assert_eq!(Some(band.low[i]), row.iter().copied().min_by(f64::total_cmp));
                    prop_assert_eq!(Some(band.high[i]), row.iter().copied().max_by(f64::total_cmp));
                }
            }
        }
    }
}

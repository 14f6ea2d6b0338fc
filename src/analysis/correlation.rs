//! How far two columns go together.

use super::random::Random;

/// With fewer pairs than this, an interval would say more than anyone knows.
const LEAST_PAIRS_FOR_INTERVAL: usize = 5;
/// Resamples of a small sample.
const RESAMPLES: usize = 1000;
/// Resamples are fewer where a sample is so large that they would take long.
const LEAST_RESAMPLES: usize = 200;
/// Pairs that are drawn in all: some 10 to 20 ms.
const DRAWS: usize = 1_000_000;
const SEED: u64 = 0x5eed;

/// Which correlation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrelationKind {
    /// Along a straight line.
    Pearson,
    /// Along any line that only rises or only falls: Pearson's, of ranks.
    Spearman,
}

/// A correlation and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// From −1 to 1.
    pub value: f64,
    /// Where 95 % of resamples lie (percentile bootstrap); `None` with fewer than five pairs. Spearman's resamples keep
    /// the ranks of the whole sample.
    pub interval: Option<[f64; 2]>,
    /// How many pairs had both numbers.
    pub pairs: usize,
}

/// The correlation of the pairs in which both numbers are finite, with its interval.
///
/// The same pairs in another order give the same answer, to the bit. `None` where there are fewer than two pairs, or
/// one of the columns has the same number in all.
pub fn correlation(kind: CorrelationKind, x: &[f64], y: &[f64]) -> Option<Correlation> {
    let mut pairs: Vec<(f64, f64)> = x
        .iter()
        .copied()
        .zip(y.iter().copied())
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        // One zero, so that the order below is one of equals.
        .map(|(x, y)| (x + 0.0, y + 0.0))
        .collect();
    pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let (mut x, mut y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    if kind == CorrelationKind::Spearman {
        (x, y) = (ranks(&x), ranks(&y));
    }
    let standard: Vec<(f64, f64)> = standardized(&x)?.into_iter().zip(standardized(&y)?).collect();
    let mut whole = Moments::default();
    for pair in &standard {
        whole.add(*pair);
    }
    Some(Correlation {
        value: whole.correlation()?,
        interval: interval(&standard),
        pairs: standard.len(),
    })
}

/// The ranks of numbers, from 1; equal ones share the mean of theirs. NaN comes last.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(f64, usize)> = values
        .iter()
        .enumerate()
        .map(|(index, value)| (value + 0.0, index))
        .collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let rank = before as f64 + f64::midpoint(equal.len() as f64, 1.0);
        before += equal.len();
        for (_, index) in equal {
            if let Some(place) = ranks.get_mut(*index) {
                *place = rank;
            }
        }
    }
    ranks
}

/// Around 0, with a deviation of about 1: numbers of any size stay far from overflowing. `None` where all are one.
fn standardized(values: &[f64]) -> Option<Vec<f64>> {
    let first = values.first()?;
    let is_first = |value: &f64| value.total_cmp(first).is_eq();
    if values.iter().all(is_first) {
        return None;
    }
    let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let scaled: Vec<f64> = values.iter().map(|value| value / largest).collect();
    let count = values.len() as f64;
    let mean = scaled.iter().sum::<f64>() / count;
    let deviation = (scaled.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    let is_spread = deviation > 0.0 && deviation.is_finite();
    is_spread.then(|| scaled.iter().map(|value| (value - mean) / deviation).collect())
}

#[derive(Default)]
struct Moments {
    count: f64,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Moments {
    fn add(&mut self, (x, y): (f64, f64)) {
        self.count += 1.0;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.yy += y * y;
        self.xy += x * y;
    }

    fn correlation(&self) -> Option<f64> {
        let spread = |square: f64, sum: f64| square - sum * sum / self.count;
        let (x, y) = (spread(self.xx, self.x), spread(self.yy, self.y));
        // Below this a resample had one pair again and again, and what is left are rounding errors.
        let least = 1e-12 * self.count;
        if x <= least || y <= least {
            return None;
        }
        let together = self.xy - self.x * self.y / self.count;
        Some((together / (x.sqrt() * y.sqrt())).clamp(-1.0, 1.0))
    }
}

fn interval(pairs: &[(f64, f64)]) -> Option<[f64; 2]> {
    if pairs.len() < LEAST_PAIRS_FOR_INTERVAL {
        return None;
    }
    let mut random = Random::new(SEED);
    let resamples = (DRAWS / pairs.len()).clamp(LEAST_RESAMPLES, RESAMPLES);
    let mut found: Vec<f64> = Vec::with_capacity(resamples);
    for _ in 0..resamples {
        let mut moments = Moments::default();
        for _ in 0..pairs.len() {
            if let Some(pair) = pairs.get(random.below(pairs.len())) {
                moments.add(*pair);
            }
        }
        found.extend(moments.correlation());
    }
    found.sort_unstable_by(f64::total_cmp);
    Some([quantile(&found, 0.025)?, quantile(&found, 0.975)?])
}

/// Between the two nearest of sorted numbers.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list"
    )]
    let below = place.floor() as usize;
    let low = sorted.get(below)?;
    let high = sorted.get(below + 1).unwrap_or(low);
    Some(low + (high - low) * (place - place.floor()))
}

#[cfg(test)]
#[path = "correlation_tests.rs"]
mod tests;

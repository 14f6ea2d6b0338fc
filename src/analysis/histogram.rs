//! How many numbers lie in which bin.

use super::quantiles::{quantile, sorted_finite};

/// More bins than this are never made.
pub const BINS_AT_MOST: usize = 200;

/// Above this, not every whole number is an `f64`.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// How many numbers lie in bins of equal width.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Where the bins begin and end, increasing: one more than there are bins. Each bin has its lower edge, the last one
    /// its upper edge as well.
    pub edges: Vec<f64>,
    /// How many numbers lie in each bin.
    pub counts: Vec<u32>,
}

impl Histogram {
    /// The bin that a number lies in; `None` outside of all, and for NaN.
    pub fn bin_of(&self, number: f64) -> Option<usize> {
        let (first, last) = (*self.edges.first()?, *self.edges.last()?);
        if !(first <= number && number <= last) {
            return None;
        }
        let bin = self
            .edges
            .partition_point(|edge| *edge <= number)
            .saturating_sub(1);
        Some(bin.min(self.counts.len().saturating_sub(1)))
    }
}

/// How many of the finite ones of the numbers lie in which of `bins` bins (1 to [`BINS_AT_MOST`]); `None` where there is
/// no such number.
///
/// Where no count of bins is given: a bin is twice the distance between the quartiles wide, over the cube root of the
/// count (Freedman and Diaconis, 1981); where the quartiles are the same, there are as many bins as the count has binary
/// digits (Sturges, 1926). Whole numbers get bins that hold as many whole numbers each, with the edges between them.
pub fn histogram(numbers: &[f64], bins: Option<usize>) -> Option<Histogram> {
    let sorted = sorted_finite(numbers);
    let (low, high) = (*sorted.first()?, *sorted.last()?);
    let edges = match bins {
        Some(bins) => between(low, high, bins),
        None => edges_by_rule(&sorted, low, high),
    };
    let mut histogram = Histogram {
        counts: vec![0; edges.len().saturating_sub(1)],
        edges,
    };
    for number in &sorted {
        if let Some(count) = histogram
            .bin_of(*number)
            .and_then(|bin| histogram.counts.get_mut(bin))
        {
            *count += 1;
        }
    }
    Some(histogram)
}

fn edges_by_rule(sorted: &[f64], low: f64, high: f64) -> Vec<f64> {
    let count = sorted.len() as f64;
    let quartiles = quantile(sorted, 0.75).zip(quantile(sorted, 0.25));
    let width = quartiles.map_or(0.0, |(third, first)| {
        2.0 * (third / count.cbrt() - first / count.cbrt())
    });
    let by_width = if width > 0.0 {
        ((high / width) - (low / width)).ceil()
    } else {
        0.0
    };
    let bins = if by_width >= 1.0 {
        by_width
    } else {
        count.log2().ceil() + 1.0
    };
    let bins = whole(bins).clamp(1, BINS_AT_MOST);
    let are_whole =
        high.abs().max(low.abs()) < LARGEST_WHOLE / 4.0 && sorted.iter().all(|n| n.fract() == 0.0);
    if are_whole {
        let values = high - low + 1.0;
        let each = (values / bins as f64).ceil().max(1.0);
        let bins = whole((values / each).ceil());
        return (0..=bins).map(|bin| low - 0.5 + each * bin as f64).collect();
    }
    between(low, high, bins)
}

/// Edges of equally wide bins from the least number to the greatest; around a single number, half a unit to either side.
fn between(low: f64, high: f64, bins: usize) -> Vec<f64> {
    let bins = bins.clamp(1, BINS_AT_MOST);
    let (low, high) = if low < high {
        (low, high)
    } else {
        // Where half a unit is lost in rounding, a share.
        let room = 0.5_f64.max(low.abs() * 1e-3);
        ((low - room).max(f64::MIN), (high + room).min(f64::MAX))
    };
    let share = |bin: usize| bin as f64 / bins as f64;
    let mut edges: Vec<f64> = (0..bins)
        .map(|bin| low * (1.0 - share(bin)) + high * share(bin))
        .collect();
    edges.push(high);
    // Numbers so close that a bin has no width are one bin less.
    edges.dedup();
    edges
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count; a float cast saturates"
)]
fn whole(count: f64) -> usize {
    count as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bins_are_those_of_numpy() {
        // numpy.histogram(numbers, bins="fd")
        let numbers = [1.0, 2.0, 2.5, 3.0, 7.0, 8.0, 8.5, 20.0].map(|number| number * 1.1);
        let found = histogram(&numbers, None).unwrap();
        assert_eq!(found.counts, [4, 3, 0, 1]);
        for (edge, expected) in found.edges.iter().zip([1.1, 6.325, 11.55, 16.775, 22.0]) {
            assert!((edge - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn whole_numbers_have_bins_around_them() {
        let depths: Vec<f64> = (0..1_000).map(|i| f64::from(i % 6 + 1)).collect();
        let found = histogram(&depths, None).unwrap();
        assert_eq!(found.edges, [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5]);
        let large: Vec<f64> = (0..8).map(|i| f64::from(i) * 100.0).collect();
        let found = histogram(&large, None).unwrap();
        assert!(
            found.edges.iter().all(|edge| (edge - 0.5).fract() == 0.0),
            "{found:?}"
        );
    }

    #[test]
    fn one_value_is_in_the_middle_of_one_bin() {
        for value in [0.0, 2.0, -7.25, 1e300] {
            let found = histogram(&[value; 3], None).unwrap();
            assert_eq!(found.counts.iter().sum::<u32>(), 3);
            let filled = found.bin_of(value).unwrap();
            assert_eq!(found.counts[filled], 3, "{found:?}");
        }
        assert_eq!(histogram(&[f64::NAN, f64::INFINITY], None), None);
    }

    #[test]
    fn one_far_off_makes_no_more_bins_than_can_be_drawn() {
        let mut numbers: Vec<f64> = (0..1_000).map(|i| f64::from(i) / 1_000.0).collect();
        numbers.push(1e12);
        assert!(histogram(&numbers, None).unwrap().counts.len() <= BINS_AT_MOST);
    }

    proptest! {
        #[test]
        fn every_finite_number_is_in_the_one_bin_whose_edges_are_around_it(
            numbers in prop::collection::vec(prop_oneof![any::<f64>(), (-9_i32..9).prop_map(f64::from), -1.0..1.0], 0..80),
            bins in prop::option::of(0_usize..300),
        ) {
            let finite = numbers.iter().filter(|number| number.is_finite()).count();
            let Some(found) = histogram(&numbers, bins) else {
                prop_assert_eq!(finite, 0);
                return Ok(());
            };
            prop_assert!(found.edges.windows(2).all(|ends| ends[0] < ends[1]), "{:?}", found.edges);
            prop_assert!((1..=BINS_AT_MOST).contains(&found.counts.len()));
            prop_assert_eq!(found.edges.len(), found.counts.len() + 1);
            prop_assert_eq!(found.counts.iter().sum::<u32>() as usize, finite);
            for number in numbers.iter().filter(|number| number.is_finite()) {
                let bin = found.bin_of(*number).unwrap();
                prop_assert!(found.edges[bin] <= *number && *number <= found.edges[bin + 1]);
            }
        }
    }
}

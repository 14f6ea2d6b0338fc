//! How densely numbers lie.

use std::f64::consts::PI;

use super::quantiles::{quantile, sorted_finite};

/// Up to so many numbers the density is summed exactly; more are first shared out to the places where it is wanted.
const EXACT_AT_MOST: usize = 1_000;

/// From the middle of a kernel to where it no longer counts, in standard deviations.
const REACH: f64 = 6.0;

/// The least count of places at which a density is worked out.
const LEAST_PLACES: usize = 2;

/// How densely numbers lie at places that are equally far apart, from the least number to the greatest.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// How many finite numbers there were.
    pub count: usize,
    /// The standard deviation of the kernel, in the unit of the numbers.
    pub bandwidth: f64,
    /// The places.
    pub at: Vec<f64>,
    /// The share of the numbers per unit, at each place.
    pub density: Vec<f64>,
}

/// Silverman's rule of thumb for the width of a Gaussian kernel: 0.9 times the lesser of the standard deviation and the
/// distance between the quartiles over 1.34, times the count to the power of −1/5 ("Density estimation", 1986, 3.31).
///
/// `None` where fewer than two of the numbers are finite, or all are the same.
pub fn silverman_bandwidth(numbers: &[f64]) -> Option<f64> {
    bandwidth_of(&sorted_finite(numbers))
}

fn bandwidth_of(sorted: &[f64]) -> Option<f64> {
    let count = sorted.len() as f64;
    if count < 2.0 {
        return None;
    }
    let mean: f64 = sorted.iter().map(|number| number / count).sum();
    let variance: f64 = sorted.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let between = (quantile(sorted, 0.75)? - quantile(sorted, 0.25)?) / 1.34;
    // Where half of the numbers are the same, their quartiles say nothing of the others.
    let deviation = variance.sqrt();
    let spread = if between > 0.0 {
        deviation.min(between)
    } else {
        deviation
    };
    let bandwidth = 0.9 * spread * count.powf(-0.2);
    (bandwidth.is_finite() && bandwidth > 0.0).then_some(bandwidth)
}

/// How densely the finite ones of the numbers lie, at `places` (2 at least) places, by a Gaussian kernel of Silverman's
/// width; `None` where [`silverman_bandwidth`] is, and where the numbers are further apart than an `f64` can say.
pub fn density(numbers: &[f64], places: usize) -> Option<Density> {
    let sorted = sorted_finite(numbers);
    let bandwidth = bandwidth_of(&sorted)?;
    let (low, high) = (*sorted.first()?, *sorted.last()?);
    if !(high - low).is_finite() {
        return None;
    }
    let steps = places.max(LEAST_PLACES) - 1;
    let apart = (high - low) / steps as f64;
    let at: Vec<f64> = (0..=steps).map(|step| low + apart * step as f64).collect();
    let density = if sorted.len() <= EXACT_AT_MOST {
        let whole = sorted.iter().map(|number| (*number, 1.0));
        summed(whole, &at, apart, bandwidth, sorted.len())
    } else {
        let shares = shared_out(&sorted, low, apart, at.len());
        let shares = at.iter().copied().zip(shares).filter(|(_, share)| *share > 0.0);
        summed(shares, &at, apart, bandwidth, sorted.len())
    };
    Some(Density {
        count: sorted.len(),
        bandwidth,
        at,
        density,
    })
}

/// How many numbers lie at each place, one between two places counting for both by how near it is to them.
fn shared_out(sorted: &[f64], low: f64, apart: f64, places: usize) -> Vec<f64> {
    let mut shares = vec![0.0; places];
    for number in sorted {
        let place = (number - low) / apart;
        let below = whole(place.floor()).min(places.saturating_sub(1));
        let part = place - below as f64;
        if let Some(share) = shares.get_mut(below) {
            *share += 1.0 - part;
        }
        if let Some(share) = shares.get_mut(below + 1) {
            *share += part;
        }
    }
    shares
}

/// The sum of kernels around weighted numbers, which come in increasing order, at each place.
fn summed(
    numbers: impl Iterator<Item = (f64, f64)>,
    at: &[f64],
    apart: f64,
    bandwidth: f64,
    count: usize,
) -> Vec<f64> {
    let mut density = vec![0.0; at.len()];
    let low = at.first().copied().unwrap_or_default();
    let height = 1.0 / (count as f64 * bandwidth * (2.0 * PI).sqrt());
    for (number, weight) in numbers {
        let first = whole(((number - low - REACH * bandwidth) / apart).floor());
        let last = whole(((number - low + REACH * bandwidth) / apart).ceil());
        let near = at.iter().zip(&mut density).take(last + 1).skip(first);
        for (place, sum) in near {
            let distance = (place - number) / bandwidth;
            *sum += weight * height * (-0.5 * distance * distance).exp();
        }
    }
    density
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list; a float cast saturates"
)]
fn whole(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn are_close(got: &[f64], expected: &[f64], slack: f64) -> bool {
        got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| (a - b).abs() <= slack)
    }

    #[test]
    fn density_is_that_of_scipy_with_silvermans_width() {
        // numpy and scipy.stats.norm.pdf((at - numbers) / width).sum() / count / width
        let numbers = [1.0, 2.0, 2.5, 3.0, 7.0, 8.0, 8.5, 20.0];
        let found = density(&numbers, 5).unwrap();
        assert!((found.bandwidth - 2.547_930_387_406_614_4).abs() < 1e-12);
        assert_eq!(found.at, [1.0, 5.75, 10.5, 15.25, 20.0]);
        let expected = [
            0.070_463_091_204_823,
            0.071_213_577_330_440,
            0.034_606_778_973_061,
            0.004_474_091_626_464,
            0.019_572_958_989_903,
        ];
        assert!(are_close(&found.density, &expected, 1e-9), "{found:?}");
    }

    #[test]
    fn one_value_has_no_density() {
        assert_eq!(density(&[], 10), None);
        assert_eq!(density(&[3.0], 10), None);
        assert_eq!(density(&[3.0, 3.0, f64::NAN], 10), None);
        assert_eq!(density(&[f64::MIN, f64::MAX], 10), None);
    }

    #[test]
    fn numbers_that_are_mostly_the_same_still_have_a_width() {
        let numbers = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 9.0];
        assert!(silverman_bandwidth(&numbers).unwrap() > 0.0);
    }

    #[test]
    fn many_numbers_have_nearly_the_density_of_each_by_itself() {
        let numbers: Vec<f64> = (0..5_000)
            .map(|i| (f64::from(i) * 0.754_877).fract().powi(2) * 10.0)
            .collect();
        let found = density(&numbers, 256).unwrap();
        let sorted = sorted_finite(&numbers);
        let whole = sorted.iter().map(|number| (*number, 1.0));
        let apart = found.at[1] - found.at[0];
        let exact = summed(whole, &found.at, apart, found.bandwidth, sorted.len());
        let highest = exact.iter().copied().fold(0.0, f64::max);
        assert!(are_close(&found.density, &exact, 0.005 * highest));
    }

    proptest! {
        #[test]
        fn a_density_is_finite_never_negative_and_holds_at_most_everything(
            numbers in prop::collection::vec(-1e6..1e6, 0..2_000), places in 0_usize..200,
        ) {
            let Some(found) = density(&numbers, places) else { return Ok(()) };
            prop_assert!(found.density.iter().all(|density| density.is_finite() && *density >= 0.0));
            prop_assert_eq!(found.at.len(), places.max(2));
            if places > 50 {
                let apart = found.at[1] - found.at[0];
                let all: f64 = found.density.windows(2).map(|ends| f64::midpoint(ends[0], ends[1]) * apart).sum();
                // A kernel narrower than the places are apart may be caught at its top.
                let slack = 1.0 + apart / found.bandwidth;
                prop_assert!(all <= slack, "{all}");
            }
        }
    }
}

//! Smoothing by how far apart the points lie along the axis, so that unevenly logged lines are smoothed evenly.

use std::ops::Range;

/// A Gaussian kernel is cut off at so many standard deviations: what is beyond weighs less than a three-thousandth.
const REACH: f64 = 4.0;
/// Nodes of the grid in a standard deviation.
const NODES: f64 = 8.0;
/// A node of the grid costs less than a kernel's exponential.
const NODES_FOR_A_PAIR: usize = 8;

/// For each finite value the mean of the finite values at most half of `width` away.
///
/// Each value is added twice at most, however wide it is, and never subtracted: a huge value leaves nothing behind.
pub(super) fn running_mean(width: f64, x: &[f64], y: &[f64]) -> Vec<f64> {
    let reach = width / 2.0;
    // The window is parted in two: sums from each point before `part` up to it, and one sum from it on.
    let (mut window, mut part) = (0..0, 0);
    let mut before: Vec<Sum> = Vec::new();
    let mut after = Sum::default();
    let smoothed = x.iter().zip(y).map(|(center, value)| {
        while x.get(window.end).is_some_and(|x| x - center <= reach) {
            after = after.and(Sum::of(y.get(window.end)));
            window.end += 1;
        }
        while x.get(window.start).is_some_and(|x| center - x > reach) {
            if window.start >= part {
                let values = y.get(window.start..window.end).unwrap_or_default();
                let sums = values.iter().rev().scan(Sum::default(), |sum, value| {
                    *sum = Sum::of(Some(value)).and(*sum);
                    Some(*sum)
                });
                before.clear();
                before.extend(sums);
                part = window.end;
                after = Sum::default();
            }
            before.pop();
            window.start += 1;
        }
        if value.is_finite() {
            before.last().copied().unwrap_or_default().and(after).mean()
        } else {
            *value
        }
    });
    let mut smoothed: Vec<f64> = smoothed.collect();
    smoothed.extend_from_slice(y.get(smoothed.len()..).unwrap_or_default());
    smoothed
}

/// Finite values and how many they are.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    value: f64,
    count: f64,
}

impl Sum {
    fn of(value: Option<&f64>) -> Self {
        value
            .filter(|value| value.is_finite())
            .map_or_else(Self::default, |value| Self {
                value: *value,
                count: 1.0,
            })
    }

    fn and(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            count: self.count + other.count,
        }
    }

    fn mean(self) -> f64 {
        self.value / self.count
    }
}

/// For each finite value the mean of the finite values around it, weighed by a Gaussian kernel with this standard
/// deviation.
///
/// Where many points lie in reach of each other they are put on a grid first, so that the cost does not grow with the
/// kernel; what that changes is below a thousandth of the values' spread.
pub(super) fn gaussian(deviation: f64, x: &[f64], y: &[f64]) -> Vec<f64> {
    let mut smoothed = y.to_vec();
    let mut start = 0;
    while start < x.len() {
        // Points out of reach of all before them have nothing to do with them.
        let rest = x.get(start..).unwrap_or_default();
        let apart = |(a, b): (&f64, &f64)| b - a > REACH * deviation;
        let end = (rest.iter().zip(rest.iter().skip(1)).position(apart)).map_or(x.len(), |at| start + at + 1);
        let (x, y) = (
            x.get(start..end).unwrap_or_default(),
            y.get(start..end).unwrap_or_default(),
        );
        if let Some(smoothed) = smoothed.get_mut(start..end) {
            smooth_together(deviation, x, y, smoothed);
        }
        start = end;
    }
    smoothed
}

fn smooth_together(deviation: f64, x: &[f64], y: &[f64], smoothed: &mut [f64]) {
    let (Some(first), Some(last)) = (x.first(), x.last()) else {
        return;
    };
    let nodes = (last - first) / deviation * NODES;
    let cost_of_grid = nodes * 2.0 * REACH * NODES;
    let mut pairs = 0;
    let is_few = windows(x, REACH * deviation).all(|window| {
        pairs += window.len();
        (pairs * NODES_FOR_A_PAIR) as f64 <= cost_of_grid || pairs <= 2 * x.len()
    });
    if is_few {
        exactly(deviation, x, y, smoothed);
    } else {
        on_a_grid(deviation, x, y, smoothed);
    }
}

fn exactly(deviation: f64, x: &[f64], y: &[f64], smoothed: &mut [f64]) {
    for ((window, center), smoothed) in windows(x, REACH * deviation).zip(x).zip(smoothed) {
        if !smoothed.is_finite() {
            continue;
        }
        let (mut sum, mut weights) = (0.0, 0.0);
        let x = x.get(window.clone()).unwrap_or_default();
        for (x, y) in x.iter().zip(y.get(window).unwrap_or_default()) {
            if y.is_finite() {
                let distance = (x - center) / deviation;
                let weight = (-0.5 * distance * distance).exp();
                sum += weight * y;
                weights += weight;
            }
        }
        *smoothed = sum / weights;
    }
}

/// For each point the range of those in reach of it.
fn windows(x: &[f64], reach: f64) -> impl Iterator<Item = Range<usize>> {
    let mut window = 0..0;
    x.iter().map(move |center| {
        while x.get(window.end).is_some_and(|x| x - center <= reach) {
            window.end += 1;
        }
        while x.get(window.start).is_some_and(|x| center - x > reach) {
            window.start += 1;
        }
        window.clone()
    })
}

/// Puts each point on the two nodes beside it, smooths the nodes, and reads each point off the two nodes beside it
/// (linear binning: Wand, Journal of Computational and Graphical Statistics 3, 1994).
fn on_a_grid(deviation: f64, x: &[f64], y: &[f64], smoothed: &mut [f64]) {
    let (Some(first), Some(last)) = (x.first().copied(), x.last().copied()) else {
        return;
    };
    let apart = deviation / NODES;
    let place = |x: f64| {
        let place = (x - first) / apart;
        (floor(place), place - place.floor())
    };
    let mut grid = vec![Sum::default(); place(last).0 + 2];
    for (x, y) in x.iter().zip(y) {
        let (node, share) = place(*x);
        if let (true, Some([left, right])) = (y.is_finite(), grid.get_mut(node..node + 2)) {
            *left = left.and(weighed(*y, 1.0 - share));
            *right = right.and(weighed(*y, share));
        }
    }
    // Both ways to and from the nodes smooth a little themselves.
    let left_over = deviation * deviation - apart * apart / 3.0;
    let reach = floor((REACH * NODES).ceil());
    let kernel: Vec<f64> = (0..=2 * reach)
        .map(|node| (node as f64 - reach as f64) * apart)
        .map(|distance| (-0.5 * distance * distance / left_over).exp())
        .collect();
    let mean_at = |node: usize| {
        let nodes = grid.get(node.saturating_sub(reach)..).unwrap_or_default();
        let kernel = kernel.get(reach.saturating_sub(node)..).unwrap_or_default();
        let sums = nodes.iter().zip(kernel);
        sums.fold(Sum::default(), |sum, (node, weight)| Sum {
            value: sum.value + weight * node.value,
            count: sum.count + weight * node.count,
        })
    };
    let means: Vec<Sum> = (0..grid.len()).map(mean_at).collect();
    for (x, smoothed) in x.iter().zip(smoothed) {
        let (node, share) = place(*x);
        if let (true, Some([left, right])) = (smoothed.is_finite(), means.get(node..node + 2)) {
            let weigh = |sum: &Sum, share: f64| Sum {
                value: sum.value * share,
                count: sum.count * share,
            };
            *smoothed = weigh(left, 1.0 - share).and(weigh(right, share)).mean();
        }
    }
}

fn weighed(value: f64, weight: f64) -> Sum {
    Sum {
        value: value * weight,
        count: weight,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places on the grid are not negative, and a float cast saturates"
)]
fn floor(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAN: f64 = f64::NAN;

    /// By looking at each pair of points.
    fn plainly(x: &[f64], y: &[f64], weight: &dyn Fn(f64) -> f64) -> Vec<f64> {
        let smoothed = x.iter().zip(y).map(|(center, value)| {
            if !value.is_finite() {
                return *value;
            }
            let near = x.iter().zip(y).filter(|(_, y)| y.is_finite());
            let (sum, weights) = near.fold((0.0, 0.0), |(sum, weights), (x, y)| {
                let weight = weight((x - center).abs());
                (sum + weight * y, weights + weight)
            });
            sum / weights
        });
        smoothed.collect()
    }

    fn near(found: &[f64], wanted: &[f64], tolerance: f64) -> bool {
        found.len() == wanted.len()
            && (found.iter().zip(wanted))
                .all(|(a, b)| a.to_bits() == b.to_bits() || (a - b).abs() <= tolerance)
    }

    fn line() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
        let y = prop_oneof![8 => -1.0..1.0, 1 => Just(NAN), 1 => Just(f64::NEG_INFINITY)];
        let apart = prop_oneof![4 => 0.0..1.0, 2 => Just(0.0), 1 => 0.0..60.0];
        prop::collection::vec((apart, y), 0..150).prop_map(|points| {
            let mut x = 0.0;
            let places = points.iter().map(|(apart, _)| {
                x += apart;
                x
            });
            (places.collect(), points.iter().map(|(_, y)| *y).collect())
        })
    }

    #[test]
    fn a_running_mean_takes_what_is_half_its_width_away() {
        let x = [0.0, 1.0, 2.0, 4.0, 4.5];
        let y = [1.0, 3.0, NAN, 5.0, 7.0];
        let found = running_mean(2.0, &x, &y);
        assert!(near(&found, &[2.0, 2.0, NAN, 6.0, 6.0], 0.0), "{found:?}");
    }

    #[test]
    fn a_huge_value_leaves_nothing_behind() {
        let x: Vec<f64> = (0..9).map(f64::from).collect();
        let y = [1e300, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
        assert_eq!(running_mean(2.0, &x, &y)[2..], [1.0; 7]);
    }

    #[test]
    fn a_gaussian_mean_of_two_points_is_weighed_by_their_distance() {
        // exp(-1/2) = 0.60653…; a point that is far off does not count.
        let found = gaussian(1.0, &[0.0, 1.0, 50.0], &[0.0, 1.0, 9.0]);
        let wanted = [0.377_540_668_798_145_4, 0.622_459_331_201_854_6, 9.0];
        assert!(near(&found, &wanted, 1e-15), "{found:?}");
    }

    #[test]
    fn a_wide_kernel_over_many_points_costs_no_more_than_a_narrow_one() {
        let x: Vec<f64> = (0..200_000).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| (x / 30_000.0).sin()).collect();
        let smoothed = gaussian(3_000.0, &x, &y);
        // A sine is only made flatter, by exp(−σ²/2).
        let flatter = (-0.5_f64 * 0.01).exp();
        assert!((smoothed[100_000] - flatter * y[100_000]).abs() < 1e-3);
    }

    proptest! {
        #[test]
        fn a_running_mean_is_that_of_looking_at_each_pair((x, y) in line(), width in 0.1..50.0) {
            let wanted = plainly(&x, &y, &|distance| if distance <= width / 2.0 { 1.0 } else { 0.0 });
            prop_assert!(near(&running_mean(width, &x, &y), &wanted, 1e-12));
        }

        #[test]
        fn a_gaussian_mean_is_that_of_looking_at_each_pair((x, y) in line(), deviation in 0.1..30.0) {
            let wanted = plainly(&x, &y, &|distance: f64| f64::exp(-0.5 * f64::powi(distance / deviation, 2)));
            // What is beyond the reach, of at most 150 points.
            let mut exact = y.clone();
            exactly(deviation, &x, &y, &mut exact);
            prop_assert!(near(&exact, &wanted, 0.05));
            let mut gridded = y.clone();
            on_a_grid(deviation, &x, &y, &mut gridded);
            prop_assert!(near(&gridded, &exact, 0.01), "{gridded:?} {exact:?}");
            prop_assert!(near(&gaussian(deviation, &x, &y), &exact, 0.01));
        }
    }
}

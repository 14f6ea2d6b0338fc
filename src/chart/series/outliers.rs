//! A line without its rarest values.

use super::quantile::quantile;
use super::trace::Trace;

/// Of each line so much is left out at either end.
const SHARE: f64 = 0.05;

/// The line without the points below its 5th or above its 95th percentile, as the official UI leaves them out: what is
/// on either side of them is joined. Gaps stay gaps, and count for nothing.
pub fn clip_outliers(trace: &Trace) -> Trace {
    let mut finite: Vec<f64> = trace.y().iter().copied().filter(|y| y.is_finite()).collect();
    let low = quantile(&mut finite, SHARE);
    let Some((low, high)) = low.zip(quantile(&mut finite, 1.0 - SHARE)) else {
        return trace.clone();
    };
    trace.retain(|y| !y.is_finite() || (low..=high).contains(&y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_percentiles_is_left_out_and_gaps_stay() {
        // Of 0 to 20 the 5th percentile is 1 and the 95th is 19.
        let mut y: Vec<f64> = (0..=20).map(f64::from).collect();
        y.insert(3, f64::NAN);
        y.insert(9, f64::INFINITY);
        let x: Vec<f64> = (0..y.len()).map(|i| i as f64).collect();
        let clipped = clip_outliers(&Trace::new(x, y));
        assert_eq!(clipped.len(), 21);
        assert_eq!(clipped.y_extent(None), Some((1.0, 19.0)));
        assert_eq!((clipped.x()[0], clipped.origin(0)), (1.0, 1));
        assert!(clipped.y()[2].is_nan() && clipped.y()[8].is_infinite());
    }

    #[test]
    fn a_line_that_never_changes_or_has_no_value_is_left_whole() {
        assert_eq!(clip_outliers(&Trace::new([0.0, 1.0], [5.0, 5.0])).len(), 2);
        assert_eq!(clip_outliers(&Trace::new([0.0], [f64::NAN])).len(), 1);
        assert!(clip_outliers(&Trace::new([], [])).is_empty());
    }
}

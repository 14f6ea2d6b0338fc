use super::*;
use proptest::prelude::*;

const X: [f64; 12] = [2.0, 3.5, 1.0, 7.0, 4.25, 4.25, 9.0, 0.5, 6.0, 5.0, 3.0, 8.0];
const Y: [f64; 12] = [1.0, 2.0, 1.5, 9.0, 3.0, 2.5, 30.0, 0.1, 5.0, 6.0, 1.75, 11.0];

fn value(kind: CorrelationKind, x: &[f64], y: &[f64]) -> f64 {
    correlation(kind, x, y).unwrap().value
}

/// The same numbers from 0 to 1 as the script that asked `SciPy`.
fn noise(index: u64) -> f64 {
    Random::new(index.wrapping_sub(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).share()
}

#[test]
fn correlations_are_those_of_scipy() {
    // `scipy.stats.pearsonr`, `spearmanr`.
    assert!((value(CorrelationKind::Pearson, &X, &Y) - 0.804_140_930_766_529).abs() < 1e-12);
    assert!((value(CorrelationKind::Spearman, &X, &Y) - 0.984_239_688_015_376_5).abs() < 1e-12);
}

#[test]
fn ranks_are_those_of_scipy() {
    // `scipy.stats.rankdata`: the two of 4.25 share 6 and 7.
    let expected = [3.0, 5.0, 2.0, 10.0, 6.5, 6.5, 12.0, 1.0, 9.0, 8.0, 4.0, 11.0];
    assert!(
        ranks(&X)
            .iter()
            .zip(expected)
            .all(|(rank, expected)| (rank - expected).abs() < 1e-12)
    );
}

#[test]
fn intervals_are_about_those_of_scipy() {
    let x: Vec<f64> = (0..60).map(noise).collect();
    let y: Vec<f64> = (0..60).map(|i| noise(i) + 0.5 * noise(1000 + i)).collect();
    // `scipy.stats.bootstrap`, method="percentile", 4,000 resamples, which ranks each resample anew.
    let expected = [
        (CorrelationKind::Pearson, 0.907_298_390_782_485_1, [0.871, 0.937]),
        (CorrelationKind::Spearman, 0.914_642_956_376_771_4, [0.862, 0.939]),
    ];
    for (kind, expected, [low, high]) in expected {
        let found = correlation(kind, &x, &y).unwrap();
        let interval = found.interval.unwrap();
        assert!((found.value - expected).abs() < 1e-12, "{kind:?}: {found:?}");
        assert!(
            (interval[0] - low).abs() < 0.02 && (interval[1] - high).abs() < 0.02,
            "{kind:?}: {found:?}"
        );
    }
}

#[test]
fn a_column_that_never_changes_goes_together_with_nothing() {
    for kind in [CorrelationKind::Pearson, CorrelationKind::Spearman] {
        assert_eq!(correlation(kind, &[0.1; 12], &Y), None);
        assert_eq!(correlation(kind, &X, &[1e300; 12]), None);
        assert_eq!(correlation(kind, &[1.0], &[2.0]), None);
        assert_eq!(correlation(kind, &[], &[]), None);
    }
}

#[test]
fn only_pairs_of_finite_numbers_count() {
    let x = [1.0, f64::NAN, 2.0, f64::INFINITY, 3.0];
    let y = [1.0, 5.0, 2.5, 7.0, f64::NEG_INFINITY];
    let found = correlation(CorrelationKind::Pearson, &x, &y).unwrap();
    assert_eq!((found.pairs, found.interval), (2, None));
    assert!((found.value - 1.0).abs() < 1e-12);
}

#[test]
fn the_largest_numbers_do_not_overflow() {
    let x = [f64::MAX, f64::MIN, 0.0, 1.0, 2.0, f64::MAX];
    assert!((value(CorrelationKind::Pearson, &x, &x) - 1.0).abs() < 1e-12);
    let tiny = [5e-324, 1e-323, 0.0, 2e-323];
    assert!((value(CorrelationKind::Pearson, &tiny, &tiny) - 1.0).abs() < 1e-9);
}

proptest! {
    #[test]
    fn a_correlation_lies_in_its_range_and_is_the_same_both_ways_and_in_any_order(
        pairs in prop::collection::vec((-1e6..1e6, -1e6..1e6), 2..40), seed: u64,
    ) {
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let mut shuffled = pairs;
        Random::new(seed).shuffle(&mut shuffled);
        let (other_x, other_y): (Vec<f64>, Vec<f64>) = shuffled.into_iter().unzip();
        for kind in [CorrelationKind::Pearson, CorrelationKind::Spearman] {
            let found = correlation(kind, &x, &y);
            prop_assert_eq!(found, correlation(kind, &other_x, &other_y));
            let Some(found) = found else { continue };
            prop_assert!((-1.0..=1.0).contains(&found.value));
            prop_assert!((found.value - value(kind, &y, &x)).abs() < 1e-9);
            if let Some([low, high]) = found.interval {
                prop_assert!(-1.0 <= low && low <= high && high <= 1.0);
            }
        }
    }

    #[test]
    fn spearman_sees_the_order_only(x in prop::collection::vec(-20.0..20.0, 3..40)) {
        let y: Vec<f64> = x.iter().map(|x: &f64| x.exp()).collect();
        if let Some(found) = correlation(CorrelationKind::Spearman, &x, &y) {
            prop_assert!((found.value - 1.0).abs() < 1e-9);
        }
    }
}

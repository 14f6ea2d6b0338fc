use std::f64::consts::PI;

use super::*;
use proptest::prelude::*;

fn noise(index: usize) -> f64 {
    Random::new((index as u64).wrapping_sub(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).share()
}

fn numbers(name: &str, values: Vec<f64>) -> ExplainingColumn {
    ExplainingColumn {
        name: name.into(),
        values: ExplainingValues::Numbers(values),
    }
}

fn report(target: &[f64], columns: Vec<ExplainingColumn>) -> ImportanceReport {
    let mut task = ImportanceTask::new(target, columns);
    let mut before = task.progress();
    while task.step() {
        assert!(task.progress() >= before && task.progress() <= 1.0);
        before = task.progress();
    }
    assert!(task.progress() >= 1.0);
    task.report()
}

fn importance(report: &ImportanceReport, name: &str) -> Importance {
    let column = report.columns.iter().find(|column| &*column.name == name);
    column.unwrap().importance.unwrap()
}

/// Friedman's first problem: a product, a square, a line, and a column of noise.
fn friedman(runs: usize) -> (Vec<f64>, Vec<ExplainingColumn>) {
    let at = |run: usize, column: usize| noise(10 * run + column);
    let target = |run: usize| {
        10.0 * (PI * at(run, 0) * at(run, 1)).sin() + 20.0 * (at(run, 2) - 0.5).powi(2) + 10.0 * at(run, 3)
    };
    let columns = ["a", "b", "c", "d", "noise"].into_iter().enumerate();
    let columns = columns.map(|(column, name)| numbers(name, (0..runs).map(|run| at(run, column)).collect()));
    ((0..runs).map(target).collect(), columns.collect())
}

#[test]
fn a_forest_explains_and_weighs_about_as_scikit_learns_does() {
    let (target, columns) = friedman(300);
    let report = report(&target, columns);
    // `RandomForestRegressor(200, max_features=2, min_samples_split=6, oob_score=True)`, mean of three seeds; each column
    // shuffled ten times among the rows that a tree has not drawn.
    let expected = [
        ("a", 0.432),
        ("b", 0.464),
        ("c", 0.067),
        ("d", 0.628),
        ("noise", 0.005),
    ];
    let r2 = report.r2.unwrap();
    assert!((r2 - 0.860).abs() < 0.03, "{r2}");
    for (name, expected) in expected {
        let found = importance(&report, name);
        assert!((found.mean - expected).abs() < 0.06, "{name}: {found:?}");
        assert!(found.deviation < 0.06, "{name}: {found:?}");
    }
    assert!(importance(&report, "noise").mean.abs() < 0.02);
    assert_eq!(report.runs, 300);
}

#[test]
fn the_column_that_decides_is_first_also_where_it_is_of_words() {
    let runs = 150;
    let words = (0..runs)
        .map(|run| Some(u32::try_from(run * 7 % 5).unwrap()))
        .collect::<Vec<_>>();
    let target: Vec<f64> = words
        .iter()
        .enumerate()
        .map(|(run, word)| [3.0, -1.0, 9.0, 0.0, 4.0][word.unwrap() as usize] + noise(run))
        .collect();
    let columns = vec![
        numbers("depth", (0..runs).map(|run| noise(5000 + run)).collect()),
        ExplainingColumn {
            name: "kind".into(),
            values: ExplainingValues::Categories(words),
        },
        // Another word in each run: it tells apart what a tree has seen, and nothing else.
        ExplainingColumn {
            name: "path".into(),
            values: ExplainingValues::Categories((0..150).map(Some).collect()),
        },
    ];
    let report = report(&target, columns);
    assert!(report.r2.unwrap() > 0.8, "{report:?}");
    assert!(importance(&report, "kind").mean > 0.8);
    assert!(importance(&report, "depth").mean.abs() < 0.06 && importance(&report, "path").mean.abs() < 0.06);
    assert!(
        report
            .columns
            .iter()
            .all(|column| column.pearson.is_some() == (&*column.name == "depth"))
    );
}

#[test]
fn noise_explains_nothing_and_says_so() {
    let target: Vec<f64> = (0..200).map(|run| noise(run + 9000)).collect();
    let columns = (0..4).map(|column| {
        numbers(
            &format!("c{column}"),
            (0..200).map(|run| noise(run * 10 + column)).collect(),
        )
    });
    let report = report(&target, columns.collect());
    assert!(report.r2.unwrap() < 0.05, "{report:?}");
    assert!(
        report
            .columns
            .iter()
            .all(|column| column.importance.unwrap().mean.abs() < 0.1)
    );
}

#[test]
fn runs_without_the_metric_are_left_out_and_missing_params_are_a_value_of_their_own() {
    let runs = 120;
    let is_missing = |run: usize| run.is_multiple_of(3);
    let depth = (0..runs)
        .map(|run| if is_missing(run) { f64::NAN } else { noise(run) })
        .collect();
    let target: Vec<f64> = (0..runs)
        .map(|run| match run {
            0..10 => f64::NAN,
            _ if is_missing(run) => 5.0 + noise(300 + run),
            _ => noise(300 + run),
        })
        .collect();
    let report = report(&target, vec![numbers("depth", depth)]);
    assert_eq!(report.runs, 110);
    assert!(importance(&report, "depth").mean > 0.9, "{report:?}");
    let pairs = report.columns[0].pearson.unwrap().pairs;
    assert_eq!(pairs, (10..runs).filter(|run| !is_missing(*run)).count());
}

#[test]
fn the_largest_numbers_are_explained_like_small_ones() {
    let (target, columns) = friedman(60);
    let large: Vec<f64> = target.iter().map(|value| value * 2.0_f64.powi(1000)).collect();
    let (small, large) = (report(&target, columns.clone()), report(&large, columns));
    assert!((small.r2.unwrap() - large.r2.unwrap()).abs() < 1e-9);
}

#[test]
fn there_is_no_forest_where_there_is_nothing_to_learn() {
    let (target, columns) = friedman(IMPORTANCE_LEAST_RUNS - 1);
    let few = report(&target, columns);
    assert_eq!(few.r2, None);
    assert!(
        few.columns
            .iter()
            .all(|column| column.importance.is_none() && column.spearman.is_some())
    );
    let (target, _) = friedman(50);
    let constant = report(&target, vec![numbers("depth", vec![3.0; 50])]);
    assert_eq!(
        (
            constant.r2,
            constant.columns[0].importance,
            constant.columns[0].spearman
        ),
        (None, None, None)
    );
    assert_eq!(report(&[0.5; 50], friedman(50).1).r2, None);
    assert_eq!(report(&[], Vec::new()).columns, []);
    assert_eq!(report(&[f64::NAN; 4], vec![numbers("a", vec![1.0; 4])]).runs, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn runs_and_columns_in_another_order_give_the_same_report(seed: u64, runs in 12_usize..50) {
        let (target, columns) = friedman(runs);
        let expected = report(&target, columns.clone());
        let mut random = Random::new(seed);
        let mut order: Vec<usize> = (0..runs).collect();
        random.shuffle(&mut order);
        let mut columns: Vec<ExplainingColumn> = columns
            .into_iter()
            .map(|column| ExplainingColumn { values: column.values.of_rows(&order), ..column })
            .collect();
        random.shuffle(&mut columns);
        let target: Vec<f64> = order.iter().map(|row| target[*row]).collect();
        prop_assert_eq!(report(&target, columns), expected);
    }
}

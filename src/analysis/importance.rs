//! Which columns matter to a metric.
//!
//! Two answers side by side. Correlation says how far a column and the metric rise and fall together. Importance says how
//! much worse a random forest gets at telling the metric of runs that it has not seen when the column is shuffled among
//! them: it sees curves and what columns do together, and says nothing of their direction.

use std::sync::Arc;

use super::correlation::{Correlation, CorrelationKind, correlation};
use super::forest::{Feature, Tree, bin_of};
use super::random::Random;

/// Trees of the forest.
pub const IMPORTANCE_TREES: usize = 200;
/// How often each column is shuffled.
pub const IMPORTANCE_SHUFFLES: usize = 10;
/// With fewer runs a forest can't learn anything that its own left-out runs could confirm.
pub const IMPORTANCE_LEAST_RUNS: usize = 10;
const SEED: u64 = 0xf0_4e57;

/// What a column holds, a place for each run.
#[derive(Clone, Debug, PartialEq)]
pub enum ExplainingValues {
    /// Numbers; NaN where there is none.
    Numbers(Vec<f64>),
    /// Words, as numbers that are the same for equal ones.
    Categories(Vec<Option<u32>>),
}

/// A column that may explain the metric.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainingColumn {
    /// Its name, unlike any other's.
    pub name: Arc<str>,
    /// Its values, as many as the metric has.
    pub values: ExplainingValues,
}

/// How much a forest's share of explained variance falls when a column is shuffled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Importance {
    /// The mean over all shufflings: 0 is of no use, and chance may take it a bit below.
    pub mean: f64,
    /// The standard deviation over the shufflings.
    pub deviation: f64,
}

/// What is known of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReport {
    /// Its name.
    pub name: Arc<str>,
    /// `None` where the column never changes, or there was no forest.
    pub importance: Option<Importance>,
    /// `None` of words, and where either column never changes.
    pub spearman: Option<Correlation>,
    /// As [`ColumnReport::spearman`].
    pub pearson: Option<Correlation>,
}

/// What is known of all columns.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportanceReport {
    /// In the order of their names.
    pub columns: Vec<ColumnReport>,
    /// How many runs had a finite number of the metric.
    pub runs: usize,
    /// The share of the metric's variance that the forest explains in runs that the trees have not drawn. 0 or less: it
    /// explains nothing. `None` where there was no forest: too few runs, a metric or only columns that never change.
    pub r2: Option<f64>,
}

/// The work of finding out, in pieces of some milliseconds.
///
/// The same runs and columns give the same report, in whatever order they come.
#[derive(Clone, Debug)]
pub struct ImportanceTask {
    target: Vec<f64>,
    columns: Vec<ExplainingColumn>,
    /// Of the columns that vary, and which these are.
    features: Vec<Feature>,
    varying: Vec<usize>,
    trees: Vec<Tree>,
    /// The sum and number of what trees say of each run that they have not drawn.
    told: Vec<(f64, u32)>,
    r2: Option<f64>,
    random: Random,
    correlations: Vec<[Option<Correlation>; 2]>,
    /// The falls of each varying column.
    falls: Vec<Vec<f64>>,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Correlate,
    Grow,
    Shuffle,
    Done,
}

impl ImportanceTask {
    /// Prepares to explain `target`. Runs without a finite number of it are left out.
    pub fn new(target: &[f64], mut columns: Vec<ExplainingColumn>) -> Self {
        columns.sort_by(|a, b| a.name.cmp(&b.name));
        let features: Vec<Feature> = columns.iter().map(|column| feature(&column.values)).collect();
        let mut rows: Vec<usize> = (0..target.len())
            .filter(|row| target.get(*row).is_some_and(|value| value.is_finite()))
            .collect();
        let key = |row: usize| target.get(row).copied().unwrap_or(f64::NAN) + 0.0;
        rows.sort_by(|a, b| {
            let bins = |row: usize| features.iter().map(move |feature| feature.bin(row));
            key(*a).total_cmp(&key(*b)).then_with(|| bins(*a).cmp(bins(*b)))
        });
        // Shares of variance don't ask for the unit, and squares of shares of the largest don't overflow.
        let largest = rows.iter().fold(0.0_f64, |most, row| most.max(key(*row).abs()));
        let unit = if largest > 0.0 { largest } else { 1.0 };
        let target: Vec<f64> = rows.iter().map(|row| key(*row) / unit).collect();
        for column in &mut columns {
            column.values = column.values.of_rows(&rows);
        }
        let features = features
            .into_iter()
            .map(|feature| feature.of_rows(&rows))
            .enumerate();
        let (varying, features) = features.filter(|(_, feature)| feature.varies()).unzip();
        Self {
            told: vec![(0.0, 0); target.len()],
            target,
            columns,
            features,
            varying,
            trees: Vec::new(),
            r2: None,
            random: Random::new(SEED),
            correlations: Vec::new(),
            falls: Vec::new(),
            stage: Stage::Correlate,
        }
    }

    /// Works on. Whether there is more to do.
    pub fn step(&mut self) -> bool {
        match self.stage {
            Stage::Correlate => self.correlate(),
            Stage::Grow => self.grow(),
            Stage::Shuffle => self.shuffle(),
            Stage::Done => {}
        }
        self.stage != Stage::Done
    }

    /// How much of the work is done, from 0 to 1.
    pub fn progress(&self) -> f64 {
        let columns = self.columns.len() + self.features.len();
        let done = self.correlations.len() + self.falls.len() + self.trees.len();
        if self.stage == Stage::Done {
            1.0
        } else {
            done as f64 / (columns + IMPORTANCE_TREES) as f64
        }
    }

    /// What was found until now.
    pub fn report(&self) -> ImportanceReport {
        let importance = |column: usize| {
            let place = self.varying.iter().position(|varying| *varying == column)?;
            importance_of(self.falls.get(place)?)
        };
        let correlated = |column: usize| self.correlations.get(column).copied().unwrap_or_default();
        let columns = self.columns.iter().enumerate().map(|(index, column)| {
            let [spearman, pearson] = correlated(index);
            ColumnReport {
                name: Arc::clone(&column.name),
                importance: importance(index),
                spearman,
                pearson,
            }
        });
        ImportanceReport {
            columns: columns.collect(),
            runs: self.target.len(),
            r2: self.r2,
        }
    }

    fn correlate(&mut self) {
        let Some(column) = self.columns.get(self.correlations.len()) else {
            let can_grow = self.target.len() >= IMPORTANCE_LEAST_RUNS
                && !self.features.is_empty()
                && self.target.first() != self.target.last();
            self.stage = if can_grow { Stage::Grow } else { Stage::Done };
            return;
        };
        let found = match &column.values {
            ExplainingValues::Numbers(numbers) => [CorrelationKind::Spearman, CorrelationKind::Pearson]
                .map(|kind| correlation(kind, numbers, &self.target)),
            ExplainingValues::Categories(_) => [None; 2],
        };
        self.correlations.push(found);
    }

    fn grow(&mut self) {
        if self.trees.len() == IMPORTANCE_TREES {
            self.r2 = self.r2_of(&self.told);
            self.stage = if self.r2.is_some() {
                Stage::Shuffle
            } else {
                Stage::Done
            };
            return;
        }
        let tree = Tree::grow(&self.features, &self.target, &mut self.random);
        for (row, value) in &tree.out_of_bag {
            add(&mut self.told, *row, *value);
        }
        self.trees.push(tree);
    }

    /// The share of variance explained, of the runs that any tree has not drawn.
    fn r2_of(&self, told: &[(f64, u32)]) -> Option<f64> {
        let pairs = || {
            let pairs = self.target.iter().zip(told).filter(|(_, (_, count))| *count > 0);
            pairs.map(|(value, (sum, count))| (*value, sum / f64::from(*count)))
        };
        let count = pairs().count() as f64;
        let mean = pairs().map(|(value, _)| value).sum::<f64>() / count;
        let spread: f64 = pairs().map(|(value, _)| (value - mean).powi(2)).sum();
        let error: f64 = pairs().map(|(value, told)| (value - told).powi(2)).sum();
        let share = 1.0 - error / spread;
        share.is_finite().then_some(share)
    }

    /// One more column, all of its shufflings.
    fn shuffle(&mut self) {
        let feature = self.falls.len();
        let (Some(column), Some(whole)) = (self.features.get(feature), self.r2) else {
            self.stage = Stage::Done;
            return;
        };
        // By the column's place among the names, so that each has its own shufflings.
        let mut random = Random::new(SEED ^ (feature as u64 + 1).wrapping_mul(0x9e37_79b9));
        let mut order: Vec<usize> = (0..self.target.len()).collect();
        let mut falls = Vec::with_capacity(IMPORTANCE_SHUFFLES);
        for _ in 0..IMPORTANCE_SHUFFLES {
            random.shuffle(&mut order);
            let mut told = self.told.clone();
            for tree in self.trees.iter().filter(|tree| tree.uses(feature)) {
                for (row, before) in &tree.out_of_bag {
                    let other = order.get(*row).copied().unwrap_or(*row);
                    let now = tree.predict(|asked| {
                        if asked == feature {
                            column.bin(other)
                        } else {
                            bin_of(&self.features, asked, *row)
                        }
                    });
                    if let Some((sum, _)) = told.get_mut(*row) {
                        *sum += now - before;
                    }
                }
            }
            falls.extend(self.r2_of(&told).map(|share| whole - share));
        }
        self.falls.push(falls);
    }
}

impl ExplainingValues {
    fn of_rows(&self, rows: &[usize]) -> Self {
        match self {
            Self::Numbers(numbers) => {
                let number = |row: &usize| numbers.get(*row).copied().unwrap_or(f64::NAN);
                Self::Numbers(rows.iter().map(number).collect())
            }
            Self::Categories(categories) => {
                let category = |row: &usize| categories.get(*row).copied().flatten();
                Self::Categories(rows.iter().map(category).collect())
            }
        }
    }
}

fn feature(values: &ExplainingValues) -> Feature {
    match values {
        ExplainingValues::Numbers(numbers) => Feature::of_numbers(numbers),
        ExplainingValues::Categories(categories) => Feature::of_categories(categories),
    }
}

fn add(told: &mut [(f64, u32)], row: usize, value: f64) {
    if let Some((sum, count)) = told.get_mut(row) {
        *sum += value;
        *count += 1;
    }
}

fn importance_of(falls: &[f64]) -> Option<Importance> {
    if falls.is_empty() {
        return None;
    }
    let count = falls.len() as f64;
    let mean = falls.iter().sum::<f64>() / count;
    let square: f64 = falls.iter().map(|fall| (fall - mean).powi(2)).sum();
    Some(Importance {
        mean,
        deviation: (square / (count - 1.0).max(1.0)).sqrt(),
    })
}

#[cfg(test)]
#[path = "importance_tests.rs"]
mod tests;

//! A random forest for regression, small and the same each time.
//!
//! Breiman's ("Random forests", 2001): each tree grows on as many rows as there are, drawn with replacement; each split
//! is the best one of a third of the columns by the squared error. Columns are put into at most 64 bins first, so that a
//! split costs one pass over the rows and no sorting. The categories of a column that has no order are ordered at each
//! split by the mean of the target among that node's drawn rows, which finds the best split into two sets (Fisher, 1958)
//! and lets a tree know nothing of the rows that it has not drawn.

use super::random::Random;

/// Bins of a column of numbers that has more distinct ones, the one for missing numbers not counted.
const NUMBER_BINS: usize = 64;
/// Bins of a column of categories: the most frequent ones, and one for all others.
const CATEGORY_BINS: usize = 64;
/// A node of fewer rows is not split, as in R's `randomForest`.
const LEAST_ROWS_TO_SPLIT: usize = 6;
/// What a split has to gain of a node's squared error: below are rounding errors.
const LEAST_GAIN: f64 = 1e-9;

/// The bin of what is missing. In a column of numbers it stands below the smallest.
const MISSING: u8 = 0;

/// A column, as a tree sees it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Feature {
    bins: Vec<u8>,
    count: usize,
    has_order: bool,
}

impl Feature {
    /// Of numbers; what is NaN is missing.
    pub(super) fn of_numbers(values: &[f64]) -> Self {
        let mut sorted: Vec<f64> = values
            .iter()
            .filter(|value| !value.is_nan())
            .map(|value| value + 0.0)
            .collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut distinct = sorted.clone();
        distinct.dedup();
        // The last of each bin.
        let ends = if distinct.len() <= NUMBER_BINS {
            distinct
        } else {
            let last = |bin: usize| {
                sorted
                    .get((bin * sorted.len() / NUMBER_BINS).saturating_sub(1))
                    .copied()
            };
            let mut ends: Vec<f64> = (1..=NUMBER_BINS).filter_map(last).collect();
            ends.dedup();
            ends
        };
        let bin = |value: &f64| {
            if value.is_nan() {
                MISSING
            } else {
                bin_at(1 + ends.partition_point(|end| end < value))
            }
        };
        Self {
            bins: values.iter().map(bin).collect(),
            count: ends.len() + 1,
            has_order: true,
        }
    }

    /// Of categories: equal numbers for equal ones.
    pub(super) fn of_categories(values: &[Option<u32>]) -> Self {
        let mut sorted: Vec<u32> = values.iter().copied().flatten().collect();
        sorted.sort_unstable();
        let mut counted: Vec<(usize, u32)> = sorted
            .chunk_by(|a, b| a == b)
            .filter_map(|equal| Some((equal.len(), *equal.first()?)))
            .collect();
        counted.sort_unstable_by_key(|(count, category)| (std::cmp::Reverse(*count), *category));
        counted.truncate(CATEGORY_BINS);
        let mut known: Vec<u32> = counted.into_iter().map(|(_, category)| category).collect();
        known.sort_unstable();
        let bin = |value: &Option<u32>| {
            value.map_or(MISSING, |category| {
                bin_at(1 + known.binary_search(&category).unwrap_or(known.len()))
            })
        };
        Self {
            bins: values.iter().map(bin).collect(),
            count: known.len() + 2,
            has_order: false,
        }
    }

    /// Whether two rows differ in it.
    pub(super) fn varies(&self) -> bool {
        self.bins.windows(2).any(|pair| pair.first() != pair.last())
    }

    /// These rows of it, in this order.
    pub(super) fn of_rows(&self, rows: &[usize]) -> Self {
        Self {
            bins: rows.iter().map(|row| self.bin(*row)).collect(),
            ..*self
        }
    }

    pub(super) fn bin(&self, row: usize) -> u8 {
        self.bins.get(row).copied().unwrap_or(MISSING)
    }
}

fn bin_at(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}

/// A set of bins.
#[derive(Clone, Copy, Debug, Default)]
struct BinSet([u64; 4]);

impl BinSet {
    fn insert(&mut self, bin: u8) {
        if let Some(word) = self.0.get_mut(usize::from(bin >> 6)) {
            *word |= 1 << (bin & 63);
        }
    }

    fn contains(self, bin: u8) -> bool {
        let word = self.0.get(usize::from(bin >> 6)).copied().unwrap_or(0);
        (word >> (bin & 63)) & 1 == 1
    }
}

#[derive(Clone, Copy, Debug)]
enum Node {
    Leaf(f64),
    Split {
        feature: usize,
        left_bins: BinSet,
        left: usize,
        right: usize,
    },
}

/// One tree, and what it says of the rows that it has not drawn.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Rows that were not drawn, and what the tree says of them.
    pub(super) out_of_bag: Vec<(usize, f64)>,
}

impl Tree {
    /// Grows a tree on rows drawn with replacement.
    pub(super) fn grow(features: &[Feature], target: &[f64], random: &mut Random) -> Self {
        let mut drawn = vec![false; target.len()];
        let mut rows: Vec<usize> = (0..target.len()).map(|_| random.below(target.len())).collect();
        for row in &rows {
            if let Some(drawn) = drawn.get_mut(*row) {
                *drawn = true;
            }
        }
        let nodes = Grower::new(features, target, random).grow(&mut rows);
        let mut tree = Self {
            nodes,
            out_of_bag: Vec::new(),
        };
        let others = drawn.iter().enumerate().filter(|(_, is_drawn)| !**is_drawn);
        tree.out_of_bag = others
            .map(|(row, _)| (row, tree.predict(|feature| bin_of(features, feature, row))))
            .collect();
        tree
    }

    /// Whether any split looks at the column.
    pub(super) fn uses(&self, column: usize) -> bool {
        let looks = |node: &Node| matches!(node, Node::Split { feature, .. } if *feature == column);
        self.nodes.iter().any(looks)
    }

    /// What the tree says of a row whose bin in a column is as told.
    pub(super) fn predict(&self, bin: impl Fn(usize) -> u8) -> f64 {
        let mut at = 0;
        loop {
            match self.nodes.get(at) {
                Some(Node::Split {
                    feature,
                    left_bins,
                    left,
                    right,
                }) => {
                    at = if left_bins.contains(bin(*feature)) {
                        *left
                    } else {
                        *right
                    };
                }
                Some(Node::Leaf(value)) => return *value,
                None => return 0.0,
            }
        }
    }
}

pub(super) fn bin_of(features: &[Feature], feature: usize, row: usize) -> u8 {
    features.get(feature).map_or(MISSING, |feature| feature.bin(row))
}

/// Rows of a node that are in one bin.
#[derive(Clone, Copy, Default)]
struct Bin {
    sum: f64,
    rows: f64,
}

struct BestSplit {
    gain: f64,
    feature: usize,
    left_bins: BinSet,
}

struct Grower<'a> {
    features: &'a [Feature],
    target: &'a [f64],
    random: &'a mut Random,
    order: Vec<usize>,
    bins: Vec<Bin>,
    filled: Vec<usize>,
}

impl<'a> Grower<'a> {
    fn new(features: &'a [Feature], target: &'a [f64], random: &'a mut Random) -> Self {
        Self {
            features,
            target,
            random,
            order: (0..features.len()).collect(),
            bins: Vec::new(),
            filled: Vec::new(),
        }
    }

    fn value(&self, row: usize) -> f64 {
        self.target.get(row).copied().unwrap_or(0.0)
    }

    fn grow(mut self, rows: &mut [usize]) -> Vec<Node> {
        let mut nodes = vec![Node::Leaf(0.0)];
        let mut waiting = vec![(0, 0..rows.len())];
        while let Some((at, range)) = waiting.pop() {
            let inside = rows.get_mut(range.clone()).unwrap_or_default();
            let sum: f64 = inside.iter().map(|row| self.value(*row)).sum();
            let mean = sum / (inside.len().max(1) as f64);
            let split = self.split(inside, sum);
            let node = if let Some(split) = split {
                let bin = |row: &usize| bin_of(self.features, split.feature, *row);
                let middle = range.start + part(inside, |row| split.left_bins.contains(bin(row)));
                let (left, right) = (nodes.len(), nodes.len() + 1);
                nodes.extend([Node::Leaf(mean), Node::Leaf(mean)]);
                waiting.push((left, range.start..middle));
                waiting.push((right, middle..range.end));
                Node::Split {
                    feature: split.feature,
                    left_bins: split.left_bins,
                    left,
                    right,
                }
            } else {
                Node::Leaf(mean)
            };
            if let Some(place) = nodes.get_mut(at) {
                *place = node;
            }
        }
        nodes
    }

    fn split(&mut self, rows: &[usize], sum: f64) -> Option<BestSplit> {
        let first = rows.first().map(|row| self.value(*row))?;
        #[expect(
            clippy::float_cmp,
            reason = "whether they are one number, of which sums are not to make more"
        )]
        let is_one = rows.iter().all(|row| self.value(*row) == first);
        if rows.len() < LEAST_ROWS_TO_SPLIT || is_one {
            return None;
        }
        let count = rows.len() as f64;
        let mean = sum / count;
        let error: f64 = rows.iter().map(|row| (self.value(*row) - mean).powi(2)).sum();
        let mut best: Option<BestSplit> = None;
        let tried = self.order.len().div_ceil(3).max(2);
        for turn in 0..tried.min(self.order.len()) {
            let other = turn + self.random.below(self.order.len() - turn);
            self.order.swap(turn, other);
            let feature = self.order.get(turn).copied().unwrap_or(0);
            let found = self.best_of(feature, rows, mean);
            if let Some((gain, left_bins)) = found
                && gain > LEAST_GAIN * error
                && best.as_ref().is_none_or(|best| gain > best.gain)
            {
                best = Some(BestSplit {
                    gain,
                    feature,
                    left_bins,
                });
            }
        }
        best
    }

    /// The best split by one column: how much of the squared error it takes away, and the bins that go left.
    fn best_of(&mut self, feature: usize, rows: &[usize], mean: f64) -> Option<(f64, BinSet)> {
        let column = self.features.get(feature)?;
        self.bins.clear();
        self.bins.resize(column.count.max(2), Bin::default());
        for row in rows {
            let value = self.target.get(*row).copied().unwrap_or(0.0);
            if let Some(bin) = self.bins.get_mut(usize::from(column.bin(*row))) {
                // Around the node's mean, where the sums below lose no digits.
                bin.sum += value - mean;
                bin.rows += 1.0;
            }
        }
        let bins = &self.bins;
        self.filled.clear();
        let is_filled = |bin: &usize| bins.get(*bin).is_some_and(|bin| bin.rows > 0.0);
        self.filled.extend((0..bins.len()).filter(is_filled));
        if !column.has_order {
            let mean = |bin: usize| bins.get(bin).map_or(0.0, |bin| bin.sum / bin.rows);
            self.filled.sort_by(|a, b| mean(*a).total_cmp(&mean(*b)));
        }
        let (mut sum, mut count) = (0.0, 0.0);
        let all = rows.len() as f64;
        let total: f64 = self
            .filled
            .iter()
            .filter_map(|bin| bins.get(*bin))
            .map(|bin| bin.sum)
            .sum();
        let mut best = None;
        let mut most = 0.0;
        for (place, bin) in self
            .filled
            .iter()
            .enumerate()
            .take(self.filled.len().saturating_sub(1))
        {
            let Some(Bin { sum: add, rows: more }) = bins.get(*bin).copied() else {
                continue;
            };
            sum += add;
            count += more;
            let gain = sum * sum / count + (total - sum) * (total - sum) / (all - count);
            if gain > most {
                most = gain;
                best = Some((place, count));
            }
        }
        let (place, on_the_left) = best?;
        Some((most, self.left_bins(column, place, on_the_left * 2.0 > all)))
    }

    /// The bins up to a place of those that are filled. A bin that no row of the node is in goes to the nearer side where
    /// bins have an order, else to the side with more rows.
    fn left_bins(&self, column: &Feature, place: usize, most_are_left: bool) -> BinSet {
        let mut left_bins = BinSet::default();
        let (left, right) = self.filled.split_at_checked(place + 1).unwrap_or_default();
        if column.has_order {
            let (last, first) = (left.last().copied(), right.first().copied());
            let end = last.unwrap_or(0).midpoint(first.unwrap_or(0));
            for bin in 0..=end {
                left_bins.insert(bin_at(bin));
            }
        } else if most_are_left {
            for bin in (0..column.count).filter(|bin| !right.contains(bin)) {
                left_bins.insert(bin_at(bin));
            }
        } else {
            for bin in left {
                left_bins.insert(bin_at(*bin));
            }
        }
        left_bins
    }
}

/// Puts those that are so before the others; how many they are.
fn part(rows: &mut [usize], is_left: impl Fn(&usize) -> bool) -> usize {
    let mut count = 0;
    for index in 0..rows.len() {
        if rows.get(index).is_some_and(&is_left) {
            rows.swap(index, count);
            count += 1;
        }
    }
    count
}

#[cfg(test)]
#[path = "forest_tests.rs"]
mod tests;

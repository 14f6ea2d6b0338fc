//! The order of columns: one that they have by themselves, and the columns that a person has moved.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::kind::{ColumnKind, is_system};
use crate::runs::natural::compare;
use crate::runs::{Attribute, Column, Field};

/// The order that columns have by themselves: by kind, system metrics behind the others, then by key as people read
/// numbers in keys; what is asked of a metric's history stands behind the metric.
pub(super) fn by_default(a: &Column, b: &Column) -> Ordering {
    let (kind, place, key, past) = rank(a);
    let (other_kind, other_place, other_key, other_past) = rank(b);
    (kind, place)
        .cmp(&(other_kind, other_place))
        .then_with(|| compare(key, other_key))
        .then(past.cmp(&other_past))
}

fn rank(column: &Column) -> (ColumnKind, usize, &str, usize) {
    let kind = ColumnKind::of(column);
    match column {
        Column::Field(Field::Attribute(attribute)) => {
            let place = Attribute::ALL.iter().position(|one| one == attribute);
            (kind, place.unwrap_or_default(), "", 0)
        }
        Column::Field(Field::Metric(key)) => (kind, is_system(key).into(), key, 0),
        Column::Past(past, key) => (kind, is_system(key).into(), key, 1 + *past as usize),
        Column::Field(Field::Param(key) | Field::Tag(key)) => (kind, 0, key, 0),
    }
}

/// Arranges `columns`: of each chain, all but the first column are put directly behind the first. Columns that are
/// not there are passed over; if the first one is not, the chain says nothing. Of a column in several places the
/// first counts.
pub(super) fn arrange(columns: Vec<Column>, chains: &[Vec<Column>]) -> Vec<Column> {
    let known: HashSet<&Column> = columns.iter().collect();
    let mut moved: HashSet<&Column> = HashSet::new();
    let mut behind: HashMap<&Column, Vec<&Column>> = HashMap::new();
    for chain in chains {
        let Some((head, tail)) = chain.split_first() else {
            continue;
        };
        if !known.contains(head) || moved.contains(head) {
            continue;
        }
        for column in tail {
            let is_free = column != head && !behind.contains_key(column);
            if known.contains(column) && is_free && moved.insert(column) {
                behind.entry(head).or_default().push(column);
            }
        }
    }
    if moved.is_empty() {
        return columns;
    }
    let mut arranged = Vec::with_capacity(columns.len());
    for column in columns.iter().filter(|column| !moved.contains(column)) {
        arranged.push(column.clone());
        let followers = behind.get(column).into_iter().flatten();
        arranged.extend(followers.map(|column| (*column).clone()));
    }
    arranged
}

/// The shortest chains that [`arrange`] `sorted` as `wanted`. Both hold the same columns once each, and the same one
/// first.
pub(super) fn chains(sorted: &[Column], wanted: &[Column]) -> Vec<Vec<Column>> {
    let place: HashMap<&Column, usize> = sorted.iter().zip(0..).collect();
    let places: Vec<usize> = wanted
        .iter()
        .filter_map(|column| place.get(column).copied())
        .collect();
    let stays = longest_rise(&places);
    let mut chains: Vec<Vec<Column>> = Vec::new();
    let mut head: Option<&Column> = None;
    let mut is_open = false;
    for (column, stays) in wanted.iter().zip(stays) {
        if stays {
            head = Some(column);
            is_open = false;
        } else if let Some(head) = head {
            if !is_open {
                chains.push(vec![head.clone()]);
                is_open = true;
            }
            if let Some(chain) = chains.last_mut() {
                chain.push(column.clone());
            }
        }
    }
    chains
}

/// Which numbers belong to one longest rising subsequence that holds the first number, where that is the smallest.
fn longest_rise(numbers: &[usize]) -> Vec<bool> {
    // Patience sorting: `tails[n]` is where the rise of length n + 1 with the smallest end ends.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    let number = |index: usize| numbers.get(index).copied().unwrap_or_default();
    for (index, own) in numbers.iter().enumerate() {
        let length = tails.partition_point(|tail| number(*tail) < *own);
        before.push(length.checked_sub(1).and_then(|last| tails.get(last).copied()));
        match tails.get_mut(length) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut is_in = vec![false; numbers.len()];
    let mut next = tails.last().copied();
    while let Some(index) = next {
        if let Some(flag) = is_in.get_mut(index) {
            *flag = true;
        }
        next = before.get(index).copied().flatten();
    }
    is_in
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns(keys: &[&str]) -> Vec<Column> {
        keys.iter().map(|key| Column::parse(key).unwrap()).collect()
    }

    #[test]
    fn columns_stand_by_kind_and_key_and_system_metrics_last() {
        let mut shuffled = columns(&[
            "tags.a",
            "params.b",
            "metrics.system/cpu",
            "min(loss)",
            "metrics.zeta",
            "metrics.loss",
            "start_time",
            "run_name",
        ]);
        shuffled.sort_by(by_default);
        let order: Vec<String> = shuffled.iter().map(ToString::to_string).collect();
        let expected =
            "run_name start_time metrics.loss min(loss) metrics.zeta metrics.system/cpu params.b tags.a";
        assert_eq!(order.join(" "), expected);
    }

    #[test]
    fn moving_one_column_to_the_front_is_one_pair() {
        let sorted = columns(&["run_name", "metrics.a", "metrics.b", "metrics.c"]);
        let wanted = columns(&["run_name", "metrics.c", "metrics.a", "metrics.b"]);
        assert_eq!(chains(&sorted, &wanted), [columns(&["run_name", "metrics.c"])]);
    }

    #[test]
    fn chains_of_strangers_that_contradict_each_other_lose_no_column() {
        let sorted = columns(&["run_name", "metrics.a", "metrics.b", "metrics.c"]);
        for chain in [
            ["metrics.a,metrics.b", "metrics.b,metrics.a"],
            ["metrics.a,metrics.a", "metrics.c,metrics.c"],
            ["metrics.a,metrics.b", "metrics.c,metrics.a"],
            ["metrics.x,metrics.b", "metrics.c,metrics.y,metrics.a"],
        ] {
            let chains = chain.map(|chain| columns(&chain.split(',').collect::<Vec<_>>()));
            let mut arranged = arrange(sorted.clone(), &chains);
            arranged.sort_by(by_default);
            assert_eq!(arranged, sorted, "{chain:?}");
        }
    }

    proptest! {
        #[test]
        fn any_order_is_reached_by_its_chains(keys in Just((0..40).collect::<Vec<u32>>()).prop_shuffle(), length in 1..40_usize) {
            let named = |keys: &[u32]| -> Vec<Column> {
                let keys = keys.iter().map(|key| Field::metric(&format!("{key:02}")).into());
                std::iter::once(Attribute::Name.into()).chain(keys).collect()
            };
            let wanted = named(&keys[..length]);
            let mut sorted = wanted.clone();
            sorted.sort_by(by_default);
            prop_assert_eq!(arrange(sorted.clone(), &chains(&sorted, &wanted)), wanted);
        }
    }
}

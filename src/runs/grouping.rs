//! Rows with equal cells, together.

use std::ops::Range;

use super::radix::{Item, sort_by_place};
use super::{Field, RunSet};

/// Rows by group.
pub(super) struct Groups {
    /// Group by group.
    pub(super) members: Vec<u32>,
    /// Where in `members` each group is.
    pub(super) ranges: Vec<Range<u32>>,
}

/// Stands for a missing cell; no code and no number's bits are as large.
const MISSING: u64 = u64::MAX;

/// The rows in groups that are equal in all `fields`. Groups that are equal in the first fields stand together; otherwise
/// they come in the order of their first rows, those in which a field is missing behind the others. Rows keep their order.
pub(super) fn group(set: &RunSet, rows: &[u32], fields: &[Field]) -> Groups {
    let mut spare = Vec::new();
    // A name is a position in `rows`.
    let mut items: Vec<Item> = (0..)
        .take(rows.len())
        .map(|name| Item { place: 0, name })
        .collect();
    let mut groups = vec![0_u32; rows.len()];
    let mut cells = vec![0_u32; rows.len()];
    let mut ranges = Vec::new();
    // Field by field, each group splits into those that are equal in it too.
    for field in fields {
        let column = set.column(field);
        for item in &mut items {
            let row = at(rows, item.name);
            let cell = column.code(row).map(u64::from);
            item.place = cell.or_else(|| column.number_bits(row)).unwrap_or(MISSING);
        }
        // First the cells get small numbers, then the pairs of the group before and the cell.
        sort_by_place(&mut items, &mut spare);
        let is_missing_last = items.last().is_some_and(|item| item.place == MISSING);
        let last = number(&items, &mut cells);
        // From the order of rows, which sorting then keeps within each group.
        for (name, item) in (0..).zip(&mut items) {
            let place = u64::from(at(&groups, name)) << 32 | u64::from(at(&cells, name));
            *item = Item { place, name };
        }
        sort_by_place(&mut items, &mut spare);
        let split: Vec<&[Item]> = items.chunk_by(|left, right| left.place == right.place).collect();
        let order = (0..).zip(&split).map(|(name, members)| {
            let first = members.first().map_or(0, |first| first.name);
            let lacks = is_missing_last && at(&cells, first) == last;
            // Rows are fewer than half of what 32 bits can number.
            let place = u64::from(at(&groups, first)) << 32 | u64::from(lacks) << 31 | u64::from(first);
            Item { place, name }
        });
        let mut order: Vec<Item> = order.collect();
        sort_by_place(&mut order, &mut spare);
        ranges.clear();
        let mut start = 0;
        for (number, group) in (0..).zip(&order) {
            let members: &[Item] = split.get(group.name as usize).copied().unwrap_or_default();
            for item in members {
                put(&mut groups, item.name, number);
            }
            let end = start + u32::try_from(members.len()).unwrap_or(u32::MAX);
            ranges.push(start..end);
            start = end;
        }
    }
    for (name, item) in (0..).zip(&mut items) {
        let place = u64::from(at(&groups, name));
        *item = Item { place, name };
    }
    sort_by_place(&mut items, &mut spare);
    Groups {
        members: items.iter().map(|item| at(rows, item.name)).collect(),
        ranges,
    }
}

/// Numbers the places of sorted items from 0 on; `numbers` is by name. Gives the last number.
fn number(items: &[Item], numbers: &mut [u32]) -> u32 {
    let mut last = 0;
    for (number, same) in (0..).zip(items.chunk_by(|left, right| left.place == right.place)) {
        for item in same {
            put(numbers, item.name, number);
        }
        last = number;
    }
    last
}

fn put(items: &mut [u32], index: u32, item: u32) {
    if let Some(place) = items.get_mut(index as usize) {
        *place = item;
    }
}

fn at<T: Copy + Default>(items: &[T], index: u32) -> T {
    items.get(index as usize).copied().unwrap_or_default()
}

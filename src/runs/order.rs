//! Putting rows in order.

use super::column_ref::{ColumnRef, Form};
use super::natural::{NOT_A_NUMBER, Rank, ranks};
use super::radix::{Item, number_place, sort_by_place};
use super::{Column, RunSet};

/// One thing to sort by.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SortKey {
    /// By the cells of which column.
    pub column: Column,
    /// The largest first.
    pub descending: bool,
}

/// Gives the number in a cell of a column about a metric's history, which the set does not hold.
pub type PastNumber<'a> = &'a dyn Fn(&Column, u32) -> Option<f64>;

/// Behind all values, in both directions.
const NAN: u64 = u64::MAX - 1;
/// Behind everything.
const MISSING: u64 = u64::MAX;

/// `rows` in the order of the keys, the first one first; rows that are equal by all of them keep their order.
///
/// Numbers come by value, also those in texts; then other texts as people read them, digits in them as numbers and
/// whatever their case. NaN comes behind, then what is missing, in both directions.
pub fn sort(set: &RunSet, rows: &[u32], keys: &[SortKey], past: PastNumber<'_>) -> Vec<u32> {
    let mut order = rows.to_vec();
    let mut items = Vec::with_capacity(if keys.is_empty() { 0 } else { rows.len() });
    let mut spare = Vec::new();
    // The least important first: each sort keeps the order of the one before it.
    for key in keys.iter().rev() {
        items.clear();
        places(set, &order, key, past, &mut items);
        sort_by_place(&mut items, &mut spare);
        order.clear();
        order.extend(items.iter().map(|item| item.name));
    }
    order
}

fn places(set: &RunSet, rows: &[u32], key: &SortKey, past: PastNumber<'_>, items: &mut Vec<Item>) {
    let flip = if key.descending { u64::MAX } else { 0 };
    let column = match &key.column {
        Column::Field(field) => set.column(field),
        column @ Column::Past(..) => {
            items.extend(rows.iter().map(|row| Item {
                place: place_of_number(past(column, *row), flip),
                name: *row,
            }));
            return;
        }
    };
    let by_rank = |ranks: &[Rank], items: &mut Vec<Item>| {
        items.extend(rows.iter().map(|row| Item {
            place: place_of_rank(rank(column, ranks, *row), flip),
            name: *row,
        }));
    };
    match column.form {
        Form::Text(texts) | Form::NonEmpty(texts) | Form::List(texts) | Form::Name(texts, _) => {
            by_rank(texts.ranks(), items);
        }
        Form::Id(ids) => by_rank(&ranks(ids), items),
        Form::Empty | Form::Number(_) | Form::Between(..) => {
            items.extend(rows.iter().map(|row| Item {
                place: place_of_number(column.number(*row), flip),
                name: *row,
            }));
        }
    }
}

fn rank(column: ColumnRef<'_>, ranks: &[Rank], row: u32) -> Option<Rank> {
    ranks.get(column.code(row)? as usize).copied()
}

fn place_of_number(number: Option<f64>, flip: u64) -> u64 {
    match number {
        None => MISSING,
        Some(number) if number.is_nan() => NAN,
        Some(number) => number_place(number) ^ flip,
    }
}

fn place_of_rank(rank: Option<Rank>, flip: u64) -> u64 {
    match rank {
        None => MISSING,
        Some(NOT_A_NUMBER) => NAN,
        // Within 32 bits, so that most passes of the sort have nothing to do.
        Some(rank) => (u64::from(rank) ^ flip) & u64::from(u32::MAX),
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;

//! The cells of one column by row, most of them there or most of them missing.

use super::dictionary::make_room;

/// What a cell can hold. One value of the type stands for a missing cell.
pub(super) trait Cell: Copy {
    /// Stands for "missing"; never stored as a value.
    const MISSING: Self;

    fn is_missing(self) -> bool;
}

impl Cell for f64 {
    // A NaN like no computation gives one, so that NaN itself stays a value.
    const MISSING: Self = f64::from_bits(0x7ff8_5b0b_e01e_55ed);

    fn is_missing(self) -> bool {
        self.to_bits() == Self::MISSING.to_bits()
    }
}

impl Cell for u32 {
    const MISSING: Self = u32::MAX;

    fn is_missing(self) -> bool {
        self == Self::MISSING
    }
}

#[derive(Clone, Debug)]
enum Store<T> {
    /// By row, as far as the last row that has one.
    Dense(Vec<T>),
    /// The rows that have one, ascending, and their values.
    Sparse { rows: Vec<u32>, values: Vec<T> },
}

/// Values by row. Takes whichever form is smaller, within a margin that keeps it from going back and forth.
#[derive(Clone, Debug)]
pub(super) struct Cells<T> {
    store: Store<T>,
    filled: u32,
}

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Self {
            store: Store::Dense(Vec::new()),
            filled: 0,
        }
    }
}

impl<T: Cell> Cells<T> {
    /// How many rows have a value.
    pub(super) fn filled(&self) -> usize {
        self.filled as usize
    }

    /// The value of a row.
    pub(super) fn get(&self, row: u32) -> Option<T> {
        let value = match &self.store {
            Store::Dense(values) => values.get(row as usize),
            Store::Sparse { rows, values } => values.get(rows.binary_search(&row).ok()?),
        };
        value.copied().filter(|value| !value.is_missing())
    }

    /// Gives a row a value, which must not be the one that stands for "missing".
    pub(super) fn set(&mut self, row: u32, value: T) {
        let index = row as usize;
        match &mut self.store {
            Store::Dense(values) => {
                if let Some(cell) = values.get_mut(index) {
                    self.filled += u32::from(cell.is_missing());
                    *cell = value;
                    return;
                }
                let cells = self.filled as usize + 1;
                if Self::dense_bytes(index + 1) * 2 > Self::sparse_bytes(cells) * 3 {
                    self.thin_out();
                    self.set(row, value);
                    return;
                }
                make_room(values, index + 1 - values.len());
                values.resize(index, T::MISSING);
                values.push(value);
                self.filled += 1;
            }
            Store::Sparse { rows, values } => {
                let place = match rows.last() {
                    Some(last) if *last >= row => rows.binary_search(&row),
                    _ => Err(rows.len()),
                };
                match place {
                    Ok(place) => {
                        if let Some(cell) = values.get_mut(place) {
                            *cell = value;
                        }
                        return;
                    }
                    Err(place) => {
                        make_room(rows, 1);
                        make_room(values, 1);
                        rows.insert(place, row);
                        values.insert(place, value);
                    }
                }
                self.filled += 1;
                let span = rows.last().map_or(0, |last| *last as usize + 1);
                if Self::sparse_bytes(rows.len()) > Self::dense_bytes(span) {
                    self.fill_in(span);
                }
            }
        }
    }

    /// Takes a row's value away.
    pub(super) fn clear(&mut self, row: u32) {
        match &mut self.store {
            Store::Dense(values) => {
                let Some(cell) = values.get_mut(row as usize).filter(|cell| !cell.is_missing()) else {
                    return;
                };
                *cell = T::MISSING;
            }
            Store::Sparse { rows, values } => {
                let Ok(place) = rows.binary_search(&row) else {
                    return;
                };
                rows.remove(place);
                values.remove(place);
            }
        }
        self.filled -= 1;
        if self.filled == 0 {
            *self = Self::default();
        }
    }

    /// Every row that has a value, ascending.
    pub(super) fn each(&self, with: &mut dyn FnMut(u32, T)) {
        match &self.store {
            Store::Dense(values) => {
                for (row, value) in (0..).zip(values) {
                    if !value.is_missing() {
                        with(row, *value);
                    }
                }
            }
            Store::Sparse { rows, values } => {
                for (row, value) in rows.iter().zip(values) {
                    with(*row, *value);
                }
            }
        }
    }

    /// Replaces every value.
    pub(super) fn change_each(&mut self, with: &mut dyn FnMut(T) -> T) {
        let (Store::Dense(values) | Store::Sparse { values, .. }) = &mut self.store;
        for value in values.iter_mut().filter(|value| !value.is_missing()) {
            *value = with(*value);
        }
    }

    /// What it holds of memory, in bytes.
    pub(super) fn heap_bytes(&self) -> usize {
        match &self.store {
            Store::Dense(values) => values.capacity() * size_of::<T>(),
            Store::Sparse { rows, values } => rows.capacity() * 4 + values.capacity() * size_of::<T>(),
        }
    }

    fn dense_bytes(rows: usize) -> usize {
        rows * size_of::<T>()
    }

    fn sparse_bytes(cells: usize) -> usize {
        cells * (size_of::<T>() + size_of::<u32>())
    }

    fn thin_out(&mut self) {
        let mut rows = Vec::with_capacity(self.filled() + 1);
        let mut values = Vec::with_capacity(self.filled() + 1);
        self.each(&mut |row, value| {
            rows.push(row);
            values.push(value);
        });
        self.store = Store::Sparse { rows, values };
    }

    fn fill_in(&mut self, span: usize) {
        let mut dense = Vec::with_capacity(span + span / 8);
        dense.resize(span, T::MISSING);
        self.each(&mut |row, value| {
            if let Some(cell) = dense.get_mut(row as usize) {
                *cell = value;
            }
        });
        self.store = Store::Dense(dense);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn cells_hold_what_was_set_and_not_cleared(
            steps in prop::collection::vec((0..300_u32, prop::option::weighted(0.8, 0..9_u32)), 0..300)
        ) {
            let (mut cells, mut expected) = (Cells::default(), BTreeMap::new());
            for (row, value) in steps {
                if let Some(value) = value {
                    cells.set(row, value);
                    expected.insert(row, value);
                } else {
                    cells.clear(row);
                    expected.remove(&row);
                }
                prop_assert_eq!(cells.filled(), expected.len());
            }
            let mut listed = Vec::new();
            cells.each(&mut |row, value| listed.push((row, value)));
            prop_assert_eq!(listed, expected.iter().map(|(row, value)| (*row, *value)).collect::<Vec<_>>());
            for row in 0..300 {
                prop_assert_eq!(cells.get(row), expected.get(&row).copied());
            }
        }

        #[test]
        fn a_filled_cell_costs_less_than_sixteen_bytes(every in 1..400_u32, from in 0..3_000_u32) {
            let mut cells = Cells::default();
            for row in (from..30_000).step_by(every as usize) {
                cells.set(row, 1.5);
            }
            let allowed = 16 * cells.filled() + 600;
            prop_assert!(cells.heap_bytes() <= allowed, "{} > {allowed}", cells.heap_bytes());
        }
    }

    #[test]
    fn nan_is_a_value() {
        let mut cells = Cells::default();
        cells.set(2, f64::NAN);
        assert!(cells.get(2).is_some_and(f64::is_nan));
        assert_eq!((cells.get(0), cells.get(3), cells.filled()), (None, None, 1));
    }
}

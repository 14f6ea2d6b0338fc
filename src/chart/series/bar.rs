//! What some points in a row come to: the parts of the line between its gaps.

/// Some points in a row without a gap. Indices are those of the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) min: f64,
    pub(super) max: f64,
}

impl Bar {
    fn of(index: u32, value: f64) -> Self {
        Self {
            first: index,
            last: index,
            min: value,
            max: value,
        }
    }

    /// Takes in what comes after.
    fn extend(&mut self, later: &Bar) {
        self.last = later.last;
        self.min = if later.min < self.min { later.min } else { self.min };
        self.max = if later.max > self.max { later.max } else { self.max };
    }
}

/// Some points in a row, parted by gaps.
///
/// No more than two parts can be told apart in one column of pixels: the one that comes in from the left and the one
/// that goes on to the right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Parts {
    /// Whether a gap comes before any other point.
    pub(super) starts_with_gap: bool,
    /// The first part that a gap has ended.
    pub(super) first: Option<Bar>,
    /// All other parts that a gap has ended, as one.
    pub(super) between: Option<Bar>,
    /// The part that no gap has ended yet.
    pub(super) open: Option<Bar>,
}

impl Parts {
    /// Of values whose first has this index.
    pub(super) fn of_values(values: &[f64], start: u32) -> Self {
        let mut parts = Self::default();
        for (value, index) in values.iter().zip(start..) {
            if value.is_finite() {
                extend(&mut parts.open, Some(Bar::of(index, *value)));
            } else {
                parts.end_open(None);
            }
        }
        parts
    }

    /// Of a row without a gap.
    pub(super) fn whole(bar: Bar) -> Self {
        Self {
            open: Some(bar),
            ..Self::default()
        }
    }

    pub(super) fn has_gap(&self) -> bool {
        self.starts_with_gap || self.first.is_some()
    }

    /// Takes in what comes after.
    pub(super) fn extend(&mut self, later: &Parts) {
        if !later.has_gap() {
            extend(&mut self.open, later.open);
            return;
        }
        if later.starts_with_gap {
            self.end_open(None);
            self.end(later.first);
        } else {
            self.end_open(later.first);
        }
        extend(&mut self.between, later.between);
        self.open = later.open;
    }

    /// A gap comes, after the rest of the part that is open.
    fn end_open(&mut self, rest: Option<Bar>) {
        let mut open = self.open.take();
        extend(&mut open, rest);
        if open.is_none() && self.first.is_none() {
            self.starts_with_gap = true;
        }
        self.end(open);
    }

    fn end(&mut self, part: Option<Bar>) {
        if self.first.is_none() {
            self.first = part;
        } else {
            extend(&mut self.between, part);
        }
    }

    /// The least and greatest value of all parts.
    pub(super) fn extent(&self) -> Option<(f64, f64)> {
        let mut all = self.first;
        extend(&mut all, self.between);
        extend(&mut all, self.open);
        all.map(|bar| (bar.min, bar.max))
    }
}

fn extend(bar: &mut Option<Bar>, later: Option<Bar>) {
    match (bar, later) {
        (Some(bar), Some(later)) => bar.extend(&later),
        (none, later) => *none = none.or(later),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = Vec<f64>> {
        let value =
            prop_oneof![2 => (-3..3_i8).prop_map(f64::from), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)];
        prop::collection::vec(value, 0..12)
    }

    proptest! {
        #[test]
        fn parts_of_a_row_are_those_of_its_halves_together(values in values(), cut in 0_usize..12) {
            let cut = cut.min(values.len());
            let mut halves = Parts::of_values(&values[..cut], 0);
            halves.extend(&Parts::of_values(&values[cut..], u32::try_from(cut).unwrap()));
            prop_assert_eq!(halves, Parts::of_values(&values, 0));
        }
    }
}

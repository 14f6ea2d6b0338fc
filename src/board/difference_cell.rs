//! What one run has in one column, against a baseline.

use super::RunSource;
use crate::format::{duration, number};
use crate::runs::{Attribute, Column, Field};

/// Numbers that are closer than this share of the larger one count as the same.
const SAME_BELOW: f64 = 1e-6;

/// How far a number is from the baseline's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The number less the baseline's, in the unit of the column.
    pub absolute: f64,
    /// That as a share of the baseline's size; `None` where that is zero.
    pub share: Option<f64>,
    /// Whether it is a change for the better; `None` where nobody knows, or the two count as the same.
    pub is_better: Option<bool>,
    is_duration: bool,
}

impl Change {
    /// The change as text: `+0.012 (+4.5 %)`.
    pub fn to_text(self) -> String {
        let sign = |number: f64| if number < 0.0 { "\u{2212}" } else { "+" };
        let size = self.absolute.abs();
        let absolute = if self.is_duration {
            #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
            duration(size as i64)
        } else {
            number(size)
        };
        let share = self.share.map(|share| {
            let percent = share.abs() * 100.0;
            let digits = match percent {
                1000.0.. => number(percent.round()),
                10.0.. => format!("{percent:.0}"),
                0.1.. => format!("{percent:.1}"),
                _ => "<0.1".to_owned(),
            };
            format!(" ({}{digits} %)", sign(share))
        });
        format!("{}{absolute}{}", sign(self.absolute), share.unwrap_or_default())
    }
}

/// One run in one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DifferenceCell {
    /// What the table of runs shows; `None` where the run has none.
    pub text: Option<String>,
    /// From the baseline, where both have finite numbers and they don't count as the same.
    pub change: Option<Change>,
    /// Whether it is something else than the baseline's.
    pub differs: bool,
}

/// What a run has in a column.
pub(super) enum Reading {
    Number(f64),
    Text(String),
    Missing,
}

impl Reading {
    pub(super) fn of(source: &dyn RunSource, run: usize, column: &Column) -> Self {
        match source.number(run, column) {
            Some(number) => Self::Number(number),
            None => source.text(run, column).map_or(Self::Missing, Self::Text),
        }
    }

    pub(super) fn differs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => !is_same(*a, *b),
            (Self::Text(a), Self::Text(b)) => a != b,
            (Self::Missing, Self::Missing) => false,
            _ => true,
        }
    }
}

pub(super) fn is_same(a: f64, b: f64) -> bool {
    #[expect(clippy::float_cmp, reason = "infinities, and what is the same to the bit")]
    let is_equal = a == b || (a.is_nan() && b.is_nan());
    is_equal || (a - b).abs() <= SAME_BELOW * a.abs().max(b.abs()) && a.is_finite() && b.is_finite()
}

pub(super) fn change(
    source: &dyn RunSource,
    column: &Column,
    now: &Reading,
    before: &Reading,
) -> Option<Change> {
    let (Reading::Number(now), Reading::Number(before)) = (now, before) else {
        return None;
    };
    // A date has no share, and how long it lies behind another one is nobody's question here.
    if matches!(
        column,
        Column::Field(Field::Attribute(Attribute::Started | Attribute::Ended))
    ) {
        return None;
    }
    let absolute = now - before;
    let share = absolute / before.abs();
    let is_lower_better = match column {
        Column::Field(Field::Metric(key)) | Column::Past(_, key) => source.is_lower_better(key),
        Column::Field(_) => None,
    };
    let is_change = absolute.is_finite();
    is_change.then(|| Change {
        absolute,
        share: share.is_finite().then_some(share),
        is_better: is_lower_better.map(|lower| (absolute < 0.0) == lower),
        is_duration: matches!(column, Column::Field(Field::Attribute(Attribute::Duration))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_no_numbers_are_compared_too() {
        assert!(is_same(f64::NAN, f64::NAN) && is_same(f64::INFINITY, f64::INFINITY) && is_same(0.0, -0.0));
        assert!(!is_same(f64::NAN, 1.0) && !is_same(f64::INFINITY, f64::MAX) && !is_same(0.0, 1e-300));
        assert!(is_same(1e9, 1e9 + 1.0) && !is_same(1.0, 1.00001));
    }
}

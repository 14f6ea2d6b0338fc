//! The numbers of one column, written so that their points stand below each other.

use std::fmt::Write as _;

use super::number;

/// The most digits that are shown of the largest number of a column.
const DIGITS: i32 = 6;
/// The fewest digits that the smallest number must keep.
const FEWEST_DIGITS: i32 = 3;

/// How the numbers of a column are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NumberColumn {
    /// `None` where the numbers differ too much in size: each is then written by itself.
    decimals: Option<usize>,
}

impl NumberColumn {
    /// The way to write these numbers: with as many decimals as any of them needs, up to six significant digits of the
    /// largest.
    pub fn of(numbers: impl Iterator<Item = f64> + Clone) -> Self {
        let sizes = || {
            let finite = numbers.clone().filter(|value| value.is_finite() && *value != 0.0);
            finite.map(f64::abs)
        };
        let (Some(largest), Some(smallest)) = (sizes().reduce(f64::max), sizes().reduce(f64::min)) else {
            return Self { decimals: Some(0) };
        };
        let (high, low) = (exponent(largest), exponent(smallest));
        // Numbers that `number` writes with an exponent have no common place for a point.
        if high >= 15 || low < -4 {
            return Self { decimals: None };
        }
        let most = (DIGITS - 1 - high).max(0);
        let needed = sizes().map(|size| decimals_of(size, most)).max().unwrap_or(0);
        // The smallest number must not become a row of zeros.
        let is_seen =
            low + needed + 1 >= FEWEST_DIGITS || sizes().all(|size| is_whole(size * 10_f64.powi(needed)));
        Self {
            decimals: usize::try_from(needed).ok().filter(|_| is_seen),
        }
    }

    /// Adds a number to a text.
    pub fn write(self, value: f64, text: &mut String) {
        match self.decimals {
            Some(decimals) if value.is_finite() && exponent(value.abs()) < 15 => {
                let _always_written = write!(text, "{value:.decimals$}");
            }
            _ => text.push_str(&number(value)),
        }
    }
}

/// The power of ten that a size begins with.
fn exponent(size: f64) -> i32 {
    if size == 0.0 {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between -324 and 308")]
    let exponent = size.log10().floor() as i32;
    exponent
}

/// Whether a size is a whole number, but for the noise of binary fractions.
fn is_whole(size: f64) -> bool {
    (size - size.round()).abs() <= size * 1e-9
}

/// The fewest decimals, at most `most`, with which a size reads as with `most` of them.
fn decimals_of(size: f64, most: i32) -> i32 {
    let scale = 10_f64.powi(most);
    let mut units = (size * scale).round();
    let mut decimals = most;
    while decimals > 0 && units % 10.0 == 0.0 {
        units /= 10.0;
        decimals -= 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(numbers: &[f64]) -> Vec<String> {
        let column = NumberColumn::of(numbers.iter().copied());
        let text = |value: &f64| {
            let mut text = String::new();
            column.write(*value, &mut text);
            text
        };
        numbers.iter().map(text).collect()
    }

    #[test]
    fn points_stand_below_each_other() {
        assert_eq!(written(&[0.5, 0.25, 1.0]), ["0.50", "0.25", "1.00"]);
        assert_eq!(
            written(&[0.991_379_3, 1.0, 0.5]),
            ["0.99138", "1.00000", "0.50000"]
        );
        assert_eq!(written(&[12.0, 3.0, 0.0]), ["12", "3", "0"]);
        assert_eq!(written(&[1234.5, 2.25]), ["1234.50", "2.25"]);
    }

    #[test]
    fn a_column_without_numbers_still_writes_what_is_none() {
        assert_eq!(written(&[f64::NAN, f64::INFINITY, 0.0]), ["NaN", "∞", "0"]);
    }

    #[test]
    fn numbers_of_very_different_sizes_are_written_each_by_itself() {
        assert_eq!(written(&[1e-9, 0.5]), ["1e-9", "0.5"]);
        assert_eq!(written(&[0.000_123_456, 1000.5]), ["0.000123456", "1000.5"]);
    }

    proptest! {
        #[test]
        fn no_number_is_shown_as_another_kind(numbers in proptest::collection::vec(-1e6..1e6_f64, 1..20)) {
            for (value, text) in numbers.iter().zip(written(&numbers)) {
                let read: f64 = text.parse().unwrap();
                let largest = numbers.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
                prop_assert!((read - value).abs() <= largest * 1e-4, "{text} for {value}");
            }
        }
    }
}

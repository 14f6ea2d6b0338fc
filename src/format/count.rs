//! Whole numbers of things.

/// A whole number with a comma between groups of three digits: `8,124`.
/// Takes any integer type; what is beyond 128 bits is shown as `∞`.
pub fn count(number: impl TryInto<i128>) -> String {
    let Ok(number) = number.try_into() else {
        return "∞".to_owned();
    };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun, for nouns that take an s: `1 run`, `8,124 runs`.
pub fn plural(number: impl TryInto<i128> + Copy, noun: &str) -> String {
    plural_with(number, noun, &format!("{noun}s"))
}

/// A count with its noun: `1 entry`, `2 entries`.
pub fn plural_with(number: impl TryInto<i128> + Copy, one: &str, many: &str) -> String {
    let noun = if number.try_into().is_ok_and(|number| number == 1) {
        one
    } else {
        many
    };
    format!("{} {noun}", count(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        let table: [(i64, &str); 7] = [
            (0, "0"),
            (999, "999"),
            (8124, "8,124"),
            (-8124, "-8,124"),
            (1_234_567, "1,234,567"),
            (i64::MAX, "9,223,372,036,854,775,807"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
        ];
        for (number, text) in table {
            assert_eq!(count(number), text);
        }
        assert_eq!(count(u128::MAX), "∞");
    }

    #[test]
    fn only_one_is_singular() {
        assert_eq!(plural(0, "run"), "0 runs");
        assert_eq!(plural(1_usize, "run"), "1 run");
        assert_eq!(plural(8124_u64, "run"), "8,124 runs");
        assert_eq!(plural_with(2, "entry", "entries"), "2 entries");
    }

    proptest! {
        #[test]
        fn grouping_only_adds_commas(number: i64) {
            prop_assert_eq!(count(number).replace(',', ""), number.to_string());
        }
    }
}

//! How long ago.

use super::count::plural;

const UNITS: [(u64, &str); 6] = [
    (365 * 86_400, "year"),
    (30 * 86_400, "month"),
    (7 * 86_400, "week"),
    (86_400, "day"),
    (3600, "hour"),
    (60, "minute"),
];

/// How far a moment is from now, by its largest unit: `3 minutes ago`, `in 2 days`; `just now` within a minute
/// of either side, because clocks differ. A month is 30 days, a year 365.
pub fn relative_time(epoch_millis: i64, now_millis: i64) -> String {
    let seconds = epoch_millis.abs_diff(now_millis) / 1000;
    let Some((unit, name)) = UNITS.into_iter().find(|(unit, _)| seconds >= *unit) else {
        return "just now".to_owned();
    };
    let text = plural(seconds / unit, name);
    if epoch_millis > now_millis {
        format!("in {text}")
    } else {
        format!("{text} ago")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_unit_counts() {
        let now = 1_795_431_319_499;
        let table = [
            (0, "just now"),
            (59_999, "just now"),
            (60_000, "1 minute ago"),
            (3 * 60_000, "3 minutes ago"),
            (3_600_000, "1 hour ago"),
            (47 * 3_600_000, "1 day ago"),
            (13 * 86_400_000, "1 week ago"),
            (59 * 86_400_000, "1 month ago"),
            (800 * 86_400_000, "2 years ago"),
            (-30_000, "just now"),
            (-120_000, "in 2 minutes"),
        ];
        for (age, text) in table {
            assert_eq!(relative_time(now - age, now), text, "{age}");
        }
    }

    proptest! {
        #[test]
        fn no_distance_overflows(then: i64, now: i64) {
            prop_assert!(!relative_time(then, now).is_empty());
            prop_assert!(!relative_time(i64::MIN, i64::MAX).is_empty());
        }
    }
}

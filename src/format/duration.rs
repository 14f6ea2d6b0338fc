//! How long something took.

use super::count::count;

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A duration by its two largest units, rounded down: `532 ms`, `1.2 s`, `3 m 04 s`, `2 h 05 m`, `3 d 4 h`.
/// A negative one, which clocks that were set back do produce, has a minus sign.
pub fn duration(millis: i64) -> String {
    let sign = if millis < 0 { "-" } else { "" };
    let millis = millis.unsigned_abs();
    let text = if millis < SECOND {
        format!("{millis} ms")
    } else if millis < MINUTE {
        format!("{}.{} s", millis / SECOND, millis % SECOND / 100)
    } else if millis < HOUR {
        format!("{} m {:02} s", millis / MINUTE, millis % MINUTE / SECOND)
    } else if millis < DAY {
        format!("{} h {:02} m", millis / HOUR, millis % HOUR / MINUTE)
    } else {
        format!("{} d {} h", count(millis / DAY), millis % DAY / HOUR)
    };
    format!("{sign}{text}")
}

/// All units of a duration, to the millisecond: `3 d 04 h 05 m 06.007 s`, `6.007 s`.
pub fn duration_exact(millis: i64) -> String {
    let sign = if millis < 0 { "-" } else { "" };
    let millis = millis.unsigned_abs();
    let seconds = format!("{}.{:03} s", millis % MINUTE / SECOND, millis % SECOND);
    let text = if millis < MINUTE {
        seconds
    } else {
        let seconds = format!("{seconds:0>8}");
        let (days, hours, minutes) = (millis / DAY, millis % DAY / HOUR, millis % HOUR / MINUTE);
        if millis < HOUR {
            format!("{minutes} m {seconds}")
        } else if millis < DAY {
            format!("{hours} h {minutes:02} m {seconds}")
        } else {
            format!("{} d {hours:02} h {minutes:02} m {seconds}", count(days))
        }
    };
    format!("{sign}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_two_largest_units_are_shown() {
        let table = [
            (0, "0 ms"),
            (999, "999 ms"),
            (1000, "1.0 s"),
            (1299, "1.2 s"),
            (59_999, "59.9 s"),
            (60_000, "1 m 00 s"),
            (184_000, "3 m 04 s"),
            (3_599_999, "59 m 59 s"),
            (7_500_000, "2 h 05 m"),
            (273_600_000, "3 d 4 h"),
            (-1200, "-1.2 s"),
            (i64::MAX, "106,751,991,167 d 7 h"),
            (i64::MIN, "-106,751,991,167 d 7 h"),
        ];
        for (millis, text) in table {
            assert_eq!(duration(millis), text, "{millis}");
        }
    }

    #[test]
    fn exact_durations_show_every_unit() {
        let table = [
            (0, "0.000 s"),
            (6007, "6.007 s"),
            (66_007, "1 m 06.007 s"),
            (3_666_007, "1 h 01 m 06.007 s"),
            (273_906_007, "3 d 04 h 05 m 06.007 s"),
            (-60_000, "-1 m 00.000 s"),
        ];
        for (millis, text) in table {
            assert_eq!(duration_exact(millis), text, "{millis}");
        }
    }

    proptest! {
        #[test]
        fn no_duration_is_too_long(millis: i64) {
            prop_assert!(!duration(millis).is_empty() && !duration_exact(millis).is_empty());
        }
    }
}

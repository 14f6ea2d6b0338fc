//! Round spans of time.

use super::{Tick, linear};
use crate::chart::axis::label::MINUS;
use crate::chart::axis::locale::Locale;
use crate::chart::axis::scale::Scale;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What spans of time are round, below a day, in milliseconds.
const STEPS: [i64; 26] = [
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
];

/// Farther away than this, in milliseconds, spans are written as plain numbers: a hundred million years.
const FARTHEST: f64 = 3e18;

/// Spans of time inside the scale, in milliseconds, at most `at_most`.
pub(super) fn ticks(scale: &Scale, locale: &Locale, at_most: usize) -> Vec<Tick> {
    let span = scale.high() - scale.low();
    let is_far = scale.low().abs().max(scale.high().abs()) > FARTHEST;
    if is_far || span / at_most.max(1) as f64 <= 0.5 {
        return fractions(scale, locale, at_most);
    }
    let days = (0..9).flat_map(|exponent| [1, 2, 5].map(|mantissa| mantissa * 10_i64.pow(exponent) * DAY));
    for step in STEPS.into_iter().chain(days) {
        let (first, last) = (
            ceiled(scale.low(), step),
            whole((scale.high() / step as f64).floor()),
        );
        let count = usize::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(0);
        if count > at_most {
            continue;
        }
        let inside = (first..=last).map(|count| count.saturating_mul(step));
        return inside
            .filter(|millis| scale.contains(*millis as f64))
            .map(|millis| Tick::new(millis as f64, label(millis, locale)))
            .collect();
    }
    fractions(scale, locale, at_most)
}

/// Fractions of milliseconds, or more of them than there ever were.
fn fractions(scale: &Scale, locale: &Locale, at_most: usize) -> Vec<Tick> {
    let mut ticks = linear::ticks(scale, locale, at_most, i32::MIN);
    for tick in &mut ticks {
        tick.label.push_str(" ms");
    }
    ticks
}

/// The units that are not zero, such as `1 h 30 m`, to the millisecond.
fn label(millis: i64, locale: &Locale) -> String {
    if millis == 0 {
        return "0".to_owned();
    }
    let sign = if millis < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    let millis = i64::try_from(millis.unsigned_abs()).unwrap_or(i64::MAX);
    if millis < SECOND {
        return format!("{sign}{millis} ms");
    }
    let (days, hours, minutes) = (millis / DAY, millis % DAY / HOUR, millis % HOUR / MINUTE);
    let mut parts = Vec::new();
    if days > 0 {
        parts.push(format!("{} d", locale.whole(days)));
    }
    for (count, unit) in [(hours, "h"), (minutes, "m")] {
        if count > 0 {
            parts.push(format!("{count} {unit}"));
        }
    }
    let (seconds, rest) = (millis % MINUTE / SECOND, millis % SECOND);
    if rest > 0 {
        let fraction = format!("{rest:03}");
        let decimal = locale.decimal;
        parts.push(format!("{seconds}{decimal}{} s", fraction.trim_end_matches('0')));
    } else if seconds > 0 {
        parts.push(format!("{seconds} s"));
    }
    sign + &parts.join(" ")
}

fn ceiled(value: f64, step: i64) -> i64 {
    whole((value / step as f64).ceil())
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn whole(value: f64) -> i64 {
    value as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, at_most: usize) -> Vec<String> {
        ticks(&Scale::linear(low, high), &Locale::default(), at_most)
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn spans_are_counted_in_the_units_that_people_use() {
        assert_eq!(
            labels(0.0, 250.0, 6),
            ["0", "50 ms", "100 ms", "150 ms", "200 ms", "250 ms"]
        );
        assert_eq!(labels(0.0, 95_000.0, 4), ["0", "30 s", "1 m", "1 m 30 s"]);
        assert_eq!(
            labels(0.0, 9.5e6, 6),
            ["0", "30 m", "1 h", "1 h 30 m", "2 h", "2 h 30 m"]
        );
        assert_eq!(
            labels(0.0, 5.0 * 86.4e6, 6),
            ["0", "1 d", "2 d", "3 d", "4 d", "5 d"]
        );
        assert_eq!(labels(-60_000.0, 60_000.0, 3), ["−1 m", "0", "1 m"]);
        assert_eq!(
            labels(3_600_000.0, 3_600_500.0, 3),
            ["1 h", "1 h 0.2 s", "1 h 0.4 s"]
        );
        assert_eq!(
            labels(0.0, 0.4, 5),
            ["0.0 ms", "0.1 ms", "0.2 ms", "0.3 ms", "0.4 ms"]
        );
    }
}

//! Local dates and hours as moments.

use super::locale::Zone;
use crate::format::{Civil, iso_utc};

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// Moments that a calendar is kept for, in milliseconds to either side of 1970, as in the browser: 275,000 years.
pub(super) const FARTHEST: i64 = 8_640_000_000_000_000;

/// What a clock shows at midnight of a date, in milliseconds since 1970 as if it stood in UTC. The month counts from 0
/// and may lie outside the year.
pub(super) fn wall_of_date(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = (year + month.div_euclid(12), month.rem_euclid(12) + 1);
    // Howard Hinnant's `days_from_civil` (public domain): years start in March.
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) * DAY
}

pub(super) fn days_in_month(year: i64, month: i64) -> i64 {
    (wall_of_date(year, month + 1, 1) - wall_of_date(year, month, 1)) / DAY
}

impl Zone {
    /// The date and time that the clock shows at a moment.
    pub(super) fn civil(&self, millis: i64) -> Civil {
        Civil::from_epoch(self.wall_millis(millis), 0)
    }

    /// The first moment at which the clock shows this; `None` where it never does, because it was set forward then.
    pub(super) fn moment(&self, wall_millis: i64) -> Option<i64> {
        [-DAY, DAY].into_iter().find_map(|around| {
            let offset = i64::from(self.offset_minutes(wall_millis + around)) * MINUTE;
            let moment = wall_millis - offset;
            (self.wall_millis(moment) == wall_millis).then_some(moment)
        })
    }

    /// A moment as a field for local dates and times holds it: `2026-11-23T14:05:09`, with milliseconds where there are
    /// any.
    pub fn to_typed(&self, millis: i64) -> String {
        let clock = iso_utc(self.wall_millis(millis));
        let clock = clock.strip_suffix('Z').unwrap_or(&clock);
        clock.strip_suffix(".000").unwrap_or(clock).to_owned()
    }

    /// The moment that was typed as a local date, with or without a time of day to the minute, the second or a fraction
    /// of it; in UTC where it ends in `Z`. `None` where it is no date.
    pub fn from_typed(&self, text: &str) -> Option<i64> {
        let text = text.trim();
        let (text, is_utc) = text
            .strip_suffix(['Z', 'z'])
            .map_or((text, false), |text| (text, true));
        let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
        let mut date = date.splitn(3, '-').map(|part| bounded(part, 9_999));
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        if !(1..=12).contains(&month) || !(1..=days_in_month(year, month - 1)).contains(&day) {
            return None;
        }
        let wall = wall_of_date(year, month - 1, day) + time_of_day(time.trim())?;
        Some(if is_utc { wall } else { self.moment_or_jump(wall) })
    }

    /// The moment at which the clock shows this, or at which it jumps over it.
    pub(super) fn moment_or_jump(&self, wall_millis: i64) -> i64 {
        self.moment(wall_millis)
            .unwrap_or_else(|| wall_millis - i64::from(self.offset_minutes(wall_millis - DAY)) * MINUTE)
    }
}

/// Whole digits, up to a greatest number.
fn bounded(digits: &str, most: i64) -> Option<i64> {
    let is_plain = digits.bytes().all(|digit| digit.is_ascii_digit());
    let number: i64 = is_plain.then(|| digits.parse().ok()).flatten()?;
    (number <= most).then_some(number)
}

/// Milliseconds since midnight; midnight where nothing is said.
fn time_of_day(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let mut parts = text.splitn(3, ':');
    let (hour, minute) = (bounded(parts.next()?, 23)?, bounded(parts.next()?, 59)?);
    let (second, fraction) = parts.next().map_or(("0", ""), |seconds| {
        seconds.split_once('.').unwrap_or((seconds, ""))
    });
    // Finer than a millisecond is not kept.
    let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(hour * HOUR + minute * MINUTE + bounded(second, 59)? * 1_000 + bounded(&millis, 999)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_typed_moment_is_that_of_the_persons_clock() {
        let zone = Zone::fixed(90);
        let noon = 1_795_435_200_000;
        assert_eq!(zone.to_typed(noon), "2026-11-23T13:30:00");
        assert_eq!(zone.to_typed(noon + 7), "2026-11-23T13:30:00.007");
        for text in [
            "2026-11-23T13:30",
            " 2026-11-23 13:30:00.000 ",
            "2026-11-23T12:00:00Z",
        ] {
            assert_eq!(zone.from_typed(text), Some(noon), "{text}");
        }
        assert_eq!(zone.from_typed("2026-11-23"), Some(noon - 27 * HOUR / 2));
        assert_eq!(zone.from_typed("2024-02-29T00:00:00.5"), Some(1_709_159_400_500));
    }

    #[test]
    fn what_is_no_date_is_no_moment() {
        for text in [
            "",
            "x",
            "2026-13-01",
            "2026-02-29",
            "2026-11-23T24:00",
            "2026-11-23T1:2:3:4",
            "2026-11",
            "2026-11-+3",
            "-1-1-1",
        ] {
            assert_eq!(Zone::fixed(0).from_typed(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_comes_back_as_it_was_typed(millis in 0_i64..250_000_000_000_000, minutes in -720..840) {
            let zone = Zone::fixed(minutes);
            let typed = zone.to_typed(millis);
            prop_assume!(typed.starts_with(|first: char| first.is_ascii_digit()));
            prop_assert_eq!(zone.from_typed(&typed), Some(millis));
        }
    }

    proptest! {
        #[test]
        fn a_date_comes_back(day in -100_000_000_i64..100_000_000) {
            let civil = Civil::from_epoch(day * DAY, 0);
            let wall = wall_of_date(civil.year, i64::from(civil.month) - 1, i64::from(civil.day));
            prop_assert_eq!(wall, day * DAY);
        }
    }

    #[test]
    fn leap_years_have_a_day_more_in_february() {
        let lengths = [1900, 2000, 2023, 2024].map(|year| days_in_month(year, 1));
        assert_eq!(lengths, [28, 29, 28, 29]);
    }
}

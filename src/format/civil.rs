//! Dates and times of day from milliseconds since 1970.

use std::fmt;

/// A moment as clocks and calendars show it (proleptic Gregorian calendar, no leap seconds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Civil {
    /// Astronomical year: 0 is 1 BC.
    pub year: i64,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
    /// 0 to 999.
    pub milli: u32,
}

const DAY_MILLIS: i128 = 86_400_000;

impl Civil {
    /// The clock at `offset_minutes` east of UTC. A browser's `getTimezoneOffset` counts the other way round.
    /// Any moment has a date, however far away.
    pub fn from_epoch(epoch_millis: i64, offset_minutes: i32) -> Self {
        let millis = i128::from(epoch_millis) + i128::from(offset_minutes) * 60_000;
        let (year, month, day) = date_of_day(millis.div_euclid(DAY_MILLIS));
        let of_day = millis.rem_euclid(DAY_MILLIS);
        Self {
            year: small(year),
            month: small(month),
            day: small(day),
            hour: small(of_day / 3_600_000),
            minute: small(of_day / 60_000 % 60),
            second: small(of_day / 1000 % 60),
            milli: small(of_day % 1000),
        }
    }
}

/// Year, month and day of a day counted from 1970-01-01.
///
/// Howard Hinnant's `civil_from_days` (public domain): years start in March, so that the leap day comes last, and
/// repeat every 400 years.
fn date_of_day(day: i128) -> (i128, i128, i128) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year_of_era + era * 400 + i128::from(month <= 2), month, day)
}

/// All values here are known to fit.
fn small<T: TryFrom<i128> + Default>(value: i128) -> T {
    T::try_from(value).unwrap_or_default()
}

/// `2026-11-23 13:40:06`; years outside 0 to 9999 have a sign, as ISO 8601 asks.
impl fmt::Display for Civil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {:02}:{:02}:{:02}",
            DateOf(self),
            self.hour,
            self.minute,
            self.second
        )
    }
}

struct DateOf<'a>(&'a Civil);

impl fmt::Display for DateOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { year, month, day, .. } = self.0;
        match year {
            0..=9999 => write!(f, "{year:04}")?,
            _ => write!(f, "{year:+05}")?,
        }
        write!(f, "-{month:02}-{day:02}")
    }
}

/// The day: `2026-11-23`.
pub fn date(epoch_millis: i64, offset_minutes: i32) -> String {
    DateOf(&Civil::from_epoch(epoch_millis, offset_minutes)).to_string()
}

/// The day and the time to the second: `2026-11-23 13:40:06`.
pub fn date_time(epoch_millis: i64, offset_minutes: i32) -> String {
    Civil::from_epoch(epoch_millis, offset_minutes).to_string()
}

/// To the millisecond, with the offset: `2026-11-23 13:40:06.123 +01:00`, or `… UTC`.
pub fn date_time_exact(epoch_millis: i64, offset_minutes: i32) -> String {
    let civil = Civil::from_epoch(epoch_millis, offset_minutes);
    let zone = if offset_minutes == 0 {
        "UTC".to_owned()
    } else {
        let sign = if offset_minutes < 0 { '-' } else { '+' };
        let minutes = offset_minutes.unsigned_abs();
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    };
    format!("{civil}.{:03} {zone}", civil.milli)
}

/// ISO 8601 in UTC, for machines and `<time datetime>`: `2026-11-23T13:40:06.123Z`.
pub fn iso_utc(epoch_millis: i64) -> String {
    let civil = Civil::from_epoch(epoch_millis, 0);
    let Civil {
        hour,
        minute,
        second,
        milli,
        ..
    } = civil;
    format!("{}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z", DateOf(&civil))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_moments_have_their_dates() {
        let table = [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (1_795_431_319_499, "2026-11-23T10:55:19.499Z"),
            (253_402_300_800_000, "+10000-01-01T00:00:00.000Z"),
            (-62_167_219_200_001, "-0001-12-31T23:59:59.999Z"),
            (i64::MAX, "+292278994-08-17T07:12:55.807Z"),
            (i64::MIN, "-292275055-05-16T16:47:04.192Z"),
        ];
        for (millis, text) in table {
            assert_eq!(iso_utc(millis), text, "{millis}");
        }
    }

    #[test]
    fn an_offset_moves_the_clock_and_the_day() {
        assert_eq!(date_time(0, 330), "1970-01-01 05:30:00");
        assert_eq!(date_time_exact(123, -210), "1969-12-31 20:30:00.123 -03:30");
        assert_eq!(date_time_exact(123, 0), "1970-01-01 00:00:00.123 UTC");
        assert_eq!(date(0, -1), "1969-12-31");
    }

    proptest! {
        #[test]
        fn every_moment_has_a_date(millis: i64, offset: i32) {
            let civil = Civil::from_epoch(millis, offset);
            prop_assert!((1..=12).contains(&civil.month) && (1..=31).contains(&civil.day));
            prop_assert!(civil.hour < 24 && civil.minute < 60 && civil.second < 60 && civil.milli < 1000);
            prop_assert!(!date_time_exact(millis, offset).is_empty());
        }

        #[test]
        fn later_moments_have_later_dates(millis in 0_i64..250_000_000_000_000, later in 1_i64..1_000_000_000) {
            prop_assert!(iso_utc(millis) < iso_utc(millis + later));
        }

        #[test]
        fn the_next_day_is_the_next_date(day in -1_000_000_i128..1_000_000) {
            let (year, month, date) = date_of_day(day);
            let next = date_of_day(day + 1);
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let length = match month { 2 => 28 + i128::from(leap), 4 | 6 | 9 | 11 => 30, _ => 31 };
            let expected = match (date == length, month == 12) {
                (false, _) => (year, month, date + 1),
                (true, false) => (year, month + 1, 1),
                (true, true) => (year + 1, 1, 1),
            };
            prop_assert_eq!(next, expected);
        }
    }
}

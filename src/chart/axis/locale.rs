//! How a person reads numbers and dates, and which clock they live by.

use std::fmt;
use std::sync::Arc;

use crate::format::Civil;

/// How a person writes numbers and dates. Labels are made with nothing else, so that they are the same on any host.
#[derive(Clone, Debug)]
pub struct Locale {
    /// Between the whole and the fraction.
    pub decimal: char,
    /// Between groups of digits.
    pub group: char,
    /// How many digits the lowest group has, and each of the others: 3 and 3; in India 3 and 2.
    pub group_sizes: [u8; 2],
    /// January to December, short.
    pub months: [Arc<str>; 12],
    /// A day of a year, with `{day}` and `{month}`.
    pub day_month: Arc<str>,
    /// A day, with `{day}`, `{month}` and `{year}`.
    pub day_month_year: Arc<str>,
    /// What the halves of the day are called where a clock counts to twelve.
    pub half_days: Option<[Arc<str>; 2]>,
    /// The clock.
    pub zone: Zone,
}

impl Default for Locale {
    /// English with 24 hours in UTC.
    fn default() -> Self {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        Self {
            decimal: '.',
            group: ',',
            group_sizes: [3, 3],
            months: MONTHS.map(Arc::from),
            day_month: "{month} {day}".into(),
            day_month_year: "{month} {day}, {year}".into(),
            half_days: None,
            zone: Zone::fixed(0),
        }
    }
}

/// How far local time is ahead of UTC at any moment.
#[derive(Clone)]
pub struct Zone(Arc<dyn Fn(i64) -> i32 + Send + Sync>);

impl Zone {
    /// The same all year round, in minutes ahead of UTC.
    pub fn fixed(minutes: i32) -> Self {
        Self(Arc::new(move |_| minutes))
    }

    /// By a table, or whoever knows: from milliseconds since 1970 to the minutes ahead of UTC at that moment.
    pub fn new(minutes_at: impl Fn(i64) -> i32 + Send + Sync + 'static) -> Self {
        Self(Arc::new(minutes_at))
    }

    /// How many minutes local time is ahead of UTC at a moment, in milliseconds since 1970.
    pub fn offset_minutes(&self, millis: i64) -> i32 {
        (self.0)(millis)
    }

    /// What the clock shows at a moment, in milliseconds since 1970 as if it stood in UTC.
    pub(super) fn wall_millis(&self, millis: i64) -> i64 {
        millis.saturating_add(i64::from(self.offset_minutes(millis)) * 60_000)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Zone")
    }
}

impl Locale {
    /// Digits in groups, from five on: with four nobody loses count.
    pub(super) fn grouped(&self, digits: &str) -> String {
        let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && digits.len() >= 5 && self.starts_group(digits.len() - place) {
                text.push(self.group);
            }
            text.push(digit);
        }
        text
    }

    fn starts_group(&self, digits_after: usize) -> bool {
        let [lowest, other] = self.group_sizes.map(|size| usize::from(size.max(1)));
        digits_after >= lowest && (digits_after - lowest).is_multiple_of(other)
    }
}

impl Locale {
    /// A moment to the second, in milliseconds since 1970: `Nov 23, 2026, 14:05:09`.
    pub fn moment(&self, millis: i64) -> String {
        let civil = self.zone.civil(millis);
        format!(
            "{}, {}",
            self.day(&civil, true),
            self.clock(&civil, Clock::Seconds)
        )
    }

    /// A day, with its year or without.
    pub(super) fn day(&self, civil: &Civil, with_year: bool) -> String {
        let pattern = if with_year {
            &self.day_month_year
        } else {
            &self.day_month
        };
        pattern
            .replace("{day}", &civil.day.to_string())
            .replace("{year}", &year_label(civil.year))
            .replace("{month}", self.month(civil))
    }

    pub(super) fn month(&self, civil: &Civil) -> &str {
        let index = usize::try_from(civil.month).unwrap_or(1).saturating_sub(1);
        self.months.get(index).map_or("", |name| name)
    }

    /// The time of day, as finely as asked for.
    pub(super) fn clock(&self, civil: &Civil, clock: Clock) -> String {
        let Civil {
            hour,
            minute,
            second,
            milli,
            ..
        } = civil;
        let (hour, half_day) = match &self.half_days {
            None => (format!("{hour:02}"), String::new()),
            Some([before_noon, after_noon]) => {
                let half = if *hour < 12 { before_noon } else { after_noon };
                let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
                (hour.to_string(), format!(" {half}"))
            }
        };
        let decimal = self.decimal;
        match clock {
            Clock::Minutes if *minute == 0 && self.half_days.is_some() => format!("{hour}{half_day}"),
            Clock::Minutes => format!("{hour}:{minute:02}{half_day}"),
            Clock::Seconds => format!("{hour}:{minute:02}:{second:02}{half_day}"),
            Clock::Millis => format!("{hour}:{minute:02}:{second:02}{decimal}{milli:03}{half_day}"),
        }
    }
}

/// How finely a clock is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// 14:05, or 2 PM where that is how hours are counted.
    Minutes,
    /// 14:05:09
    Seconds,
    /// 14:05:09.250
    Millis,
}

/// A year; before the year 1 the astronomical one, with a minus sign.
pub(super) fn year_label(year: i64) -> String {
    year.to_string().replace('-', "\u{2212}")
}

//! Round moments, by the person's calendar and clock.

use super::{Tick, linear};
use crate::chart::axis::calendar::{DAY, FARTHEST, HOUR, MINUTE, days_in_month, wall_of_date};
use crate::chart::axis::locale::{Clock, Locale, Zone, year_label};
use crate::chart::axis::scale::Scale;
use crate::format::Civil;

/// How far it is from one tick to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// At most an hour, in milliseconds.
    Millis(i64),
    Hours(i64),
    Days(i64),
    Months(i64),
    Years(i64),
}

const STEPS: [Step; 41] = [
    Step::Millis(1),
    Step::Millis(2),
    Step::Millis(5),
    Step::Millis(10),
    Step::Millis(20),
    Step::Millis(50),
    Step::Millis(100),
    Step::Millis(200),
    Step::Millis(500),
    Step::Millis(1000),
    Step::Millis(2000),
    Step::Millis(5000),
    Step::Millis(10_000),
    Step::Millis(15_000),
    Step::Millis(30_000),
    Step::Millis(MINUTE),
    Step::Millis(2 * MINUTE),
    Step::Millis(5 * MINUTE),
    Step::Millis(10 * MINUTE),
    Step::Millis(15 * MINUTE),
    Step::Millis(30 * MINUTE),
    Step::Millis(HOUR),
    Step::Hours(2),
    Step::Hours(3),
    Step::Hours(6),
    Step::Hours(12),
    Step::Days(1),
    Step::Days(2),
    Step::Days(4),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
];

impl Step {
    /// Not more than it ever is, in milliseconds.
    fn least_millis(self) -> i64 {
        match self {
            Self::Millis(millis) => millis,
            Self::Hours(hours) => hours * HOUR - HOUR,
            Self::Days(days) => days * DAY - 2 * HOUR,
            Self::Months(months) => months * 28 * DAY - DAY,
            Self::Years(years) => years * 365 * DAY - DAY,
        }
    }
}

/// Round moments inside the scale, in milliseconds since 1970, at most `at_most`.
pub(super) fn ticks(scale: &Scale, locale: &Locale, at_most: usize) -> Vec<Tick> {
    let far = FARTHEST as f64;
    if scale.low() < -far || scale.high() > far {
        return linear::ticks(scale, locale, at_most, i32::MIN);
    }
    let (low, high) = (whole(scale.low().ceil()), whole(scale.high().floor()));
    let centuries =
        (2..6).flat_map(|exponent| [1, 2, 5].map(|mantissa| Step::Years(mantissa * 10_i64.pow(exponent))));
    for step in STEPS.into_iter().chain(centuries) {
        // At least so many would be there.
        let at_least = (high - low) / (2 * step.least_millis().max(1));
        if usize::try_from(at_least).unwrap_or(usize::MAX) > at_most.saturating_add(2) {
            continue;
        }
        let moments = moments(step, &locale.zone, low, high, at_most + 1);
        if moments.len() <= at_most {
            return labelled(step, &moments, locale);
        }
    }
    Vec::new()
}

/// The moments of a step from `low` to `high`, the first `at_most` of them.
fn moments(step: Step, zone: &Zone, low: i64, high: i64, at_most: usize) -> Vec<i64> {
    let first = zone.civil(low);
    let month = i64::from(first.month) - 1;
    let is_inside = move |moment: &i64| (low..=high).contains(moment);
    match step {
        Step::Millis(millis) => by_the_clock(millis, zone, low)
            .take_while(|moment| *moment <= high)
            .take(at_most)
            .collect(),
        Step::Hours(hours) => {
            let start = zone.wall_millis(low).div_euclid(hours * HOUR) - 1;
            let walls = (start..).map(|count| count * hours * HOUR);
            let walls = walls.take_while(|wall| *wall <= high + 2 * DAY);
            let moments = walls.filter_map(|wall| zone.moment(wall));
            increasing(moments.filter(is_inside)).take(at_most).collect()
        }
        Step::Days(days) => {
            let months = (month..).map(|month| (first.year + month.div_euclid(12), month.rem_euclid(12)));
            let dates = months.flat_map(|(year, month)| {
                let length = days_in_month(year, month);
                // The last one leaves a whole step to the first of the next month.
                let is_kept = move |day: &i64| (day - 1) % days == 0 && length - day + 1 >= days;
                (1..=length)
                    .filter(is_kept)
                    .map(move |day| wall_of_date(year, month, day))
            });
            in_range(dates, zone, low, high, at_most)
        }
        Step::Months(months) => {
            let start = month.div_euclid(months);
            let dates = (start..).map(|count| wall_of_date(first.year, count * months, 1));
            in_range(dates, zone, low, high, at_most)
        }
        Step::Years(years) => {
            let start = first.year.div_euclid(years);
            let dates = (start..).map(|count| wall_of_date(count * years, 0, 1));
            in_range(dates, zone, low, high, at_most)
        }
    }
}

/// The midnights of dates, in order, that lie in a range.
fn in_range(walls: impl Iterator<Item = i64>, zone: &Zone, low: i64, high: i64, at_most: usize) -> Vec<i64> {
    let moments = walls.map(|wall| zone.moment_or_jump(wall));
    increasing(
        moments
            .take_while(|moment| *moment <= high)
            .filter(|moment| *moment >= low),
    )
    .take(at_most)
    .collect()
}

/// Leaves out what is not after the one before.
fn increasing(moments: impl Iterator<Item = i64>) -> impl Iterator<Item = i64> {
    let mut before = i64::MIN;
    moments.filter(move |moment| {
        let is_after = *moment > before;
        before = before.max(*moment);
        is_after
    })
}

/// All moments from `low` on at which the clock shows a multiple of `step`; twice those of an hour that comes twice.
fn by_the_clock(step: i64, zone: &Zone, low: i64) -> impl Iterator<Item = i64> {
    // Where the clock is set in between by less than a step, once more.
    let align = move |moment: i64| {
        let aligned = |moment: i64| {
            let past = zone.wall_millis(moment).rem_euclid(step);
            if past == 0 { moment } else { moment + step - past }
        };
        aligned(aligned(moment))
    };
    std::iter::successors(Some(align(low)), move |moment| Some(align(moment + step)))
}

fn labelled(step: Step, moments: &[i64], locale: &Locale) -> Vec<Tick> {
    let mut before: Option<(Civil, i32)> = None;
    let mut ticks = Vec::with_capacity(moments.len());
    for moment in moments {
        let civil = locale.zone.civil(*moment);
        let offset = locale.zone.offset_minutes(*moment);
        let is_new_year = before.is_none_or(|(before, _)| before.year != civil.year);
        let is_new_day = is_new_year
            || before.is_none_or(|(before, _)| (before.month, before.day) != (civil.month, civil.day));
        let is_set = before.is_some_and(|(_, before)| before != offset);
        let clock_under = || {
            if is_new_day {
                Some(locale.day(&civil, is_new_year))
            } else {
                // The same hour once more, or one left out: say by which clock.
                is_set.then(|| utc_offset(offset))
            }
        };
        let year_under = || is_new_year.then(|| year_label(civil.year));
        let (label, under) = match step {
            Step::Millis(millis) => {
                let clock = match millis {
                    ..1000 => Clock::Millis,
                    1000..MINUTE => Clock::Seconds,
                    _ => Clock::Minutes,
                };
                (locale.clock(&civil, clock), clock_under())
            }
            Step::Hours(_) => (locale.clock(&civil, Clock::Minutes), clock_under()),
            Step::Days(_) => (locale.day(&civil, false), year_under()),
            Step::Months(_) => (locale.month(&civil).to_owned(), year_under()),
            Step::Years(_) => (year_label(civil.year), None),
        };
        before = Some((civil, offset));
        ticks.push(Tick {
            value: *moment as f64,
            label,
            under,
        });
    }
    ticks
}

/// `UTC+5:30`
fn utc_offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    let (hours, minutes) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    if minutes == 0 {
        format!("UTC{sign}{hours}")
    } else {
        format!("UTC{sign}{hours}:{minutes:02}")
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn whole(value: f64) -> i64 {
    value as i64
}

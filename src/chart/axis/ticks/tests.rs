//! Ticks as people in several places see them.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::chart::axis::Zone;

const HOUR: i64 = 3_600_000;

/// Central European time by the rule that holds since 1996: summer time from the last Sunday of March, 1:00 UTC, to
/// the last Sunday of October, 1:00 UTC.
fn berlin() -> Locale {
    let months = [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
    ];
    Locale {
        decimal: ',',
        group: '.',
        group_sizes: [3, 3],
        months: months.map(Arc::from),
        day_month: "{day}. {month}".into(),
        day_month_year: "{day}. {month} {year}".into(),
        half_days: None,
        zone: Zone::new(|millis| {
            let civil = crate::format::Civil::from_epoch(millis, 0);
            let last_sunday = |month: i64| {
                let end = super::super::calendar::wall_of_date(civil.year, month + 1, 1) / (24 * HOUR) - 1;
                // 1970 began on a Thursday.
                (end - (end + 4).rem_euclid(7)) * 24 * HOUR + HOUR
            };
            let is_summer = (last_sunday(2)..last_sunday(9)).contains(&millis);
            if is_summer { 120 } else { 60 }
        }),
    }
}

fn new_york() -> Locale {
    Locale {
        half_days: Some(["AM".into(), "PM".into()]),
        zone: Zone::fixed(-300),
        ..Locale::default()
    }
}

fn kolkata() -> Locale {
    Locale {
        group_sizes: [3, 2],
        zone: Zone::fixed(330),
        ..Locale::default()
    }
}

/// A place whose clock jumps over midnight, as São Paulo's did: at 0:00 on 4 November 2018 it was 1:00.
fn sao_paulo() -> Locale {
    Locale {
        zone: Zone::new(|millis| if millis >= 1_541_300_400_000 { -120 } else { -180 }),
        ..Locale::default()
    }
}

/// Each tick as its label, and what stands under it.
fn told(low: i64, high: i64, at_most: usize, locale: &Locale) -> Vec<String> {
    let scale = Scale::linear(low as f64, high as f64);
    ticks(&scale, AxisUnit::Time, locale, at_most)
        .major
        .into_iter()
        .map(|tick| match tick.under {
            Some(under) => format!("{} | {under}", tick.label),
            None => tick.label,
        })
        .collect()
}

/// 2026-11-23T00:00:00Z
const NOV_23: i64 = 1_795_392_000_000;

#[test]
fn hours_have_their_day_under_them_where_it_begins() {
    assert_eq!(
        told(NOV_23 + 15 * HOUR, NOV_23 + 34 * HOUR, 5, &Locale::default()),
        ["18:00 | Nov 23, 2026", "00:00 | Nov 24", "06:00"]
    );
    assert_eq!(
        told(NOV_23 + 15 * HOUR, NOV_23 + 34 * HOUR, 5, &new_york()),
        ["12 PM | Nov 23, 2026", "6 PM", "12 AM | Nov 24"]
    );
}

#[test]
fn hours_are_whole_where_the_zone_is_half_an_hour_off() {
    let ticks = told(NOV_23, NOV_23 + 4 * HOUR, 4, &kolkata());
    assert_eq!(ticks, ["06:00 | Nov 23, 2026", "07:00", "08:00", "09:00"]);
}

#[test]
fn an_hour_that_comes_twice_is_shown_twice_with_its_clock() {
    // 2026-10-25T01:00Z is 2:00 in the morning for the second time.
    let again = 1_792_890_000_000;
    let ticks = told(again - 2 * HOUR, again + 2 * HOUR, 5, &berlin());
    assert_eq!(
        ticks,
        [
            "01:00 | 25. Okt. 2026",
            "02:00",
            "02:00 | UTC+1",
            "03:00",
            "04:00"
        ]
    );
}

#[test]
fn an_hour_that_never_was_is_left_out() {
    // 2026-03-29T01:00Z: after 1:59 comes 3:00.
    let jump = 1_774_746_000_000;
    let ticks = told(jump - 2 * HOUR, jump + 2 * HOUR, 6, &berlin());
    assert_eq!(
        ticks,
        [
            "00:00 | 29. März 2026",
            "01:00",
            "03:00 | UTC+2",
            "04:00",
            "05:00"
        ]
    );
}

#[test]
fn days_begin_at_local_midnight_on_either_side_of_summer_time() {
    let jump = 1_774_746_000_000;
    let scale = Scale::linear((jump - 60 * HOUR) as f64, (jump + 60 * HOUR) as f64);
    let made = ticks(&scale, AxisUnit::Time, &berlin(), 6).major;
    let hours: Vec<f64> = made
        .windows(2)
        .map(|pair| (pair[1].value - pair[0].value) / HOUR as f64)
        .collect();
    assert_eq!(hours, [24.0, 24.0, 23.0, 24.0]);
    assert_eq!(made[0].label, "27. März");
}

#[test]
fn a_day_whose_midnight_never_was_begins_where_the_clock_jumps() {
    let jump = 1_541_300_400_000_i64;
    let ticks = told(jump - 30 * HOUR, jump + 30 * HOUR, 3, &sao_paulo());
    assert_eq!(ticks, ["Nov 3 | 2018", "Nov 4", "Nov 5"]);
}

#[test]
fn the_leap_day_is_a_day() {
    let feb_27 = 1_709_000_000_000 - 1_709_000_000_000 % (24 * HOUR);
    assert_eq!(
        told(feb_27, feb_27 + 96 * HOUR, 6, &Locale::default()),
        ["Feb 27 | 2024", "Feb 28", "Feb 29", "Mar 1", "Mar 2"]
    );
}

#[test]
fn months_and_years_are_those_of_the_calendar() {
    assert_eq!(
        told(NOV_23, NOV_23 + 200 * 24 * HOUR, 7, &Locale::default()),
        ["Dec | 2026", "Jan | 2027", "Feb", "Mar", "Apr", "May", "Jun"]
    );
    assert_eq!(
        told(0, 20 * 366 * 24 * HOUR, 5, &Locale::default()),
        ["1970", "1975", "1980", "1985", "1990"]
    );
}

#[test]
fn short_spans_are_told_to_the_second_and_the_millisecond() {
    assert_eq!(
        told(NOV_23, NOV_23 + 9000, 3, &Locale::default()),
        ["00:00:00 | Nov 23, 2026", "00:00:05"]
    );
    assert_eq!(
        told(NOV_23, NOV_23 + 400, 3, &berlin()),
        ["01:00:00,000 | 23. Nov. 2026", "01:00:00,200", "01:00:00,400"]
    );
}

#[test]
fn numbers_are_written_as_the_person_does() {
    assert_eq!(berlin().number(0.25, 4), "0,25");
    assert_eq!(berlin().whole(1_234_567), "1.234.567");
    assert_eq!(kolkata().whole(123_456_789), "12,34,56,789");
}

/// All kinds of axes, over any range.
fn any_axis() -> impl Strategy<Value = (Scale, AxisUnit)> {
    let kind = prop::sample::select(vec![ScaleKind::Linear, ScaleKind::Log, ScaleKind::Symlog]);
    let unit = prop::sample::select(vec![
        AxisUnit::Number,
        AxisUnit::Whole,
        AxisUnit::Time,
        AxisUnit::Duration,
    ]);
    let any_end = || {
        prop_oneof![
            any::<f64>(),
            -1e6..1e6,
            -1e13..1e13,
            1.7e12..1.9e12,
            Just(0.0),
            Just(f64::MAX)
        ]
    };
    // Ranges of any width at any place, and narrow ones.
    let ends = prop_oneof![
        (any_end(), any_end()),
        (any_end(), -3.0..12.0).prop_map(|(low, log)| (low, low + 10_f64.powf(log))),
    ];
    (kind, unit, ends).prop_map(|(kind, unit, (low, high))| (Scale::new(kind, low, high), unit))
}

proptest! {
    #[test]
    fn ticks_increase_lie_inside_are_few_and_differ((scale, unit) in any_axis(), at_most in 0_usize..14) {
        for locale in [Locale::default(), berlin(), kolkata(), new_york(), sao_paulo()] {
            let made = ticks(&scale, unit, &locale, at_most);
            prop_assert!(made.major.len() <= at_most);
            let values: Vec<f64> = made.major.iter().map(|tick| tick.value).collect();
            for values in [&values, &made.minor] {
                prop_assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{:?} {:?}", scale, values);
                prop_assert!(values.iter().all(|value| scale.contains(*value)), "{:?} {:?}", scale, values);
            }
            let mut under = None;
            let mut seen = std::collections::HashSet::new();
            for tick in &made.major {
                under = tick.under.clone().or(under);
                prop_assert!(seen.insert((tick.label.clone(), under.clone())), "{:?} {:?}", scale, made.major);
            }
        }
    }

    #[test]
    fn a_time_axis_with_room_for_five_ticks_has_at_least_two(low in -1e12..3e12, log in 1.0..12.0) {
        let scale = Scale::linear(low, low + 10_f64.powf(log));
        for locale in [Locale::default(), berlin(), kolkata()] {
            for unit in [AxisUnit::Time, AxisUnit::Duration] {
                let made = ticks(&scale, unit, &locale, 5).major;
                prop_assert!(made.len() >= 2, "{:?} {:?}", unit, made);
            }
        }
    }
}

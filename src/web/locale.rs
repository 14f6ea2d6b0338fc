//! How the person reads numbers and dates, asked of the browser once.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::clock;
use crate::chart::{Locale, Zone};

/// The person's own: of their browser's language and their computer's time zone. What the browser does not say is as in
/// English.
pub fn locale() -> Rc<Locale> {
    thread_local! {
        static HELD: OnceCell<Rc<Locale>> = const { OnceCell::new() };
    }
    HELD.with(|held| Rc::clone(held.get_or_init(|| Rc::new(ask()))))
}

fn ask() -> Locale {
    let mut locale = Locale {
        zone: Zone::new(clock::offset_minutes),
        ..Locale::default()
    };
    ask_numbers(&mut locale);
    ask_dates(&mut locale);
    locale
}

fn ask_numbers(locale: &mut Locale) {
    let format = Intl::NumberFormat::new(&Array::new(), &options(&[("numberingSystem", "latn")]));
    let parts = parts_of(format.as_ref(), &JsValue::from_f64(123_456_789.5));
    let first_letter = |kind: &str| {
        let part = parts.iter().find(|(name, _)| name == kind)?;
        part.1.chars().next()
    };
    if let Some(decimal) = first_letter("decimal") {
        locale.decimal = decimal;
    }
    if let Some(group) = first_letter("group") {
        locale.group = group;
    }
    let groups: Vec<u8> = (parts.iter())
        .filter(|(kind, _)| kind == "integer")
        .filter_map(|(_, digits)| u8::try_from(digits.chars().count()).ok())
        .collect();
    if let [.., other, lowest] = groups[..] {
        locale.group_sizes = [lowest, other];
    }
}

fn ask_dates(locale: &mut Locale) {
    // 2026-02-15, a day whose numbers are all different, as UTC has it.
    let date = |month: i32| {
        JsValue::from(Date::new(&JsValue::from_f64(
            Date::utc(2026.0, f64::from(month)) + 14.0 * 86_400_000.0,
        )))
    };
    let day_options = [
        ("timeZone", "UTC"),
        ("numberingSystem", "latn"),
        ("calendar", "gregory"),
        ("day", "numeric"),
        ("month", "short"),
    ];
    let with_year: Vec<(&str, &str)> = day_options.iter().copied().chain([("year", "numeric")]).collect();
    let days = Intl::DateTimeFormat::new(&Array::new(), &options(&day_options));
    let years = Intl::DateTimeFormat::new(&Array::new(), &options(&with_year));
    for (index, month) in (0..).zip(&mut locale.months) {
        let parts = parts_of(days.as_ref(), &date(index));
        if let Some((_, name)) = parts.into_iter().find(|(kind, _)| kind == "month") {
            *month = name.into();
        }
    }
    if let Some(pattern) = pattern_of(&parts_of(days.as_ref(), &date(1))) {
        locale.day_month = pattern;
    }
    if let Some(pattern) = pattern_of(&parts_of(years.as_ref(), &date(1))) {
        locale.day_month_year = pattern;
    }
    let hours = [
        ("timeZone", "UTC"),
        ("numberingSystem", "latn"),
        ("hour", "numeric"),
    ];
    let hours = Intl::DateTimeFormat::new(&Array::new(), &options(&hours));
    let half_day = |hour: f64| {
        let moment = JsValue::from(Date::new(&JsValue::from_f64(hour * 3_600_000.0)));
        let parts = parts_of(hours.as_ref(), &moment);
        let half = parts.into_iter().find(|(kind, _)| kind == "dayPeriod")?;
        Some(Arc::from(half.1))
    };
    locale.half_days = half_day(1.0).zip(half_day(13.0)).map(|(am, pm)| [am, pm]);
}

/// The order of a date's parts, with names in the place of their values; `None` where one of them is missing.
fn pattern_of(parts: &[(String, String)]) -> Option<Arc<str>> {
    let pattern: String = (parts.iter())
        .map(|(kind, text)| match kind.as_str() {
            "day" | "month" | "year" => format!("{{{kind}}}"),
            _ => text.clone(),
        })
        .collect();
    (pattern.contains("{day}") && pattern.contains("{month}")).then(|| pattern.into())
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Fails for no plain object.
        let _set = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

/// What `formatToParts` says: kinds and texts.
fn parts_of(format: &JsValue, value: &JsValue) -> Vec<(String, String)> {
    let call = || {
        let method = Reflect::get(format, &"formatToParts".into()).ok()?;
        let method: Function = method.dyn_into().ok()?;
        let parts: Array = method.call1(format, value).ok()?.dyn_into().ok()?;
        let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
        Some(
            parts
                .iter()
                .filter_map(|part| Some((text(&part, "type")?, text(&part, "value")?)))
                .collect(),
        )
    };
    call().unwrap_or_default()
}

//! The person's clock.

/// Now, in milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a clock shows whole milliseconds far below 2^53"
)]
pub fn now_millis() -> i64 {
    js_sys::Date::now() as i64
}

/// How far local time was ahead of UTC at a moment, in minutes: summer time counts.
#[expect(
    clippy::cast_possible_truncation,
    reason = "an offset is at most a day of minutes"
)]
pub fn offset_minutes(millis: i64) -> i32 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(millis as f64));
    let behind = date.get_timezone_offset();
    if behind.is_finite() { -(behind as i32) } else { 0 }
}

/// Milliseconds since the page was opened, with fractions, never set back: for measuring.
pub fn precise_millis() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

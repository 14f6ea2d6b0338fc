//! Where an axis is labelled.
//!
//! | file | round places |
//! |---|---|
//! | `linear` | numbers that are 1, 2 or 5 times a power of ten apart |
//! | `log` | powers of ten |
//! | `time` | dates and hours, by the person's calendar and clock |
//! | `duration` | milliseconds, seconds, minutes, hours and days |

mod duration;
mod linear;
mod log;
#[cfg(test)]
mod tests;
mod time;

use super::locale::Locale;
use super::scale::Scale;
use super::unit::AxisUnit;
use crate::chart::options::ScaleKind;

/// A labelled place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it is, in the axis's own unit.
    pub value: f64,
    /// What it says.
    pub label: String,
    /// The larger unit, in a second row: the day above hours, the year above days. Said at the first tick, and again
    /// where it changes.
    pub under: Option<String>,
}

impl Tick {
    fn new(value: f64, label: String) -> Self {
        Self {
            value,
            label,
            under: None,
        }
    }
}

/// Where an axis has its marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ticks {
    /// Those with a label, increasing.
    pub major: Vec<Tick>,
    /// Those without, increasing.
    pub minor: Vec<f64>,
}

/// Round places inside the scale, at most `at_most` with a label; may be none when that is small.
///
/// Labels are made for this person, short, and differ from one tick to the next, once what stands under them counts,
/// too.
pub fn ticks(scale: &Scale, unit: AxisUnit, locale: &Locale, at_most: usize) -> Ticks {
    let least_exponent = if unit == AxisUnit::Whole { 0 } else { i32::MIN };
    let only = |major| Ticks {
        major,
        minor: Vec::new(),
    };
    match (unit, scale.kind()) {
        (AxisUnit::Time, _) => only(time::ticks(scale, locale, at_most)),
        (AxisUnit::Duration, _) => only(duration::ticks(scale, locale, at_most)),
        (AxisUnit::Number | AxisUnit::Whole, ScaleKind::Linear) => {
            only(linear::ticks(scale, locale, at_most, least_exponent))
        }
        (AxisUnit::Number | AxisUnit::Whole, ScaleKind::Log | ScaleKind::Symlog) => {
            log::ticks(scale, locale, at_most, least_exponent)
        }
    }
}

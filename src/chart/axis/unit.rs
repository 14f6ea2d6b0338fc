//! What the values of an axis are.

use super::locale::Locale;
use super::scale::Scale;
use crate::chart::options::ScaleKind;
use crate::format::duration;

/// What the values of an axis count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AxisUnit {
    /// Any number.
    #[default]
    Number,
    /// Whole numbers, such as steps.
    Whole,
    /// Moments, in milliseconds since 1970.
    Time,
    /// Spans of time, in milliseconds.
    Duration,
}

/// One axis of a chart: what is shown of it, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// How the values are spread.
    pub scale: ScaleKind,
    /// What the values are.
    pub unit: AxisUnit,
    /// What is shown; an end that is `None` is where the data ends.
    pub range: [Option<f64>; 2],
    /// What stands beside the axis; nothing where empty.
    pub name: String,
}

impl AxisUnit {
    /// A value in full, for reading it out: to `digits` significant digits where it is a number.
    pub fn read_out(self, value: f64, digits: usize, locale: &Locale) -> String {
        match self {
            Self::Number => locale.number(value, digits),
            Self::Whole if value.fract() == 0.0 => locale.whole(whole(value)),
            Self::Whole => locale.number(value, 17),
            Self::Time => locale.moment(whole(value)),
            Self::Duration => duration(whole(value)),
        }
    }

    /// The ends of an axis that has a single value on it: that value in the middle, and no other one beside it.
    pub(super) fn around(self, value: f64) -> Option<(f64, f64)> {
        let reach = match self {
            Self::Number => return None,
            Self::Whole => 0.5,
            Self::Time | Self::Duration => 500.0,
        };
        Some((value - reach, value + reach))
    }
}

impl Axis {
    /// The scale for data from the first to the second value, with `room` (a share) around it where the axis does not
    /// say where it ends. `even_up_to` as [`Scale::symlog`] takes it.
    pub fn scale(&self, extent: Option<(f64, f64)>, room: f64, even_up_to: f64) -> Option<Scale> {
        let [low, high] = self.range.map(|end| end.filter(|end| end.is_finite()));
        let made = |(one, other)| match self.scale {
            ScaleKind::Symlog => Scale::symlog(one, other, even_up_to),
            kind => Scale::new(kind, one, other),
        };
        let (from, to) = match (extent, low, high) {
            (Some(extent), ..) => extent,
            (None, Some(low), Some(high)) => (low, high),
            (None, Some(end), None) | (None, None, Some(end)) => (end, end),
            (None, None, None) => return None,
        };
        let (from, to) = if from.total_cmp(&to).is_eq() {
            self.unit.around(from).unwrap_or((from, to))
        } else {
            (from, to)
        };
        let whole = made((from, to)).padded(room);
        if low.is_none() && high.is_none() {
            return Some(whole);
        }
        // An end that lies beyond all data leaves the other one at itself: as far away as the data is wide.
        let (mut low, mut high) = (low.unwrap_or(whole.low()), high.unwrap_or(whole.high()));
        if low >= high {
            let span = (whole.high() - whole.low()).min(f64::MAX);
            if self.range.first().copied().flatten().is_none() {
                low = high - span;
            } else if self.range.last().copied().flatten().is_none() {
                high = low + span;
            }
        }
        Some(made((low, high)))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

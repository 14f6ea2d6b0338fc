//! Axes: from values to places, and where an axis says what.
//!
//! | file | what it is |
//! |---|---|
//! | `scale` | values to places and back: linear, logarithmic, symmetric logarithmic |
//! | `unit` | what the values are; one axis of a chart |
//! | `ticks` | round places, labelled |
//! | `calendar` | local dates and hours as moments |
//! | `locale` | how a person writes numbers and dates, and their clock |
//! | `label` | numbers as short text |

mod calendar;
mod label;
mod locale;
mod scale;
mod ticks;
mod unit;

pub use label::{value_label, whole_label};
pub use locale::{Locale, Zone};
pub use scale::Scale;
pub use ticks::{Tick, Ticks, ticks};
pub use unit::{Axis, AxisUnit};

//! Values as text.
//!
//! Short forms are for reading at a glance, `exact` forms are for tooltips, copying and comparison.
//! Minus signs are plain ASCII, so that a copied number is a number everywhere.
//! Nothing here knows the time or the time zone: callers pass both.

mod bytes;
mod civil;
mod count;
mod csv;
mod duration;
mod file_name;
mod number;
mod number_column;
mod relative;
mod shorten;

pub use bytes::{bytes, bytes_exact};
pub use civil::{Civil, date, date_time, date_time_exact, iso_utc};
pub use count::{count, plural, plural_with};
pub use csv::write_csv_text;
pub use duration::{duration, duration_exact};
pub use file_name::file_name;
pub use number::{number, number_exact};
pub use number_column::NumberColumn;
pub use relative::relative_time;
pub use shorten::shorten_middle;

//! What can be done from the keyboard: finding a command by a few letters of it, and the keys that call one.
//!
//! - [`fuzzy`]: whether a text is meant by what was typed, how well, and which letters
//! - [`rank`]: the commands that are meant, best first, in groups
//! - [`Keys`]: presses that call a command, one key or two in a row
//! - [`Recent`]: what was chosen lately, between visits

mod fuzzy;
mod keys;
mod rank;
mod recent;

pub use fuzzy::{Fit, fuzzy};
pub use keys::{Keys, Progress};
pub use rank::{Candidate, Group, Hit, rank};
pub use recent::{Choice, Recent};

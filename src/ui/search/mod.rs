//! The search box over the runs: completion, what is wrong where it stands, and who evaluates what.

mod grammar;
mod keys;
mod parts;
mod search_box;
mod suggestions;

pub use parts::SearchParts;
pub use search_box::SearchBox;

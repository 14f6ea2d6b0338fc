//! The values of metrics over their steps: what is here of them, and what is asked for next.
//!
//! | file | what it is |
//! |---|---|
//! | `want` | what charts want, and the questions to the server that come of it |
//! | `held` | what is here of one metric of one run, and how whole that is |
//! | `intake` | from an answer to what is known of its runs |
//! | `known`, `merge` | what an answer adds to what is here: no point is ever lost to a coarser answer |
//! | `store` | everything that is here, within a bound of memory |
//! | `live` | runs that go on: their new points, and the last ones when they have ended |
//! | `plan` | the next question: a coarse outline of all that is in view, then what its pixels can show, then more |
//! | `sampling` | how this server samples, and whether an answer is all that there is |
//! | `metric` | one metric: its runs, what went wrong, how many runs are asked for at once |
//!
//! Nothing here does any input or output: whoever has a network takes [`Store::next`], sends it and gives the answer to
//! [`Store::took`].

mod held;
mod intake;
mod known;
mod live;
mod merge;
mod metric;
mod plan;
mod sampling;
mod store;
#[cfg(test)]
mod store_tests;
mod want;

pub use held::{Detail, Held};
pub use store::Store;
pub use want::{Ask, MOST_RUNS, Question, Want};

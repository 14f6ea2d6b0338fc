//! Changes that people make to runs and experiments, as data: what becomes of what, how to take it back, and how
//! hundreds of them are sent.
//!
//! - [`Subject`]: a run or an experiment as far as it can be changed; [`Edit`]: what it becomes; [`Change`]: that it did
//! - [`carry_out`]: sends [`Work`] a few at once, can be stopped, and reports what failed and what was not tried
//! - [`shared_tags`] and [`tag_works`]: the tags of many at once, of which only the differences are sent
//! - [`words`]: what people read of all this

mod batch;
mod edit;
mod tags;
pub mod words;

pub use batch::{Failure, Report, Watch, Work, carry_out};
pub use edit::{Change, Edit, NOTE, Subject, Target};
pub use tags::{SharedTag, TagDraft, shared_tags, tag_problem, tag_works};

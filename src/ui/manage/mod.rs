//! Changing runs and experiments from anywhere in the app: renaming, describing, tagging, deleting, restoring, and
//! creating experiments, with the dialogs that ask, the messages that say what came of it, and the way back.
//!
//! A page asks through [`use_actions`] and hears of what was done through [`on_change`]:
//!
//! ```ignore
//! let actions = use_actions();
//! on_change(move |changes| for change in changes {
//!     // change.target: which run or experiment; change.edit: what it is now (name, tag, deleted, restored)
//! });
//! // One run as `Subject::from(&run)`, or put together from columns: id, name, all tags.
//! actions.rename(subject);
//! actions.tag(vec![subject, another]);
//! ```
//!
//! - Every page hears of every change, whoever made it: of an Undo long after the page was left, too. Changes come in
//!   batches, a few a second at most, so that a table may rebuild its rows for each batch. The description is the
//!   tag [`NOTE`](crate::change::NOTE).
//! - The subjects are taken as the page knows them; only what differs from that is sent.
//! - What was kept of earlier answers is forgotten before listeners hear of a change: asking again gives the new.
//! - Dialogs and the sending of many changes belong to the app: they outlive the page that asked. They are a part of
//!   the bundle of their own, loaded when first needed.
//!
//! [`RunMenu`] and [`ExperimentMenu`] are the menus at the head of a run's and an experiment's page.

mod actions;
mod create;
mod describe;
mod dialog;
mod menus;
mod name;
mod region;
mod tag_editor;
mod work;

pub use actions::{Actions, on_change, provide_actions, use_actions};
pub use dialog::ActionDialog;
pub use menus::{ExperimentMenu, RunMenu, menu_items};
pub use region::ActionRegion;

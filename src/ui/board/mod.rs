//! A board of charts on the page.
//!
//! What is on it and where everything stands is worked out by `crate::board`; here it is shown. Only cards near to the
//! view are in the page, and their charts are made one after another.

mod asking;
mod body;
mod card;
mod card_menu;
mod configure;
mod drag;
mod full;
mod keeping;
mod limited;
mod mounting;
mod section;
mod settings;
mod single;
mod source;
mod state;
mod toolbar;
mod view;

pub use keeping::kept_board;
pub use source::Source;
pub use state::{BoardSetup, Scope};
pub use view::BoardView;

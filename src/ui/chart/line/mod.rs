//! The card of a line chart.
//!
//! `histories → building (lines, made piece by piece) → drawing (two canvases) → pointing, highlighting → read-outs`.
//!
//! | file | what it is |
//! |---|---|
//! | `card` | the component |
//! | `state` | what its parts share |
//! | `wanting` | what the server is asked for |
//! | `building` | from histories to lines |
//! | `drawing` | lines on canvases |
//! | `pointing`, `keys`, `zooming` | pointer and fingers, keys, what they show |
//! | `highlighting` | the same run and the same x in all charts |
//! | `read_out`, `marks`, `panel` | what is read out where |
//! | `legend`, `status` | what is what, and what is here |
//! | `settings`, `axis_fields`, `line_fields`, `fields` | what can be set |
//! | `all_points` | every point, however many: here, or as a file |
//! | `export`, `writing`, `table` | taking it along, reading it as a table |

mod all_points;
mod axis_fields;
mod building;
mod card;
mod drawing;
mod export;
mod fields;
mod highlighting;
mod keys;
mod legend;
mod line_fields;
mod marks;
mod panel;
mod pointing;
mod read_out;
mod settings;
mod state;
mod status;
mod table;
mod wanting;
mod writing;
mod zooming;

pub use card::LineCard;
pub use keys::tell_keys;
pub use state::KeptZoom;
pub(super) use state::locale;

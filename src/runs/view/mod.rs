//! The table that an address describes: which columns, in which order, sorted by what.
//!
//! The address holds the difference to what the table shows by itself ([`crate::route::TableQuery`]); here it meets
//! the columns that the runs really have, and what a person does to the table becomes the next address.

mod arrangement;
mod choice;
mod kind;
mod official_columns;
mod picker;
mod saved_view;
mod shared_state;
mod sorting;
mod state_writer;
mod visibility;

#[cfg(test)]
mod choice_tests;
#[cfg(test)]
mod shared_tests;

pub use choice::{ColumnChoice, ShownColumn};
pub use kind::ColumnKind;
pub use picker::{Checked, PickerColumn, PickerItem, PickerList, PickerRow, PickerState};
pub use saved_view::{
    MOST_BYTES, MOST_CHARACTERS, MOST_CHARACTERS_2, MOST_VIEWS, Packed, SavedView, name_problem, packed_text,
    saved_views, shared_id, shared_view, view_tag,
};
pub use shared_state::{OpenedView, ViewProblem, applied, bare, read_state};
pub use sorting::{Sorting, read_sorting, server_key, write_sorting};
pub use state_writer::write_state;

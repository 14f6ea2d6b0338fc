//! Where everything stands in a table too large to be drawn at once, on both axes.
//!
//! [`Columns`] is what the person arranges; [`Layout`] is where the columns stand in a view of some width; [`Window`]
//! is what of rows and columns is in sight; [`Place`] and [`Step`] are moves by keyboard. A [`CellSource`] says what
//! stands in a cell, and [`GridEvent`] what the person did. Nothing here knows what a row is about.
//!
//! Lengths are CSS pixels. A row is counted from 0 at the top, however rows are sorted; the head is none of them.

mod axis;
mod cell;
mod columns;
mod event;
mod focus;
mod layout;
mod scroll;
mod window;

pub use axis::{Spans, UniformRows};
pub use cell::{Align, Cell, CellSource, Check, GridRows, Mark, RowLook, Tone};
pub use columns::{Column, ColumnKind, Columns, SortKey};
pub use event::{GridEvent, Part, RowRange};
pub use focus::{Extent, Place, Step, reveal};
pub use layout::{GroupLabel, Layout, Span};
pub use scroll::ScrollScale;
pub use window::{Window, slot_of, window};

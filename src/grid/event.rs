//! What a person did to the table.

use std::sync::Arc;

/// What of a cell was pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The cell itself.
    Cell,
    /// Its link; the browser follows it.
    Link,
    /// Its colour.
    Swatch,
    /// Its pin.
    Pin,
    /// Its eye.
    Eye,
}

impl Part {
    /// The part of this name in `data-part`.
    pub fn of_name(name: &str) -> Self {
        match name {
            "link" => Self::Link,
            "swatch" => Self::Swatch,
            "pin" => Self::Pin,
            "eye" => Self::Eye,
            _ => Self::Cell,
        }
    }
}

/// Rows from one to another, both included; `from` is where the person began and may be below `to`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowRange {
    /// Where it began.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

impl RowRange {
    /// Its rows, from the top.
    pub fn rows(self) -> std::ops::RangeInclusive<u32> {
        self.from.min(self.to)..=self.from.max(self.to)
    }
}

/// What a person did. Columns are named by their id.
#[derive(Clone, PartialEq, Debug)]
pub enum GridEvent {
    /// A cell was pressed.
    Pressed {
        /// Its row.
        row: u32,
        /// Its column.
        column: Arc<str>,
        /// What of it.
        part: Part,
        /// Where that stands in the window: left, top, width, height in CSS pixels, for what opens there.
        rect: [f64; 4],
    },
    /// Enter, or a double click: the row is to be opened.
    Opened {
        /// The row.
        row: u32,
        /// The active cell's column.
        column: Arc<str>,
        /// In a new tab or beside: with Ctrl or Cmd.
        apart: bool,
    },
    /// The row is to be selected, or no longer.
    SelectToggled {
        /// The row.
        row: u32,
    },
    /// These rows are to be selected, and those of `before` that are not among them no longer.
    SelectExtended {
        /// The rows.
        range: RowRange,
        /// What the same gesture selected until now.
        before: Option<RowRange>,
    },
    /// The box in the head, or Ctrl+A: all are to be selected, or none where all are.
    SelectAll,
    /// Escape.
    Cleared,
    /// The rows below this one are to be shown or hidden.
    Expanded {
        /// The row.
        row: u32,
        /// Shown.
        expanded: bool,
    },
    /// Another cell is active: the one that keys act on.
    Activated {
        /// Its row; none for the head.
        row: Option<u32>,
        /// Its column.
        column: Arc<str>,
    },
    /// The pointer is on another row, or on none. At most once a frame.
    Hovered(Option<u32>),
    /// A head was pressed: the table is to be sorted by the column, or the other way.
    Sorted {
        /// The column.
        column: Arc<str>,
        /// With Shift: besides what it is sorted by already.
        adds: bool,
    },
    /// A column's menu is to be opened.
    MenuAsked {
        /// The column.
        column: Arc<str>,
        /// Where its head stands in the window: left, top, width, height in CSS pixels.
        rect: [f64; 4],
    },
    /// The person changed the width, the place or the freezing of a column; the columns hold the new arrangement.
    Arranged {
        /// The column.
        column: Arc<str>,
    },
    /// Other rows or columns came into sight. At most once a frame.
    Seen {
        /// The rows.
        rows: std::ops::Range<u32>,
    },
}

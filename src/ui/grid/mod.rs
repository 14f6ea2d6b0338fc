//! A table of any size: rows and columns are drawn as they come into sight, on a fixed set of elements.
//!
//! [`Grid`] takes what it shows from a [`CellSource`](crate::grid::CellSource) and tells what a person did by
//! [`GridEvent`](crate::grid::GridEvent)s. It holds where the person is (scroll, active cell) and arranges
//! [`Columns`](crate::grid::Columns) in a signal of the page; all else is the page's: which rows there are, in which
//! order, which are selected.
//!
//! ```ignore
//! let rows = RwSignal::new(GridRows { count, content: 0, order: 0 });
//! let columns = RwSignal::new(Columns::new([
//!     Column::new("", "", ColumnKind::Check, 0),
//!     Column::new("run_name", "Name", ColumnKind::Name, 0).frozen(),
//!     Column::new("metrics.loss", "loss", ColumnKind::Number, 1).in_group("Metrics"),
//! ]));
//! let handle = GridHandle::new();
//! view! { <Grid label="Runs" test_id="runs-table" source rows columns sort on_event handle /> }
//! ```
//!
//! - **What is shown.** The source is asked for the cells in sight only, and again when `rows.content` or `rows.order`
//!   change, or after [`GridHandle::refresh`]. It reads its own state untracked; it must not set signals nor call the
//!   handle while it is asked. `Column::source` is the page's own number for a column. Rows are positions from the top.
//!   Rows that are not there yet say so in their [`RowLook`](crate::grid::RowLook) (`is_pending`); `Seen` says which
//!   rows are in sight, so that they can be loaded.
//! - **Rows that come and go.** While `rows.order` stays, what is in sight stays in sight when rows come in above it,
//!   if the source can [`find`](crate::grid::CellSource::find) rows by their id. The active cell follows its row always.
//! - **Selecting.** `SelectToggled`, `SelectExtended`, `SelectAll` and `Cleared` say what is to become selected; the
//!   page keeps it, says it in `RowLook::is_selected` (and `Cell::check`), and changes `rows.content`.
//! - **Arranging.** Resizing, moving and freezing change `columns`, then `Arranged` is told. The page changes `columns`
//!   too when its menu or picker asks for it, by the methods of [`Columns`](crate::grid::Columns).
//! - **Size.** The table fills its parent, which has to have a height of its own.
//! - **Keys** (the table is one stop for Tab): arrows, Page, Home, End, with Ctrl to the edges; Space selects,
//!   Shift+arrows extends, Ctrl+A all, Enter opens, Escape clears; ←/→ on the first column close and open. The head is
//!   above the first row: Enter sorts (Shift+Enter besides what is sorted already), Alt+←/→ moves the column,
//!   Alt+Shift+←/→ resizes it, Alt+↓ or the menu key asks for its menu. Other keys are the page's.
//! - **For tests.** The scroller has `data-testid`, rows `data-id`, heads and cells `data-column` (the column's id).

mod component;

pub use component::{Grid, GridHandle};

//! What a table of slots knows, and how that changes.

use std::rc::Rc;

use super::grid_dom::{Frame, set};
use super::grid_drag::Drag;
use super::grid_head::Head;
use super::grid_row::RowSlot;
use crate::grid::{
    Cell, CellSource, Columns, Extent, GridEvent, GridRows, Layout, Place, RowRange, ScrollScale, SortKey,
    UniformRows, Window,
};

/// A table's state and its slots.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is due or not, whatever the others are"
)]
pub(super) struct State {
    pub(super) frame: Frame,
    pub(super) source: Rc<dyn CellSource>,
    pub(super) columns: Columns,
    pub(super) layout: Layout,
    pub(super) rows: GridRows,
    pub(super) sort: Vec<SortKey>,
    /// What keys act on.
    pub(super) active: Option<Place>,
    /// The name of the active row: it stays active wherever it moves.
    pub(super) active_id: String,
    /// Where a range of rows begins.
    pub(super) anchor: Option<u32>,
    /// What the range that is being extended covers.
    pub(super) extended: Option<RowRange>,
    /// What is being dragged in the head.
    pub(super) drag: Option<Drag>,
    /// The last press became a drag: the click that ends it sorts nothing.
    pub(super) was_dragged: bool,
    /// How far the pointer is below the view's top, while it is on rows.
    pub(super) pointer_y_css: Option<f64>,
    pub(super) hovered: Option<u32>,
    pub(super) head: Head,
    pub(super) slots: Vec<RowSlot>,
    /// Begins the id of each of its elements.
    pub(super) prefix: String,
    pub(super) width_css: f64,
    pub(super) height_css: f64,
    pub(super) row_height_css: f64,
    pub(super) head_height_css: f64,
    pub(super) device_per_css: f64,
    pub(super) x_css: f64,
    pub(super) y_css: f64,
    pub(super) window: Window,
    pub(super) base_row: u32,
    pub(super) stamp: u64,
    pub(super) is_size_stale: bool,
    /// Columns stand elsewhere than their cells.
    pub(super) is_layout_stale: bool,
    pub(super) is_shifted: bool,
    pub(super) described: Option<String>,
    pub(super) cell: Cell,
    pub(super) scratch: String,
}

impl State {
    /// An empty table inside a scroller. None only where the browser makes no elements.
    pub(super) fn new(frame: Frame, source: Rc<dyn CellSource>, prefix: String) -> Option<Self> {
        Some(Self {
            head: Head::new(&frame.maker, &frame.head, prefix.clone())?,
            frame,
            source,
            columns: Columns::default(),
            layout: Layout::default(),
            rows: GridRows::default(),
            sort: Vec::new(),
            active: None,
            active_id: String::new(),
            anchor: None,
            extended: None,
            drag: None,
            was_dragged: false,
            pointer_y_css: None,
            hovered: None,
            slots: Vec::new(),
            prefix,
            width_css: 0.0,
            height_css: 0.0,
            row_height_css: 32.0,
            head_height_css: 36.0,
            device_per_css: 1.0,
            x_css: 0.0,
            y_css: 0.0,
            window: Window::default(),
            base_row: 0,
            stamp: 1,
            is_size_stale: true,
            is_layout_stale: true,
            is_shifted: false,
            described: None,
            cell: Cell::default(),
            scratch: String::new(),
        })
    }

    /// Has everything drawn anew.
    pub(super) fn touch(&mut self) {
        self.stamp += 1;
    }

    /// Has everything measured and drawn anew.
    pub(super) fn touch_size(&mut self) {
        self.is_size_stale = true;
        self.touch();
    }

    pub(super) fn axis(&self) -> UniformRows {
        UniformRows {
            count: self.rows.count,
            height_css: self.row_height_css,
        }
    }

    /// The height of the part of the view that shows rows.
    pub(super) fn body_css(&self) -> f64 {
        (self.height_css - self.head_height_css).max(0.0)
    }

    pub(super) fn scale(&self) -> ScrollScale {
        ScrollScale::new(self.axis().total_css(), self.body_css())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates"
    )]
    pub(super) fn extent(&self) -> Extent {
        Extent {
            rows: self.rows.count,
            columns: self.layout.len(),
            page: (self.body_css() / self.row_height_css).floor() as u32,
        }
    }

    /// Takes the columns as the page has them.
    pub(super) fn set_columns(&mut self, columns: &Columns) {
        if self.columns != *columns {
            self.columns.clone_from(columns);
            self.lay_out();
        }
    }

    /// Lays out the columns anew after they changed.
    pub(super) fn lay_out(&mut self) {
        let active = self.active.and_then(|active| self.layout.column(active.column));
        let active = active.map(|column| Rc::<str>::from(&*column.id));
        self.layout = Layout::new(&self.columns, self.width_css);
        self.is_layout_stale = true;
        // The active column stays active wherever it moves.
        if let (Some(place), Some(id)) = (&mut self.active, active)
            && let Some(column) = self.layout.position(&id)
        {
            place.column = column;
        }
        self.active = self.active.and_then(|active| active.within(self.extent()));
        set(
            &self.frame.scroller,
            "aria-colcount",
            &self.layout.len().to_string(),
        );
        self.touch_size();
    }

    /// Takes what changed of the rows. What is in sight stays where it is when rows came in above it.
    pub(super) fn set_rows(&mut self, rows: GridRows) {
        let before = std::mem::replace(&mut self.rows, rows);
        if before.count != rows.count {
            set(
                &self.frame.scroller,
                "aria-rowcount",
                &(u64::from(rows.count) + 1).to_string(),
            );
            self.is_size_stale = true;
        }
        if before.order == rows.order && before != rows && self.y_css > 0.0 {
            let top = self.window.rows.start;
            let id = self.slot(top).map(|slot| slot.id().to_owned());
            let now = id.and_then(|id| self.source.find(&id));
            if let Some(now) = now.filter(|now| *now != top) {
                let moved = (f64::from(now) - f64::from(top)) * self.row_height_css;
                self.measure();
                self.scroll_to(self.x_css, self.y_css + moved);
            }
        }
        if let Some(active) = &mut self.active
            && active.row.is_some()
            && let Some(now) = self.source.find(&self.active_id)
        {
            active.row = Some(now);
        }
        if before.order != rows.order {
            self.anchor = None;
            self.extended = None;
        }
        self.active = self.active.and_then(|active| active.within(self.extent()));
        self.touch();
    }

    /// Makes a place the one that keys act on.
    pub(super) fn activate(&mut self, place: Place) -> Vec<GridEvent> {
        let Some(place) = place.within(self.extent()) else {
            return Vec::new();
        };
        let Some(column) = self.layout.column(place.column) else {
            return Vec::new();
        };
        let event = GridEvent::Activated {
            row: place.row,
            column: std::sync::Arc::clone(&column.id),
        };
        self.active = Some(place);
        self.active_id.clear();
        if let Some(row) = place.row {
            self.source.write_id(row, &mut self.active_id);
        }
        self.touch();
        vec![event]
    }

    /// Scrolls until this place of the table is at the upper left of what scrolls.
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    pub(super) fn scroll_to(&mut self, x_css: f64, y_css: f64) {
        // The browser takes whole pixels: rather one too far than a row cut off.
        let whole = |to: f64, from: f64| if to > from { to.ceil() } else { to.floor() };
        let scrolled = self.scale().scrolled_at(y_css);
        self.frame
            .scroller
            .set_scroll_top(whole(scrolled, self.scale().scrolled_at(self.y_css)) as i32);
        self.frame
            .scroller
            .set_scroll_left(whole(x_css, self.x_css) as i32);
        self.x_css = x_css;
        self.y_css = y_css;
    }
}

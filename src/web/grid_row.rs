//! One slot of a row: shows one row after another in a fixed set of cells.

use std::fmt::Write as _;

use web_sys::{CssStyleDeclaration, HtmlElement};

use super::grid_cell::CellSlot;
use super::grid_dom::{Maker, append, hide, set, set_opt, style};
use crate::grid::{Cell, CellSource, ColumnKind, Layout, Place, RowLook, Window, slot_of};

/// What all slots need to be drawn.
pub(super) struct Brush<'a> {
    pub(super) maker: &'a Maker,
    pub(super) source: &'a dyn CellSource,
    pub(super) layout: &'a Layout,
    pub(super) window: &'a Window,
    /// What is drawn under another number is out of date.
    pub(super) stamp: u64,
    pub(super) active: Option<Place>,
    pub(super) row_height_css: f64,
    /// The row that stands at the origin of all row slots.
    pub(super) base_row: u32,
    /// How far columns are scrolled.
    pub(super) x_css: f64,
    /// Used again for each cell.
    pub(super) cell: &'a mut Cell,
    /// Used again for each text that is put together.
    pub(super) scratch: &'a mut String,
}

/// One slot.
pub(super) struct RowSlot {
    element: HtmlElement,
    style: CssStyleDeclaration,
    frozen: HtmlElement,
    strip: HtmlElement,
    strip_style: CssStyleDeclaration,
    frozen_cells: Vec<CellSlot>,
    cells: Vec<CellSlot>,
    /// Begins the ids of its cells.
    prefix: String,
    row: Option<u32>,
    /// The name of its row.
    id: String,
    look: Option<RowLook>,
    stamp: u64,
    top_css: Option<f64>,
    x_css: Option<f64>,
    is_hidden: bool,
}

impl RowSlot {
    /// Makes an empty slot under all rows.
    pub(super) fn new(maker: &Maker, parent: &HtmlElement, prefix: String) -> Option<Self> {
        let element = maker.block("grid__row", "row")?;
        let frozen = maker.block("grid__frozen", "presentation")?;
        let strip = maker.block("grid__strip", "presentation")?;
        append(&element, &strip);
        append(&element, &frozen);
        // Out of sight until it has a row.
        hide(&element, true);
        append(parent, &element);
        Some(Self {
            style: element.style(),
            strip_style: strip.style(),
            element,
            frozen,
            strip,
            frozen_cells: Vec::new(),
            cells: Vec::new(),
            prefix,
            row: None,
            id: String::new(),
            look: None,
            stamp: 0,
            top_css: None,
            x_css: None,
            is_hidden: true,
        })
    }

    /// The row that it shows.
    pub(super) fn row(&self) -> Option<u32> {
        self.row
    }

    /// The name of the row that it shows.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Whether it has no cells yet.
    pub(super) fn is_bare(&self) -> bool {
        self.cells.is_empty() && self.frozen_cells.is_empty()
    }

    /// Whether what it shows was drawn under another number.
    pub(super) fn is_behind(&self, stamp: u64) -> bool {
        self.stamp != stamp
    }

    /// Takes it from the page.
    pub(super) fn remove(self) {
        self.element.remove();
    }

    /// Gives it as many cells as the layout needs, and forgets which columns they show.
    pub(super) fn arrange(&mut self, maker: &Maker, frozen: usize, scrolled: usize, frozen_css: f64) {
        let panes = [
            (&mut self.frozen_cells, &self.frozen, frozen, 'f'),
            (&mut self.cells, &self.strip, scrolled, 's'),
        ];
        for (cells, parent, wanted, pane) in panes {
            while cells.len() > wanted {
                if let Some(cell) = cells.pop() {
                    cell.remove();
                }
            }
            while cells.len() < wanted {
                let id = format!("{}{pane}{}", self.prefix, cells.len());
                let Some(cell) = CellSlot::new(maker, parent, &id) else {
                    break;
                };
                cells.push(cell);
            }
            cells.iter_mut().for_each(CellSlot::clear);
        }
        style(&self.frozen.style(), "width", &format!("{frozen_css}px"));
        style(&self.strip.style(), "left", &format!("{frozen_css}px"));
    }

    /// The id of the cell that shows a column now.
    pub(super) fn cell_id(&self, column: usize) -> Option<String> {
        let at = |cells: &[CellSlot]| cells.iter().position(|cell| cell.column() == Some(column));
        let (pane, at) = match at(&self.frozen_cells) {
            Some(at) => ('f', at),
            None => ('s', at(&self.cells)?),
        };
        Some(format!("{}{pane}{at}", self.prefix))
    }

    /// Shows what is so of the whole row, where that alone may have changed.
    pub(super) fn dress_again(&mut self, source: &dyn CellSource, scratch: &mut String) {
        if let Some(row) = self.row {
            self.dress(source.look(row), scratch);
        }
    }

    /// Leaves the slot without a row, out of sight.
    pub(super) fn rest(&mut self) {
        self.row = None;
        self.hide(true);
    }

    fn hide(&mut self, is_hidden: bool) {
        if self.is_hidden != is_hidden {
            hide(&self.element, is_hidden);
            self.is_hidden = is_hidden;
        }
    }

    /// Shows a row.
    pub(super) fn show(&mut self, row: u32, brush: &mut Brush<'_>) {
        self.hide(false);
        let is_new = self.row != Some(row);
        let is_stale = is_new || self.stamp != brush.stamp;
        if is_new {
            self.row = Some(row);
            brush.scratch.clear();
            // The head is the first row.
            let _written = write!(brush.scratch, "{}", u64::from(row) + 2);
            set(&self.element, "aria-rowindex", brush.scratch);
        }
        self.place(row, brush);
        if is_stale {
            self.stamp = brush.stamp;
            brush.scratch.clear();
            brush.source.write_id(row, brush.scratch);
            if self.id != *brush.scratch {
                self.id.clone_from(brush.scratch);
                set(&self.element, "data-id", &self.id);
            }
            self.dress(brush.source.look(row), brush.scratch);
            for (index, cell) in self.frozen_cells.iter_mut().enumerate() {
                let look = self.look.unwrap_or_default();
                fill(cell, row, index, look, brush);
            }
        }
        let first = brush.layout.frozen.len();
        let pool = self.cells.len();
        for index in brush.window.columns.clone() {
            let Some(cell) = self.cells.get_mut(slot_of(index, pool)) else {
                break;
            };
            if is_stale || cell.column() != Some(first + index) {
                fill(cell, row, first + index, self.look.unwrap_or_default(), brush);
            }
        }
    }

    /// Moves the row and its columns to where they stand.
    fn place(&mut self, row: u32, brush: &mut Brush<'_>) {
        let top_css = (f64::from(row) - f64::from(brush.base_row)) * brush.row_height_css;
        if self.top_css != Some(top_css) {
            self.top_css = Some(top_css);
            brush.scratch.clear();
            let _written = write!(brush.scratch, "translateY({top_css}px)");
            style(&self.style, "transform", brush.scratch);
        }
        if self.x_css != Some(brush.x_css) {
            self.x_css = Some(brush.x_css);
            brush.scratch.clear();
            let _written = write!(brush.scratch, "translateX({}px)", -brush.x_css);
            style(&self.strip_style, "transform", brush.scratch);
        }
    }

    /// Shows what is so of the whole row.
    fn dress(&mut self, look: RowLook, scratch: &mut String) {
        if self.look == Some(look) {
            return;
        }
        self.look = Some(look);
        scratch.clear();
        scratch.push_str("grid__row");
        for (is_so, name) in [
            (look.is_selected, " grid__row--selected"),
            (look.is_dimmed, " grid__row--dimmed"),
            (look.is_group, " grid__row--group"),
            (look.is_pinned, " grid__row--pinned"),
            (look.is_lit, " grid__row--lit"),
        ] {
            if is_so {
                scratch.push_str(name);
            }
        }
        self.element.set_class_name(scratch);
        let said = |is_so: bool| Some(if is_so { "true" } else { "false" });
        set_opt(&self.element, "aria-selected", said(look.is_selected));
        set_opt(&self.element, "aria-expanded", look.expanded.and_then(said));
        set_opt(&self.element, "aria-busy", look.is_pending.then_some("true"));
        let level = (look.level > 0).then(|| look.level.to_string());
        set_opt(&self.element, "aria-level", level.as_deref());
    }
}

/// Shows one cell of a row.
fn fill(slot: &mut CellSlot, row: u32, index: usize, look: RowLook, brush: &mut Brush<'_>) {
    let Some(column) = brush.layout.column(index) else {
        return;
    };
    slot.take(index, column, brush.scratch);
    brush.cell.clear();
    if look.is_pending {
        brush.cell.is_pending = column.kind != ColumnKind::Check;
        brush.cell.align = column.kind.align();
    } else {
        brush.source.fill(row, column, brush.cell);
    }
    let is_active = brush.active
        == Some(Place {
            row: Some(row),
            column: index,
        });
    slot.show(
        brush.maker,
        brush.cell,
        brush.layout.span(index),
        is_active,
        brush.scratch,
    );
}

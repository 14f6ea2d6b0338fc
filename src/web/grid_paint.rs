//! How a table of slots draws what is in sight.

use web_sys::Element;

use super::grid_dom::{hide, set_opt};
use super::grid_head::HeadLook;
use super::grid_row::{Brush, RowSlot};
use super::grid_state::State;
use crate::grid::{GridEvent, Layout, slot_of, window};

/// Rows are placed from a row near by: pixels far from an origin are not exact.
const MOST_ROWS_FROM_BASE: u32 = 30_000;

impl State {
    /// The slot that shows a row.
    pub(super) fn slot(&self, row: u32) -> Option<&RowSlot> {
        let slot = self.slots.get(slot_of(row as usize, self.slots.len()))?;
        (slot.row() == Some(row)).then_some(slot)
    }

    /// Brings sizes, and how many slots there are, in line with the view and the table.
    pub(super) fn measure(&mut self) {
        self.is_size_stale = false;
        let has_groups = self.layout.has_groups();
        hide(&self.frame.groups, !has_groups);
        let _set = self
            .frame
            .scroller
            .class_list()
            .toggle_with_force("grid__scroller--grouped", has_groups);
        (self.row_height_css, self.head_height_css) = self.frame.heights_css();
        self.device_per_css = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        // The second time with the width that the scroll bars leave: it changes what is frozen.
        for _ in 0..2 {
            let (width_css, height_css) = self.frame.resize(
                self.layout.total_css(),
                self.head_height_css + self.scale().range_css(),
            );
            let is_new =
                (self.width_css - width_css).abs() > 0.1 || (self.height_css - height_css).abs() > 0.1;
            self.width_css = width_css;
            self.height_css = height_css;
            if !is_new {
                break;
            }
            self.layout = Layout::new(&self.columns, width_css);
            self.is_layout_stale = true;
        }
        self.arrange();
    }

    fn arrange(&mut self) {
        let maker = &self.frame.maker;
        let wanted = self.axis().most_within(self.body_css()) as usize;
        while self.slots.len() > wanted {
            if let Some(slot) = self.slots.pop() {
                slot.remove();
            }
        }
        while self.slots.len() < wanted {
            let prefix = format!("{}-r{}", self.prefix, self.slots.len());
            let Some(slot) = RowSlot::new(maker, &self.frame.rows, prefix) else {
                break;
            };
            self.slots.push(slot);
        }
        let (frozen, scrolled) = (self.layout.frozen.len(), self.layout.most_scrolled());
        let frozen_css = self.layout.frozen.total_css();
        let is_stale = std::mem::take(&mut self.is_layout_stale);
        if is_stale {
            self.stamp += 1;
            self.head.arrange(maker, frozen, scrolled, frozen_css);
        }
        for slot in &mut self.slots {
            if is_stale || slot.is_bare() {
                slot.arrange(maker, frozen, scrolled, frozen_css);
            }
        }
    }

    /// Draws what is in sight and differs from what is drawn. Says what came into sight, and whether the next frame is
    /// to be drawn too.
    pub(super) fn paint(&mut self) -> (Vec<GridEvent>, bool) {
        let goes_on = self.show_drag();
        if self.is_size_stale {
            self.measure();
        }
        let scrolled = f64::from(self.frame.scroller.scroll_top());
        self.y_css = self.snap(self.scale().content_at(scrolled));
        self.x_css = f64::from(self.frame.scroller.scroll_left());
        let next = window(&self.layout, self.axis(), self.x_css, self.y_css, self.body_css());
        let is_rebased = self.base_row.abs_diff(next.rows.start) > MOST_ROWS_FROM_BASE;
        if is_rebased {
            self.base_row = next.rows.start;
        }
        let seen = (self.window.rows != next.rows).then(|| next.rows.clone());
        self.window = next;
        self.paint_head();
        self.paint_rows(is_rebased);
        let base_css = self.axis().start_css(self.base_row);
        self.frame
            .lift_rows(self.snap(self.y_css - base_css), &mut self.scratch);
        self.describe();
        let mut events: Vec<GridEvent> = Vec::new();
        events.extend(seen.map(|rows| GridEvent::Seen { rows }));
        events.extend(self.hover());
        (events, goes_on)
    }

    /// The nearest place at which a device pixel begins: text in between is blurred.
    fn snap(&self, place_css: f64) -> f64 {
        (place_css * self.device_per_css).round() / self.device_per_css
    }

    fn paint_head(&mut self) {
        let look = HeadLook {
            layout: &self.layout,
            sort: &self.sort,
            check: self.source.check_all(),
            active: self
                .active
                .filter(|place| place.row.is_none())
                .map(|place| place.column),
            moving: self.moving(),
        };
        let columns = self.window.columns.clone();
        self.head
            .show(columns.clone(), self.x_css, &look, &mut self.scratch);
        let labels = self.layout.groups(columns, self.x_css);
        self.head
            .show_groups(&self.frame.maker, &self.frame.groups, labels);
        let is_shifted = self.x_css > 0.0;
        if self.is_shifted != is_shifted {
            self.is_shifted = is_shifted;
            let view: &Element = &self.frame.view;
            let _set = view
                .class_list()
                .toggle_with_force("grid__view--shifted", is_shifted);
        }
    }

    fn paint_rows(&mut self, is_rebased: bool) {
        let pool = self.slots.len();
        let mut brush = Brush {
            maker: &self.frame.maker,
            source: &*self.source,
            layout: &self.layout,
            window: &self.window,
            stamp: self.stamp,
            active: self.active,
            row_height_css: self.row_height_css,
            base_row: self.base_row,
            x_css: self.x_css,
            cell: &mut self.cell,
            scratch: &mut self.scratch,
        };
        for row in self.window.rows.clone() {
            if let Some(slot) = self.slots.get_mut(slot_of(row as usize, pool)) {
                slot.show(row, &mut brush);
            }
        }
        for slot in &mut self.slots {
            let is_behind = slot.is_behind(self.stamp) || is_rebased;
            if is_behind && slot.row().is_some_and(|row| !self.window.rows.contains(&row)) {
                slot.rest();
            }
        }
    }

    /// Shows what is so of whole rows anew, but not what stands in them.
    pub(super) fn dress_rows(&mut self) {
        for slot in &mut self.slots {
            slot.dress_again(&*self.source, &mut self.scratch);
        }
    }

    /// Says which element is active to whoever reads the page aloud.
    fn describe(&mut self) {
        let id = self.active.and_then(|place| match place.row {
            Some(row) => self.slot(row)?.cell_id(place.column),
            None => self.head.cell_id(place.column),
        });
        if id != self.described {
            set_opt(&self.frame.scroller, "aria-activedescendant", id.as_deref());
            self.described = id;
        }
    }

    /// The row under the pointer, when it is another one than before.
    fn hover(&mut self) -> Option<GridEvent> {
        let on_row = self.pointer_y_css.map(|y| y - self.head_height_css);
        let on_row = on_row.filter(|y| *y >= 0.0).map(|y| y + self.y_css);
        let row = on_row
            .filter(|y| *y < self.axis().total_css())
            .and_then(|y| self.axis().at(y));
        (self.hovered != row).then(|| {
            self.hovered = row;
            GridEvent::Hovered(row)
        })
    }
}

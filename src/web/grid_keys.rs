//! What keys do in a table.

use std::sync::Arc;

use web_sys::KeyboardEvent;

use super::grid_state::State;
use crate::grid::{Column, ColumnKind, GridEvent, Place, RowRange, Step, reveal};

/// How much wider a key makes a column.
const RESIZE_STEP_CSS: f64 = 16.0;
/// Rows above an item among which its parent is looked for.
const MOST_ROWS_TO_PARENT: u32 = 100_000;

impl State {
    /// Does what a key asks for. None for keys that mean nothing here; they are the page's.
    pub(super) fn key(&mut self, event: &KeyboardEvent) -> Option<Vec<GridEvent>> {
        let key = event.key();
        let control = event.ctrl_key() || event.meta_key();
        if control && !event.alt_key() && key.eq_ignore_ascii_case("a") {
            return Some(vec![GridEvent::SelectAll]);
        }
        if key == "Escape" && self.is_dragging() {
            return Some(self.drop_drag(false));
        }
        let place = self.active_or_first()?;
        let column = self.layout.column(place.column)?.clone();
        if place.row.is_none()
            && let Some(events) = self.head_key(&key, event, place, &column)
        {
            return Some(events);
        }
        if event.alt_key() {
            return None;
        }
        if let Some(row) = place.row {
            match key.as_str() {
                " " => return Some(self.toggle(row)),
                "Enter" => {
                    return Some(vec![GridEvent::Opened {
                        row,
                        column: column.id,
                        apart: control,
                    }]);
                }
                "ArrowLeft" | "ArrowRight" if !control && !event.shift_key() => {
                    if let Some(events) = self.fold(row, &column, key == "ArrowRight") {
                        return Some(events);
                    }
                }
                _ => {}
            }
        }
        if key == "Escape" {
            self.anchor = None;
            self.extended = None;
            // The page's too: it may close what is open beside the table.
            return Some(vec![GridEvent::Cleared]);
        }
        let step = Step::of_key(&key, control)?;
        if self.active.is_none() && event.type_() == "keydown" && !event.shift_key() {
            // The first key shows where one is.
            return Some(self.go(place));
        }
        let next = place.after(step, self.extent())?;
        let mut events = self.go(next);
        match (place.row, next.row) {
            (Some(from), Some(to)) if event.shift_key() && from != to => events.push(self.extend(from, to)),
            _ => {
                self.anchor = None;
                self.extended = None;
            }
        }
        Some(events)
    }

    fn head_key(
        &mut self,
        key: &str,
        event: &KeyboardEvent,
        place: Place,
        column: &Column,
    ) -> Option<Vec<GridEvent>> {
        let id = Arc::clone(&column.id);
        let by = match key {
            "ArrowLeft" => -1.0,
            "ArrowRight" => 1.0,
            _ => 0.0,
        };
        if event.alt_key() && by != 0.0 {
            if event.shift_key() {
                self.columns.resize(&id, column.width_css + by * RESIZE_STEP_CSS);
            } else {
                let to = if by < 0.0 {
                    place.column.saturating_sub(1)
                } else {
                    place.column + 1
                };
                self.columns.move_to(&id, to);
            }
            return Some(self.rearranged(id));
        }
        let asks_for_menu = key == "ContextMenu"
            || (key == "F10" && event.shift_key())
            || (key == "ArrowDown" && event.alt_key());
        match key {
            _ if asks_for_menu => Some(self.menu_of(place.column).into_iter().collect()),
            "Enter" | " " if column.kind == ColumnKind::Check => Some(vec![GridEvent::SelectAll]),
            "Enter" | " " if column.is_sortable => Some(vec![GridEvent::Sorted {
                column: id,
                adds: event.shift_key(),
            }]),
            "Enter" | " " => Some(Vec::new()),
            _ => None,
        }
    }

    /// Asks for a column's menu, where its head is in sight.
    fn menu_of(&mut self, column: usize) -> Option<GridEvent> {
        let id = self.head_id(column)?;
        let head = self.frame.scroller.owner_document()?.get_element_by_id(&id)?;
        Some(GridEvent::MenuAsked {
            column: Arc::clone(&self.layout.column(column)?.id),
            rect: super::grid_pointer::rect_of(&head),
        })
    }

    /// After the columns were changed: lays them out anew and keeps the changed one active and in sight.
    pub(super) fn rearranged(&mut self, id: Arc<str>) -> Vec<GridEvent> {
        self.lay_out();
        if let Some(place) = self.active.filter(|place| place.row.is_none()) {
            self.show_place(place);
        }
        vec![GridEvent::Arranged { column: id }]
    }

    /// Where keys act: on the active cell, or on the first one in sight.
    fn active_or_first(&self) -> Option<Place> {
        let first = Place {
            row: Some(self.window.rows.start),
            column: 0,
        };
        self.active.or(Some(first))?.within(self.extent())
    }

    /// Makes a place active and shows it.
    pub(super) fn go(&mut self, place: Place) -> Vec<GridEvent> {
        let events = self.activate(place);
        if let Some(place) = self.active {
            self.show_place(place);
        }
        events
    }

    /// Scrolls just so far that a place is in sight.
    pub(super) fn show_place(&mut self, place: Place) {
        let x_css = if self.layout.is_frozen(place.column) {
            self.x_css
        } else {
            let span = self.layout.span(place.column);
            let end_css = span.left_css + span.width_css;
            reveal(
                span.left_css,
                end_css,
                self.x_css,
                self.layout.scrolled_view_css(),
            )
        };
        let y_css = place.row.map_or(self.y_css, |row| {
            let rows = self.axis();
            reveal(
                rows.start_css(row),
                rows.start_css(row) + rows.height_css,
                self.y_css,
                self.body_css(),
            )
        });
        self.scroll_to(x_css, y_css);
    }

    /// Selects a row, or no longer; ranges begin there.
    pub(super) fn toggle(&mut self, row: u32) -> Vec<GridEvent> {
        self.anchor = Some(row);
        self.extended = None;
        self.touch();
        vec![GridEvent::SelectToggled { row }]
    }

    /// Extends the selection to a row; from `from`, unless a range began elsewhere.
    pub(super) fn extend(&mut self, from: u32, to: u32) -> GridEvent {
        let from = *self.anchor.get_or_insert(from);
        let range = RowRange { from, to };
        let before = self.extended.replace(range);
        self.touch();
        GridEvent::SelectExtended { range, before }
    }

    /// Opens or closes the rows below one; or leads from there into them, or back to what they are below. None where
    /// the key only moves.
    fn fold(&mut self, row: u32, column: &Column, opens: bool) -> Option<Vec<GridEvent>> {
        let at = self.layout.position(&column.id)?;
        if column.kind != ColumnKind::Name && at != 0 {
            return None;
        }
        let look = self.source.look(row);
        if look.expanded == Some(!opens) {
            return Some(vec![GridEvent::Expanded { row, expanded: opens }]);
        }
        if opens || look.level <= 1 {
            return None;
        }
        let above = (row.saturating_sub(MOST_ROWS_TO_PARENT)..row).rev();
        let parent = above
            .into_iter()
            .find(|above| self.source.look(*above).level < look.level)?;
        Some(self.go(Place {
            row: Some(parent),
            column: at,
        }))
    }
}

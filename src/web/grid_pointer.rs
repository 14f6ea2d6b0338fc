//! What the pointer does in a table.

use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use super::grid_dom::set_opt;
use super::grid_state::State;
use crate::grid::{ColumnKind, GridEvent, Part, Place};

/// What an event happened on.
pub(super) struct Hit {
    /// The cell's element.
    pub(super) cell: Element,
    /// The cell's place.
    pub(super) place: Place,
    /// The part's element, or the cell's.
    element: Element,
    /// The part's name; empty for the cell itself.
    pub(super) part: String,
}

/// Where an element stands in the window: left, top, width, height.
pub(super) fn rect_of(element: &Element) -> [f64; 4] {
    let rect = element.get_bounding_client_rect();
    [rect.left(), rect.top(), rect.width(), rect.height()]
}

/// The cell that an event happened on, by what the page itself says of it.
pub(super) fn hit(event: &web_sys::Event) -> Option<Hit> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let cell = target.closest(".grid__cell").ok()??;
    let row = cell.closest(".grid__row").ok()??;
    let number = |element: &Element, name: &str| element.get_attribute(name)?.parse::<u32>().ok();
    let column = number(&cell, "aria-colindex")?.checked_sub(1)?;
    // The head is the first row.
    let row = number(&row, "aria-rowindex")?.checked_sub(2);
    let part = target
        .closest("[data-part]")
        .ok()?
        .filter(|part| cell.contains(Some(part)));
    Some(Hit {
        place: Place {
            row,
            column: usize::try_from(column).ok()?,
        },
        part: part
            .as_ref()
            .and_then(|part| part.get_attribute("data-part"))
            .unwrap_or_default(),
        element: part.unwrap_or_else(|| cell.clone()),
        cell,
    })
}

impl State {
    /// Does what a press asks for.
    pub(super) fn press(&mut self, event: &MouseEvent) -> Vec<GridEvent> {
        if std::mem::take(&mut self.was_dragged) {
            return Vec::new();
        }
        let Some(hit) = hit(event) else {
            return Vec::new();
        };
        let Some(column) = self.layout.column(hit.place.column).cloned() else {
            return Vec::new();
        };
        let Some(row) = hit.place.row else {
            return self.press_head(&hit, column.kind, column.is_sortable, event.shift_key());
        };
        let is_check = hit.part == "check" || column.kind == ColumnKind::Check;
        let is_link = hit.part == "link" && hit.element.has_attribute("href");
        let mut events = self.activate(hit.place);
        if event.shift_key() && !is_link {
            let from = self.anchor.unwrap_or(row);
            events.push(self.extend(from, row));
        } else if is_check || ((event.ctrl_key() || event.meta_key()) && !is_link) {
            events.extend(self.toggle(row));
        } else if hit.part == "expander" {
            if let Some(expanded) = self.source.look(row).expanded {
                events.push(GridEvent::Expanded {
                    row,
                    expanded: !expanded,
                });
            }
        } else {
            self.anchor = Some(row);
            self.extended = None;
            let part = if hit.part == "link" && !is_link {
                Part::Cell
            } else {
                Part::of_name(&hit.part)
            };
            events.push(GridEvent::Pressed {
                row,
                column: column.id,
                part,
                rect: rect_of(&hit.element),
            });
        }
        events
    }

    fn press_head(&mut self, hit: &Hit, kind: ColumnKind, is_sortable: bool, adds: bool) -> Vec<GridEvent> {
        let Some(column) = self.layout.column(hit.place.column) else {
            return Vec::new();
        };
        let column = Arc::clone(&column.id);
        let mut events = self.activate(hit.place);
        match hit.part.as_str() {
            "menu" => events.push(GridEvent::MenuAsked {
                column,
                rect: rect_of(&hit.cell),
            }),
            "handle" => {}
            _ if kind == ColumnKind::Check => events.push(GridEvent::SelectAll),
            _ if is_sortable => events.push(GridEvent::Sorted { column, adds }),
            _ => {}
        }
        events
    }

    /// Opens the row of a cell that was pressed twice; fits a column to what stands in it.
    pub(super) fn press_twice(&mut self, event: &MouseEvent) -> Vec<GridEvent> {
        let Some(hit) = hit(event) else {
            return Vec::new();
        };
        let Some(column) = self.layout.column(hit.place.column).cloned() else {
            return Vec::new();
        };
        match hit.place.row {
            None if hit.part == "handle" => self.fit_column(&column.id),
            Some(row) if hit.part.is_empty() && column.kind != ColumnKind::Check => {
                vec![GridEvent::Opened {
                    row,
                    column: column.id,
                    apart: event.ctrl_key() || event.meta_key(),
                }]
            }
            _ => Vec::new(),
        }
    }

    /// Lets the cell under the pointer say what it cannot show.
    pub(super) fn say_title(&self, cell: &Element, place: Place) -> Option<()> {
        let column = self.layout.column(place.column)?;
        let cut_off = || {
            let element = cell.dyn_ref::<HtmlElement>()?;
            let is_cut = element.scroll_width() > element.client_width();
            is_cut.then(|| element.text_content()).flatten()
        };
        let title = match place.row {
            Some(row) if !self.source.look(row).is_pending => self.source.title(row, column).or_else(cut_off),
            Some(_) => None,
            None => self
                .source
                .head_title(column)
                .or_else(|| Some(column.label.to_string())),
        };
        set_opt(cell, "title", title.filter(|title| !title.is_empty()).as_deref());
        Some(())
    }

    /// Takes note of where the pointer is, for which row it is on.
    pub(super) fn point(&mut self, event: &MouseEvent) {
        let is_on_rows = hit(event).is_some_and(|hit| hit.place.row.is_some());
        let top_css = self.frame.view.get_bounding_client_rect().top();
        self.pointer_y_css = is_on_rows.then(|| f64::from(event.client_y()) - top_css);
    }

    /// The id of the element of a column's head, while it is in sight.
    pub(super) fn head_id(&self, column: usize) -> Option<String> {
        self.head.cell_id(column)
    }
}

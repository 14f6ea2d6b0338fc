//! Dragging in the head: the edge of a column to resize it, the head itself to move the column.

use std::sync::Arc;

use web_sys::PointerEvent;

use super::grid_dom::{hide, style};
use super::grid_pointer::hit;
use super::grid_state::State;
use crate::grid::GridEvent;

/// How far a pressed head is moved before it is a drag and no press any more.
const SLACK_CSS: f64 = 5.0;
/// So near to an edge of the view, a dragged head scrolls.
const EDGE_CSS: f64 = 48.0;
/// How far it scrolls in a frame, at most.
const SCROLL_CSS: f64 = 18.0;

/// What is being dragged.
pub(super) struct Drag {
    id: Arc<str>,
    column: usize,
    /// The width that the column began with, when it is being resized.
    resized_from_css: Option<f64>,
    /// Where the pointer was pressed, and where it is, from the view's left edge.
    from_x_css: f64,
    x_css: f64,
    pointer: i32,
    /// It is a drag, and no press any more.
    is_lifted: bool,
}

/// What a press in the head may become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grip {
    /// Nothing that is dragged.
    None,
    /// A drag as soon as the pointer moves.
    AtOnce,
    /// A drag when the finger has rested on it: before, it scrolls.
    AfterRest,
}

impl State {
    /// Takes note of a press that may become a drag.
    pub(super) fn grip(&mut self, event: &PointerEvent) -> Grip {
        self.drag = None;
        self.was_dragged = false;
        let Some(hit) = hit(event).filter(|hit| hit.place.row.is_none() && event.button() == 0) else {
            return Grip::None;
        };
        let column = self.layout.column(hit.place.column);
        let Some(column) = column.filter(|column| column.is_arranged() && hit.part != "menu") else {
            return Grip::None;
        };
        let x_css = self.x_in_view(event);
        let is_handle = hit.part == "handle";
        self.drag = Some(Drag {
            id: Arc::clone(&column.id),
            column: hit.place.column,
            resized_from_css: is_handle.then(|| self.layout.span(hit.place.column).width_css),
            from_x_css: x_css,
            x_css,
            pointer: event.pointer_id(),
            is_lifted: false,
        });
        if event.pointer_type() == "touch" && !is_handle {
            Grip::AfterRest
        } else {
            Grip::AtOnce
        }
    }

    fn x_in_view(&self, event: &PointerEvent) -> f64 {
        f64::from(event.client_x()) - self.frame.view.get_bounding_client_rect().left()
    }

    /// Makes a drag of what was pressed.
    pub(super) fn lift(&mut self) {
        let Some(drag) = &mut self.drag else { return };
        drag.is_lifted = true;
        self.was_dragged = true;
        // Fails only when the pointer is already gone.
        let _captured = self.frame.scroller.set_pointer_capture(drag.pointer);
        let class = if drag.resized_from_css.is_some() {
            "grid__scroller--resizing"
        } else {
            "grid__scroller--moving"
        };
        let _added = self.frame.scroller.class_list().add_1(class);
    }

    /// Takes note of where the pointer is. Says whether that is a drag.
    pub(super) fn drag_to(&mut self, event: &PointerEvent) -> bool {
        let x_css = self.x_in_view(event);
        let is_mouse = event.pointer_type() != "touch";
        let Some(drag) = self
            .drag
            .as_mut()
            .filter(|drag| drag.pointer == event.pointer_id())
        else {
            return false;
        };
        drag.x_css = x_css;
        let moved_css = (x_css - drag.from_x_css).abs();
        let is_drag = match drag.resized_from_css {
            // Not at once: a press that stays is the first half of a double one.
            Some(_) => moved_css >= 1.0,
            None => is_mouse && moved_css > SLACK_CSS,
        };
        if is_drag && !drag.is_lifted {
            self.lift();
        }
        self.is_dragging()
    }

    /// Whether something is being dragged.
    pub(super) fn is_dragging(&self) -> bool {
        self.drag.as_ref().is_some_and(|drag| drag.is_lifted)
    }

    /// The column that is being moved.
    pub(super) fn moving(&self) -> Option<usize> {
        let drag = self.drag.as_ref()?;
        (drag.is_lifted && drag.resized_from_css.is_none()).then_some(drag.column)
    }

    /// Shows how a drag stands, once a frame. Says whether it goes on without the pointer: it scrolls.
    pub(super) fn show_drag(&mut self) -> bool {
        let Some(drag) = self.drag.as_ref().filter(|drag| drag.is_lifted) else {
            return false;
        };
        if let Some(from_css) = drag.resized_from_css {
            let (id, width_css) = (Arc::clone(&drag.id), from_css + drag.x_css - drag.from_x_css);
            self.columns.resize(&id, width_css);
            self.lay_out();
            return false;
        }
        let scrolled = f64::from(self.frame.scroller.scroll_left());
        let by_css = self.edge_scroll(drag);
        let to_css = (scrolled + by_css).clamp(0.0, self.most_x_css());
        #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
        self.frame.scroller.set_scroll_left(to_css as i32);
        let gap = self.layout.gap_for(drag.column, drag.x_css, to_css);
        let left_css = self.layout.gap_left_css(gap, drag.column, to_css);
        hide(&self.frame.gap, false);
        style(
            &self.frame.gap.style(),
            "left",
            &format!("{}px", left_css.max(1.0)),
        );
        (to_css - scrolled).abs() >= 1.0
    }

    /// How far a drag near an edge scrolls: farther the nearer it is.
    fn edge_scroll(&self, drag: &Drag) -> f64 {
        if self.layout.is_frozen(drag.column) {
            return 0.0;
        }
        let left_css = drag.x_css - self.layout.frozen.total_css();
        let right_css = self.layout.scrolled_view_css() - left_css;
        let share = |room_css: f64| ((EDGE_CSS - room_css) / EDGE_CSS).clamp(0.0, 1.0);
        (share(right_css) - share(left_css)) * SCROLL_CSS
    }

    fn most_x_css(&self) -> f64 {
        (self.layout.scrolled.total_css() - self.layout.scrolled_view_css()).max(0.0)
    }

    /// Ends a drag: with what it led to, or as if it had not been.
    pub(super) fn drop_drag(&mut self, keeps: bool) -> Vec<GridEvent> {
        let Some(drag) = self.drag.take().filter(|drag| drag.is_lifted) else {
            return Vec::new();
        };
        hide(&self.frame.gap, true);
        let _removed = self
            .frame
            .scroller
            .class_list()
            .remove_2("grid__scroller--resizing", "grid__scroller--moving");
        let _released = self.frame.scroller.release_pointer_capture(drag.pointer);
        self.touch();
        match (drag.resized_from_css, keeps) {
            (Some(from_css), true) => {
                // The last move may not have been drawn.
                self.columns
                    .resize(&drag.id, from_css + drag.x_css - drag.from_x_css);
                return self.rearranged(drag.id);
            }
            (Some(from_css), false) => {
                self.columns.resize(&drag.id, from_css);
                self.lay_out();
            }
            (None, true) => {
                let gap = self.layout.gap_for(drag.column, drag.x_css, self.x_css);
                // Counted without the column itself.
                let to = if gap > drag.column { gap - 1 } else { gap };
                if to != drag.column {
                    self.columns.move_to(&drag.id, to);
                    return self.rearranged(drag.id);
                }
            }
            (None, false) => {}
        }
        Vec::new()
    }
}

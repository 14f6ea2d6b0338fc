//! What the pointer and fingers do on the canvas; `keys` has the keys.
//!
//! | what | does |
//! |---|---|
//! | rest or move | reads out; a finger too, moved sideways |
//! | click | keeps what is read out, with links; Escape or another click lets it go |
//! | click with Ctrl or Command | opens the run |
//! | drag | zooms along x; up or down as well where it goes far; with Shift along x only |
//! | double click | shows all again |
//! | wheel with Ctrl or Command, or after a click | zooms along x; with Shift along y |
//! | two fingers | zoom |

use leptos::ev::{MouseEvent, PointerEvent, WheelEvent};
use leptos::prelude::*;

use super::state::{Cursor, LineState};
use crate::chart::{Dragged, dragged, wheel_times, zoomed};
use crate::web::dom;

/// A press that may become a drag.
#[derive(Clone, Copy)]
struct Press {
    pointer: i32,
    from: (f64, f64),
    was_pinned: bool,
}

/// What is going on with pointers.
#[derive(Clone, Copy, Default)]
struct Presses {
    first: Option<Press>,
    /// The places of two fingers, and how far apart they were before.
    fingers: [Option<(i32, f64, f64)>; 2],
    was_dragged: bool,
}

/// The handlers of the canvas.
#[derive(Clone, Copy)]
pub(super) struct Pointing {
    state: LineState,
    presses: StoredValue<Presses>,
    /// What is dragged over now, drawn above the chart.
    pub dragged: RwSignal<Option<Dragged>>,
    /// The wheel zooms here, since the chart was clicked.
    takes_wheel: StoredValue<bool>,
}

fn place(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

impl Pointing {
    pub fn new(state: LineState) -> Self {
        Self {
            state,
            presses: StoredValue::new(Presses::default()),
            dragged: RwSignal::new(None),
            takes_wheel: StoredValue::new(false),
        }
    }

    pub fn on_down(self, event: &PointerEvent) {
        let at = place(event);
        let is_touch = event.pointer_type() == "touch";
        let mut presses = self.presses.get_value();
        presses.was_dragged = false;
        if is_touch {
            let finger = Some((event.pointer_id(), at.0, at.1));
            match &mut presses.fingers {
                [first @ None, _] => *first = finger,
                [_, second] => *second = finger,
            }
        } else if event.button() == 0 {
            dom::hold_pointer(event);
            presses.first = Some(Press {
                pointer: event.pointer_id(),
                from: at,
                was_pinned: self.state.is_pinned.get_untracked(),
            });
        }
        self.presses.set_value(presses);
        if is_touch {
            self.point(at);
        }
    }

    pub fn on_move(self, event: &PointerEvent) {
        let at = place(event);
        let mut presses = self.presses.get_value();
        if let [Some(one), Some(other)] = presses.fingers {
            let fingers = [one, other].map(|finger| {
                if finger.0 == event.pointer_id() {
                    (finger.0, at.0, at.1)
                } else {
                    finger
                }
            });
            presses.fingers = fingers.map(Some);
            presses.was_dragged = true;
            self.presses.set_value(presses);
            self.pinch([one, other], fingers);
            return;
        }
        if let Some(press) = presses.first.filter(|press| press.pointer == event.pointer_id()) {
            let dragged = self.dragged_to(press.from, at, event.shift_key());
            if dragged.is_some() || presses.was_dragged {
                presses.was_dragged = true;
                self.presses.set_value(presses);
                self.dragged.set(dragged);
                self.state.cursor.set(None);
                return;
            }
        }
        self.point(at);
    }

    pub fn on_up(self, event: &PointerEvent) {
        let mut presses = self.presses.get_value();
        for finger in &mut presses.fingers {
            if finger.is_some_and(|finger| finger.0 == event.pointer_id()) {
                *finger = None;
            }
        }
        let press = presses.first.take();
        let was_dragged = presses.was_dragged;
        if presses.fingers == [None, None] && event.pointer_type() == "touch" {
            presses.was_dragged = was_dragged;
        }
        // The click comes next and asks whether this was a drag.
        self.presses.set_value(Presses {
            first: press.filter(|_| !was_dragged),
            ..presses
        });
        if let Some(dragged) = self.dragged.get_untracked() {
            self.dragged.set(None);
            self.state.show(dragged);
        }
    }

    pub fn on_cancel(self) {
        self.presses.set_value(Presses::default());
        self.dragged.set(None);
        // A finger that scrolls the page points at nothing.
        if !self.state.is_pinned.get_untracked() {
            self.state.cursor.set(None);
        }
    }

    pub fn on_leave(self, event: &PointerEvent) {
        self.takes_wheel.set_value(false);
        // A finger leaves when it is lifted: what it found stays until something else is tapped.
        if event.pointer_type() == "touch" || self.state.is_pinned.get_untracked() {
            return;
        }
        self.state.cursor.set(None);
    }

    pub fn on_click(self, event: &MouseEvent) {
        let presses = self.presses.get_value();
        self.presses.set_value(Presses::default());
        if presses.was_dragged {
            return;
        }
        self.takes_wheel.set_value(true);
        if event.ctrl_key() || event.meta_key() {
            if let Some(run) = self.focused_run() {
                self.state.links.open(run);
            }
            return;
        }
        if presses.first.is_some_and(|press| press.was_pinned) {
            self.state.release();
            self.point(place(event));
            return;
        }
        self.point(place(event));
        // A point of the data is kept, not a place on the screen: the axes may move under it.
        let kept = self.state.pointed.with_untracked(|pointed| {
            let pointed = pointed.as_ref()?;
            Some(Cursor::Key {
                x: pointed.x,
                rank: Some(pointed.focus),
            })
        });
        if kept.is_some() {
            self.state.cursor.set(kept);
        }
        self.state.is_pinned_by_key.set_value(false);
        self.state.is_pinned.set(kept.is_some());
    }

    pub fn on_double_click(self) {
        self.state.release();
        self.state.show_all();
    }

    pub fn on_wheel(self, event: &WheelEvent) {
        if !(event.ctrl_key() || event.meta_key() || self.takes_wheel.get_value()) {
            return;
        }
        event.prevent_default();
        let Some(projection) = self.state.projection.get_untracked() else {
            return;
        };
        let (x, y) = place(event);
        let delta = if event.delta_y() == 0.0 {
            event.delta_x()
        } else {
            event.delta_y()
        };
        // Lines and pages in pixels, about.
        let delta_css = delta
            * [1.0, 16.0, 400.0]
                .get(event.delta_mode() as usize)
                .copied()
                .unwrap_or(1.0);
        let times = wheel_times(delta_css);
        let plot = projection.plot;
        let part = if event.shift_key() {
            Dragged {
                x: None,
                y: Some(zoomed((plot.bottom - y) / plot.height(), times)),
            }
        } else {
            Dragged {
                x: Some(zoomed((x - plot.left) / plot.width(), times)),
                y: None,
            }
        };
        self.state.show(part);
    }

    fn point(self, (x_css, y_css): (f64, f64)) {
        if self.state.is_pinned.get_untracked() {
            return;
        }
        let is_inside = self.state.projection.with_untracked(|projection| {
            projection.as_ref().is_some_and(|projection| {
                let plot = projection.plot;
                (plot.left - 8.0..=plot.right + 8.0).contains(&x_css)
            })
        });
        let cursor = is_inside.then_some(Cursor::Pointer { x_css, y_css });
        if self.state.cursor.get_untracked() != cursor {
            self.state.cursor.set(cursor);
        }
    }

    fn dragged_to(self, from: (f64, f64), to: (f64, f64), only_x: bool) -> Option<Dragged> {
        let projection = self.state.projection.get_untracked()?;
        dragged(&projection.plot, from, to, only_x)
    }

    fn pinch(self, before: [(i32, f64, f64); 2], now: [(i32, f64, f64); 2]) {
        let Some(projection) = self.state.projection.get_untracked() else {
            return;
        };
        let spread = |[one, other]: [(i32, f64, f64); 2]| (one.1 - other.1).hypot(one.2 - other.2).max(20.0);
        let middle = |[one, other]: [(i32, f64, f64); 2]| f64::midpoint(one.1, other.1);
        let plot = projection.plot;
        let anchor = (middle(before) - plot.left) / plot.width();
        let [low, high] = zoomed(anchor, spread(before) / spread(now));
        // Of what is shown afterwards, for what was under the fingers to stay there.
        let along = (middle(before) - middle(now)) / plot.width() * (high - low);
        self.state.show(Dragged {
            x: Some([low + along, high + along]),
            y: None,
        });
    }

    fn focused_run(self) -> Option<crate::mlflow::RunId> {
        let line = self
            .state
            .pointed
            .with_untracked(|pointed| Some(pointed.as_ref()?.focused()?.line))?;
        self.state
            .drawn
            .with_untracked(|drawn| Some(drawn.picture.run_of(line)?.id.clone()))
    }
}

//! What keys do on the chart, and where they are told.
//!
//! | what | does |
//! |---|---|
//! | arrows, Home, End | read out at the next points; up and down: another line |
//! | `+`, `-`, `0` | zoom in, out, show all; Shift with left and right moves along |
//! | Enter | keeps what is read out |
//! | Escape | lets it go |

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::state::{Cursor, LineState};
use crate::chart::Projection;
use crate::ui::palette::{Command, use_palette};

/// Tells the keys of charts in the list of keys, as long as the owner that calls this lives.
pub fn tell_keys() {
    const GROUP: &str = "Chart";
    let hint = |(title, keys): (&'static str, &str)| Command::hint(title, GROUP, keys);
    use_palette().register(move || {
        [
            ("Read the values at the next point", "ArrowRight"),
            ("Read those of another line", "ArrowDown"),
            ("Keep the values in sight", "Enter"),
            ("Zoom in", "+"),
            ("Zoom out", "-"),
            ("Show all", "0"),
        ]
        .map(hint)
        .into()
    });
}

impl LineState {
    pub fn on_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let is_known = match (key.as_str(), event.shift_key()) {
            ("Escape", _) => {
                let has_any = self.cursor.with_untracked(Option::is_some);
                self.release();
                has_any
            }
            ("+" | "=", _) => self.step_in(),
            ("-" | "_", _) => self.step_out(),
            ("0", _) => {
                self.show_all();
                true
            }
            ("ArrowRight", true) => self.go_along(1.0),
            ("ArrowLeft", true) => self.go_along(-1.0),
            ("Enter", _) => {
                let has_any = self.pointed.with_untracked(Option::is_some);
                self.is_pinned_by_key.set_value(has_any);
                self.is_pinned.set(has_any);
                has_any
            }
            ("ArrowUp", _) => self.change_line(-1),
            ("ArrowDown", _) => self.change_line(1),
            (key, _) => self.move_cursor(key),
        };
        if is_known {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn change_line(self, by: isize) -> bool {
        let now = self.pointed.with_untracked(|pointed| {
            let pointed = pointed.as_ref()?;
            Some((pointed.x, pointed.focus, pointed.hits.len()))
        });
        let Some((x, focus, count)) = now else {
            return self.move_cursor("Home");
        };
        let rank = focus.saturating_add_signed(by).min(count.saturating_sub(1));
        self.cursor.set(Some(Cursor::Key { x, rank: Some(rank) }));
        true
    }

    fn move_cursor(self, key: &str) -> bool {
        let Some(projection) = self.projection.get_untracked() else {
            return false;
        };
        let at = self
            .pointed
            .with_untracked(|pointed| pointed.as_ref().map(|pointed| (pointed.x, pointed.focus)));
        let next = |from: f64, forward: bool| self.next_x(&projection, from, forward);
        let x = match (key, at) {
            // At either end the cursor stays.
            ("ArrowRight", Some((at, _))) => next(at, true).or(Some(at)),
            ("ArrowLeft", Some((at, _))) => next(at, false).or(Some(at)),
            ("ArrowRight" | "Home", _) => next(f64::NEG_INFINITY, true),
            ("ArrowLeft" | "End", _) => next(f64::INFINITY, false),
            _ => return false,
        };
        if let Some(x) = x {
            let rank = at.map(|(_, focus)| focus);
            self.is_pinned.set(false);
            self.cursor.set(Some(Cursor::Key { x, rank }));
        }
        true
    }

    fn next_x(self, projection: &Projection, from: f64, forward: bool) -> Option<f64> {
        self.drawn
            .with_untracked(|drawn| projection.next_x(&drawn.lines, from, forward))
    }
}

//! Dragging a card to another place by its head. The menu of a card does the same without a pointer.

use leptos::ev::{self, PointerEvent};
use leptos::prelude::*;

use super::state::BoardState;
use crate::board::{CardId, Drop};
use crate::web::scrolled::EdgeScroll;

/// So far the pointer moves before a press is a drag, in CSS pixels.
const SLACK_CSS: f64 = 5.0;

/// A card that is held.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    id: CardId,
    from_css: [f64; 2],
    /// Where the pointer is in the window.
    at_css: [f64; 2],
    is_moving: bool,
}

/// The dragging of cards on one board.
#[derive(Clone, Copy)]
pub(super) struct Dragging {
    state: BoardState,
    held: RwSignal<Option<Held>>,
    edge: StoredValue<Option<EdgeScroll>, LocalStorage>,
}

impl Dragging {
    /// Nothing is held. Listens to the window as long as the owner that it is made in.
    pub fn new(state: BoardState) -> Self {
        let dragging = Self {
            state,
            held: RwSignal::new(None),
            edge: StoredValue::new_local(None),
        };
        let moves = window_event_listener(ev::pointermove, move |event| dragging.drag(&event));
        let ends = window_event_listener(ev::pointerup, move |_| dragging.end(true));
        let breaks = window_event_listener(ev::pointercancel, move |_| dragging.end(false));
        let keys = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && dragging.is_moving() {
                event.prevent_default();
                dragging.end(false);
            }
        });
        on_cleanup(move || {
            moves.remove();
            ends.remove();
            breaks.remove();
            keys.remove();
        });
        dragging
    }

    /// The pointer took hold of a card's head. A finger scrolls instead.
    pub fn press(self, event: &PointerEvent, id: CardId) {
        let is_on_control = crate::web::dom::is_on(event, "button, a, input, select");
        if event.button() != 0 || event.pointer_type() == "touch" || is_on_control {
            return;
        }
        // No text is selected meanwhile.
        event.prevent_default();
        let at_css = [f64::from(event.client_x()), f64::from(event.client_y())];
        self.held.set(Some(Held {
            id,
            from_css: at_css,
            at_css,
            is_moving: false,
        }));
    }

    fn drag(self, event: &PointerEvent) {
        let Some(mut held) = self.held.get_untracked() else {
            return;
        };
        held.at_css = [f64::from(event.client_x()), f64::from(event.client_y())];
        let [x, y] = held.at_css;
        let [from_x, from_y] = held.from_css;
        if !held.is_moving && (x - from_x).hypot(y - from_y) < SLACK_CSS {
            return;
        }
        if !held.is_moving {
            held.is_moving = true;
            if let Some(field) = self.state.field.get_untracked() {
                let edge = EdgeScroll::new(&field, || ());
                self.edge.set_value(Some(edge));
            }
        }
        self.edge.with_value(|edge| {
            if let Some(edge) = edge {
                edge.point(y);
            }
        });
        self.held.set(Some(held));
    }

    fn end(self, keeps: bool) {
        if self.held.with_untracked(Option::is_none) {
            return;
        }
        let place = self.drop().filter(|_| keeps);
        let held = self.held.get_untracked();
        self.held.set(None);
        self.edge.set_value(None);
        if let (Some(place), Some(held)) = (place, held)
            && place.place.after.as_ref() != Some(&held.id)
        {
            self.state.edit(|board| board.move_card(&held.id, &place.place));
        }
    }

    fn is_moving(self) -> bool {
        self.held
            .with_untracked(|held| held.as_ref().is_some_and(|held| held.is_moving))
    }

    /// Whether a card is being dragged.
    pub fn is_under_way(self) -> bool {
        self.held
            .with(|held| held.as_ref().is_some_and(|held| held.is_moving))
    }

    /// Whether this card is.
    pub fn is_of(self, id: &CardId) -> bool {
        self.held
            .with(|held| held.as_ref().is_some_and(|held| held.is_moving && held.id == *id))
    }

    /// Where what is dragged would go.
    fn drop(self) -> Option<Drop> {
        let held = self.held.get().filter(|held| held.is_moving)?;
        // Read, so that it follows scrolling too.
        let part = self.state.part.get();
        let field = self.state.field.get_untracked()?;
        let left_css = crate::web::dom::left_of(&field);
        let [x, y] = held.at_css;
        self.state
            .layout
            .with(|layout| layout.drop_at(x - left_css, y + part.top_css))
    }
}

/// The line where a card would go, and its name beside the pointer.
#[component]
pub(super) fn DropLine(dragging: Dragging) -> impl IntoView {
    let line = Memo::new(move |_| dragging.drop().map(|drop| drop.line_css));
    let css = move |index: usize| {
        move || {
            line.with(|line| {
                line.and_then(|line| line.get(index).copied())
                    .map(|css| format!("{css}px"))
            })
        }
    };
    let name = move || {
        let held = dragging.held.get().filter(|held| held.is_moving)?;
        let [x, y] = held.at_css;
        let title = dragging.state.title(&held.id);
        let place = format!("translate({x}px, {y}px)");
        Some(view! { <div class="board-dragged" style:transform=place>{title}</div> })
    };
    view! {
        <Show when=move || line.with(Option::is_some)>
            <div class="board-drop" style:left=css(0) style:top=css(1) style:height=css(2)></div>
        </Show>
        {name}
    }
}

//! A table of recycled slots in the page: draws what a [`CellSource`] says of what is in sight, once a frame at most.
//!
//! The scroller scrolls as the browser scrolls. What is seen of the table stands still inside it and is drawn anew as
//! it scrolls, so that a frame that comes late shows what was there before and never nothing. Slots of rows and columns
//! are made when the view grows, and show one row or column after another; scrolling makes no element.
//!
//! While it asks its source it must not be called.

use std::cell::{OnceCell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::dom;
use super::event::Listener;
use super::frame::FrameTask;
use super::grid_dom::Frame;
use super::grid_drag::Grip;
use super::grid_pointer::{hit, rect_of};
use super::grid_state::State;
use super::resize::ResizeWatch;
use super::timer::Timeout;
use crate::grid::{CellSource, Columns, GridEvent, GridRows, Place, SortKey};

/// How long a finger rests on a head until it drags it, in milliseconds.
const REST_MILLIS: u32 = 350;

/// Whom a table tells what a person did.
pub struct GridListeners {
    /// What was done.
    pub on_event: Box<dyn Fn(GridEvent)>,
    /// The columns were arranged so; before the event that says which one was.
    pub on_columns: Box<dyn Fn(&Columns)>,
}

/// A table; clones are the same one. Everything that it put into the page, and every listener, goes with it.
#[derive(Clone)]
pub struct GridSurface(Rc<Inner>);

struct Inner {
    state: RefCell<State>,
    frame: OnceCell<FrameTask>,
    listeners: GridListeners,
    guards: RefCell<(Vec<Listener>, Option<ResizeWatch>)>,
    titled: RefCell<Option<(Element, Place)>>,
    /// A finger that rests on a head.
    rest: RefCell<Option<Timeout>>,
}

impl GridSurface {
    /// Builds an empty table in a scroller that is to have this many pixels of its `room`, which it fills.
    /// `prefix` begins the id of each element. None only where the browser makes no elements.
    pub fn new(
        room: &Element,
        scroller: HtmlElement,
        prefix: String,
        source: Rc<dyn CellSource>,
        listeners: GridListeners,
    ) -> Option<Self> {
        let state = State::new(Frame::new(scroller.clone())?, source, prefix)?;
        let inner = Rc::new(Inner {
            state: RefCell::new(state),
            frame: OnceCell::new(),
            listeners,
            guards: RefCell::default(),
            titled: RefCell::default(),
            rest: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        let _first = inner.frame.set(FrameTask::new(move || {
            if let Some(inner) = weak.upgrade() {
                inner.paint();
            }
        }));
        let weak = Rc::downgrade(&inner);
        let resize = ResizeWatch::new(room, move |_| {
            if let Some(inner) = weak.upgrade() {
                if let Ok(mut state) = inner.state.try_borrow_mut() {
                    state.touch_size();
                }
                // At once: the browser has not drawn yet what is of another size now.
                inner.paint();
            }
        });
        *inner.guards.borrow_mut() = (listen(&inner, &scroller), resize);
        Some(Self(inner))
    }

    /// Shows these columns.
    pub fn set_columns(&self, columns: &Columns) {
        self.0.change(|state| state.set_columns(columns));
    }

    /// Shows these rows.
    pub fn set_rows(&self, rows: GridRows) {
        self.0.change(|state| state.set_rows(rows));
    }

    /// Shows by what the rows are sorted.
    pub fn set_sort(&self, sort: &[SortKey]) {
        self.0.change(|state| {
            state.sort = sort.to_vec();
            state.touch();
        });
    }

    /// Has everything in sight drawn anew.
    pub fn refresh(&self) {
        self.0.change(State::touch);
    }

    /// Asks anew for the look of the rows in sight, but not for what stands in them: for a row that is lit from elsewhere.
    pub fn dress_rows(&self) {
        if let Ok(mut state) = self.0.state.try_borrow_mut() {
            state.dress_rows();
        }
    }

    /// Gives the table the focus.
    pub fn focus(&self) {
        let scroller = self
            .0
            .state
            .try_borrow()
            .ok()
            .map(|state| state.frame.scroller.clone());
        if let Some(scroller) = scroller {
            dom::focus(&scroller);
        }
    }

    /// Where the table's upper edge stands in the window: left, top, width, and no height, in CSS pixels.
    pub fn place_css(&self) -> Option<[f64; 4]> {
        let state = self.0.state.try_borrow().ok()?;
        let [left, top, width, _] = rect_of(&state.frame.view);
        Some([left, top, width, 0.0])
    }

    /// Scrolls a column into sight.
    pub fn show_column(&self, id: &str) {
        self.0.change(|state| {
            if let Some(column) = state.layout.position(id) {
                state.show_place(Place { row: None, column });
            }
        });
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.state.get_mut().frame.remove();
    }
}

impl Inner {
    fn request(&self) {
        if let Some(frame) = self.frame.get() {
            frame.request();
        }
    }

    fn paint(&self) {
        let Ok(mut state) = self.state.try_borrow_mut() else {
            return;
        };
        let (events, goes_on) = state.paint();
        drop(state);
        if goes_on {
            self.request();
        }
        self.tell(events);
    }

    /// Changes the table and has it drawn.
    fn change(&self, change: impl FnOnce(&mut State)) {
        self.act(|state| {
            change(state);
            Vec::new()
        });
    }

    /// The same, and tells what came of it: when the table can be called again.
    fn act(&self, act: impl FnOnce(&mut State) -> Vec<GridEvent>) {
        let Ok(mut state) = self.state.try_borrow_mut() else {
            return;
        };
        let events = act(&mut state);
        drop(state);
        self.request();
        self.tell(events);
    }

    fn tell(&self, events: Vec<GridEvent>) {
        for event in events {
            if matches!(event, GridEvent::Arranged { .. }) {
                let columns = self.state.try_borrow().ok().map(|state| state.columns.clone());
                if let Some(columns) = columns {
                    (self.listeners.on_columns)(&columns);
                }
            }
            (self.listeners.on_event)(event);
        }
    }

    fn on_key(&self, event: &KeyboardEvent) {
        let Ok(mut state) = self.state.try_borrow_mut() else {
            return;
        };
        // Keys pressed in a menu button or a link are theirs.
        if event.target().as_ref() != Some(state.frame.scroller.as_ref()) {
            return;
        }
        let handled = state.key(event);
        drop(state);
        if let Some(events) = handled {
            event.prevent_default();
            self.request();
            self.tell(events);
        }
    }

    fn on_drop(&self, keeps: bool) {
        self.rest.take();
        self.act(|state| state.drop_drag(keeps));
    }

    /// Keeps an event from the browser while something is dragged.
    fn keep(&self, event: &Event) {
        if self.state.try_borrow().is_ok_and(|state| state.is_dragging()) {
            event.prevent_default();
        }
    }

    fn on_pointer(&self, event: &PointerEvent) {
        let Ok(mut state) = self.state.try_borrow_mut() else {
            return;
        };
        let is_drag = state.drag_to(event);
        drop(state);
        if is_drag {
            self.request();
            return;
        }
        let hit = hit(event);
        let now = hit.map(|hit| (hit.cell, hit.place));
        let mut titled = self.titled.borrow_mut();
        if *titled != now {
            if let Some((cell, _)) = titled.take() {
                super::grid_dom::set_opt(&cell, "title", None);
            }
            if let (Some((cell, place)), Ok(state)) = (&now, self.state.try_borrow()) {
                let _said = state.say_title(cell, *place);
            }
            *titled = now;
        }
        drop(titled);
        self.change(|state| state.point(event));
    }
}

/// Attaches the one set of listeners that a table has.
fn listen(inner: &Rc<Inner>, scroller: &HtmlElement) -> Vec<Listener> {
    let on = |name: &'static str, act: fn(&Rc<Inner>, Event)| {
        let weak: Weak<Inner> = Rc::downgrade(inner);
        Listener::new(scroller, name, move |event| {
            if let Some(inner) = weak.upgrade() {
                act(&inner, event);
            }
        })
    };
    vec![
        on("scroll", |inner, _| inner.request()),
        on("keydown", |inner, event| {
            if let Some(event) = event.dyn_ref() {
                inner.on_key(event);
            }
        }),
        on("click", |inner, event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>() {
                inner.act(|state| state.press(event));
            }
        }),
        on("dblclick", |inner, event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>() {
                inner.act(|state| state.press_twice(event));
            }
        }),
        on("pointerdown", |inner, event| {
            if let Some(event) = event.dyn_ref() {
                on_grip(inner, event);
            }
        }),
        on("mousedown", |inner, event| {
            // Shift selects rows here, not text.
            if event.dyn_ref::<MouseEvent>().is_some_and(MouseEvent::shift_key) {
                event.prevent_default();
                let scroller = inner
                    .state
                    .try_borrow()
                    .ok()
                    .map(|state| state.frame.scroller.clone());
                if let Some(scroller) = scroller {
                    dom::focus(&scroller);
                }
            }
        }),
        on("pointermove", |inner, event| {
            if let Some(event) = event.dyn_ref() {
                inner.on_pointer(event);
            }
        }),
        on("pointerup", |inner, _| inner.on_drop(true)),
        on("pointercancel", |inner, _| inner.on_drop(false)),
        // A finger that drags a head neither scrolls nor asks for a menu.
        on("touchmove", |inner, event| inner.keep(&event)),
        on("contextmenu", |inner, event| inner.keep(&event)),
        on("pointerleave", |inner, _| {
            inner.change(|state| state.pointer_y_css = None);
        }),
    ]
}

/// A press that may become a drag; with a finger when it rests.
fn on_grip(inner: &Rc<Inner>, event: &PointerEvent) {
    let Ok(mut state) = inner.state.try_borrow_mut() else {
        return;
    };
    let grip = state.grip(event);
    drop(state);
    if grip == Grip::AfterRest {
        let weak = Rc::downgrade(inner);
        *inner.rest.borrow_mut() = Some(Timeout::after(REST_MILLIS, move || {
            if let Some(inner) = weak.upgrade() {
                inner.change(State::lift);
            }
        }));
    }
}

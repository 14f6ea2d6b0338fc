//! What the pointer, fingers and keys do over a plot.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use crate::board::Spans;
use crate::chart::Rect;
use crate::chart::plots::{LEAST_DRAG_CSS, Pointed, Press, PressEnd, Targets, Way};
use crate::mlflow::RunId;
use crate::ui::board::Source;
use crate::ui::highlight::Links;
use crate::ui::kit::Debounce;
use crate::web::dom;

/// How long a second click may take to come, in milliseconds.
const DOUBLE_CLICK_MILLIS: u32 = 320;

/// Called with what a dragged rectangle spans; with `None` when all is to be shown again.
pub type OnZoom = Callback<(Option<Spans>,)>;

/// A rectangle that is dragged.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Drag {
    from_css: (f64, f64),
    to_css: (f64, f64),
}

impl Drag {
    fn rect(self, within: Rect) -> Option<Rect> {
        let x = |x: f64| x.clamp(within.left, within.right);
        let y = |y: f64| y.clamp(within.top, within.bottom);
        let rect = Rect {
            left: x(self.from_css.0.min(self.to_css.0)),
            right: x(self.from_css.0.max(self.to_css.0)),
            top: y(self.from_css.1.min(self.to_css.1)),
            bottom: y(self.from_css.1.max(self.to_css.1)),
        };
        // A line has no other side to show.
        (rect.width() >= LEAST_DRAG_CSS && rect.height() >= LEAST_DRAG_CSS).then_some(rect)
    }
}

/// What is pointed at, and how that comes about.
#[derive(Clone, Copy)]
pub(super) struct Pointing {
    source: Source,
    links: Links,
    targets: RwSignal<Option<Arc<dyn Targets>>>,
    on_zoom: Option<OnZoom>,
    on_target: Option<Callback<(usize,)>>,
    target: RwSignal<Option<usize>>,
    /// What is said of the target.
    pub pointed: Memo<Option<Pointed>>,
    /// Whether a key led there.
    pub is_by_key: RwSignal<bool>,
    /// Where a drag began, and where it is.
    pub drag: RwSignal<Option<Drag>>,
    /// What is dragged over, if that is meant.
    pub dragged: Memo<Option<Rect>>,
    press: StoredValue<Option<Press>>,
    /// Opens what was clicked, unless a second click comes.
    opening: Debounce,
    /// Whether a finger points, which opens with a second tap.
    pub is_by_touch: RwSignal<bool>,
}

impl Pointing {
    pub fn new(
        source: Source,
        links: Links,
        targets: RwSignal<Option<Arc<dyn Targets>>>,
        on_zoom: Option<OnZoom>,
        on_target: Option<Callback<(usize,)>>,
    ) -> Self {
        let target = RwSignal::new(None::<usize>);
        let drag = RwSignal::new(None::<Drag>);
        Self {
            source,
            links,
            targets,
            on_zoom,
            on_target,
            target,
            pointed: Memo::new(move |_| {
                let target = target.get()?;
                targets.with(|targets| targets.as_ref()?.pointed(target))
            }),
            is_by_key: RwSignal::new(false),
            drag,
            dragged: Memo::new(move |_| {
                let drag = drag.get()?;
                targets.with(|targets| drag.rect(targets.as_ref()?.plot()))
            }),
            press: StoredValue::new(None),
            opening: Debounce::new(DOUBLE_CLICK_MILLIS),
            is_by_touch: RwSignal::new(false),
        }
    }

    fn run(self) -> Option<RunId> {
        let run = self.pointed.with_untracked(|pointed| pointed.as_ref()?.run)?;
        self.source
            .with_untracked(|source| Some(source.runs().get(run)?.id.clone()))
    }

    fn find(self, find: impl FnOnce(&dyn Targets) -> Option<usize>) -> Option<usize> {
        self.targets.with_untracked(|targets| find(&**targets.as_ref()?))
    }

    pub fn set_target(self, to: Option<usize>) {
        if self.target.get_untracked() != to {
            self.target.set(to);
            self.links.highlight(self.run().as_ref());
        }
    }

    pub fn on_move(self, event: &PointerEvent) {
        let to_css = place(event);
        if let Some(drag) = self.drag.get_untracked() {
            self.drag.set(Some(Drag { to_css, ..drag }));
            return;
        }
        self.is_by_key.set(false);
        self.set_target(self.find(|targets| targets.at(to_css.0, to_css.1)));
    }

    pub fn on_down(self, event: &PointerEvent) {
        let before = self.target.get_untracked();
        let is_touch = event.pointer_type() == "touch";
        self.is_by_touch.set(is_touch);
        self.on_move(event);
        if event.button() != 0 {
            return;
        }
        let place = place(event);
        self.press.set_value(Some(Press {
            from_css: place,
            is_touch,
            before,
            target: self.target.get_untracked(),
        }));
        // A finger scrolls the page.
        if self.on_zoom.is_some() && !is_touch {
            dom::capture_pointer(event);
            self.drag.set(Some(Drag {
                from_css: place,
                to_css: place,
            }));
        }
    }

    pub fn on_up(self, event: &PointerEvent) {
        let rect = self.dragged.get_untracked();
        self.drag.set(None);
        let press = self.press.try_update_value(Option::take).flatten();
        let end = press.map(|press| press.end(place(event), self.on_zoom.is_some()));
        match (end, self.on_zoom) {
            (Some(PressEnd::Dragged), Some(on_zoom)) => {
                let spans = rect.and_then(|rect| {
                    self.targets
                        .with_untracked(|targets| targets.as_ref()?.spans(rect))
                });
                if spans.is_some() {
                    on_zoom.run((spans,));
                }
            }
            (Some(PressEnd::Opens), _) => self.open(),
            (Some(PressEnd::OpensUnlessDouble), _) => {
                if let Some(run) = self.run() {
                    self.opening.call(move || self.links.open(run));
                }
            }
            _ => {}
        }
    }

    pub fn on_cancel(self) {
        self.drag.set(None);
        self.press.set_value(None);
        // The finger scrolls the page: it did not mean what it touched.
        self.set_target(None);
    }

    /// A finger leaves when it is lifted: what it found stays until something else is tapped.
    pub fn on_leave(self, event: &PointerEvent) {
        if event.pointer_type() != "touch" && self.drag.get_untracked().is_none() {
            self.set_target(None);
        }
    }

    pub fn on_double_click(self) {
        self.opening.cancel();
        if let Some(on_zoom) = self.on_zoom {
            on_zoom.run((None,));
        }
    }

    fn open(self) {
        if let Some(run) = self.run() {
            self.links.open(run);
        }
    }

    pub fn on_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match (event.key().as_str(), self.target.get_untracked()) {
            ("Escape", Some(_)) => self.set_target(None),
            ("Enter", Some(_)) => self.open(),
            (key, from) => {
                let Some(way) = Way::of_key(key) else { return };
                self.is_by_key.set(true);
                let next = self.find(|targets| targets.next(from, way));
                self.set_target(next);
                if let (Some(next), Some(on_target)) = (next, self.on_target) {
                    on_target.run((next,));
                }
            }
        }
        event.prevent_default();
    }
}

fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

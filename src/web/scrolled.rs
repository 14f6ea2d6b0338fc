//! Which part of a long element is in the window, whoever scrolls it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::event::Listener;
use super::frame::FrameTask;
use super::resize::ResizeWatch;

/// How near to an edge a pointer scrolls what it drags over, in CSS pixels.
const EDGE_CSS: f64 = 48.0;
/// How far it scrolls at most at once, in CSS pixels.
const MOST_SCROLLED_CSS: f64 = 24.0;

/// The part of an element that is between the upper and the lower edge of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// Where it begins, from the element's upper edge, in CSS pixels; may lie outside.
    pub top_css: f64,
    /// Where it ends.
    pub bottom_css: f64,
    /// How wide the element is.
    pub width_css: f64,
}

/// Watches which part of an element is in the window until dropped.
pub struct PartWatch {
    frame: Rc<FrameTask>,
    _scroll: Option<Listener>,
    _window: Option<Listener>,
    _resize: Option<ResizeWatch>,
}

impl PartWatch {
    /// Calls `callback` soon with the part, and after each change of it, once a frame at most.
    pub fn new(element: &Element, mut callback: impl FnMut(Part) + 'static) -> Self {
        let last = Cell::new(None);
        let measured = element.clone();
        let frame = Rc::new(FrameTask::new(move || {
            let part = part_of(&measured);
            if last.replace(part) != part
                && let Some(part) = part
            {
                callback(part);
            }
        }));
        frame.request();
        let on = |frame: &Rc<FrameTask>| {
            let frame = Rc::clone(frame);
            move || frame.request()
        };
        let (scrolled, resized, element_resized) = (on(&frame), on(&frame), on(&frame));
        Self {
            _scroll: Listener::on_everything("scroll", move |_| scrolled()),
            _window: Listener::on_window("resize", move |_| resized()),
            _resize: ResizeWatch::new(element, move |_| element_resized()),
            frame,
        }
    }

    /// Looks again: something else on the page may have moved the element.
    pub fn look(&self) {
        self.frame.request();
    }
}

fn part_of(element: &Element) -> Option<Part> {
    let window_css = web_sys::window()?.inner_height().ok()?.as_f64()?;
    let rect = element.get_bounding_client_rect();
    // A border and a scroll bar are not for what is inside.
    let width_css = f64::from(element.client_width());
    (width_css > 0.0).then(|| Part {
        top_css: -rect.top(),
        bottom_css: window_css - rect.top(),
        width_css,
    })
}

/// Scrolls whatever scrolls an element while a pointer is dragged near its upper or lower edge.
pub struct EdgeScroll {
    step: Rc<RefCell<Option<FrameTask>>>,
    y_css: Rc<Cell<f64>>,
}

impl EdgeScroll {
    /// Scrolls nothing until the pointer is said to be somewhere. `on_scroll` is called after each step.
    pub fn new(element: &Element, on_scroll: impl Fn() + 'static) -> Self {
        let scroller = scroller_of(element);
        let y_css = Rc::new(Cell::new(f64::NAN));
        let step: Rc<RefCell<Option<FrameTask>>> = Rc::default();
        let (pointer, again) = (Rc::clone(&y_css), Rc::downgrade(&step));
        let task = FrameTask::new(move || {
            let Some(scroller) = &scroller else { return };
            let rect = scroller.get_bounding_client_rect();
            let bottom_css = window_height_css().map_or(rect.bottom(), |window| rect.bottom().min(window));
            let (above, below) = (
                rect.top().max(0.0) + EDGE_CSS - pointer.get(),
                pointer.get() - (bottom_css - EDGE_CSS),
            );
            let by = if above > 0.0 { -above } else { below.max(0.0) };
            if by == 0.0 || by.is_nan() {
                return;
            }
            #[expect(clippy::cast_possible_truncation, reason = "at most a few pixels")]
            let by = by.clamp(-MOST_SCROLLED_CSS, MOST_SCROLLED_CSS) as i32;
            let before = scroller.scroll_top();
            scroller.set_scroll_top(before + by);
            if scroller.scroll_top() != before {
                on_scroll();
                if let Some(again) = again.upgrade()
                    && let Ok(task) = again.try_borrow()
                    && let Some(task) = &*task
                {
                    task.request();
                }
            }
        });
        *step.borrow_mut() = Some(task);
        Self { step, y_css }
    }

    /// The pointer is this far below the window's upper edge.
    pub fn point(&self, y_css: f64) {
        self.y_css.set(y_css);
        if let Some(task) = &*self.step.borrow() {
            task.request();
        }
    }
}

fn window_height_css() -> Option<f64> {
    web_sys::window()?.inner_height().ok()?.as_f64()
}

/// What scrolls an element: the nearest ancestor that is higher inside than outside, or the page.
fn scroller_of(element: &Element) -> Option<HtmlElement> {
    let window = web_sys::window()?;
    let mut next = element.parent_element();
    while let Some(one) = next {
        let overflow = window
            .get_computed_style(&one)
            .ok()
            .flatten()
            .and_then(|style| style.get_property_value("overflow-y").ok())
            .unwrap_or_default();
        if matches!(overflow.as_str(), "auto" | "scroll") && one.scroll_height() > one.client_height() {
            return one.dyn_into().ok();
        }
        next = one.parent_element();
    }
    window.document()?.document_element()?.dyn_into().ok()
}

/// Scrolls whatever scrolls an element so that a height in it is near the upper edge of what is seen.
pub fn scroll_to(element: &Element, y_css: f64, margin_css: f64) {
    let Some(scroller) = scroller_of(element) else {
        return;
    };
    let top_css = scroller.get_bounding_client_rect().top().max(0.0);
    let by = element.get_bounding_client_rect().top() + y_css - top_css - margin_css;
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    scroller.set_scroll_top(scroller.scroll_top().saturating_add(by as i32));
}

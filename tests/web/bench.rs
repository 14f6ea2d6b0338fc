//! What the tests stand on: a place in the page, and a way to wait.

use gloo_timers::future::TimeoutFuture;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// Turns of the event loop after which a condition will not come true any more.
const MOST_TURNS: usize = 2_000;

/// A view in the page; dropping this takes it away.
pub struct Bench<S: leptos::tachys::view::Mountable> {
    place: HtmlElement,
    _mounted: UnmountHandle<S>,
}

/// Puts a view into the page.
pub fn mount<F, N>(view: F) -> Bench<N::State>
where
    F: FnOnce() -> N + 'static,
    N: IntoView + 'static,
{
    let document = document();
    let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    Bench {
        _mounted: mount_to(place.clone(), view),
        place,
    }
}

impl<S: leptos::tachys::view::Mountable> Bench<S> {
    /// All its text.
    pub fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }

    /// The first element that the selector matches.
    pub fn find(&self, css: &str) -> HtmlElement {
        self.find_opt(css)
            .unwrap_or_else(|| panic!("no `{css}` in {}", self.place.inner_html()))
    }

    /// The same, if there is one.
    pub fn find_opt(&self, css: &str) -> Option<HtmlElement> {
        self.place
            .query_selector(css)
            .unwrap()
            .map(Element::unchecked_into)
    }

    /// Waits until this is its text.
    pub async fn until_text(&self, text: &str) {
        until(&format!("the text is {text:?}"), || self.text() == text).await;
    }
}

impl<S: leptos::tachys::view::Mountable> Drop for Bench<S> {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Waits until the condition holds, asking at each turn of the event loop.
pub async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..MOST_TURNS {
        if condition() {
            return;
        }
        turn().await;
    }
    let focused = document()
        .active_element()
        .map(|element| element.outer_html())
        .unwrap_or_default();
    panic!("waited in vain until {what}; the focus is on {focused}");
}

/// Lets everything happen that is due now.
pub async fn turn() {
    TimeoutFuture::new(0).await;
}

/// Presses a key on an element.
pub fn press(element: &HtmlElement, key: &str) {
    let script =
        "element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))";
    let press = js_sys::Function::new_with_args("element, key", script);
    press
        .call2(&JsValue::NULL, element, &JsValue::from_str(key))
        .unwrap();
}

/// Whether the element has the focus.
pub fn has_focus(element: &HtmlElement) -> bool {
    document()
        .active_element()
        .is_some_and(|focused| focused == **element)
}

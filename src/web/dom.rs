//! Calls on elements that Leptos has no words for.

use wasm_bindgen::JsCast;
pub use web_sys::HtmlElement;
use web_sys::{Element, Event, FocusEvent, HtmlDialogElement, PointerEvent};

/// Moves keyboard focus to an element. Nothing happens where it can't take focus.
pub fn focus(element: &HtmlElement) {
    // Fails only on a detached element, and then there is nothing to focus.
    let _ = element.focus();
}

/// Moves keyboard focus to the `index`th element under `parent` that matches the CSS `selector`, if there is one.
pub fn focus_nth(parent: &Element, selector: &str, index: usize) {
    if let Some(element) = nth(parent, selector, index).and_then(|element| element.dyn_into().ok()) {
        focus(&element);
    }
}

/// The `index`th element under `parent` that matches the CSS `selector`.
pub fn nth(parent: &Element, selector: &str, index: usize) -> Option<Element> {
    let found = parent.query_selector_all(selector).ok()?;
    found.get(u32::try_from(index).ok()?)?.dyn_into().ok()
}

/// Selects all text of the field that an event came from.
pub fn select_text(event: &Event) {
    let target = event.target();
    if let Some(field) = target.and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        field.select();
    }
}

/// Moves keyboard focus to an element when nothing has it: what had it is gone, or never took it.
pub fn focus_if_lost(element: &HtmlElement) {
    let Some(page) = element.owner_document() else {
        return;
    };
    let has_focus = page.active_element();
    if has_focus.is_none_or(|element| element.tag_name() == "BODY") {
        focus(element);
    }
}

/// Whether an element, or something inside it, has the keyboard focus.
pub fn has_focus_within(element: &Element) -> bool {
    element.matches(":focus-within").unwrap_or(false)
}

/// The element that an event happened on.
pub fn target_of(event: &Event) -> Option<HtmlElement> {
    event.target()?.dyn_into().ok()
}

/// Whether keyboard focus came to the event's element in a way that the browser shows with a ring.
pub fn shows_focus(event: &FocusEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.matches(":focus-visible").unwrap_or(false))
}

/// Whether an event happened on the element that listens, and not on something inside it.
pub fn is_target_itself(event: &Event) -> bool {
    event.target() == event.current_target()
}

/// Sends the pointer's further events to the element that listens, until it is released, and moves the focus there.
pub fn capture_pointer(event: &PointerEvent) {
    if let Some(element) = hold_pointer(event) {
        focus(&element);
    }
}

/// Sends the pointer's further events to the element that listens, until it is released. Returns the element.
pub fn hold_pointer(event: &PointerEvent) -> Option<HtmlElement> {
    let element = event.current_target()?.dyn_into::<HtmlElement>().ok()?;
    // Fails only when the pointer is already gone.
    let _ = element.set_pointer_capture(event.pointer_id());
    Some(element)
}

/// Opens a dialog over the page. Nothing happens when it is open.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // Fails only on a detached element.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog and gives focus back. Nothing happens when it is closed.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// Whether a popover is shown.
pub fn is_popover_open(popover: &Element) -> bool {
    popover.matches(":popover-open").unwrap_or(false)
}

/// Shows a popover.
pub fn show_popover(popover: &HtmlElement) {
    // Fails where popovers are unknown, or this one is shown.
    let _ = popover.show_popover();
}

/// Hides a popover. Nothing happens when it is hidden.
pub fn hide_popover(popover: &HtmlElement) {
    if is_popover_open(popover) {
        let _ = popover.hide_popover();
    }
}

/// Says that the first element inside `parent` is described by the element with `id`.
pub fn describe_first_child(parent: &Element, id: &str) {
    if let Some(child) = parent.first_element_child() {
        let _ = child.set_attribute("aria-describedby", id);
    }
}

/// Scrolls the `index`th element under `parent` that matches the CSS `selector` into view, no farther than needed.
pub fn reveal_nth(parent: &Element, selector: &str, index: usize) {
    let found = parent.query_selector_all(selector).ok();
    let index = u32::try_from(index).unwrap_or(u32::MAX);
    if let Some(element) = found
        .and_then(|list| list.get(index))
        .and_then(|node| node.dyn_into::<Element>().ok())
    {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether an event happened on or inside an element that matches the CSS `selector`.
pub fn is_on(event: &Event, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// How far an element's left edge is from that of the window, in CSS pixels.
pub fn left_of(element: &Element) -> f64 {
    element.get_bounding_client_rect().left()
}

/// Where an element stands in the window: left, top, width and height in CSS pixels.
pub fn rect_in_window(element: &Element) -> [f64; 4] {
    let rect = element.get_bounding_client_rect();
    [rect.left(), rect.top(), rect.width(), rect.height()]
}

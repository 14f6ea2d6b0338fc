//! Where menus and tooltips stand: beside what opened them, inside the window.

use web_sys::{Element, HtmlElement, Window};

/// The room left between an overlay and what it belongs to, and around it, in CSS pixels.
const GAP_CSS: f64 = 4.0;
/// The room left between an overlay and the window's edge.
const EDGE_CSS: f64 = 8.0;

/// The window's inner size without scroll bars, in CSS pixels.
fn window_size(window: &Window) -> Option<(f64, f64)> {
    let root = window.document()?.document_element()?;
    Some((f64::from(root.client_width()), f64::from(root.client_height())))
}

fn set(overlay: &HtmlElement, properties: &[(&str, f64)]) {
    for name in ["left", "right", "top", "bottom", "max-height"] {
        let value = properties.iter().find(|(set, _)| *set == name);
        // Fails only for a style that can't be changed, and then the style sheet's place holds.
        let _ = match value {
            Some((_, css)) => overlay.style().set_property(name, &format!("{css:.1}px")),
            None => overlay.style().set_property(name, "auto"),
        };
    }
}

/// Places a menu below what opened it, or above where there is more room, aligned with its nearer edge.
/// Works before the menu is shown: it needs no size.
pub fn place_menu(anchor: &Element, menu: &HtmlElement) {
    let Some((width_css, height_css)) = web_sys::window().as_ref().and_then(window_size) else {
        return;
    };
    let rect = anchor.get_bounding_client_rect();
    let across = if rect.left() + rect.right() > width_css {
        ("right", (width_css - rect.right()).max(EDGE_CSS))
    } else {
        ("left", rect.left().max(EDGE_CSS))
    };
    let below_css = height_css - rect.bottom();
    let (along, room_css) = if below_css >= rect.top() || below_css > 320.0 {
        (("top", rect.bottom() + GAP_CSS), below_css)
    } else {
        (("bottom", height_css - rect.top() + GAP_CSS), rect.top())
    };
    set(
        menu,
        &[
            across,
            along,
            ("max-height", (room_css - GAP_CSS - EDGE_CSS).max(96.0)),
        ],
    );
}

/// Places a shown tooltip centred above its control, or below where there is no room above.
pub fn place_tooltip(anchor: &Element, bubble: &HtmlElement) {
    let Some((width_css, height_css)) = web_sys::window().as_ref().and_then(window_size) else {
        return;
    };
    // Measured where it can be as wide as it likes.
    set(bubble, &[("left", 0.0), ("top", 0.0), ("max-height", height_css)]);
    let (rect, own) = (
        anchor.get_bounding_client_rect(),
        bubble.get_bounding_client_rect(),
    );
    let centred = f64::midpoint(rect.left(), rect.right()) - own.width() / 2.0;
    let left = centred.min(width_css - own.width() - EDGE_CSS).max(EDGE_CSS);
    let above = rect.top() - own.height() - GAP_CSS;
    let top = if above >= EDGE_CSS {
        above
    } else {
        rect.bottom() + GAP_CSS
    };
    set(
        bubble,
        &[("left", left), ("top", top), ("max-height", height_css)],
    );
}

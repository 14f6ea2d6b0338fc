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
    let rect = anchor.get_bounding_client_rect();
    place_menu_at([rect.left(), rect.top(), rect.width(), rect.height()], menu);
}

/// As [`place_menu`], beside a place in the window: its left, top, width and height in CSS pixels.
pub fn place_menu_at([left, top, width, height]: [f64; 4], menu: &HtmlElement) {
    let Some((width_css, height_css)) = web_sys::window().as_ref().and_then(window_size) else {
        return;
    };
    let (right, bottom) = (left + width, top + height);
    let across = if left + right > width_css {
        ("right", (width_css - right).max(EDGE_CSS))
    } else {
        ("left", left.max(EDGE_CSS))
    };
    let below_css = height_css - bottom;
    let (along, room_css) = if below_css >= top || below_css > 320.0 {
        (("top", bottom + GAP_CSS), below_css)
    } else {
        (("bottom", height_css - top + GAP_CSS), top)
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

/// Between a crosshair and what is read out there.
const READ_OUT_GAP_CSS: f64 = 12.0;
/// A read-out is no wider than this; narrower than the other it says nothing, and rather covers the edge.
const READ_OUT_WIDTHS_CSS: [f64; 2] = [180.0, 380.0];

/// Places a read-out beside a place `x_css` to the right of a chart's left edge, on the side with more room, level with
/// the chart's upper edge as far as the window allows. Works before the read-out is shown: it needs no size.
pub fn place_read_out(chart: &Element, x_css: f64, read_out: &HtmlElement) {
    let Some((width_css, height_css)) = web_sys::window().as_ref().and_then(window_size) else {
        return;
    };
    let rect = chart.get_bounding_client_rect();
    let x = rect.left() + x_css;
    let (left_css, right_css) = (x - READ_OUT_GAP_CSS, width_css - x - READ_OUT_GAP_CSS);
    let [narrow, wide] = READ_OUT_WIDTHS_CSS;
    let is_right = right_css >= left_css || right_css >= wide + EDGE_CSS;
    let (across, room_css) = if is_right {
        (("left", (x + READ_OUT_GAP_CSS).max(EDGE_CSS)), right_css)
    } else {
        (
            ("right", (width_css - x + READ_OUT_GAP_CSS).max(EDGE_CSS)),
            left_css,
        )
    };
    // Level with the chart's top where there is room below it, else with its bottom.
    let below_css = height_css - rect.top().max(EDGE_CSS);
    let along = if below_css >= height_css / 2.0 || rect.bottom() > height_css {
        (
            "top",
            rect.top().clamp(EDGE_CSS, (height_css - 160.0).max(EDGE_CSS)),
        )
    } else {
        ("bottom", (height_css - rect.bottom()).max(EDGE_CSS))
    };
    let high_css = match along {
        ("top", top) => height_css - top - EDGE_CSS,
        (_, bottom) => height_css - bottom - EDGE_CSS,
    };
    set(read_out, &[across, along, ("max-height", high_css.max(96.0))]);
    let most_css = (room_css - EDGE_CSS).clamp(narrow, wide);
    // Fails only for a style that can't be changed, and then the style sheet's width holds.
    let _ = read_out
        .style()
        .set_property("max-width", &format!("{most_css:.0}px"));
}

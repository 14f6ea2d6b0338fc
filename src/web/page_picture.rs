//! A part of the page as a picture: what the browser has drawn already, drawn once more on a canvas.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, DomRect, Element, HtmlCanvasElement, HtmlImageElement, Window};

use super::page;
use super::png::{self, Picture};
use crate::chart::Rgb;

/// The pictures and the texts in what is seen of an element, where they stand, on a ground of a colour; `pictures` and
/// `texts` are selectors. `None` where the browser can't draw them, or keeps pictures of other hosts to itself.
pub fn of_part(
    part: &Element,
    ground: Rgb,
    device_per_css: f64,
    pictures: &str,
    texts: &str,
) -> Option<Picture> {
    let window = web_sys::window()?;
    let canvas: HtmlCanvasElement = page::document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let seen = part.get_bounding_client_rect();
    canvas.set_width(whole(seen.width() * device_per_css));
    canvas.set_height(whole(seen.height() * device_per_css));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.scale(device_per_css, device_per_css).ok()?;
    context.set_fill_style_str(&ground.to_css());
    context.fill_rect(0.0, 0.0, seen.width(), seen.height());
    for image in all(part, pictures) {
        let place = image.get_bounding_client_rect();
        if let Some(image) = image.dyn_ref::<HtmlImageElement>()
            && image.complete()
            && image.natural_width() > 0
            && meets(&seen, &place)
        {
            let (left, top) = (place.left() - seen.left(), place.top() - seen.top());
            context
                .draw_image_with_html_image_element_and_dw_and_dh(
                    image,
                    left,
                    top,
                    place.width(),
                    place.height(),
                )
                .ok()?;
        }
    }
    for text in all(part, texts) {
        let place = text.get_bounding_client_rect();
        if meets(&seen, &place) {
            write(&window, &context, &seen, &text, &place)?;
        }
    }
    // Refused where a picture came from another host: then the browser makes no file either.
    context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?;
    Some(png::of_canvas(&canvas))
}

/// A text in its font and colour, cut where its element ends.
fn write(
    window: &Window,
    context: &CanvasRenderingContext2d,
    seen: &DomRect,
    text: &Element,
    place: &DomRect,
) -> Option<()> {
    let style = window.get_computed_style(text).ok()??;
    let property = |name: &str| style.get_property_value(name).unwrap_or_default();
    let (left, top) = (place.left() - seen.left(), place.top() - seen.top());
    context.save();
    context.begin_path();
    context.rect(left, top, place.width(), place.height());
    context.clip();
    context.set_font(&format!("{} {}", property("font-size"), property("font-family")));
    context.set_fill_style_str(&property("color"));
    context.set_text_baseline("middle");
    let said = text.text_content().unwrap_or_default();
    let written = context.fill_text(said.trim(), left, top + place.height() / 2.0);
    context.restore();
    written.ok()
}

fn all(part: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = part.query_selector_all(selector) else {
        return Vec::new();
    };
    let elements = (0..found.length()).filter_map(|index| found.get(index));
    elements.filter_map(|node| node.dyn_into().ok()).collect()
}

fn meets(seen: &DomRect, place: &DomRect) -> bool {
    place.right() > seen.left()
        && place.left() < seen.right()
        && place.bottom() > seen.top()
        && place.top() < seen.bottom()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn whole(length: f64) -> u32 {
    length.round() as u32
}

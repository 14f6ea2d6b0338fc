//! Pictures that the browser decodes.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlImageElement};

/// Width and height, in pixels of its own, of the picture that has just loaded; `None` where it has none.
pub fn natural_size(loaded: &Event) -> Option<(u32, u32)> {
    let image: HtmlImageElement = loaded.target()?.dyn_into().ok()?;
    let size = (image.natural_width(), image.natural_height());
    (size.0 > 0 && size.1 > 0).then_some(size)
}

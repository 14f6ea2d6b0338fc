//! How large an element is on the screen, as often as that changes.

use js_sys::{Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, ResizeObserver, ResizeObserverBoxOptions, ResizeObserverEntry, ResizeObserverOptions,
    ResizeObserverSize,
};

/// The size of an element's content in the pixels of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeviceSize {
    /// Device pixels from left to right.
    pub width_device: u32,
    /// Device pixels from top to bottom.
    pub height_device: u32,
    /// Device pixels per CSS pixel.
    pub device_per_css: f64,
}

/// Watches the size of one element until dropped.
pub struct ResizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl ResizeWatch {
    /// Calls `callback` with the element's size, soon and then after each change of it or of the screen's density.
    pub fn new(element: &Element, mut callback: impl FnMut(DeviceSize) + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            // Only the last one counts.
            if let Ok(entry) = entries
                .get(entries.length().saturating_sub(1))
                .dyn_into::<ResizeObserverEntry>()
            {
                callback(size_of(&entry));
            }
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        if knows_device_pixels() {
            let options = ResizeObserverOptions::new();
            options.set_box(ResizeObserverBoxOptions::DevicePixelContentBox);
            observer.observe_with_options(element, &options);
        } else {
            observer.observe(element);
        }
        Some(Self {
            observer,
            _callback: callback,
        })
    }
}

impl Drop for ResizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Whether the browser says how many device pixels a box really covers; Safari does not.
fn knows_device_pixels() -> bool {
    let has = || -> Result<bool, JsValue> {
        let class = Reflect::get(&js_sys::global(), &"ResizeObserverEntry".into())?;
        let prototype = Reflect::get(&class, &"prototype".into())?;
        Reflect::has(&prototype, &"devicePixelContentBoxSize".into())
    };
    has().unwrap_or(false)
}

fn size_of(entry: &ResizeObserverEntry) -> DeviceSize {
    let device_per_css = web_sys::window()
        .map_or(1.0, |window| window.device_pixel_ratio())
        .max(0.1);
    let exact = if knows_device_pixels() {
        entry
            .device_pixel_content_box_size()
            .get(0)
            .dyn_into::<ResizeObserverSize>()
            .ok()
    } else {
        None
    };
    let (width, height) = if let Some(size) = exact {
        (size.inline_size(), size.block_size())
    } else {
        let rect = entry.content_rect();
        (rect.width() * device_per_css, rect.height() * device_per_css)
    };
    DeviceSize {
        width_device: pixels(width),
        height_device: pixels(height),
        device_per_css,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn pixels(length: f64) -> u32 {
    length.round() as u32
}

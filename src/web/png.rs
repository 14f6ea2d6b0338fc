//! Pictures made of a canvas: as a file, or on the clipboard.

use js_sys::{Object, Promise, Reflect};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::RGBColor;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardItem, HtmlCanvasElement};

use super::canvas_backend::DeviceCanvas;
use super::chart_canvas::ChartCanvas;
use super::resize::DeviceSize;
use super::{download, page};
use crate::chart::{ChartError, LineChart, Resolution, Rgb, draw};

const MEDIA_TYPE: &str = "image/png";

/// Draws something on the whole of a canvas that is counted so finely.
type Draws<'a> = dyn Fn(&DrawingArea<DeviceCanvas, Shift>, Resolution) -> Result<(), ChartError> + 'a;

/// A picture that the browser is making.
pub struct Picture(Promise);

/// A chart as a picture of so many pixels to the CSS pixel, on the ground that its theme says; `None` where the browser
/// can't draw it.
pub fn of_chart(chart: &LineChart<'_>, size_css: (u32, u32), device_per_css: f64) -> Option<Picture> {
    of_drawing(
        chart.theme.surface,
        size_css,
        device_per_css,
        &|area, resolution| draw(area, &LineChart { resolution, ..*chart }).map(|_| ()),
    )
}

/// Anything that is drawn, as a picture of so many pixels to the CSS pixel, on a ground of a colour; `None` where the
/// browser can't draw it.
pub fn of_drawing(
    ground: Rgb,
    (width_css, height_css): (u32, u32),
    device_per_css: f64,
    draw: &Draws<'_>,
) -> Option<Picture> {
    let canvas: HtmlCanvasElement = page::document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let device = |css: u32| whole(f64::from(css) * device_per_css);
    let size = DeviceSize {
        width_device: device(width_css),
        height_device: device(height_css),
        device_per_css,
    };
    let Rgb(red, green, blue) = ground;
    let drawn = ChartCanvas::new(canvas.clone()).paint(size, |area, resolution| {
        area.fill(&RGBColor(red, green, blue))
            .map_err(|error| ChartError::Backend(error.to_string()))?;
        draw(area, resolution)
    });
    drawn.is_ok().then(|| of_canvas(&canvas))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn whole(length: f64) -> u32 {
    length.round() as u32
}

/// What is on a canvas now.
pub(super) fn of_canvas(canvas: &HtmlCanvasElement) -> Picture {
    Picture(Promise::new(&mut |resolve, reject| {
        let on_blob = Closure::once_into_js(move |blob: Option<Blob>| {
            // The callbacks of a promise don't fail.
            let _called = match blob {
                Some(blob) => resolve.call1(&JsValue::NULL, &blob),
                None => reject.call0(&JsValue::NULL),
            };
        });
        // Fails only for canvases with pictures of other hosts; then the promise is never kept.
        let _asked = canvas.to_blob(on_blob.unchecked_ref());
    }))
}

/// Gives the picture to the person as a file of this name. Returns whether the browser could be asked to.
pub async fn save(picture: Picture, name: &str) -> bool {
    let Ok(blob) = JsFuture::from(picture.0).await else {
        return false;
    };
    blob.dyn_into::<Blob>()
        .is_ok_and(|blob| download::save_blob(&blob, name).is_some())
}

/// Puts the picture on the clipboard. Returns whether the browser allowed it, which it does on secure pages only. To be
/// called while a press is handled.
pub fn copy(picture: Picture) -> impl Future<Output = bool> {
    let written = write(&picture);
    async move {
        match written {
            Some(written) => JsFuture::from(written).await.is_ok(),
            None => false,
        }
    }
}

fn write(picture: &Picture) -> Option<Promise> {
    let window = web_sys::window()?;
    if !window.is_secure_context() {
        return None;
    }
    let items = Object::new();
    Reflect::set(&items, &MEDIA_TYPE.into(), &picture.0).ok()?;
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&items).ok()?;
    Some(window.navigator().clipboard().write(&js_sys::Array::of1(&item)))
}

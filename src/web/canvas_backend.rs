//! A canvas as plotters sees it.
//!
//! The shapes are drawn by `plotters-canvas`. What it cannot do is done here: dense screens, fractions of a pixel,
//! and measuring text without putting an element on the page for each label.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::Array;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontTransform,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::page;
use crate::chart::{Pen, Pixels, Surface};

/// How many units the backend counts per device pixel: fine enough for smooth slopes and strokes of 1.5 pixels.
pub const UNITS_PER_DEVICE: u32 = 8;

/// More texts than this are not remembered: axes that change all the time would fill the memory.
const TEXTS_AT_MOST: usize = 2000;

/// Corners per path. Filling the outline of a path that crosses itself a thousand times costs more than its length:
/// 3,200 corners on a dense screen without a GPU took 143 ms as one path, 18 ms in pieces.
const PIECE: usize = 64;

type DrawingResult<T> = Result<T, DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

/// The widths of texts measured before, by font and text, in device pixels. Clones share them.
#[derive(Clone, Default)]
pub struct TextWidths(Rc<RefCell<HashMap<(String, String), f64>>>);

impl TextWidths {
    fn width(&self, context: &CanvasRenderingContext2d, font: String, text: &str) -> f64 {
        let key = (font, text.to_owned());
        if let Some(width) = self.0.borrow().get(&key) {
            return *width;
        }
        context.set_font(&key.0);
        let width = context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        let mut widths = self.0.borrow_mut();
        if widths.len() >= TEXTS_AT_MOST {
            widths.clear();
        }
        widths.insert(key, width);
        width
    }
}

/// A plotters backend on a canvas, in units of [`UNITS_PER_DEVICE`] to the pixel of its backing store.
///
/// The backing store's size and its being clear are the caller's business.
pub struct DeviceCanvas {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    size_units: (u32, u32),
    widths: TextWidths,
}

impl DeviceCanvas {
    /// A backend on the canvas; `None` where the browser gives no 2D context.
    pub fn new(canvas: &HtmlCanvasElement, widths: TextWidths) -> Option<Self> {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let inner = CanvasBackend::with_canvas_object(canvas.clone())?;
        context.set_line_join("round");
        context.set_line_cap("round");
        let size_units = (
            canvas.width() * UNITS_PER_DEVICE,
            canvas.height() * UNITS_PER_DEVICE,
        );
        let backend = Self {
            inner,
            context,
            size_units,
            widths,
        };
        backend.count_in_units();
        Some(backend)
    }

    fn count_in_units(&self) {
        let scale = 1.0 / f64::from(UNITS_PER_DEVICE);
        // Fails for no six finite numbers.
        let _unchanged = self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
    }
}

impl Drop for DeviceCanvas {
    fn drop(&mut self) {
        let _unchanged = self.context.reset_transform();
    }
}

fn to_device(units: f64) -> f64 {
    units / f64::from(UNITS_PER_DEVICE)
}

/// The font in device pixels: text is never drawn scaled, so that the font picks its shapes for the size it has.
fn css_font<S: BackendTextStyle>(style: &S) -> String {
    format!(
        "{} {}px {}",
        style.style().as_str(),
        to_device(style.size()),
        style.family().as_str()
    )
}

impl DrawingBackend for DeviceCanvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size_units
    }

    fn ensure_prepared(&mut self) -> DrawingResult<()> {
        Ok(())
    }

    fn present(&mut self) -> DrawingResult<()> {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> DrawingResult<()> {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> DrawingResult<()> {
        // As a path: the inner backend's line shifts by half of what it takes for a pixel.
        self.inner.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> DrawingResult<()> {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> DrawingResult<()> {
        self.inner.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> DrawingResult<()> {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vertices: I,
        style: &S,
    ) -> DrawingResult<()> {
        self.inner.fill_polygon(vertices, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        pos: BackendCoord,
    ) -> DrawingResult<()> {
        let color = style.color();
        if color.alpha == 0.0 {
            return Ok(());
        }
        let quarter_turns = match style.transform() {
            FontTransform::None => 0.0,
            FontTransform::Rotate90 => 1.0,
            FontTransform::Rotate180 => 2.0,
            FontTransform::Rotate270 => 3.0,
        };
        let (sin, cos) = (quarter_turns * std::f64::consts::FRAC_PI_2).sin_cos();
        let (x, y) = (to_device(f64::from(pos.0)), to_device(f64::from(pos.1)));
        let _unchanged = self.context.set_transform(cos, sin, -sin, cos, x, y);
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.context.set_text_baseline(match style.anchor().v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        });
        self.context
            .set_fill_style_str(&css_color(color.rgb, color.alpha));
        self.context.set_font(&css_font(style));
        let _unwritten = self.context.fill_text(text, 0.0, 0.0);
        self.count_in_units();
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> DrawingResult<(u32, u32)> {
        let width = self.widths.width(&self.context, css_font(style), text);
        Ok((units(width * f64::from(UNITS_PER_DEVICE)), units(style.size())))
    }
}

impl Surface for DeviceCanvas {
    fn stroke(&mut self, lines: &[Vec<BackendCoord>], pen: &Pen) -> DrawingResult<()> {
        let context = &self.context;
        context.set_stroke_style_str(&css_color((pen.color.0, pen.color.1, pen.color.2), pen.color.3));
        context.set_line_width(f64::from(pen.width_units));
        if !pen.dash_units.is_empty() {
            let lengths = pen
                .dash_units
                .iter()
                .map(|units| JsValue::from(*units))
                .collect::<Array>();
            // Fails for no list of numbers.
            let _unchanged = context.set_line_dash(&lengths);
        }
        // Where two pieces met they would overlap, which shows through, and a dash would begin anew.
        let is_whole = pen.color.3 < 1.0 || !pen.dash_units.is_empty();
        let mut corners = 0;
        context.begin_path();
        for line in lines {
            let mut line = line.iter().map(|(x, y)| (f64::from(*x), f64::from(*y)));
            let Some((x, y)) = line.next() else { continue };
            context.move_to(x, y);
            for (x, y) in line {
                context.line_to(x, y);
                corners += 1;
                if corners % PIECE == 0 && !is_whole {
                    context.stroke();
                    context.begin_path();
                    context.move_to(x, y);
                }
            }
        }
        context.stroke();
        if !pen.dash_units.is_empty() {
            let _unchanged = context.set_line_dash(&Array::new());
        }
        Ok(())
    }

    fn takes_pixels(&self) -> bool {
        true
    }

    fn put(&mut self, upper_left: BackendCoord, pixels: &Pixels) -> DrawingResult<()> {
        // A browser that gives no second canvas leaves the picture out; nothing else depends on it.
        let _unshown = self.lay_over(upper_left, pixels);
        Ok(())
    }
}

impl DeviceCanvas {
    /// By a second canvas: what is put on one directly replaces what is there.
    fn lay_over(&self, upper_left: BackendCoord, pixels: &Pixels) -> Option<()> {
        let (x, y) = (
            to_device(f64::from(upper_left.0)),
            to_device(f64::from(upper_left.1)),
        );
        let data = ImageData::new_with_u8_clamped_array(Clamped(&pixels.rgba), pixels.width).ok()?;
        let element = page::document()?.create_element("canvas").ok()?;
        let picture: HtmlCanvasElement = element.dyn_into().ok()?;
        picture.set_width(pixels.width);
        picture.set_height(pixels.height);
        let context: CanvasRenderingContext2d = picture.get_context("2d").ok()??.dyn_into().ok()?;
        context.put_image_data(&data, 0.0, 0.0).ok()?;
        self.context.reset_transform().ok()?;
        let drawn = self
            .context
            .draw_image_with_html_canvas_element(&picture, x.round(), y.round());
        self.count_in_units();
        drawn.ok()
    }
}

fn css_color((red, green, blue): (u8, u8, u8), alpha: f64) -> String {
    format!("rgba({red},{green},{blue},{alpha})")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn units(length: f64) -> u32 {
    length.ceil() as u32
}

//! Charts on a canvas of the page.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use wasm_bindgen::JsCast as _;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};

use super::canvas_backend::{DeviceCanvas, TextWidths, UNITS_PER_DEVICE};
use super::resize::DeviceSize;
use crate::chart::{ChartError, LineChart, Locale, Projection, Resolution, Rgb, Theme, draw, draw_over};

/// What a chart is drawn on, and how.
pub struct Ground<'a> {
    /// The whole canvas.
    pub area: &'a DrawingArea<DeviceCanvas, Shift>,
    /// How finely the canvas is addressed.
    pub resolution: Resolution,
    /// The page's colours and font.
    pub theme: &'a Theme,
    /// How the person reads numbers and dates.
    pub locale: &'a Locale,
}

/// A canvas that charts are drawn on, again and again.
#[derive(Clone)]
pub struct ChartCanvas {
    canvas: HtmlCanvasElement,
    widths: TextWidths,
    theme: Rc<RefCell<Option<Rc<Theme>>>>,
}

impl ChartCanvas {
    /// Takes the canvas for charts.
    pub fn new(canvas: HtmlCanvasElement) -> Self {
        Self {
            canvas,
            widths: TextWidths::default(),
            theme: Rc::default(),
        }
    }

    /// Clears the canvas and draws a chart on it. The chart's own resolution is not looked at.
    ///
    /// # Errors
    /// When there is no room, or the browser gives no drawing context.
    pub fn draw(&self, chart: &LineChart<'_>, size: DeviceSize) -> Result<Projection, ChartError> {
        self.paint(size, |area, resolution| {
            draw(area, &LineChart { resolution, ..*chart })
        })
    }

    /// Clears the canvas and draws the lines of a chart alone, where a chart that was drawn before on a canvas of the
    /// same size has them. The chart's own resolution is not looked at.
    ///
    /// # Errors
    /// When the browser gives no drawing context.
    pub fn draw_over(
        &self,
        chart: &LineChart<'_>,
        projection: &Projection,
        size: DeviceSize,
    ) -> Result<(), ChartError> {
        self.paint(size, |area, resolution| {
            draw_over(area, &LineChart { resolution, ..*chart }, projection)
        })
    }

    /// Clears the canvas.
    pub fn clear(&self) {
        // Setting the size clears.
        self.canvas.set_width(self.canvas.width());
    }

    /// Clears the canvas and lets any kind of chart be drawn on it.
    ///
    /// # Errors
    /// When the browser gives no drawing context, or what drawing says.
    pub fn paint<R>(
        &self,
        size: DeviceSize,
        draw: impl FnOnce(&DrawingArea<DeviceCanvas, Shift>, Resolution) -> Result<R, ChartError>,
    ) -> Result<R, ChartError> {
        // Setting the size clears, too.
        self.canvas.set_width(size.width_device);
        self.canvas.set_height(size.height_device);
        let backend = DeviceCanvas::new(&self.canvas, self.widths.clone());
        let backend = backend.ok_or_else(|| ChartError::Backend("no 2D context".to_owned()))?;
        draw(&backend.into_drawing_area(), size.into())
    }

    /// Comes back when everything drawn is pixels: for measuring.
    pub fn flush(&self) {
        let context = self.canvas.get_context("2d").ok().flatten();
        let context = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
        if let Some(context) = context {
            // A pixel can be read only once it is there.
            let _pixel = context.get_image_data(0.0, 0.0, 1.0, 1.0);
        }
    }

    /// The colours and the font that the style sheet gives the canvas, as of when they were first asked for or last
    /// forgotten. Colours that it does not say are those of a light page.
    pub fn theme(&self) -> Rc<Theme> {
        let mut held = self.theme.borrow_mut();
        Rc::clone(held.get_or_insert_with(|| Rc::new(theme_of(&self.canvas))))
    }

    /// To be called when the page's appearance has changed: the theme is read anew when it is next asked for.
    pub fn forget_theme(&self) {
        self.theme.borrow_mut().take();
    }
}

impl From<DeviceSize> for Resolution {
    fn from(size: DeviceSize) -> Self {
        Self {
            device_per_css: size.device_per_css,
            units_per_device: UNITS_PER_DEVICE,
        }
    }
}

fn theme_of(canvas: &HtmlCanvasElement) -> Theme {
    let style = web_sys::window().and_then(|window| window.get_computed_style(canvas).ok()?);
    let property = |name: &str| read(style.as_ref(), name);
    let color = |name: &str, or: Rgb| Rgb::from_css(&property(name)).unwrap_or(or);
    let family = property("font-family");
    let size = property("font-size");
    Theme {
        grid: color("--chart-grid", Rgb(0xe6, 0xe9, 0xe8)),
        axis: color("--chart-axis", Rgb(0x8a, 0x92, 0x8f)),
        text: color("--chart-text", Rgb(0x4f, 0x56, 0x54)),
        strong: color("color", Rgb(0x18, 0x1b, 0x1a)),
        surface: color("--chart-surface", Rgb(0xff, 0xff, 0xff)),
        font_family: if family.is_empty() {
            "sans-serif".to_owned()
        } else {
            family
        },
        font_css: size
            .strip_suffix("px")
            .and_then(|size| size.parse().ok())
            .unwrap_or(11.0),
    }
}

fn read(style: Option<&CssStyleDeclaration>, name: &str) -> String {
    style
        .and_then(|style| style.get_property_value(name).ok())
        .unwrap_or_default()
}

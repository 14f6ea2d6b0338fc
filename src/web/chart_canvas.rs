//! Charts on a canvas of the page.

use plotters::drawing::IntoDrawingArea;
use web_sys::{CssStyleDeclaration, HtmlCanvasElement};

use super::canvas_backend::{DeviceCanvas, TextWidths, UNITS_PER_DEVICE};
use super::resize::DeviceSize;
use crate::chart::{ChartError, LineChart, Projection, Resolution, Rgb, Series, Theme, draw};

/// A canvas that charts are drawn on, again and again.
#[derive(Clone)]
pub struct ChartCanvas {
    canvas: HtmlCanvasElement,
    widths: TextWidths,
}

impl ChartCanvas {
    /// Takes the canvas for charts.
    pub fn new(canvas: HtmlCanvasElement) -> Self {
        Self { canvas, widths: TextWidths::default() }
    }

    /// Clears the canvas and draws the lines on it, in the colours and the font that its style has now.
    ///
    /// # Errors
    /// When there is no room, or the browser gives no drawing context.
    pub fn draw_lines(&self, series: &[Series], size: DeviceSize) -> Result<Projection, ChartError> {
        // Setting the size clears, too.
        self.canvas.set_width(size.width_device);
        self.canvas.set_height(size.height_device);
        let theme = self.theme();
        let backend = DeviceCanvas::new(&self.canvas, self.widths.clone());
        let backend = backend.ok_or_else(|| ChartError::Backend("no 2D context".to_owned()))?;
        let resolution =
            Resolution { device_per_css: size.device_per_css, units_per_device: UNITS_PER_DEVICE };
        let area = backend.into_drawing_area();
        draw(&area, &LineChart { series, x_range: None, y_range: None, theme: &theme, resolution })
    }

    /// What the style sheet says of the canvas. Colours that it does not say are those of a light page.
    fn theme(&self) -> Theme {
        let style = web_sys::window().and_then(|window| window.get_computed_style(&self.canvas).ok()?);
        let property = |name: &str| read(style.as_ref(), name);
        let color = |name: &str, or: Rgb| Rgb::from_css(&property(name)).unwrap_or(or);
        let family = property("font-family");
        let size = property("font-size");
        Theme {
            grid: color("--chart-grid", Rgb(0xe6, 0xe9, 0xe8)),
            axis: color("--chart-axis", Rgb(0x8a, 0x92, 0x8f)),
            text: color("--chart-text", Rgb(0x4f, 0x56, 0x54)),
            font_family: if family.is_empty() { "sans-serif".to_owned() } else { family },
            font_css: size.strip_suffix("px").and_then(|size| size.parse().ok()).unwrap_or(11.0),
        }
    }
}

fn read(style: Option<&CssStyleDeclaration>, name: &str) -> String {
    style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default()
}

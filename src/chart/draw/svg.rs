//! A chart as an SVG document.

use std::convert::Infallible;
use std::fmt::{self, Write};

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::prelude::DrawingBackend;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontTransform,
};

use super::line_chart::{LineChart, draw};
use super::surface::{Pen, Surface};
use super::theme::{ChartError, Resolution, Theme};

/// Hundredths of a CSS pixel are as fine as anyone can see, enlarged or printed.
const UNITS_PER_CSS: u32 = 100;

/// The chart as an SVG document of a size in CSS pixels, on a ground of the theme's surface. The same chart is always the
/// same text. [`LineChart::resolution`] is not looked at.
///
/// # Errors
/// When the size is too small for a chart.
pub fn to_svg(chart: &LineChart<'_>, width_css: u32, height_css: u32) -> Result<String, ChartError> {
    svg_document(chart.theme, width_css, height_css, |area, resolution| {
        draw(area, &LineChart { resolution, ..*chart }).map(|_| ())
    })
}

/// Anything that is drawn as an SVG document of a size in CSS pixels, on a ground of the theme's surface.
///
/// # Errors
/// Those of `draw`.
pub(in crate::chart) fn svg_document(
    theme: &Theme,
    width_css: u32,
    height_css: u32,
    draw: impl FnOnce(&DrawingArea<SvgText<'_>, Shift>, Resolution) -> Result<(), ChartError>,
) -> Result<String, ChartError> {
    let mut text = String::new();
    let ground = theme.surface.to_css();
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width_css}\" height=\"{height_css}\" \
         viewBox=\"0 0 {width_css} {height_css}\">\n\
         <rect width=\"{width_css}\" height=\"{height_css}\" fill=\"{ground}\"/>\n"
    );
    {
        let backend = SvgText {
            text: &mut text,
            size_units: (
                width_css.saturating_mul(UNITS_PER_CSS),
                height_css.saturating_mul(UNITS_PER_CSS),
            ),
        };
        let resolution = Resolution {
            device_per_css: 1.0,
            units_per_device: UNITS_PER_CSS,
        };
        draw(&backend.into_drawing_area(), resolution)?;
    }
    Ok(head + &text + "</svg>\n")
}

/// A plotters backend that writes the elements of an SVG document.
pub(in crate::chart) struct SvgText<'a> {
    text: &'a mut String,
    size_units: (u32, u32),
}

type DrawingResult = Result<(), DrawingErrorKind<Infallible>>;

impl SvgText<'_> {
    fn write(&mut self, element: fmt::Arguments<'_>) {
        // Writing to a string never fails.
        let _written = self.text.write_fmt(element);
        self.text.push('\n');
    }
}

/// A length in CSS pixels, without zeros that say nothing.
struct Css(i64);

impl Css {
    fn of(units: impl Into<i64>) -> Self {
        Self(units.into())
    }
}

impl fmt::Display for Css {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_css = u64::from(UNITS_PER_CSS);
        let (units, sign) = (self.0.unsigned_abs(), if self.0 < 0 { "-" } else { "" });
        let (whole, part) = (units / per_css, units % per_css);
        match (part, part % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", part / 10),
            _ => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}

/// Places one after the other.
struct Places<'a>(&'a [BackendCoord]);

impl fmt::Display for Places<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (x, y)) in self.0.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{},{}", Css::of(*x), Css::of(*y))?;
        }
        Ok(())
    }
}

/// A paint for a property, and how much it covers where that is not all.
struct Paint(&'static str, BackendColor);

impl fmt::Display for Paint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(property, color) = self;
        let (red, green, blue) = color.rgb;
        write!(f, "{property}=\"#{red:02x}{green:02x}{blue:02x}\"")?;
        if color.alpha < 1.0 {
            write!(f, " {property}-opacity=\"{}\"", color.alpha)?;
        }
        Ok(())
    }
}

/// Text as XML has it; what XML has no place for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}

impl DrawingBackend for SvgText<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size_units
    }

    fn ensure_prepared(&mut self) -> DrawingResult {
        Ok(())
    }

    fn present(&mut self) -> DrawingResult {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> DrawingResult {
        let (x, y, size) = (Css::of(x), Css::of(y), Css::of(UNITS_PER_CSS));
        let fill = Paint("fill", color);
        self.write(format_args!(
            r#"<rect x="{x}" y="{y}" width="{size}" height="{size}" {fill}/>"#
        ));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> DrawingResult {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> DrawingResult {
        let (x, y) = (Css::of(upper_left.0), Css::of(upper_left.1));
        let width = Css(i64::from(bottom_right.0) - i64::from(upper_left.0));
        let height = Css(i64::from(bottom_right.1) - i64::from(upper_left.1));
        let paint = Paint(if fill { "fill" } else { "stroke" }, style.color());
        let hollow = if fill { "" } else { r#" fill="none""# };
        self.write(format_args!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {paint}{hollow}/>"#
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> DrawingResult {
        let corners: Vec<BackendCoord> = path.into_iter().collect();
        let (stroke, width) = (Paint("stroke", style.color()), Css::of(style.stroke_width()));
        self.write(format_args!(
            r#"<polyline points="{}" fill="none" {stroke} stroke-width="{width}"/>"#,
            Places(&corners)
        ));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> DrawingResult {
        let (x, y, radius) = (Css::of(x), Css::of(y), Css::of(radius));
        let paint = Paint(if fill { "fill" } else { "stroke" }, style.color());
        let hollow = if fill { "" } else { r#" fill="none""# };
        self.write(format_args!(
            r#"<circle cx="{x}" cy="{y}" r="{radius}" {paint}{hollow}/>"#
        ));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vertices: I,
        style: &S,
    ) -> DrawingResult {
        let corners: Vec<BackendCoord> = vertices.into_iter().collect();
        let fill = Paint("fill", style.color());
        self.write(format_args!(r#"<polygon points="{}" {fill}/>"#, Places(&corners)));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> DrawingResult {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // Half of a digit's height: `dominant-baseline` is not known everywhere.
        let size = style.size();
        let down = match style.anchor().v_pos {
            VPos::Top => 0.72,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        let turn = match style.transform() {
            FontTransform::None => 0,
            FontTransform::Rotate90 => 90,
            FontTransform::Rotate180 => 180,
            FontTransform::Rotate270 => 270,
        };
        let (x, y, down) = (Css::of(x), Css::of(y), Css(whole(size * down)));
        let place = if turn == 0 {
            format!(r#"x="{x}" y="{y}""#)
        } else {
            format!(r#"transform="translate({x} {y}) rotate({turn})""#)
        };
        let (size, fill) = (Css(whole(size)), Paint("fill", style.color()));
        let (family, text) = (escaped(style.family().as_str()), escaped(text));
        self.write(format_args!(
            "<text {place} dy=\"{down}\" text-anchor=\"{anchor}\" font-family=\"{family}\" font-size=\"{size}\" {fill}>\
             {text}</text>"
        ));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let ems: f64 = text.chars().map(width_in_ems).sum();
        let units = |length: f64| u32::try_from(whole(length.ceil())).unwrap_or(u32::MAX);
        Ok((units(ems * style.size()), units(style.size())))
    }
}

impl Surface for SvgText<'_> {
    fn stroke(&mut self, lines: &[Vec<BackendCoord>], pen: &Pen) -> DrawingResult {
        let color = BackendColor {
            rgb: (pen.color.0, pen.color.1, pen.color.2),
            alpha: pen.color.3,
        };
        let (stroke, width) = (Paint("stroke", color), Css::of(pen.width_units));
        let lengths: Vec<String> = (pen.dash_units.iter())
            .map(|units| Css::of(*units).to_string())
            .collect();
        let dash = if lengths.is_empty() {
            String::new()
        } else {
            format!(r#" stroke-dasharray="{}""#, lengths.join(" "))
        };
        for line in lines {
            self.write(format_args!(
                r#"<polyline points="{}" fill="none" {stroke} stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"{dash}/>"#,
                Places(line)
            ));
        }
        Ok(())
    }
}

/// About as wide as a letter is in the fonts that stand in for each other where no other is there (Helvetica, Arial,
/// Liberation Sans), in the size of the font. A file cannot know which font will show it.
fn width_in_ems(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' => 0.222,
        'I' | 'f' | 't' | ' ' | '.' | ',' | ':' | '/' | '\u{a0}' | '\u{202f}' => 0.278,
        'r' | '-' | '(' | ')' => 0.333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        '\u{2212}' => 0.584,
        'm' | 'M' => 0.833,
        'w' | 'C' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'R' | 'U' => 0.75,
        'W' | '…' | '∞' | '\u{2e80}'..='\u{ffff}' => 1.0,
        'A'..='Z' => 0.667,
        _ => 0.556,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

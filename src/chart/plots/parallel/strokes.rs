//! Thousands of lines from left to right as pixels.
//!
//! A canvas takes some 100 ms for 5,000 lines over eight axes where no graphics card helps; here they take a third of that,
//! and the lines that are not brushed need to be drawn only once.

use crate::chart::draw::Pixels;
use crate::chart::palette::Rgb;

/// With more lines than this their edges are not smoothed: nobody sees it, and it takes twice as long.
const SMOOTH_UP_TO: usize = 1000;

/// Pixels that are drawn on, of colours multiplied by their alpha.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    width: usize,
    height: usize,
    /// Red in the lowest byte, alpha in the highest.
    pixels: Vec<u32>,
}

/// How lines are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    /// In pixels of the sheet.
    pub(super) width: f32,
    /// From 0 to 1.
    pub(super) alpha: f32,
    pub(super) is_smooth: bool,
}

impl Stroke {
    /// For so many lines: the more there are, the more can be seen through each.
    pub(super) fn of(count: usize, width: f32, most_alpha: f32) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "an alpha")]
        let alpha = (12.0 / (count.max(1) as f64).sqrt()) as f32;
        Self {
            width,
            alpha: alpha.clamp(0.15, 1.0) * most_alpha,
            is_smooth: count <= SMOOTH_UP_TO,
        }
    }
}

impl Sheet {
    /// An empty one.
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![0; width * height],
        }
    }

    /// Draws a line through places, each further to the right than the one before.
    pub(super) fn line(&mut self, places: impl Iterator<Item = (f32, f32)>, color: Rgb, stroke: Stroke) {
        let mut before: Option<(f32, f32)> = None;
        for place in places {
            if let Some(before) = before {
                if stroke.is_smooth {
                    self.smooth(before, place, color, stroke);
                } else {
                    self.plain(before, place, color, stroke);
                }
            }
            before = Some(place);
        }
    }

    /// Column by column: each pixel as much as the line covers of it.
    fn smooth(&mut self, (x0, y0): (f32, f32), (x1, y1): (f32, f32), color: Rgb, stroke: Stroke) {
        let slope = (y1 - y0) / (x1 - x0);
        let stretch = slope.mul_add(slope, 1.0).sqrt();
        let reach = (stroke.width / 2.0 + 0.5) * stretch;
        for column in columns(x0, x1, self.width) {
            let middle = y0 + slope * (column as f32 + 0.5 - x0);
            for row in rows(middle - reach, middle + reach, self.height) {
                let distance = (row as f32 + 0.5 - middle).abs() / stretch;
                let cover = (stroke.width / 2.0 + 0.5 - distance).clamp(0.0, 1.0);
                self.lay(column, row, color, cover * stroke.alpha);
            }
        }
    }

    /// Column by column, whole pixels: as many rows as the line passes there.
    fn plain(&mut self, (x0, y0): (f32, f32), (x1, y1): (f32, f32), color: Rgb, stroke: Stroke) {
        let slope = (y1 - y0) / (x1 - x0);
        let reach = (slope.abs() / 2.0).max(0.5);
        let (ink, alpha) = ink(color, stroke.alpha);
        for column in columns(x0, x1, self.width) {
            let middle = y0 + slope * (column as f32 + 0.5 - x0);
            let first = (middle - reach + 0.5).floor();
            for row in rows(
                first,
                (middle + reach + 0.5).floor().max(first + 1.0),
                self.height,
            ) {
                if let Some(pixel) = self.pixels.get_mut(row * self.width + column) {
                    *pixel = over(*pixel, ink, alpha);
                }
            }
        }
    }

    fn lay(&mut self, column: usize, row: usize, color: Rgb, alpha: f32) {
        if let Some(pixel) = self.pixels.get_mut(row * self.width + column) {
            let (ink, alpha) = ink(color, alpha);
            *pixel = over(*pixel, ink, alpha);
        }
    }

    /// The picture.
    pub(super) fn to_pixels(&self) -> Pixels {
        let mut rgba = Vec::with_capacity(self.pixels.len() * 4);
        for pixel in &self.pixels {
            let [red, green, blue, alpha] = pixel.to_le_bytes();
            let whole = |channel: u8| {
                let share = u32::from(channel) * 255 / u32::from(alpha.max(1));
                u8::try_from(share).unwrap_or(u8::MAX)
            };
            rgba.extend([whole(red), whole(green), whole(blue), alpha]);
        }
        Pixels {
            width: u32::try_from(self.width).unwrap_or(0),
            height: u32::try_from(self.height).unwrap_or(0),
            rgba,
        }
    }
}

/// The columns whose middles lie between two places.
fn columns(from: f32, to: f32, width: usize) -> std::ops::Range<usize> {
    rows(from.round(), to.round(), width)
}

/// The pixels from one place to another, as far as there are any.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn rows(from: f32, to: f32, count: usize) -> std::ops::Range<usize> {
    from.floor().max(0.0) as usize..(to.ceil().max(0.0) as usize).min(count)
}

/// A colour multiplied by its alpha, and the alpha from 0 to 256.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 256"
)]
fn ink(color: Rgb, alpha: f32) -> (u32, u32) {
    let alpha = (alpha * 256.0) as u32;
    let opaque = u32::from_le_bytes([color.0, color.1, color.2, 0xff]);
    (scaled(opaque, alpha), alpha)
}

/// Lays ink over a pixel.
fn over(pixel: u32, ink: u32, alpha: u32) -> u32 {
    // No channel of the two together is above 255: each is at most its own share of it.
    ink.wrapping_add(scaled(pixel, 256 - alpha))
}

/// All four channels times a number of 256ths, two at a time.
fn scaled(pixel: u32, by: u32) -> u32 {
    const EVEN: u32 = 0x00ff_00ff;
    let even = (((pixel & EVEN) * by) >> 8) & EVEN;
    let odd = (((pixel >> 8) & EVEN) * by) & !EVEN;
    even | odd
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RED: Rgb = Rgb(0xff, 0, 0);

    fn alpha(sheet: &Sheet, column: usize, row: usize) -> u32 {
        sheet.pixels[row * sheet.width + column] >> 24
    }

    fn drawn(places: [(f32, f32); 2], is_smooth: bool) -> Sheet {
        let mut sheet = Sheet::new(20, 10);
        let stroke = Stroke {
            width: 1.0,
            alpha: 1.0,
            is_smooth,
        };
        sheet.line(places.into_iter(), RED, stroke);
        sheet
    }

    #[test]
    fn a_level_line_fills_its_row_and_no_other() {
        for is_smooth in [false, true] {
            let sheet = drawn([(2.0, 4.5), (18.0, 4.5)], is_smooth);
            for column in 0..20 {
                for row in 0..10 {
                    let expected = if row == 4 && (2..18).contains(&column) {
                        254..=255
                    } else {
                        0..=0
                    };
                    assert!(
                        expected.contains(&alpha(&sheet, column, row)),
                        "{is_smooth} {column} {row}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_steep_line_has_no_gaps() {
        for is_smooth in [false, true] {
            let sheet = drawn([(9.0, 0.0), (11.0, 10.0)], is_smooth);
            assert!(
                (0..10).all(|row| alpha(&sheet, 9, row) + alpha(&sheet, 10, row) > 100),
                "{is_smooth}"
            );
        }
    }

    #[test]
    fn lines_that_meet_do_not_overlap_where_they_do() {
        let mut sheet = Sheet::new(20, 10);
        let stroke = Stroke {
            width: 1.0,
            alpha: 0.5,
            is_smooth: false,
        };
        sheet.line([(0.0, 4.5), (10.0, 4.5), (20.0, 4.5)].into_iter(), RED, stroke);
        assert!((0..20).all(|column| alpha(&sheet, column, 4) == alpha(&sheet, 0, 4)));
    }

    #[test]
    fn the_picture_has_whole_colors() {
        let mut sheet = Sheet::new(4, 1);
        let stroke = Stroke {
            width: 1.0,
            alpha: 0.5,
            is_smooth: false,
        };
        sheet.line([(0.0, 0.5), (2.0, 0.5)].into_iter(), RED, stroke);
        let pixels = sheet.to_pixels();
        assert_eq!((pixels.width, pixels.height), (4, 1));
        assert_eq!(pixels.rgba[..4], [255, 0, 0, 127]);
        assert_eq!(pixels.rgba[12..], [0; 4]);
    }

    proptest! {
        #[test]
        fn no_channel_is_above_its_alpha(
            lines in prop::collection::vec((-5.0_f32..25.0, -5.0_f32..15.0, 1.0_f32..20.0, -5.0_f32..15.0, any::<[u8; 3]>()), 0..20),
            alpha in 0.0_f32..=1.0, is_smooth: bool,
        ) {
            let mut sheet = Sheet::new(20, 10);
            for (x, y, width, to, [r, g, b]) in lines {
                let stroke = Stroke { width: 1.5, alpha, is_smooth };
                sheet.line([(x, y), (x + width, to)].into_iter(), Rgb(r, g, b), stroke);
            }
            for pixel in &sheet.pixels {
                let [red, green, blue, alpha] = pixel.to_le_bytes();
                prop_assert!(red <= alpha && green <= alpha && blue <= alpha);
            }
        }
    }
}

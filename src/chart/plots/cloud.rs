//! Many dots.

use crate::chart::Rgb;
use crate::chart::draw::brush::Brush;
use crate::chart::draw::{ChartError, Ink, Pixels, Rect, Surface};

/// From so many dots on they are put together pixel by pixel: each by itself would take a backend too long.
const PIXELS_FROM: usize = 1_500;

/// A dot, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dot {
    pub(super) x_css: f64,
    pub(super) y_css: f64,
    pub(super) radius_css: f64,
    pub(super) color: Rgb,
}

/// How large dots are, and how much they cover, so that many of them still show where they are dense.
pub(super) fn look_of(count: usize) -> (f64, f64) {
    match count {
        0..=300 => (4.0, 0.85),
        301..=2_000 => (3.5, 0.65),
        2_001..=20_000 => (2.5, 0.5),
        _ => (2.0, 0.4),
    }
}

/// Paints dots; what would lie beyond the plot is cut off where the dots are many.
pub(super) fn paint<DB: Surface>(
    brush: &Brush<'_, DB>,
    plot: &Rect,
    dots: &[Dot],
    alpha: f64,
) -> Result<(), ChartError> {
    if dots.len() < PIXELS_FROM || !brush.takes_pixels() {
        return dots.iter().try_for_each(|dot| {
            let ink = Ink {
                color: dot.color,
                alpha,
            };
            brush.dot((dot.x_css, dot.y_css), dot.radius_css, ink)
        });
    }
    let (left, top) = (brush.snap(plot.left), brush.snap(plot.top));
    let per_css = brush.resolution().device_per_css;
    let mut raster = Raster::new((plot.right - left) * per_css, (plot.bottom - top) * per_css);
    for dot in dots {
        let place = ((dot.x_css - left) * per_css, (dot.y_css - top) * per_css);
        raster.stamp(place, dot.radius_css * per_css, dot.color, alpha);
    }
    brush.put((left, top), raster.into_pixels())
}

/// Pixels that dots are laid on, one over the other.
struct Raster {
    width: usize,
    height: usize,
    /// Red, green, blue and alpha from 0 to 1, the colours multiplied by the alpha.
    pixels: Vec<[f32; 4]>,
}

impl Raster {
    fn new(width: f64, height: f64) -> Self {
        let (width, height) = (whole(width.floor()), whole(height.floor()));
        Self {
            width,
            height,
            pixels: vec![[0.0; 4]; width * height],
        }
    }

    /// Lays a dot on; its edge is as soft as a pixel is wide.
    fn stamp(&mut self, (x, y): (f64, f64), radius: f64, color: Rgb, alpha: f64) {
        let ink = [color.0, color.1, color.2].map(|channel| f32::from(channel) / 255.0);
        let columns = whole((x - radius - 1.0).floor())..whole((x + radius + 1.0).ceil()).min(self.width);
        let rows = whole((y - radius - 1.0).floor())..whole((y + radius + 1.0).ceil()).min(self.height);
        for row in rows {
            let down = row as f64 + 0.5 - y;
            let start = row * self.width;
            let line = self
                .pixels
                .get_mut(start + columns.start.min(self.width)..start + columns.end);
            for (column, pixel) in columns.clone().zip(line.unwrap_or_default()) {
                let across = column as f64 + 0.5 - x;
                let cover = (radius + 0.5 - (across * across + down * down).sqrt()).clamp(0.0, 1.0) * alpha;
                if cover > 0.0 {
                    over(pixel, ink, cover);
                }
            }
        }
    }

    fn into_pixels(self) -> Pixels {
        let mut rgba = Vec::with_capacity(self.pixels.len() * 4);
        for [red, green, blue, alpha] in self.pixels {
            let plain = |channel: f32| if alpha > 0.0 { byte(channel / alpha) } else { 0 };
            rgba.extend([plain(red), plain(green), plain(blue), byte(alpha)]);
        }
        Pixels {
            width: u32::try_from(self.width).unwrap_or(0),
            height: u32::try_from(self.height).unwrap_or(0),
            rgba,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share needs few digits")]
fn over(pixel: &mut [f32; 4], ink: [f32; 3], cover: f64) {
    let cover = cover as f32;
    let [red, green, blue, alpha] = pixel;
    for (below, above) in [red, green, blue].into_iter().zip(ink) {
        *below = above * cover + *below * (1.0 - cover);
    }
    *alpha = cover + *alpha * (1.0 - cover);
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 255; a float cast saturates"
)]
fn byte(share: f32) -> u8 {
    (share * 255.0).round() as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates: what is below zero becomes zero"
)]
fn whole(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_is_round_and_keeps_its_color() {
        let mut raster = Raster::new(11.0, 11.0);
        raster.stamp((5.5, 5.5), 3.0, Rgb(200, 100, 0), 1.0);
        let pixels = raster.into_pixels();
        let pixel = |x: usize, y: usize| &pixels.rgba[(y * 11 + x) * 4..][..4];
        assert_eq!(pixel(5, 5), [200, 100, 0, 255]);
        assert_eq!(pixel(0, 0), [0, 0, 0, 0]);
        assert_eq!(pixel(2, 5)[3], pixel(5, 8)[3]);
    }

    #[test]
    fn dots_at_and_beyond_the_edges_are_cut() {
        let mut raster = Raster::new(4.0, 4.0);
        for place in [(0.0, 0.0), (4.0, 4.0), (-100.0, 2.0), (2.0, 1e9), (f64::NAN, 1.0)] {
            raster.stamp(place, 2.0, Rgb(1, 2, 3), 0.5);
        }
        let pixels = raster.into_pixels();
        assert_eq!(pixels.rgba.len(), 64);
        assert!(pixels.rgba[3] > 0);
    }

    #[test]
    fn dots_over_each_other_cover_more() {
        let mut raster = Raster::new(3.0, 3.0);
        for _ in 0..2 {
            raster.stamp((1.5, 1.5), 2.0, Rgb(9, 9, 9), 0.5);
        }
        assert_eq!(raster.into_pixels().rgba[16..20], [9, 9, 9, 191]);
    }
}

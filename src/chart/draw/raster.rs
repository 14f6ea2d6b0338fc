//! Many lines as a picture, column of pixels by column.
//!
//! A canvas takes milliseconds for each noisy line where no graphics card helps. Here a column costs what a line shows in
//! it, and a pixel that is covered is not looked at again: lines are laid down from the topmost to the lowest, each
//! under those before it.

use crate::chart::palette::Rgb;

/// A picture: red, green, blue and alpha of each pixel, from the upper left, row by row; the colours are not multiplied
/// by the alpha.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

/// From here on nothing shines through.
const COVERED: u32 = 254;

/// How a line is laid down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Thread {
    pub(super) color: Rgb,
    /// How much it covers, from 0 to 1.
    pub(super) alpha: f64,
    /// Its width in pixels, at least 1.
    pub(super) width: f64,
}

/// What a line shows in one column: rows count downward from 0 in fractions of a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Crossing {
    /// Where it comes in at the left edge of the column, and goes out at the right one.
    pub(super) ends: [f64; 2],
    /// The least and the greatest row that it reaches in the column.
    pub(super) reach: [f64; 2],
    /// The least and the greatest row of the points that it goes between, which may lie in other columns: beyond them
    /// no slope draws it out.
    pub(super) bounds: [f64; 2],
}

/// A picture that lines are laid down in.
pub(super) struct Weave {
    width: usize,
    height: usize,
    /// Column by column: red in the lowest byte, alpha in the highest; colours multiplied by alpha.
    pixels: Vec<u32>,
    /// For each pixel of a column, one more than the column has, the next one at or below it that is not covered yet.
    open: Vec<u16>,
}

impl Weave {
    /// An empty picture.
    pub(super) fn new(width: usize, height: usize) -> Self {
        let height = height.min(usize::from(u16::MAX) - 1);
        let column = 0..=u16::try_from(height).unwrap_or(u16::MAX);
        Self {
            width,
            height,
            pixels: vec![0; width * height],
            open: (0..width).flat_map(|_| column.clone()).collect(),
        }
    }

    /// Lays a line's part in a column under what is there. Outside the picture there is nothing to do.
    pub(super) fn lay(&mut self, column: usize, crossing: Crossing, thread: Thread) {
        let profile = Profile::of(crossing, thread.width);
        let rows = self.height as f64;
        let [least, greatest] = crossing.bounds;
        let beyond = thread.width / 2.0 + 0.5;
        let above = (profile.middle - profile.reach).max(least - beyond) - 0.5;
        let below = (profile.middle + profile.reach).min(greatest + beyond) - 0.5;
        let (from, to) = (above.ceil().max(0.0), below.floor().min(rows - 1.0));
        if column >= self.width || from > to || from.is_nan() || to.is_nan() {
            return;
        }
        let (from, to) = (whole(from), whole(to));
        let (Some(pixels), Some(open)) = (
            self.pixels
                .get_mut(column * self.height..(column + 1) * self.height),
            self.open
                .get_mut(column * (self.height + 1)..(column + 1) * (self.height + 1)),
        ) else {
            return;
        };
        let mut row = next_open(open, from);
        while row <= to {
            let Some(pixel) = pixels.get_mut(row) else { return };
            let cover = profile.at(row as f64 + 0.5) * thread.alpha;
            *pixel = under(*pixel, thread.color, cover);
            if *pixel >> 24 >= COVERED
                && let (Ok(next), Some(place)) = (u16::try_from(row + 1), open.get_mut(row))
            {
                *place = next;
            }
            row = next_open(open, row + 1);
        }
    }

    /// The picture.
    pub(super) fn finish(self) -> Pixels {
        const TILE: usize = 16;
        let (width, height) = (self.width, self.height);
        let mut rgba = vec![0; width * height * 4];
        // By tiles: either order alone would miss the cache at each pixel.
        for left in (0..width).step_by(TILE) {
            for row in 0..height {
                let Some(places) = rgba.get_mut((row * width + left) * 4..) else {
                    continue;
                };
                let columns = left..(left + TILE).min(width);
                for (column, place) in columns.zip(places.as_chunks_mut::<4>().0) {
                    let pixel = self.pixels.get(column * height + row).copied().unwrap_or(0);
                    if pixel != 0 {
                        *place = divided(pixel);
                    }
                }
            }
        }
        Pixels {
            width: u32::try_from(width).unwrap_or(0),
            height: u32::try_from(height).unwrap_or(0),
            rgba,
        }
    }
}

/// How much of each row a line covers in a column: all of it in the middle, evenly less to either side.
#[derive(Clone, Copy)]
struct Profile {
    middle: f64,
    /// From the middle to where nothing is covered.
    reach: f64,
    /// How much less is covered from one row to the next.
    slope: f64,
}

impl Profile {
    fn of(crossing: Crossing, width: f64) -> Self {
        let [one, other] = crossing.ends;
        let (low, high) = (one.min(other), one.max(other));
        let [least, greatest] = crossing.reach;
        let is_straight = least >= low - 0.5 && greatest <= high + 0.5;
        if !is_straight {
            // It turns inside the column, which is narrower than the line: all of it between the turns is covered.
            let (low, high) = (low.min(least), high.max(greatest));
            return Self::fading(low.midpoint(high), width.midpoint(high - low), 0.0);
        }
        // A straight line through the whole column. Averaged over the column its edges fade as far as it climbs.
        let climb = high - low;
        let across = width * (1.0 + climb * climb).sqrt();
        Self::fading(low.midpoint(high), climb.midpoint(across), climb.min(across))
    }

    /// No edge is sharper than a pixel.
    fn fading(middle: f64, reach: f64, fade: f64) -> Self {
        let soft = fade.max(1.0);
        Self {
            middle,
            reach: reach + (soft - fade) / 2.0,
            slope: 1.0 / soft,
        }
    }

    fn at(&self, row: f64) -> f64 {
        let inside = (self.reach - (row - self.middle).abs()) * self.slope;
        inside.clamp(0.0, 1.0)
    }
}

/// The first row at or below `row` that is not covered; the number of rows where there is none. On the way, jumps are
/// made to reach as far as they are known to.
fn next_open(open: &mut [u16], row: usize) -> usize {
    let mut row = row;
    while let Some(next) = open.get(row).copied().map(usize::from) {
        if next == row {
            return row;
        }
        let Some(after) = open.get(next).copied() else {
            return next;
        };
        if let Some(place) = open.get_mut(row) {
            *place = after;
        }
        row = next;
    }
    row
}

/// A pixel with a colour laid under it.
fn under(pixel: u32, color: Rgb, cover: f64) -> u32 {
    let left = 255 - (pixel >> 24);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 255"
    )]
    let alpha = (cover * f64::from(left) + 0.5) as u32;
    let part = |channel: u8| (u32::from(channel) * alpha + 127) / 255;
    // No channel runs over: it is never more than its alpha, and the alphas together are at most 255.
    pixel + (part(color.0) | (part(color.1) << 8) | (part(color.2) << 16) | (alpha << 24))
}

/// The colour of a pixel, no longer multiplied by its alpha.
fn divided(pixel: u32) -> [u8; 4] {
    let [red, green, blue, alpha] = pixel.to_le_bytes();
    let of = |channel: u8| {
        let whole = (u32::from(channel) * 255 + u32::from(alpha) / 2) / u32::from(alpha.max(1));
        u8::try_from(whole).unwrap_or(u8::MAX)
    };
    [of(red), of(green), of(blue), alpha]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn whole(value: f64) -> usize {
    value as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ANY: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];
    const BLACK: Rgb = Rgb(0, 0, 0);

    fn thread(width: f64) -> Thread {
        Thread {
            color: BLACK,
            alpha: 1.0,
            width,
        }
    }

    /// How much of each row of one column is covered, by looking at 64 × 64 places in each pixel.
    fn by_looking(ends: [f64; 2], width: f64, height: usize) -> Vec<f64> {
        const PLACES: i32 = 64;
        let half = width / 2.0 * (ends[1] - ends[0]).hypot(1.0);
        let places = || (0..PLACES).map(|place| (f64::from(place) + 0.5) / f64::from(PLACES));
        let share = |row: usize| {
            let hits = places().flat_map(|x| places().map(move |y| (x, row as f64 + y)));
            let count = hits
                .filter(|(x, y)| (y - (ends[0] + x * (ends[1] - ends[0]))).abs() <= half)
                .count();
            count as f64 / f64::from(PLACES * PLACES)
        };
        (0..height).map(share).collect()
    }

    fn alphas(weave: Weave) -> Vec<f64> {
        let pixels = weave.finish();
        pixels
            .rgba
            .chunks(4)
            .map(|pixel| f64::from(pixel[3]) / 255.0)
            .collect()
    }

    fn laid(crossing: Crossing, width: f64, height: usize) -> Vec<f64> {
        let mut weave = Weave::new(1, height);
        weave.lay(0, crossing, thread(width));
        alphas(weave)
    }

    proptest! {
        #[test]
        fn a_straight_line_covers_what_it_does_when_looked_at_closely(
            from in 10.0..30.0, climb in -1.0..1.0, width in 1.0..4.0,
        ) {
            let ends: [f64; 2] = [from, from + climb];
            let reach = [ends[0].min(ends[1]), ends[0].max(ends[1])];
            let found = laid(Crossing { ends, reach, bounds: ANY }, width, 40);
            for (row, expected) in by_looking(ends, width, 40).into_iter().enumerate() {
                prop_assert!((found[row] - expected).abs() < 0.13, "row {} {:?} {}", row, found[row], expected);
            }
        }

        #[test]
        fn a_line_covers_as_much_as_it_is_wide(from in 45.0..55.0, climb in -15.0..15.0, width in 1.0..3.0) {
            let ends: [f64; 2] = [from, from + climb];
            let reach = [ends[0].min(ends[1]), ends[0].max(ends[1])];
            let covered: f64 = laid(Crossing { ends, reach, bounds: ANY }, width, 100).iter().sum();
            let expected: f64 = width * f64::hypot(climb, 1.0);
            // A profile of straight pieces, looked at once a row, is off by a quarter of its slope at most, and each
            // row is rounded to a whole number of 255.
            let rows = expected + climb.abs() + 3.0;
            let off = 0.25 / climb.abs().max(1.0) + rows / 255.0;
            prop_assert!((covered - expected).abs() < off, "{} {}", covered, expected);
        }

        #[test]
        fn what_was_laid_first_stays_on_top(reaches in prop::collection::vec((0.0..40.0, 0.0..40.0), 1..30)) {
            let mut weave = Weave::new(1, 40);
            let colors = (0..).map(|index| Rgb(index * 7, 255 - index * 7, 0));
            let mut expected: Vec<Option<Rgb>> = vec![None; 40];
            for ((one, other), color) in reaches.iter().zip(colors) {
                let reach = [f64::min(*one, *other).floor() + 0.5, f64::max(*one, *other).floor() + 0.5];
                let crossing = Crossing { ends: [reach[0]; 2], reach, bounds: ANY };
                weave.lay(0, crossing, Thread { color, ..thread(1.0) });
                for row in &mut expected[whole(reach[0])..=whole(reach[1])] {
                    row.get_or_insert(color);
                }
            }
            let pixels = weave.finish();
            for (pixel, expected) in pixels.rgba.chunks(4).zip(expected) {
                let wanted = expected.map_or([0; 4], |color| [color.0, color.1, color.2, 255]);
                prop_assert_eq!(pixel, &wanted);
            }
        }

        #[test]
        fn whatever_is_laid_stays_inside(ends in any::<[f64; 2]>(), reach in any::<[f64; 2]>(), width in any::<f64>()) {
            let found = laid(Crossing { ends, reach, bounds: reach }, width, 8);
            prop_assert_eq!(found.len(), 8);
        }
    }

    #[test]
    fn a_turn_inside_a_column_is_covered_from_end_to_end() {
        let turning = Crossing {
            ends: [5.0, 5.0],
            reach: [2.0, 8.0],
            bounds: ANY,
        };
        let found = laid(turning, 1.0, 12);
        assert!(found[2..8].iter().all(|covered| *covered > 0.99), "{found:?}");
        assert!(found[0] < 0.01 && found[10] < 0.01, "{found:?}");
    }

    #[test]
    fn colours_shine_through_what_is_faint() {
        let mut weave = Weave::new(2, 3);
        let crossing = Crossing {
            ends: [1.5, 1.5],
            reach: [1.5, 1.5],
            bounds: ANY,
        };
        let faint = Thread {
            color: Rgb(200, 0, 0),
            alpha: 0.5,
            width: 1.0,
        };
        weave.lay(1, crossing, faint);
        let green = Thread {
            color: Rgb(0, 200, 0),
            ..faint
        };
        weave.lay(1, crossing, green);
        let pixels = weave.finish();
        assert_eq!((pixels.width, pixels.height), (2, 3));
        let pixel = &pixels.rgba[(2 + 1) * 4..][..4];
        // Half is red, half of the rest green.
        assert_eq!(pixel[3], 192);
        assert!(
            (130..=136).contains(&pixel[0]) && (64..=69).contains(&pixel[1]),
            "{pixel:?}"
        );
    }
}

//! Colours for numbers, from the least to the greatest.
//!
//! Viridis (van der Walt and Smith, 2015): its lightness rises evenly, so that it reads in order for every kind of
//! vision and in grey. The end that a page would swallow is left out: the yellow on a light one, the violet on a dark one.

use super::palette::Rgb;

const VIRIDIS: [Rgb; 9] = [
    Rgb(0x44, 0x01, 0x54),
    Rgb(0x47, 0x2d, 0x7b),
    Rgb(0x3b, 0x52, 0x8b),
    Rgb(0x2c, 0x72, 0x8e),
    Rgb(0x21, 0x91, 0x8c),
    Rgb(0x28, 0xae, 0x80),
    Rgb(0x5e, 0xc9, 0x62),
    Rgb(0xad, 0xdc, 0x30),
    Rgb(0xfd, 0xe7, 0x25),
];
const ON_LIGHT: (f64, f64) = (0.0, 0.75);
const ON_DARK: (f64, f64) = (0.25, 1.0);

/// The colour of a number that lies at `share` of the way from the least (0) to the greatest (1); what is beyond has the
/// colour of the nearer end.
pub fn sequential(share: f64, is_dark: bool) -> Rgb {
    let (from, to) = if is_dark { ON_DARK } else { ON_LIGHT };
    let share = if share.is_nan() {
        0.0
    } else {
        share.clamp(0.0, 1.0)
    };
    let place = (from + (to - from) * share) * (VIRIDIS.len() - 1) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in the list above"
    )]
    let below = place.floor() as usize;
    let [.., last] = VIRIDIS;
    let low = VIRIDIS.get(below).copied().unwrap_or(last);
    let high = VIRIDIS.get(below + 1).copied().unwrap_or(last);
    low.toward(high, place - place.floor())
}

impl Rgb {
    /// The colour at `share` of the way to another one.
    #[must_use]
    pub fn toward(self, other: Self, share: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates; between two bytes lies a byte"
        )]
        let between =
            |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
        Self(
            between(self.0, other.0),
            between(self.1, other.1),
            between(self.2, other.2),
        )
    }

    /// How bright it looks, from 0 for black to 1 for white: relative luminance as WCAG defines it.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brightness_rises_with_the_number() {
        for is_dark in [false, true] {
            let shades: Vec<f64> = (0..=100)
                .map(|share| sequential(f64::from(share) / 100.0, is_dark).luminance())
                .collect();
            assert!(shades.is_sorted(), "{shades:?}");
            assert!(shades[100] - shades[0] > 0.35);
        }
    }

    #[test]
    fn every_color_stands_out_on_its_page() {
        let contrast = |a: f64, b: f64| (a.max(b) + 0.05) / (a.min(b) + 0.05);
        for (is_dark, page) in [(false, Rgb(0xff, 0xff, 0xff)), (true, Rgb(0x1b, 0x1d, 0x21))] {
            for share in 0..=20 {
                let color = sequential(f64::from(share) / 20.0, is_dark);
                let contrast = contrast(color.luminance(), page.luminance());
                assert!(contrast >= 2.0, "{is_dark} {} {contrast:.2}", color.to_css());
            }
        }
    }

    #[test]
    fn what_is_beyond_the_ends_has_the_color_of_the_nearer_one() {
        assert_eq!(sequential(-1.0, false), VIRIDIS[0]);
        assert_eq!(sequential(7.0, true), VIRIDIS[8]);
        assert_eq!(sequential(f64::NAN, false), VIRIDIS[0]);
    }
}

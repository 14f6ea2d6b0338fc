//! Colours for numbers, from low to high.
//!
//! Van der Walt and Smith's viridis (2015; CC0), at nine places: it grows evenly in lightness for every kind of colour
//! vision, and in print. Where a mark lies on the page itself, the end that the page would swallow is left off.

use crate::chart::Rgb;

const VIRIDIS: [Rgb; 9] = [
    Rgb(0x44, 0x01, 0x54),
    Rgb(0x47, 0x2c, 0x7a),
    Rgb(0x3b, 0x51, 0x8b),
    Rgb(0x2c, 0x71, 0x8e),
    Rgb(0x21, 0x90, 0x8d),
    Rgb(0x27, 0xad, 0x81),
    Rgb(0x5c, 0xc8, 0x63),
    Rgb(0xaa, 0xdc, 0x32),
    Rgb(0xfd, 0xe7, 0x25),
];

/// Colours from low to high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sequential {
    from: f64,
    to: f64,
}

impl Sequential {
    /// For areas that touch each other: all of it.
    pub const FULL: Self = Self { from: 0.0, to: 1.0 };

    /// For marks on a page of this colour: what stands out from it.
    pub fn on(surface: Rgb) -> Self {
        if lightness(surface) > 0.5 {
            Self { from: 0.0, to: 0.8 }
        } else {
            Self { from: 0.3, to: 1.0 }
        }
    }

    /// The colour of a share from 0 to 1; of the nearer end beyond, and of the lower one for NaN.
    pub fn at(self, share: f64) -> Rgb {
        let share = if share.is_nan() {
            0.0
        } else {
            share.clamp(0.0, 1.0)
        };
        let place = (self.from + (self.to - self.from) * share) * (VIRIDIS.len() - 1) as f64;
        let below = whole(place);
        let pick = |index: usize| {
            VIRIDIS
                .get(index)
                .or(VIRIDIS.last())
                .copied()
                .unwrap_or(Rgb(0, 0, 0))
        };
        mixed(pick(below), pick(below + 1), place - below as f64)
    }
}

/// A colour between two others.
pub(super) fn mixed(from: Rgb, to: Rgb, part: f64) -> Rgb {
    let channel = |from: u8, to: u8| byte(f64::from(from) + (f64::from(to) - f64::from(from)) * part);
    Rgb(
        channel(from.0, to.0),
        channel(from.1, to.1),
        channel(from.2, to.2),
    )
}

/// The colour, of two, that can be read on a colour.
pub(super) fn readable_on(ground: Rgb) -> Rgb {
    if lightness(ground) > 0.45 {
        Rgb(0x18, 0x1b, 0x1a)
    } else {
        Rgb(0xff, 0xff, 0xff)
    }
}

/// How light a colour looks, roughly, from 0 to 1 (Rec. 709 luma).
fn lightness(color: Rgb) -> f64 {
    (0.2126 * f64::from(color.0) + 0.7152 * f64::from(color.1) + 0.0722 * f64::from(color.2)) / 255.0
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 255; a float cast saturates"
)]
fn byte(value: f64) -> u8 {
    value.round() as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 8"
)]
fn whole(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_are_those_of_viridis_where_all_of_it_is_used() {
        assert_eq!(Sequential::FULL.at(0.0), VIRIDIS[0]);
        assert_eq!(Sequential::FULL.at(1.0), VIRIDIS[8]);
        assert_eq!(Sequential::FULL.at(f64::NAN), VIRIDIS[0]);
    }

    proptest! {
        #[test]
        fn more_is_lighter_on_any_page(one in 0.0..=1.0, other in 0.0..=1.0) {
            let (low, high) = if one < other { (one, other) } else { (other, one) };
            for scale in [Sequential::FULL, Sequential::on(Rgb(255, 255, 255)), Sequential::on(Rgb(20, 23, 22))] {
                prop_assert!(lightness(scale.at(low)) <= lightness(scale.at(high)) + 0.004);
            }
        }
    }
}

//! Colours for lines, told apart by as many people as can be.
//!
//! The first four are Okabe and Ito's blue, vermillion, bluish green and reddish purple ("Color universal design",
//! 2008), those of their eight that stand out on white and on a dark page alike. The other four were searched for as
//! the colours farthest from these and from each other in `OKLab`, seen with full, protan, deutan and tritan vision
//! (Machado, Oliveira and Fernandes, 2009). The tests hold both: contrast, and distance for each kind of vision.

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(
    /// Red.
    pub u8,
    /// Green.
    pub u8,
    /// Blue.
    pub u8,
);

impl Rgb {
    /// The colour as CSS writes it: `#0072b2`.
    pub fn to_css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Reads a colour as a browser's computed style gives it, `rgb(0, 114, 178)`, or in the form of
    /// [`Rgb::to_css`]. An alpha is left out; `None` for any other notation.
    pub fn from_css(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
            return if digits.len() == 6 {
                Some(Self(channel(0)?, channel(2)?, channel(4)?))
            } else {
                None
            };
        }
        let inside = text
            .strip_prefix("rgba(")
            .or_else(|| text.strip_prefix("rgb("))?
            .strip_suffix(')')?;
        let mut channels = inside.split([',', ' ', '/']).filter(|part| !part.is_empty());
        let mut channel = || channels.next()?.parse::<u8>().ok();
        Some(Self(channel()?, channel()?, channel()?))
    }
}

/// The colours of lines. All of them have a contrast of 3 to 1 or more against white and against a dark page.
pub const LINE_COLORS: [Rgb; 8] = [
    Rgb(0x00, 0x72, 0xb2),
    Rgb(0xd5, 0x5e, 0x00),
    Rgb(0x00, 0x9e, 0x73),
    Rgb(0xcc, 0x79, 0xa7),
    Rgb(0x95, 0x81, 0xf8),
    Rgb(0xb9, 0x3e, 0x37),
    Rgb(0x86, 0x2f, 0xff),
    Rgb(0x80, 0x61, 0x73),
];

/// The colour of a run, the same wherever and whenever it is drawn.
///
/// There are fewer colours than runs: two runs may share one.
pub fn run_color(run_id: &str) -> Rgb {
    // FNV-1a, then folded, so that every character of the id counts.
    let hash = run_id.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let [first, ..] = LINE_COLORS;
    let index = (hash ^ (hash >> 16)) as usize % LINE_COLORS.len();
    LINE_COLORS.get(index).copied().unwrap_or(first)
}

/// Colours of groups by their names: each has its own while there are no more of them than colours, and keeps it as long
/// as those before it stay.
pub fn group_colors(names: &[impl AsRef<str>]) -> Vec<Rgb> {
    let mut colors: Vec<Rgb> = Vec::with_capacity(names.len());
    for name in names {
        let own = run_color(name.as_ref());
        let start = LINE_COLORS.iter().position(|color| *color == own).unwrap_or(0);
        let round = colors.len() / LINE_COLORS.len() * LINE_COLORS.len();
        let taken = colors.get(round..).unwrap_or_default();
        let after = LINE_COLORS.iter().cycle().skip(start).take(LINE_COLORS.len());
        let free = after.copied().find(|color| !taken.contains(color));
        colors.push(free.unwrap_or(own));
    }
    colors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_groups_as_there_are_colors_are_told_apart() {
        let names: Vec<String> = (0..20).map(|index| format!("optimizer: {index}")).collect();
        let colors = group_colors(&names);
        for round in colors.chunks(LINE_COLORS.len()) {
            assert!((1..round.len()).all(|at| !round[..at].contains(&round[at])));
        }
        assert_eq!(colors[..5], group_colors(&names[..5]));
        assert_eq!(colors[0], run_color(&names[0]));
    }

    const LIGHT: Rgb = Rgb(0xff, 0xff, 0xff);
    const DARK: Rgb = Rgb(0x1b, 0x1d, 0x21);

    fn linear(color: Rgb) -> [f64; 3] {
        [color.0, color.1, color.2].map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn times(matrix: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let luminance = |color| {
            let [r, g, b] = linear(color);
            0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
        };
        let (a, b): (f64, f64) = (luminance(a), luminance(b));
        a.max(b) / a.min(b)
    }

    fn oklab(linear: [f64; 3]) -> [f64; 3] {
        let cones = times(
            [
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            linear.map(|channel| channel.clamp(0.0, 1.0)),
        );
        times(
            [
                [0.210_454_255_3, 0.793_617_785, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766],
            ],
            cones.map(f64::cbrt),
        )
    }

    /// Full vision, then protanopia, deuteranopia and tritanopia.
    const VISIONS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    #[test]
    fn every_color_stands_out_on_light_and_dark() {
        for color in LINE_COLORS {
            let (light, dark) = (contrast(color, LIGHT), contrast(color, DARK));
            assert!(
                light >= 3.0 && dark >= 3.0,
                "{}: {light:.2} {dark:.2}",
                color.to_css()
            );
        }
    }

    #[test]
    fn no_two_colors_are_alike_for_any_kind_of_vision() {
        for (index, a) in LINE_COLORS.iter().enumerate() {
            for b in &LINE_COLORS[index + 1..] {
                for vision in VISIONS {
                    let [from, to] = [*a, *b].map(|color| oklab(times(vision, linear(color))));
                    let distance = (0..3).map(|i| (from[i] - to[i]).powi(2)).sum::<f64>().sqrt();
                    assert!(distance > 0.05, "{} {}: {distance:.3}", a.to_css(), b.to_css());
                }
            }
        }
    }

    #[test]
    fn computed_colors_are_read_and_other_notations_are_not() {
        for color in LINE_COLORS {
            assert_eq!(Rgb::from_css(&color.to_css()), Some(color));
        }
        assert_eq!(Rgb::from_css(" rgb(1, 2, 3)"), Some(Rgb(1, 2, 3)));
        assert_eq!(Rgb::from_css("rgba(1, 2, 3, 0.5)"), Some(Rgb(1, 2, 3)));
        assert_eq!(Rgb::from_css("rgb(1 2 3 / 50%)"), Some(Rgb(1, 2, 3)));
        for other in [
            "",
            "#",
            "#12345",
            "#1234567",
            "#äöü",
            "rgb(",
            "rgb(1, 2)",
            "rgb(1, 2, 300)",
            "light-dark(#fff, #000)",
        ] {
            assert_eq!(Rgb::from_css(other), None, "{other}");
        }
    }

    #[test]
    fn a_run_keeps_its_color_and_runs_use_all_of_them() {
        assert_eq!(run_color("0f3a"), run_color("0f3a"));
        let used: Vec<Rgb> = (0..200)
            .map(|number| run_color(&format!("{number:032x}")))
            .collect();
        assert!(LINE_COLORS.iter().all(|color| used.contains(color)));
    }
}

//! The line of least squares.

/// A straight line through points, so that the squares of what it misses them by in y are least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regression {
    /// How many points it was put through.
    pub count: usize,
    /// How much y grows with each unit of x.
    pub slope: f64,
    /// y where x is 0.
    pub intercept: f64,
    /// The share of y's variance that the line explains: 0 to 1. 1 where y does not vary.
    pub r_squared: f64,
    mean_x: f64,
    mean_y: f64,
    /// The sum of the squares of x's distances from its mean.
    squares_x: f64,
    /// The standard deviation of what the line misses by; `None` of two points.
    missed_by: Option<f64>,
}

/// The line of least squares through the points of which both are finite; `None` where fewer than two are, or where all
/// have the same x.
pub fn least_squares(points: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Regression> {
    let points = points.filter(|(x, y)| x.is_finite() && y.is_finite());
    let count = points.clone().count();
    let (sum_x, sum_y) = points
        .clone()
        .fold((0.0, 0.0), |(sum_x, sum_y), (x, y)| (sum_x + x, sum_y + y));
    let (mean_x, mean_y) = (sum_x / count as f64, sum_y / count as f64);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in points {
        let (dx, dy) = (x - mean_x, y - mean_y);
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
    }
    if count < 2 || xx <= 0.0 || !(xx + xy + yy).is_finite() {
        return None;
    }
    let slope = xy / xx;
    // What a level line seems to vary by is rounding.
    let varies = yy > count as f64 * (mean_y * 1e-15).powi(2);
    let missed = (yy - slope * xy).max(0.0);
    Some(Regression {
        count,
        slope,
        intercept: mean_y - slope * mean_x,
        r_squared: if varies {
            (1.0 - missed / yy).clamp(0.0, 1.0)
        } else {
            1.0
        },
        mean_x,
        mean_y,
        squares_x: xx,
        missed_by: (count > 2).then(|| (missed / (count as f64 - 2.0)).sqrt()),
    })
}

impl Regression {
    /// y on the line.
    pub fn at(&self, x: f64) -> f64 {
        self.mean_y + self.slope * (x - self.mean_x)
    }

    /// How far above and below the line the mean of y at an x lies, with a confidence of 95 %, if what the line misses is
    /// as likely above as below, the same everywhere, and normal (Student's t with `count` − 2 degrees of freedom).
    /// `None` of two points, which say nothing of that.
    pub fn band(&self, x: f64) -> Option<f64> {
        let missed_by = self.missed_by?;
        let count = self.count as f64;
        let distance = x - self.mean_x;
        let times = (1.0 / count + distance * distance / self.squares_x).sqrt();
        Some(student_975(count - 2.0) * missed_by * times)
    }
}

/// The 97.5 % quantile of Student's t, right to six digits: exact for one and two degrees of freedom, else Hill's
/// expansion (1970, Algorithm 396).
fn student_975(degrees: f64) -> f64 {
    /// Both tails.
    const P: f64 = 0.05;
    /// The same quantile of the normal distribution.
    const NORMAL: f64 = 1.959_963_984_540_054;
    if degrees <= 1.0 {
        return 12.706_204_736_174_7;
    }
    if degrees <= 2.0 {
        return (2.0 / (P * (2.0 - P)) - 2.0).sqrt();
    }
    // One letter: Hill's names.
    let a = 1.0 / (degrees - 0.5);
    let b = 48.0 / (a * a);
    let c = ((20_700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let scaled = ((94.5 / (b + c) - 3.0) / b + 1.0) * (a * std::f64::consts::FRAC_PI_2).sqrt() * degrees;
    let far = (scaled * P).powf(2.0 / degrees);
    let squared = if far > 0.05 + a {
        let normal_squared = NORMAL * NORMAL;
        let few = if degrees < 5.0 {
            0.3 * (degrees - 4.5) * (0.6 - NORMAL)
        } else {
            0.0
        };
        let c = c + few + (((0.05 * scaled * -NORMAL - 5.0) * -NORMAL - 7.0) * -NORMAL - 2.0) * -NORMAL + b;
        let near = (((((0.4 * normal_squared + 6.3) * normal_squared + 36.0) * normal_squared + 94.5) / c
            - normal_squared
            - 3.0)
            / b
            + 1.0)
            * -NORMAL;
        (a * near * near).exp_m1()
    } else {
        let bent =
            1.0 / (((degrees + 6.0) / (degrees * far) - 0.089 * scaled - 0.822) * (degrees + 2.0) * 3.0);
        ((bent + 0.5 / (degrees + 4.0)) * far - 1.0) * (degrees + 1.0) / (degrees + 2.0) + 1.0 / far
    };
    (degrees * squared).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const X: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    const Y: [f64; 6] = [2.1, 3.9, 6.2, 7.8, 10.1, 11.7];

    fn fit(x: &[f64], y: &[f64]) -> Option<Regression> {
        least_squares(x.iter().copied().zip(y.iter().copied()))
    }

    #[test]
    fn the_line_is_that_of_scipy() {
        // scipy.stats.linregress, and its band by scipy.stats.t.ppf(0.975, 4)
        let line = fit(&X, &Y).unwrap();
        assert!((line.slope - 1.948_571_428_571_428_2).abs() < 1e-12);
        assert!((line.intercept - 0.146_666_666_666_667_4).abs() < 1e-12);
        assert!((line.r_squared - 0.997_791_856_756_717_1).abs() < 1e-12);
        for (x, y, band) in [
            (1.0, 2.095_238_095_238_096, 0.385_278_513_122_331),
            (3.5, 6.966_666_666_666_666, 0.217_326_391_393_670),
            (8.0, 15.735_238_095_238_092, 0.612_492_597_976_081),
        ] {
            assert!((line.at(x) - y).abs() < 1e-12);
            assert!(
                (line.band(x).unwrap() - band).abs() < 1e-5 * band,
                "{:?}",
                line.band(x)
            );
        }
    }

    #[test]
    fn students_quantile_is_that_of_scipy() {
        for (degrees, expected) in [
            (1.0, 12.706_204_736_174_694),
            (2.0, 4.302_652_729_749_462),
            (3.0, 3.182_446_305_283_708),
            (4.0, 2.776_445_105_197_793),
            (5.0, 2.570_581_835_636_315),
            (7.0, 2.364_624_251_592_784),
            (10.0, 2.228_138_851_986_274),
            (30.0, 2.042_272_456_301_238),
            (100.0, 1.983_971_518_523_552),
            (100_000.0, 1.959_987_707_534_609),
        ] {
            let found = student_975(degrees);
            assert!(
                (found - expected).abs() < 2e-6 * expected,
                "{degrees}: {found}, not {expected}"
            );
        }
    }

    #[test]
    fn no_line_goes_through_one_place() {
        assert_eq!(fit(&[], &[]), None);
        assert_eq!(fit(&[1.0], &[1.0]), None);
        assert_eq!(fit(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(fit(&[1.0, f64::NAN], &[1.0, 2.0]), None);
    }

    #[test]
    fn two_points_have_a_line_but_no_band() {
        let line = fit(&[0.0, 1.0], &[1.0, 3.0]).unwrap();
        assert_eq!((line.slope, line.at(2.0), line.band(0.5)), (2.0, 5.0, None));
    }

    #[test]
    fn a_level_line_misses_nothing() {
        assert!(fit(&X, &[2.0; 6]).unwrap().r_squared >= 1.0);
    }

    proptest! {
        #[test]
        fn no_other_line_misses_by_less(
            points in prop::collection::vec((-10.0..10.0, -10.0..10.0), 3..40),
            turn in -0.5..0.5, lift in -1.0..1.0,
        ) {
            let Some(line) = least_squares(points.iter().copied()) else { return Ok(()) };
            let missed = |at: &dyn Fn(f64) -> f64| -> f64 { points.iter().map(|(x, y)| (y - at(*x)).powi(2)).sum() };
            let best = missed(&|x| line.at(x));
            prop_assert!(best <= missed(&|x| line.at(x) + turn * x + lift) + 1e-6);
            prop_assert!((0.0..=1.0).contains(&line.r_squared));
            prop_assert!(line.band(line.mean_x).unwrap() <= line.band(line.mean_x + 1.0).unwrap());
        }
    }
}

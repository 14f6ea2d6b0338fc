//! The line of least squares through a cloud of dots, as straight as its axes show it.

use super::picture::{Picture, Shape};
use super::plot::{Paper, Places};
use super::values::extent;
use crate::analysis::{Regression, least_squares};
use crate::chart::axis::{AxisUnit, Locale};
use crate::chart::draw::Ink;
use crate::chart::draw::clip::clip_line;
use crate::chart::options::ScaleKind;

/// In how many pieces the line and its band are drawn: they bend where an axis does.
const PIECES: u32 = 96;

const LINE_CSS: f64 = 1.5;
const BAND_ALPHA: f64 = 0.14;

/// To how many digits the equation is written.
const DIGITS: usize = 3;

const DAY_MILLIS: f64 = 86_400_000.0;

/// A line of least squares: of logarithms where an axis is logarithmic.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    line: Regression,
    kinds: (ScaleKind, ScaleKind),
    /// Where the data is, along the bottom.
    from: f64,
    to: f64,
}

fn bent(kind: ScaleKind, value: f64) -> f64 {
    if kind == ScaleKind::Log {
        value.log10()
    } else {
        value
    }
}

fn unbent(kind: ScaleKind, value: f64) -> f64 {
    if kind == ScaleKind::Log {
        10_f64.powf(value)
    } else {
        value
    }
}

impl Fit {
    pub(super) fn through(
        points: impl Iterator<Item = (f64, f64)>,
        kinds: (ScaleKind, ScaleKind),
    ) -> Option<Self> {
        let points: Vec<(f64, f64)> = points
            .map(|(x, y)| (bent(kinds.0, x), bent(kinds.1, y)))
            .collect();
        let line = least_squares(points.iter().copied())?;
        let (from, to) = extent(points.iter().map(|(x, _)| *x))?;
        Some(Self {
            line,
            kinds,
            from,
            to,
        })
    }

    /// Places on the line, or on an edge of its band where `side` is −1 or 1.
    fn places(&self, places: &Places, side: f64) -> Vec<(f64, f64)> {
        (0..=PIECES)
            .map(|piece| {
                let part = f64::from(piece) / f64::from(PIECES);
                let x = self.from * (1.0 - part) + self.to * part;
                let y = self.line.at(x) + side * self.line.band(x).unwrap_or_default();
                (
                    places.x_css(unbent(self.kinds.0, x)),
                    places.y_css(unbent(self.kinds.1, y)),
                )
            })
            .filter(|(x, y)| !x.is_nan() && !y.is_nan())
            .collect()
    }

    /// Where the mean is, with a confidence of 95 %.
    pub(super) fn lay_band(&self, picture: &mut Picture, places: &Places, paper: &Paper<'_>) {
        if self.line.band(self.from).is_none() {
            return;
        }
        let plot = places.plot;
        let within = |(x, y): (f64, f64)| (x, y.clamp(plot.top, plot.bottom));
        let mut corners = self.places(places, 1.0);
        corners.extend(self.places(places, -1.0).into_iter().rev());
        corners.retain(|(x, _)| (plot.left..=plot.right).contains(x));
        let ink = Ink {
            color: paper.theme.strong,
            alpha: BAND_ALPHA,
        };
        picture.push(Shape::Polygon(corners.into_iter().map(within).collect(), ink));
    }

    pub(super) fn lay_line(&self, picture: &mut Picture, places: &Places, paper: &Paper<'_>) {
        for part in clip_line(&self.places(places, 0.0), &places.plot) {
            picture.push(Shape::Line(part, LINE_CSS, paper.theme.strong.into()));
        }
    }

    /// The equation, how much it explains, and of how many.
    pub(super) fn said(&self, x: AxisUnit, y: AxisUnit, locale: &Locale) -> String {
        let Regression {
            slope,
            intercept,
            r_squared,
            count,
            ..
        } = self.line;
        let number = |value: f64| locale.number(value, DIGITS);
        let name = |name: &str, kind| {
            if kind == ScaleKind::Log {
                format!("log {name}")
            } else {
                name.to_owned()
            }
        };
        let is_of_time = |unit| matches!(unit, AxisUnit::Time | AxisUnit::Duration);
        let equation = if is_of_time(y) || (is_of_time(x) && self.kinds.0 == ScaleKind::Log) {
            // Milliseconds say nothing to anyone.
            String::new()
        } else if x == AxisUnit::Time {
            format!("{} a day, ", number(slope * DAY_MILLIS))
        } else if x == AxisUnit::Duration {
            format!("{} an hour, ", number(slope * DAY_MILLIS / 24.0))
        } else {
            let (sign, level) = if intercept < 0.0 {
                ('−', -intercept)
            } else {
                ('+', intercept)
            };
            let (x, y) = (name("x", self.kinds.0), name("y", self.kinds.1));
            format!("{y} = {} {x} {sign} {}, ", number(slope), number(level))
        };
        format!("{equation}R² = {}, n = {count}", number(r_squared))
    }
}

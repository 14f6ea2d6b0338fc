//! One line of a chart.

use std::sync::Arc;

use crate::chart::palette::Rgb;
use crate::chart::series::{Band, Trace};

/// How a line is interrupted, so that lines of one colour can be told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// – – –
    Dash,
    /// · · ·
    Dot,
    /// — — —
    LongDash,
    /// – · –
    DashDot,
    /// — · —
    LongDashDot,
}

impl Dash {
    /// All of them, those that are told apart most easily first.
    pub const ALL: [Self; 6] = [
        Self::Solid,
        Self::Dash,
        Self::Dot,
        Self::LongDash,
        Self::DashDot,
        Self::LongDashDot,
    ];

    /// How long the line is drawn and left out in turn, in CSS pixels; nothing for a solid line.
    pub fn pattern_css(self) -> &'static [f64] {
        match self {
            Self::Solid => &[],
            Self::Dash => &[6.0, 4.0],
            Self::Dot => &[1.5, 3.5],
            Self::LongDash => &[12.0, 4.0],
            Self::DashDot => &[8.0, 3.5, 1.5, 3.5],
            Self::LongDashDot => &[14.0, 3.5, 1.5, 3.5],
        }
    }
}

/// One line of a chart.
#[derive(Clone, Debug)]
pub struct Line {
    /// What the reader knows it by.
    pub name: Arc<str>,
    /// Its colour.
    pub color: Rgb,
    /// How it is interrupted.
    pub dash: Dash,
    /// Its points. What is not finite is a gap with a mark.
    pub trace: Arc<Trace>,
    /// The points that it was smoothed from, drawn faintly behind it.
    pub behind: Option<Arc<Trace>>,
    /// What lies around it.
    pub band: Option<Arc<Band>>,
}

impl Line {
    /// A solid line with nothing behind or around it.
    pub fn new(name: impl Into<Arc<str>>, color: Rgb, trace: Arc<Trace>) -> Self {
        Self {
            name: name.into(),
            color,
            dash: Dash::Solid,
            trace,
            behind: None,
            band: None,
        }
    }

    /// The last point that is finite: x and y.
    pub fn last(&self) -> Option<(f64, f64)> {
        let points = self.trace.x().iter().zip(self.trace.y());
        points.rev().find(|(_, y)| y.is_finite()).map(|(x, y)| (*x, *y))
    }
}

/// Where both would be the same object, they are the same; the points are not compared.
impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        fn is_same<T>(a: Option<&Arc<T>>, b: Option<&Arc<T>>) -> bool {
            match (a, b) {
                (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                (None, None) => true,
                _ => false,
            }
        }
        self.name == other.name
            && self.color == other.color
            && self.dash == other.dash
            && Arc::ptr_eq(&self.trace, &other.trace)
            && is_same(self.behind.as_ref(), other.behind.as_ref())
            && is_same(self.band.as_ref(), other.band.as_ref())
    }
}

//! What a pointer or a key points at in a drawn chart, and what is said of it.

use std::fmt::Write;

use crate::chart::{Rect, Rgb};

/// What shows where something is in a picture, drawn over it.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// A circle.
    Ring {
        /// Its middle, in CSS pixels from the left.
        x_css: f64,
        /// Its middle, in CSS pixels from the top.
        y_css: f64,
        /// Half of its width.
        radius_css: f64,
    },
    /// A rectangle, in CSS pixels.
    Box(Rect),
    /// A line through places in CSS pixels.
    Path(Vec<(f64, f64)>),
}

impl Outline {
    /// All of them as the `d` of one SVG path, in CSS pixels.
    pub fn path_data(outlines: &[Self]) -> String {
        let mut path = String::new();
        for outline in outlines {
            // A `String` takes all that is written.
            let _written = match outline {
                Self::Ring {
                    x_css,
                    y_css,
                    radius_css: r,
                } => {
                    let left = x_css - r;
                    write!(
                        path,
                        "M{left:.2} {y_css:.2}a{r:.2} {r:.2} 0 1 0 {0:.2} 0a{r:.2} {r:.2} 0 1 0 -{0:.2} 0",
                        r * 2.0
                    )
                }
                Self::Box(Rect {
                    left,
                    top,
                    right,
                    bottom,
                }) => {
                    write!(path, "M{left:.2} {top:.2}H{right:.2}V{bottom:.2}H{left:.2}Z")
                }
                Self::Path(places) => places.iter().enumerate().try_for_each(|(index, (x, y))| {
                    write!(path, "{}{x:.2} {y:.2}", if index == 0 { 'M' } else { 'L' })
                }),
            };
        }
        path
    }
}

/// What is said of what is pointed at, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointed {
    /// What it is: a run's name, a group's, a range.
    pub title: String,
    /// Its colour, where it has one of its own.
    pub color: Option<Rgb>,
    /// Names and values.
    pub rows: Vec<(String, String)>,
    /// Where the words stand beside, in CSS pixels from the upper left corner.
    pub at_css: (f64, f64),
    /// Shows where it is.
    pub outlines: Vec<Outline>,
    /// The run that it is, by its place among those that were drawn; `None` for more than one.
    pub run: Option<usize>,
}

impl Pointed {
    /// In words.
    pub fn spoken(&self) -> String {
        let rows = self.rows.iter().map(|(name, value)| format!("{name} {value}"));
        match rows.collect::<Vec<_>>().join(", ") {
            rows if rows.is_empty() => self.title.clone(),
            rows => format!("{}: {rows}", self.title),
        }
    }
}

/// Where an arrow key, Home or End leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Right or down, as the chart goes.
    Next,
    /// Left or up.
    Previous,
    /// To the start.
    First,
    /// To the end.
    Last,
}

impl Way {
    /// What a key means, named as the browser names it; `None` for a key that leads nowhere.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowRight" | "ArrowDown" => Self::Next,
            "ArrowLeft" | "ArrowUp" => Self::Previous,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }

    /// Along `count` things in a row; at either end it stays. `None` where there is nothing.
    pub fn along(self, count: usize, from: Option<usize>) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match (self, from) {
            (Self::First, _) | (Self::Next, None) => 0,
            (Self::Last, _) | (Self::Previous, None) => last,
            (Self::Next, Some(from)) => (from + 1).min(last),
            (Self::Previous, Some(from)) => from.saturating_sub(1).min(last),
        })
    }
}

/// Where a drawn chart put what, and what can be said of each. A target is a number that means something to the chart
/// alone, until it is drawn again.
pub trait Targets: Send + Sync {
    /// The part of the chart that the data is in.
    fn plot(&self) -> Rect;
    /// What is at a place, or so near that it must be meant.
    fn at(&self, x_css: f64, y_css: f64) -> Option<usize>;
    /// Where a key leads from a target, or from nowhere.
    fn next(&self, from: Option<usize>, way: Way) -> Option<usize>;
    /// What is said of a target.
    fn pointed(&self, target: usize) -> Option<Pointed>;
    /// Where a run is, by its place among those that were drawn.
    fn of_run(&self, run: usize) -> Option<usize>;
    /// What the axes span within a rectangle of the plot, x and then y, each from the lower value; `None` where the
    /// chart cannot show a part of itself.
    fn spans(&self, _rect: Rect) -> Option<[(f64, f64); 2]> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_along_a_row_and_stop_at_its_ends() {
        assert_eq!(Way::Next.along(3, None), Some(0));
        assert_eq!(Way::Next.along(3, Some(2)), Some(2));
        assert_eq!(Way::Previous.along(3, Some(0)), Some(0));
        assert_eq!(Way::Last.along(3, Some(0)), Some(2));
        assert_eq!(Way::First.along(0, None), None);
        assert_eq!(Way::of_key("Enter"), None);
    }

    #[test]
    fn what_is_pointed_at_is_told_with_its_rows() {
        let mut pointed = Pointed {
            title: "amber-fox".to_owned(),
            color: None,
            rows: vec![
                ("loss".to_owned(), "0.5".to_owned()),
                ("depth".to_owned(), "3".to_owned()),
            ],
            at_css: (0.0, 0.0),
            outlines: Vec::new(),
            run: Some(0),
        };
        assert_eq!(pointed.spoken(), "amber-fox: loss 0.5, depth 3");
        pointed.rows.clear();
        assert_eq!(pointed.spoken(), "amber-fox");
    }

    #[test]
    fn outlines_are_one_path() {
        let rect = Rect {
            left: 1.0,
            top: 2.0,
            right: 3.0,
            bottom: 4.0,
        };
        let outlines = [Outline::Box(rect), Outline::Path(vec![(0.0, 0.0), (5.0, 5.5)])];
        assert_eq!(
            Outline::path_data(&outlines),
            "M1.00 2.00H3.00V4.00H1.00ZM0.00 0.00L5.00 5.50"
        );
    }
}

//! A bar a run, from the top of the chart to the bottom.

use std::sync::Arc;

use plotters::style::text_anchor::HPos;

use super::bar_targets::BarTargets;
use super::picture::{Picture, Shape, Words};
use super::plot::{Along, Around, LaidOut, Layout, Paper, Places};
use super::values::{PlottedRun, Values, even_up_to, extent, index};
use crate::chart::axis::{Axis, AxisUnit, Locale, Scale};
use crate::chart::draw::{Ink, Rect};
use crate::chart::options::ScaleKind;
use crate::chart::{LINE_COLORS, Rgb};

/// The height of a bar with its gap, in CSS pixels; a card that shows all bars is so many times as high.
pub const BAR_ROW_CSS: f64 = 20.0;
const BAR_CSS: f64 = 14.0;
/// Names take no more of the width than this.
const NAMES_SHARE: f64 = 0.38;
const GAP_CSS: f64 = 6.0;
/// To how many digits values stand beside the bars.
pub(super) const DIGITS: usize = 4;
/// Behind the best value.
const STAR: &str = " ★";
/// The room to the right of the longest bar, for its value.
const VALUE_ROOM: f64 = 0.14;

/// In which order bars stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarOrder {
    /// That of the runs.
    Runs,
    /// The largest value on top.
    Descending,
    /// The smallest value on top.
    Ascending,
}

/// Which end of the values is the good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The smallest value is the best.
    Lower,
    /// The largest.
    Higher,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) name: Arc<str>,
    pub(super) color: Rgb,
    pub(super) value: f64,
    /// `None` where it counts runs.
    pub(super) run: Option<usize>,
}

/// A bar a run; of a column of names, a bar a name that says how many runs have it.
#[derive(Clone, Debug)]
pub struct BarChart {
    pub(super) values: Values,
    pub(super) axis: Axis,
    pub(super) bars: Arc<[Bar]>,
    /// The names with the most letters, which stand for the widest: there may be thousands.
    longest: Vec<Arc<str>>,
    pub(super) best: Option<usize>,
    /// How far it is scrolled down, in CSS pixels.
    pub(super) scrolled_css: f64,
}

impl BarChart {
    /// Bars for all runs that have a value; `better` says which of them is marked as the best.
    pub fn new(
        runs: &[PlottedRun],
        values: Values,
        axis: Axis,
        order: BarOrder,
        better: Option<Better>,
    ) -> Self {
        let mut bars = if values.is_named() {
            counted(&values)
        } else {
            let bar = |(run, known): (usize, &PlottedRun)| {
                Some(Bar {
                    name: Arc::clone(&known.name),
                    color: known.color,
                    value: values.of.get(run).copied().flatten()?,
                    run: Some(run),
                })
            };
            runs.iter().enumerate().filter_map(bar).collect()
        };
        // NaN stands at the end, whichever the order.
        let by = |sign: f64| {
            let key = move |bar: &Bar| (bar.value.is_nan(), sign * bar.value);
            move |a: &Bar, b: &Bar| {
                let (a, b) = (key(a), key(b));
                a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
            }
        };
        match order {
            BarOrder::Runs => {}
            BarOrder::Descending => bars.sort_by(by(-1.0)),
            BarOrder::Ascending => bars.sort_by(by(1.0)),
        }
        let mut longest: Vec<Arc<str>> = bars.iter().map(|bar| Arc::clone(&bar.name)).collect();
        longest.sort_by_cached_key(|name| std::cmp::Reverse(name.chars().count()));
        let finite = bars.iter().enumerate().filter(|(_, bar)| bar.value.is_finite());
        let by_value = |a: &(usize, &Bar), b: &(usize, &Bar)| a.1.value.total_cmp(&b.1.value);
        let best = match better.filter(|_| !values.is_named() && bars.len() > 1) {
            Some(Better::Lower) => finite.min_by(by_value),
            // The first one of equals.
            Some(Better::Higher) => finite.rev().max_by(by_value),
            None => None,
        };
        Self {
            best: best.map(|(index, _)| index),
            longest: longest.into_iter().take(8).collect(),
            values,
            axis,
            bars: bars.into(),
            scrolled_css: 0.0,
        }
    }

    /// The same chart, scrolled down so far.
    #[must_use]
    pub fn scrolled(&self, scrolled_css: f64) -> Self {
        Self {
            scrolled_css,
            ..self.clone()
        }
    }

    /// How many bars there are: the chart is [`BAR_ROW_CSS`] times as high, and its axis below that.
    pub fn len(&self) -> usize {
        self.bars.len()
    }

    /// Whether there is no bar at all.
    pub fn is_empty(&self) -> bool {
        self.bars.is_empty()
    }

    /// Where a run's bar is, from the top.
    pub fn place_of(&self, run: usize) -> Option<usize> {
        self.bars.iter().position(|bar| bar.run == Some(run))
    }

    fn unit(&self) -> AxisUnit {
        if self.values.is_named() {
            AxisUnit::Whole
        } else {
            self.values.unit
        }
    }

    fn scale(&self) -> Option<Scale> {
        let is_log = self.axis.scale == ScaleKind::Log;
        let shown = || {
            self.bars
                .iter()
                .map(|bar| bar.value)
                .filter(|value| value.is_finite())
        };
        let extent = extent(shown().filter(|value| !is_log || *value > 0.0));
        let (low, high) = match extent {
            Some(extent) => extent,
            // Bars without a length still have names.
            None if self.bars.is_empty() => return None,
            None => (0.0, 1.0),
        };
        // Lengths are compared from zero; a moment has none.
        let (low, high) = match self.axis.scale {
            _ if self.unit() == AxisUnit::Time => (low, high),
            ScaleKind::Log => (low / 2.0, high),
            ScaleKind::Linear | ScaleKind::Symlog => (low.min(0.0), high.max(0.0)),
        };
        let axis = Axis {
            unit: AxisUnit::Number,
            ..self.axis.clone()
        };
        axis.scale(
            Some((low, if low >= high { low + 1.0 } else { high })),
            0.0,
            even_up_to(shown()),
        )
    }

    pub(super) fn said(&self, value: f64, digits: usize, locale: &Locale) -> String {
        if value.is_finite() {
            self.unit().read_out(value, digits, locale)
        } else {
            crate::chart::value_label(value, digits)
        }
    }
}

/// A bar for each name: how many runs have it.
fn counted(values: &Values) -> Vec<Bar> {
    let [color, ..] = LINE_COLORS;
    let names = values.all_names();
    let mut bars: Vec<Bar> = names
        .iter()
        .map(|name| Bar {
            name: Arc::clone(name),
            color,
            value: 0.0,
            run: None,
        })
        .collect();
    for place in values.of.iter().flatten().filter_map(|place| index(*place)) {
        if let Some(bar) = bars.get_mut(place) {
            bar.value += 1.0;
        }
    }
    bars
}

impl Layout for BarChart {
    fn around(&self, paper: &Paper<'_>) -> Around {
        let widest = self
            .longest
            .iter()
            .map(|name| (paper.text_css)(name))
            .fold(0.0, f64::max);
        let value_css = self
            .bars
            .iter()
            .take(64)
            .map(|bar| (paper.text_css)(&self.said(bar.value, DIGITS, paper.locale)));
        let value_css = value_css.fold(0.0, f64::max);
        let star_css = if self.best.is_some() {
            (paper.text_css)(STAR)
        } else {
            0.0
        };
        let right = (value_css + star_css + 2.0 * GAP_CSS)
            .max(paper.width_css * VALUE_ROOM / 2.0)
            .min(paper.width_css * 0.3);
        Around {
            x: Along {
                scale: self.scale(),
                unit: self.unit(),
                name: if self.values.is_named() {
                    "Runs".to_owned()
                } else {
                    self.values.name.to_string()
                },
                names: Vec::new(),
            },
            y: Along::default(),
            left_css: (widest + GAP_CSS).min(paper.width_css * NAMES_SHARE),
            right_css: right,
        }
    }

    fn lay_out(self: Arc<Self>, plot: Rect, around: Around, paper: &Paper<'_>) -> LaidOut {
        let places = Places::new(plot, &around);
        let mut picture = Picture::default();
        let zero = base(&places);
        let mut boxes = Vec::new();
        for (index, bar) in self.bars.iter().enumerate() {
            let middle = plot.top + (index as f64 + 0.5) * BAR_ROW_CSS - self.scrolled_css;
            let row = (middle - BAR_ROW_CSS / 2.0, middle + BAR_ROW_CSS / 2.0);
            if row.1 > plot.bottom + 0.5 {
                break;
            }
            if row.0 < plot.top - 0.5 {
                boxes.push(None);
                continue;
            }
            let end = if places.x.has_place(bar.value) {
                places.x_css(bar.value)
            } else if bar.value == f64::INFINITY {
                plot.right
            } else {
                zero
            };
            let rect = Rect {
                left: zero.min(end),
                top: middle - BAR_CSS / 2.0,
                right: zero.max(end),
                bottom: middle + BAR_CSS / 2.0,
            };
            let alpha = if bar.value.is_finite() { 1.0 } else { 0.35 };
            picture.push(Shape::Sharp(
                rect,
                Ink {
                    color: bar.color,
                    alpha,
                },
            ));
            let is_best = self.best == Some(index);
            let strong = if is_best {
                paper.theme.strong
            } else {
                paper.theme.text
            };
            picture.push(Shape::Text(Words {
                text: bar.name.to_string(),
                x_css: plot.left - GAP_CSS,
                y_css: middle,
                align: HPos::Right,
                color: strong,
                room_css: plot.left - GAP_CSS,
            }));
            let mut said = self.said(bar.value, DIGITS, paper.locale);
            if is_best {
                said.push_str(STAR);
            }
            // Beside the end; of a negative bar there may be no room to the left.
            let (x_css, align) = if end < zero && end - plot.left > (paper.text_css)(&said) + GAP_CSS {
                (end - GAP_CSS / 2.0, HPos::Right)
            } else {
                (rect.right + GAP_CSS / 2.0, HPos::Left)
            };
            picture.push(Shape::Text(Words {
                text: said,
                x_css,
                y_css: middle,
                align,
                color: strong,
                room_css: paper.width_css - x_css,
            }));
            boxes.push(Some(rect));
        }
        picture.push(Shape::Sharp(
            Rect {
                left: zero - 0.5,
                top: plot.top,
                right: zero + 0.5,
                bottom: plot.bottom,
            },
            paper.theme.axis.into(),
        ));
        LaidOut {
            picture,
            targets: Arc::new(BarTargets {
                plot,
                boxes,
                locale: paper.locale.clone(),
                chart: self,
            }),
        }
    }
}

/// Where bars begin.
fn base(places: &Places) -> f64 {
    let start = match places.x.kind() {
        ScaleKind::Log => places.x.low(),
        ScaleKind::Linear | ScaleKind::Symlog => 0.0_f64.clamp(places.x.low(), places.x.high()),
    };
    places.x_css(start)
}

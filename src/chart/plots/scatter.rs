//! A dot a run: two columns along the axes, others as size and colour, a line of least squares.

use std::sync::Arc;

use plotters::style::text_anchor::HPos;

use super::cloud::{self, Dot};
use super::fit::Fit;
use super::legend::{Key, Legend, colors_by};
use super::picture::{Picture, Shape, Words};
use super::plot::{Along, Around, LaidOut, Layout, Paper, Places, Plot, is_in_view};
use super::table::Table;
use super::target::{Outline, Pointed, Targets, Way};
use super::values::{PlottedRun, Values};
use crate::chart::Rgb;
use crate::chart::axis::{Axis, Locale};
use crate::chart::draw::Rect;
use crate::chart::options::ScaleKind;
use crate::format::plural;

/// A dot is meant from this far, in CSS pixels.
const REACH_CSS: f64 = 24.0;

/// The radius of the smallest and the largest dot, where they have different ones.
const RADII_CSS: (f64, f64) = (2.5, 10.0);

/// A dot a run.
#[derive(Clone, Debug)]
pub struct ScatterChart {
    /// The runs.
    pub runs: Arc<[PlottedRun]>,
    /// Along the bottom.
    pub x: Values,
    /// Up the side.
    pub y: Values,
    /// How the bottom is spread, and what is shown of it.
    pub x_axis: Axis,
    /// How the side is spread, and what is shown of it.
    pub y_axis: Axis,
    /// The area of the dots; all the same where there is none.
    pub size: Option<Values>,
    /// The colour of the dots; the run's own where there is none.
    pub color: Option<Values>,
    /// Whether the line of least squares is drawn.
    pub has_fit: bool,
}

impl ScatterChart {
    /// The runs that have a place, and where it is.
    fn placed(&self) -> impl Iterator<Item = (usize, f64, f64)> {
        let has_place = |kind: ScaleKind, value: f64| kind != ScaleKind::Log || value > 0.0;
        (0..self.runs.len()).filter_map(move |run| {
            let (x, y) = (self.x.finite(run)?, self.y.finite(run)?);
            (has_place(self.x_axis.scale, x) && has_place(self.y_axis.scale, y)).then_some((run, x, y))
        })
    }

    fn fit(&self) -> Option<Fit> {
        let is_of_numbers = !self.x.is_named() && !self.y.is_named();
        let kinds = (self.x_axis.scale, self.y_axis.scale);
        (self.has_fit && is_of_numbers).then(|| Fit::through(self.placed().map(|(_, x, y)| (x, y)), kinds))?
    }

    fn said_of(&self, run: usize, locale: &Locale) -> Vec<(String, String)> {
        let columns = [
            Some(&self.x),
            Some(&self.y),
            self.size.as_ref(),
            self.color.as_ref(),
        ];
        let mut said: Vec<(String, String)> = Vec::new();
        for values in columns.into_iter().flatten() {
            let row = (values.name.to_string(), values.said_of(run, locale));
            if !said.contains(&row) {
                said.push(row);
            }
        }
        said
    }

    /// The radius of each run's dot, and what the sizes mean: areas grow with the value from zero, or from the least one
    /// where that is below zero.
    fn radii(&self, plain_css: f64, locale: &Locale) -> (Vec<f64>, Option<Legend>) {
        let Some(size) = &self.size else {
            return (vec![plain_css; self.runs.len()], None);
        };
        let (low, high) = size.extent(ScaleKind::Linear).unwrap_or_default();
        let radius = |value: f64| {
            let share = if low < high {
                (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
            } else {
                0.5
            };
            let (least, most) = (RADII_CSS.0 * RADII_CSS.0, RADII_CSS.1 * RADII_CSS.1);
            (least + (most - least) * share).sqrt()
        };
        let radii = (0..self.runs.len())
            .map(|run| size.finite(run).map_or(RADII_CSS.0, radius))
            .collect();
        let key = Key::Sizes {
            radii_css: RADII_CSS,
            low: size.unit.read_out(low, 3, locale),
            high: size.unit.read_out(high, 3, locale),
        };
        let title = size.name.to_string();
        (radii, Some(Legend { title, key }))
    }

    fn legends(&self, paper: &Paper<'_>) -> Vec<Legend> {
        let color = self.color.as_ref().map(|values| colors_by(values, paper).1);
        color.into_iter().chain(self.radii(0.0, paper.locale).1).collect()
    }
}

/// One side of a chart of a column.
pub(super) fn along(values: &Values, axis: &Axis) -> Along {
    Along {
        scale: values.scale(axis),
        unit: values.unit,
        name: values.name.to_string(),
        names: values.all_names().to_vec(),
    }
}

impl Layout for ScatterChart {
    fn around(&self, paper: &Paper<'_>) -> Around {
        Around {
            x: along(&self.x, &self.x_axis),
            y: along(&self.y, &self.y_axis),
            left_css: 0.0,
            right_css: Legend::width_css(&self.legends(paper), paper).max(8.0),
        }
    }

    fn lay_out(self: Arc<Self>, plot: Rect, around: Around, paper: &Paper<'_>) -> LaidOut {
        let places = Places::new(plot, &around);
        let mut picture = Picture::default();
        let is_shown = |(run, x, y): (usize, f64, f64)| {
            let (x_css, y_css) = (places.x_css(x), places.y_css(y));
            plot.contains(x_css, y_css).then_some((run, x_css, y_css))
        };
        let at: Vec<(usize, f64, f64)> = self.placed().filter_map(is_shown).collect();
        let (plain_css, alpha) = cloud::look_of(at.len());
        let (radii, _) = self.radii(plain_css, paper.locale);
        let colors: Vec<Rgb> = match &self.color {
            Some(values) => colors_by(values, paper).0,
            None => self.runs.iter().map(|run| run.color).collect(),
        };
        let fit = self.fit();
        if let Some(fit) = &fit {
            fit.lay_band(&mut picture, &places, paper);
        }
        let mut dots: Vec<Dot> = at
            .iter()
            .filter_map(|&(run, x_css, y_css)| {
                Some(Dot {
                    x_css,
                    y_css,
                    radius_css: *radii.get(run)?,
                    color: *colors.get(run)?,
                })
            })
            .collect();
        if self.size.is_some() {
            // The small ones over the large ones.
            dots.sort_by(|one, other| other.radius_css.total_cmp(&one.radius_css));
        }
        picture.push(Shape::Dots(dots, alpha));
        if let Some(fit) = &fit {
            fit.lay_line(&mut picture, &places, paper);
            let said = fit.said(self.x.unit, self.y.unit, paper.locale);
            picture.push(Shape::Text(Words {
                text: said,
                x_css: plot.left + 6.0,
                y_css: plot.top + 8.0,
                align: HPos::Left,
                color: paper.theme.strong,
                room_css: plot.width() - 8.0,
            }));
        }
        Legend::lay(&self.legends(paper), &mut picture, &plot, paper);
        let targets = ScatterTargets {
            places,
            order: {
                let mut order: Vec<u32> = (0..u32::try_from(at.len()).unwrap_or(0)).collect();
                let place = |index: &u32| {
                    at.get(*index as usize)
                        .map_or((0.0, 0.0), |place| (place.1, place.2))
                };
                order.sort_by(|one, other| {
                    let ((x, y), (other_x, other_y)) = (place(one), place(other));
                    x.total_cmp(&other_x).then(y.total_cmp(&other_y))
                });
                order
            },
            dots: at,
            radii,
            colors,
            locale: paper.locale.clone(),
            chart: self,
        };
        LaidOut {
            picture,
            targets: Arc::new(targets),
        }
    }
}

impl Plot for ScatterChart {
    fn words(&self, locale: &Locale) -> String {
        let count = plural(self.placed().count(), "run");
        let fit = self.fit().map(|fit| {
            format!(
                " Line of least squares: {}.",
                fit.said(self.x.unit, self.y.unit, locale)
            )
        });
        format!(
            "Scatter chart of {} over {}: {count}.{}",
            self.y.name,
            self.x.name,
            fit.unwrap_or_default()
        )
    }

    fn notes(&self, _locale: &Locale) -> Vec<String> {
        let mut notes = self.x.left_out(self.x_axis.scale);
        if self.y != self.x {
            notes.extend(self.y.left_out(self.y_axis.scale));
        }
        for values in [&self.size, &self.color].into_iter().flatten() {
            let without = (0..self.runs.len())
                .filter(|run| values.finite(*run).is_none())
                .count();
            if without > 0 {
                notes.push(format!(
                    "{} without {} drawn small or grey.",
                    plural(without, "run"),
                    values.name
                ));
            }
        }
        if self.has_fit && self.fit().is_none() {
            notes.push("No line: it needs two numbers that differ, in two runs at least.".to_owned());
        }
        notes
    }

    fn notice(&self) -> Option<String> {
        self.placed()
            .next()
            .is_none()
            .then(|| format!("No run has both {} and {}", self.x.name, self.y.name))
    }

    fn table(&self, _locale: &Locale) -> Table {
        let columns: Vec<&Values> = [
            Some(&self.x),
            Some(&self.y),
            self.size.as_ref(),
            self.color.as_ref(),
        ]
        .into_iter()
        .flatten()
        .collect();
        let head =
            std::iter::once("Run".to_owned()).chain(columns.iter().map(|values| values.name.to_string()));
        let row = |(run, ..): (usize, f64, f64)| {
            let name = self
                .runs
                .get(run)
                .map(|run| run.name.to_string())
                .unwrap_or_default();
            std::iter::once(name)
                .chain(columns.iter().map(|values| values.written(run)))
                .collect()
        };
        Table {
            head: head.collect(),
            rows: self
                .placed()
                .filter(|(_, x, y)| is_in_view(&self.x_axis, *x) && is_in_view(&self.y_axis, *y))
                .map(row)
                .collect(),
        }
    }
}

/// Dots, in the order of the runs: a target is a place in that list.
struct ScatterTargets {
    chart: Arc<ScatterChart>,
    places: Places,
    /// The run, and where its dot is.
    dots: Vec<(usize, f64, f64)>,
    /// The dots from left to right.
    order: Vec<u32>,
    radii: Vec<f64>,
    colors: Vec<Rgb>,
    locale: Locale,
}

/// The nearest of places in CSS pixels that is no further than a reach.
pub(super) fn nearest(
    places: impl Iterator<Item = (f64, f64)>,
    (x_css, y_css): (f64, f64),
    reach_css: f64,
) -> Option<usize> {
    let mut best = (reach_css * reach_css, None);
    for (index, (x, y)) in places.enumerate() {
        let distance = (x - x_css) * (x - x_css) + (y - y_css) * (y - y_css);
        if distance <= best.0 {
            best = (distance, Some(index));
        }
    }
    best.1
}

impl Targets for ScatterTargets {
    fn plot(&self) -> Rect {
        self.places.plot
    }

    fn at(&self, x_css: f64, y_css: f64) -> Option<usize> {
        nearest(
            self.dots.iter().map(|(_, x, y)| (*x, *y)),
            (x_css, y_css),
            REACH_CSS,
        )
    }

    fn next(&self, from: Option<usize>, way: Way) -> Option<usize> {
        let from = from.and_then(|from| self.order.iter().position(|index| *index as usize == from));
        let next = way.along(self.order.len(), from)?;
        self.order.get(next).map(|index| *index as usize)
    }

    fn pointed(&self, target: usize) -> Option<Pointed> {
        let &(run, x_css, y_css) = self.dots.get(target)?;
        Some(Pointed {
            title: self.chart.runs.get(run)?.name.to_string(),
            color: self.colors.get(run).copied(),
            rows: self.chart.said_of(run, &self.locale),
            at_css: (x_css, y_css),
            outlines: vec![Outline::Ring {
                x_css,
                y_css,
                radius_css: self.radii.get(run)? + 2.5,
            }],
            run: Some(run),
        })
    }

    fn of_run(&self, run: usize) -> Option<usize> {
        self.dots.binary_search_by_key(&run, |(run, ..)| *run).ok()
    }

    fn spans(&self, rect: Rect) -> Option<[(f64, f64); 2]> {
        Some(self.places.spans(rect))
    }
}

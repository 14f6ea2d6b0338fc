//! Two numbers against a third, as the levels of a surface through the runs.

use std::sync::Arc;

use super::cloud::Dot;
use super::legend::{Key, Legend};
use super::picture::{Picture, Shape};
use super::plot::{Around, LaidOut, Layout, Paper, Places, Plot, is_in_view};
use super::scatter::{along, nearest};
use super::sequential::Sequential;
use super::table::Table;
use super::target::{Outline, Pointed, Targets, Way};
use super::values::{PlottedRun, Values, extent};
use crate::analysis::Surface;
use crate::chart::axis::{Axis, Locale, Scale, ticks};
use crate::chart::draw::{Ink, Rect};
use crate::chart::options::ScaleKind;
use crate::format::plural;

/// How large a piece of one colour is at least, in CSS pixels.
const PIECE_CSS: f64 = 2.0;
/// Points in the same one of so many by so many cells of the plot become one.
const CELLS: u16 = 200;
const LEVELS: usize = 8;
const LEVEL_CSS: f64 = 1.0;
const LEVEL_ALPHA: f64 = 0.35;
const DOT_CSS: f64 = 3.0;
const REACH_CSS: f64 = 20.0;
const DIGITS: usize = 3;

/// The levels of a surface, and the runs that it goes through.
#[derive(Clone, Debug)]
pub struct ContourChart {
    /// The runs.
    pub runs: Arc<[PlottedRun]>,
    /// Along the bottom; of numbers.
    pub x: Values,
    /// Up the side; of numbers.
    pub y: Values,
    /// The colour; of numbers.
    pub z: Values,
    /// How the bottom is spread, and what is shown of it.
    pub x_axis: Axis,
    /// How the side is spread, and what is shown of it.
    pub y_axis: Axis,
}

impl ContourChart {
    /// The runs that have all three, and these.
    fn placed(&self) -> impl Iterator<Item = (usize, [f64; 3])> {
        let has_place = |kind: ScaleKind, value: f64| kind != ScaleKind::Log || value > 0.0;
        (0..self.runs.len()).filter_map(move |run| {
            let (x, y, z) = (self.x.finite(run)?, self.y.finite(run)?, self.z.finite(run)?);
            (has_place(self.x_axis.scale, x) && has_place(self.y_axis.scale, y)).then_some((run, [x, y, z]))
        })
    }

    fn is_of_numbers(&self) -> bool {
        ![&self.x, &self.y, &self.z].iter().any(|values| values.is_named())
    }

    /// The edges between the colours: round numbers, and the ends of the data.
    fn edges(&self, locale: &Locale) -> Vec<f64> {
        let Some((low, high)) = extent(self.placed().map(|(_, [.., z])| z)) else {
            return Vec::new();
        };
        let made = ticks(&Scale::linear(low, high), self.z.unit, locale, LEVELS);
        let inner = made
            .major
            .iter()
            .map(|tick| tick.value)
            .filter(|value| low < *value && *value < high);
        std::iter::once(low).chain(inner).chain([high]).collect()
    }

    fn legend(&self, locale: &Locale) -> Vec<Legend> {
        let edges = self.edges(locale);
        let steps = edges.len().saturating_sub(1);
        let legend = Legend {
            title: self.z.name.to_string(),
            key: Key::Steps {
                colors: (0..steps).map(|step| color_of(step, steps)).collect(),
                edges: edges
                    .iter()
                    .map(|edge| self.z.unit.read_out(*edge, DIGITS, locale))
                    .collect(),
            },
        };
        (steps > 0).then_some(legend).into_iter().collect()
    }

    fn surface(&self, places: &Places) -> Option<Surface> {
        let points = self
            .placed()
            .map(|(_, [x, y, z])| (places.x.to_unit(x), places.y.to_unit(y), z));
        Surface::through(points, CELLS)
    }
}

fn color_of(step: usize, steps: usize) -> crate::chart::Rgb {
    Sequential::FULL.at((step as f64 + 0.5) / steps.max(1) as f64)
}

/// Areas between the levels, in pieces as wide as the colour stays the same.
fn lay_areas(picture: &mut Picture, surface: &Surface, plot: &Rect, edges: &[f64]) {
    let count = |length_css: f64| {
        super::values::index((length_css / PIECE_CSS).floor())
            .unwrap_or(1)
            .max(1)
    };
    let (columns, rows) = (count(plot.width()), count(plot.height()));
    let grid = surface.over_grid(columns, rows);
    let steps = edges.len().saturating_sub(1);
    let inner = edges.get(1..steps).unwrap_or_default();
    let step_of = |value: &f64| (!value.is_nan()).then(|| inner.partition_point(|edge| edge <= value));
    let (wide, high) = (plot.width() / columns as f64, plot.height() / rows as f64);
    for (row, values) in grid.chunks_exact(columns).enumerate() {
        let mut start = 0;
        for run in values.chunk_by(|one, other| step_of(one) == step_of(other)) {
            if let Some(step) = run.first().and_then(step_of) {
                let bottom = plot.bottom - high * row as f64;
                let rect = Rect {
                    left: plot.left + wide * start as f64,
                    top: bottom - high,
                    right: plot.left + wide * (start + run.len()) as f64,
                    bottom,
                };
                picture.push(Shape::Sharp(rect, color_of(step, steps).into()));
            }
            start += run.len();
        }
    }
}

impl Layout for ContourChart {
    fn around(&self, paper: &Paper<'_>) -> Around {
        Around {
            x: along(&self.x, &self.x_axis),
            y: along(&self.y, &self.y_axis),
            left_css: 0.0,
            right_css: Legend::width_css(&self.legend(paper.locale), paper).max(8.0),
        }
    }

    fn lay_out(self: Arc<Self>, plot: Rect, around: Around, paper: &Paper<'_>) -> LaidOut {
        let places = Places::new(plot, &around);
        let mut picture = Picture::default();
        let edges = self.edges(paper.locale);
        let steps = edges.len().saturating_sub(1);
        if let Some(surface) = self.surface(&places).filter(|_| self.is_of_numbers()) {
            lay_areas(&mut picture, &surface, &plot, &edges);
            let ink = Ink {
                color: paper.theme.surface,
                alpha: LEVEL_ALPHA,
            };
            for edge in edges.get(1..steps).unwrap_or_default() {
                for piece in surface.level(*edge) {
                    let place =
                        |(x, y): (f64, f64)| (plot.left + x * plot.width(), plot.bottom - y * plot.height());
                    picture.push(Shape::Line(piece.map(place).to_vec(), LEVEL_CSS, ink));
                }
            }
        }
        let inner = edges.get(1..steps).unwrap_or_default();
        let dots: Vec<(usize, f64, f64, usize)> = self
            .placed()
            .map(|(run, [x, y, z])| {
                let step = inner.partition_point(|edge| *edge <= z);
                (run, places.x_css(x), places.y_css(y), step)
            })
            .filter(|(_, x, y, _)| plot.contains(*x, *y))
            .collect();
        let dot = |radius_css: f64, color_of: &dyn Fn(usize) -> crate::chart::Rgb| {
            let dot = |&(_, x_css, y_css, step): &(usize, f64, f64, usize)| Dot {
                x_css,
                y_css,
                radius_css,
                color: color_of(step),
            };
            dots.iter().map(dot).collect::<Vec<Dot>>()
        };
        picture.push(Shape::Dots(dot(DOT_CSS, &|_| paper.theme.surface), 1.0));
        picture.push(Shape::Dots(
            dot(DOT_CSS - 1.0, &|step| color_of(step, steps)),
            1.0,
        ));
        Legend::lay(&self.legend(paper.locale), &mut picture, &plot, paper);
        LaidOut {
            picture,
            targets: Arc::new(ContourTargets {
                places,
                dots: dots.into_iter().map(|(run, x, y, _)| (run, x, y)).collect(),
                locale: paper.locale.clone(),
                chart: self,
            }),
        }
    }
}

impl Plot for ContourChart {
    fn words(&self, locale: &Locale) -> String {
        let [x, y, z] = [&self.x, &self.y, &self.z].map(|values| &values.name);
        let extent = extent(self.placed().map(|(_, [.., z])| z));
        let span = extent.map(|(low, high)| {
            format!(
                " {z} from {} to {}.",
                self.z.said(low, locale),
                self.z.said(high, locale)
            )
        });
        let count = plural(self.placed().count(), "run");
        format!(
            "Contour chart of {z} by {x} and {y}: {count}.{}",
            span.unwrap_or_default()
        )
    }

    fn notes(&self, _locale: &Locale) -> Vec<String> {
        let mut notes = self.x.left_out(self.x_axis.scale);
        notes.extend(self.y.left_out(self.y_axis.scale));
        notes.extend(self.z.left_out(ScaleKind::Linear));
        let scale = |values: &Values, axis| values.scale(axis).unwrap_or_default();
        let (x, y) = (scale(&self.x, &self.x_axis), scale(&self.y, &self.y_axis));
        let plot = Rect {
            left: 0.0,
            top: 0.0,
            right: 1.0,
            bottom: 1.0,
        };
        if self.placed().next().is_none() {
            return notes;
        }
        notes.push(if self.surface(&Places { plot, x, y }).is_some() {
            "Between the runs, interpolated linearly on Delaunay triangles; nothing is said beyond them."
                .to_owned()
        } else {
            "No surface: it needs three runs at least that do not lie on one line.".to_owned()
        });
        notes
    }

    fn notice(&self) -> Option<String> {
        let [x, y, z] = [&self.x, &self.y, &self.z].map(|values| &values.name);
        self.placed()
            .next()
            .is_none()
            .then(|| format!("No run has {x}, {y} and {z}"))
    }

    fn table(&self, _locale: &Locale) -> Table {
        let columns = [&self.x, &self.y, &self.z];
        let head = std::iter::once("Run".to_owned()).chain(columns.map(|values| values.name.to_string()));
        let row = |(run, _): (usize, [f64; 3])| {
            let name = self
                .runs
                .get(run)
                .map(|run| run.name.to_string())
                .unwrap_or_default();
            std::iter::once(name)
                .chain(columns.map(|values| values.written(run)))
                .collect()
        };
        Table {
            head: head.collect(),
            rows: self
                .placed()
                .filter(|(_, [x, y, _])| is_in_view(&self.x_axis, *x) && is_in_view(&self.y_axis, *y))
                .map(row)
                .collect(),
        }
    }
}

/// A target is a dot.
struct ContourTargets {
    chart: Arc<ContourChart>,
    places: Places,
    dots: Vec<(usize, f64, f64)>,
    locale: Locale,
}

impl Targets for ContourTargets {
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
        way.along(self.dots.len(), from)
    }

    fn pointed(&self, target: usize) -> Option<Pointed> {
        let &(run, x_css, y_css) = self.dots.get(target)?;
        let known = self.chart.runs.get(run)?;
        let columns = [&self.chart.x, &self.chart.y, &self.chart.z];
        Some(Pointed {
            title: known.name.to_string(),
            color: Some(known.color),
            rows: columns
                .map(|values| (values.name.to_string(), values.said_of(run, &self.locale)))
                .to_vec(),
            at_css: (x_css, y_css),
            outlines: vec![Outline::Ring {
                x_css,
                y_css,
                radius_css: DOT_CSS + 2.5,
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

//! Two columns against a third, as a grid of cells that have the colour of their mean.

use std::sync::Arc;

use plotters::style::text_anchor::HPos;

use super::cells::Parting;
use super::legend::{Key, Legend};
use super::picture::{Picture, Shape, Words};
use super::plot::{Around, LaidOut, Layout, Paper, Places, Plot};
use super::sequential::{Sequential, readable_on};
use super::table::Table;
use super::target::{Outline, Pointed, Targets, Way};
use super::values::{Values, extent};
use crate::chart::axis::{Axis, Locale};
use crate::chart::draw::Rect;
use crate::chart::options::ScaleKind;
use crate::format::plural;

const DIGITS: usize = 4;
/// The least size of a cell that says its figures.
const LEAST_SAID_CSS: (f64, f64) = (34.0, 15.0);

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cell {
    count: u32,
    mean: f64,
    low: f64,
    high: f64,
}

/// A grid of cells, each with the mean of the runs in it.
#[derive(Clone, Debug)]
pub struct HeatChart {
    x: Values,
    y: Values,
    z: Values,
    parts: Option<(Parting, Parting)>,
    /// Row by row from the bottom.
    cells: Vec<Cell>,
    note: Option<String>,
}

impl HeatChart {
    /// Puts the runs in cells. Up to a dozen different numbers have cells of their own, more are put in ten bins of equal
    /// length along the axis. `note` says why it is cells, where contours were asked for.
    pub fn new(
        x: Values,
        y: Values,
        z: Values,
        (x_axis, y_axis): (&Axis, &Axis),
        note: Option<String>,
        locale: &Locale,
    ) -> Self {
        let parts = Parting::of(&x, x_axis, locale).zip(Parting::of(&y, y_axis, locale));
        let mut cells = Vec::new();
        if let Some((columns, rows)) = &parts {
            cells.resize(columns.len() * rows.len(), Cell::default());
            for run in (0..z.of.len()).filter(|_| !z.is_named()) {
                let place = || {
                    let column = columns.part_of(x.finite(run)?)?;
                    let row = rows.part_of(y.finite(run)?)?;
                    Some((row * columns.len() + column, z.finite(run)?))
                };
                let Some((cell, value)) = place() else { continue };
                if let Some(cell) = cells.get_mut(cell) {
                    let is_first = cell.count == 0;
                    cell.count += 1;
                    cell.mean += (value - cell.mean) / f64::from(cell.count);
                    cell.low = if is_first { value } else { cell.low.min(value) };
                    cell.high = if is_first { value } else { cell.high.max(value) };
                }
            }
        }
        Self {
            x,
            y,
            z,
            parts,
            cells,
            note,
        }
    }

    fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| cell.count > 0)
    }

    fn extent(&self) -> Option<(f64, f64)> {
        extent(self.filled().map(|(_, cell)| cell.mean))
    }

    fn share(&self, value: f64) -> f64 {
        match self.extent() {
            Some((low, high)) if low < high => (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0),
            _ => 0.5,
        }
    }

    fn said(&self, value: f64, locale: &Locale) -> String {
        self.z.unit.read_out(value, DIGITS, locale)
    }

    fn legend(&self, locale: &Locale) -> Vec<Legend> {
        let legend = |(low, high)| Legend {
            title: format!("Mean {}", self.z.name),
            key: Key::Ramp {
                colors: Sequential::FULL,
                low: self.said(low, locale),
                high: self.said(high, locale),
            },
        };
        self.extent().map(legend).into_iter().collect()
    }

    /// Column and row of a cell in words.
    fn place_said(&self, cell: usize, locale: &Locale) -> Option<(String, String)> {
        let (columns, rows) = self.parts.as_ref()?;
        let (row, column) = (cell.checked_div(columns.len())?, cell.checked_rem(columns.len())?);
        Some((
            columns.said(column, &self.x, locale),
            rows.said(row, &self.y, locale),
        ))
    }
}

impl Layout for HeatChart {
    fn around(&self, paper: &Paper<'_>) -> Around {
        let parts = self.parts.as_ref().filter(|_| self.filled().next().is_some());
        Around {
            x: parts
                .map(|(columns, _)| columns.along(&self.x))
                .unwrap_or_default(),
            y: parts.map(|(_, rows)| rows.along(&self.y)).unwrap_or_default(),
            left_css: 0.0,
            right_css: Legend::width_css(&self.legend(paper.locale), paper).max(8.0),
        }
    }

    fn lay_out(self: Arc<Self>, plot: Rect, around: Around, paper: &Paper<'_>) -> LaidOut {
        let places = Places::new(plot, &around);
        let mut picture = Picture::default();
        let mut boxes = vec![None; self.cells.len()];
        for (index, cell) in self.filled() {
            let ends = || {
                let (columns, rows) = self.parts.as_ref()?;
                let (row, column) = (
                    index.checked_div(columns.len())?,
                    index.checked_rem(columns.len())?,
                );
                Some((columns.ends(column)?, rows.ends(row)?))
            };
            let Some((x, y)) = ends() else { continue };
            let rect = Rect {
                left: places.x_css(x.0),
                top: places.y_css(y.1),
                right: places.x_css(x.1),
                bottom: places.y_css(y.0),
            };
            let color = Sequential::FULL.at(self.share(cell.mean));
            let inner = Rect {
                left: rect.left + 0.5,
                top: rect.top + 0.5,
                right: rect.right - 0.5,
                bottom: rect.bottom - 0.5,
            };
            picture.push(Shape::Sharp(inner, color.into()));
            if rect.width() >= LEAST_SAID_CSS.0 && rect.height() >= LEAST_SAID_CSS.1 {
                let has_two = rect.height() >= 2.0 * LEAST_SAID_CSS.1;
                let middle = f64::midpoint(rect.top, rect.bottom);
                let mut line = |text: String, y_css: f64| {
                    picture.push(Shape::Text(Words {
                        text,
                        x_css: f64::midpoint(rect.left, rect.right),
                        y_css,
                        align: HPos::Center,
                        color: readable_on(color),
                        room_css: rect.width() - 4.0,
                    }));
                };
                line(
                    self.said(cell.mean, paper.locale),
                    if has_two { middle - 7.0 } else { middle },
                );
                if has_two {
                    line(format!("n = {}", cell.count), middle + 7.0);
                }
            }
            if let Some(place) = boxes.get_mut(index) {
                *place = Some(rect);
            }
        }
        Legend::lay(&self.legend(paper.locale), &mut picture, &plot, paper);
        LaidOut {
            picture,
            targets: Arc::new(HeatTargets {
                plot,
                boxes,
                locale: paper.locale.clone(),
                chart: self,
            }),
        }
    }
}

impl Plot for HeatChart {
    fn words(&self, locale: &Locale) -> String {
        let [x, y, z] = [&self.x, &self.y, &self.z].map(|values| &values.name);
        let cells = plural(self.filled().count(), "cell");
        let best = |cell: Option<(usize, &Cell)>, word: &str| {
            let (index, cell) = cell?;
            let (column, row) = self.place_said(index, locale)?;
            Some(format!(
                " {word} {} at {x} {column}, {y} {row}.",
                self.said(cell.mean, locale)
            ))
        };
        let by_mean = |a: &(usize, &Cell), b: &(usize, &Cell)| a.1.mean.total_cmp(&b.1.mean);
        format!(
            "Heat map of mean {z} by {x} and {y}: {cells}.{}{}",
            best(self.filled().min_by(by_mean), "Lowest").unwrap_or_default(),
            best(self.filled().max_by(by_mean), "Highest").unwrap_or_default()
        )
    }

    fn notes(&self, _locale: &Locale) -> Vec<String> {
        let mut notes: Vec<String> = self.note.iter().cloned().collect();
        for values in [&self.x, &self.y, &self.z] {
            notes.extend(values.left_out(ScaleKind::Linear));
        }
        notes.dedup();
        notes
    }

    fn notice(&self) -> Option<String> {
        let [x, y, z] = [&self.x, &self.y, &self.z].map(|values| &values.name);
        if self.z.is_named() {
            return Some(format!("{z} is not a number in every run"));
        }
        self.filled()
            .next()
            .is_none()
            .then(|| format!("No run has {x}, {y} and {z}"))
    }

    fn table(&self, locale: &Locale) -> Table {
        let [x, y, z] = [&self.x, &self.y, &self.z].map(|values| values.name.to_string());
        let head = vec![
            x,
            y,
            "Runs".to_owned(),
            format!("Mean {z}"),
            format!("Least {z}"),
            format!("Greatest {z}"),
        ];
        let row = |(index, cell): (usize, &Cell)| {
            let (column, row) = self.place_said(index, locale).unwrap_or_default();
            let numbers = [cell.mean, cell.low, cell.high].map(|number| number.to_string());
            [column, row, cell.count.to_string()]
                .into_iter()
                .chain(numbers)
                .collect()
        };
        Table {
            head,
            rows: self.filled().map(row).collect(),
        }
    }
}

/// A target is a cell.
struct HeatTargets {
    chart: Arc<HeatChart>,
    plot: Rect,
    boxes: Vec<Option<Rect>>,
    locale: Locale,
}

impl Targets for HeatTargets {
    fn plot(&self) -> Rect {
        self.plot
    }

    fn at(&self, x_css: f64, y_css: f64) -> Option<usize> {
        self.boxes
            .iter()
            .position(|rect| rect.is_some_and(|rect| rect.contains(x_css, y_css)))
    }

    fn next(&self, from: Option<usize>, way: Way) -> Option<usize> {
        let stops: Vec<usize> = self.chart.filled().map(|(index, _)| index).collect();
        let from = from.and_then(|from| stops.binary_search(&from).ok());
        stops.get(way.along(stops.len(), from)?).copied()
    }

    fn pointed(&self, target: usize) -> Option<Pointed> {
        let (cell, rect) = (self.chart.cells.get(target)?, self.boxes.get(target).copied()??);
        let (column, row) = self.chart.place_said(target, &self.locale)?;
        let said = |value| self.chart.said(value, &self.locale);
        Some(Pointed {
            title: format!("Mean {} {}", self.chart.z.name, said(cell.mean)),
            color: Some(Sequential::FULL.at(self.chart.share(cell.mean))),
            rows: vec![
                (self.chart.x.name.to_string(), column),
                (self.chart.y.name.to_string(), row),
                ("Runs".to_owned(), cell.count.to_string()),
                ("From".to_owned(), said(cell.low)),
                ("To".to_owned(), said(cell.high)),
            ],
            at_css: (
                f64::midpoint(rect.left, rect.right),
                f64::midpoint(rect.top, rect.bottom),
            ),
            outlines: vec![Outline::Box(rect)],
            run: None,
        })
    }

    fn of_run(&self, run: usize) -> Option<usize> {
        let (columns, rows) = self.chart.parts.as_ref()?;
        let column = columns.part_of(self.chart.x.finite(run)?)?;
        let row = rows.part_of(self.chart.y.finite(run)?)?;
        let cell = row * columns.len() + column;
        self.boxes.get(cell)?.as_ref().map(|_| cell)
    }
}

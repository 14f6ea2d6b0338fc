//! How a number is spread, for each value of another column: boxes or violins.

use std::sync::Arc;

use plotters::style::text_anchor::HPos;

use super::groups::{GROUPS_AT_MOST, Group, Groups};
use super::picture::{Picture, Shape};
use super::plot::{Along, Around, LaidOut, Layout, Paper, Places, Plot};
use super::scatter::along;
use super::spread_targets::SpreadTargets;
use super::table::Table;
use super::values::{PlottedRun, Values};
use crate::analysis::{BoxFigures, Density, box_figures, density};
use crate::chart::axis::{Axis, AxisUnit, Locale, Scale};
use crate::chart::draw::{Ink, Rect};
use crate::chart::options::ScaleKind;
use crate::chart::{LINE_COLORS, Rgb};
use crate::format::plural;

/// At how many places a violin's outline is worked out.
const PLACES: usize = 128;
/// How much of its share of the width a group takes, and how much at most.
const SHARE: f64 = 0.7;
const WIDEST_CSS: f64 = 120.0;
const LINE_CSS: f64 = 1.5;
pub(super) const DOT_CSS: f64 = 3.0;
const FILL_ALPHA: f64 = 0.25;
pub(super) const DIGITS: usize = 5;

/// How a spread is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpreadForm {
    /// Quartiles, whiskers and outliers.
    Box,
    /// The density, with the quartiles within.
    Violin,
}

/// A box or a violin a group.
#[derive(Clone, Debug)]
pub struct SpreadChart {
    pub(super) runs: Arc<[PlottedRun]>,
    pub(super) value: Values,
    pub(super) by: Option<Values>,
    axis: Axis,
    pub(super) form: SpreadForm,
    pub(super) groups: Groups,
    figures: Vec<BoxFigures>,
}

impl SpreadChart {
    /// Parts the runs by a column, or by nothing, and works out how the numbers of each group are spread.
    pub fn new(
        runs: Arc<[PlottedRun]>,
        value: Values,
        by: Option<Values>,
        axis: Axis,
        form: SpreadForm,
        locale: &Locale,
    ) -> Self {
        let is_shown = |number: f64| axis.scale != ScaleKind::Log || number > 0.0;
        let groups = if value.is_named() {
            Groups::default()
        } else {
            Groups::of(&value, by.as_ref(), is_shown, locale)
        };
        let figures = groups
            .shown
            .iter()
            .filter_map(|group| box_figures(&group.values))
            .collect();
        Self {
            runs,
            value,
            by,
            axis,
            form,
            groups,
            figures,
        }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = (usize, &Group, &BoxFigures)> {
        let both = self.groups.shown.iter().zip(&self.figures).enumerate();
        both.map(|(index, (group, figures))| (index, group, figures))
    }

    fn color() -> Rgb {
        let [first, ..] = LINE_COLORS;
        first
    }

    pub(super) fn group_of(&self, run: usize) -> Option<(usize, f64)> {
        let place = |(index, group): (usize, &Group)| {
            let member = group.runs.iter().position(|member| *member == run)?;
            Some((index, *group.values.get(member)?))
        };
        self.groups.shown.iter().enumerate().find_map(place)
    }

    /// How densely the numbers of a group lie along the axis as it is drawn: the places are shares of its length.
    fn density(group: &Group, scale: &Scale) -> Option<Density> {
        let places: Vec<f64> = group.values.iter().map(|value| scale.to_unit(*value)).collect();
        density(&places, PLACES)
    }

    fn lay_box(picture: &mut Picture, places: &Places, middle: f64, half: f64, figures: &BoxFigures) {
        let color = Self::color();
        let line = |from: (f64, f64), to: (f64, f64)| Shape::Line(vec![from, to], LINE_CSS, color.into());
        let y = |value: f64| places.y_css(value);
        let rect = Rect {
            left: middle - half,
            top: y(figures.third_quartile),
            right: middle + half,
            bottom: y(figures.first_quartile),
        };
        let fill = Ink {
            color,
            alpha: FILL_ALPHA,
        };
        picture.push(Shape::Rect(rect, fill));
        let corners = [
            (rect.left, rect.top),
            (rect.right, rect.top),
            (rect.right, rect.bottom),
            (rect.left, rect.bottom),
            (rect.left, rect.top),
        ];
        picture.push(Shape::Line(corners.to_vec(), LINE_CSS, color.into()));
        let cap = half / 2.0;
        for (end, quartile) in [
            (figures.low, figures.first_quartile),
            (figures.high, figures.third_quartile),
        ] {
            picture.push(line((middle, y(quartile)), (middle, y(end))));
            picture.push(line((middle - cap, y(end)), (middle + cap, y(end))));
        }
        let median = vec![(rect.left, y(figures.median)), (rect.right, y(figures.median))];
        picture.push(Shape::Line(median, 2.0 * LINE_CSS, color.into()));
    }

    /// An outline whose width is the density, and the quartiles in it.
    fn lay_violin(
        picture: &mut Picture,
        places: &Places,
        (middle, half): (f64, f64),
        (group, figures): (&Group, &BoxFigures),
        widest: f64,
    ) {
        let color = Self::color();
        let y = |value: f64| places.y_css(value);
        if let Some(density) = Self::density(group, &places.y) {
            let share = |density: f64| density / widest * half;
            let along = || density.at.iter().zip(&density.density);
            let level = |unit: f64| places.plot.bottom - unit * places.plot.height();
            let right = along().map(|(at, density)| (middle + share(*density), level(*at)));
            let left = along()
                .rev()
                .map(|(at, density)| (middle - share(*density), level(*at)));
            let mut corners: Vec<(f64, f64)> = right.chain(left).collect();
            let fill = Ink {
                color,
                alpha: FILL_ALPHA,
            };
            picture.push(Shape::Polygon(corners.clone(), fill));
            corners.extend(corners.first().copied());
            picture.push(Shape::Line(corners, 1.0, color.into()));
        } else {
            // One value has no density.
            picture.push(Shape::Line(
                vec![
                    (middle - half, y(figures.median)),
                    (middle + half, y(figures.median)),
                ],
                LINE_CSS,
                color.into(),
            ));
        }
        let quartiles = vec![
            (middle, y(figures.first_quartile)),
            (middle, y(figures.third_quartile)),
        ];
        picture.push(Shape::Line(quartiles, 4.0, color.into()));
        let dot = super::cloud::Dot {
            x_css: middle,
            y_css: y(figures.median),
            radius_css: DOT_CSS,
            color,
        };
        picture.push(Shape::Dots(vec![dot], 1.0));
    }

    pub(super) fn unit(&self) -> AxisUnit {
        self.value.unit
    }
}

impl Layout for SpreadChart {
    fn around(&self, _paper: &Paper<'_>) -> Around {
        let count = self.groups.shown.len();
        let has_groups = count > 0;
        let y = along(&self.value, &self.axis);
        Around {
            x: Along {
                scale: has_groups.then(|| Scale::linear(-0.5, count as f64 - 0.5)),
                unit: AxisUnit::Whole,
                name: self.by.as_ref().map(|by| by.name.to_string()).unwrap_or_default(),
                names: self
                    .groups
                    .shown
                    .iter()
                    .map(|group| Arc::clone(&group.name))
                    .collect(),
            },
            y: Along {
                scale: y.scale.filter(|_| has_groups),
                ..y
            },
            left_css: 0.0,
            right_css: 8.0,
        }
    }

    fn lay_out(self: Arc<Self>, plot: Rect, around: Around, paper: &Paper<'_>) -> LaidOut {
        let places = Places::new(plot, &around);
        let mut picture = Picture::default();
        let apart = plot.width() / self.groups.shown.len().max(1) as f64;
        let half = (apart * SHARE / 2.0).min(WIDEST_CSS / 2.0);
        let densities = self
            .groups
            .shown
            .iter()
            .filter_map(|group| Self::density(group, &places.y));
        let widest = if self.form == SpreadForm::Violin {
            densities
                .flat_map(|density| density.density)
                .fold(f64::MIN_POSITIVE, f64::max)
        } else {
            1.0
        };
        let mut outliers = Vec::new();
        for (index, group, figures) in self.each() {
            let middle = places.x_css(index as f64);
            match self.form {
                SpreadForm::Box => {
                    Self::lay_box(&mut picture, &places, middle, half, figures);
                    for (run, value) in beyond(group, figures) {
                        outliers.push((run, middle, places.y_css(value)));
                    }
                }
                SpreadForm::Violin => {
                    Self::lay_violin(&mut picture, &places, (middle, half), (group, figures), widest);
                }
            }
            let said = format!("n = {}", figures.count);
            if (paper.text_css)(&said) < apart {
                picture.text(said, (middle, plot.top - 2.0), HPos::Center, paper.theme.text);
            }
        }
        let dot = |&(run, x_css, y_css): &(usize, f64, f64)| {
            Some(super::cloud::Dot {
                x_css,
                y_css,
                radius_css: DOT_CSS,
                color: self.runs.get(run)?.color,
            })
        };
        picture.push(Shape::Dots(outliers.iter().filter_map(dot).collect(), 0.9));
        LaidOut {
            picture,
            targets: Arc::new(SpreadTargets {
                places,
                apart,
                outliers,
                locale: paper.locale.clone(),
                chart: self,
            }),
        }
    }
}

/// The runs of a group that lie beyond the whiskers.
fn beyond<'a>(group: &'a Group, figures: &'a BoxFigures) -> impl Iterator<Item = (usize, f64)> + 'a {
    let run = |place: &usize| Some((*group.runs.get(*place)?, *group.values.get(*place)?));
    figures.outliers.iter().filter_map(run)
}

impl Plot for SpreadChart {
    fn words(&self, locale: &Locale) -> String {
        let form = match self.form {
            SpreadForm::Box => "Box plot",
            SpreadForm::Violin => "Violin plot",
        };
        let by = self
            .by
            .as_ref()
            .map(|by| format!(" by {}", by.name))
            .unwrap_or_default();
        let said = |value| self.unit().read_out(value, DIGITS, locale);
        let groups = self.each().take(6).map(|(_, group, figures)| {
            let median = said(figures.median);
            format!(
                "{}: median {median} of {}.",
                group.name,
                plural(figures.count, "run")
            )
        });
        let groups: Vec<String> = groups.collect();
        format!("{form} of {}{by}. {}", self.value.name, groups.join(" "))
    }

    fn notes(&self, _locale: &Locale) -> Vec<String> {
        let mut notes = self.value.left_out(self.axis.scale);
        if let (Some(by), without @ 1..) = (&self.by, self.groups.without) {
            notes.push(format!(
                "{} without {} left out.",
                plural(without, "run"),
                by.name
            ));
        }
        if self.groups.all > GROUPS_AT_MOST {
            let shown = self.groups.shown.len();
            notes.push(format!("The {shown} largest of {} groups.", self.groups.all));
        }
        if self.form == SpreadForm::Violin {
            notes.push(match self.axis.scale {
                ScaleKind::Linear => "Density by a Gaussian kernel of Silverman's width.".to_owned(),
                _ => "Density along the axis as it is drawn, by a Gaussian kernel of Silverman's width."
                    .to_owned(),
            });
        } else {
            notes.push("Whiskers reach to 1.5 times the distance between the quartiles.".to_owned());
        }
        notes
    }

    fn notice(&self) -> Option<String> {
        if self.value.is_named() {
            return Some(format!("{} is not a number in every run", self.value.name));
        }
        self.groups.shown.is_empty().then(|| match &self.by {
            Some(by) if self.groups.without > 0 => {
                format!("No run has both {} and {}", self.value.name, by.name)
            }
            _ => format!("No run has a value of {}", self.value.name),
        })
    }

    fn table(&self, _locale: &Locale) -> Table {
        let head = [
            self.by.as_ref().map_or("Group", |by| by.name.as_ref()),
            "Runs",
            "Lower whisker",
            "First quartile",
            "Median",
            "Third quartile",
            "Upper whisker",
            "Mean",
            "Outliers",
        ];
        let rows = self.each().map(|(_, group, figures)| {
            let numbers = [
                figures.low,
                figures.first_quartile,
                figures.median,
                figures.third_quartile,
                figures.high,
                figures.mean,
            ];
            [group.name.to_string(), figures.count.to_string()]
                .into_iter()
                .chain(numbers.map(|number| number.to_string()))
                .chain([figures.outliers.len().to_string()])
                .collect()
        });
        Table {
            head: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }
}

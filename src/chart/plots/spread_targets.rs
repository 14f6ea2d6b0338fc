//! What is pointed at in a box or violin plot.

use std::sync::Arc;

use super::plot::Places;
use super::scatter::nearest;
use super::spread::{DIGITS, DOT_CSS, SpreadChart, SpreadForm};
use super::target::{Outline, Pointed, Targets, Way};
use crate::chart::axis::Locale;
use crate::chart::draw::Rect;

/// An outlier is meant from this far.
const REACH_CSS: f64 = 8.0;

/// A target is a group, or, counted on from the last group, a run.
pub(super) struct SpreadTargets {
    pub(super) chart: Arc<SpreadChart>,
    pub(super) places: Places,
    /// How wide a group's share of the plot is.
    pub(super) apart: f64,
    /// The runs that have a dot, and where.
    pub(super) outliers: Vec<(usize, f64, f64)>,
    pub(super) locale: Locale,
}

impl SpreadTargets {
    fn groups(&self) -> usize {
        self.chart.groups.shown.len()
    }

    fn of_group(&self, target: usize) -> Option<Pointed> {
        let (_, group, figures) = self.chart.each().nth(target)?;
        let said = |value: f64| self.chart.unit().read_out(value, DIGITS, &self.locale);
        let mut rows = vec![("Runs".to_owned(), figures.count.to_string())];
        let numbers = [
            ("Upper whisker", figures.high),
            ("Third quartile", figures.third_quartile),
            ("Median", figures.median),
            ("First quartile", figures.first_quartile),
            ("Lower whisker", figures.low),
            ("Mean", figures.mean),
        ];
        rows.extend(numbers.map(|(name, value)| (name.to_owned(), said(value))));
        if self.chart.form == SpreadForm::Box {
            rows.push(("Outliers".to_owned(), figures.outliers.len().to_string()));
        }
        let middle = self.places.x_css(target as f64);
        let outline = Rect {
            left: middle - self.apart / 2.0 + 1.0,
            top: self.places.plot.top,
            right: middle + self.apart / 2.0 - 1.0,
            bottom: self.places.plot.bottom,
        };
        Some(Pointed {
            title: group.name.to_string(),
            color: None,
            rows,
            at_css: (middle, self.places.y_css(figures.median)),
            outlines: vec![Outline::Box(outline)],
            run: None,
        })
    }

    fn of_one(&self, run: usize) -> Option<Pointed> {
        let (group, value) = self.chart.group_of(run)?;
        let (x_css, y_css) = (self.places.x_css(group as f64), self.places.y_css(value));
        let known = self.chart.runs.get(run)?;
        let mut rows = vec![(
            self.chart.value.name.to_string(),
            self.chart.value.said_of(run, &self.locale),
        )];
        if let Some(by) = &self.chart.by {
            rows.push((by.name.to_string(), by.said_of(run, &self.locale)));
        }
        Some(Pointed {
            title: known.name.to_string(),
            color: Some(known.color),
            rows,
            at_css: (x_css, y_css),
            outlines: vec![Outline::Ring {
                x_css,
                y_css,
                radius_css: DOT_CSS + 2.5,
            }],
            run: Some(run),
        })
    }
}

impl Targets for SpreadTargets {
    fn plot(&self) -> Rect {
        self.places.plot
    }

    fn at(&self, x_css: f64, y_css: f64) -> Option<usize> {
        let dots = self.outliers.iter().map(|(_, x, y)| (*x, *y));
        if let Some((run, ..)) =
            nearest(dots, (x_css, y_css), REACH_CSS).and_then(|dot| self.outliers.get(dot))
        {
            return Some(self.groups() + run);
        }
        let plot = self.places.plot;
        let place = (x_css - plot.left) / self.apart - 0.5;
        plot.contains(x_css, y_css).then(|| self.chart.groups.at(place))?
    }

    fn next(&self, from: Option<usize>, way: Way) -> Option<usize> {
        // All groups, and then the outliers.
        let stops: Vec<usize> = (0..self.groups())
            .chain(self.outliers.iter().map(|(run, ..)| self.groups() + run))
            .collect();
        let from = from.and_then(|from| stops.iter().position(|stop| *stop == from));
        stops.get(way.along(stops.len(), from)?).copied()
    }

    fn pointed(&self, target: usize) -> Option<Pointed> {
        match target.checked_sub(self.groups()) {
            None => self.of_group(target),
            Some(run) => self.of_one(run),
        }
    }

    fn of_run(&self, run: usize) -> Option<usize> {
        self.chart.group_of(run).map(|_| self.groups() + run)
    }
}

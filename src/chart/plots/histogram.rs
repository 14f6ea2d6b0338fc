//! How often which values are.

use std::sync::Arc;

use plotters::style::text_anchor::HPos;

use super::picture::{Picture, Shape};
use super::plot::{Along, Around, LaidOut, Layout, Paper, Places, Plot};
use super::table::Table;
use super::target::{Outline, Pointed, Targets, Way};
use super::values::{PlottedRun, Values, index};
use crate::analysis::{BINS_AT_MOST, Histogram, histogram};
use crate::chart::LINE_COLORS;
use crate::chart::axis::{AxisUnit, Locale, Scale};
use crate::chart::draw::Rect;
use crate::chart::options::ScaleKind;
use crate::format::plural;

/// Between two bars, in CSS pixels.
const GAP_CSS: f64 = 1.0;

/// More names of runs are not said of a bar.
const NAMES_AT_MOST: usize = 5;

/// The room above the highest bar.
const ROOM: f64 = 1.08;

/// A bar for each bin, or for each name.
#[derive(Clone, Debug)]
pub struct HistogramChart {
    runs: Arc<[PlottedRun]>,
    values: Values,
    bins: Histogram,
    is_by_rule: bool,
}

impl HistogramChart {
    /// Counts the values in so many bins; by the rule of Freedman and Diaconis where no number is said.
    pub fn new(runs: Arc<[PlottedRun]>, values: Values, bins: Option<u16>) -> Self {
        let known: Vec<f64> = values.of.iter().copied().flatten().collect();
        let found = match &values.names {
            Some(names) => by_name(names.len(), &known),
            None => histogram(&known, bins.map(usize::from)),
        };
        Self {
            runs,
            is_by_rule: bins.is_none() && !values.is_named(),
            bins: found.unwrap_or(Histogram {
                edges: Vec::new(),
                counts: Vec::new(),
            }),
            values,
        }
    }

    fn color() -> crate::chart::Rgb {
        let [first, ..] = LINE_COLORS;
        first
    }

    fn bin_of_run(&self, run: usize) -> Option<usize> {
        self.bins.bin_of(self.values.finite(run)?)
    }

    /// From where to where a bin goes.
    fn said(&self, bin: usize, locale: &Locale) -> String {
        if let Some(name) = self.values.all_names().get(bin) {
            return name.to_string();
        }
        let edge = |bin: usize| self.bins.edges.get(bin).copied().unwrap_or_default();
        let (from, to) = (edge(bin), edge(bin + 1));
        let is_of_whole = (from - 0.5).fract() == 0.0 && (to - 0.5).fract() == 0.0;
        let said = |value| self.values.unit.read_out(value, 4, locale);
        if is_of_whole && to - from <= 1.0 {
            said(from + 0.5)
        } else if is_of_whole {
            format!("{} to {}", said(from + 0.5), said(to - 0.5))
        } else {
            format!("{} to {}", said(from), said(to))
        }
    }

    fn count(&self) -> usize {
        self.bins.counts.iter().map(|count| *count as usize).sum()
    }
}

/// A bin around each name.
fn by_name(names: usize, places: &[f64]) -> Option<Histogram> {
    let mut counts = vec![0; names];
    for place in places {
        if let Some(count) = counts.get_mut(index(*place)?) {
            *count += 1;
        }
    }
    let edges = (0..=names).map(|edge| edge as f64 - 0.5).collect();
    (names > 0).then_some(Histogram { edges, counts })
}

impl Layout for HistogramChart {
    fn around(&self, _paper: &Paper<'_>) -> Around {
        let edges = &self.bins.edges;
        let most = self.bins.counts.iter().copied().max().unwrap_or(0);
        let ends = edges.first().zip(edges.last());
        Around {
            x: Along {
                scale: ends.map(|(first, last)| Scale::linear(*first, *last)),
                unit: self.values.unit,
                name: self.values.name.to_string(),
                names: self.values.all_names().to_vec(),
            },
            y: Along {
                scale: ends.map(|_| Scale::linear(0.0, f64::from(most) * ROOM)),
                unit: AxisUnit::Whole,
                name: "Runs".to_owned(),
                names: Vec::new(),
            },
            left_css: 0.0,
            right_css: 12.0,
        }
    }

    fn lay_out(self: Arc<Self>, plot: Rect, around: Around, paper: &Paper<'_>) -> LaidOut {
        let places = Places::new(plot, &around);
        let mut picture = Picture::default();
        let bars: Vec<Rect> = self
            .bins
            .edges
            .iter()
            .zip(self.bins.edges.iter().skip(1))
            .zip(&self.bins.counts)
            .map(|((from, to), count)| Rect {
                left: places.x_css(*from),
                top: places.y_css(f64::from(*count)),
                right: places.x_css(*to),
                bottom: plot.bottom,
            })
            .collect();
        for (bar, count) in bars.iter().zip(&self.bins.counts) {
            if *count == 0 {
                continue;
            }
            let gap = if bar.width() > 3.0 { GAP_CSS } else { 0.0 };
            let shown = Rect {
                left: bar.left + gap / 2.0,
                right: bar.right - gap / 2.0,
                ..*bar
            };
            picture.push(Shape::Sharp(shown, Self::color().into()));
            let said = count.to_string();
            if self.bins.counts.len() <= 20 && (paper.text_css)(&said) + 4.0 < bar.width() {
                let place = (
                    f64::midpoint(bar.left, bar.right),
                    bar.top - paper.theme.font_css / 2.0 - 2.0,
                );
                picture.text(said, place, HPos::Center, paper.theme.text);
            }
        }
        LaidOut {
            picture,
            targets: Arc::new(HistogramTargets {
                plot,
                bars,
                locale: paper.locale.clone(),
                chart: self,
            }),
        }
    }
}

impl Plot for HistogramChart {
    fn words(&self, locale: &Locale) -> String {
        let name = &self.values.name;
        let count = plural(self.count(), "run");
        let most = self
            .bins
            .counts
            .iter()
            .enumerate()
            .max_by_key(|(bin, count)| (**count, std::cmp::Reverse(*bin)));
        match most {
            None => format!("Histogram of {name}: no runs."),
            Some((bin, most)) => {
                let range = self.said(bin, locale);
                format!("Histogram of {name}: {count}. Most of them, {most}, at {range}.")
            }
        }
    }

    fn notes(&self, _locale: &Locale) -> Vec<String> {
        let mut notes = self.values.left_out(ScaleKind::Linear);
        let bins = self.bins.counts.len();
        if self.is_by_rule && bins > 0 {
            let limit = if bins == BINS_AT_MOST {
                ", as many as are drawn at most"
            } else {
                ""
            };
            notes.push(format!(
                "{} by the rule of Freedman and Diaconis{limit}.",
                plural(bins, "bin")
            ));
        }
        notes
    }

    fn notice(&self) -> Option<String> {
        (self.count() == 0).then(|| format!("No run has a value of {}", self.values.name))
    }

    fn table(&self, locale: &Locale) -> Table {
        let edge = |bin: usize| {
            self.bins
                .edges
                .get(bin)
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        if self.values.is_named() {
            let row = |(bin, count): (usize, &u32)| vec![self.said(bin, locale), count.to_string()];
            return Table {
                head: vec![self.values.name.to_string(), "Runs".to_owned()],
                rows: self.bins.counts.iter().enumerate().map(row).collect(),
            };
        }
        let row = |(bin, count): (usize, &u32)| vec![edge(bin), edge(bin + 1), count.to_string()];
        Table {
            head: vec![
                format!("{} from", self.values.name),
                format!("{} to", self.values.name),
                "Runs".to_owned(),
            ],
            rows: self.bins.counts.iter().enumerate().map(row).collect(),
        }
    }
}

/// A target is a bin.
struct HistogramTargets {
    chart: Arc<HistogramChart>,
    plot: Rect,
    bars: Vec<Rect>,
    locale: Locale,
}

impl Targets for HistogramTargets {
    fn plot(&self) -> Rect {
        self.plot
    }

    fn at(&self, x_css: f64, y_css: f64) -> Option<usize> {
        // All of the height: a low bar is hard to meet.
        let is_in = self.plot.contains(x_css, y_css);
        let bin = self
            .bars
            .iter()
            .position(|bar| (bar.left..=bar.right).contains(&x_css))?;
        is_in.then_some(bin)
    }

    fn next(&self, from: Option<usize>, way: Way) -> Option<usize> {
        way.along(self.bars.len(), from)
    }

    fn pointed(&self, target: usize) -> Option<Pointed> {
        let bar = *self.bars.get(target)?;
        let count = *self.chart.bins.counts.get(target)?;
        let share = f64::from(count) / self.chart.count().max(1) as f64 * 100.0;
        let runs = (0..self.chart.runs.len()).filter(|run| self.chart.bin_of_run(*run) == Some(target));
        let names = runs
            .filter_map(|run| self.chart.runs.get(run))
            .map(|run| run.name.as_ref());
        let mut said: Vec<&str> = names.take(NAMES_AT_MOST).collect();
        let more = if count as usize > NAMES_AT_MOST {
            format!("and {} more", count as usize - NAMES_AT_MOST)
        } else {
            String::new()
        };
        if !more.is_empty() {
            said.push(&more);
        }
        let mut rows = vec![(
            "Runs".to_owned(),
            format!("{count} ({} %)", self.locale.number(share, 3)),
        )];
        if !said.is_empty() {
            rows.push((String::new(), said.join(", ")));
        }
        Some(Pointed {
            title: format!(
                "{} {}",
                self.chart.values.name,
                self.chart.said(target, &self.locale)
            ),
            color: None,
            rows,
            at_css: (f64::midpoint(bar.left, bar.right), bar.top.max(self.plot.top)),
            outlines: vec![Outline::Box(bar)],
            run: None,
        })
    }

    fn of_run(&self, run: usize) -> Option<usize> {
        self.chart.bin_of_run(run)
    }
}

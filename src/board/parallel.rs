//! Parallel coordinates of a board's runs: which axes, of what, in which colours, and how that reads.

use std::sync::Arc;

use super::{ColumnValues, DrawnRun, ParallelAxis, ParallelPlot, RunSource, ScaleKind};
use crate::chart::plots::parallel::{self, MOST_WORDS, ParallelColumn, ParallelValues};
use crate::chart::{AxisUnit, LINE_COLORS, Rgb, Theme, sequential};
use crate::format::{count, plural, plural_with};
use crate::runs::{Attribute, Column, Field};

/// Axes that a chart has by itself, besides that of its metric.
const MOST_PARAMS: usize = 7;
/// Axes that a chart draws: a link may name any number.
const MOST_AXES: usize = 40;
/// The column whose colours are the runs' own.
const OWN_COLOR: &str = "run_id";

impl ParallelPlot {
    /// The name of the column that stands for each run's own colour.
    pub const OWN_COLOR: &'static str = OWN_COLOR;

    /// The axes, or those that a chart has by itself: the first params that differ, and then a metric that does.
    pub fn axes_or_default(&self, source: &dyn RunSource) -> Vec<ParallelAxis> {
        if !self.axes.is_empty() {
            return self.axes.iter().take(MOST_AXES).cloned().collect();
        }
        let runs: Vec<usize> = (0..source.runs().len()).collect();
        let columns = source.columns();
        let differing = |is_kind: fn(&Field) -> bool, most: usize| {
            let of_kind = columns
                .iter()
                .filter(move |column| column.field().is_some_and(is_kind));
            let differs = |column: &&Column| source.values(&runs, column).has_different();
            of_kind
                .filter(differs)
                .take(most)
                .map(ToString::to_string)
                .collect::<Vec<String>>()
        };
        let params = differing(|field| matches!(field, Field::Param(_)), MOST_PARAMS);
        let metric = differing(
            |field| matches!(field, Field::Metric(key) if !key.starts_with("system/")),
            1,
        );
        let axis = |column| ParallelAxis {
            column,
            ..ParallelAxis::default()
        };
        params.into_iter().chain(metric).map(axis).collect()
    }

    /// How many of the axes that it names are not drawn, as they are too many.
    pub fn left_out(&self) -> usize {
        self.axes.len().saturating_sub(MOST_AXES)
    }

    /// The column of the lines' colour, of these axes; `None` for each run's own.
    pub fn color_column<'a>(&'a self, axes: &'a [ParallelAxis]) -> Option<&'a str> {
        match self.color.as_deref() {
            Some(OWN_COLOR) => None,
            Some(column) => Some(column),
            None => axes.last().map(|axis| axis.column.as_str()),
        }
    }
}

/// An axis with the runs in place.
pub fn placed_axis(source: &dyn RunSource, axis: &ParallelAxis) -> parallel::ParallelAxis {
    let column = Column::parse(&axis.column);
    let runs: Vec<usize> = (0..source.runs().len()).collect();
    let values = match column.as_ref().map(|column| source.values(&runs, column)) {
        Some(ColumnValues::Numbers(numbers)) => ParallelValues::Numbers(numbers.into()),
        Some(ColumnValues::Words { words, of_run }) => ParallelValues::Words {
            words: words.into(),
            of_run: of_run.into(),
        },
        None => ParallelValues::Numbers(vec![f64::NAN; runs.len()].into()),
    };
    let unit = match column.as_ref().and_then(Column::field) {
        Some(Field::Attribute(Attribute::Started | Attribute::Ended)) => AxisUnit::Time,
        Some(Field::Attribute(Attribute::Duration)) => AxisUnit::Duration,
        // Between whole numbers there is nothing to label.
        _ if values.is_whole() => AxisUnit::Whole,
        _ => AxisUnit::Number,
    };
    let name = column
        .as_ref()
        .and_then(Column::field)
        .map_or(axis.column.as_str(), Field::label);
    parallel::ParallelAxis::new(&ParallelColumn {
        name: Arc::from(name),
        values,
        scale: axis.scale,
        unit,
        is_flipped: axis.is_flipped,
        brushes: axis.brushes.clone(),
    })
}

/// By what lines are coloured.
#[derive(Clone, Debug, PartialEq)]
pub enum LineColors {
    /// Each run's own.
    Own(Vec<Rgb>),
    /// From the least to the greatest; `None` for a run without a value.
    Shares(Vec<Option<f64>>),
    /// One for each word.
    Words(Vec<Option<u32>>),
}

impl LineColors {
    /// By a column that need not be an axis; an axis of it says how its numbers are spread. `None` is each run's own.
    pub fn read(source: &dyn RunSource, column: Option<&str>, axes: &[ParallelAxis]) -> Self {
        let runs = source.runs();
        let Some(column) = column else {
            return Self::Own(runs.iter().map(|run: &DrawnRun| run.color).collect());
        };
        let known = axes.iter().find(|axis| axis.column == column);
        let scale = known.map_or(ScaleKind::Linear, |axis| axis.scale);
        let all: Vec<usize> = (0..runs.len()).collect();
        let parsed = Column::parse(column);
        let values = parsed.map(|column| source.values(&all, &column));
        if let Some(ColumnValues::Words { of_run, words }) = values
            && words.len() <= LINE_COLORS.len()
        {
            return Self::Words(of_run);
        }
        let own = ParallelAxis {
            column: column.to_owned(),
            scale,
            ..ParallelAxis::default()
        };
        let placed = placed_axis(source, &own);
        Self::Shares((0..runs.len()).map(|run| placed.share(run)).collect())
    }

    /// The colour of each run on a page.
    pub fn on(&self, theme: &Theme) -> Vec<Rgb> {
        let is_dark = theme.surface.luminance() < theme.strong.luminance();
        match self {
            Self::Own(colors) => colors.clone(),
            Self::Shares(shares) => {
                let color =
                    |share: &Option<f64>| share.map_or(theme.axis, |share| sequential(share, is_dark));
                shares.iter().map(color).collect()
            }
            Self::Words(words) => {
                let color = |word: &Option<u32>| {
                    let color = word.and_then(|word| LINE_COLORS.get(word as usize % LINE_COLORS.len()));
                    color.copied().unwrap_or(theme.axis)
                };
                words.iter().map(color).collect()
            }
        }
    }
}

/// What is not seen of the lines themselves: how many are brushed, stand below an axis or share a place.
pub fn parallel_remarks(axes: &[parallel::ParallelAxis], passing: usize, left_out: usize) -> Vec<String> {
    let runs = axes.first().map_or(0, parallel::ParallelAxis::runs);
    let mut remarks = Vec::new();
    if axes.iter().any(|axis| !axis.brushes().is_empty()) {
        remarks.push(format!("{} of {} brushed", count(passing), plural(runs, "run")));
    } else {
        remarks.push(plural(runs, "run"));
    }
    if left_out > 0 {
        remarks.push(format!(
            "{} left out: {MOST_AXES} are drawn at most",
            plural_with(left_out, "axis", "axes")
        ));
    }
    for axis in axes.iter().filter(|axis| axis.without_place() > 0) {
        remarks.push(format!(
            "{} below {}: no value that fits there",
            plural(axis.without_place(), "run"),
            axis.name()
        ));
    }
    for axis in axes.iter().filter(|axis| axis.gathered() > 0) {
        let gathered = count(axis.gathered());
        remarks.push(format!(
            "{}: the {} most frequent values, {gathered} others together",
            axis.name(),
            MOST_WORDS - 1
        ));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::test_source::TestSource;

    fn source() -> TestSource {
        TestSource::new(3)
            .with("metrics.constant", &[Some("1"), Some("1"), Some("1")])
            .with("metrics.loss", &[Some("0.5"), Some("0.25"), None])
            .with("metrics.system/cpu", &[Some("1"), Some("2"), None])
            .with("params.depth", &[Some("1"), Some("2"), Some("4")])
            .with("params.kind", &[Some("b"), Some("a"), None])
            .with("params.seed", &[Some("7"), Some("7"), Some("7")])
            .with("duration", &[Some("1000"), Some("61000"), Some("1000")])
    }

    fn axis(column: &str) -> ParallelAxis {
        ParallelAxis {
            column: column.to_owned(),
            ..ParallelAxis::default()
        }
    }

    #[test]
    fn by_itself_a_chart_has_the_params_that_differ_and_a_metric_that_does() {
        let axes = ParallelPlot::default().axes_or_default(&source());
        let names: Vec<&str> = axes.iter().map(|axis| axis.column.as_str()).collect();
        assert_eq!(names, ["params.depth", "params.kind", "metrics.loss"]);
        let own = ParallelPlot {
            axes: vec![axis("duration")],
            color: None,
        };
        assert_eq!(own.axes_or_default(&source()), own.axes);
    }

    #[test]
    fn numbers_words_and_durations_are_placed() {
        let depth = placed_axis(&source(), &axis("params.depth"));
        assert_eq!(
            (depth.name(), depth.share(2), depth.without_place()),
            ("depth", Some(1.0), 0)
        );
        let kind = placed_axis(&source(), &axis("params.kind"));
        assert_eq!(
            (kind.share(0), kind.share(1), kind.without_place()),
            (Some(0.75), Some(0.25), 1)
        );
        let duration = placed_axis(&source(), &axis("duration"));
        assert!(matches!(
            duration.along(),
            parallel::Along::Numbers(_, AxisUnit::Duration)
        ));
        assert_eq!(placed_axis(&source(), &axis("no column")).without_place(), 3);
    }

    #[test]
    fn lines_are_colored_by_the_last_axis_a_column_or_the_runs() {
        let axes = [axis("params.depth"), axis("metrics.loss")];
        let colored = |color: Option<&str>| ParallelPlot {
            axes: axes.to_vec(),
            color: color.map(ToOwned::to_owned),
        };
        assert_eq!(colored(None).color_column(&axes), Some("metrics.loss"));
        assert_eq!(
            colored(Some("params.kind")).color_column(&axes),
            Some("params.kind")
        );
        assert_eq!(colored(Some(ParallelPlot::OWN_COLOR)).color_column(&axes), None);
        let source = source();
        assert_eq!(
            LineColors::read(&source, Some("metrics.loss"), &axes),
            LineColors::Shares(vec![Some(1.0), Some(0.0), None])
        );
        assert_eq!(
            LineColors::read(&source, Some("params.kind"), &axes),
            LineColors::Words(vec![Some(1), Some(0), None])
        );
        let own = LineColors::read(&source, None, &axes);
        assert_eq!(
            own,
            LineColors::Own(source.runs().iter().map(|run| run.color).collect())
        );
    }

    #[test]
    fn what_lines_do_not_show_is_said() {
        let mut brushed = axis("params.depth");
        brushed.brushes = vec![[1.0, 2.0]];
        let axes = [
            placed_axis(&source(), &brushed),
            placed_axis(&source(), &axis("metrics.loss")),
        ];
        let expected = [
            "2 of 3 runs brushed",
            "1 run below loss: no value that fits there",
        ];
        assert_eq!(parallel_remarks(&axes, 2, 0), expected);
        assert_eq!(parallel_remarks(&axes[1..], 3, 0)[0], "3 runs");
        let many = ParallelPlot {
            axes: vec![axis("params.depth"); 1_000],
            color: None,
        };
        assert_eq!(many.axes_or_default(&source()).len(), MOST_AXES);
        assert_eq!(
            parallel_remarks(&axes[1..], 3, many.left_out())[1],
            "960 axes left out: 40 are drawn at most"
        );
    }
}

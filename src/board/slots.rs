//! What a person chooses of a plot: one list of blanks to fill for every kind of chart.

use super::{
    BarPlot, ContourPlot, DifferencePlot, HistogramPlot, ImagesPlot, ImportancePlot, LinePlot, ParallelAxis,
    ParallelPlot, Plot, ScatterPlot, SpreadKind, SpreadPlot,
};

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the plots")]
pub enum PlotKind {
    Line,
    Bar,
    Scatter,
    Parallel,
    Contour,
    Spread,
    Histogram,
    Importance,
    Difference,
    Images,
}

impl PlotKind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Line,
        Self::Bar,
        Self::Scatter,
        Self::Parallel,
        Self::Contour,
        Self::Spread,
        Self::Histogram,
        Self::Importance,
        Self::Difference,
        Self::Images,
    ];

    /// The kind of a plot.
    pub fn of(plot: &Plot) -> Self {
        match plot {
            Plot::Line(_) => Self::Line,
            Plot::Bar(_) => Self::Bar,
            Plot::Scatter(_) => Self::Scatter,
            Plot::Parallel(_) => Self::Parallel,
            Plot::Contour(_) => Self::Contour,
            Plot::Spread(_) => Self::Spread,
            Plot::Histogram(_) => Self::Histogram,
            Plot::Importance(_) => Self::Importance,
            Plot::Difference(_) => Self::Difference,
            Plot::Images(_) => Self::Images,
        }
    }

    /// A plot of this kind in which nothing is chosen.
    pub fn blank(self) -> Plot {
        match self {
            Self::Line => Plot::Line(LinePlot::default()),
            Self::Bar => Plot::Bar(BarPlot::default()),
            Self::Scatter => Plot::Scatter(ScatterPlot::default()),
            Self::Parallel => Plot::Parallel(ParallelPlot::default()),
            Self::Contour => Plot::Contour(ContourPlot::default()),
            Self::Spread => Plot::Spread(SpreadPlot::default()),
            Self::Histogram => Plot::Histogram(HistogramPlot::default()),
            Self::Importance => Plot::Importance(ImportancePlot::default()),
            Self::Difference => Plot::Difference(DifferencePlot::default()),
            Self::Images => Plot::Images(ImagesPlot::default()),
        }
    }

    /// What it is called, and the same name in a list of options.
    pub fn label(self) -> &'static str {
        match self {
            Self::Line => "Lines over steps or time",
            Self::Bar => "Bars",
            Self::Scatter => "Scatter",
            Self::Parallel => "Parallel coordinates",
            Self::Contour => "Contour or heat map",
            Self::Spread => "Box or violin",
            Self::Histogram => "Histogram",
            Self::Importance => "Parameter importance",
            Self::Difference => "Differences from a baseline",
            Self::Images => "Images",
        }
    }
}

/// What a blank takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The key of a metric.
    Metric,
    /// A column, as the table names it.
    Column,
    /// An expression of metrics.
    Expression,
    /// The key of logged images.
    Images,
}

/// A blank to fill.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// What it is called.
    pub label: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it takes any number of them, else one.
    pub is_many: bool,
    /// Whether the chart needs it.
    pub is_needed: bool,
    /// What is in it; at most one entry unless it takes many.
    pub filled: Vec<String>,
}

fn one(label: &'static str, column: &str) -> Slot {
    Slot {
        label,
        takes: Takes::Column,
        is_many: false,
        is_needed: true,
        filled: Some(column.to_owned())
            .filter(|text| !text.is_empty())
            .into_iter()
            .collect(),
    }
}

fn maybe(label: &'static str, column: Option<&String>) -> Slot {
    Slot {
        is_needed: false,
        ..one(label, column.map_or("", String::as_str))
    }
}

fn many(label: &'static str, takes: Takes, filled: Vec<String>) -> Slot {
    Slot {
        label,
        takes,
        is_many: true,
        is_needed: false,
        filled,
    }
}

/// The blanks of a plot.
pub fn slots(plot: &Plot) -> Vec<Slot> {
    match plot {
        Plot::Line(plot) => vec![
            many("Metrics", Takes::Metric, plot.metrics.clone()),
            many("Expressions", Takes::Expression, plot.expressions.clone()),
        ],
        Plot::Bar(plot) => vec![one("Length", &plot.column)],
        Plot::Scatter(plot) => vec![
            one("Across", &plot.x),
            one("Up", &plot.y),
            maybe("Size", plot.size.as_ref()),
            maybe("Colour", plot.color.as_ref()),
        ],
        Plot::Parallel(plot) => vec![
            many(
                "Axes",
                Takes::Column,
                plot.axes.iter().map(|axis| axis.column.clone()).collect(),
            ),
            maybe("Colour", plot.color.as_ref()),
        ],
        Plot::Contour(plot) => vec![one("Across", &plot.x), one("Up", &plot.y), one("Colour", &plot.z)],
        Plot::Spread(plot) => vec![one("Of", &plot.value), maybe("For each", plot.by.as_ref())],
        Plot::Histogram(plot) => vec![one("Of", &plot.column)],
        Plot::Importance(plot) => vec![
            one("To be explained", &plot.target),
            many("Explained by", Takes::Column, plot.columns.clone()),
        ],
        Plot::Difference(plot) => vec![many("Columns", Takes::Column, plot.columns.clone())],
        Plot::Images(plot) => vec![many("Images", Takes::Images, plot.keys.clone())],
    }
}

/// The plot with its blanks filled so, each as [`slots`] has it; all else of it stays.
#[must_use]
pub fn with_slots(plot: Plot, slots: &[Slot]) -> Plot {
    let all = |index: usize| {
        slots
            .get(index)
            .map(|slot| slot.filled.clone())
            .unwrap_or_default()
    };
    let some = |index: usize| all(index).into_iter().next();
    let need = |index: usize| some(index).unwrap_or_default();
    match plot {
        Plot::Line(plot) => Plot::Line(LinePlot {
            metrics: all(0),
            expressions: all(1),
            ..plot
        }),
        Plot::Bar(plot) => Plot::Bar(BarPlot {
            column: need(0),
            ..plot
        }),
        Plot::Scatter(plot) => Plot::Scatter(ScatterPlot {
            x: need(0),
            y: need(1),
            size: some(2),
            color: some(3),
            ..plot
        }),
        Plot::Parallel(plot) => {
            let axis = |column: String| {
                let old = plot.axes.iter().find(|axis| axis.column == column);
                old.cloned().unwrap_or(ParallelAxis {
                    column,
                    ..ParallelAxis::default()
                })
            };
            Plot::Parallel(ParallelPlot {
                axes: all(0).into_iter().map(axis).collect(),
                color: some(1),
            })
        }
        Plot::Contour(plot) => Plot::Contour(ContourPlot {
            x: need(0),
            y: need(1),
            z: need(2),
            ..plot
        }),
        Plot::Spread(plot) => Plot::Spread(SpreadPlot {
            value: need(0),
            by: some(1),
            ..plot
        }),
        Plot::Histogram(plot) => Plot::Histogram(HistogramPlot {
            column: need(0),
            ..plot
        }),
        Plot::Importance(_) => Plot::Importance(ImportancePlot {
            target: need(0),
            columns: all(1),
        }),
        Plot::Difference(plot) => Plot::Difference(DifferencePlot {
            columns: all(0),
            ..plot
        }),
        Plot::Images(plot) => Plot::Images(ImagesPlot { keys: all(0), ..plot }),
    }
}

/// A choice of a plot that is on or off.
pub fn choices(plot: &Plot) -> Vec<(&'static str, bool)> {
    match plot {
        Plot::Bar(plot) => vec![("Ordered by value", plot.by_value)],
        Plot::Scatter(plot) => vec![("Line of least squares", plot.regression)],
        Plot::Contour(plot) => vec![("Cells instead of levels", plot.is_heat)],
        Plot::Spread(plot) => vec![("Violins instead of boxes", plot.kind == SpreadKind::Violin)],
        Plot::Difference(plot) => vec![("Only what differs", plot.only_differing)],
        _ => Vec::new(),
    }
}

/// The plot with what [`choices`] lists set so.
#[must_use]
pub fn with_choices(plot: Plot, on: &[bool]) -> Plot {
    let first = on.first().copied().unwrap_or_default();
    match plot {
        Plot::Bar(plot) => Plot::Bar(BarPlot {
            by_value: first,
            ..plot
        }),
        Plot::Scatter(plot) => Plot::Scatter(ScatterPlot {
            regression: first,
            ..plot
        }),
        Plot::Contour(plot) => Plot::Contour(ContourPlot {
            is_heat: first,
            ..plot
        }),
        Plot::Spread(plot) => Plot::Spread(SpreadPlot {
            kind: if first {
                SpreadKind::Violin
            } else {
                SpreadKind::Box
            },
            ..plot
        }),
        Plot::Difference(plot) => Plot::Difference(DifferencePlot {
            only_differing: first,
            ..plot
        }),
        other => other,
    }
}

/// What is still to be chosen before a plot can be drawn; `None` if nothing.
pub fn lacking(plot: &Plot) -> Option<&'static str> {
    if let Plot::Line(line) = plot
        && line.metrics.is_empty()
        && line.expressions.is_empty()
    {
        return Some("Metrics");
    }
    slots(plot)
        .into_iter()
        .find(|slot| slot.is_needed && slot.filled.is_empty())
        .map(|slot| slot.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filling_the_blanks_as_they_are_changes_nothing() {
        for kind in PlotKind::ALL {
            let mut plot = kind.blank();
            assert_eq!(PlotKind::of(&plot), kind);
            let mut blanks = slots(&plot);
            for slot in &mut blanks {
                slot.filled = vec![format!("metrics.{}", slot.label)];
            }
            plot = with_slots(plot, &blanks);
            assert_eq!(slots(&plot), blanks);
            assert_eq!(lacking(&plot), None, "{kind:?}");
            let on: Vec<bool> = choices(&plot).iter().map(|(_, is_on)| !is_on).collect();
            let turned = with_choices(plot.clone(), &on);
            assert_eq!(
                choices(&turned)
                    .iter()
                    .map(|(_, is_on)| *is_on)
                    .collect::<Vec<_>>(),
                on
            );
        }
    }

    #[test]
    fn a_chart_says_what_it_lacks() {
        let lacks = |kind: PlotKind| lacking(&kind.blank());
        assert_eq!(lacks(PlotKind::Line), Some("Metrics"));
        assert_eq!(lacks(PlotKind::Scatter), Some("Across"));
        assert_eq!(lacks(PlotKind::Parallel), None);
    }
}

//! What is drawn of a plot that is not of lines, made of the columns of the runs.

use std::sync::Arc;

use super::{BarPlot, ContourPlot, HistogramPlot, RunSource, ScatterPlot, SpreadKind, SpreadPlot};
use crate::chart::plots::{
    BarChart, BarOrder, Better, ContourChart, HeatChart, HistogramChart, Plot, PlottedRun, ScatterChart,
    SpreadChart, SpreadForm, Values,
};
use crate::chart::{Axis, AxisUnit, Locale, ScaleKind};
use crate::runs::{Attribute, Column, Field, compare_naturally};

/// What a part of a chart spans, x and then y.
pub type Spans = [(f64, f64); 2];

/// The runs as they are drawn.
pub fn plotted_runs(source: &dyn RunSource) -> Arc<[PlottedRun]> {
    let runs = source.runs();
    let run = |run: &super::DrawnRun| PlottedRun {
        name: Arc::clone(&run.name),
        color: run.color,
    };
    runs.iter().map(run).collect()
}

/// What the runs have in a column, by its printed name: names where any of them has a text that is no number. No run
/// has a value in a column that there is not.
pub fn plotted_values(source: &dyn RunSource, name: &str) -> Values {
    let count = source.runs().len();
    let Some(column) = Column::parse(name) else {
        return Values::numbers(name, AxisUnit::Number, vec![None; count]);
    };
    let label = match &column {
        Column::Field(field) => field.label().to_owned(),
        Column::Past(..) => column.to_string(),
    };
    let unit = match &column {
        Column::Field(Field::Attribute(Attribute::Started | Attribute::Ended)) => AxisUnit::Time,
        Column::Field(Field::Attribute(Attribute::Duration)) => AxisUnit::Duration,
        _ => AxisUnit::Number,
    };
    let numbers: Vec<Option<f64>> = (0..count).map(|run| source.number(run, &column)).collect();
    let is_text =
        |run: usize| numbers.get(run).is_some_and(Option::is_none) && source.text(run, &column).is_some();
    if (0..count).any(is_text) {
        let texts: Vec<Option<Arc<str>>> = (0..count)
            .map(|run| source.text(run, &column).map(Arc::from))
            .collect();
        Values::named(label, &texts, compare_naturally)
    } else {
        Values::numbers(label, unit, numbers)
    }
}

fn axis(values: &Values, scale: ScaleKind, span: Option<(f64, f64)>) -> Axis {
    Axis {
        scale: if values.is_named() {
            ScaleKind::Linear
        } else {
            scale
        },
        unit: values.unit,
        range: [span.map(|span| span.0), span.map(|span| span.1)],
        name: values.name.to_string(),
    }
}

/// Bars, with the best value on top where they are ordered by it; the largest where nobody knows which is better.
pub fn bar_chart(source: &dyn RunSource, plot: &BarPlot) -> BarChart {
    let values = plotted_values(source, &plot.column);
    let is_lower_better = match Column::parse(&plot.column) {
        Some(Column::Field(Field::Metric(key))) => source.is_lower_better(&key),
        _ => None,
    };
    let better = is_lower_better.map(|is_lower| if is_lower { Better::Lower } else { Better::Higher });
    let order = match (plot.by_value, better) {
        (false, _) => BarOrder::Runs,
        (true, Some(Better::Lower)) => BarOrder::Ascending,
        (true, _) => BarOrder::Descending,
    };
    let axis = axis(&values, plot.scale, None);
    BarChart::new(&plotted_runs(source), values, axis, order, better)
}

/// Dots; `zoom` is the part that is shown.
pub fn scatter_chart(source: &dyn RunSource, plot: &ScatterPlot, zoom: Option<Spans>) -> ScatterChart {
    let (x, y) = (plotted_values(source, &plot.x), plotted_values(source, &plot.y));
    let column = |name: &Option<String>| name.as_ref().map(|name| plotted_values(source, name));
    ScatterChart {
        runs: plotted_runs(source),
        x_axis: axis(&x, plot.x_scale, zoom.map(|[x, _]| x)),
        y_axis: axis(&y, plot.y_scale, zoom.map(|[_, y]| y)),
        // A name has no size.
        size: column(&plot.size).filter(|values| !values.is_named()),
        color: column(&plot.color),
        has_fit: plot.regression,
        x,
        y,
    }
}

/// Levels, or cells: also where levels are asked for of a column of names.
pub fn contour_chart(
    source: &dyn RunSource,
    plot: &ContourPlot,
    zoom: Option<Spans>,
    locale: &Locale,
) -> Arc<dyn Plot> {
    let [x, y, z] = [&plot.x, &plot.y, &plot.z].map(|name| plotted_values(source, name));
    let x_axis = axis(&x, plot.x_scale, zoom.map(|[x, _]| x));
    let y_axis = axis(&y, plot.y_scale, zoom.map(|[_, y]| y));
    let is_named = x.is_named() || y.is_named();
    if plot.is_heat || is_named || z.is_named() {
        let note = "Shown as cells: levels need a number along both axes.".to_owned();
        let note = (is_named && !plot.is_heat).then_some(note);
        return Arc::new(HeatChart::new(x, y, z, (&x_axis, &y_axis), note, locale));
    }
    Arc::new(ContourChart {
        runs: plotted_runs(source),
        x,
        y,
        z,
        x_axis,
        y_axis,
    })
}

/// Boxes or violins.
pub fn spread_chart(source: &dyn RunSource, plot: &SpreadPlot, locale: &Locale) -> SpreadChart {
    let value = plotted_values(source, &plot.value);
    let by = plot.by.as_ref().map(|name| plotted_values(source, name));
    let form = match plot.kind {
        SpreadKind::Box => SpreadForm::Box,
        SpreadKind::Violin => SpreadForm::Violin,
    };
    let axis = axis(&value, plot.y_scale, None);
    SpreadChart::new(plotted_runs(source), value, by, axis, form, locale)
}

/// Bins.
pub fn histogram_chart(source: &dyn RunSource, plot: &HistogramPlot) -> HistogramChart {
    HistogramChart::new(
        plotted_runs(source),
        plotted_values(source, &plot.column),
        plot.bins,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::test_source::TestSource;

    fn source() -> TestSource {
        TestSource::new(4)
            .with("metrics.loss", &[Some("0.5"), Some("nan"), None, Some("0.25")])
            .with(
                "params.optimizer",
                &[Some("sgd"), None, Some("adam"), Some("sgd")],
            )
            .with("params.depth", &[Some("3"), Some("10"), Some("3"), None])
    }

    #[test]
    fn a_column_is_of_numbers_unless_a_run_has_a_text_in_it() {
        let source = source();
        let loss = plotted_values(&source, "metrics.loss");
        assert!(!loss.is_named() && loss.of[1].unwrap().is_nan() && loss.of[2].is_none());
        let optimizer = plotted_values(&source, "params.optimizer");
        assert_eq!(optimizer.of, [Some(1.0), None, Some(0.0), Some(1.0)]);
        let nothing = plotted_values(&source, "no column at all");
        assert_eq!(
            nothing.left_out(ScaleKind::Linear),
            ["4 of 4 runs have no no column at all."]
        );
    }

    #[test]
    fn the_smallest_bar_is_on_top_and_best_where_smaller_is_better() {
        let plot = BarPlot {
            column: "metrics.loss".to_owned(),
            by_value: true,
            ..BarPlot::default()
        };
        let words = bar_chart(&source(), &plot).words(&Locale::default());
        assert_eq!(
            words,
            "Bar chart: loss of 3 runs. From 0.25 to 0.5. Best: run-3, 0.25."
        );
    }

    #[test]
    fn levels_over_names_are_cells_and_say_so() {
        let plot = ContourPlot {
            x: "params.depth".to_owned(),
            y: "params.optimizer".to_owned(),
            z: "metrics.loss".to_owned(),
            ..ContourPlot::default()
        };
        let chart = contour_chart(&source(), &plot, None, &Locale::default());
        assert!(chart.notes(&Locale::default())[0].starts_with("Shown as cells"));
        assert!(chart.words(&Locale::default()).starts_with("Heat map"));
    }
}

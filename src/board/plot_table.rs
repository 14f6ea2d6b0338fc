//! What a chart is made of, as a table for files and for those who read rather than see.

use std::sync::Arc;

use super::{Plot, RunSource, Takes, slots};
use crate::analysis::ImportanceReport;
use crate::chart::plots::{BarChart, BarOrder, PlottedRun, Table, Values};
use crate::chart::{Axis, AxisUnit, LINE_COLORS};
use crate::format::{iso_utc, number_exact};
use crate::runs::{Attribute, Column, Field};

/// The columns that a plot names, each once, in its order.
pub fn columns_of(plot: &Plot) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    let of_columns = slots(plot).into_iter().filter(|slot| slot.takes == Takes::Column);
    for column in of_columns.flat_map(|slot| slot.filled) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}

/// All that is known of these runs in some columns: numbers in full, moments in UTC.
pub fn runs_table(source: &dyn RunSource, runs: &[usize], columns: &[String]) -> Table {
    let all = source.runs();
    let head = ["Run", "Run ID"].into_iter().map(str::to_owned);
    let parsed: Vec<Option<Column>> = columns.iter().map(|name| Column::parse(name)).collect();
    let cell = |run: usize, column: &Option<Column>| {
        let Some(column) = column else {
            return String::new();
        };
        let is_moment = matches!(
            column,
            Column::Field(Field::Attribute(Attribute::Started | Attribute::Ended))
        );
        match source.number(run, column) {
            #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
            Some(millis) if is_moment && millis.is_finite() => iso_utc(millis as i64),
            Some(number) => number_exact(number),
            None => source.text(run, column).unwrap_or_default(),
        }
    };
    let row = |run: &usize| {
        let known = all.get(*run)?;
        let name = [known.name.to_string(), known.id.as_str().to_owned()];
        let cells = parsed.iter().map(|column| cell(*run, column));
        Some(name.into_iter().chain(cells).collect())
    };
    Table {
        head: head.chain(columns.iter().cloned()).collect(),
        rows: runs.iter().filter_map(row).collect(),
    }
}

/// What was found out of each column.
pub fn importance_table(report: &ImportanceReport) -> Table {
    let head = [
        "Column",
        "Importance",
        "Standard deviation",
        "Spearman",
        "Spearman from",
        "Spearman to",
        "Pearson",
        "Pearson from",
        "Pearson to",
        "Runs",
    ];
    let text = |number: Option<f64>| number.map(number_exact).unwrap_or_default();
    let row = |column: &crate::analysis::ColumnReport| {
        let importance = column.importance;
        let mut cells = vec![
            column.name.to_string(),
            text(importance.map(|importance| importance.mean)),
            text(importance.map(|importance| importance.deviation)),
        ];
        for correlation in [column.spearman, column.pearson] {
            let interval = correlation.and_then(|correlation| correlation.interval);
            cells.push(text(correlation.map(|correlation| correlation.value)));
            cells.push(text(interval.map(|[low, _]| low)));
            cells.push(text(interval.map(|[_, high]| high)));
        }
        cells.push(report.runs.to_string());
        cells
    };
    Table {
        head: head.map(str::to_owned).to_vec(),
        rows: report.columns.iter().map(row).collect(),
    }
}

/// The same as bars, for a picture: of the columns' importance, or of their correlation by rank.
pub fn importance_chart(report: &ImportanceReport, is_of_importance: bool) -> BarChart {
    // Without a forest there are correlations all the same.
    let is_of_importance =
        is_of_importance && report.columns.iter().any(|column| column.importance.is_some());
    let [color, ..] = LINE_COLORS;
    let columns: Vec<PlottedRun> = report
        .columns
        .iter()
        .map(|column| PlottedRun {
            name: Arc::from(column.name.strip_prefix("params.").unwrap_or(&column.name)),
            color,
        })
        .collect();
    let value = |column: &crate::analysis::ColumnReport| {
        if is_of_importance {
            column.importance.map(|importance| importance.mean)
        } else {
            column.spearman.map(|correlation| correlation.value)
        }
    };
    let name = if is_of_importance {
        "Importance: by how much R² falls when the column is shuffled"
    } else {
        "Correlation by rank (Spearman)"
    };
    let values = report.columns.iter().map(value).collect();
    let axis = Axis {
        name: name.to_owned(),
        ..Axis::default()
    };
    let values = Values::numbers(name, AxisUnit::Number, values);
    BarChart::new(&columns, values, axis, BarOrder::Descending, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{ColumnReport, Importance};
    use crate::board::test_source::TestSource;
    use crate::board::{ParallelAxis, ParallelPlot, ScatterPlot};
    use crate::chart::Locale;
    use crate::chart::plots::Plot as _;

    #[test]
    fn the_table_of_a_plot_has_a_row_for_each_run_and_each_column_once() {
        let source = TestSource::new(2)
            .with("metrics.loss", &[Some("0.1"), None])
            .with("params.kind", &[Some("=a"), Some("b")])
            .with("start_time", &[Some("1000"), Some("0")]);
        let plot = Plot::Scatter(ScatterPlot {
            x: "params.kind".to_owned(),
            y: "metrics.loss".to_owned(),
            color: Some("params.kind".to_owned()),
            ..ScatterPlot::default()
        });
        let columns = columns_of(&plot);
        assert_eq!(columns, ["params.kind", "metrics.loss"]);
        let table = runs_table(&source, &[0, 1], &columns);
        let (one, other) = (format!("{:032x}", 0), format!("{:032x}", 1));
        assert_eq!(
            table.to_csv(),
            format!("Run,Run ID,params.kind,metrics.loss\r\nrun-0,{one},'=a,0.1\r\nrun-1,{other},b,\r\n")
        );
        let moments = runs_table(&source, &[0], &["start_time".to_owned(), "no column".to_owned()]);
        assert_eq!(
            moments.rows[0][2..],
            ["1970-01-01T00:00:01.000Z".to_owned(), String::new()]
        );
    }

    #[test]
    fn the_axes_of_parallel_coordinates_are_its_columns() {
        let axis = |column: &str| ParallelAxis {
            column: column.to_owned(),
            ..ParallelAxis::default()
        };
        let plot = Plot::Parallel(ParallelPlot {
            axes: vec![axis("params.a"), axis("metrics.b")],
            color: None,
        });
        assert_eq!(columns_of(&plot), ["params.a", "metrics.b"]);
    }

    #[test]
    fn importance_is_a_table_in_numbers_and_bars_in_a_picture() {
        let column = |name: &str, mean: f64| ColumnReport {
            name: name.into(),
            importance: Some(Importance {
                mean,
                deviation: 0.01,
            }),
            spearman: None,
            pearson: None,
        };
        let report = ImportanceReport {
            columns: vec![column("params.a", 0.25), column("tags.b", 0.5)],
            runs: 40,
            r2: Some(0.9),
        };
        let table = importance_table(&report);
        assert_eq!(
            table.rows[0],
            ["params.a", "0.25", "0.01", "", "", "", "", "", "", "40"]
        );
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
        let bars = importance_chart(&report, true).table(&Locale::default());
        assert_eq!(bars.rows, [["tags.b", "0.5"], ["a", "0.25"]]);
    }
}

//! What runs differ in, against one of them.

use super::difference_cell::{DifferenceCell, Reading, change, is_same};
use super::{ColumnValues, DifferencePlot, RunSource};
use crate::chart::plots::Table;
use crate::runs::{Attribute, Column, Field, TextTable, compare_naturally};

/// Metrics that `MLflow` itself measures of the machine.
const SYSTEM: &str = "system/";
/// Tags that `MLflow` itself sets, and shows as something else.
const OWN_TAGS: &str = "mlflow.";

/// Attributes that say how a run came to be, in the order in which they stand.
const ATTRIBUTES: [Attribute; 8] = [
    Attribute::Status,
    Attribute::Started,
    Attribute::Duration,
    Attribute::User,
    Attribute::Source,
    Attribute::Commit,
    Attribute::Datasets,
    Attribute::Models,
];

/// What rows have in common that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "their labels say it")]
pub enum DifferenceGroup {
    Metrics,
    SystemMetrics,
    Params,
    Attributes,
    Tags,
}

impl DifferenceGroup {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Metrics => "Metrics",
            Self::SystemMetrics => "System metrics",
            Self::Params => "Params",
            Self::Attributes => "Attributes",
            Self::Tags => "Tags",
        }
    }

    fn of(column: &Column) -> Self {
        match column {
            Column::Field(Field::Metric(key)) | Column::Past(_, key) if key.starts_with(SYSTEM) => {
                Self::SystemMetrics
            }
            Column::Field(Field::Metric(_)) | Column::Past(..) => Self::Metrics,
            Column::Field(Field::Param(_)) => Self::Params,
            Column::Field(Field::Attribute(_)) => Self::Attributes,
            Column::Field(Field::Tag(_)) => Self::Tags,
        }
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub enum DifferenceRow {
    /// The head of those below it, and how many they are.
    Group(DifferenceGroup, usize),
    /// A column of the runs.
    Column(Column),
}

/// Which rows there are, and which run the others are compared with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DifferenceTable {
    rows: Vec<DifferenceRow>,
    baseline: usize,
    left_out: usize,
}

impl DifferenceTable {
    /// The rows that a plot asks for. Where it names no columns: all metrics and params, what says how the runs came to
    /// be, and the tags that people set.
    pub fn new(source: &dyn RunSource, plot: &DifferencePlot) -> Self {
        let runs = source.runs();
        let is_baseline = |id: &String| runs.iter().position(|run| run.id.as_str() == id);
        let baseline = plot.baseline.as_ref().and_then(is_baseline).unwrap_or(0);
        let mut columns: Vec<Column> = if plot.columns.is_empty() {
            source.columns().into_iter().filter(is_shown).collect()
        } else {
            plot.columns
                .iter()
                .filter_map(|name| Column::parse(name))
                .collect()
        };
        columns.sort_by(|a, b| {
            let place = |column: &Column| (DifferenceGroup::of(column), attribute_place(column));
            let by_group = place(a).cmp(&place(b));
            by_group.then_with(|| compare_naturally(&a.to_string(), &b.to_string()))
        });
        columns.dedup();
        let all = columns.len();
        if plot.only_differing {
            let runs: Vec<usize> = (0..runs.len()).collect();
            columns.retain(|column| differs(source, &runs, baseline, column));
        }
        let left_out = all - columns.len();
        let mut rows = Vec::new();
        for group in columns.chunk_by(|a, b| DifferenceGroup::of(a) == DifferenceGroup::of(b)) {
            rows.extend(
                group
                    .first()
                    .map(|column| DifferenceRow::Group(DifferenceGroup::of(column), group.len())),
            );
            rows.extend(group.iter().cloned().map(DifferenceRow::Column));
        }
        Self {
            rows,
            baseline,
            left_out,
        }
    }

    /// From the top.
    pub fn rows(&self) -> &[DifferenceRow] {
        &self.rows
    }

    /// The run that the others are compared with, as an index of [`RunSource::runs`].
    pub fn baseline(&self) -> usize {
        self.baseline
    }

    /// How many columns are left out, since all runs have the same there.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// A run in a column.
    pub fn cell(&self, source: &dyn RunSource, column: &Column, run: usize) -> DifferenceCell {
        let (now, before) = (
            Reading::of(source, run, column),
            Reading::of(source, self.baseline, column),
        );
        let differs = now.differs(&before);
        DifferenceCell {
            change: if differs {
                change(source, column, &now, &before)
            } else {
                None
            },
            text: source.text(run, column),
            differs,
        }
    }

    /// The whole table: a row for each column, a cell for each run, its change from the baseline behind it where
    /// `with_changes` says so.
    pub fn table(&self, source: &dyn RunSource, with_changes: bool) -> Table {
        let runs = source.runs();
        let heads = runs.iter().enumerate().map(|(index, run)| {
            let remark = if index == self.baseline { " (baseline)" } else { "" };
            format!("{}{remark}", run.name)
        });
        let rows = self.rows.iter().filter_map(|row| match row {
            DifferenceRow::Column(column) => Some(column),
            DifferenceRow::Group(..) => None,
        });
        let rows = rows.map(|column| {
            let cells = (0..runs.len()).map(|run| {
                let cell = self.cell(source, column, run);
                let text = cell.text.unwrap_or_default();
                match cell.change {
                    Some(change) if with_changes => format!("{text}, {}", change.to_text()),
                    _ => text,
                }
            });
            std::iter::once(column.to_string()).chain(cells).collect()
        });
        Table {
            head: std::iter::once("Column".to_owned()).chain(heads).collect(),
            rows: rows.collect(),
        }
    }

    /// The same in Markdown, with the changes, or for a spreadsheet, without.
    pub fn to_text(&self, source: &dyn RunSource, format: TextTable) -> String {
        let table = self.table(source, format == TextTable::Markdown);
        format.write(&table.head, table.rows.into_iter())
    }
}

/// Whether any run has something else in a column than the baseline.
fn differs(source: &dyn RunSource, runs: &[usize], baseline: usize, column: &Column) -> bool {
    match source.values(runs, column) {
        // One word at least is no number: whatever else there is differs from it.
        values @ ColumnValues::Words { .. } => values.varies(),
        ColumnValues::Numbers(numbers) => {
            let first = numbers.get(baseline).copied().unwrap_or(f64::NAN);
            if numbers.iter().any(|number| !is_same(*number, first)) {
                return true;
            }
            // A value that is no number, or none at all.
            let first = first.is_nan().then(|| Reading::of(source, baseline, column));
            first.is_some_and(|first| {
                runs.iter()
                    .any(|run| Reading::of(source, *run, column).differs(&first))
            })
        }
    }
}

fn is_shown(column: &Column) -> bool {
    match column {
        Column::Field(Field::Attribute(attribute)) => ATTRIBUTES.contains(attribute),
        Column::Field(Field::Tag(key)) => !key.starts_with(OWN_TAGS),
        _ => true,
    }
}

fn attribute_place(column: &Column) -> Option<usize> {
    match column {
        Column::Field(Field::Attribute(attribute)) => ATTRIBUTES.iter().position(|known| known == attribute),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::test_source::TestSource;

    fn source() -> TestSource {
        TestSource::new(3)
            .with("metrics.loss", &[Some("0.5"), Some("0.25"), Some("0.5000000001")])
            .with("metrics.system/cpu", &[Some("1"), Some("2"), None])
            .with("params.depth", &[Some("3"), Some("3.0"), Some("3")])
            .with("params.kind", &[Some("a"), Some("b"), None])
            .with("tags.team", &[None, None, Some("x")])
            .with("tags.mlflow.user", &[Some("u"), Some("v"), None])
            .with("run_name", &[Some("a"), Some("b"), Some("c")])
            .with("duration", &[Some("1000"), Some("61000"), Some("1000")])
    }

    fn shown(table: &DifferenceTable) -> Vec<String> {
        let name = |row: &DifferenceRow| match row {
            DifferenceRow::Group(group, count) => format!("{} {count}", group.label()),
            DifferenceRow::Column(column) => column.to_string(),
        };
        table.rows().iter().map(name).collect()
    }

    fn column(name: &str) -> Column {
        Column::parse(name).unwrap()
    }

    #[test]
    fn rows_stand_in_groups_without_what_other_places_show() {
        let table = DifferenceTable::new(&source(), &DifferencePlot::default());
        let expected = [
            "Metrics 1",
            "metrics.loss",
            "System metrics 1",
            "metrics.system/cpu",
            "Params 2",
            "params.depth",
            "params.kind",
            "Attributes 1",
            "duration",
            "Tags 1",
            "tags.team",
        ];
        assert_eq!(shown(&table), expected);
        assert_eq!((table.baseline(), table.left_out()), (0, 0));
    }

    #[test]
    fn what_is_the_same_in_all_runs_can_be_left_out() {
        let plot = DifferencePlot {
            columns: ["params.depth", "params.kind", "tags.team", "tags.none"]
                .map(ToOwned::to_owned)
                .to_vec(),
            only_differing: true,
            ..DifferencePlot::default()
        };
        let table = DifferenceTable::new(&source(), &plot);
        assert_eq!(shown(&table), ["Params 1", "params.kind", "Tags 1", "tags.team"]);
        assert_eq!(table.left_out(), 2);
    }

    #[test]
    fn a_change_is_absolute_relative_and_for_the_better_or_the_worse() {
        let table = DifferenceTable::new(&source(), &DifferencePlot::default());
        let cell = table.cell(&source(), &column("metrics.loss"), 1);
        let change = cell.change.unwrap();
        assert_eq!(
            (change.absolute, change.share, change.is_better),
            (-0.25, Some(-0.5), Some(true))
        );
        assert_eq!(change.to_text(), "−0.25 (−50 %)");
        let upward = source().higher_is_better();
        assert_eq!(
            table
                .cell(&upward, &column("metrics.loss"), 1)
                .change
                .unwrap()
                .is_better,
            Some(false)
        );
        let same = table.cell(&source(), &column("metrics.loss"), 2);
        assert_eq!(
            (same.change, same.differs, same.text.as_deref()),
            (None, false, Some("0.5000000001"))
        );
    }

    #[test]
    fn durations_change_by_a_duration_and_missing_values_by_nothing() {
        let table = DifferenceTable::new(&source(), &DifferencePlot::default());
        let longer = table.cell(&source(), &column("duration"), 1).change.unwrap();
        assert_eq!(
            (longer.to_text().as_str(), longer.is_better),
            ("+1 m 00 s (+6000 %)", None)
        );
        let missing = table.cell(&source(), &column("metrics.system/cpu"), 2);
        assert_eq!(
            (missing.text, missing.change, missing.differs),
            (None, None, true)
        );
    }

    #[test]
    fn another_run_can_be_the_baseline_and_one_that_is_gone_is_the_first() {
        let baseline = |id: &str| DifferencePlot {
            baseline: Some(id.to_owned()),
            ..DifferencePlot::default()
        };
        let second = DifferenceTable::new(&source(), &baseline(&format!("{:032x}", 1)));
        assert_eq!(second.baseline(), 1);
        let change = second.cell(&source(), &column("metrics.loss"), 0).change.unwrap();
        assert_eq!((change.share, change.is_better), (Some(1.0), Some(false)));
        assert_eq!(DifferenceTable::new(&source(), &baseline("gone")).baseline(), 0);
    }

    #[test]
    fn the_table_as_text_has_a_head_and_a_line_for_each_column() {
        let plot = DifferencePlot {
            columns: vec!["metrics.loss".into()],
            ..DifferencePlot::default()
        };
        let source = source();
        let table = DifferenceTable::new(&source, &plot);
        assert_eq!(
            table.to_text(&source, TextTable::Markdown),
            "| Column | run-0 (baseline) | run-1 | run-2 |\n\
             | --- | --- | --- | --- |\n\
             | metrics.loss | 0.5 | 0.25, −0.25 (−50 %) | 0.5000000001 |\n"
        );
        assert_eq!(
            table.to_text(&source, TextTable::Csv),
            "Column,run-0 (baseline),run-1,run-2\r\nmetrics.loss,0.5,0.25,0.5000000001\r\n"
        );
    }
}

//! A table of runs as a file or for the clipboard, in pieces.

use super::arrange::{Line, RunLines};
use super::column_ref::ColumnRef;
use super::direction::{Direction, PrimaryMetric};
use super::field_table::FieldKind;
use super::order::PastNumber;
use super::statistics::Statistics;
use super::{Attribute, Column, Field, RunSet, export_cell};
use crate::route::Aggregate;

/// What a table can be written as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ExportFormat {
    /// RFC 4180 with a header, exact numbers and ISO times. A text that a spreadsheet would run as a formula gets an
    /// apostrophe in front.
    Csv,
    /// A list of objects with exact numbers and ISO times. What is missing is left out; NaN and infinities are texts, since
    /// JSON has no such numbers.
    Json,
    /// A GitHub table, to be read by people: numbers and times as the page shows them.
    Markdown,
}

impl ExportFormat {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Markdown];

    /// The ending of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }

    /// The media type of a file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown;charset=utf-8",
        }
    }
}

/// What is written, and how.
#[derive(Clone, PartialEq, Debug)]
pub struct ExportOptions {
    /// As what.
    pub format: ExportFormat,
    /// Which columns, from left to right. Trends are left out: they are pictures.
    pub columns: Vec<Column>,
    /// What the line of a group says of a metric.
    pub aggregate: Aggregate,
    /// Which metric the experiment is about, for the best of a group.
    pub primary: Option<PrimaryMetric>,
    /// The clock of times that people read, in minutes east of UTC.
    pub offset_minutes: i32,
}

/// Writes a table piece by piece, so that a long one does not block the page. Between the pieces it holds on to nothing
/// of the set.
#[derive(Clone, Debug)]
pub struct Export {
    options: ExportOptions,
    lines: RunLines,
    /// The line that comes next.
    at: usize,
    is_begun: bool,
}

/// Cells in a piece: a few milliseconds' work.
const CELLS_AT_ONCE: usize = 4000;

/// A cell to be written.
pub(super) enum CellValue<'a> {
    Missing,
    Text(&'a str),
    /// Any number that is no time.
    Number(f64),
    /// Milliseconds since 1970.
    Time(i64),
    /// Milliseconds.
    Duration(i64),
}

impl Export {
    /// An export of lines as [`arrange`](super::arrange()) makes them; closed groups and parents stay closed.
    pub fn of_lines(mut options: ExportOptions, lines: RunLines) -> Self {
        options
            .columns
            .retain(|column| !matches!(column, Column::Past(super::Past::Trend, _)));
        Self {
            options,
            lines,
            at: 0,
            is_begun: false,
        }
    }

    /// An export of rows, in their order.
    pub fn of_rows(options: ExportOptions, rows: &[u32]) -> Self {
        let lines = rows.iter().map(|row| Line::Run {
            row: *row,
            depth: 0,
            children: 0,
            is_open: false,
            is_context: false,
        });
        let lines = RunLines {
            lines: lines.collect(),
            ..RunLines::default()
        };
        Self::of_lines(options, lines)
    }

    /// How far it is, from 0 to 1.
    pub fn progress(&self) -> f64 {
        self.at as f64 / self.lines.lines.len().max(1) as f64
    }

    /// All that is left, at once.
    pub fn finish(mut self, set: &RunSet, past: PastNumber<'_>) -> String {
        let mut all = String::new();
        while let Some(piece) = self.next_piece(set, past) {
            all.push_str(&piece);
        }
        all
    }

    /// The next piece of the text; `None` behind the last. `set` is the same each time.
    pub fn next_piece(&mut self, set: &RunSet, past: PastNumber<'_>) -> Option<String> {
        let count = self.lines.lines.len();
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        if self.at >= count && !is_first {
            return None;
        }
        let columns: Vec<ColumnRef<'_>> = (self.options.columns.iter())
            .map(|column| column.field().map_or(ColumnRef::EMPTY, |field| set.column(field)))
            .collect();
        let writer = Writer {
            export: self,
            past,
            columns: &columns,
        };
        let mut out = String::new();
        if is_first {
            writer.header(&mut out);
        }
        let lines = (CELLS_AT_ONCE / columns.len().max(1)).max(1);
        let end = (self.at + lines).min(count);
        for (index, line) in (self.at..end).zip(self.lines.lines.get(self.at..end).unwrap_or_default()) {
            writer.line(&mut out, index, *line);
        }
        self.at = end;
        if end == count && self.options.format == ExportFormat::Json {
            out.push_str("\n]\n");
        }
        Some(out)
    }

    fn has_groups(&self) -> bool {
        self.lines.groups() > 0
    }
}

struct Writer<'a> {
    export: &'a Export,
    past: PastNumber<'a>,
    columns: &'a [ColumnRef<'a>],
}

impl Writer<'_> {
    fn header(&self, out: &mut String) {
        let options = &self.export.options;
        if options.format == ExportFormat::Json {
            out.push('[');
            return;
        }
        let names = options.columns.iter().map(|column| match options.format {
            ExportFormat::Markdown => label(column),
            _ => name(column),
        });
        let runs = self.export.has_groups().then(|| match options.format {
            ExportFormat::Markdown => "Runs".to_owned(),
            _ => "runs".to_owned(),
        });
        let names: Vec<String> = runs.into_iter().chain(names).collect();
        let cells = names.iter().map(|name| CellValue::Text(name));
        export_cell::write_line(out, options, cells);
        if options.format == ExportFormat::Markdown {
            let numbers = self.columns.iter().zip(&options.columns);
            let is_number = numbers.map(|(column, named)| is_numeric(*column, named));
            let all = self
                .export
                .has_groups()
                .then_some(true)
                .into_iter()
                .chain(is_number);
            for is_number in all {
                out.push_str(if is_number { "| ---: " } else { "| --- " });
            }
            out.push_str("|\n");
        }
    }

    fn line(&self, out: &mut String, index: usize, line: Line) {
        let options = &self.export.options;
        let group = match line {
            Line::Run { .. } => None,
            Line::Group { index, .. } => Some(index),
        };
        let members = group.map(|group| self.export.lines.members(group));
        let runs = (self.export.has_groups()).then(|| {
            members.map_or(CellValue::Missing, |members| {
                CellValue::Number(members.len() as f64)
            })
        });
        let cells = self.columns.iter().zip(&options.columns).map(|(column, named)| {
            match (
                line,
                members,
                group.and_then(|group| self.export.lines.group_row(group)),
            ) {
                (Line::Run { row, .. }, ..) => self.cell(*column, named, row),
                (_, Some(members), Some((fields, row))) => {
                    if named.field().is_some_and(|field| fields.contains(field)) {
                        self.cell(*column, named, row)
                    } else {
                        self.aggregate(*column, named, members)
                    }
                }
                _ => CellValue::Missing,
            }
        });
        if options.format == ExportFormat::Json {
            out.push_str(if index == 0 { "\n" } else { ",\n" });
            let runs = runs.map(|runs| ("runs".to_owned(), runs));
            let named = options.columns.iter().map(name).zip(cells);
            export_cell::write_object(out, runs.into_iter().chain(named));
        } else {
            export_cell::write_line(out, options, runs.into_iter().chain(cells));
        }
    }

    fn cell<'a>(&self, column: ColumnRef<'a>, named: &Column, row: u32) -> CellValue<'a> {
        let number = match named {
            Column::Past(..) => (self.past)(named, row),
            Column::Field(_) if column.kind() == FieldKind::Number => column.number(row),
            Column::Field(_) => {
                return column.text(row).map_or(CellValue::Missing, CellValue::Text);
            }
        };
        number.map_or(CellValue::Missing, |number| typed(named, number))
    }

    fn aggregate(&self, column: ColumnRef<'_>, named: &Column, members: &[u32]) -> CellValue<'static> {
        if !is_numeric(column, named) {
            return CellValue::Missing;
        }
        let options = &self.export.options;
        let numbers = members.iter().filter_map(|row| match named {
            Column::Past(..) => (self.past)(named, *row),
            Column::Field(_) => column.number(*row),
        });
        let direction = match named {
            Column::Field(Field::Metric(key)) | Column::Past(_, key) => {
                Direction::of_metric(key, options.primary.as_ref())
            }
            Column::Field(_) => Direction::Lower,
        };
        let all = Statistics::of(&mut { numbers });
        match all.aggregate(options.aggregate, direction) {
            None => CellValue::Missing,
            Some(number) if options.aggregate == Aggregate::Count => CellValue::Number(number),
            // The spread of times is a duration.
            Some(number) if options.aggregate == Aggregate::Std => match typed(named, number) {
                CellValue::Time(millis) => CellValue::Duration(millis),
                other => other,
            },
            Some(number) => typed(named, number),
        }
    }
}

fn is_numeric(column: ColumnRef<'_>, named: &Column) -> bool {
    column.kind() == FieldKind::Number || matches!(named, Column::Past(..))
}

fn typed(named: &Column, number: f64) -> CellValue<'static> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "times are whole numbers, and their mean may be rounded"
    )]
    let millis = number as i64;
    match named {
        Column::Field(Field::Attribute(Attribute::Started | Attribute::Ended)) => CellValue::Time(millis),
        Column::Field(Field::Attribute(Attribute::Duration)) => CellValue::Duration(millis),
        _ => CellValue::Number(number),
    }
}

/// As `mlflow.search_runs` names the columns of its data frame, where it has them.
fn name(column: &Column) -> String {
    match column {
        Column::Field(Field::Attribute(Attribute::Duration)) => "duration_ms".to_owned(),
        other => other.to_string(),
    }
}

fn label(column: &Column) -> String {
    match column {
        Column::Field(field) => field.label().to_owned(),
        past @ Column::Past(..) => past.to_string(),
    }
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;

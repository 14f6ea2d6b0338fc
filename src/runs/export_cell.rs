//! One cell of a table in each format.

use super::export::{CellValue, ExportFormat, ExportOptions};
use crate::format::{date_time, duration, iso_utc, number, number_exact, write_csv_text};

/// Writes a line of CSV or Markdown.
pub(super) fn write_line<'a>(
    out: &mut String,
    options: &ExportOptions,
    cells: impl Iterator<Item = CellValue<'a>>,
) {
    let is_markdown = options.format == ExportFormat::Markdown;
    for (index, cell) in cells.enumerate() {
        if is_markdown {
            out.push_str("| ");
            write_markdown(out, cell, options.offset_minutes);
            out.push(' ');
        } else {
            if index > 0 {
                out.push(',');
            }
            write_csv(out, cell);
        }
    }
    out.push_str(if is_markdown { "|\n" } else { "\r\n" });
}

/// A table of texts, as people copy it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextTable {
    /// With commas, for a spreadsheet.
    Csv,
    /// For a text that is rendered.
    Markdown,
}

impl TextTable {
    /// The table of these heads and rows; an empty text is an empty cell.
    pub fn write(self, heads: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
        let mut out = String::new();
        let mut line = |cells: &[String]| {
            for (index, text) in cells.iter().enumerate() {
                match self {
                    Self::Csv => {
                        out.push_str(if index > 0 { "," } else { "" });
                        if !text.is_empty() {
                            write_csv_text(&mut out, text);
                        }
                    }
                    Self::Markdown => {
                        out.push_str("| ");
                        write_markdown_text(&mut out, text);
                        out.push(' ');
                    }
                }
            }
            out.push_str(if self == Self::Markdown { "|\n" } else { "\r\n" });
        };
        line(heads);
        if self == Self::Markdown {
            line(&vec!["---".to_owned(); heads.len()]);
        }
        rows.for_each(|cells| line(&cells));
        out
    }
}

/// Writes an object of JSON, without what is missing.
pub(super) fn write_object<'a>(out: &mut String, cells: impl Iterator<Item = (String, CellValue<'a>)>) {
    let mut before = '{';
    for (name, cell) in cells {
        let value = match cell {
            CellValue::Missing => continue,
            CellValue::Text(text) => quoted(text),
            CellValue::Number(number) if number.is_finite() => number_exact(number),
            CellValue::Number(number) => quoted(&number_exact(number)),
            CellValue::Time(millis) => quoted(&iso_utc(millis)),
            CellValue::Duration(millis) => millis.to_string(),
        };
        out.push(before);
        out.push_str(&quoted(&name));
        out.push(':');
        out.push_str(&value);
        before = ',';
    }
    out.push_str(if before == '{' { "{}" } else { "}" });
}

fn quoted(text: &str) -> String {
    // Writing a text as JSON can't fail.
    serde_json::to_string(text).unwrap_or_default()
}

fn write_csv(out: &mut String, cell: CellValue<'_>) {
    match cell {
        CellValue::Missing => {}
        CellValue::Text(text) => write_csv_text(out, text),
        CellValue::Number(number) => out.push_str(&number_exact(number)),
        CellValue::Time(millis) => out.push_str(&iso_utc(millis)),
        CellValue::Duration(millis) => out.push_str(&millis.to_string()),
    }
}

fn write_markdown(out: &mut String, cell: CellValue<'_>, offset_minutes: i32) {
    match cell {
        CellValue::Missing => {}
        CellValue::Text(text) => write_markdown_text(out, text),
        CellValue::Number(value) => out.push_str(&number(value)),
        CellValue::Time(millis) => out.push_str(&date_time(millis, offset_minutes)),
        CellValue::Duration(millis) => out.push_str(&duration(millis)),
    }
}

/// Line breaks become spaces, and what Markdown would read as its own is escaped.
fn write_markdown_text(out: &mut String, text: &str) {
    let mut was_space = true;
    for letter in text.trim_end().chars() {
        if letter.is_whitespace() || letter.is_control() {
            if !was_space {
                out.push(' ');
            }
            was_space = true;
            continue;
        }
        was_space = false;
        if matches!(letter, '|' | '\\' | '`' | '*' | '<' | '[' | ']' | '~') {
            out.push('\\');
        }
        out.push(letter);
    }
}

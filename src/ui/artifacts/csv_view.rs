//! A table with a character between its cells.

use std::sync::Arc;

use leptos::prelude::*;

use super::partial::Beginning;
use crate::format::{count, plural};
use crate::preview::delimited::{ColumnKind, Delimited};
use crate::preview::text::visible;
use crate::ui::kit::{Button, Empty, Icon};

/// Rows in the page at first, and how many more come at a time.
const ROWS_AT_ONCE: usize = 200;
/// Columns in the page.
const MOST_COLUMNS: usize = 200;
/// What is shown of one cell, in bytes.
const LONGEST_CELL: usize = 300;
/// Rows that tell whether a column holds numbers.
const SAMPLE_ROWS: usize = 200;

/// A CSV or TSV file as a table.
#[component]
pub(super) fn CsvView(beginning: Beginning, delimiter: u8) -> impl IntoView {
    let table = Arc::new(Delimited::read(&beginning.bytes, delimiter, beginning.is_whole()));
    if table.row_count() == 0 {
        return view! { <Empty headline="The table is empty" icon=Icon::Table /> }.into_any();
    }
    let first_row = usize::from(table.first_row_is_header());
    // The last row of a beginning may be half of one.
    let row_count = table.row_count() - usize::from(table.is_last_row_partial());
    let column_count = table.column_count().min(MOST_COLUMNS);
    let numeric: Arc<[bool]> = (0..column_count)
        .map(|column| {
            matches!(
                table.column_kind(column, first_row, SAMPLE_ROWS),
                ColumnKind::Integer | ColumnKind::Number
            )
        })
        .collect();
    let most_rows = RwSignal::new(ROWS_AT_ONCE);
    let sum = sum(&table, row_count.saturating_sub(first_row), beginning.is_whole());
    let head = head(&table, first_row == 1, &numeric);
    let last_row = move || row_count.min(most_rows.get().saturating_add(first_row));
    let row = move |row: usize| body_row(&table, row, row + 1 - first_row, &numeric);
    view! {
        <p class="artifact-note">{sum}</p>
        <div class="artifact-csv" tabindex="0" role="group" aria-label="Table">
            <table>
                <thead>{head}</thead>
                <tbody>
                    <For each=move || first_row..last_row() key=|row| *row let:index>
                        {row(index)}
                    </For>
                </tbody>
            </table>
        </div>
        {move || (last_row() < row_count).then(|| view! {
            <p class="artifact-note">
                {format!("{} more here. ", plural(row_count - last_row(), "row"))}
                <Button on_click=move || most_rows.update(|most| *most += ROWS_AT_ONCE * 5)>"Show more"</Button>
            </p>
        })}
    }
    .into_any()
}

/// What the table is and what is odd about it.
fn sum(table: &Delimited, row_count: usize, is_whole: bool) -> String {
    let rows = if is_whole && table.limit_reached().is_none() {
        plural(row_count, "row")
    } else {
        format!("The first {}", plural(row_count, "row"))
    };
    let mut parts = vec![format!("{rows} × {}", plural(table.column_count(), "column"))];
    if table.column_count() > MOST_COLUMNS {
        parts.push(format!("The first {} columns are shown", count(MOST_COLUMNS)));
    }
    // Half a row says nothing about the table.
    let last_width = table.row(table.row_count().saturating_sub(1)).count();
    let is_half = table.is_last_row_partial() && last_width != table.row(0).count();
    let ragged_row_count = table.ragged_row_count().saturating_sub(usize::from(is_half));
    if ragged_row_count > 0 {
        let ragged = plural(ragged_row_count, "row");
        parts.push(format!("{ragged} of another length than the first"));
    }
    if table.has_open_quote() {
        parts.push("A quotation mark is never closed, so the last cell may hold several rows".to_owned());
    }
    parts.join(". ")
}

const fn alignment(is_numeric: bool) -> &'static str {
    if is_numeric { "numeric" } else { "" }
}

fn head(table: &Delimited, has_names: bool, numeric: &[bool]) -> AnyView {
    let cells = numeric.iter().enumerate().map(|(column, is_numeric)| {
        let name = if has_names {
            cell(table, 0, column)
        } else {
            (column + 1).to_string()
        };
        view! { <th scope="col" class=alignment(*is_numeric)>{name}</th> }
    });
    view! {
        <tr>
            <th scope="col" class="artifact-csv__number"><span class="visually-hidden">"Row"</span></th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

fn body_row(table: &Delimited, row: usize, number: usize, numeric: &[bool]) -> AnyView {
    let cells = numeric.iter().enumerate().map(|(column, is_numeric)| {
        view! { <td class=alignment(*is_numeric)>{cell(table, row, column)}</td> }
    });
    view! {
        <tr>
            <th scope="row" class="artifact-csv__number">{count(number)}</th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

fn cell(table: &Delimited, row: usize, column: usize) -> String {
    let Some(text) = table.cell(row, column) else {
        return String::new();
    };
    let shown = text
        .get(..text.floor_char_boundary(LONGEST_CELL))
        .unwrap_or(&text);
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("{}{more}", visible(shown))
}

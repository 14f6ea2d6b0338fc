//! A table of keys and values that can be searched.

use leptos::prelude::*;

use crate::format::count;
use crate::ui::kit::{CopyButton, SearchField};

/// One key and its value, as shown and to the last digit.
#[derive(Clone, PartialEq, Eq)]
pub struct ValueRow {
    /// The key.
    pub key: String,
    /// The value as it is read.
    pub shown: String,
    /// The value as it is copied.
    pub exact: String,
}

/// Rows above which the table gets a search field.
const SEARCHED_FROM: usize = 12;
/// Rows that are drawn at once; the search finds the others.
const MAX_ROWS: usize = 500;

/// Keys and values under a title.
#[component]
pub fn ValueTable(
    /// What the values are.
    title: &'static str,
    /// Names the table in tests.
    test_id: &'static str,
    /// All rows.
    rows: Memo<Vec<ValueRow>>,
    /// The values are numbers.
    numeric: bool,
    /// What is said when there are no rows.
    none: &'static str,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = search.with(|text| text.trim().to_lowercase());
        let is_found = |row: &&ValueRow| {
            wanted.is_empty()
                || row.key.to_lowercase().contains(&wanted)
                || row.exact.to_lowercase().contains(&wanted)
        };
        rows.with(|rows| rows.iter().filter(is_found).cloned().collect::<Vec<_>>())
    });
    let total = move || rows.with(Vec::len);
    let said = move || {
        let (found, total) = (found.with(Vec::len), total());
        match found.min(MAX_ROWS) {
            shown if shown < found => format!(
                "{} of {} shown: search for the others",
                count(shown),
                count(found)
            ),
            _ if found < total => format!("{} of {}", count(found), count(total)),
            _ => count(total),
        }
    };
    let body = move || {
        found.with(|rows| {
            rows.iter()
                .take(MAX_ROWS)
                .map(|row| value_row(row, numeric))
                .collect_view()
        })
    };
    view! {
        <section class="stack stack--tight" aria-label=title>
            <div class="toolbar">
                <h2>{title}</h2>
                <span class="muted" role="status">{said}</span>
                <span class="toolbar__gap"></span>
                <Show when=move || { total() >= SEARCHED_FROM }>
                    <SearchField value=search label=format!("Search {}", title.to_lowercase()) placeholder="Search" />
                </Show>
            </div>
            <Show when=move || { total() > 0 } fallback=move || view! { <p class="muted">{none}</p> }>
                <div class="table-scroll">
                    <table class="table values" data-testid=test_id>
                        <thead class="visually-hidden">
                            <tr>
                                <th scope="col">"Key"</th>
                                <th scope="col">"Value"</th>
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

fn value_row(row: &ValueRow, numeric: bool) -> impl IntoView + use<> {
    let value = if row.shown.is_empty() {
        view! { <span class="table__missing">"empty"</span> }.into_any()
    } else {
        view! { <span class="values__text" title=row.exact.clone()>{row.shown.clone()}</span> }.into_any()
    };
    view! {
        <tr data-id=row.key.clone()>
            <th scope="row" class="values__key" title=row.key.clone()>{row.key.clone()}</th>
            <td class=if numeric { "values__value table__wrap table__numeric" } else { "values__value table__wrap" }>
                {value}
                <CopyButton text=row.exact.clone() label=format!("Copy {}", row.key) />
            </td>
        </tr>
    }
}

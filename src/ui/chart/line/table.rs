//! A chart's values as a table, for whoever reads rather than looks.

use leptos::prelude::*;

use super::state::{LineState, x_name, x_unit};
use crate::format::{count, plural};
use crate::ui::kit::{Dialog, Field, Select};
use crate::ui::time::local_time;

/// A table has at most so many rows: the files have them all.
const ROWS_AT_MOST: usize = 1_000;

/// The values of a chart in a dialog: each line in numbers, or the points of one.
#[component]
pub(super) fn TableDialog(state: LineState, open: RwSignal<bool>) -> impl IntoView {
    let title = Signal::derive(move || format!("{} as a table", state.title()));
    view! {
        <Dialog open title wide=true>
            <Table state />
        </Dialog>
    }
}

#[component]
fn Table(state: LineState) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        state.drawn.with(|drawn| {
            let all = (
                String::new(),
                format!("All {}", plural(drawn.lines.len(), "line")),
            );
            let lines = drawn.lines.iter().enumerate().rev().take(ROWS_AT_MOST);
            let lines = lines.map(|(index, line)| (drawn.picture.id_of(index), line.name.to_string()));
            std::iter::once(all).chain(lines).collect::<Vec<_>>()
        })
    });
    // Runs come and go while the table is read.
    let line = Memo::new(move |_| {
        let chosen = chosen.get();
        state.drawn.with(|drawn| drawn.picture.line_of_id(&chosen))
    });
    Effect::new(move |_| {
        if line.get().is_none() && chosen.with_untracked(|chosen| !chosen.is_empty()) {
            chosen.set(String::new());
        }
    });
    let rows = move || match line.get() {
        Some(line) => points(state, line),
        None => summaries(state),
    };
    view! {
        <Field label="Line"><Select value=chosen options /></Field>
        {rows}
    }
}

/// Each line in numbers.
fn summaries(state: LineState) -> AnyView {
    let locale = super::state::locale();
    let unit = state.look.with(|look| x_unit(&look.x));
    let row = |line: &crate::chart::Line| {
        // As logged, not as smoothed.
        let logged = line.behind.as_ref().unwrap_or(&line.trace);
        let extent = logged.y_extent(None);
        let last = (0..logged.len()).rev().find_map(|index| {
            let (x, y) = (logged.x().get(index)?, logged.y().get(index)?);
            y.is_finite().then_some((*x, *y))
        });
        let number = |value: Option<f64>| value.map(|value| locale.number(value, 6)).unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{line.name.to_string()}</th>
                <td class="table__numeric">{count(logged.len())}</td>
                <td class="table__numeric">{number(extent.map(|extent| extent.0))}</td>
                <td class="table__numeric">{number(extent.map(|extent| extent.1))}</td>
                <td class="table__numeric">{number(last.map(|last| last.1))}</td>
                <td class="table__numeric">{last.map(|last| unit.read_out(last.0, 6, &locale))}</td>
            </tr>
        }
    };
    let (rows, total) = state.drawn.with(|drawn| {
        let rows: Vec<_> = drawn.lines.iter().rev().take(ROWS_AT_MOST).map(row).collect();
        (rows, drawn.lines.len())
    });
    let x = state.look.with(|look| x_name(&look.x));
    view! {
        <div class="table-scroll chart-table">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Line"</th>
                        <th scope="col" class="table__numeric">"Points"</th>
                        <th scope="col" class="table__numeric">"Minimum"</th>
                        <th scope="col" class="table__numeric">"Maximum"</th>
                        <th scope="col" class="table__numeric">"Last"</th>
                        <th scope="col" class="table__numeric">{format!("{x} of the last")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {left_out(total, "line")}
    }
    .into_any()
}

/// The points of one line.
fn points(state: LineState, line: usize) -> AnyView {
    let locale = super::state::locale();
    let (unit, x) = state.look.with(|look| (x_unit(&look.x), x_name(&look.x)));
    let (rows, total, is_smoothed) = state.drawn.with(|drawn| {
        let Some(line) = drawn.picture.lines.get(line) else {
            return (Vec::new(), 0, false);
        };
        let is_smoothed = line.behind.is_some();
        let trace = line.behind.as_ref().unwrap_or(&line.trace);
        let row = |(index, (x, y)): (usize, (&f64, &f64))| {
            let point = line
                .series
                .as_ref()
                .and_then(|series| series.point(trace.origin(index)));
            let smoothed = is_smoothed.then(|| line.trace.y().get(index).map(|y| locale.exact(*y)));
            view! {
                <tr>
                    <th scope="row" class="table__numeric">{unit.read_out(*x, 17, &locale)}</th>
                    <td class="table__numeric">{locale.exact(*y)}</td>
                    {smoothed.map(|smoothed| view! { <td class="table__numeric">{smoothed}</td> })}
                    <td>{point.map(|point| local_time(point.time_millis))}</td>
                </tr>
            }
        };
        let places = trace.x().iter().zip(trace.y()).enumerate().take(ROWS_AT_MOST);
        (places.map(row).collect::<Vec<_>>(), trace.len(), is_smoothed)
    });
    view! {
        <div class="table-scroll chart-table">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col" class="table__numeric">{x}</th>
                        <th scope="col" class="table__numeric">"Value"</th>
                        {is_smoothed.then(|| view! { <th scope="col" class="table__numeric">"Smoothed"</th> })}
                        <th scope="col">"Logged"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {left_out(total, "point")}
    }
    .into_any()
}

fn left_out(total: usize, noun: &str) -> Option<AnyView> {
    (total > ROWS_AT_MOST).then(|| {
        let text = format!(
            "The first {} of {}; the CSV file has all of them.",
            count(ROWS_AT_MOST),
            plural(total, noun)
        );
        view! { <p class="muted">{text}</p> }.into_any()
    })
}

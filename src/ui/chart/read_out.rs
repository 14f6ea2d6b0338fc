//! The crosshair and its read-out, above the canvas.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::{Hit, Projection, ReadOut, Series, value_label, whole_label};

/// A read-out shows at most this many lines, those closest to the pointer.
const ROWS: usize = 8;
const DIGITS: usize = 6;
/// From the crosshair to the read-out.
const GAP_CSS: f64 = 12.0;

/// One line of a read-out: one series at the crosshair.
#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    value: String,
    color: String,
    is_focus: bool,
    place: String,
}

/// What is shown, as text and places; computed once for each move of the cursor.
#[derive(Clone, PartialEq)]
struct Shown {
    title: String,
    rows: Vec<Row>,
    more: usize,
    line: String,
    line_top: String,
    line_height: String,
    panel: String,
}

impl Shown {
    fn new(read_out: &ReadOut, projection: &Projection, series: &[Series]) -> Self {
        let plot = projection.plot;
        let x_css = read_out.x_css;
        // On the side with more room.
        let panel = if x_css > plot.left.midpoint(plot.right) {
            format!("translateX(calc({}px - 100%))", x_css - GAP_CSS)
        } else {
            format!("translateX({}px)", x_css + GAP_CSS)
        };
        // Around the focus, in the order of the lines.
        let start = read_out.focus.saturating_sub(ROWS / 2).min(read_out.hits.len().saturating_sub(ROWS));
        let rows: Vec<Row> = read_out
            .hits
            .iter()
            .enumerate()
            .skip(start)
            .take(ROWS)
            .filter_map(|(index, hit)| row(series, hit, index == read_out.focus))
            .collect();
        Self {
            title: format!("Step {}", whole_label(read_out.step)),
            more: read_out.hits.len() - rows.len(),
            rows,
            line: format!("translateX({x_css}px)"),
            line_top: format!("{}px", plot.top),
            line_height: format!("{}px", plot.height()),
            panel,
        }
    }

    /// The read-out in words.
    fn spoken(&self) -> String {
        let rows = self.rows.iter().map(|row| format!("{} {}", row.name, row.value)).collect::<Vec<_>>();
        format!("{}: {}", self.title, rows.join(", "))
    }
}

fn row(series: &[Series], hit: &Hit, is_focus: bool) -> Option<Row> {
    let line = series.get(hit.series)?;
    Some(Row {
        name: line.name().to_owned(),
        value: value_label(line.point(hit.point)?.value, DIGITS),
        color: line.color().to_css(),
        is_focus,
        place: format!("translate({}px, {}px)", hit.x_css, hit.y_css),
    })
}

/// The crosshair, a dot on each line and the values there. Moving it changes text and places, never elements.
#[component]
pub(super) fn ReadOutOverlay(
    /// What is at the crosshair; hidden when `None`.
    read_out: Memo<Option<ReadOut>>,
    /// Where the chart put its data.
    projection: RwSignal<Option<Projection>>,
    /// The lines.
    series: Signal<Arc<Vec<Series>>>,
    /// Whether a screen reader is told what the crosshair shows.
    is_spoken: Signal<bool>,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let read_out = read_out.get()?;
        let projection = projection.get()?;
        Some(series.with(|series| Shown::new(&read_out, &projection, series)))
    });
    let part = move |pick: fn(&Shown) -> &str| {
        move || shown.with(|shown| shown.as_ref().map(|shown| pick(shown).to_owned()).unwrap_or_default())
    };
    let spoken = move || {
        if !is_spoken.get() {
            return String::new();
        }
        shown.with(|shown| shown.as_ref().map(Shown::spoken).unwrap_or_default())
    };
    let rows: Vec<Memo<Option<Row>>> = (0..ROWS)
        .map(|index| Memo::new(move |_| shown.with(|shown| shown.as_ref()?.rows.get(index).cloned())))
        .collect();
    let dots: Vec<_> = rows.iter().map(|row| view! { <Dot row=*row /> }).collect();
    let lines: Vec<_> = rows.iter().map(|row| view! { <Line row=*row /> }).collect();
    let more = move || {
        let more = shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.more));
        if more == 0 { String::new() } else { format!("and {more} more") }
    };
    view! {
        <div class="chart-read-out" class:chart-read-out--hidden=move || shown.with(Option::is_none) aria-hidden="true">
            <div
                class="chart-read-out__crosshair"
                style:transform=part(|shown| &shown.line)
                style:top=part(|shown| &shown.line_top)
                style:height=part(|shown| &shown.line_height)
            ></div>
            {dots}
            <div class="chart-read-out__panel" style:transform=part(|shown| &shown.panel)>
                <div class="chart-read-out__title">{part(|shown| &shown.title)}</div>
                {lines}
                <div class="chart-read-out__more">{more}</div>
            </div>
        </div>
        <div class="chart-read-out__spoken" role="status">{spoken}</div>
    }
}

#[component]
fn Dot(row: Memo<Option<Row>>) -> impl IntoView {
    let part = move |pick: fn(&Row) -> &str| {
        move || row.with(|row| row.as_ref().map(|row| pick(row).to_owned()).unwrap_or_default())
    };
    view! {
        <div
            class="chart-read-out__dot"
            class:chart-read-out__dot--absent=move || row.with(Option::is_none)
            style:transform=part(|row| &row.place)
            style:background-color=part(|row| &row.color)
        ></div>
    }
}

#[component]
fn Line(row: Memo<Option<Row>>) -> impl IntoView {
    let part = move |pick: fn(&Row) -> &str| {
        move || row.with(|row| row.as_ref().map(|row| pick(row).to_owned()).unwrap_or_default())
    };
    view! {
        <div
            class="chart-read-out__row"
            class:chart-read-out__row--absent=move || row.with(Option::is_none)
            class:chart-read-out__row--focus=move || row.with(|row| row.as_ref().is_some_and(|row| row.is_focus))
        >
            <span class="chart-read-out__key" style:background-color=part(|row| &row.color)></span>
            <span class="chart-read-out__name">{part(|row| &row.name)}</span>
            <span class="chart-read-out__value">{part(|row| &row.value)}</span>
        </div>
    }
}

//! The settings of a chart's axes.

use std::sync::Arc;

use leptos::prelude::*;

use super::fields::{AS_BOARD, Read, Write, as_board, choice, moment, number};
use super::state::{LineState, has_x_scale, x_name};
use crate::board::{LinePlot, Range, ScaleKind, XAxis};
use crate::ui::kit::{Field, Input, Select};

/// What stands for any other metric until one is named.
const METRIC: &str = "metric";

fn x_value(x: &XAxis) -> &'static str {
    match x {
        XAxis::Step => "step",
        XAxis::Time => "time",
        XAxis::Relative => "relative",
        XAxis::Metric(_) => METRIC,
    }
}

/// What can be set of the bottom. `suggested` names the list of metrics.
pub(super) fn axis_x(state: LineState, suggested: StoredValue<String>) -> AnyView {
    let own = move || state.plot.with(|plot| plot.x.as_ref().map_or(AS_BOARD, x_value));
    let kind = RwSignal::new(untrack(own).to_owned());
    // Until a metric is named nothing changes.
    Effect::new(move |_| {
        let now = own();
        if kind.with_untracked(|before| before != now) {
            kind.set(now.to_owned());
        }
    });
    let options = Signal::derive(move || {
        let board = state.settings.with(|settings| x_name(&settings.x));
        let mut options = vec![as_board(board)];
        options.extend(
            [XAxis::Step, XAxis::Time, XAxis::Relative].map(|x| (x_value(&x).to_owned(), x_name(&x))),
        );
        options.push((METRIC.to_owned(), "Another metric".to_owned()));
        options
    });
    let choose = move |x: Option<XAxis>| {
        state.change(|plot| {
            plot.x = x;
            // Steps are no times.
            plot.x_range = None;
        });
    };
    let on_change = move |(chosen,): (String,)| match chosen.as_str() {
        AS_BOARD => choose(None),
        "step" => choose(Some(XAxis::Step)),
        "time" => choose(Some(XAxis::Time)),
        "relative" => choose(Some(XAxis::Relative)),
        _ => {}
    };
    let named = move || match state.plot.with(|plot| plot.x.clone()) {
        Some(XAxis::Metric(metric)) => metric,
        _ => String::new(),
    };
    let is_metric = Memo::new(move |_| kind.with(|kind| kind == METRIC));
    let metric = RwSignal::new(untrack(named));
    Effect::new(move |_| metric.set(named()));
    let on_commit = move |(key,): (String,)| {
        let key = key.trim().to_owned();
        if !key.is_empty() {
            choose(Some(XAxis::Metric(key)));
        }
    };
    let which = move || {
        is_metric.get().then(|| {
            view! {
                <Field label="Metric along the bottom">
                    <Input value=metric placeholder="Key of a metric" on_commit attr:list=suggested.get_value() />
                </Field>
            }
        })
    };
    let x = view! { <Field label="X axis"><Select value=kind options on_change /></Field> {which} };
    let rest = move || {
        let kind = state.look.with(|look| look.x.clone());
        let scale = has_x_scale(&kind).then(|| {
            scale(
                state,
                "X scale",
                move || state.settings.with(|settings| settings.x_scale),
                |plot| &mut plot.x_scale,
                |plot| plot.x_scale,
            )
        });
        let end = |label: &'static str, index: usize| {
            let read: Read<Option<f64>> =
                Arc::new(move |plot| plot.x_range.and_then(|range| range.get(index).copied().flatten()));
            let write: Write<Option<f64>> = Arc::new(move |plot, end| {
                set_end(&mut plot.x_range, index, end);
                // A range is of the axis that it was typed for, whatever the board's becomes.
                plot.x
                    .get_or_insert_with(|| state.look.with_untracked(|look| look.x.clone()));
            });
            match kind {
                XAxis::Time => moment(state, label, read, write),
                XAxis::Relative => {
                    let seconds = Signal::stored("In seconds".to_owned());
                    number(state, label, seconds, 1_000.0, read, write)
                }
                _ => number(state, label, Signal::stored(String::new()), 1.0, read, write),
            }
        };
        let ends = view! { {end("X from", 0)} {end("X to", 1)} };
        view! { {scale} {ends} }
    };
    view! { {x} {rest} }.into_any()
}

/// What can be set of the side.
pub(super) fn axis_y(state: LineState) -> AnyView {
    let end = |label: &'static str, index: usize| {
        number(
            state,
            label,
            Signal::stored(String::new()),
            1.0,
            Arc::new(move |plot| plot.y_range.and_then(|range| range.get(index).copied().flatten())),
            Arc::new(move |plot, end| set_end(&mut plot.y_range, index, end)),
        )
    };
    let scale = scale(
        state,
        "Y scale",
        move || state.settings.with(|settings| settings.y_scale),
        |plot| &mut plot.y_scale,
        |plot| plot.y_scale,
    );
    view! { {scale} {end("Y from", 0)} {end("Y to", 1)} }.into_any()
}

fn set_end(range: &mut Option<Range>, index: usize, end: Option<f64>) {
    let mut ends = range.unwrap_or_default();
    if let Some(own) = ends.get_mut(index) {
        *own = end;
    }
    *range = (ends != [None, None]).then_some(ends);
}

fn scale(
    state: LineState,
    label: &'static str,
    board: impl Fn() -> ScaleKind + Send + Sync + 'static,
    place: fn(&mut LinePlot) -> &mut Option<ScaleKind>,
    read: fn(&LinePlot) -> Option<ScaleKind>,
) -> AnyView {
    choice(
        state,
        label,
        move || {
            let named = ScaleKind::ALL.map(|kind| (kind.label().to_owned(), kind.label().to_owned()));
            std::iter::once(as_board(board().label())).chain(named).collect()
        },
        Arc::new(move |plot| read(plot).map(ScaleKind::label).unwrap_or_default().to_owned()),
        Arc::new(move |plot, value| {
            *place(plot) = ScaleKind::of_label(&value);
        }),
    )
}

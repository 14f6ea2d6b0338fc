//! What can be set of one chart, for itself or as the board has it.

use leptos::prelude::*;

use super::axis_fields::{axis_x, axis_y};
use super::line_fields::lines;
use super::state::{LineState, metric_of};
use crate::board::LinePlot;
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Chip, Field, Icon, Input, Popover, unique_id};

/// As many metrics are suggested to whoever types one: a list of ten thousand would be built for nothing, as each of them
/// can be typed all the same.
const MOST_SUGGESTED: usize = 1_000;

/// A button that opens what can be set of the chart.
#[component]
pub(super) fn SettingsButton(state: LineState) -> impl IntoView {
    view! {
        <Popover label="Settings of this chart" icon=Icon::Settings class="chart-panel">
            <Fields state />
        </Popover>
    }
}

#[component]
fn Fields(state: LineState) -> impl IntoView {
    let suggested = StoredValue::new(unique_id("chart-metrics"));
    view! {
        <div class="chart-panel__fields">
            {metrics(state, suggested)} {expressions(state)} {axis_x(state, suggested)} {axis_y(state)} {lines(state)}
        </div>
        <datalist id=suggested.get_value()>
            {known_metrics(state).into_iter().map(|metric| view! { <option value=metric></option> }).collect_view()}
        </datalist>
    }
}

/// The first of the metrics that runs of the board have, as they are now.
fn known_metrics(state: LineState) -> Vec<String> {
    let columns = state.source.with_untracked(|source| source.columns());
    let metrics = columns.into_iter().filter_map(metric_of);
    metrics.take(MOST_SUGGESTED).collect()
}

fn metrics(state: LineState, suggested: StoredValue<String>) -> AnyView {
    let added = RwSignal::new(String::new());
    let on_commit = Callback::new(move |(metric,): (String,)| {
        let metric = metric.trim().to_owned();
        if metric.is_empty() {
            return;
        }
        added.set(String::new());
        if state.plot.with_untracked(|plot| !plot.metrics.contains(&metric)) {
            state.change(|plot| plot.metrics.push(metric));
        }
    });
    let chips = move || {
        let chosen = state.plot.with(|plot| plot.metrics.clone());
        let chip = |metric: String| {
            let gone = metric.clone();
            let on_remove = move || state.change(|plot| plot.metrics.retain(|metric| *metric != gone));
            view! { <Chip text=metric on_remove=Callback::new(move |()| on_remove()) /> }
        };
        chosen.into_iter().map(chip).collect_view()
    };
    view! {
        <div class="chart-panel__wide">
            <div class="chart-panel__chips">{chips}</div>
            <Input value=added label="Add a metric" placeholder="Add a metric" on_commit attr:list=suggested.get_value() />
        </div>
    }
    .into_any()
}

fn expressions(state: LineState) -> AnyView {
    let count = Memo::new(move |_| state.plot.with(|plot| plot.expressions.len()));
    let rows = move || {
        (0..count.get())
            .map(|place| expression(state, place))
            .collect_view()
    };
    let add = move || state.change(|plot| plot.expressions.push(String::new()));
    view! {
        <div class="chart-panel__wide">
            {rows}
            <Button variant=ButtonVariant::Quiet size=ButtonSize::Small icon=Icon::Plus on_click=add>
                "Add an expression"
            </Button>
        </div>
    }
    .into_any()
}

fn expression(state: LineState, place: usize) -> AnyView {
    let read = move |plot: &LinePlot| plot.expressions.get(place).cloned().unwrap_or_default();
    let value = RwSignal::new(state.plot.with_untracked(read));
    let error = Memo::new(move |_| {
        state.keys.with(|keys| {
            let unread = keys.unread.iter().find(|(of, _)| *of == place);
            unread.map(|(_, error)| {
                let text = state.plot.with(read);
                let part = text.get(error.span.clone()).unwrap_or_default().trim().to_owned();
                if part.is_empty() {
                    error.message.clone()
                } else {
                    format!("{}: {part}", error.message)
                }
            })
        })
    });
    let on_commit = Callback::new(move |(text,): (String,)| {
        state.change(|plot| {
            if text.trim().is_empty() {
                if place < plot.expressions.len() {
                    plot.expressions.remove(place);
                }
            } else if let Some(expression) = plot.expressions.get_mut(place) {
                *expression = text;
            }
        });
    });
    view! {
        <Field
            label="Expression"
            hint="Such as val_loss - train_loss; empty to remove it"
            error=Signal::derive(move || error.get().unwrap_or_default())
        >
            <Input
                value
                placeholder="val_loss - train_loss"
                invalid=Signal::derive(move || error.with(Option::is_some))
                on_commit
            />
        </Field>
    }
    .into_any()
}

//! What a run was given and what came out.

use std::sync::Arc;

use leptos::prelude::*;

use super::about::About;
use super::datasets::Datasets;
use super::values::{ValueRow, ValueTable};
use crate::format::{number, number_exact};
use crate::mlflow::Run;
use crate::ui::kit::Chip;
use crate::ui::markdown::Note;

/// Description, parameters, metrics and datasets; beside them what is known about the run itself, and its tags.
#[component]
pub fn Overview(
    /// The run.
    run: Signal<Arc<Run>>,
) -> impl IntoView {
    let note = Memo::new(move |_| run.with(|run| run.note().map(str::to_owned)));
    let params = Memo::new(move |_| run.with(|run| run.params.iter().map(param_row).collect::<Vec<_>>()));
    let metrics = Memo::new(move |_| run.with(|run| metric_rows(run)));
    view! {
        <div class="run-overview">
            <div class="run-overview__main stack stack--wide">
                {move || note.get().map(|text| view! {
                    <section aria-label="Description" data-testid="description"><Note text /></section>
                })}
                <div class="run-overview__values">
                    <ValueTable title="Metrics" test_id="metrics-table" rows=metrics numeric=true
                        none="This run has logged no metrics." />
                    <ValueTable title="Parameters" test_id="params-table" rows=params numeric=false
                        none="This run has logged no parameters." />
                </div>
                <Datasets run />
            </div>
            <aside class="run-overview__side stack" aria-label="About this run">
                <About run />
                <Tags run />
            </aside>
        </div>
    }
}

fn param_row(param: &crate::mlflow::Param) -> ValueRow {
    ValueRow {
        key: param.key.clone(),
        shown: param.value.clone(),
        exact: param.value.clone(),
    }
}

/// The latest value of each metric, by key; system metrics last.
fn metric_rows(run: &Run) -> Vec<ValueRow> {
    let mut metrics: Vec<_> = run.metrics.iter().collect();
    metrics.sort_by(|a, b| {
        let order = |metric: &crate::mlflow::Metric| (metric.key.starts_with("system/"), metric.key.clone());
        order(a).cmp(&order(b))
    });
    let row = |metric: &crate::mlflow::Metric| ValueRow {
        key: metric.key.clone(),
        shown: number(metric.value),
        exact: number_exact(metric.value),
    };
    metrics.into_iter().map(row).collect()
}

/// The tags that people wrote.
#[component]
fn Tags(run: Signal<Arc<Run>>) -> impl IntoView {
    let tags = move || {
        run.with(|run| {
            run.user_tags()
                .map(|tag| view! { <Chip name=tag.key.clone() text=tag.value.clone() /> })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section class="stack stack--tight" data-testid="tags-table">
            <h2>"Tags"</h2>
            {move || {
                let tags = tags();
                if tags.is_empty() {
                    view! { <p class="muted">"None"</p> }.into_any()
                } else {
                    view! { <div class="run-tags">{tags}</div> }.into_any()
                }
            }}
        </section>
    }
}

//! The datasets that a run says it read.

use std::sync::Arc;

use leptos::prelude::*;

use crate::format::{count, plural};
use crate::mlflow::{DatasetInput, DatasetSchema, Run};
use crate::ui::kit::{Badge, Copyable};

/// Each dataset with its digest, size, source and columns.
#[component]
pub fn Datasets(
    /// The run.
    run: Signal<Arc<Run>>,
) -> impl IntoView {
    let inputs = Memo::new(move |_| run.with(|run| run.dataset_inputs.clone()));
    view! {
        <section class="stack stack--tight" data-testid="datasets">
            <h2>"Datasets"</h2>
            {move || {
                let inputs = inputs.get();
                if inputs.is_empty() {
                    view! { <p class="muted">"This run has logged no dataset inputs."</p> }.into_any()
                } else {
                    inputs.into_iter().map(|input| view! { <Dataset input /> }).collect_view().into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Dataset(input: DatasetInput) -> impl IntoView {
    let size = [
        input.rows.map(|rows| plural(rows, "row")),
        input.elements.map(|elements| plural(elements, "value")),
    ];
    let size = size.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let context = input.context.clone().map(|context| view! { <Badge>{context}</Badge> });
    view! {
        <article class="panel">
            <div class="panel__head">
                <h3>{input.name.clone()}</h3>
                {context}
                <Copyable text=input.digest.clone() mono=true />
                <span class="muted">{size}</span>
            </div>
            <div class="panel__body stack stack--tight">
                <p class="muted">{input.source_type.clone()} " " <span class="mono">{input.source.clone()}</span></p>
                <Schema schema=input.schema />
            </div>
        </article>
    }
}

#[component]
fn Schema(schema: DatasetSchema) -> impl IntoView {
    match schema {
        DatasetSchema::Absent => view! { <p class="muted">"No schema was logged."</p> }.into_any(),
        DatasetSchema::Unreadable(text) => view! {
            <details>
                <summary>"Schema, in a form that is not known here"</summary>
                <pre class="run-schema__raw">{text}</pre>
            </details>
        }
        .into_any(),
        DatasetSchema::Columns(columns) => {
            let rows = columns.iter().map(|column| {
                let required = if column.required { "" } else { "optional" };
                view! {
                    <tr>
                        <td>{column.name.clone().unwrap_or_default()}</td>
                        <td class="mono">{column.kind.clone()}</td>
                        <td class="muted">{required}</td>
                    </tr>
                }
            });
            view! {
                <details>
                    <summary>{format!("Schema: {} columns", count(columns.len()))}</summary>
                    <div class="table-scroll run-schema" tabindex="0" role="region" aria-label="Schema">
                        <table class="table"><tbody>{rows.collect_view()}</tbody></table>
                    </div>
                </details>
            }
            .into_any()
        }
    }
}

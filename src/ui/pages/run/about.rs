//! What is known about a run itself.

use std::sync::Arc;

use leptos::prelude::*;

use crate::format::{duration, plural, shorten_middle};
use crate::mlflow::filter::children_of;
use crate::mlflow::{ExperimentId, Run, RunId, RunSearch, ViewType, runs};
use crate::query::Load;
use crate::route::{LoggedModelTab, Route, RunTab};
use crate::ui::kit::{Button, ButtonSize, Copyable, KeyValue, KeyValues};
use crate::ui::query::{Keep, use_query};
use crate::ui::time::{Ago, local_time};

/// Children that are listed.
const MAX_CHILDREN: u32 = 50;

/// Id, times, author, source, parent and children, logged models.
#[component]
pub fn About(
    /// The run.
    run: Signal<Arc<Run>>,
) -> impl IntoView {
    // By what it is made of: a fresh answer that says the same must not close what the person has opened.
    let family = Memo::new(move |_| {
        run.with(|run| {
            (
                run.info.experiment_id.clone(),
                run.info.id.clone(),
                run.parent_id(),
            )
        })
    });
    let facts = move || {
        let run = run.get();
        let created = run.info.start_millis;
        view! {
                <KeyValues>
                    {fact("Created", created.map(local_time), move || view! { <Ago millis=created /> })}
                    {fact("Duration", run.duration_millis().map(duration), || ())}
                    {fact("Created by", owned(run.user()), || ())}
                    {copyable("Run ID", run.info.id.as_str())}
                    {copyable("Experiment ID", run.info.experiment_id.as_str())}
                    {source(&run)}
                    {run.git_commit().map(|commit| copyable("Git commit", commit))}
                    {models(&run)}
                    {copyable("Artifacts", &run.info.artifact_uri)}
                </KeyValues>
        }
    };
    view! {
        <section class="stack stack--tight">
            <h2>"About this run"</h2>
            {facts}
            {move || {
                let (experiment, id, parent) = family.get();
                view! { <Relatives experiment id parent /> }
            }}
        </section>
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A fact in words, with something quieter beside it; nothing where it is not known.
fn fact<V: IntoView + 'static>(
    name: &'static str,
    words: Option<String>,
    beside: impl FnOnce() -> V + Send + 'static,
) -> impl IntoView {
    words.map(|words| {
        view! {
            <KeyValue name>
                <span>{words}</span>
                <span class="muted">{beside()}</span>
            </KeyValue>
        }
    })
}

/// A fact that is mostly wanted elsewhere: an id, an address.
fn copyable(name: &'static str, text: &str) -> impl IntoView + use<> {
    let text = text.to_owned();
    (!text.is_empty()).then(|| view! { <KeyValue name><Copyable text mono=true /></KeyValue> })
}

fn source(run: &Run) -> impl IntoView + use<> {
    let kind = run.source_type().map(str::to_lowercase);
    owned(run.source()).map(|source| {
        view! {
            <KeyValue name="Source">
                <span data-testid="source">{source}</span>
                <span class="muted">{kind}</span>
            </KeyValue>
        }
    })
}

/// The run that this one is nested in, and those nested in it.
#[component]
fn Relatives(experiment: ExperimentId, id: RunId, parent: Option<RunId>) -> impl IntoView {
    let parent = parent.map(|parent| {
        let href = Route::RunById { run: parent.clone(), extra: <_>::default() }.to_hash();
        view! {
            <KeyValue name="Parent run"><a class="link mono" href=href>{shorten_middle(parent.as_str(), 16)}</a></KeyValue>
        }
    });
    let children = use_query(Keep::SameRequest, move || {
        Some(Load::from(runs::search(&RunSearch {
            experiment_ids: vec![experiment.clone()],
            filter: children_of(&id),
            view: ViewType::ActiveOnly,
            max_results: MAX_CHILDREN,
            ..RunSearch::default()
        })))
    });
    let listed = move || {
        let found = children.value().filter(|page| !page.items.is_empty())?;
        let links = found.items.iter().map(child_link).collect_view();
        let more = if found.next_page_token.is_some() {
            " or more"
        } else {
            ""
        };
        let said = format!("{}{more}", plural(found.items.len(), "run"));
        Some(view! {
            <KeyValue name="Child runs">
                <details>
                    <summary>{said}</summary>
                    <ul class="run-children">{links}</ul>
                </details>
            </KeyValue>
        })
    };
    let failed = move || {
        children.error().map(|error| {
            view! {
                <KeyValue name="Child runs">
                    <span>{error.headline()}</span>
                    <Button size=ButtonSize::Small on_click=move || children.refetch()>"Try again"</Button>
                </KeyValue>
            }
        })
    };
    view! {
        <KeyValues>
            {parent}
            {listed}
            {failed}
        </KeyValues>
    }
}

fn child_link(child: &Run) -> impl IntoView + use<> {
    let href = Route::run(
        child.info.experiment_id.clone(),
        child.info.id.clone(),
        RunTab::Overview,
    )
    .to_hash();
    view! { <li><a class="link" href=href>{child.display_name().to_owned()}</a></li> }
}

/// The models that the run logged (`MLflow` 3).
fn models(run: &Run) -> impl IntoView + use<> {
    let links = run
        .model_outputs
        .iter()
        .map(|output| {
            let tab = LoggedModelTab::Overview;
            let href =
                Route::logged_model(run.info.experiment_id.clone(), output.model_id.clone(), tab).to_hash();
            view! { <a class="link mono" href=href>{shorten_middle(output.model_id.as_str(), 20)}</a> }
        })
        .collect::<Vec<_>>();
    (!links.is_empty()).then(|| view! { <KeyValue name="Logged models">{links}</KeyValue> })
}

//! What is known about a run itself.

use std::sync::Arc;

use leptos::prelude::*;

use crate::format::{duration, plural, shorten_middle};
use crate::mlflow::filter::children_of;
use crate::mlflow::{Run, RunSearch, ViewType, runs};
use crate::query::Load;
use crate::route::{LoggedModelTab, Route, RunTab};
use crate::ui::kit::{Copyable, KeyValue, KeyValues};
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
    move || {
        let run = run.get();
        let created = run.info.start_millis;
        let text = |value: Option<&str>| value.filter(|value| !value.is_empty()).map(str::to_owned);
        view! {
            <section class="stack stack--tight">
                <h2>"About this run"</h2>
                <KeyValues>
                    <KeyValue name="Created">
                        {created.map(|millis| view! { <span>{local_time(millis)}</span> })}
                        <span class="muted"><Ago millis=created /></span>
                    </KeyValue>
                    <KeyValue name="Duration">{run.duration_millis().map(duration)}</KeyValue>
                    <KeyValue name="Created by">{text(run.user())}</KeyValue>
                    <KeyValue name="Run ID"><Copyable text=run.info.id.to_string() mono=true /></KeyValue>
                    <KeyValue name="Experiment ID">
                        <Copyable text=run.info.experiment_id.to_string() mono=true />
                    </KeyValue>
                    <Source run=Arc::clone(&run) />
                    <Relatives run=Arc::clone(&run) />
                    <Models run=Arc::clone(&run) />
                    <KeyValue name="Artifacts"><Copyable text=run.info.artifact_uri.clone() mono=true /></KeyValue>
                </KeyValues>
            </section>
        }
    }
}

#[component]
fn Source(run: Arc<Run>) -> impl IntoView {
    let source = run.source().map(str::to_owned);
    let kind = run.source_type().map(str::to_lowercase);
    let commit = run.git_commit().map(str::to_owned);
    view! {
        {source.map(|source| view! {
            <KeyValue name="Source">
                <span data-testid="source">{source}</span>
                <span class="muted">{kind}</span>
            </KeyValue>
        })}
        {commit.map(|commit| view! {
            <KeyValue name="Git commit">
                <Copyable text=commit.clone() shown=shorten_middle(&commit, 12) mono=true />
            </KeyValue>
        })}
    }
}

/// The run that this one is nested in, and those nested in it.
#[component]
fn Relatives(run: Arc<Run>) -> impl IntoView {
    let (experiment, id) = (run.info.experiment_id.clone(), run.info.id.clone());
    let parent = run.parent_id().map(|parent| {
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
        let links = found.items.iter().map(|child| {
            let href = Route::run(child.info.experiment_id.clone(), child.info.id.clone(), RunTab::Overview).to_hash();
            view! { <li><a class="link" href=href>{child.display_name().to_owned()}</a></li> }
        });
        let more = found.next_page_token.is_some().then_some(" or more").unwrap_or_default();
        Some(view! {
            <KeyValue name="Child runs">
                <details>
                    <summary>{format!("{}{more}", plural(found.items.len(), "run"))}</summary>
                    <ul class="run-children">{links.collect_view()}</ul>
                </details>
            </KeyValue>
        })
    };
    view! {
        {parent}
        {listed}
    }
}

/// The models that the run logged (`MLflow` 3).
#[component]
fn Models(run: Arc<Run>) -> impl IntoView {
    let links = run
        .model_outputs
        .iter()
        .map(|output| {
            let tab = LoggedModelTab::Overview;
            let href = Route::logged_model(run.info.experiment_id.clone(), output.model_id.clone(), tab).to_hash();
            view! { <a class="link mono" href=href>{shorten_middle(output.model_id.as_str(), 20)}</a> }
        })
        .collect::<Vec<_>>();
    (!links.is_empty()).then(|| view! { <KeyValue name="Logged models">{links}</KeyValue> })
}

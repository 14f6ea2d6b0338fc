//! The filters beside the search: when started, which state, which datasets, with or without models.

use leptos::prelude::*;

use super::model::RunsModel;
use crate::mlflow::experiments::{DatasetSummary, MOST_EXPERIMENTS_OF_DATASETS, search_datasets};
use crate::query::Load;
use crate::route::{DatasetFilter, Lifecycle, ModelVersionFilter, RunsQuery, StartedWithin};
use crate::ui::kit::{ButtonSize, ButtonVariant, Icon, IconButton, Menu, MenuItem};
use crate::ui::query::{Keep, use_query};

/// All filters, each a menu that says what it lets through, with a cross to take it away where it does not let all through.
#[component]
pub fn Filters(model: RunsModel) -> impl IntoView {
    let datasets = use_query(Keep::Previous, move || {
        let mut experiments = model.experiments.get();
        experiments.truncate(MOST_EXPERIMENTS_OF_DATASETS);
        (!experiments.is_empty()).then(|| Load::from(search_datasets(&experiments)))
    });
    let known = Memo::new(move |_| datasets.value().map(|known| (*known).clone()).unwrap_or_default());
    let has_datasets = Memo::new(move |_| {
        known.with(|known| !known.is_empty()) || model.query.with(|query| !query.datasets.is_empty())
    });
    view! {
        <div class="runs-filters" role="group" aria-label="Filters">
            {filter(
                model,
                Icon::Clock,
                |query| spoken(&STARTED, query.started),
                |query| query.started != StartedWithin::Ever,
                Box::new(move |query| {
                    choices(model, &STARTED, query.started, |query, started| query.started = started)
                }),
                |query| query.started = StartedWithin::Ever,
            )}
            {filter(
                model,
                Icon::Filter,
                |query| spoken(&STATES, query.lifecycle),
                |query| query.lifecycle != Lifecycle::Active,
                Box::new(move |query| {
                    choices(model, &STATES, query.lifecycle, |query, state| query.lifecycle = state)
                }),
                |query| query.lifecycle = Lifecycle::Active,
            )}
            <Show when=move || has_datasets.get()>
                {filter(
                    model,
                    Icon::Database,
                    spoken_datasets,
                    |query| !query.datasets.is_empty(),
                    Box::new(move |query| known.with(|known| dataset_items(model, known, query))),
                    |query| query.datasets.clear(),
                )}
            </Show>
            {filter(
                model,
                Icon::Model,
                |query| spoken(&MODELS, query.model_versions),
                |query| query.model_versions != ModelVersionFilter::All,
                Box::new(move |query| {
                    choices(model, &MODELS, query.model_versions, |query, models| query.model_versions = models)
                }),
                |query| query.model_versions = ModelVersionFilter::All,
            )}
        </div>
    }
}

type Items = Box<dyn Fn(&RunsQuery) -> Vec<MenuItem> + Send + Sync>;

/// One filter. Not a component: it is made of plain functions and is compiled once.
fn filter(
    model: RunsModel,
    icon: Icon,
    says: fn(&RunsQuery) -> String,
    is_set: fn(&RunsQuery) -> bool,
    items: Items,
    clear: fn(&mut RunsQuery),
) -> AnyView {
    let label = Memo::new(move |_| model.query.with(says));
    let is_set = Memo::new(move |_| model.query.with(is_set));
    let items = Signal::derive(move || model.query.with(|query| items(query)));
    view! {
        <span class="runs-filter" class:runs-filter--set=move || is_set.get()>
            <Menu label=label icon items size=ButtonSize::Small variant=ButtonVariant::Quiet />
            <Show when=move || is_set.get()>
                <IconButton
                    icon=Icon::Close
                    label=Signal::derive(move || format!("Remove the filter “{}”", label.get()))
                    size=ButtonSize::Small
                    on_click=move || model.ask(clear)
                />
            </Show>
        </span>
    }
    .into_any()
}

const STARTED: [(StartedWithin, &str); 6] = [
    (StartedWithin::Ever, "Any time"),
    (StartedWithin::LastHour, "Last hour"),
    (StartedWithin::Last24Hours, "Last 24 hours"),
    (StartedWithin::Last7Days, "Last 7 days"),
    (StartedWithin::Last30Days, "Last 30 days"),
    (StartedWithin::LastYear, "Last year"),
];
const STATES: [(Lifecycle, &str); 2] = [(Lifecycle::Active, "Active"), (Lifecycle::Deleted, "Deleted")];
const MODELS: [(ModelVersionFilter, &str); 3] = [
    (ModelVersionFilter::All, "All models"),
    (ModelVersionFilter::With, "With registered models"),
    (ModelVersionFilter::Without, "Without registered models"),
];

fn spoken<T: PartialEq>(all: &[(T, &str)], value: T) -> String {
    all.iter()
        .find(|(one, _)| *one == value)
        .map(|(_, label)| (*label).to_owned())
        .unwrap_or_default()
}

fn choices<T: Copy + PartialEq + Send + Sync + 'static>(
    model: RunsModel,
    all: &[(T, &str)],
    now: T,
    set: fn(&mut RunsQuery, T),
) -> Vec<MenuItem> {
    all.iter()
        .map(|(value, label)| {
            let value = *value;
            MenuItem::choice(*label, value == now, move || model.ask(|query| set(query, value)))
        })
        .collect()
}

fn spoken_datasets(query: &RunsQuery) -> String {
    match query.datasets.as_slice() {
        [] => "All datasets".to_owned(),
        [only] => only.name.clone(),
        [first, rest @ ..] => format!("{} or {} more", first.name, rest.len()),
    }
}

/// Each known dataset, and those of the address that are not known: they can be taken away.
fn dataset_items(model: RunsModel, known: &[DatasetSummary], query: &RunsQuery) -> Vec<MenuItem> {
    let of_summary = |summary: &DatasetSummary| DatasetFilter {
        name: summary.name.clone(),
        digest: summary.digest.clone(),
        context: Some(summary.context.clone()).filter(|context| !context.is_empty()),
    };
    let mut all: Vec<DatasetFilter> = known.iter().map(of_summary).collect();
    all.extend(
        query
            .datasets
            .iter()
            .filter(|one| !all.contains(one))
            .cloned()
            .collect::<Vec<_>>(),
    );
    all.into_iter()
        .map(|dataset| {
            let is_wanted = query.datasets.contains(&dataset);
            let context = dataset.context.as_deref().map(|context| format!(", {context}"));
            let label = format!(
                "{} ({}{})",
                dataset.name,
                dataset.digest,
                context.unwrap_or_default()
            );
            MenuItem::choice(label, is_wanted, move || {
                let dataset = dataset.clone();
                model.ask(move |query| {
                    if is_wanted {
                        query.datasets.retain(|other| *other != dataset);
                    } else {
                        query.datasets.push(dataset);
                    }
                });
            })
        })
        .collect()
}

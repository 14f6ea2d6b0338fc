//! The runs of several experiments in one table.

use std::sync::Arc;

use leptos::prelude::*;

use super::Runs;
use crate::format::plural;
use crate::mlflow::{Experiment, ExperimentSearch, ViewType, experiments};
use crate::query::Load;
use crate::route::{Route, RunsQuery};
use crate::ui::kit::{Breadcrumbs, ButtonLink, Chip, Crumb, Empty, Icon};
use crate::ui::query::{Keep, use_query};
use crate::ui::router::use_router;
use crate::ui::title::use_title;

/// Experiments whose names are asked for at once. There is no call that gives some by their ids.
const MOST_NAMES: u32 = 1_000;

/// Several experiments and their runs.
#[component]
pub fn SeveralExperimentsPage(
    /// What the address asks for, the experiments too.
    query: Signal<RunsQuery>,
) -> impl IntoView {
    let router = use_router();
    let ids = Memo::new(move |_| query.with(|query| query.experiments.clone()));
    let all = use_query(Keep::Previous, || {
        Some(Load::from(experiments::search(&ExperimentSearch {
            view: ViewType::All,
            max_results: MOST_NAMES,
            ..ExperimentSearch::default()
        })))
    });
    let about = Signal::derive(move || {
        let ids = ids.get();
        let known = all.value();
        let known = known.iter().flat_map(|page| page.items.iter());
        let known = known.filter(|one| ids.contains(&one.id));
        known.cloned().map(Arc::new).collect::<Vec<Arc<Experiment>>>()
    });
    let title = move || format!("Runs of {}", plural(ids.with(Vec::len), "experiment"));
    use_title(title);
    let chips = move || {
        let about = about.get();
        let many = ids.with(|ids| ids.len() > 1);
        let chip = |id| {
            let name = about
                .iter()
                .find(|one| one.id == id)
                .map_or_else(|| id.to_string(), |one| one.name.clone());
            let remove = move || {
                let mut query = query.get_untracked();
                query.experiments.retain(|other| *other != id);
                router.replace(Route::CompareExperiments(Box::new(query)));
            };
            if many {
                view! { <Chip text=name on_remove=Callback::new(move |()| remove()) /> }.into_any()
            } else {
                view! { <Chip text=name /> }.into_any()
            }
        };
        ids.get().into_iter().map(chip).collect_view()
    };
    let body = move || {
        let experiments = ids.get();
        if experiments.is_empty() {
            return view! {
                <Empty
                    headline="No experiments are chosen"
                    text="Choose some in the list of experiments and press Compare."
                    icon=Icon::Experiment
                >
                    <ButtonLink href=Route::experiments().to_hash()>"Show the experiments"</ButtonLink>
                </Empty>
            }
            .into_any();
        }
        view! { <Runs experiments=Signal::stored(experiments) about query on_tags_changed=|| () /> }
            .into_any()
    };
    view! {
        <div class="experiment">
            <Breadcrumbs crumbs=Signal::derive(move || {
                vec![Crumb::link("Experiments", Route::experiments().to_hash()), Crumb::here("Several")]
            }) />
            <div class="page-head">
                <h1 class="page-head__title" data-testid="experiment-title">{title}</h1>
                <div class="toolbar">{chips}</div>
            </div>
            {body}
        </div>
    }
}

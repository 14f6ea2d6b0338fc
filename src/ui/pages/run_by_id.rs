//! `#/runs/<id>`: finds out which experiment a run is in and goes there.

use leptos::prelude::*;

use crate::mlflow::{RunId, runs};
use crate::query::Load;
use crate::route::{Route, RunTab};
use crate::ui::kit::Skeleton;
use crate::ui::loaded::Loaded;
use crate::ui::query::{Keep, use_query};
use crate::ui::router::use_router;
use crate::ui::title::use_title;

/// Goes on to the run's page; the address that led here leaves the history.
#[component]
pub fn RunByIdPage(
    /// Which run.
    run: Signal<RunId>,
) -> impl IntoView {
    use_title(move || format!("Run {}", run.get()));
    let router = use_router();
    let found = use_query(Keep::SameRequest, move || Some(Load::from(runs::get(&run.get()))));
    Effect::new(move |_| {
        if let Some(found) = found.value() {
            router.replace(Route::run(found.info.experiment_id.clone(), found.info.id.clone(), RunTab::Overview));
        }
    });
    view! {
        <h1 class="visually-hidden">{move || format!("Run {}", run.get())}</h1>
        <Loaded query=found skeleton=Skeleton::Lines(12) label="Looking for the run" let(_found)>
            <span></span>
        </Loaded>
    }
}

//! How much of the runs is here, and what can be done about the rest.

use leptos::prelude::*;

use super::loading::Phase;
use super::model::{LIMIT, RunsModel};
use super::refresh::Live;
use crate::format::count;
use crate::ui::kit::{Button, ButtonSize, ButtonVariant};

/// "120 of 4,312 runs", how loading stands, and the ways to go on.
#[component]
pub fn LoadStatus(model: RunsModel) -> impl IntoView {
    let counts = model.counts;
    let phase = model.loading.phase();
    let is_complete = move || phase.get() == Phase::Complete;
    let loaded = move || {
        let loaded = counts.get().loaded;
        match phase.get() {
            Phase::Complete => format!("all {} loaded", count(loaded)),
            _ => format!("{} of ≥ {} loaded", count(loaded), count(loaded)),
        }
    };
    let matching = move || {
        let counts = counts.get();
        match (counts.matching, counts.loaded) {
            (1, 1) => "1 run".to_owned(),
            (all, loaded) if all == loaded => format!("{} runs", count(all)),
            (some, loaded) => format!("{} of {} runs match", count(some), count(loaded)),
        }
    };
    let hidden = move || {
        let hidden = counts.get().hidden;
        (hidden > 0).then(|| {
            view! {
                <span>{format!("{} hidden", count(hidden))}</span>
                {quiet("Show them", move || model.ask(|query| query.table.hidden_runs.clear()))}
            }
        })
    };
    let ways = move || match phase.get() {
        Phase::Complete => None,
        Phase::Loading => Some(
            view! {
                <span class="runs-status__busy" aria-hidden="true"></span>
                {quiet("Pause", move || model.loading.pause())}
                {quiet("Stop", move || model.loading.stop())}
            }
            .into_any(),
        ),
        Phase::Paused => Some(quiet("Load the rest", move || model.loading.resume())),
        Phase::AtLimit => Some(
            view! {
                {quiet("Load more", move || raise(model, Some(LIMIT)))}
                {quiet("Load all", move || raise(model, None))}
            }
            .into_any(),
        ),
        Phase::Failed(error) => Some(
            view! {
                <span class="runs-status__failed" role="alert" data-testid="runs-failed">
                    {error.headline()}
                    {error.advice().map(|advice| format!(" {advice}"))}
                </span>
                {quiet("Try again", move || model.loading.resume())}
            }
            .into_any(),
        ),
    };
    view! {
        <div class="runs-status">
            <span data-testid="runs-matching" data-count=move || counts.get().matching.to_string()>{matching}</span>
            <span
                class="muted"
                data-testid="runs-loaded"
                data-loaded=move || counts.get().loaded.to_string()
                data-complete=move || is_complete().to_string()
            >
                {loaded}
            </span>
            {ways}
            {hidden}
            <span class="visually-hidden" role="status">
                {move || (phase.get() != Phase::Loading).then(|| format!("{}, {}", matching(), loaded()))}
            </span>
            <span class="toolbar__gap"></span>
            <Live model />
        </div>
    }
}

fn quiet(label: &'static str, act: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <Button size=ButtonSize::Small variant=ButtonVariant::Quiet on_click=Callback::new(move |()| act())>{label}</Button>
    }
    .into_any()
}

/// Lets more runs be loaded, or all.
fn raise(model: RunsModel, by: Option<u32>) {
    model.ask(|query| {
        let limit = query.table.limit.unwrap_or(LIMIT);
        query.table.limit = Some(by.map_or(u32::MAX, |by| limit.saturating_add(by)));
    });
    model.loading.resume();
}

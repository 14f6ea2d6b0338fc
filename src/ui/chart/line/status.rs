//! What the chart holds, in one line below it, and what can be done about that.

use leptos::prelude::*;

use super::all_points;
use super::state::LineState;
use crate::board::{Holding, Zoom};
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Icon, IconButton};

/// What the chart holds. It always takes the same room, so that nothing moves when it has something to say.
#[component]
pub(super) fn Status(state: LineState) -> impl IntoView {
    let said = Memo::new(move |_| {
        state.holding.with(|holding| {
            let mut parts = vec![holding.summary()];
            parts.extend(holding.remarks());
            parts.retain(|part| !part.is_empty());
            parts.join(" · ")
        })
    });
    let is_incomplete = Memo::new(move |_| state.holding.with(Holding::is_incomplete));
    let failure = Memo::new(move |_| state.holding.with(Holding::failure));
    let reason = move || {
        let metrics = state.metrics.get();
        let errors = metrics
            .iter()
            .filter_map(|metric| state.histories.trouble(metric).get());
        errors.map(|error| error.headline()).next().unwrap_or_default()
    };
    let retry = move || {
        for metric in state.metrics.get_untracked() {
            state.histories.retry(&metric);
        }
    };
    let load_all = move || {
        move || {
            let is_asked = state.loads_all.get();
            is_incomplete.get().then(|| {
                if is_asked {
                    view! { <span class="line-card__loading">"Loading all…"</span> }.into_any()
                } else {
                    view! {
                        <Button
                            variant=ButtonVariant::Quiet
                            size=ButtonSize::Small
                            on_click=move || all_points::load(state)
                        >
                            "Load all"
                        </Button>
                    }
                    .into_any()
                }
            })
        }
    };
    view! {
        <span class="line-card__said" title=said data-testid="holding">{said}</span>
        {load_all()}
        {move || failure.get().map(|failure| view! {
            <span class="line-card__failure" role="alert" title=reason>{failure}</span>
            <Button variant=ButtonVariant::Quiet size=ButtonSize::Small on_click=retry>"Retry"</Button>
        })}
    }
}

/// What stands in the place of lines where there are none.
#[component]
pub(super) fn Notice(state: LineState) -> impl IntoView {
    let is_loading = Memo::new(move |_| {
        state
            .holding
            .with(|holding| holding.here == 0 && holding.coming > 0)
    });
    let emptiness = Memo::new(move |_| {
        if let Some(trouble) = state.trouble.get() {
            return Some(trouble);
        }
        state.keys.with(|keys| {
            let names: Vec<&str> = keys.keys.iter().map(|key| &*key.name).collect();
            let runs = state.drawn.with(|drawn| drawn.picture.runs.len());
            state.holding.with(|holding| holding.emptiness(&names, runs))
        })
    });
    view! {
        {move || is_loading.get().then(|| view! {
            <div class="line-card__skeleton" role="status">
                <span class="visually-hidden">"Loading"</span>
            </div>
        })}
        {move || emptiness.get().map(|text| view! { <p class="line-card__notice">{text}</p> })}
    }
}

/// Zoom for those who have no wheel.
#[component]
pub(super) fn ZoomButtons(state: LineState) -> impl IntoView {
    let is_all = Memo::new(move |_| state.zoom.get() == Zoom::default());
    view! {
        <IconButton icon=Icon::ZoomIn label="Zoom in" size=ButtonSize::Small on_click=move || _ = state.step_in() />
        <IconButton
            icon=Icon::ZoomOut
            label="Zoom out"
            size=ButtonSize::Small
            disabled=is_all
            on_click=move || _ = state.step_out()
        />
        <IconButton
            icon=Icon::Undo
            label="Show all"
            size=ButtonSize::Small
            disabled=is_all
            on_click=move || state.show_all()
        />
    }
}

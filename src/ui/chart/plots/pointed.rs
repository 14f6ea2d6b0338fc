//! What is said beside what is pointed at.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::plots::{Pointed, Targets};

/// From what is pointed at to the words.
const GAP_CSS: f64 = 12.0;
/// The words are no wider than this; longer ones are cut.
const PANEL_CSS: f64 = 300.0;

/// Words about what is pointed at, on the side of it with more room; told to a screen reader where a key led there.
#[component]
pub(super) fn PointedOverlay(
    /// What is pointed at.
    pointed: Memo<Option<Pointed>>,
    /// Where the chart put things.
    targets: RwSignal<Option<Arc<dyn Targets>>>,
    /// Whether a key led there.
    is_by_key: Signal<bool>,
    /// Whether a finger did.
    is_by_touch: Signal<bool>,
) -> impl IntoView {
    let place = move || {
        let (x, y) = pointed.with(|pointed| pointed.as_ref().map(|pointed| pointed.at_css))?;
        let plot = targets.with(|targets| targets.as_ref().map(|targets| targets.plot()))?;
        let is_right = x > f64::midpoint(plot.left, plot.right);
        let is_low = y > f64::midpoint(plot.top, plot.bottom);
        let along = if is_right { "-100%" } else { "0px" };
        let down = if is_low { "-100%" } else { "0px" };
        let x = x + if is_right { -GAP_CSS } else { GAP_CSS };
        Some(format!("translate(calc({x}px + {along}), calc({y}px + {down}))"))
    };
    let rows = move || {
        pointed.with(|pointed| {
            let rows = pointed.iter().flat_map(|pointed| &pointed.rows);
            rows.map(|(name, value)| {
                view! {
                    <div class="plot-words__row">
                        <span class="plot-words__name">{name.clone()}</span>
                        <span class="plot-words__value">{value.clone()}</span>
                    </div>
                }
            })
            .collect::<Vec<_>>()
        })
    };
    let color = move || pointed.with(|pointed| Some(pointed.as_ref()?.color?.to_css()));
    let spoken = move || {
        if is_by_key.get() {
            pointed.with(|pointed| pointed.as_ref().map(Pointed::spoken).unwrap_or_default())
        } else {
            String::new()
        }
    };
    let hint = move || {
        let opens = is_by_touch.get()
            && pointed.with(|pointed| pointed.as_ref().is_some_and(|pointed| pointed.run.is_some()));
        opens.then(|| view! { <div class="plot-words__row muted">"Tap again to open the run"</div> })
    };
    view! {
        <div
            class="plot-words"
            class:plot-words--hidden=move || pointed.with(Option::is_none)
            aria-hidden="true"
            style:transform=place
            style:max-width=format!("{PANEL_CSS}px")
        >
            <div class="plot-words__title">
                <span
                    class="plot-words__key"
                    class:plot-words__key--absent=move || color().is_none()
                    style:background-color=color
                ></span>
                <span class="plot-words__name">
                    {move || pointed.with(|pointed| pointed.as_ref().map(|pointed| pointed.title.clone()))}
                </span>
            </div>
            {rows}
            {hint}
        </div>
        <div class="visually-hidden" role="status">{spoken}</div>
    }
}

//! The line chart of a card: everything between the card's edges below its head.

use leptos::{html, prelude::*};

use super::building::keep_built;
use super::drawing::keep_drawn;
use super::export::ExportMenu;
use super::highlighting::{highlighted, keep_linked, marked};
use super::legend::Legend;
use super::marks::{Marks, Veil};
use super::panel::{HoverPanel, PinnedPanel};
use super::pointing::Pointing;
use super::read_out::{ROWS, ReadOut};
use super::settings::SettingsButton;
use super::state::{Cursor, LineState, x_unit};
use super::status::{Notice, Status, ZoomButtons};
use super::wanting::keep_wanted;
use crate::board::{Holding, LinePlot, Settings};
use crate::chart::{Locale, spoken_summary};
use crate::ui::board::Source;
use crate::ui::highlight::Links;
use crate::ui::kit::unique_id;

/// What the canvas can do, for whoever points at it.
const HOW: &str = "Drag to zoom, double-click to show all. Ctrl or Command with the wheel zooms too. Click to keep the \
                   values, with Ctrl or Command to open the run.";

/// Lines over steps, time or another metric. It fills its parent, which says how large it is.
#[component]
pub fn LineCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<LinePlot>,
    /// What holds where the plot says nothing.
    #[prop(into)]
    settings: Signal<Settings>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it asks the server for anything, and draws.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(LinePlot,)>,
    /// What all charts of the page point at together.
    links: Links,
    /// Copies a link to this chart; not offered where there is none.
    #[prop(optional, into)]
    on_copy_link: Option<Callback<()>>,
) -> impl IntoView {
    let state = LineState::new(plot, settings, source, is_in_view, on_change, links);
    let locale = StoredValue::new(super::state::locale());
    let width_device = RwSignal::new(0);
    let pointing = Pointing::new(state);
    let highlighted = highlighted(state);
    let marked = marked(state, highlighted);
    let place = NodeRef::<html::Div>::new();
    let canvases = [NodeRef::<html::Canvas>::new(), NodeRef::<html::Canvas>::new()];
    keep_wanted(state, width_device);
    keep_built(state);
    let painter = keep_drawn(state, canvases, locale, highlighted, width_device);
    keep_linked(state);
    let read_out = Memo::new(move |_| {
        state.pointed.with(|pointed| {
            let pointed = pointed.as_ref()?;
            locale.with_value(|locale| ReadOut::of(state, pointed, ROWS, locale))
        })
    });
    let is_dimmed = Memo::new(move |_| {
        let count = state.drawn.with(|drawn| drawn.lines.len());
        highlighted.with(|lit| !lit.is_empty() && lit.len() < count)
    });
    let [lower, upper] = canvases;
    view! {
        <div
            class="line-card"
            data-testid="line-card"
            data-drawn=move || state.holding.with(Holding::drawn).filter(|_| state.projection.with(Option::is_some))
        >
            <div node_ref=place class="line-card__stage">
                <canvas node_ref=lower class="line-card__canvas" aria-hidden="true"></canvas>
                <Veil state is_dimmed />
                <canvas node_ref=upper class="line-card__canvas" aria-hidden="true"></canvas>
                <Notice state />
                <Marks state pointing read_out marked />
                <Surface state pointing locale />
            </div>
            <Legend state />
            <div class="line-card__foot">
                <Status state />
                <span class="line-card__tools">
                    <ZoomButtons state />
                    <SettingsButton state />
                    <ExportMenu state painter on_copy_link />
                </span>
            </div>
            <Spoken state read_out />
            <HoverPanel state place read_out />
            <PinnedPanel state place locale />
        </div>
    }
}

/// What takes pointer, fingers and keys, and says in words what the canvases show.
#[component]
fn Surface(state: LineState, pointing: Pointing, locale: StoredValue<Locale>) -> impl IntoView {
    let described = move || {
        let x = state.look.with(|look| x_unit(&look.x));
        let summary = state
            .drawn
            .with(|drawn| locale.with_value(|locale| spoken_summary(&drawn.lines, x, locale)));
        format!("{}, line chart. {summary}", state.title())
    };
    let help = unique_id("line-chart-help");
    view! {
        <div
            class="line-card__surface"
            tabindex="0"
            role="img"
            aria-label=described
            aria-describedby=help.clone()
            on:pointerdown=move |event| pointing.on_down(&event)
            on:pointermove=move |event| pointing.on_move(&event)
            on:pointerup=move |event| pointing.on_up(&event)
            on:pointercancel=move |_| pointing.on_cancel()
            on:pointerleave=move |event| pointing.on_leave(&event)
            on:click=move |event| pointing.on_click(&event)
            on:dblclick=move |_| pointing.on_double_click()
            on:wheel=move |event| pointing.on_wheel(&event)
            on:keydown=move |event| state.on_key(&event)
        ></div>
        <span id=help class="visually-hidden">{HOW}</span>
    }
}

/// What keys point at, for screen readers.
#[component]
fn Spoken(state: LineState, read_out: Memo<Option<ReadOut>>) -> impl IntoView {
    let spoken = move || {
        let is_by_key = matches!(state.cursor.get(), Some(Cursor::Key { .. }));
        is_by_key.then(|| read_out.with(|shown| shown.as_ref().map(ReadOut::spoken)))
    };
    view! { <div class="visually-hidden" role="status">{spoken}</div> }
}

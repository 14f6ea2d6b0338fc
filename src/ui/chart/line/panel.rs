//! The read-out beside the crosshair: one that follows the pointer, and one that stays.

use leptos::{ev, html, prelude::*};

use super::read_out::{ROWS, ReadOut, Row};
use super::state::LineState;
use crate::chart::Locale;
use crate::mlflow::RunId;
use crate::ui::kit::{ButtonSize, Icon, IconButton};
use crate::web::dom::{self, HtmlElement};
use crate::web::{event::Listener, frame::FrameTask, overlay};

/// A read-out that stays shows at most this many lines; more would take the page's breath.
const PINNED_ROWS: usize = 500;

/// The read-out that follows the pointer. In the page only while something is pointed at.
#[component]
pub(super) fn HoverPanel(
    state: LineState,
    place: NodeRef<html::Div>,
    read_out: Memo<Option<ReadOut>>,
) -> impl IntoView {
    let is_shown = Memo::new(move |_| read_out.with(Option::is_some) && !state.is_pinned.get());
    view! {
        <Show when=move || is_shown.get()>
            <Following place read_out />
        </Show>
    }
}

#[component]
fn Following(place: NodeRef<html::Div>, read_out: Memo<Option<ReadOut>>) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let (Some(panel), Some(place)) = (panel.get(), place.get()) else {
            return;
        };
        let Some(x_css) = read_out.with(|shown| Some(shown.as_ref()?.x_css)) else {
            return;
        };
        dom::show_popover(&panel);
        overlay::place_read_out(&place, x_css, &panel);
    });
    let rows: Vec<Memo<Option<Row>>> = (0..ROWS)
        .map(|index| Memo::new(move |_| read_out.with(|shown| shown.as_ref()?.rows.get(index).cloned())))
        .collect();
    let more = move || {
        let more = read_out.with(|shown| shown.as_ref().map_or(0, |shown| shown.more));
        (more > 0).then(|| format!("and {more} more"))
    };
    view! {
        <div node_ref=panel class="read-out" popover="manual" aria-hidden="true">
            <div class="read-out__title">
                {move || read_out.with(|shown| shown.as_ref().map(|shown| shown.title.clone()))}
            </div>
            {rows.into_iter().map(following_row).collect_view()}
            <div class="read-out__more">{more}</div>
        </div>
    }
}

fn following_row(row: Memo<Option<Row>>) -> AnyView {
    let part = move |pick: fn(&Row) -> &str| {
        move || row.with(|row| row.as_ref().map(|row| pick(row).to_owned()).unwrap_or_default())
    };
    view! {
        <div
            class="read-out__row"
            class:read-out__row--absent=move || row.with(Option::is_none)
            class:read-out__row--focus=move || row.with(|row| row.as_ref().is_some_and(|row| row.is_focus))
        >
            <span class=move || row.with(|row| row.as_ref().map_or("line-key", |row| row.dash)) style:--line=part(|row| &row.color)></span>
            <span class="read-out__name">{part(|row| &row.name)}</span>
            <span class="read-out__remark">{part(|row| &row.remark)}</span>
            <span class="read-out__value">{part(|row| &row.value)}</span>
        </div>
    }
    .into_any()
}

/// The read-out that stays: all lines there, with what can be done with their runs. In the page only while it is
/// shown; Escape and a press beside it close it.
#[component]
pub(super) fn PinnedPanel(
    state: LineState,
    place: NodeRef<html::Div>,
    locale: StoredValue<Locale>,
) -> impl IntoView {
    view! {
        <Show when=move || state.is_pinned.get()>
            <Pinned state place locale />
        </Show>
    }
}

#[component]
fn Pinned(state: LineState, place: NodeRef<html::Div>, locale: StoredValue<Locale>) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let read_out = Memo::new(move |_| {
        state.pointed.with(|pointed| {
            let pointed = pointed.as_ref()?;
            locale.with_value(|locale| ReadOut::of(state, pointed, PINNED_ROWS, locale))
        })
    });
    let arrange = move || {
        if let (Some(panel), Some(place)) = (panel.get_untracked(), place.get_untracked())
            && let Some(x_css) = read_out.with_untracked(|shown| Some(shown.as_ref()?.x_css))
        {
            overlay::place_read_out(&place, x_css, &panel);
        }
    };
    // What is pointed at may go while it is kept: its run is hidden, its points are others.
    Effect::new(move |_| {
        if read_out.with(Option::is_none) {
            state.release();
        }
    });
    Effect::new(move |_| {
        let Some(panel) = panel.get() else { return };
        dom::show_popover(&panel);
        arrange();
        dom::reveal_nth(&panel, ".read-out__row--focus", 0);
        if state.is_pinned_by_key.get_value() {
            dom::focus(&panel);
        }
    });
    let ids = Memo::new(move |_| {
        read_out.with(|shown| {
            let rows = shown.as_ref().map(|shown| &*shown.rows).unwrap_or_default();
            rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()
        })
    });
    let on_focus = keep_focus(panel, ids);
    // The chart has the focus again, unless something else took it.
    on_cleanup(move || {
        let (panel, place) = (
            panel.try_get_untracked().flatten(),
            place.try_get_untracked().flatten(),
        );
        if let (Some(panel), Some(place)) = (panel, place)
            && dom::has_focus_within(&panel)
        {
            dom::focus_nth(&place, ".line-card__surface", 0);
        }
    });
    let on_scroll = StoredValue::new_local(Listener::on_everything("scroll", move |_| arrange()));
    on_cleanup(move || on_scroll.dispose());
    let on_toggle = move |_| {
        if panel
            .get_untracked()
            .is_some_and(|panel| !dom::is_popover_open(&panel))
        {
            state.release();
        }
    };
    // Each row stays the same elements for as long as its line is there, so that a new value takes no focus away.
    let row = move |id: String| {
        let row = Memo::new(move |before: Option<&Option<Row>>| {
            let now = read_out.with(|shown| {
                let mut rows = shown.as_ref()?.rows.iter();
                rows.find(|row| row.id == id).cloned()
            });
            // Until the row itself goes.
            now.or_else(|| before.cloned().flatten())
        });
        row.get_untracked().map(|first| pinned_row(state, &first, row))
    };
    let more = move || {
        let more = read_out.with(|shown| shown.as_ref().map_or(0, |shown| shown.more));
        (more > 0).then(|| format!("and {more} more"))
    };
    view! {
        <div
            node_ref=panel
            class="read-out read-out--pinned"
            popover="auto"
            role="dialog"
            aria-label="Values here"
            tabindex="-1"
            on:toggle=on_toggle
            on:focusin=on_focus
        >
            <div class="read-out__head">
                <span class="read-out__title">
                    {move || read_out.with(|shown| shown.as_ref().map(|shown| shown.title.clone()))}
                </span>
                <IconButton icon=Icon::Close label="Let go" size=ButtonSize::Small on_click=move || state.release() />
            </div>
            <div class="read-out__rows">
                <For each=move || ids.get() key=String::clone children=row />
            </div>
            <div class="read-out__more">{more}</div>
        </div>
    }
}

/// Gives the focus back to what had it in the panel, when rows that came or moved took it away; to the panel where that is
/// gone. Returns what is told of each focus in the panel.
fn keep_focus(panel: NodeRef<html::Div>, ids: Memo<Vec<String>>) -> impl Fn(ev::FocusEvent) {
    let last = StoredValue::new_local(None::<HtmlElement>);
    let give_back = StoredValue::new_local(FrameTask::new(move || {
        let Some(panel) = panel.try_get_untracked().flatten() else {
            return;
        };
        let Some(last) = last.try_get_value().flatten() else {
            return;
        };
        dom::focus_if_lost(&last);
        dom::focus_if_lost(&panel);
    }));
    on_cleanup(move || give_back.dispose());
    Effect::new(move |before: Option<()>| {
        ids.with(|_| ());
        if before.is_some() {
            give_back.with_value(FrameTask::request);
        }
    });
    move |event| last.set_value(dom::target_of(&event))
}

fn pinned_row(state: LineState, first: &Row, row: Memo<Option<Row>>) -> AnyView {
    // Of the row that are not its line's own.
    let part = move |pick: fn(&Row) -> &str| {
        move || row.with(|row| row.as_ref().map(|row| pick(row).to_owned()).unwrap_or_default())
    };
    let Row { run, dash, .. } = first.clone();
    let deeds = state.links.deeds.get_value();
    let button = |run: &RunId, icon: Icon, label: &'static str, deed: Option<Callback<(RunId,)>>| {
        let run = run.clone();
        deed.map(|deed| {
            let run = run.clone();
            view! {
                <IconButton icon label size=ButtonSize::Small on_click=move || deed.run((run.clone(),)) />
            }
            .into_any()
        })
    };
    let name = part(|row| &row.name);
    let name_view = match &run {
        Some(run) => {
            view! { <a class="read-out__name" href=state.links.href(run.clone())>{name}</a> }.into_any()
        }
        None => view! { <span class="read-out__name">{name}</span> }.into_any(),
    };
    let pointed = run.clone();
    view! {
        <div
            class="read-out__row"
            class:read-out__row--focus=move || row.with(|row| row.as_ref().is_some_and(|row| row.is_focus))
            on:pointerenter=move |_| state.links.highlight(pointed.as_ref())
        >
            <span class=dash style:--line=part(|row| &row.color)></span>
            {name_view}
            <span class="read-out__remark">{part(|row| &row.remark)}</span>
            <span class="read-out__value">{part(|row| &row.value)}</span>
            <span class="read-out__deeds">
                {run.as_ref().and_then(|run| button(run, Icon::Pin, "Pin run", deeds.pin))}
                {run.as_ref().and_then(|run| button(run, Icon::EyeOff, "Hide run", deeds.hide))}
            </span>
        </div>
    }
    .into_any()
}

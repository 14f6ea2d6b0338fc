//! A card: its head, its chart, and the corner by which it is resized.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use super::body::Body;
use super::card_menu::card_items;
use super::drag::Dragging;
use super::state::BoardState;
use crate::board::{Card, CardBox, CardId, Settings};
use crate::format::plural;
use crate::ui::kit::{ButtonSize, ButtonVariant, Icon, IconButton, Menu};
use crate::web::dom;

/// How far an arrow key moves the lower edge, in CSS pixels.
const KEY_STEP_CSS: f64 = 20.0;

#[component]
pub(super) fn CardView(state: BoardState, dragging: Dragging, id: CardId) -> impl IntoView {
    let own = StoredValue::new(id.clone());
    let section_top = Memo::new(move |_| {
        let id = own.get_value();
        state.layout.with(|layout| {
            let card = layout.card(&id)?;
            Some(layout.sections.get(card.section)?.top_css)
        })
    });
    let place = Memo::new(move |_| state.box_of(&own.get_value()));
    let resizing = RwSignal::new(None::<Resizing>);
    let top = move || {
        let top_css = place.with(|place| place.as_ref().map_or(0.0, |place| place.top_css));
        format!("{}px", top_css - section_top.get().unwrap_or_default())
    };
    let of_box = move |pick: fn(&CardBox) -> f64, drawn: fn(&Resizing) -> f64| {
        move || {
            let resized = resizing.with(|resizing| resizing.as_ref().map(drawn));
            let css = resized.unwrap_or_else(|| place.with(|place| place.as_ref().map_or(0.0, pick)));
            format!("{css}px")
        }
    };
    let title = Memo::new(move |_| {
        let id = own.get_value();
        state
            .board
            .with(|board| board.card(&id).map(Card::title).unwrap_or_default())
    });
    let is_in_view = Signal::derive(move || {
        place.with(|place| {
            place
                .as_ref()
                .is_some_and(|place| state.is_near(place.top_css, place.height_css))
        })
    });
    let turn = state.queue.wait();
    let items = Signal::derive(move || card_items(state, &own.get_value()));
    let menu_label = Signal::derive(move || format!("Chart {}", title.get()));
    // What scrolls past quickly is a box with a title: the rest comes when it is the card's turn.
    let tools = move || {
        view! {
            <span class="board-card__tools">
                <IconButton
                    icon=Icon::Maximize
                    label=Signal::derive(move || format!("Show {} in full screen", title.get()))
                    size=ButtonSize::Small
                    on_click=move || state.full.set(Some(own.get_value()))
                />
                <Menu
                    label=menu_label
                    label_hidden=true
                    icon=Icon::More
                    items
                    size=ButtonSize::Small
                    variant=ButtonVariant::Quiet
                />
            </span>
        }
        .into_any()
    };
    let is_dragged = move || dragging.is_of(&own.get_value());
    view! {
        <article
            class="board-card panel"
            class:board-card--dragged=is_dragged
            data-testid="chart-card"
            data-card=id.as_str().to_owned()
            data-metric=id.metric().map(str::to_owned)
            aria-label=title
            style:left=of_box(|place| place.left_css, |drawn| drawn.left_css)
            style:top=top
            style:width=of_box(|place| place.width_css, |drawn| drawn.width_css)
            style:height=of_box(|place| place.height_css, |drawn| drawn.height_css)
        >
            <header
                class="board-card__head"
                on:pointerdown=move |event: PointerEvent| dragging.press(&event, own.get_value())
            >
                <h3 class="board-card__title truncate" title=title>{title}</h3>
                {move || turn.get().then(tools)}
            </header>
            <div class="board-card__body">
                {move || turn.get().then(|| view! { <Body state id=own.get_value() is_in_view /> })}
            </div>
            {move || turn.get().then(|| view! { <ResizeHandle state id=own.get_value() place resizing /> })}
        </article>
    }
}

/// A card while its corner is drawn.
#[derive(Clone, Copy, PartialEq)]
#[expect(clippy::struct_field_names, reason = "it is the unit")]
struct Resizing {
    left_css: f64,
    width_css: f64,
    height_css: f64,
    /// Where the pointer took hold of it, from the lower right corner.
    grip_css: [f64; 2],
}

#[component]
fn ResizeHandle(
    state: BoardState,
    id: CardId,
    place: Memo<Option<CardBox>>,
    resizing: RwSignal<Option<Resizing>>,
) -> impl IntoView {
    let own = StoredValue::new(id);
    let press = move |event: PointerEvent| {
        let Some(place) = place.get_untracked().filter(|_| event.button() == 0) else {
            return;
        };
        event.prevent_default();
        dom::capture_pointer(&event);
        resizing.set(Some(Resizing {
            left_css: place.left_css,
            width_css: place.width_css,
            height_css: place.height_css,
            grip_css: [
                f64::from(event.client_x()) - place.width_css,
                f64::from(event.client_y()) - place.height_css,
            ],
        }));
    };
    let [least, most] = Settings::HEIGHTS_CSS.map(f64::from);
    let draw = move |event: PointerEvent| {
        let Some(now) = resizing.get_untracked() else {
            return;
        };
        let [x, y] = now.grip_css;
        let width_css = state.layout.with_untracked(|layout| {
            (f64::from(event.client_x()) - x).clamp(layout.column_css * 0.6, layout.width_of(layout.columns))
        });
        resizing.set(Some(Resizing {
            width_css,
            height_css: (f64::from(event.client_y()) - y).clamp(least, most),
            ..now
        }));
    };
    let release = move |_| {
        let Some(now) = resizing.get_untracked() else {
            return;
        };
        resizing.set(None);
        let span = state
            .layout
            .with_untracked(|layout| layout.span_of(now.width_css));
        resize(state, &own.get_value(), span, now.height_css);
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(now) = place.get_untracked() else { return };
        let span = state
            .layout
            .with_untracked(|layout| layout.span_of(now.width_css));
        let (span, height_css) = match event.key().as_str() {
            "ArrowLeft" => (span.saturating_sub(1), now.height_css),
            "ArrowRight" => (span + 1, now.height_css),
            "ArrowUp" => (span, now.height_css - KEY_STEP_CSS),
            "ArrowDown" => (span, now.height_css + KEY_STEP_CSS),
            _ => return,
        };
        event.prevent_default();
        let span = span.clamp(1, state.layout.with_untracked(|layout| layout.columns));
        resize(state, &own.get_value(), span, height_css);
    };
    let said = move || {
        place.with(|place| {
            place.as_ref().map(|place| {
                let span = state.layout.with(|layout| layout.span_of(place.width_css));
                format!("{}, {:.0} pixels high", plural(span, "column"), place.height_css)
            })
        })
    };
    view! {
        <button
            type="button"
            class="board-card__corner"
            aria-label="Resize: arrow keys change columns and height"
            aria-description=said
            on:pointerdown=press
            on:pointermove=draw
            on:pointerup=release
            on:pointercancel=move |_| resizing.set(None)
            on:keydown=on_key
        ></button>
    }
}

/// Makes a card so large. The height of all cards is none of its own.
fn resize(state: BoardState, id: &CardId, span: u8, height_css: f64) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates, and the board keeps it within bounds"
    )]
    let height = height_css.round() as u16;
    state.edit(|board| {
        let own = (height != board.settings().height_css).then_some(height);
        // Wider than there is room for now is not forgotten on a narrow window.
        let kept = board.card(id).map_or(1, |card| card.span);
        let columns = state.layout.with_untracked(|layout| layout.columns);
        let span = if kept > columns && span == columns {
            kept
        } else {
            span
        };
        board.resize(id, span, own);
    });
}

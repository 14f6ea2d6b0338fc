//! A section: its head, and those of its cards that are near to the view.

use leptos::prelude::*;

use super::card::CardView;
use super::drag::Dragging;
use super::state::{Ask, BoardState};
use crate::board::{CardId, PlotKind, Section, SectionBox, SectionId};
use crate::format::count;
use crate::ui::kit::{ButtonSize, ButtonVariant, Icon, Menu, MenuItem};

#[component]
pub(super) fn SectionView(state: BoardState, dragging: Dragging, id: SectionId) -> impl IntoView {
    let own = StoredValue::new(id.clone());
    let place = Memo::new(move |_| {
        let id = own.get_value();
        state.layout.with(|layout| {
            let index = layout.sections.iter().position(|section| section.id == id)?;
            Some((index, layout.sections.get(index)?.clone()))
        })
    });
    let of_box = move |pick: fn(&SectionBox) -> f64| {
        move || place.with(|place| format!("{}px", place.as_ref().map_or(0.0, |(_, place)| pick(place))))
    };
    let title = Memo::new(move |_| {
        let id = own.get_value();
        state
            .board
            .with(|board| board.section(&id).map(Section::title).unwrap_or_default())
    });
    let is_collapsed =
        Memo::new(move |_| place.with(|place| place.as_ref().is_some_and(|(_, place)| place.is_collapsed)));
    let is_bare = Memo::new(move |_| {
        place.with(|place| {
            place
                .as_ref()
                .is_some_and(|(_, place)| place.found == 0 && !place.is_collapsed)
        })
    });
    let said = move || {
        place.with(|place| match place {
            Some((_, place)) if place.found < place.total => {
                format!("{} of {}", count(place.found), count(place.total))
            }
            Some((_, place)) => count(place.total),
            None => String::new(),
        })
    };
    let cards = move || {
        let Some(index) = place.with(|place| place.as_ref().map(|(index, _)| *index)) else {
            return Vec::new();
        };
        let (top_css, bottom_css) = state.near();
        state.layout.with(|layout| {
            let near = layout.cards.get(layout.cards_between(top_css, bottom_css));
            let near = near.unwrap_or_default().iter();
            near.filter(|card| card.section == index)
                .map(|card| card.id.clone())
                .collect::<Vec<CardId>>()
        })
    };
    let toggle = move |_| {
        let id = own.get_value();
        state.edit(|board| {
            let is_collapsed = board.section(&id).is_some_and(|section| section.is_collapsed);
            board.collapse(&id, !is_collapsed);
        });
    };
    let items = Signal::derive(move || section_items(state, &own.get_value()));
    let menu_label = Signal::derive(move || format!("Section {}", title.get()));
    view! {
        <section
            class="board-section"
            data-testid="board-section"
            data-section=id.as_str().to_owned()
            aria-label=title
            style:top=of_box(|place| place.top_css)
            style:height=of_box(|place| place.height_css)
        >
            <header class="board-section__head">
                <h2 class="board-section__title">
                    <button
                        type="button"
                        class="board-section__fold"
                        aria-expanded=move || (!is_collapsed.get()).to_string()
                        on:click=toggle
                    >
                        {move || {
                            let icon = if is_collapsed.get() { Icon::ChevronRight } else { Icon::ChevronDown };
                            view! { <Icon icon /> }
                        }}
                        <span class="truncate">{title}</span>
                        <span class="board-section__count">{said}</span>
                    </button>
                </h2>
                <Menu
                    label=menu_label
                    label_hidden=true
                    icon=Icon::More
                    items
                    size=ButtonSize::Small
                    variant=ButtonVariant::Quiet
                />
            </header>
            <Show when=move || is_bare.get()>
                <p class="board-section__bare">"No charts here. Drag some here, or add one from the menu."</p>
            </Show>
            <For each=cards key=CardId::clone let(card)>
                <CardView state dragging id=card />
            </For>
        </section>
    }
}

fn section_items(state: BoardState, id: &SectionId) -> Vec<MenuItem> {
    let own = StoredValue::new(id.clone());
    let (is_collapsed, is_first, is_last, before_previous, next, has_open, has_folded) =
        state.layout.with_untracked(|layout| {
            let sections = &layout.sections;
            let index = sections
                .iter()
                .position(|section| section.id == *id)
                .unwrap_or_default();
            let at = |index: Option<usize>| {
                index
                    .and_then(|index| sections.get(index))
                    .map(|section| section.id.clone())
            };
            (
                sections.get(index).is_some_and(|section| section.is_collapsed),
                index == 0,
                index + 1 >= sections.len(),
                at(index.checked_sub(2)),
                at(Some(index + 1)),
                sections.iter().any(|section| !section.is_collapsed),
                sections.iter().any(|section| section.is_collapsed),
            )
        });
    let all = move |is_collapsed: bool| {
        state.edit(|board| {
            let ids: Vec<SectionId> = board
                .sections()
                .iter()
                .map(|section| section.id.clone())
                .collect();
            for id in ids {
                board.collapse(&id, is_collapsed);
            }
        });
    };
    let move_behind = move |after: Option<SectionId>| {
        state.edit(|board| board.move_section(&own.get_value(), after.as_ref()));
    };
    let previous = before_previous.clone();
    vec![
        MenuItem::action("Add a chart…", move || {
            state.asked.set(Some(Ask::Add(own.get_value(), PlotKind::Line)));
        })
        .icon(Icon::Plus),
        MenuItem::action("Add a section below…", move || {
            state.asked.set(Some(Ask::AddSection(Some(own.get_value()))));
        }),
        MenuItem::action("Rename…", move || {
            state.asked.set(Some(Ask::NameSection(own.get_value())));
        })
        .icon(Icon::Pencil),
        MenuItem::action(if is_collapsed { "Expand" } else { "Collapse" }, move || {
            state.edit(|board| board.collapse(&own.get_value(), !is_collapsed));
        })
        .after_line(),
        MenuItem::action("Expand all", move || all(false)).disabled(!has_folded),
        MenuItem::action("Collapse all", move || all(true)).disabled(!has_open),
        MenuItem::action("Move up", move || move_behind(previous.clone()))
            .icon(Icon::ArrowUp)
            .disabled(is_first)
            .after_line(),
        MenuItem::action("Move down", move || move_behind(next.clone()))
            .icon(Icon::ArrowDown)
            .disabled(is_last),
        MenuItem::action("Delete with its charts", move || {
            state.delete_section(&own.get_value());
        })
        .icon(Icon::Trash)
        .danger()
        .after_line(),
    ]
}

//! The menu of a card.

use leptos::prelude::*;

use super::state::{Ask, BoardState};
use crate::board::{CardId, Place, Section, Step};
use crate::ui::kit::{Icon, MenuItem};

/// Sections that a menu lists as where a card can go.
const MOST_SECTIONS: usize = 40;

pub(super) fn card_items(state: BoardState, id: &CardId) -> Vec<MenuItem> {
    let own = StoredValue::new(id.clone());
    let mut items = vec![
        MenuItem::action("Configure…", move || {
            state.asked.set(Some(Ask::Configure(own.get_value())));
        })
        .icon(Icon::Settings),
        MenuItem::action("Rename…", move || {
            state.asked.set(Some(Ask::NameCard(own.get_value())));
        })
        .icon(Icon::Pencil),
        MenuItem::action("Full screen", move || state.full.set(Some(own.get_value()))).icon(Icon::Maximize),
        MenuItem::action("Duplicate", move || {
            state.edit(|board| board.duplicate(&own.get_value()));
        })
        .icon(Icon::Copy),
        MenuItem::action("Copy link to this chart", move || {
            state.share(Some(own.get_value()));
        })
        .icon(Icon::Link),
    ];
    items.extend(steps(state, id));
    items.extend(other_sections(state, id));
    items.push(
        MenuItem::action("Delete", move || state.delete(&own.get_value()))
            .icon(Icon::Trash)
            .danger()
            .after_line(),
    );
    items
}

fn steps(state: BoardState, id: &CardId) -> Vec<MenuItem> {
    let all = [
        ("Move left", Step::Left),
        ("Move right", Step::Right),
        ("Move up", Step::Up),
        ("Move down", Step::Down),
        ("Move to the first place", Step::First),
    ];
    let item = |(index, (label, step)): (usize, (&'static str, Step))| {
        let place = state.layout.with_untracked(|layout| layout.step(id, step));
        let is_at_edge = place.is_none();
        let own = StoredValue::new((id.clone(), place));
        let item = MenuItem::action(label, move || {
            let (id, place) = own.get_value();
            if let Some(place) = place {
                move_to(state, &id, &place);
            }
        })
        .disabled(is_at_edge);
        if index == 0 { item.after_line() } else { item }
    };
    all.into_iter().enumerate().map(item).collect()
}

fn other_sections(state: BoardState, id: &CardId) -> Vec<MenuItem> {
    let here = state
        .board
        .with_untracked(|board| board.place(id).map(|place| place.section));
    let others = state.layout.with_untracked(|layout| {
        let others = layout.sections.iter().map(|section| section.id.clone());
        others
            .filter(|section| Some(section) != here.as_ref())
            .take(MOST_SECTIONS)
            .collect::<Vec<_>>()
    });
    let item = |(index, section): (usize, crate::board::SectionId)| {
        let (title, after) = state.board.with_untracked(|board| {
            let found = board.section(&section);
            (
                found.map(Section::title).unwrap_or_default(),
                found.and_then(|section| section.cards.last().cloned()),
            )
        });
        let own = StoredValue::new((id.clone(), Place { section, after }));
        let item = MenuItem::action(format!("Move to {title}"), move || {
            let (id, place) = own.get_value();
            move_to(state, &id, &place);
        });
        if index == 0 { item.after_line() } else { item }
    };
    others.into_iter().enumerate().map(item).collect()
}

fn move_to(state: BoardState, id: &CardId, place: &Place) {
    state.edit(|board| board.move_card(id, place));
    state.reveal(id);
}

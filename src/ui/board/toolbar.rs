//! What stands above a board.

use leptos::prelude::*;

use super::settings::SettingsPanel;
use super::state::{Ask, BoardState};
use crate::board::{CardId, PlotKind, SectionId, Settings};
use crate::format::{count, plural};
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Icon, Menu, MenuItem, Popover, SearchField};

/// The heights that the menu offers, in CSS pixels.
const HEIGHTS_CSS: [(&str, u16); 4] = [("Low", 220), ("Medium", 300), ("High", 400), ("Very high", 560)];
/// Deleted charts that the menu lists.
const MOST_LISTED: usize = 100;

#[component]
pub(super) fn BoardToolbar(state: BoardState) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let charts = move || {
        state.layout.with(|layout| {
            if layout.found < layout.total {
                format!("{} of {}", count(layout.found), plural(layout.total, "chart"))
            } else {
                plural(layout.total, "chart")
            }
        })
    };
    let runs = Memo::new(move |_| {
        let drawn = state.board.with(|board| board.settings().runs);
        let source = state.setup.source;
        source.with(|source| drawn.said(source.runs().len(), !source.groups().is_empty()))
    });
    let said = move || match runs.get() {
        Some(runs) => format!("{} · {runs}", charts()),
        None => charts(),
    };
    let trouble = move || {
        state
            .trouble
            .get()
            .map(|trouble| format!("No regular expression: {trouble}"))
    };
    let columns = Signal::derive(move || {
        let columns = state.board.with(|board| board.settings().columns);
        plural(columns, "column")
    });
    let add = Signal::derive(move || add_items(state));
    let gone = Memo::new(move |_| state.board.with(|board| board.gone().len()));
    let gone_label = Signal::derive(move || format!("Deleted ({})", count(gone.get())));
    view! {
        <div class="board-toolbar" role="group" aria-label="Charts">
            <div class="board-toolbar__search" data-testid="chart-search">
                <SearchField
                    value=text
                    label="Find charts by words, or by a /regular expression/"
                    placeholder="Find charts: words or /regex/"
                    on_search=move |(text,): (String,)| state.search.set(text)
                />
                <span class="field__error" role="alert" class:board-toolbar__quiet=move || trouble().is_none()>{trouble}</span>
            </div>
            <span class="muted board-toolbar__said" role="status">{said}</span>
            <span class="toolbar__gap"></span>
            <div class="board-toolbar__tools">
                <Menu
                    label="Add chart"
                    icon=Icon::Plus
                    items=add
                    size=ButtonSize::Small
                />
                <Show when=move || gone.get().ne(&0)>
                    <Menu
                        label=gone_label
                        icon=Icon::Trash
                        items=Signal::derive(move || gone_items(state))
                        size=ButtonSize::Small
                    />
                </Show>
                <Menu
                    label=columns
                    icon=Icon::Columns
                    items=Signal::derive(move || layout_items(state))
                    size=ButtonSize::Small
                />
                <Popover
                    label="Chart settings"
                    icon=Icon::Settings
                    class="board-panel"
                    variant=ButtonVariant::Plain
                >
                    <SettingsPanel state />
                </Popover>
                <Button size=ButtonSize::Small icon=Icon::Link on_click=move || state.share(None)>
                    <span class="board-toolbar__share">"Share"</span>
                </Button>
            </div>
        </div>
    }
}

fn first_section(state: BoardState) -> SectionId {
    state.layout.with_untracked(|layout| {
        let first = layout.sections.first().map(|section| section.id.clone());
        first.unwrap_or_else(SectionId::main)
    })
}

fn add_items(state: BoardState) -> Vec<MenuItem> {
    let mut items: Vec<MenuItem> = PlotKind::ALL
        .into_iter()
        .map(|kind| {
            MenuItem::action(kind.label(), move || {
                state.asked.set(Some(Ask::Add(first_section(state), kind)));
            })
        })
        .collect();
    items.push(
        MenuItem::action("Section…", move || state.asked.set(Some(Ask::AddSection(None)))).after_line(),
    );
    items
}

fn layout_items(state: BoardState) -> Vec<MenuItem> {
    let settings = state.board.with(|board| board.settings().clone());
    let mut items: Vec<MenuItem> = (1..=Settings::MOST_COLUMNS)
        .map(|columns| {
            MenuItem::choice(
                plural(columns, "column"),
                columns == settings.columns,
                move || {
                    state.set_settings(|settings| settings.columns = columns);
                },
            )
        })
        .collect();
    for (index, (label, height)) in HEIGHTS_CSS.into_iter().enumerate() {
        let item = MenuItem::choice(
            format!("{label} charts"),
            settings.height_css == height,
            move || state.set_settings(|settings| settings.height_css = height),
        );
        items.push(if index == 0 { item.after_line() } else { item });
    }
    items.push(
        MenuItem::choice("Hide charts without values", settings.hides_empty, move || {
            state.set_settings(|settings| settings.hides_empty = !settings.hides_empty);
        })
        .after_line(),
    );
    let is_default = state.board.with(crate::board::Board::is_default);
    items.push(
        MenuItem::action("Reset the board", move || state.reset())
            .icon(Icon::Undo)
            .disabled(is_default)
            .after_line(),
    );
    items
}

fn gone_items(state: BoardState) -> Vec<MenuItem> {
    let gone: Vec<CardId> = state
        .board
        .with(|board| board.gone().iter().rev().cloned().collect());
    let all = gone.clone();
    let mut items = vec![
        MenuItem::action("Bring all back", move || {
            state.edit(|board| {
                for id in all.iter().rev() {
                    board.bring_back(id, None);
                }
            });
        })
        .icon(Icon::Undo),
    ];
    for (index, id) in gone.into_iter().take(MOST_LISTED).enumerate() {
        let title = state.title(&id);
        let item = MenuItem::action(title, move || {
            state.edit(|board| board.bring_back(&id, None));
            state.reveal(&id);
        });
        items.push(if index == 0 { item.after_line() } else { item });
    }
    items
}

//! A board while it is on the page: what is on it, where everything stands, what is in view, and where it is kept.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::keeping::{Kept, keep_later, pack, unpack};
use super::limited::limited;
use super::mounting::MountQueue;
use super::source::Source;
use crate::board::{Board, CardBox, CardId, Finder, Layout, Place, PlotKind, SectionId, Settings, title_of};
use crate::runs::{Column, Field};
use crate::ui::chart::KeptZoom;
use crate::ui::highlight::Links;
use crate::ui::kit::{RestingWrite, ToastAction, Toasts, use_toasts};
use crate::web::clipboard;
use crate::web::scrolled::{self, Part};

/// Cards come in when they are this near to the view, so that scrolling finds them drawn.
const MARGIN_CSS: f64 = 320.0;

/// Which metrics have charts on a board by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Those of the model.
    Model,
    /// Those of the machine.
    System,
}

impl Scope {
    fn has(self, key: &str) -> bool {
        match self {
            Self::All => true,
            Self::Model => !key.starts_with("system/"),
            Self::System => key.starts_with("system/"),
        }
    }
}

/// What a board is of, and what the page around it does for it.
#[derive(Clone, Copy)]
pub struct BoardSetup {
    /// The runs.
    pub source: Source,
    /// What is pointed at.
    pub links: Links,
    /// Under which name the browser keeps what the person did to it.
    pub key: StoredValue<String>,
    /// Which metrics have charts by themselves.
    pub scope: Scope,
    /// The board that the address holds, packed.
    pub shared: Signal<Option<String>>,
    /// Takes the board out of the address.
    pub on_forget: Callback<()>,
    /// The whole address of the page with a packed board in it.
    pub link_to: Callback<(String,), String>,
}

/// A board on the page. Copies are the same one.
#[derive(Clone, Copy)]
pub(super) struct BoardState {
    pub setup: BoardSetup,
    /// The runs that are drawn.
    pub drawn: Source,
    pub board: RwSignal<Board>,
    /// What is searched for, applied.
    pub search: RwSignal<String>,
    /// What is wrong with that.
    pub trouble: Memo<Option<String>>,
    /// What is in the window.
    pub part: RwSignal<Part>,
    pub layout: Memo<Arc<Layout>>,
    /// The card that fills the window.
    pub full: RwSignal<Option<CardId>>,
    /// What is being made or changed.
    pub asked: RwSignal<Option<Ask>>,
    /// The element that all stands in.
    pub field: NodeRef<html::Div>,
    pub queue: MountQueue,
    pub toasts: Toasts,
    /// What the cards are zoomed to.
    zooms: StoredValue<HashMap<CardId, KeptZoom>>,
    /// Writes the board to where it is kept.
    write: RestingWrite,
    /// Whether it came with the address and is not the person's own.
    pub is_foreign: RwSignal<bool>,
}

/// What the person is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    /// What a new card of this section shows.
    Add(SectionId, PlotKind),
    /// What a card shows.
    Configure(CardId),
    /// What a card is called.
    NameCard(CardId),
    /// What a section is called.
    NameSection(SectionId),
    /// What a section behind this one is called.
    AddSection(Option<SectionId>),
}

impl BoardState {
    pub fn new(setup: BoardSetup) -> Self {
        let board = RwSignal::new(Board::default());
        let search = RwSignal::new(String::new());
        let part = RwSignal::new(Part::default());
        let columns = Memo::new(move |_| {
            let columns = setup.source.with(|source| source.columns());
            Arc::new(columns.iter().map(ToString::to_string).collect::<HashSet<_>>())
        });
        let width_css = Memo::new(move |_| part.get().width_css);
        let layout = Memo::new(move |_| {
            let finder = search.with(|text| Finder::new(text).unwrap_or_default());
            let columns = columns.get();
            let width_css = width_css.get();
            let has = |name: &str| columns.contains(name);
            board.with(|board| Arc::new(Layout::of(board, &finder, &has, width_css)))
        });
        let drawn = Memo::new(move |_| board.with(|board| board.settings().runs));
        let toasts = use_toasts();
        let state = Self {
            setup,
            drawn: limited(setup.source, drawn),
            board,
            search,
            trouble: Memo::new(move |_| search.with(|text| Finder::new(text).err())),
            part,
            layout,
            full: RwSignal::new(None),
            asked: RwSignal::new(None),
            field: NodeRef::new(),
            queue: MountQueue::new(),
            toasts,
            zooms: StoredValue::new(HashMap::new()),
            write: keep_later(setup.key, board, toasts),
            is_foreign: RwSignal::new(false),
        };
        state.follow_address();
        state.follow_metrics();
        state
    }

    /// Shows the board of the address, or the person's own.
    fn follow_address(self) {
        // It follows the whole address; only another board is news.
        let shared = Memo::new(move |_| self.setup.shared.get());
        Effect::new(move |_| {
            let shared = shared.get();
            // What is read must have been written.
            self.write.now();
            let Some(packed) = shared else {
                if self.is_foreign.get_untracked() || self.board.with_untracked(Board::is_default) {
                    self.is_foreign.set(false);
                    self.show(Kept::own(&self.setup.key.get_value()));
                }
                return;
            };
            leptos::reactive::spawn_local_scoped_with_cancellation(async move {
                match unpack(&packed).await {
                    Ok(kept) => {
                        self.is_foreign.set(true);
                        self.show(kept);
                    }
                    Err(detail) => {
                        let headline = "The board in this link can't be read: this is your own";
                        self.toasts.error(headline, detail);
                        self.is_foreign.set(false);
                        self.show(Kept::own(&self.setup.key.get_value()));
                    }
                }
            });
        });
    }

    fn show(self, kept: Kept) {
        // What waits to be written is of the board that was here.
        self.write.now();
        let mut board = kept.board;
        self.know(&mut board);
        self.board.set(board);
        if let Some((open, zoom)) = kept.open {
            self.zoom_of(&open).set(zoom);
            self.full.set(Some(open));
        }
    }

    fn know(self, board: &mut Board) -> bool {
        self.setup.source.with_untracked(|source| {
            let columns = source.columns();
            let keys = columns.iter().filter_map(|column| match column {
                Column::Field(Field::Metric(key)) if self.setup.scope.has(key) => Some(&**key),
                _ => None,
            });
            board.know(keys.map(|key| (key, source.last_step(key))))
        })
    }

    fn follow_metrics(self) {
        Effect::new(move |_| {
            self.setup.source.version().get();
            self.board.maybe_update(|board| self.know(board));
        });
    }

    /// Changes the board and keeps it.
    pub fn edit<T>(self, edit: impl FnOnce(&mut Board) -> T) -> Option<T> {
        let before = self.board.try_get_untracked()?;
        let done = self.board.try_update(edit)?;
        // A card that was dropped where it was is no change, and leaves the board of a link a link's.
        if self.board.with_untracked(|board| *board != before) {
            self.keep();
        }
        Some(done)
    }

    /// Keeps the board as the person's own, as soon as changes rest.
    pub fn keep(self) {
        self.write.later();
        if self.is_foreign.get_untracked() {
            self.is_foreign.set(false);
            self.setup.on_forget.run(());
        }
    }

    /// Shows the person's own board instead of the one of the address.
    pub fn show_own(self) {
        self.setup.on_forget.run(());
    }

    pub fn set_settings(self, change: impl FnOnce(&mut Settings)) {
        self.edit(|board| {
            let mut settings = board.settings().clone();
            change(&mut settings);
            board.set(settings);
        });
    }

    /// Deletes cards and says so, with a way back.
    pub fn delete(self, id: &CardId) {
        let title = self.title(id);
        let before = self.board.get_untracked();
        if self.edit(|board| board.delete(id)).flatten().is_some() {
            self.say_deleted(format!("Deleted the chart {title}"), before);
        }
    }

    pub fn delete_section(self, id: &SectionId) {
        let Some(title) = self
            .board
            .with_untracked(|board| board.section(id).map(crate::board::Section::title))
        else {
            return;
        };
        let before = self.board.get_untracked();
        self.edit(|board| drop(board.delete_section(id)));
        self.say_deleted(format!("Deleted the section {title} with its charts"), before);
    }

    /// Forgets all that the person did, with a way back.
    pub fn reset(self) {
        let before = self.board.get_untracked();
        self.edit(Board::reset);
        self.say_deleted("The board is as it was made".to_owned(), before);
    }

    /// Back to how it was before, unless something else was done since; else what was deleted comes back.
    fn say_deleted(self, said: String, before: Board) {
        let after = self.board.with_untracked(Board::to_json);
        let was_gone = before.gone().to_vec();
        let undo = move || {
            self.edit(|board| {
                if board.to_json() == after {
                    *board = before.clone();
                    self.know(board);
                    return;
                }
                let new: Vec<CardId> = board
                    .gone()
                    .iter()
                    .filter(|id| !was_gone.contains(id))
                    .cloned()
                    .collect();
                for id in new {
                    let place: Option<Place> = before.place(&id);
                    board.bring_back(&id, place.as_ref());
                }
            });
        };
        self.toasts.done(said, vec![ToastAction::new("Undo", undo)]);
    }

    /// What a card is zoomed to, for as long as the board is on the page.
    pub fn zoom_of(self, id: &CardId) -> KeptZoom {
        let kept = |zooms: &mut HashMap<CardId, KeptZoom>| zooms.entry(id.clone()).or_default().clone();
        self.zooms.try_update_value(kept).unwrap_or_default()
    }

    /// Copies an address that shows this board, with a card opened as it is zoomed if one is named.
    pub fn share(self, open: Option<CardId>) {
        let text = self.board.with_untracked(Board::to_json);
        let open = open.map(|id| {
            let zoom = self.zoom_of(&id).get_untracked();
            (id, zoom)
        });
        leptos::task::spawn_local(async move {
            let Ok(packed) = pack(&text, open.as_ref()).await else {
                self.toasts.error("The board could not be packed into a link", "");
                return;
            };
            let Some(link) = self.setup.link_to.try_run((packed,)) else {
                return;
            };
            let what = if open.is_some() { "chart" } else { "board" };
            clipboard::copy_text(&link, move |is_copied| {
                if is_copied {
                    self.toasts.success(format!("Copied a link to this {what}"));
                } else {
                    self.toasts
                        .error("The browser did not let the link be copied", link_hint(what));
                }
            });
        });
    }

    pub fn title(self, id: &CardId) -> String {
        self.board
            .with_untracked(|board| board.card(id).map(crate::board::Card::title))
            .unwrap_or_default()
    }

    /// Where a card stands now.
    pub fn box_of(self, id: &CardId) -> Option<CardBox> {
        self.layout.with(|layout| layout.card(id).cloned())
    }

    /// Whether what lies between two heights of the board is near to the view.
    pub fn is_near(self, top_css: f64, height_css: f64) -> bool {
        let part = self.part.get();
        top_css <= part.bottom_css + MARGIN_CSS && top_css + height_css >= part.top_css - MARGIN_CSS
    }

    /// From where to where cards are mounted.
    pub fn near(self) -> (f64, f64) {
        let part = self.part.get();
        (part.top_css - MARGIN_CSS, part.bottom_css + MARGIN_CSS)
    }

    /// Scrolls to a card.
    pub fn reveal(self, id: &CardId) {
        let place = self.layout.with_untracked(|layout| layout.card(id).cloned());
        if let (Some(place), Some(field)) = (place, self.field.get_untracked()) {
            scrolled::scroll_to(&field, place.top_css, 64.0);
        }
    }

    /// Adds a card and scrolls to it.
    pub fn add(self, plot: crate::board::Plot, name: &str, section: &SectionId) {
        let title = title_of(&plot);
        let id = self
            .edit(|board| {
                let id = board.add(plot, section)?;
                board.rename_card(&id, name);
                Some(id)
            })
            .flatten();
        match id {
            Some(id) => self.reveal(&id),
            None => self.toasts.error(
                "The board is full",
                format!("{title} was not added: delete some charts first."),
            ),
        }
    }
}

fn link_hint(what: &str) -> String {
    format!("Allow this site to use the clipboard, and copy the link to the {what} again.")
}

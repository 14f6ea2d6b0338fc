//! The palette: a field, and below it what is offered for what is typed.

use leptos::{ev, html, prelude::*};

use super::found::{Finder, ShownGroup};
use super::keys_dialog::KeysDialog;
use super::registry::Command;
use super::row::row_content;
use super::{Palette, use_palette};
use crate::ui::kit::{Debounce, Icon, unique_id};
use crate::ui::router::{Router, use_router};
use crate::web::dom;

/// How long typing must rest before the server is asked, in milliseconds.
const REST_MILLIS: u32 = 200;
/// How far Page Up and Page Down go.
const PAGE: usize = 8;

/// The palette and the list of keys, for the app's [`PaletteRegion`](super::PaletteRegion).
#[component]
pub fn PaletteParts() -> impl IntoView {
    view! {
        <PaletteDialog />
        <KeysDialog />
    }
}

/// What the palette holds while it lives; its handlers share it.
#[derive(Clone, Copy)]
struct State {
    palette: Palette,
    router: Router,
    finder: Finder,
    shown: Memo<Vec<ShownGroup>>,
    /// Which of all that is shown, from 0.
    active: RwSignal<usize>,
    list: NodeRef<html::Div>,
    rest: Debounce,
}

impl State {
    fn count(self) -> usize {
        self.shown
            .with_untracked(|shown| shown.iter().map(|(_, hits)| hits.len()).sum())
    }

    fn move_to(self, index: usize) {
        let index = index.min(self.count().saturating_sub(1));
        self.active.set(index);
        if let Some(list) = self.list.get_untracked() {
            dom::reveal_nth(&list, "[role='option']", index);
        }
    }

    fn choose(self, index: usize) {
        let command: Option<Command> = self.shown.with_untracked(|shown| {
            let mut all = shown.iter().flat_map(|(_, hits)| hits);
            all.nth(index).map(|(command, _)| command.clone())
        });
        let Some(command) = command else { return };
        self.finder.choose(&command);
        // First, so that what it opens gets the focus.
        self.palette.open.set(false);
        command.run(self.router);
    }

    fn on_input(self, event: &ev::Event) {
        self.finder.typed.set(event_target_value(event));
        self.active.set(0);
        let finder = self.finder;
        self.rest
            .call(move || finder.asked.set(finder.typed.get_untracked()));
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let (active, count) = (self.active.get_untracked(), self.count());
        let next = match event.key().as_str() {
            "ArrowDown" if active + 1 >= count => 0,
            "ArrowDown" => active + 1,
            "ArrowUp" if active == 0 => count.saturating_sub(1),
            "ArrowUp" => active - 1,
            "PageDown" => active + PAGE,
            "PageUp" => active.saturating_sub(PAGE),
            "Enter" => {
                event.prevent_default();
                self.choose(active);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.move_to(next);
    }
}

#[component]
fn PaletteDialog() -> impl IntoView {
    let palette = use_palette();
    let open = palette.open;
    // What a page offers is gone with it.
    let route = use_router().route();
    Effect::new(move |before: Option<crate::route::Page>| {
        let page = route.with(crate::route::Route::page);
        if before.is_some_and(|before| before != page) {
            open.set(false);
        }
        page
    });
    let finder = Finder::new(palette);
    let state = State {
        palette,
        router: use_router(),
        finder,
        // Compared by nobody: commands hold what they do.
        shown: Memo::new_with_compare(
            move |_| {
                if open.get() { finder.groups() } else { Vec::new() }
            },
            |_, _| true,
        ),
        active: RwSignal::new(0),
        list: NodeRef::new(),
        rest: Debounce::new(REST_MILLIS),
    };
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let is_open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if is_open {
            finder.begin();
            state.active.set(0);
            dom::show_modal(&dialog);
            dom::focus_nth(&dialog, "input", 0);
        } else {
            state.rest.cancel();
            dom::close_dialog(&dialog);
        }
    });
    let on_press = move |event: ev::MouseEvent| {
        if dom::is_target_itself(&event) {
            open.set(false);
        }
    };
    let ids = unique_id("palette");
    let option_id = {
        let ids = ids.clone();
        move |index: usize| format!("{ids}-{index}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || {
            let is_any = state.shown.with(|shown| !shown.is_empty());
            is_any.then(|| option_id(state.active.get()))
        }
    };
    let list_id = format!("{ids}-list");
    let groups = move || {
        state.shown.with(|shown| {
            let mut first = 0;
            shown
                .iter()
                .map(|group| {
                    let view = group_view(&state, group, first, &option_id);
                    first += group.1.len();
                    view
                })
                .collect_view()
        })
    };
    let nothing = move || {
        let is_none = state.shown.with(Vec::is_empty);
        let words = if finder.is_searching() {
            "Searching…"
        } else {
            "Nothing is called that here. Experiments and runs are found by name, a run also by its whole id."
        };
        is_none.then(|| view! { <p class="palette__nothing">{words}</p> })
    };
    view! {
        <dialog
            node_ref=dialog
            class="dialog palette"
            aria-label="Search and commands"
            data-testid="palette"
            on:close=move |_| open.set(false)
            on:mousedown=on_press
        >
            <div class="palette__box">
                <div class="palette__field">
                    {move || view! {
                        <Icon icon=if finder.is_searching() { Icon::Loader } else { Icon::Search } spin=finder.is_searching() />
                    }}
                    <input
                        class="palette__input"
                        type="text"
                        role="combobox"
                        aria-label="Search experiments, runs and commands"
                        aria-expanded="true"
                        aria-autocomplete="list"
                        aria-controls=list_id.clone()
                        aria-activedescendant=active_id
                        placeholder="Search experiments, runs and commands"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=finder.typed
                        on:input=move |event| state.on_input(&event)
                        on:keydown=move |event| state.on_key(&event)
                    />
                </div>
                <div node_ref=state.list class="palette__list" id=list_id.clone() role="listbox" aria-label="Results">
                    {groups}
                </div>
                <div role="status">{nothing}</div>
            </div>
        </dialog>
    }
}

fn group_view(
    state: &State,
    (name, hits): &ShownGroup,
    first: usize,
    option_id: &impl Fn(usize) -> String,
) -> AnyView {
    let (state, active) = (*state, state.active);
    let is_recent = name == "Recent";
    let heading_id = unique_id("palette-group");
    let labelled_by = heading_id.clone();
    let rows = hits
        .iter()
        .enumerate()
        .map(|(offset, (command, hit))| {
            let index = first + offset;
            let content = row_content(command, hit, is_recent);
            view! {
                <div
                    class="palette__row"
                    role="option"
                    id=option_id(index)
                    aria-selected=move || (active.get() == index).to_string()
                    on:pointermove=move |_| if active.get_untracked() != index { active.set(index) }
                    on:click=move |_| state.choose(index)
                >
                    {content}
                </div>
            }
        })
        .collect_view();
    view! {
        <div role="group" aria-labelledby=labelled_by>
            <div class="palette__group" id=heading_id role="presentation">{name.clone()}</div>
            {rows}
        </div>
    }
    .into_any()
}

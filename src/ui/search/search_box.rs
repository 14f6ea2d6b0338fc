//! The box itself.

use leptos::{ev, html, prelude::*};

use super::grammar::Grammar;
use super::keys::{Deed, Standing, deed};
use super::suggestions::{option_id, suggestions_view};
use crate::search::{Problem, Suggestion, parse};
use crate::ui::kit::{ButtonSize, Debounce, Icon, IconButton, unique_id};
use crate::web::{dom, text_input, tree_items};

/// How long typing must rest before a search is applied, in milliseconds.
const REST_MILLIS: u32 = 150;

/// What the box holds while it lives; its handlers share it.
#[derive(Clone, Copy)]
struct BoxState {
    value: RwSignal<String>,
    input: NodeRef<html::Input>,
    complete: Callback<(String, usize), Vec<Suggestion>>,
    on_apply: Callback<(String,)>,
    suggestions: RwSignal<Vec<Suggestion>>,
    active: RwSignal<Option<usize>>,
    /// Typing has rested: what is wrong may be said.
    has_rested: RwSignal<bool>,
    /// Enter was pressed, or the box left: what is missing may be said too.
    is_asked: RwSignal<bool>,
    scrolled_css: RwSignal<i32>,
    rest: Debounce,
}

impl BoxState {
    /// What the person is told of the text; what is half typed only once they mean it to be whole.
    fn problem(self) -> Option<Problem> {
        let problem = self.value.with(|text| parse(text).err())?;
        let is_told = self.is_asked.get() || !problem.is_incomplete && self.has_rested.get();
        is_told.then_some(problem)
    }

    fn on_input(self, text: String) {
        let was_told = untrack(|| self.problem()).is_some();
        self.value.set(text);
        self.is_asked.set(false);
        // A fault that is shown stays shown while it is typed at, and goes as soon as it is put right.
        self.has_rested.set(was_told);
        self.suggest();
        self.rest.call(move || {
            self.has_rested.set(true);
            self.apply();
        });
    }

    /// Tells the page, if the text is a search.
    fn apply(self) {
        self.rest.cancel();
        let text = self.value.get_untracked();
        if parse(&text).is_ok() {
            self.on_apply.run((text,));
        }
    }

    fn suggest(self) {
        let Some(input) = self.input.get_untracked() else {
            return;
        };
        let text = self.value.get_untracked();
        let cursor = text_input::cursor(&input);
        self.active.set(None);
        self.suggestions.set(self.complete.run((text, cursor)));
        self.on_scroll();
    }

    fn close(self) {
        self.active.set(None);
        self.suggestions.set(Vec::new());
    }

    fn take(self, index: usize) {
        let taken = self
            .suggestions
            .with_untracked(|suggestions| suggestions.get(index).cloned());
        let (Some(Suggestion { replace, insert, .. }), Some(input)) = (taken, self.input.get_untracked())
        else {
            return;
        };
        let mut text = self.value.get_untracked();
        if text.get(replace.start..replace.end).is_some() {
            text.replace_range(replace.start..replace.end, &insert);
            text_input::write(&input, &text, replace.start + insert.len());
            self.on_input(text);
        }
    }

    fn clear(self) {
        self.close();
        self.value.set(String::new());
        self.apply();
        if let Some(input) = self.input.get_untracked() {
            dom::focus(&input);
        }
    }

    fn on_scroll(self) {
        if let Some(input) = self.input.get_untracked() {
            self.scrolled_css.set(text_input::scrolled_css(&input));
        }
    }

    fn step(self, is_forward: bool) {
        let count = self.suggestions.with_untracked(Vec::len);
        if count == 0 {
            self.suggest();
            return;
        }
        self.active.update(|active| {
            *active = match (*active, is_forward) {
                (None, true) => Some(0),
                (None, false) => count.checked_sub(1),
                (Some(at), true) => Some(at + 1).filter(|next| *next < count),
                (Some(at), false) => at.checked_sub(1),
            };
        });
    }

    /// Whether the list is about a word that has been begun.
    fn is_begun(self) -> bool {
        self.suggestions.with_untracked(|suggestions| {
            suggestions
                .first()
                .is_some_and(|first| first.replace.start < first.replace.end)
        })
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        if event.is_composing()
            || event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
            || event.shift_key()
        {
            return;
        }
        let standing = Standing {
            shown: self.suggestions.with_untracked(Vec::len),
            active: self.active.get_untracked(),
            is_begun: self.is_begun(),
        };
        let Some(deed) = deed(&event.key(), standing) else {
            return;
        };
        event.prevent_default();
        match deed {
            Deed::Next => self.step(true),
            Deed::Previous => self.step(false),
            Deed::Take(index) => self.take(index),
            Deed::Close => self.close(),
            Deed::Apply => {
                self.close();
                self.is_asked.set(true);
                self.apply();
            }
        }
    }
}

/// A search box in the language of [`crate::search`]: completes what is typed, says what is wrong where it stands, and
/// tells the page once typing rests for 150 ms, at once on Enter. What is not a search is never applied.
#[component]
pub fn SearchBox(
    /// What it holds; written on every key. It may be set from outside.
    value: RwSignal<String>,
    /// What could be written at a byte of a text; see [`crate::search::complete`].
    #[prop(into)]
    complete: Callback<(String, usize), Vec<Suggestion>>,
    /// Called with a text that [`parse`] reads, blank for all runs.
    #[prop(into)]
    on_apply: Callback<(String,)>,
    /// The input, for a shortcut to give it the focus.
    #[prop(optional)]
    input: NodeRef<html::Input>,
) -> impl IntoView {
    let state = BoxState {
        value,
        input,
        complete,
        on_apply,
        suggestions: RwSignal::new(Vec::new()),
        active: RwSignal::new(None),
        has_rested: RwSignal::new(true),
        is_asked: RwSignal::new(false),
        scrolled_css: RwSignal::new(0),
        rest: Debounce::new(REST_MILLIS),
    };
    let problem = Memo::new(move |_| state.problem());
    let list_id = StoredValue::new(unique_id("search-list"));
    let problem_id = StoredValue::new(unique_id("search-problem"));
    let is_open = Memo::new(move |_| state.suggestions.with(|suggestions| !suggestions.is_empty()));
    let active_id = move || {
        let index = state.active.get()?;
        Some(list_id.with_value(|id| option_id(id, index)))
    };
    let line = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let (Some(index), Some(list)) = (state.active.get(), list.get_untracked())
            && let Some(option) = dom::nth(&list, "[role=option]", index)
        {
            tree_items::reveal(&option);
        }
    });
    let take = Callback::new(move |(index,)| state.take(index));
    let list_view = move || {
        let suggestions = state.suggestions.get();
        (!suggestions.is_empty())
            .then(|| suggestions_view(list_id.get_value(), suggestions, state.active, take))
    };
    view! {
        <div class="search-box">
            <div node_ref=line class="search-box__line">
                <span class="search-box__icon"><Icon icon=Icon::Search /></span>
                <input
                    node_ref=input
                    class="input search-box__input"
                    type="text"
                    role="combobox"
                    aria-label="Search runs"
                    aria-autocomplete="list"
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=move || is_open.get().then(|| list_id.get_value())
                    aria-activedescendant=active_id
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby=problem_id.get_value()
                    placeholder="tree, metrics.loss < 0.1, status = failed"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    prop:value=value
                    on:input=move |event| state.on_input(event_target_value(&event))
                    on:keydown=move |event| state.on_key(&event)
                    on:scroll=move |_| state.on_scroll()
                    on:keyup=move |_| state.on_scroll()
                    on:click=move |_| state.close()
                    on:blur=move |_| {
                        state.close();
                        state.is_asked.set(true);
                        state.on_scroll();
                    }
                />
                <div class="search-box__mirror" aria-hidden="true">{move || mirror_view(state, problem)}</div>
                <span class="search-box__buttons">
                    <Show when=move || !value.with(String::is_empty)>
                        <IconButton
                            icon=Icon::Close
                            label="Clear the search"
                            size=ButtonSize::Small
                            on_click=move || state.clear()
                        />
                    </Show>
                    <Grammar below=line />
                </span>
                <div node_ref=list>{list_view}</div>
            </div>
            <div class="search-box__problem" id=problem_id.get_value() aria-live="polite">
                {move || message_view(state, problem)}
            </div>
        </div>
    }
}

/// How far a copy of the text is moved, to lie on the text itself.
fn shift(state: BoxState) -> impl Fn() -> String {
    move || format!("-{}px", state.scrolled_css.get())
}

/// The text once more, unseen but for the line under what is wrong.
fn mirror_view(state: BoxState, problem: Memo<Option<Problem>>) -> Option<AnyView> {
    let span = problem.with(|problem| problem.as_ref().map(|problem| problem.span))?;
    let text = state.value.get_untracked();
    let before = text.get(..span.start)?.to_owned();
    let wrong = match span.of(&text) {
        // Something is missing here: the line stands where it would go.
        "" => "\u{a0}".to_owned(),
        wrong => wrong.to_owned(),
    };
    let mirror = view! {
        <span style:margin-inline-start=shift(state)>{before}</span>
        <span class="search-box__wrong">{wrong}</span>
    };
    Some(mirror.into_any())
}

/// What is wrong, below the place where it is, as far as there is room.
fn message_view(state: BoxState, problem: Memo<Option<Problem>>) -> Option<AnyView> {
    let problem = problem.get()?;
    let text = state.value.get_untracked();
    let before = text.get(..problem.span.start)?.to_owned();
    let hint = (!problem.hint.is_empty())
        .then(|| view! { <span class="search-box__hint">{problem.hint}</span> }.into_any());
    let message = view! {
        <span class="search-box__before" style:margin-inline-start=shift(state) aria-hidden="true">{before}</span>
        <span class="search-box__message">{problem.message}" "{hint}</span>
    };
    Some(message.into_any())
}

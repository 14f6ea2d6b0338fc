//! The tags of one or many at once.

use leptos::prelude::*;

use super::dialog::{Asking, Foot, Problem};
use crate::change::words::Deed;
use crate::change::{SharedTag, Subject, TagDraft, shared_tags, tag_problem, tag_works};
use crate::format::count;
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Icon, IconButton, Input};

/// A line of the editor.
#[derive(Clone)]
struct Line {
    number: usize,
    /// The tag as it is; `None` on a new line.
    shared: Option<SharedTag>,
    key: RwSignal<String>,
    value: RwSignal<String>,
    is_removed: RwSignal<bool>,
}

impl Line {
    fn of(number: usize, shared: Option<SharedTag>) -> Self {
        let key = shared.as_ref().map(|tag| tag.key.clone()).unwrap_or_default();
        let value = shared
            .as_ref()
            .and_then(|tag| tag.value.clone())
            .unwrap_or_default();
        Self {
            number,
            shared,
            key: RwSignal::new(key),
            value: RwSignal::new(value),
            is_removed: RwSignal::new(false),
        }
    }

    fn draft(&self) -> TagDraft {
        let written = self.value.get();
        let as_it_was = self
            .shared
            .as_ref()
            .is_some_and(|tag| tag.value.as_deref().unwrap_or_default() == written);
        TagDraft {
            key: self.key.get(),
            value: (!as_it_was).then_some(written),
            is_removed: self.is_removed.get(),
        }
    }
}

/// Shows the tags that people wrote, and lets them be changed, taken away and added to. What several don't agree on
/// stays as it is unless something is written.
#[component]
pub(super) fn TagEditor(subjects: Vec<Subject>, asking: Asking) -> impl IntoView {
    let total = subjects.len();
    let noun = subjects.first().map_or("run", |subject| subject.target.noun());
    let shared = shared_tags(&subjects);
    let next = StoredValue::new(shared.len());
    let mut first: Vec<Line> = shared
        .into_iter()
        .enumerate()
        .map(|(number, tag)| Line::of(number, Some(tag)))
        .collect();
    if first.is_empty() {
        first.push(Line::of(0, None));
        next.set_value(1);
    }
    let lines = RwSignal::new(first);
    let add = move || {
        let number = next.get_value();
        next.set_value(number + 1);
        lines.update(|lines| lines.push(Line::of(number, None)));
    };
    let drafts = Memo::new(move |_| lines.with(|lines| lines.iter().map(Line::draft).collect::<Vec<_>>()));
    let wrong = Memo::new(move |_| drafts.with(|drafts| tag_problem(drafts)));
    // Not before somebody tried: a line that is half written is not wrong yet.
    let was_tried = RwSignal::new(false);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        was_tried.set(true);
        if !asking.busy.get_untracked() && wrong.with_untracked(Option::is_none) {
            asking.carry_out(
                Deed::Tag,
                drafts.with_untracked(|drafts| tag_works(&subjects, drafts)),
            );
        }
    };
    let line = move |line: Line| {
        let number = line.number;
        let is_wrong = Signal::derive(move || {
            was_tried.get()
                && wrong.with(|wrong| {
                    wrong.as_ref().is_some_and(|(index, _)| {
                        lines.with(|lines| lines.get(*index).is_some_and(|line| line.number == number))
                    })
                })
        });
        let drop_line = move || lines.update(|lines| lines.retain(|line| line.number != number));
        view! { <TagLine line total noun is_wrong drop_line /> }
    };
    view! {
        <form class="stack" on:submit=save data-testid="tags-form">
            <div class="tag-editor" role="group" aria-label="Tags">
                <For each=move || lines.get() key=|line| line.number children=line />
            </div>
            <div>
                <Button icon=Icon::Plus size=ButtonSize::Small variant=ButtonVariant::Quiet on_click=add attr:data-testid="add-tag">
                    "Add tag"
                </Button>
            </div>
            <div role="alert">
                {move || {
                    let words = wrong.get().filter(|_| was_tried.get()).map(|(_, words)| words);
                    words.map(|words| view! { <p class="field__error">{words}</p> })
                }}
            </div>
            <Problem asking />
            <Foot asking label="Save" />
        </form>
    }
}

#[component]
fn TagLine(
    line: Line,
    total: usize,
    noun: &'static str,
    is_wrong: Signal<bool>,
    #[prop(into)] drop_line: Callback<()>,
) -> impl IntoView {
    let Line {
        shared,
        key,
        value,
        is_removed,
        ..
    } = line;
    let is_new = shared.is_none();
    let varies = shared.as_ref().is_some_and(|tag| tag.value.is_none());
    let name = shared.as_ref().map(|tag| tag.key.clone());
    let of_some = shared
        .filter(|tag| tag.count < total)
        .map(|tag| format!("on {} of {} {noun}s", count(tag.count), count(total)));
    let key_view = match name.clone() {
        Some(name) => {
            let title = name.clone();
            view! { <span class="tag-editor__key" title=title>{name}</span> }.into_any()
        }
        None => view! { <Input value=key label="Name of the tag" placeholder="Name" invalid=is_wrong /> }
            .into_any(),
    };
    let label = name.unwrap_or_else(|| "the new tag".to_owned());
    let placeholder = if varies { "Varies" } else { "Value" };
    let remove_label = {
        let label = label.clone();
        Signal::derive(move || {
            let verb = if is_removed.get() { "Keep" } else { "Remove" };
            format!("{verb} {label}")
        })
    };
    let remove = move || {
        if is_new {
            drop_line.run(());
        } else {
            is_removed.update(|is_removed| *is_removed = !*is_removed);
        }
    };
    view! {
        <div class="tag-editor__line" class:tag-editor__line--removed=move || is_removed.get() data-tag=label.clone()>
            {key_view}
            <span class="tag-editor__value">
                <Input value=value label=format!("Value of {label}") placeholder disabled=is_removed />
                {of_some.map(|text| view! { <span class="field__hint">{text}</span> })}
            </span>
            <IconButton
                icon=Signal::derive(move || if is_removed.get() { Icon::Undo } else { Icon::Trash })
                label=remove_label
                on_click=remove
            />
        </div>
    }
}

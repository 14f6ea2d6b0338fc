//! The description, as it is written and as it will be read.

use leptos::prelude::*;

use super::dialog::{Asking, Foot, Problem};
use crate::change::words::Deed;
use crate::change::{Edit, Subject, Work};
use crate::ui::kit::{Banner, Button, ButtonSize, TextArea};
use crate::ui::markdown::Note;

/// Writes a description in Markdown; beside it how it will look.
#[component]
pub(super) fn Describe(subject: Subject, asking: Asking) -> impl IntoView {
    let draft = asking.draft.get_value();
    let draft = draft.filter(|(target, text)| *target == subject.target && text != subject.note());
    let is_draft = RwSignal::new(draft.is_some());
    let text = RwSignal::new(draft.map_or_else(|| subject.note().to_owned(), |(_, text)| text));
    let saved = subject.note().to_owned();
    let discard = Callback::new(move |()| {
        text.set(saved.clone());
        is_draft.set(false);
    });
    let target = subject.target.clone();
    let keep = move |_| {
        let written = (target.clone(), text.get_untracked());
        asking.draft.set_value(Some(written));
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if asking.busy.get_untracked() {
            return;
        }
        let written = text.get_untracked();
        if written == subject.note() {
            asking.close();
            return;
        }
        asking.carry_out(
            Deed::Describe,
            vec![Work::new(subject.clone(), Edit::note(written))],
        );
    };
    view! {
        <form class="stack" on:submit=save data-testid="describe-form">
            <Show when=move || is_draft.get()>
                <Banner text="This is what you wrote here before and did not save.">
                    <Button size=ButtonSize::Small on_click=discard>"Discard it"</Button>
                </Banner>
            </Show>
            <div class="note-editor" on:input=keep>
                <TextArea value=text label="Description in Markdown" rows=14 />
                <div class="note-editor__preview" role="region" aria-label="Preview" tabindex="0">
                    <Show
                        when=move || text.with(|text| !text.trim().is_empty())
                        fallback=|| view! { <p class="muted">"What you write in Markdown is shown here as it will be read."</p> }
                    >
                        <Note text />
                    </Show>
                </div>
            </div>
            <Problem asking />
            <Foot asking label="Save" />
        </form>
    }
}

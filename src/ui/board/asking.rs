//! The dialog that asks what a chart shows, or what a card or section is called.

use leptos::prelude::*;

use super::configure::Configure;
use super::state::{Ask, BoardState};
use crate::board::{CardId, Section};
use crate::ui::kit::{Button, ButtonVariant, Dialog, DialogFoot, Field, Input};

#[component]
pub(super) fn AskDialog(state: BoardState) -> impl IntoView {
    let open = RwSignal::new(false);
    // Each follows the other; a signal tells even of what it was already.
    Effect::new(move |_| {
        let is_asked = state.asked.with(Option::is_some);
        if open.get_untracked() != is_asked {
            open.set(is_asked);
        }
    });
    Effect::new(move |_| {
        if !open.get() && state.asked.with_untracked(Option::is_some) {
            state.asked.set(None);
        }
    });
    let title = Signal::derive(move || {
        match state.asked.get() {
            None => "",
            Some(Ask::Add(..)) => "Add a chart",
            Some(Ask::Configure(_)) => "Configure the chart",
            Some(Ask::NameCard(_)) => "Rename the chart",
            Some(Ask::NameSection(_)) => "Rename the section",
            Some(Ask::AddSection(_)) => "Add a section",
        }
        .to_owned()
    });
    let body = move || match state.asked.get() {
        None => ().into_any(),
        Some(Ask::Add(section, kind)) => {
            let on_done = Callback::new(move |(plot, name): (_, String)| state.add(plot, &name, &section));
            view! { <Configure state plot=kind.blank() name=String::new() by_itself=String::new() on_done /> }
                .into_any()
        }
        Some(Ask::Configure(id)) => configure(state, id),
        Some(Ask::NameCard(id)) => {
            let named = state
                .board
                .with_untracked(|board| board.card(&id).and_then(|card| card.name.clone()));
            let hint = "Leave it empty to call the chart by what it shows.";
            let on_done = Callback::new(move |(name,): (String,)| {
                state.edit(|board| board.rename_card(&id, &name));
            });
            view! { <Name state name=named.unwrap_or_default() hint on_done /> }.into_any()
        }
        Some(Ask::NameSection(id)) => {
            let named = state
                .board
                .with_untracked(|board| board.section(&id).map(Section::title));
            let hint = "Leave it empty to call the section by itself again.";
            let on_done = Callback::new(move |(name,): (String,)| {
                // Its own name is none that a person gave.
                let name = if name.trim() == id.name() {
                    String::new()
                } else {
                    name
                };
                state.edit(|board| board.rename_section(&id, &name));
            });
            view! { <Name state name=named.unwrap_or_default() hint on_done /> }.into_any()
        }
        Some(Ask::AddSection(after)) => {
            let hint = "Drag charts there, or move them by their menus.";
            let on_done = Callback::new(move |(name,): (String,)| {
                let name = if name.trim().is_empty() {
                    "New section".to_owned()
                } else {
                    name
                };
                state.edit(|board| board.add_section(&name, after.as_ref()));
            });
            view! { <Name state name=String::new() hint on_done /> }.into_any()
        }
    };
    view! { <Dialog open title>{body}</Dialog> }
}

fn configure(state: BoardState, id: CardId) -> AnyView {
    let Some(card) = state.board.with_untracked(|board| board.card(&id).cloned()) else {
        return ().into_any();
    };
    let by_itself = id.metric().map(str::to_owned).unwrap_or_default();
    let name = card.name.unwrap_or_default();
    let on_done = Callback::new(move |(plot, name): (_, String)| {
        state.edit(|board| {
            board.replace(&id, plot);
            board.rename_card(&id, &name);
        });
    });
    view! { <Configure state plot=card.plot name by_itself on_done /> }.into_any()
}

#[component]
fn Name(state: BoardState, name: String, hint: &'static str, on_done: Callback<(String,)>) -> impl IntoView {
    let text = RwSignal::new(name);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = text.get_untracked();
        state.asked.set(None);
        on_done.run((text,));
    };
    view! {
        <form class="stack" on:submit=submit>
            <Field label="Name" hint=hint.to_owned()>
                <Input value=text />
            </Field>
            <DialogFoot>
                <Button on_click=move || state.asked.set(None)>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary submits=true>"Save"</Button>
            </DialogFoot>
        </form>
    }
}

//! The list of views: copy a link, rename, delete.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::link::view_link;
use super::store::Store;
use crate::runs::view::{SavedView, name_problem};
use crate::ui::kit::{
    Button, ButtonSize, ButtonVariant, CopyButton, DialogFoot, Field, Icon, IconButton, Input,
};
use crate::ui::time::Ago;

/// What is being done with a view.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Nothing,
    Renaming,
    Deleting,
}

#[component]
pub(super) fn ViewList(store: Store, open: RwSignal<bool>) -> impl IntoView {
    let none = move || {
        store
            .views
            .with(Vec::is_empty)
            .then(|| view! { <p class="muted">"No view is saved in this experiment."</p> })
    };
    view! {
        <ul class="views-list" data-testid="views">
            <For each=move || store.views.get() key=|view| (view.id.clone(), view.name.clone()) let:saved>
                <ViewItem store saved open />
            </For>
        </ul>
        {none}
        <DialogFoot>
            <Button on_click=move || open.set(false)>"Close"</Button>
        </DialogFoot>
    }
}

#[component]
fn ViewItem(store: Store, saved: SavedView, open: RwSignal<bool>) -> impl IntoView {
    let doing = RwSignal::new(Doing::Nothing);
    let saved = StoredValue::new(saved);
    let name = saved.with_value(|saved| saved.name.clone());
    let link = store
        .id()
        .map(|id| saved.with_value(|saved| view_link(&id, &saved.id)))
        .unwrap_or_default();
    let millis = saved.with_value(|saved| saved.updated_millis);
    let plain = move || {
        view! {
            <div class="views-list__words">
                <span class="views-list__name">{name.clone()}</span>
                <span class="muted">"Saved " <Ago millis=Some(millis) /></span>
            </div>
            <CopyButton text=link.clone() label="Copy link" />
            <IconButton icon=Icon::Pencil label="Rename" on_click=move || doing.set(Doing::Renaming) />
            <IconButton icon=Icon::Trash label="Delete" on_click=move || doing.set(Doing::Deleting) />
        }
        .into_any()
    };
    let content = move || match doing.get() {
        Doing::Nothing => plain(),
        Doing::Renaming => view! { <Rename store saved doing /> }.into_any(),
        Doing::Deleting => {
            let question = saved.with_value(|saved| format!("Delete the view {} for everyone?", saved.name));
            let delete = move || {
                // The way back is offered below the dialog.
                open.set(false);
                store.delete(saved.get_value());
            };
            view! {
                <div class="views-list__words">{question}</div>
                <Button size=ButtonSize::Small on_click=move || doing.set(Doing::Nothing)>"Cancel"</Button>
                <Button size=ButtonSize::Small variant=ButtonVariant::DangerSolid on_click=delete>"Delete"</Button>
            }
            .into_any()
        }
    };
    view! { <li class="views-list__item">{content}</li> }
}

#[component]
fn Rename(store: Store, saved: StoredValue<SavedView>, doing: RwSignal<Doing>) -> impl IntoView {
    let name = RwSignal::new(saved.with_value(|saved| saved.name.clone()));
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let rename = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let view = saved.get_value();
        let wanted = name.with_untracked(|name| name.trim().to_owned());
        let trouble = store
            .views
            .with_untracked(|views| name_problem(&wanted, views, Some(&view.id)));
        if let Some(trouble) = trouble {
            problem.set(trouble);
            return;
        }
        if wanted == view.name || busy.get_untracked() {
            doing.set(Doing::Nothing);
            return;
        }
        let Some(experiment) = store.id() else { return };
        busy.set(true);
        spawn_local(async move {
            // Only the name: the view itself stays as whoever saved it left it.
            let renamed = view.renamed(&wanted);
            match store.put(&experiment, &renamed).await {
                Ok(()) => _ = doing.try_set(Doing::Nothing),
                Err(refusal) => {
                    _ = problem.try_set(format!("{}. {}", refusal.headline, refusal.advice));
                    _ = busy.try_set(false);
                }
            }
        });
    };
    view! {
        <form class="views-list__rename" on:submit=rename on:input=move |_| problem.set(String::new())>
            <Field label="Name" error=problem>
                <Input value=name />
            </Field>
            <Button size=ButtonSize::Small on_click=move || doing.set(Doing::Nothing)>"Cancel"</Button>
            <Button size=ButtonSize::Small variant=ButtonVariant::Primary submits=true busy>"Rename"</Button>
        </form>
    }
}

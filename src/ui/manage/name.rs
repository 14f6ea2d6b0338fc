//! Names: of a run, and of an experiment, which only one can have.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dialog::{Asking, Foot, Problem};
use crate::change::words::Deed;
use crate::change::{Edit, Subject, Target, Work};
use crate::mlflow::{Experiment, Lifecycle, experiments};
use crate::query::Load;
use crate::route::Route;
use crate::ui::kit::{Button, ButtonLink, ButtonSize, Field, Input};
use crate::web::dom;

/// Asks for another name.
#[component]
pub(super) fn Rename(subject: Subject, asking: Asking) -> impl IntoView {
    let name = RwSignal::new(subject.name.clone());
    let taken = RwSignal::new(None::<Experiment>);
    let old = subject.name.clone();
    let is_experiment = matches!(subject.target, Target::Experiment(_));
    let own = subject.target.experiment().cloned();
    let problem = move || asking.problem.with(|problem| !problem.is_empty());
    // The server's own words about a name that is taken are a line of SQL.
    Effect::new(move |_| {
        if is_experiment && problem() {
            let own = own.clone();
            look_for_owner(asking, name.get_untracked(), move |found| {
                if Some(&found.id) != own.as_ref() {
                    taken.set(Some(found));
                }
            });
        }
    });
    let rename = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wanted = name.with_untracked(|name| name.trim().to_owned());
        taken.set(None);
        if wanted.is_empty() || asking.busy.get_untracked() {
            return;
        }
        if wanted == old {
            asking.close();
            return;
        }
        asking.carry_out(Deed::Rename, vec![Work::new(subject.clone(), Edit::Name(wanted))]);
    };
    let disabled = Signal::derive(move || name.with(|name| name.trim().is_empty()));
    view! {
        <form class="stack" on:submit=rename data-testid="rename-form">
            <NameField name taken label="Name" />
            <TakenName taken asking />
            <Show when=move || taken.with(Option::is_none)>
                <Problem asking />
            </Show>
            <Foot asking label="Rename" disabled />
        </form>
    }
}

/// A name, and the experiment that has it already.
#[component]
pub(super) fn NameField(
    name: RwSignal<String>,
    taken: RwSignal<Option<Experiment>>,
    label: &'static str,
) -> impl IntoView {
    let error = Signal::derive(move || {
        taken.with(|taken| match taken.as_ref().map(|found| found.lifecycle) {
            None => String::new(),
            Some(Lifecycle::Active) => "Another experiment has this name.".to_owned(),
            Some(Lifecycle::Deleted) => {
                "A deleted experiment has this name. Restore that one, or choose another name.".to_owned()
            }
        })
    });
    let invalid = Signal::derive(move || taken.with(Option::is_some));
    // The first time only: then typing replaces the name, and clicking into it changes it.
    let is_fresh = StoredValue::new(true);
    let on_focus = move |event: leptos::ev::FocusEvent| {
        if is_fresh.get_value() {
            is_fresh.set_value(false);
            dom::select_text(&event);
        }
    };
    view! {
        <div on:input=move |_| taken.set(None) on:focusin=on_focus>
            <Field label error>
                <Input value=name invalid />
            </Field>
        </div>
    }
}

/// What can be done about a name that is taken: open the experiment that has it, or restore it.
#[component]
pub(super) fn TakenName(taken: RwSignal<Option<Experiment>>, asking: Asking) -> impl IntoView {
    move || {
        taken.get().map(|found| {
            if found.lifecycle == Lifecycle::Active {
                let href = Route::experiment(found.id.clone()).to_hash();
                view! {
                    <div on:click=move |_| asking.close()>
                        <ButtonLink href size=ButtonSize::Small>"Open it"</ButtonLink>
                    </div>
                }
                .into_any()
            } else {
                let restore = move || {
                    asking.close();
                    asking.worker.start(
                        Deed::Restore,
                        vec![Work::new(Subject::from(&found), Edit::Restore)],
                    );
                };
                view! { <div><Button size=ButtonSize::Small on_click=restore>"Restore it"</Button></div> }
                    .into_any()
            }
        })
    }
}

/// Finds out who has a name, deleted or not. Says nothing when nobody has, or the server doesn't tell.
pub(super) fn look_for_owner(asking: Asking, name: String, found: impl FnOnce(Experiment) + 'static) {
    spawn_local(async move {
        let client = asking.worker.client.get_value();
        let load = Load::from(experiments::get_by_name(name.trim())).erased();
        if let Ok(answer) = client.send(&load).await
            && let Some(owner) = answer.downcast_ref::<Experiment>()
        {
            found(owner.clone());
        }
    });
}

//! A new experiment.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dialog::{Asking, Foot, Problem};
use super::name::{NameField, TakenName, look_for_owner};
use crate::change::{Change, Edit, Target};
use crate::mlflow::{Experiment, ExperimentId, experiments};
use crate::query::Load;
use crate::route::Route;
use crate::ui::kit::{Field, Input, ToastAction};
use crate::ui::router::use_router;

/// Asks for a name, and for where artifacts are to go.
#[component]
pub(super) fn CreateExperiment(asking: Asking) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let location = RwSignal::new(String::new());
    let taken = RwSignal::new(None::<Experiment>);
    let router = use_router();
    let create = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wanted = name.with_untracked(|name| name.trim().to_owned());
        let place = location.with_untracked(|location| location.trim().to_owned());
        taken.set(None);
        if wanted.is_empty() || asking.busy.get_untracked() {
            return;
        }
        asking.busy.set(true);
        asking.problem.set(String::new());
        spawn_local(async move {
            let client = asking.worker.client.get_value();
            let call = experiments::create(&wanted, Some(place.as_str()).filter(|place| !place.is_empty()));
            let outcome = client.send(&Load::from(call).erased()).await;
            asking.busy.set(false);
            match outcome {
                Ok(answer) => {
                    asking.close();
                    let Some(id) = answer.downcast_ref::<ExperimentId>().cloned() else {
                        return;
                    };
                    asking.worker.tell(Change {
                        target: Target::Experiment(id.clone()),
                        edit: Edit::Name(wanted.clone()),
                    });
                    let open = ToastAction::new("Open", move || router.go(&Route::experiment(id.clone())));
                    asking
                        .worker
                        .toasts
                        .done(format!("Created “{wanted}”"), vec![open]);
                }
                Err(error) => {
                    let advice = error.advice().unwrap_or_default();
                    asking.problem.try_set(format!("{}. {advice}", error.headline()));
                    look_for_owner(asking, wanted, move |found| {
                        taken.try_set(Some(found));
                    });
                }
            }
        });
    };
    let disabled = Signal::derive(move || name.with(|name| name.trim().is_empty()));
    view! {
        <form class="stack" on:submit=create data-testid="create-form">
            <NameField name taken label="Name" />
            <TakenName taken asking />
            <Field
                label="Artifact location"
                hint="Where its runs keep their files, such as s3://bucket/path. It can't be changed later. Leave it \
                    empty for the server's own choice."
            >
                <Input value=location placeholder="The server's own" />
            </Field>
            <Show when=move || taken.with(Option::is_none)>
                <Problem asking />
            </Show>
            <Foot asking label="Create" disabled />
        </form>
    }
}

//! Views on the server.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::packing::{Refusal, packed};
use crate::mlflow::{ApiError, Experiment, ExperimentId, experiments};
use crate::query::{Client, Load, LoadKey};
use crate::route::RunsQuery;
use crate::runs::Column;
use crate::runs::view::{MOST_CHARACTERS_2, SavedView, packed_text, saved_views, shared_id, view_tag};
use crate::ui::kit::{ToastAction, Toasts, use_toasts};
use crate::ui::query::use_client_handle;
use crate::web::clock;

/// The views of an experiment, and the ways to change them.
#[derive(Clone, Copy)]
pub(super) struct Store {
    pub experiment: Signal<Option<Arc<Experiment>>>,
    pub views: Memo<Vec<SavedView>>,
    pub query: Signal<RunsQuery>,
    pub shown: Signal<Vec<Column>>,
    pub toasts: Toasts,
    client: StoredValue<Client, LocalStorage>,
    on_changed: Callback<()>,
}

impl Store {
    pub fn new(
        experiment: Signal<Option<Arc<Experiment>>>,
        query: Signal<RunsQuery>,
        shown: Signal<Vec<Column>>,
        on_changed: Callback<()>,
    ) -> Self {
        let views = move |_: Option<&Vec<SavedView>>| {
            experiment.with(|found| {
                found
                    .as_ref()
                    .map_or_else(Vec::new, |found| saved_views(&found.tags))
            })
        };
        Self {
            experiment,
            views: Memo::new(views),
            query,
            shown,
            toasts: use_toasts(),
            client: use_client_handle(),
            on_changed,
        }
    }

    /// The experiment as the server has it now.
    pub async fn fresh(self, id: &ExperimentId) -> Result<Arc<Experiment>, ApiError> {
        let client = self.client.get_value();
        let answer = client.send(&Load::from(experiments::get(id)).erased()).await?;
        answer.downcast().map_err(|_| ApiError::Aborted)
    }

    pub fn id(self) -> Option<ExperimentId> {
        self.experiment
            .with_untracked(|found| found.as_ref().map(|found| found.id.clone()))
    }

    /// Saves the table as it is under a name, and gives the view.
    pub async fn save_new(self, name: String) -> Result<SavedView, Refusal> {
        let id = self.id().ok_or_else(no_experiment)?;
        let deflated = self.packed().await?;
        let view = SavedView::new(&name, &deflated, clock::now_millis());
        self.put(&id, &view).await?;
        Ok(view)
    }

    /// Saves the table as it is in a view that was saved here before.
    pub async fn save_again(self, view: SavedView) -> Result<SavedView, Refusal> {
        let id = self.id().ok_or_else(no_experiment)?;
        let deflated = self.packed().await?;
        let view = view.with_state(&deflated, clock::now_millis());
        self.put(&id, &view).await?;
        Ok(view)
    }

    /// Saves the table as it is without a name, and gives the id for a link.
    pub async fn save_for_link(self) -> Result<String, Refusal> {
        let experiment = self.id().ok_or_else(no_experiment)?;
        let text = packed_text(&self.packed().await?);
        let id = shared_id(&text);
        self.set(&experiment, &view_tag(&id), &text).await?;
        Ok(id)
    }

    async fn packed(self) -> Result<Vec<u8>, Refusal> {
        let (query, shown) = (self.query.get_untracked(), self.shown.get_untracked());
        packed(&query, &shown).await
    }

    /// Writes a view as it is.
    pub async fn put(self, experiment: &ExperimentId, view: &SavedView) -> Result<(), Refusal> {
        self.set(experiment, &view_tag(&view.id), &view.value()).await
    }

    async fn set(self, experiment: &ExperimentId, key: &str, value: &str) -> Result<(), Refusal> {
        let sent = self.send(experiment, key, Some(value)).await;
        sent.map_err(|error| {
            let mut refusal = Refusal::from(error);
            let length = value.len();
            if length > MOST_CHARACTERS_2 {
                refusal.advice = format!(
                    "The view takes {length} characters; MLflow 2 keeps at most 5,000. {}",
                    refusal.advice
                );
            }
            refusal
        })
    }

    /// Writes a tag, or deletes it for `None`, and says that the experiment has changed.
    async fn send(self, experiment: &ExperimentId, key: &str, value: Option<&str>) -> Result<(), ApiError> {
        let call = match value {
            Some(value) => experiments::set_tag(experiment, key, value),
            None => experiments::delete_tag(experiment, key),
        };
        let client = self.client.get_value();
        client.send(&Load::from(call).erased()).await?;
        client.forget(|key: &LoadKey| key.request.path.contains("/mlflow/experiments/"));
        // Nobody listens where the page was left meanwhile.
        self.on_changed.try_run(());
        Ok(())
    }

    /// Deletes a view, says so and offers the way back. A server that can't delete tags (2.x) has it emptied.
    pub fn delete(self, view: SavedView) {
        let Some(id) = self.id() else { return };
        let key = view_tag(&view.id);
        spawn_local(async move {
            let outcome = match self.send(&id, &key, None).await {
                Err(ApiError::Server { code, .. }) if code == "RESOURCE_DOES_NOT_EXIST" => Ok(""),
                Err(error) if error.is_missing() => self.send(&id, &key, Some("")).await.map(|()| {
                    "This server can't delete tags of experiments: an empty one stays behind, which shows nowhere as a view."
                }),
                outcome => outcome.map(|()| ""),
            };
            let name = view.name.clone();
            match outcome {
                Ok(detail) => {
                    let undo = ToastAction::new("Undo", move || self.restore(id.clone(), view.clone()));
                    let said = format!("Deleted the view {name}");
                    if detail.is_empty() {
                        self.toasts.done(said, vec![undo]);
                    } else {
                        self.toasts.notice(said, detail, vec![undo]);
                    }
                }
                Err(error) => self.say(&format!("The view {name} was not deleted"), &error.into()),
            }
        });
    }

    fn restore(self, experiment: ExperimentId, view: SavedView) {
        spawn_local(async move {
            match self.put(&experiment, &view).await {
                Ok(()) => self.toasts.success(format!("The view {} is back", view.name)),
                Err(refusal) => self.say(&format!("The view {} was not brought back", view.name), &refusal),
            }
        });
    }

    /// Says what did not work.
    pub fn say(self, what: &str, why: &Refusal) {
        self.toasts.error(
            what,
            format!("{}. {}", why.headline.trim_end_matches('.'), why.advice),
        );
    }
}

fn no_experiment() -> Refusal {
    Refusal {
        headline: "Views are kept in an experiment, and here is none".to_owned(),
        advice: "Open one experiment alone.".to_owned(),
    }
}

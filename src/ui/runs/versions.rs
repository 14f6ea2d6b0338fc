//! The versions that were registered of the runs' models: the list of runs does not tell them.

use leptos::prelude::*;

use super::loading::Phase;
use super::model::RunsModel;
use crate::mlflow::filter::quoted_text;
use crate::mlflow::{ModelVersion, ModelVersionSearch, Page, model_versions};
use crate::query::Load;
use crate::route::ModelVersionFilter;
use crate::runs::{Attribute, Field, RunModel};

/// Runs whose versions are asked for at once: their ids stand in the address of the request.
const RUNS_AT_ONCE: usize = 60;
const MOST_VERSIONS: u32 = 10_000;
/// Where clients of 2.x say that a run has logged models.
const LOGGED_MODELS: &str = "mlflow.log-model.history";

impl RunsModel {
    /// Asks, one request after the other, for the versions of all runs that have models.
    pub fn follow_versions(self) {
        Effect::new(move |_| {
            self.loading.version().get();
            let is_settled = self.loading.phase().with(|phase| *phase != Phase::Loading);
            let is_filter = self
                .query
                .with(|query| query.model_versions != ModelVersionFilter::All);
            if is_settled || is_filter {
                self.ask_for_versions();
            }
        });
    }

    fn ask_for_versions(self) {
        let batch = self.loading.batch();
        if batch.is_asking_versions.get() {
            return;
        }
        let ids: Vec<_> = {
            let set = batch.set.borrow();
            let mut asked = batch.versions_asked.borrow_mut();
            let logged = set.column(&Field::tag(LOGGED_MODELS));
            let has_model = |row: &u32| {
                let made = |model| matches!(model, RunModel::Output { .. });
                !logged.is_missing(*row) || set.models(*row).any(made)
            };
            let models = set.column(&Attribute::Models.into());
            if models.filled() == 0 && logged.filled() == 0 {
                return;
            }
            let rows = set.rows().iter().copied().filter(has_model);
            rows.filter(|row| asked.insert(*row))
                .take(RUNS_AT_ONCE)
                .map(|row| set.run_id(row))
                .collect()
        };
        let quoted: Vec<String> = ids.iter().filter_map(|id| quoted_text(id.as_str())).collect();
        if quoted.is_empty() {
            return;
        }
        let load = Load::from(model_versions::search(&ModelVersionSearch {
            filter: format!("run_id IN ({})", quoted.join(", ")),
            max_results: MOST_VERSIONS,
            ..ModelVersionSearch::default()
        }))
        .erased();
        let client = self.client.get_value();
        batch.is_asking_versions.set(true);
        leptos::task::spawn_local(async move {
            let answer = client.load(&load).await;
            batch.is_asking_versions.set(false);
            // A registry that does not answer: the runs are shown without versions, as they are without a registry.
            let Ok(answer) = answer else { return };
            let Ok(page) = answer.downcast::<Page<ModelVersion>>() else {
                return;
            };
            {
                let mut set = batch.set.borrow_mut();
                for id in &ids {
                    let own = page
                        .items
                        .iter()
                        .filter(|version| version.run_id.as_ref() == Some(id));
                    let versions: Vec<(&str, &str)> = own
                        .map(|version| (version.name.as_str(), version.version.as_str()))
                        .collect();
                    if let Some(row) = set.row_of(id.as_str()).filter(|_| !versions.is_empty()) {
                        set.attach_versions(row, &versions);
                    }
                }
            }
            self.loading.try_touch();
        });
    }
}

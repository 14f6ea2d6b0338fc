//! Experiments that are picked out, on this page of the list and others, and what can be done with them.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::change::{Change, Edit, Subject};
use crate::format::plural;
use crate::mlflow::{Experiment, ExperimentId};
use crate::route::{ExperimentsQuery, Lifecycle, Route, RunsQuery};
use crate::ui::kit::{Button, ButtonLink, ButtonSize, ButtonVariant, Icon};
use crate::ui::manage::{Actions, use_actions};
use crate::ui::palette::Command;
use crate::ui::router::Router;

/// The experiments that are picked out.
#[derive(Clone, Copy, Default)]
pub struct Selection(RwSignal<BTreeMap<ExperimentId, Subject>>);

impl Selection {
    /// Whether one is picked out.
    pub fn has(self, id: &ExperimentId) -> bool {
        self.0.with(|chosen| chosen.contains_key(id))
    }

    /// Picks one out, or not any more.
    pub fn set(self, experiment: &Experiment, is_chosen: bool) {
        self.0.update(|chosen| {
            if is_chosen {
                chosen.insert(experiment.id.clone(), Subject::from(experiment));
            } else {
                chosen.remove(&experiment.id);
            }
        });
    }

    /// How many of these are picked out.
    pub fn count_of(self, experiments: &[Experiment]) -> usize {
        self.0.with(|chosen| {
            experiments
                .iter()
                .filter(|one| chosen.contains_key(&one.id))
                .count()
        })
    }

    /// Picks out none.
    pub fn clear(self) {
        self.0.set(BTreeMap::new());
    }

    /// Keeps up with what was changed: what is deleted or restored leaves the list that it was picked out of.
    pub fn follow(self, changes: &[Change]) {
        self.0.update(|chosen| {
            for change in changes {
                let Some(id) = change.target.experiment() else {
                    continue;
                };
                match &change.edit {
                    Edit::Delete | Edit::Restore => {
                        chosen.remove(id);
                    }
                    edit => {
                        if let Some(subject) = chosen.get_mut(id) {
                            subject.apply(edit);
                        }
                    }
                }
            }
        });
    }

    /// What can be done with them, for the palette.
    pub fn commands(self, actions: Actions, router: Router, query: Signal<ExperimentsQuery>) -> Vec<Command> {
        let (count, group) = (self.0.with(BTreeMap::len), "Selected experiments");
        if count == 0 {
            return Vec::new();
        }
        let clear = Command::new("Clear the selection", group, move || self.clear());
        if query.with(|query| query.lifecycle == Lifecycle::Deleted) {
            let restore = move || actions.restore(self.subjects());
            return vec![
                Command::new("Restore the selected experiments", group, restore),
                clear,
            ];
        }
        let mut commands = vec![
            Command::new("Edit the tags of the selected experiments", group, move || {
                actions.tag(self.subjects());
            }),
            Command::new("Delete the selected experiments", group, move || {
                actions.delete(self.subjects());
            }),
            clear,
        ];
        if count > 1 {
            let compare = move || router.go(&self.comparison());
            let compare = Command::new("Compare the selected experiments", group, compare).keys("c");
            commands.insert(0, compare);
        }
        commands
    }

    /// Where they are compared.
    fn comparison(self) -> Route {
        let query = RunsQuery {
            experiments: self.0.with(|chosen| chosen.keys().cloned().collect()),
            ..RunsQuery::default()
        };
        Route::CompareExperiments(Box::new(query))
    }

    fn subjects(self) -> Vec<Subject> {
        self.0.with_untracked(|chosen| chosen.values().cloned().collect())
    }
}

/// How many are picked out, and what can be done with them; absent while none is.
#[component]
pub fn SelectionBar(selection: Selection, query: Signal<ExperimentsQuery>) -> impl IntoView {
    let actions = use_actions();
    let chosen = selection.0;
    let count = Memo::new(move |_| chosen.with(BTreeMap::len));
    let (is_any, is_several) = (
        Memo::new(move |_| count.get() > 0),
        Memo::new(move |_| count.get() > 1),
    );
    let is_deleted = Memo::new(move |_| query.with(|query| query.lifecycle == Lifecycle::Deleted));
    let compare = Signal::derive(move || selection.comparison().to_hash());
    let small = ButtonSize::Small;
    let deeds = move || {
        if is_deleted.get() {
            let restore = move || actions.restore(selection.subjects());
            view! { <Button size=small icon=Icon::Undo on_click=restore>"Restore"</Button> }.into_any()
        } else {
            view! {
                <Show when=move || is_several.get()>
                    <ButtonLink href=compare size=small icon=Icon::Compare>"Compare"</ButtonLink>
                </Show>
                <Button size=small icon=Icon::Tag on_click=move || actions.tag(selection.subjects())>"Edit tags"</Button>
                <Button
                    size=small
                    icon=Icon::Trash
                    variant=ButtonVariant::Danger
                    on_click=move || actions.delete(selection.subjects())
                >
                    "Delete"
                </Button>
            }
            .into_any()
        }
    };
    view! {
        <Show when=move || is_any.get()>
            <div class="toolbar selection-bar" role="region" aria-label="Selected experiments" data-testid="selection">
                <span role="status">{move || format!("{} selected", plural(count.get(), "experiment"))}</span>
                {deeds}
                <Button size=small variant=ButtonVariant::Quiet on_click=move || selection.clear()>"Clear"</Button>
            </div>
        </Show>
    }
}

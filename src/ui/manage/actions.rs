//! How a page asks for changes, and hears of them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::change::{Change, Subject};

/// What somebody wants to do; the dialogs and messages follow.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Ask {
    /// Give one another name.
    Rename(Subject),
    /// Write about one.
    Describe(Subject),
    /// Change the tags of one or many of a kind.
    Tag(Vec<Subject>),
    /// Delete one or many of a kind, after a question.
    Delete(Vec<Subject>),
    /// Bring back one or many of a kind, without a question.
    Restore(Vec<Subject>),
    /// Make an experiment.
    CreateExperiment,
}

type Listener = Arc<dyn Fn(&[Change]) + Send + Sync>;

/// The way to change what is on the server. From [`use_actions`]; see the module for how it is used.
#[derive(Clone, Copy)]
pub struct Actions {
    pub(super) asked: RwSignal<Option<Ask>>,
    listeners: StoredValue<Vec<(u32, Listener)>>,
    next_key: StoredValue<u32>,
}

impl Actions {
    /// Asks for another name of a run or experiment.
    pub fn rename(self, subject: Subject) {
        self.asked.set(Some(Ask::Rename(subject)));
    }

    /// Opens the editor of a description.
    pub fn describe(self, subject: Subject) {
        self.asked.set(Some(Ask::Describe(subject)));
    }

    /// Opens the editor of the tags of one or many, all runs or all experiments. Nothing happens for none.
    pub fn tag(self, subjects: Vec<Subject>) {
        self.ask_of(subjects, Ask::Tag);
    }

    /// Asks whether to delete these, all runs or all experiments. Nothing happens for none.
    pub fn delete(self, subjects: Vec<Subject>) {
        self.ask_of(subjects, Ask::Delete);
    }

    /// Brings back these, all runs or all experiments. Nothing happens for none.
    pub fn restore(self, subjects: Vec<Subject>) {
        self.ask_of(subjects, Ask::Restore);
    }

    /// Asks for the name of a new experiment.
    pub fn create_experiment(self) {
        self.asked.set(Some(Ask::CreateExperiment));
    }

    fn ask_of(self, subjects: Vec<Subject>, ask: impl FnOnce(Vec<Subject>) -> Ask) {
        if !subjects.is_empty() {
            self.asked.set(Some(ask(subjects)));
        }
    }

    /// Tells every page that listens.
    pub(super) fn tell(self, changes: &[Change]) {
        // A listener may cause others to come or go.
        let listeners = self.listeners.get_value();
        for (_, listener) in listeners {
            listener(changes);
        }
    }
}

/// Makes the handle and gives it to everything below. Once, in the app; [`ActionRegion`](super::ActionRegion) shows
/// the dialogs.
pub fn provide_actions() -> Actions {
    let actions = Actions {
        asked: RwSignal::new(None),
        listeners: StoredValue::new(Vec::new()),
        next_key: StoredValue::new(0),
    };
    provide_context(actions);
    actions
}

/// The app's handle; without an app around (in a test of one piece) a handle that nobody serves.
pub fn use_actions() -> Actions {
    use_context().unwrap_or_else(provide_actions)
}

/// Hears of every change made from this app, as long as the component or effect that calls this lives.
pub fn on_change(listener: impl Fn(&[Change]) + Send + Sync + 'static) {
    let actions = use_actions();
    let key = actions.next_key.get_value();
    actions.next_key.set_value(key.wrapping_add(1));
    actions
        .listeners
        .update_value(|listeners| listeners.push((key, Arc::new(listener))));
    on_cleanup(move || {
        actions
            .listeners
            .try_update_value(|listeners| listeners.retain(|(other, _)| *other != key));
    });
}

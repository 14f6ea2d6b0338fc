//! Menus of what can be done to a run or an experiment.

use leptos::prelude::*;

use super::{Actions, use_actions};
use crate::change::Subject;
use crate::ui::kit::{ButtonVariant, Icon, Menu, MenuItem};
use crate::ui::palette::{Command, use_palette};

/// A way to change one run or experiment.
struct Way {
    label: &'static str,
    icon: Icon,
    act: fn(Actions, Subject),
}

fn ways(subject: &Subject) -> Vec<Way> {
    let way = |label, icon, act| Way { label, icon, act };
    if subject.is_deleted {
        return vec![way("Restore", Icon::Undo, |actions, subject| {
            actions.restore(vec![subject]);
        })];
    }
    vec![
        way("Rename", Icon::Pencil, Actions::rename),
        way("Edit description", Icon::FileText, Actions::describe),
        way("Edit tags", Icon::Tag, |actions, subject| {
            actions.tag(vec![subject]);
        }),
        way(DELETE, Icon::Trash, |actions, subject| {
            actions.delete(vec![subject]);
        }),
    ]
}

const DELETE: &str = "Delete";

/// What can be done to one run or experiment, for a [`Menu`].
pub fn menu_items(actions: Actions, subject: &Subject) -> Vec<MenuItem> {
    let item = |Way { label, icon, act }: Way| {
        let subject = subject.clone();
        let item = MenuItem::action(label, move || act(actions, subject.clone())).icon(icon);
        if label == DELETE {
            item.danger().after_line()
        } else {
            item
        }
    };
    ways(subject).into_iter().map(item).collect()
}

/// The same, for the palette: "Rename this run".
fn commands(actions: Actions, subject: &Subject) -> Vec<Command> {
    let noun = subject.target.noun();
    let command = |Way { label, act, .. }: Way| {
        let words = match label.split_once(' ') {
            Some((verb, object)) => format!("{verb} the {object} of this {noun}"),
            None => format!("{label} this {noun}"),
        };
        let subject = subject.clone();
        Command::new(words, "Actions", move || act(actions, subject.clone()))
    };
    ways(subject).into_iter().map(command).collect()
}

/// The menu at the head of a run's page; nothing while the run is not known.
#[component]
pub fn RunMenu(
    /// The run.
    subject: Signal<Option<Subject>>,
) -> impl IntoView {
    view! { <SubjectMenu label="Run actions" subject /> }
}

/// The menu at the head of an experiment's page; nothing while the experiment is not known.
#[component]
pub fn ExperimentMenu(
    /// The experiment.
    subject: Signal<Option<Subject>>,
) -> impl IntoView {
    view! { <SubjectMenu label="Experiment actions" subject /> }
}

#[component]
fn SubjectMenu(label: &'static str, subject: Signal<Option<Subject>>) -> impl IntoView {
    let actions = use_actions();
    use_palette().register(move || {
        subject.with(|subject| {
            subject
                .as_ref()
                .map(|subject| commands(actions, subject))
                .unwrap_or_default()
        })
    });
    let items = Signal::derive(move || {
        subject.with(|subject| {
            subject
                .as_ref()
                .map(|subject| menu_items(actions, subject))
                .unwrap_or_default()
        })
    });
    view! {
        <Show when=move || subject.with(Option::is_some)>
            <Menu label icon=Icon::More label_hidden=true variant=ButtonVariant::Quiet items />
        </Show>
    }
}

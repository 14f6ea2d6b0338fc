//! The one dialog in which all questions about changes are asked.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::actions::Ask;
use super::create::CreateExperiment;
use super::describe::Describe;
use super::name::Rename;
use super::tag_editor::TagEditor;
use super::use_actions;
use super::work::Worker;
use crate::change::words::{self, Deed};
use crate::change::{Edit, Subject, Target, Work};
use crate::ui::kit::{Banner, BannerTone, Button, ButtonVariant, Dialog, DialogFoot, use_toasts};
use crate::ui::query::use_client;

/// What is being asked, how to carry it out, and how to close the dialog.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    pub worker: Worker,
    open: RwSignal<bool>,
    /// The work is under way: the buttons wait.
    pub busy: RwSignal<bool>,
    /// Why the last try failed; empty when it didn't.
    pub problem: RwSignal<String>,
    /// A description that was written and not saved, and of what: a press beside the dialog must not cost it.
    pub draft: StoredValue<Option<(Target, String)>>,
}

impl Asking {
    pub fn close(self) {
        self.open.set(false);
    }

    /// Closes the dialog, and what was written is not wanted any more.
    fn give_up(self) {
        self.draft.set_value(None);
        self.close();
    }

    /// Carries out the change of one subject while the dialog waits: what was written is not lost when the server
    /// refuses it. Many are carried out after the dialog has closed; messages say how far they are.
    pub fn carry_out(self, deed: Deed, works: Vec<Work>) {
        match works.len() {
            0 => self.close(),
            1 => self.wait_for(deed, works),
            _ => {
                self.close();
                self.worker.start(deed, works);
            }
        }
    }

    fn wait_for(self, deed: Deed, works: Vec<Work>) {
        self.busy.set(true);
        self.problem.set(String::new());
        let asked = self.worker.actions.asked.get_untracked();
        spawn_local(async move {
            let report = self.worker.carry_out(deed, works).await;
            // Closed meanwhile, or closed and opened for something else.
            let is_waited_for =
                self.open.get_untracked() && self.worker.actions.asked.get_untracked() == asked;
            if !is_waited_for {
                self.worker.say(deed, report);
                return;
            }
            self.busy.set(false);
            if report.failed.is_empty() {
                self.give_up();
                self.worker.say(deed, report);
            } else {
                let said = words::outcome(deed, &report);
                self.problem.set(said.detail);
            }
        });
    }
}

/// The dialog of [`ActionRegion`](super::ActionRegion).
#[component]
pub fn ActionDialog() -> impl IntoView {
    let actions = use_actions();
    let asking = Asking {
        worker: Worker {
            actions,
            toasts: use_toasts(),
            client: StoredValue::new_local(use_client()),
        },
        open: RwSignal::new(false),
        busy: RwSignal::new(false),
        problem: RwSignal::new(String::new()),
        draft: StoredValue::new(None),
    };
    Effect::new(move |_| match actions.asked.get() {
        None => {}
        Some(Ask::Restore(subjects)) => {
            actions.asked.set(None);
            asking
                .worker
                .start(Deed::Restore, all_to(subjects, &Edit::Restore));
        }
        Some(_) => {
            asking.busy.set(false);
            asking.problem.set(String::new());
            asking.open.set(true);
        }
    });
    // Closed by the person, by its buttons, by Escape or from here: it asks nothing any more.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = asking.open.get();
        if was_open == Some(true) && !is_open {
            actions.asked.set(None);
        }
        is_open
    });
    let title = Signal::derive(move || {
        actions
            .asked
            .with(|asked| asked.as_ref().map(title).unwrap_or_default())
    });
    let wide = Signal::derive(move || {
        actions
            .asked
            .with(|asked| matches!(asked, Some(Ask::Describe(_) | Ask::Tag(_))))
    });
    let body = move || match actions.asked.get() {
        Some(Ask::Rename(subject)) => view! { <Rename subject asking /> }.into_any(),
        Some(Ask::Describe(subject)) => view! { <Describe subject asking /> }.into_any(),
        Some(Ask::Tag(subjects)) => view! { <TagEditor subjects asking /> }.into_any(),
        Some(Ask::Delete(subjects)) => view! { <Delete subjects asking /> }.into_any(),
        Some(Ask::CreateExperiment) => view! { <CreateExperiment asking /> }.into_any(),
        Some(Ask::Restore(_)) | None => ().into_any(),
    };
    view! {
        <div data-testid="action-dialog">
            <Dialog open=asking.open title wide>
                {body}
            </Dialog>
        </div>
    }
}

fn title(ask: &Ask) -> String {
    match ask {
        Ask::Rename(subject) => format!("Rename {}", subject.target.noun()),
        Ask::Describe(subject) => format!("Description of {}", words::subjects(&[subject])),
        Ask::Tag(subjects) => format!(
            "Tags of {}",
            words::subjects(&subjects.iter().collect::<Vec<_>>())
        ),
        Ask::Delete(subjects) => words::question(subjects),
        Ask::CreateExperiment => "Create experiment".to_owned(),
        Ask::Restore(_) => String::new(),
    }
}

fn all_to(subjects: Vec<Subject>, edit: &Edit) -> Vec<Work> {
    subjects
        .into_iter()
        .map(|subject| Work::new(subject, edit.clone()))
        .collect()
}

/// Why the last try failed.
#[component]
pub(super) fn Problem(asking: Asking) -> impl IntoView {
    move || {
        asking.problem.with(|problem| {
            (!problem.is_empty()).then(|| view! { <Banner tone=BannerTone::Danger text=problem.clone() /> })
        })
    }
}

/// Cancel, and the button that goes ahead, which submits the form around.
#[component]
pub(super) fn Foot(
    asking: Asking,
    label: &'static str,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <DialogFoot>
            <Button on_click=move || asking.give_up()>"Cancel"</Button>
            <Button variant=ButtonVariant::Primary submits=true busy=asking.busy disabled=disabled>{label}</Button>
        </DialogFoot>
    }
}

/// Asks before anything is deleted: which ones, what goes with them, and that there is a way back.
#[component]
fn Delete(subjects: Vec<Subject>, asking: Asking) -> impl IntoView {
    let is_experiment = subjects
        .iter()
        .any(|subject| subject.target.experiment().is_some());
    let which =
        (subjects.len() > 1).then(|| view! { <p>{format!("{}.", words::names(subjects.iter()))}</p> });
    let (them, what_else) = match (subjects.len(), is_experiment) {
        (1, true) => ("It", "Its runs are deleted with it."),
        (_, true) => ("They", "Their runs are deleted with them."),
        (1, false) => ("It", "Runs that are nested in it stay."),
        (_, false) => (
            "They",
            "Runs that are nested in them stay unless they are among them.",
        ),
    };
    let text = format!(
        "{what_else} {them} can be restored until the server's owner clears it out with “mlflow gc”."
    );
    let delete = move || asking.carry_out(Deed::Delete, all_to(subjects.clone(), &Edit::Delete));
    view! {
        {which}
        <p class="muted">{text}</p>
        <Problem asking />
        <DialogFoot>
            <Button on_click=move || asking.close()>"Cancel"</Button>
            <Button variant=ButtonVariant::DangerSolid busy=asking.busy on_click=delete attr:data-testid="confirm-delete">
                "Delete"
            </Button>
        </DialogFoot>
    }
}

//! Sends changes, says how far they are and what came of them, and offers the way back.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Actions;
use crate::change::words::{self, Deed};
use crate::change::{Change, Report, Target, Watch, Work, carry_out};
use crate::query::{Client, LoadKey};
use crate::ui::kit::{ToastAction, Toasts};
use crate::web::clock;

/// More subjects than this, and it is shown how far it is.
const QUIET: usize = 6;
/// Listeners hear of changes at most so often, in milliseconds.
const TELL_MILLIS: i64 = 250;

/// What carries changes out; it belongs to the app.
#[derive(Clone, Copy)]
pub(super) struct Worker {
    pub actions: Actions,
    pub toasts: Toasts,
    pub client: StoredValue<Client, LocalStorage>,
}

impl Worker {
    /// Carries out `works` without anyone waiting; messages say what comes of it.
    pub fn start(self, deed: Deed, works: Vec<Work>) {
        spawn_local(async move {
            let report = self.carry_out(deed, works).await;
            self.say(deed, report);
        });
    }

    /// Carries out `works`; the caller says what came of it.
    pub async fn carry_out(self, deed: Deed, works: Vec<Work>) -> Report {
        let client = self.client.get_value();
        let total = works.len();
        let noun = works.first().map_or("run", |work| work.subject.target.noun());
        let stop = Arc::new(AtomicBool::new(false));
        let text = ArcRwSignal::new(words::progress(deed, 0, total, noun));
        let toast = (total > QUIET).then(|| {
            let stop = Arc::clone(&stop);
            let actions = vec![ToastAction::new("Stop", move || {
                stop.store(true, Ordering::Relaxed);
            })];
            self.toasts.progress(text.clone(), actions)
        });
        let untold = RefCell::new(Vec::new());
        let told_at = Cell::new(clock::now_millis());
        let tell = || {
            let changes = untold.take();
            if !changes.is_empty() {
                told_at.set(clock::now_millis());
                forget_outdated(&client, &changes);
                self.actions.tell(&changes);
            }
        };
        let watch = Watch {
            is_stopped: &|| stop.load(Ordering::Relaxed),
            changed: &|change| untold.borrow_mut().push(change),
            settled: &|settled| {
                if clock::now_millis() - told_at.get() >= TELL_MILLIS {
                    text.set(words::progress(deed, settled, total, noun));
                    tell();
                }
            },
        };
        let report = carry_out(&client, works, watch).await;
        tell();
        if let Some(toast) = toast {
            self.toasts.remove(toast);
        }
        report
    }

    /// Says what came of changes, and offers to take back what was done and to try again what was not.
    pub fn say(self, deed: Deed, report: Report) {
        let said = words::outcome(deed, &report);
        let mut ways = Vec::new();
        let rest = report.rest();
        if !rest.is_empty() {
            let label = if said.is_good { "Go on" } else { "Try again" };
            ways.push(ToastAction::new(label, move || self.start(deed, rest.clone())));
        }
        if !report.done.is_empty() {
            ways.push(ToastAction::new("Undo", move || {
                self.start(deed.undone(), report.undo());
            }));
        }
        if !said.is_good {
            self.toasts.failed(said.line, said.detail, ways);
        } else if said.detail.is_empty() {
            self.toasts.done(said.line, ways);
        } else {
            self.toasts.notice(said.line, said.detail, ways);
        }
    }

    /// Tells of a change that was made without [`Worker::carry_out`].
    pub fn tell(self, change: Change) {
        let changes = [change];
        self.client.with_value(|client| forget_outdated(client, &changes));
        self.actions.tell(&changes);
    }
}

/// Forgets answers that may say otherwise: all about runs, and about experiments where one changed.
fn forget_outdated(client: &Client, changes: &[Change]) {
    let of_experiments = changes
        .iter()
        .any(|change| matches!(change.target, Target::Experiment(_)));
    client.forget(|key: &LoadKey| {
        let path = key.request.path.as_str();
        path.contains("/mlflow/runs/") || (of_experiments && path.contains("/mlflow/experiments/"))
    });
}

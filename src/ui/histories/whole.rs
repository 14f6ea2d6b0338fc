//! Every point of some metrics, however many there are: fetched also while the chart that it was asked for on is scrolled
//! away or gone, until all are here, somebody says no, or memory allows no more.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Asker, Histories};
use crate::history::{Question, Want};
use crate::mlflow::RunId;
use crate::ui::kit::{ToastAction, Toasts};
use crate::web::timer;

/// The time between two looks at how far it is, in milliseconds.
const LOOK_MILLIS: u32 = 250;
/// Points a run that are asked for besides: the fewest.
const POINTS: u32 = 40;

/// What every point is wanted of.
#[derive(Clone)]
pub struct Wholes {
    /// The metrics.
    pub metrics: Arc<[Arc<str>]>,
    /// The runs.
    pub runs: Arc<[RunId]>,
    /// What they are called together.
    pub title: String,
    /// What is said where not all can be had, such as "The file was not made".
    pub failed: String,
}

/// How far it is, in histories: one is one metric of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Every point is here.
    pub whole: usize,
    /// Asking failed.
    pub failed: usize,
    /// All that are wanted.
    pub all: usize,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// Every point is here.
    All,
    /// Somebody said no.
    Cancelled,
    /// Memory allows no more.
    NoRoom(Progress),
    /// Some could not be had.
    Failed(Progress),
}

impl Histories {
    /// Whether every point of exactly these metrics is being fetched. Tracked.
    pub fn is_fetching_all(self, metrics: &[Arc<str>]) -> bool {
        let wholes = self.with(|inner| inner.wholes.clone());
        wholes.is_some_and(|wholes| wholes.with(|all| all.iter().any(|(_, of)| **of == *metrics)))
    }

    /// Fetches every point, and says in a message how far that is and, where it is given up, why. Goes on whatever becomes
    /// of the page, unless somebody cancels it.
    pub async fn fetch_all(self, wanted: Wholes, toasts: Toasts) -> Fetched {
        for metric in wanted.metrics.iter() {
            self.retry(metric);
        }
        let fetching = Fetching::begin(self, &wanted);
        let text = ArcRwSignal::new(format!("Loading all points of {}", wanted.title));
        let is_cancelled = ArcRwSignal::new(false);
        let cancel = ToastAction::new("Cancel", {
            let is_cancelled = is_cancelled.clone();
            move || is_cancelled.set(true)
        });
        let key = toasts.progress(text.clone(), vec![cancel]);
        let ended = loop {
            if is_cancelled.get_untracked() {
                break Fetched::Cancelled;
            }
            let progress = self.progress(&wanted);
            if progress.whole == progress.all {
                break Fetched::All;
            }
            if progress.whole + progress.failed == progress.all {
                break Fetched::Failed(progress);
            }
            if self.is_full() && !self.is_reading_pages() {
                break Fetched::NoRoom(progress);
            }
            let said = format!(
                "Loading all points of {}: {} of {} lines",
                wanted.title, progress.whole, progress.all
            );
            if text.with_untracked(|text| *text != said) {
                text.set(said);
            }
            timer::pause(LOOK_MILLIS).await;
            if self.with(|_| ()).is_none() {
                // The app is gone, and its messages.
                return Fetched::Cancelled;
            }
        };
        toasts.remove(key);
        drop(fetching);
        let Progress { whole, failed, all } = match ended {
            Fetched::All | Fetched::Cancelled => return ended,
            Fetched::NoRoom(progress) | Fetched::Failed(progress) => progress,
        };
        let why = if failed > 0 {
            let mut of_metrics = wanted.metrics.iter();
            let error = of_metrics.find_map(|metric| self.failure(metric));
            let error = error.map(|error| format!(": {}", error.headline()));
            format!(
                "{failed} of {all} lines could not be had{}.",
                error.unwrap_or_default()
            )
        } else {
            format!("{whole} of {all} lines are whole; memory allows no more.")
        };
        toasts.error(wanted.failed, why);
        ended
    }

    fn is_reading_pages(self) -> bool {
        let is_of_pages = |inner: &mut super::Inner| {
            let mut under_way = inner.under_way.iter();
            under_way.any(|under_way| under_way.ask.question == Question::Pages)
        };
        self.with(is_of_pages).unwrap_or_default()
    }

    fn progress(self, wanted: &Wholes) -> Progress {
        let mut progress = Progress::default();
        for metric in wanted.metrics.iter() {
            for run in wanted.runs.iter() {
                progress.all += 1;
                let is_whole = self.held(run, metric).is_some_and(|held| held.detail.is_whole);
                if is_whole {
                    progress.whole += 1;
                } else if self.is_given_up(run, metric) {
                    progress.failed += 1;
                }
            }
        }
        progress
    }
}

/// The metrics that every point is being fetched of, by the asker that wants them.
pub(super) type UnderFetch = (u32, Arc<[Arc<str>]>);

/// What is wanted, until this is dropped.
struct Fetching {
    asker: Asker,
    wholes: ArcRwSignal<Vec<UnderFetch>>,
}

impl Fetching {
    fn begin(histories: Histories, wanted: &Wholes) -> Self {
        let asker = histories.lasting_asker();
        let want = |metric: &Arc<str>| Want {
            metric: Arc::clone(metric),
            runs: Arc::clone(&wanted.runs),
            points: POINTS,
            steps: None,
            is_whole: true,
        };
        asker.want(wanted.metrics.iter().map(want).collect());
        let wholes = histories.with(|inner| inner.wholes.clone()).unwrap_or_default();
        wholes.update(|all| all.push((asker.id, Arc::clone(&wanted.metrics))));
        Self { asker, wholes }
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        self.asker.want(Vec::new());
        let id = self.asker.id;
        self.wholes.update(|all| all.retain(|(asker, _)| *asker != id));
    }
}

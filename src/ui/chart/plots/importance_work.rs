//! Working out which columns matter, while the runs may change.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use crate::analysis::ImportanceReport;
use crate::board::{ImportancePlot, ImportanceQuestion};
use crate::ui::board::Source;
use crate::web::turn::{self, Slice};
use crate::web::{clock, timer};

/// Values of running runs come in bursts: the work begins anew when they pause.
const PAUSE_MILLIS: u32 = 300;
/// The longest rest between two answers, in milliseconds.
const MOST_REST_MILLIS: f64 = 30_000.0;
/// Answers that are remembered.
const MOST_ANSWERS: usize = 16;
/// What is known, and how it reads.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// What was worked out.
    pub report: Arc<ImportanceReport>,
    /// What of.
    pub made_of: String,
    /// Why it may mislead.
    pub warning: Option<String>,
}

/// What the card's work needs to know.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub plot: Signal<ImportancePlot>,
    pub source: Source,
    pub found: RwSignal<Option<Arc<Found>>>,
    progress: RwSignal<Option<f64>>,
    is_working: StoredValue<bool>,
    /// Whether anything has changed since the work began.
    is_stale: StoredValue<bool>,
    /// Whether it is to explain something else than what the work is about.
    is_moot: StoredValue<bool>,
}

impl Work {
    pub fn new(
        plot: Signal<ImportancePlot>,
        source: Source,
        found: RwSignal<Option<Arc<Found>>>,
        progress: RwSignal<Option<f64>>,
    ) -> Self {
        Self {
            plot,
            source,
            found,
            progress,
            is_working: StoredValue::new(false),
            is_stale: StoredValue::new(false),
            is_moot: StoredValue::new(false),
        }
    }

    /// Works it out whenever the plot or the runs change, in slices. What was begun is finished before it is begun anew:
    /// running runs change faster than a forest grows.
    pub fn follow(self, is_in_view: Signal<bool>) {
        let owner = Owner::current();
        Effect::new(move |before: Option<ImportancePlot>| {
            let plot = self.plot.get();
            self.source.version().get();
            self.is_moot
                .update_value(|is_moot| *is_moot |= before.is_some_and(|before| before != plot));
            self.is_stale.set_value(true);
            if is_in_view.get()
                && !self.is_working.get_value()
                && let Some(owner) = &owner
            {
                self.is_working.set_value(true);
                // Of the card, not of this run of the effect.
                owner.with(|| {
                    spawn_local_scoped_with_cancellation(async move {
                        self.work(is_in_view).await;
                        self.is_working.try_set_value(false);
                    });
                });
            }
            plot
        });
    }

    async fn work(self, is_in_view: Signal<bool>) {
        while self.is_stale.try_get_value() == Some(true) && is_in_view.try_get_untracked() == Some(true) {
            self.is_stale.set_value(false);
            self.is_moot.set_value(false);
            let begun_millis = clock::precise_millis();
            self.answer().await;
            self.progress.try_set(None);
            self.rest(clock::precise_millis() - begun_millis).await;
        }
    }

    /// Values of running runs come in bursts, and the page is not there for this alone: most of the time is left to the
    /// person, unless they want something else to be explained.
    async fn rest(self, taken_millis: f64) {
        let until_millis = clock::precise_millis() + (taken_millis * 3.0).min(MOST_REST_MILLIS);
        loop {
            timer::pause(PAUSE_MILLIS).await;
            let is_over = clock::precise_millis() >= until_millis;
            if is_over || self.is_moot.try_get_value() != Some(false) {
                return;
            }
        }
    }

    async fn answer(self) {
        let asked = self.source.with_untracked(|source| {
            self.plot
                .with_untracked(|plot| ImportanceQuestion::new(source, plot))
        });
        let Some(mut question) = asked else {
            self.found.try_set(None);
            return;
        };
        let known = ANSWERS.with_borrow(|answers| {
            let known = answers.iter().find(|(key, _)| *key == question.key);
            known.map(|(_, report)| Arc::clone(report))
        });
        let report = if let Some(known) = known {
            known
        } else {
            let mut slice = Slice::begin();
            while question.task.step() {
                if slice.is_over() {
                    self.progress.try_set(Some(question.task.progress()));
                    turn::give_way().await;
                    if self.is_moot.try_get_value() != Some(false) {
                        return;
                    }
                    slice = Slice::begin();
                }
            }
            let report = Arc::new(question.task.report());
            ANSWERS.with_borrow_mut(|answers| {
                answers.push_back((question.key, Arc::clone(&report)));
                if answers.len() > MOST_ANSWERS {
                    answers.pop_front();
                }
            });
            report
        };
        let found = Found {
            made_of: question.made_of(&report),
            warning: question.warning(&report),
            report,
        };
        let is_same = |before: &Option<Arc<Found>>| before.as_deref() == Some(&found);
        if !self.found.try_with_untracked(is_same).unwrap_or(true) {
            self.found.try_set(Some(Arc::new(found)));
        }
    }
}

thread_local! {
    /// What was worked out last, by [`ImportanceQuestion::key`]: a card that is scrolled back to, or whose runs are read
    /// anew without a change, has its answer at once.
    static ANSWERS: RefCell<VecDeque<(u64, Arc<ImportanceReport>)>> = const { RefCell::new(VecDeque::new()) };
}

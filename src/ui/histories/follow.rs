//! Keeping up with runs that go on: their new points, every few seconds while the page is seen.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::Histories;
use super::answer::answer_to;
use crate::board::DrawnRun;
use crate::history::Ask;
use crate::mlflow::{ApiError, RunId};
use crate::web::event::Listener;
use crate::web::{clock, page, timer};

/// The time between two looks, in milliseconds; it doubles with each that fails.
const EVERY_MILLIS: u32 = 5_000;
const AT_MOST_MILLIS: u32 = 320_000;
/// So many times as long as a look took, the next one waits at least: some servers read every point for it.
const REST: f64 = 10.0;

impl Histories {
    /// Keeps asking, every few seconds while the page is seen, for the new points of those of these runs that go on, of
    /// the metrics that anybody wants. Those that have ended since anybody last looked are asked for once more. Ends with
    /// the owner that is current now.
    pub fn follow(self, runs: Signal<Arc<[DrawnRun]>>) {
        Effect::new(move |_| {
            let has_ended = runs.with(|runs| {
                let states = runs.iter().map(|run| (&run.id, run.is_running));
                self.with(|inner| inner.store.learn_states(states))
            });
            if has_ended == Some(true) {
                self.pump_soon();
            }
        });
        let running = Memo::new(move |_| {
            runs.with(|runs| {
                let running = runs.iter().filter(|run| run.is_running);
                running.map(|run| run.id.clone()).collect::<Vec<_>>()
            })
        });
        let sight = RwSignal::new(!page::is_hidden());
        let listener = Listener::on_window("visibilitychange", move |_| {
            _ = sight.try_set(!page::is_hidden());
        });
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || listener.dispose());
        Effect::new(move |was_seen: Option<bool>| {
            let (running, is_seen) = (running.get(), sight.get());
            if is_seen && !running.is_empty() {
                let first = if was_seen == Some(false) { 0 } else { EVERY_MILLIS };
                spawn_local_scoped_with_cancellation(self.keep_up(running, first));
            }
            is_seen
        });
    }

    async fn keep_up(self, running: Vec<RunId>, first: u32) {
        let mut wait = first;
        let mut was_lost = false;
        loop {
            timer::pause(wait).await;
            let began = clock::precise_millis();
            let is_there = self.look(&running).await;
            let took = clock::precise_millis() - began;
            wait = if is_there {
                EVERY_MILLIS.max(crate::ui::histories::whole_millis(took * REST))
            } else {
                wait.max(EVERY_MILLIS) * 2
            }
            .min(AT_MOST_MILLIS);
            if is_there && was_lost {
                self.retry_all();
            }
            was_lost = !is_there;
        }
    }

    /// Asks once. Returns whether the server answers: a question that it does not is left to the next look, and where
    /// that may be because of one of its runs, the others are asked for by themselves.
    async fn look(self, runs: &[RunId]) -> bool {
        let Some((asks, open)) = self.with(|inner| (inner.store.since(runs), inner.open.clone())) else {
            return true;
        };
        let mut is_there = asks.is_empty();
        let mut pending = Pending {
            histories: self,
            asks,
        };
        while let Some(ask) = pending.asks.last().cloned() {
            let began = clock::precise_millis();
            let outcome = answer_to(ask.clone(), open.clone()).await;
            let failure = outcome.as_ref().err().cloned();
            pending.asks.pop();
            self.took(&ask, outcome, clock::precise_millis() - began);
            let Some(error) = failure else {
                is_there = true;
                continue;
            };
            if !ask.is_at_fault(&error) {
                return false;
            }
            is_there |= error.is_missing();
            // What takes too long takes long for half of it too.
            if !matches!(error, ApiError::Timeout { .. }) {
                let halves = self.with(|inner| inner.store.halves(&ask));
                pending.asks.extend(halves.unwrap_or_default());
            }
        }
        is_there
    }
}

/// Questions that were not answered. Dropping it gives them up.
struct Pending {
    histories: Histories,
    asks: Vec<Ask>,
}

impl Drop for Pending {
    fn drop(&mut self) {
        let asks = std::mem::take(&mut self.asks);
        if !asks.is_empty() {
            let _gone = self.histories.with(|inner| {
                for ask in &asks {
                    inner.store.gave_up(ask);
                }
            });
            self.histories.pump_soon();
        }
    }
}

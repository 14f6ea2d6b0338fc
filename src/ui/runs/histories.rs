//! Histories of metrics for the columns that show them: asked for the rows in sight first, and for all while the table is
//! sorted by them.

use std::ops::Range;

use leptos::prelude::*;

use super::model::RunsModel;
use crate::mlflow::metrics::history_bulk_interval;
use crate::mlflow::{ApiError, Metric};
use crate::query::Load;
use crate::runs::{Column, Detail, Field, HistoryRequest, Line};

/// Requests for histories that are under way at once: the runs themselves go first.
const MOST_UNDER_WAY: u32 = 2;

/// The asking for histories.
#[derive(Clone, Copy)]
pub struct HistoryQueue {
    in_sight: StoredValue<Range<u32>>,
    under_way: StoredValue<u32>,
}

impl HistoryQueue {
    /// Nothing is asked for yet.
    pub fn new() -> Self {
        Self {
            in_sight: StoredValue::new(0..0),
            under_way: StoredValue::new(0),
        }
    }
}

impl RunsModel {
    /// Says which lines are in sight.
    pub fn see(self, lines: Range<u32>) {
        self.queue.in_sight.set_value(lines);
        self.ask_for_histories();
    }

    /// Asks for the histories that are shown and not known.
    pub fn ask_for_histories(self) {
        while self.queue.under_way.get_value() < MOST_UNDER_WAY {
            let Some(request) = self.next_history() else {
                return;
            };
            let call = history_bulk_interval(&request.runs, &request.key, request.detail.points(), None);
            let client = self.client.get_value();
            let load = Load::from(call).erased();
            self.queue.under_way.update_value(|count| *count += 1);
            leptos::task::spawn_local(async move {
                let answer = client.load(&load).await;
                // The page may be gone.
                if self
                    .queue
                    .under_way
                    .try_update_value(|count| *count -= 1)
                    .is_none()
                {
                    return;
                }
                let outcome =
                    answer.and_then(|answer| answer.downcast::<Vec<Metric>>().map_err(|_| ApiError::Aborted));
                self.keep(&request, outcome.map(|metrics| (*metrics).clone()));
            });
        }
    }

    fn keep(self, request: &HistoryRequest, outcome: Result<Vec<Metric>, ApiError>) {
        let state = self.state();
        let has_failed = outcome.is_err();
        match outcome {
            Ok(metrics) => state.histories.borrow_mut().put(request, metrics),
            Err(_) => state.histories.borrow_mut().take_back(request),
        }
        for plan in state.plans.borrow().iter() {
            if matches!(&plan.column, Column::Past(_, key) if *key == request.key) {
                plan.outdate();
            }
        }
        if has_failed {
            // Asked for again when the person scrolls or the runs change, not at once and for ever.
            self.redraw();
            return;
        }
        if untrack(|| self.sorting())
            .iter()
            .any(|one| one.column.field().is_none())
        {
            self.loading.touch();
        } else {
            self.redraw();
        }
        self.ask_for_histories();
    }

    /// The next request that the shown columns need.
    fn next_history(self) -> Option<HistoryRequest> {
        let state = self.state();
        let sorting = untrack(|| self.sorting());
        let plans = state.plans.borrow();
        let mut histories = state.histories.borrow_mut();
        let batch = state.batch.borrow();
        let set = batch.set.borrow();
        let lines = state.lines.borrow();
        let in_sight = self.queue.in_sight.get_value();
        for plan in plans.iter() {
            let Column::Past(past, key) = &plan.column else {
                continue;
            };
            let has_metric = set.column(&Field::Metric(key.clone()));
            let rows = lines
                .lines
                .get(in_sight.start as usize..(in_sight.end as usize).min(lines.lines.len()))
                .unwrap_or_default()
                .iter()
                .filter_map(|line| match line {
                    Line::Run { row, .. } => Some(*row),
                    Line::Group { .. } => None,
                })
                .filter(|row| !has_metric.is_missing(*row))
                .map(|row| set.run_id(row));
            let detail = Detail::of(*past);
            if let Some(request) = histories.next_request(key, detail, rows) {
                return Some(request);
            }
            if sorting.iter().any(|one| one.column == plan.column) {
                let rows = set.rows().iter().copied();
                let all = rows
                    .filter(|row| !has_metric.is_missing(*row))
                    .map(|row| set.run_id(row));
                if let Some(request) = histories.next_request(key, detail, all) {
                    return Some(request);
                }
            }
        }
        None
    }
}

//! Every point of the lines, however many there are: loaded, or saved as a file. Both go on while the card is scrolled
//! away, and say what came of them.

use std::sync::Arc;

use leptos::prelude::*;

use super::state::LineState;
use super::writing::save_csv;
use crate::board::{SERIES_CSV_HEAD, csv_piece_count, series_csv};
use crate::chart::Series;
use crate::ui::histories::{Fetched, Wholes};

/// Loads every point.
pub(super) fn load(state: LineState) {
    if state.loads_all.get_untracked() {
        return;
    }
    let fetched = state
        .histories
        .fetch_all(wholes(state, "Not all points were loaded"), state.toasts);
    leptos::task::spawn_local(async move {
        let _said = fetched.await;
    });
}

/// Loads every point and saves them as this file; no file where some can't be had.
pub(super) fn download(state: LineState, name: String) {
    let LineState {
        histories, toasts, ..
    } = state;
    let wanted = wholes(state, "The file of all points was not made");
    let metrics = Arc::clone(&wanted.metrics);
    let runs = state.source.with_untracked(|source| source.runs());
    leptos::task::spawn_local(async move {
        if histories.fetch_all(wanted, toasts).await != Fetched::All {
            return;
        }
        // From here on nobody wants them: held, they stay.
        let mut all: Vec<(usize, Arc<str>, Arc<Series>)> = Vec::new();
        for metric in metrics.iter() {
            for (place, run) in runs.iter().enumerate() {
                let held = histories.held(&run.id, metric);
                all.extend(held.map(|held| (place, Arc::clone(metric), held.series)));
            }
        }
        let count = csv_piece_count(all.iter().map(|(.., series)| series.len()));
        let pieces = all.iter().flat_map(|(place, metric, series)| {
            let of_run = runs.get(*place).map(|run| series_csv(run, metric, series));
            of_run.into_iter().flatten()
        });
        let head = std::iter::once(SERIES_CSV_HEAD.to_owned());
        save_csv(toasts, name, head.chain(pieces), count).await;
    });
}

fn wholes(state: LineState, failed: &str) -> Wholes {
    let title = untrack(move || state.title());
    let runs = state.source.with_untracked(|source| source.runs());
    Wholes {
        metrics: state.metrics.get_untracked().into(),
        runs: runs.iter().map(|run| run.id.clone()).collect(),
        failed: format!("{failed}: {title}"),
        title,
    }
}

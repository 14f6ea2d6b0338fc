//! Metrics that turn out to have one step only: a bar says more of them than a line of one point.

use leptos::prelude::*;

use super::state::BoardState;
use crate::board::{CardId, Plot};
use crate::runs::{Column, Field};
use crate::ui::histories::use_histories;

/// Turns the card of a metric into bars once the whole history of every run is here and none has more than one point.
/// What a person has changed stays.
pub(super) fn watch(state: BoardState, id: &CardId) {
    let Some(key) = id.metric().map(str::to_owned) else {
        return;
    };
    let histories = use_histories();
    let own = id.clone();
    let is_line = Memo::new(move |_| {
        state.board.with(|board| {
            board
                .card(&own)
                .is_some_and(|card| !card.is_changed() && matches!(card.plot, Plot::Line(_)))
        })
    });
    Effect::new(move |_| {
        if !is_line.get() {
            return;
        }
        histories.version(&key).get();
        let column = Column::from(Field::metric(&key));
        let is_single = state.drawn.with(|runs| {
            let drawn = runs.runs();
            let mut known = 0;
            let all = drawn.iter().enumerate().all(|(index, run)| {
                if runs.number(index, &column).is_none() {
                    return true;
                }
                known += 1;
                let held = histories.held(&run.id, &key);
                held.is_some_and(|held| held.detail.is_whole && held.series.len() <= 1) && !run.is_running
            });
            all && known > 0
        });
        if is_single {
            state.board.maybe_update(|board| board.find_single(&key));
        }
    });
}

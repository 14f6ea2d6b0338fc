//! What a card asks the server for: nothing while it is out of view, no more than its pixels can show, and every point
//! of what is zoomed to.

use std::sync::Arc;

use leptos::prelude::*;

use super::state::LineState;
use crate::board::XAxis;
use crate::history::Want;
use crate::mlflow::RunId;
use crate::ui::kit::Debounce;

/// How many points are asked for: one of these, so that a card that is made a bit wider asks for nothing new.
const POINTS: [u32; 4] = [320, 640, 1_280, 2_500];
/// How long zooming must rest before the server hears of it, in milliseconds.
const REST_MILLIS: u32 = 120;

/// Says what is wanted, and again whenever that changes.
pub(super) fn keep_wanted(state: LineState, width_device: RwSignal<u32>) {
    let asker = state.histories.asker();
    let rest = Debounce::new(REST_MILLIS);
    let points = Memo::new(move |_| points_for(width_device.get()));
    let say = move || {
        let Some(metrics) = state.metrics.try_get_untracked() else {
            return;
        };
        if !state.is_in_view.get_untracked() {
            asker.want(Vec::new());
            return;
        }
        let runs: Arc<[RunId]> = state
            .source
            .with_untracked(|source| source.runs().iter().map(|run| run.id.clone()).collect());
        let want = |metric: Arc<str>| Want {
            metric,
            runs: Arc::clone(&runs),
            points: points.get_untracked(),
            steps: steps_in_view(state),
            is_whole: false,
        };
        asker.want(metrics.into_iter().map(want).collect());
    };
    Effect::new(move |_| {
        state.source.version().get();
        state.metrics.with(|_| ());
        state.is_in_view.get();
        points.get();
        say();
    });
    Effect::new(move |before: Option<()>| {
        state.zoom.with(|_| ());
        state.look.with(|_| ());
        if before.is_some() {
            rest.call(say);
        }
    });
}

/// As many as the pixels can show, in one of a few sizes.
fn points_for(width_device: u32) -> u32 {
    let [.., most] = POINTS;
    let enough = POINTS.into_iter().find(|points| *points >= width_device);
    enough.unwrap_or(most)
}

/// The steps that are in view where not all are: of the zoom, or of the plot's own range. Over times and other metrics
/// they are those of the points that lie there, and one to either side.
pub(super) fn steps_in_view(state: LineState) -> Option<(i64, i64)> {
    let own = state.look.with_untracked(|look| look.x_range);
    let range = match state.zoom.with_untracked(|zoom| zoom.x) {
        Some([low, high]) => (low, high),
        None if own == [None, None] => return None,
        None => {
            let [low, high] = own;
            (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY))
        }
    };
    if state.look.with_untracked(|look| look.x == XAxis::Step) {
        return Some((whole(range.0.floor()), whole(range.1.ceil())));
    }
    state
        .drawn
        .with_untracked(|drawn| drawn.picture.steps_within(range.0, range.1))
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn whole(value: f64) -> i64 {
    value as i64
}

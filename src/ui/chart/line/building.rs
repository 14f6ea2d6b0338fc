//! From the histories that are here to the lines that are drawn, whenever either changes.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::state::{Drawn, LineState, dash};
use crate::board::{Holding, LinePicture, LineTask, LineWork};
use crate::chart::{Line, Series};
use crate::mlflow::RunId;
use crate::web::frame::FrameTask;
use crate::web::turn::{Slice, give_way};

/// With fewer points a sampled line is only an outline.
const LEAST_POINTS: usize = 300;

/// The work on one card's lines.
#[derive(Clone)]
struct Bench {
    state: LineState,
    work: Rc<RefCell<LineWork>>,
    /// Counts the beginnings, so that work that was begun anew is not gone on with.
    turn: StoredValue<u32>,
}

/// Makes the lines, at most once a frame, whenever runs, plot or histories change while the card is in view.
pub(super) fn keep_built(state: LineState) {
    let bench = Bench {
        state,
        work: Rc::default(),
        turn: StoredValue::new(0),
    };
    let due = StoredValue::new_local(Some(FrameTask::new(move || bench.begin())));
    on_cleanup(move || due.dispose());
    Effect::new(move |_| {
        if !state.is_in_view.get() {
            return;
        }
        state.source.version().get();
        state.keys.with(|_| ());
        state.look.with(|_| ());
        state.zoom.with(|_| ());
        for metric in state.metrics.get() {
            state.histories.version(&metric).get();
            state.histories.trouble(&metric).with(|_| ());
        }
        due.with_value(|due| {
            if let Some(due) = due {
                due.request();
            }
        });
    });
}

impl Bench {
    fn begin(&self) {
        let state = self.state;
        // The card may be going just now.
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        }) else {
            return;
        };
        let (runs, groups) = state
            .source
            .with_untracked(|source| (source.runs(), source.groups()));
        self.work.borrow_mut().begin(LineTask {
            runs,
            groups,
            keys: state.keys.get_untracked(),
            look: state.look.get_untracked(),
        });
        if self.go_on() {
            self.publish();
            return;
        }
        let bench = self.clone();
        leptos::task::spawn_local(async move {
            loop {
                give_way().await;
                if bench.turn.try_get_value() != Some(turn) {
                    return;
                }
                if bench.go_on() {
                    bench.publish();
                    return;
                }
            }
        });
    }

    /// Works for as long as it may without holding the page. Returns whether all is made.
    fn go_on(&self) -> bool {
        let histories = self.state.histories;
        let slice = Slice::begin();
        let held =
            |run: &RunId, metric: &str| -> Option<Arc<Series>> { Some(histories.held(run, metric)?.series) };
        self.work.borrow_mut().advance(&held, &|| slice.is_over())
    }

    fn publish(&self) {
        let picture = self.work.borrow().picture();
        let holding = self.holding(&picture);
        let lines = lines(&picture);
        let state = self.state;
        if state.holding.with_untracked(|before| *before != holding) {
            state.holding.set(holding);
        }
        let is_same = state.drawn.with_untracked(|before| {
            before.lines == lines
                && Arc::ptr_eq(&before.picture.runs, &picture.runs)
                && before.picture.keys == picture.keys
        });
        if !is_same {
            state.drawn.set(Arc::new(Drawn { picture, lines }));
        }
    }

    /// Counts what is here of the histories.
    fn holding(&self, picture: &LinePicture) -> Holding {
        let state = self.state;
        let mut holding = Holding {
            unplaced: picture.unplaced(),
            is_memory_full: state.histories.is_full(),
            clips_outliers: state.look.with_untracked(|look| look.clips_outliers),
            left_out: picture.keys.left_out,
            ..Holding::default()
        };
        let view = super::wanting::steps_in_view(state);
        for metric in state.metrics.get_untracked() {
            let has_failed = state.histories.failure(&metric).is_some();
            for run in &*picture.runs {
                match state.histories.held(&run.id, &metric) {
                    Some(held) => {
                        holding.here += 1;
                        holding.points += held.series.len();
                        holding.incomplete += usize::from(!held.detail.is_whole);
                        // What is here is shown; what was to come did not.
                        holding.failed += usize::from(state.histories.is_given_up(&run.id, &metric));
                        if !held.detail.is_whole_within(view) {
                            holding.sampled += 1;
                            holding.coarse += usize::from(held.series.len() < LEAST_POINTS);
                            holding.most_points = holding.most_points.max(held.series.len());
                        }
                    }
                    None if has_failed => holding.failed += 1,
                    None => holding.coming += 1,
                }
            }
            let last = state.source.with_untracked(|source| source.last_step(&metric));
            holding.last_step = holding.last_step.max(last);
        }
        holding
    }
}

/// The lines as the chart draws them.
fn lines(picture: &LinePicture) -> Vec<Line> {
    let line = |(index, line): (usize, &crate::board::PlotLine)| Line {
        name: picture.name_of(index).into(),
        color: line.color,
        dash: dash(line.key),
        trace: Arc::clone(&line.trace),
        behind: line.behind.clone(),
        band: line.band.clone(),
    };
    picture.lines.iter().enumerate().map(line).collect()
}

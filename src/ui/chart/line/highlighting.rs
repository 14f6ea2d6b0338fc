//! Which lines stand out, and the same x in every chart.

use leptos::prelude::*;

use super::state::LineState;
use crate::board::LineOwner;
use crate::chart::Hit;
use crate::ui::highlight::MarkedX;

/// Tells the other charts what is pointed at here, and takes it back.
pub(super) fn keep_linked(state: LineState) {
    // What was told is kept here: `pointed` may be ahead of the effect when the card goes.
    let has_told = ArcStoredValue::new(false);
    let take_back = {
        let has_told = has_told.clone();
        move || {
            state.links.unmark(state.id);
            if has_told.get_value() {
                has_told.set_value(false);
                state.links.highlight(None);
            }
        }
    };
    on_cleanup(take_back.clone());
    Effect::new(move |_| {
        let Some(pointed) = state.pointed.get() else {
            take_back();
            return;
        };
        let (run, time_millis) = state.drawn.with_untracked(|drawn| {
            let Some(hit) = pointed.focused() else {
                return (None, None);
            };
            let run = drawn.picture.run_of(hit.line).map(|run| run.id.clone());
            let point = drawn.picture.lines.get(hit.line).and_then(|line| {
                let origin = line.trace.origin(hit.point);
                line.series.as_ref()?.point(origin)
            });
            (run, point.map(|point| point.time_millis))
        });
        has_told.set_value(true);
        state.links.highlight(run.as_ref());
        state.links.mark(Some(MarkedX {
            axis: state.look.with_untracked(|look| look.x.clone()),
            x: pointed.x,
            moment: run.zip(time_millis),
            from: state.id,
        }));
    });
}

/// The lines that stand out: those of the run that is pointed at anywhere, or of the group that is pointed at here.
pub(super) fn highlighted(state: LineState) -> Memo<Vec<usize>> {
    Memo::new(move |_| {
        let run = state.links.run.get();
        let here = state
            .pointed
            .with(|pointed| Some(pointed.as_ref()?.focused()?.line));
        state.drawn.with(|drawn| {
            let picture = &drawn.picture;
            let owner = match (&run, here) {
                (Some(run), _) => {
                    let place = picture.runs.iter().position(|drawn| drawn.id == *run);
                    place.map(LineOwner::Run)
                }
                (None, Some(line)) => picture.lines.get(line).map(|line| line.owner.clone()),
                (None, None) => None,
            };
            let Some(owner) = owner else { return Vec::new() };
            let lines = (0..).zip(&picture.lines);
            let own = lines.filter(|(_, line)| line.owner == owner);
            own.map(|(index, _)| index).collect()
        })
    })
}

/// Where another chart points: the place across this chart, and the lines' points there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Marked {
    /// In CSS pixels from the chart's left edge.
    pub x_css: f64,
    pub hits: Vec<Hit>,
}

/// What another chart marks in this one.
pub(super) fn marked(state: LineState, highlighted: Memo<Vec<usize>>) -> Memo<Option<Marked>> {
    const DOTS_AT_MOST: usize = 12;
    Memo::new(move |_| {
        if !state.is_in_view.get() {
            return None;
        }
        let x = state.links.x.with(|marked| {
            let marked = marked.as_ref().filter(|marked| marked.from != state.id)?;
            let own = state.look.with(|look| look.x.clone());
            if own == marked.axis {
                return Some(marked.x);
            }
            let (run, time_millis) = marked.moment.as_ref()?;
            state
                .drawn
                .with(|drawn| drawn.picture.x_at(run, *time_millis, &own))
        })?;
        let projection = state
            .projection
            .get()
            .filter(|projection| projection.x.contains(x))?;
        let only = highlighted.get();
        state.drawn.with(|drawn| {
            let mut hits = projection.values_at(&drawn.lines, x);
            if hits.len() > DOTS_AT_MOST {
                hits.retain(|hit| only.contains(&hit.line));
            }
            hits.truncate(DOTS_AT_MOST);
            Some(Marked {
                x_css: projection.x_to_css(x),
                hits,
            })
        })
    })
}

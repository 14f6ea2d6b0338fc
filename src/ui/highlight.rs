//! What is pointed at, in one place for all charts and the table: a run, and a place along the x axis.

use std::sync::atomic::{AtomicU64, Ordering};

use leptos::prelude::*;

use crate::board::XAxis;
use crate::mlflow::RunId;

/// One chart on the page, for as long as it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChartId(u64);

impl ChartId {
    /// An id that no other chart of the page has.
    pub fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// A place along the x axis that every chart marks: those with the same axis there, the others where the run was at the
/// same moment.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedX {
    /// What the place is of.
    pub axis: XAxis,
    /// Where, in the unit of the axis: a step, milliseconds since 1970, milliseconds since a run's start, or a value.
    pub x: f64,
    /// Which run was there when, in milliseconds since 1970; `None` for a group.
    pub moment: Option<(RunId, i64)>,
    /// The chart that is pointed at; it shows more than a mark itself.
    pub from: ChartId,
}

/// What can be done with a run from a chart. What is `None` is not offered.
#[derive(Clone, Copy)]
pub struct RunDeeds {
    /// The address of a run's page, a hash such as `#/experiments/1/runs/<id>`.
    pub href: Callback<(RunId,), String>,
    /// Opens a run's page; the back button returns.
    pub open: Callback<(RunId,)>,
    /// Takes a run out of the charts.
    pub hide: Option<Callback<(RunId,)>>,
    /// Keeps a run at the top of the table, or lets it go.
    pub pin: Option<Callback<(RunId,)>>,
    /// Takes all other runs out of the charts.
    pub keep_only: Option<Callback<(Vec<RunId>,)>>,
}

/// What the charts of a page and its table point at together.
#[derive(Clone, Copy)]
pub struct Links {
    /// The run that is highlighted everywhere. Write it by [`Links::highlight`].
    pub run: RwSignal<Option<RunId>>,
    /// The same x in every chart. Write it by [`Links::mark`].
    pub x: RwSignal<Option<MarkedX>>,
    /// What can be done with a run.
    pub deeds: StoredValue<RunDeeds>,
}

impl Links {
    /// Nothing is pointed at. Belongs to the owner that it is made in.
    pub fn new(deeds: RunDeeds) -> Self {
        Self {
            run: RwSignal::new(None),
            x: RwSignal::new(None),
            deeds: StoredValue::new(deeds),
        }
    }

    /// Highlights a run everywhere, or none. Tells nobody where it is highlighted already.
    pub fn highlight(self, run: Option<&RunId>) {
        let is_another = self.run.try_with_untracked(|now| now.as_ref() != run);
        if is_another == Some(true) {
            self.run.set(run.cloned());
        }
    }

    /// Marks a place along the x axis everywhere, or none. Tells nobody where it is marked already.
    pub fn mark(self, x: Option<MarkedX>) {
        if self.x.try_with_untracked(|now| *now != x) == Some(true) {
            self.x.set(x);
        }
    }

    /// Takes back the mark of a chart that is not pointed at any more, unless another one has set its own since.
    pub fn unmark(self, from: ChartId) {
        let is_ours = self
            .x
            .try_with_untracked(|now| now.as_ref().is_some_and(|now| now.from == from));
        if is_ours == Some(true) {
            self.x.set(None);
        }
    }

    /// Opens a run's page.
    pub fn open(self, run: RunId) {
        if let Some(deeds) = self.deeds.try_get_value() {
            deeds.open.run((run,));
        }
    }

    /// The address of a run's page.
    pub fn href(self, run: RunId) -> String {
        self.deeds
            .try_get_value()
            .map(|deeds| deeds.href.run((run,)))
            .unwrap_or_default()
    }
}

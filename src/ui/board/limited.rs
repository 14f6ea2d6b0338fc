//! The first so many of the runs, where a person wants no more of them drawn.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::source::Source;
use crate::board::{ColumnValues, DrawnRun, RunSource, RunsDrawn};
use crate::runs::Column;

type Runs = Arc<[DrawnRun]>;

/// Runs of which only the first are drawn.
struct Limited {
    all: Source,
    drawn: Memo<RunsDrawn>,
    /// What was made of what.
    last: RefCell<Option<(Runs, RunsDrawn, Runs)>>,
}

impl RunSource for Limited {
    fn runs(&self) -> Runs {
        let all = self.all.with_untracked(|all| all.runs());
        let drawn = self.drawn.get_untracked();
        let RunsDrawn::First(most) = drawn else {
            return all;
        };
        let mut last = self.last.borrow_mut();
        if let Some((of, with, made)) = &*last
            && Arc::ptr_eq(of, &all)
            && *with == drawn
        {
            return Arc::clone(made);
        }
        let made: Runs = all
            .get(..(most as usize).min(all.len()))
            .unwrap_or_default()
            .into();
        *last = Some((all, drawn, Arc::clone(&made)));
        made
    }

    fn groups(&self) -> Arc<[Arc<str>]> {
        self.all.with_untracked(|all| all.groups())
    }

    fn columns(&self) -> Vec<Column> {
        self.all.with_untracked(|all| all.columns())
    }

    fn number(&self, run: usize, column: &Column) -> Option<f64> {
        self.all.with_untracked(|all| all.number(run, column))
    }

    fn text(&self, run: usize, column: &Column) -> Option<String> {
        self.all.with_untracked(|all| all.text(run, column))
    }

    fn values(&self, runs: &[usize], column: &Column) -> ColumnValues {
        self.all.with_untracked(|all| all.values(runs, column))
    }

    fn last_step(&self, metric: &str) -> Option<i64> {
        self.all.with_untracked(|all| all.last_step(metric))
    }

    fn is_lower_better(&self, metric: &str) -> Option<bool> {
        self.all.with_untracked(|all| all.is_lower_better(metric))
    }
}

/// The runs of `all` that `drawn` says.
pub(super) fn limited(all: Source, drawn: Memo<RunsDrawn>) -> Source {
    let version = Memo::new(move |last: Option<&u32>| {
        all.version().get();
        drawn.get();
        last.map_or(0, |last| last.wrapping_add(1))
    });
    let runs = Limited {
        all,
        drawn,
        last: RefCell::default(),
    };
    Source::new(Rc::new(runs), version)
}

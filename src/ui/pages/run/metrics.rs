//! A run's metrics as a board of charts.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::board::{DrawnRun, RunSource};
use crate::format;
use crate::mlflow::{Run, RunId, RunStatus};
use crate::route::{Route, RunTab};
use crate::runs::{Attribute, Column, Direction, Field, number_in};
use crate::ui::board::{BoardSetup, Scope, Source};
use crate::ui::highlight::{Links, RunDeeds};
use crate::ui::kit::{Empty, Icon};
use crate::ui::parts::{self, when_here};
use crate::ui::router::use_router;
use crate::ui::run_color::{COLOR_TAG, color_of};
use crate::ui::time::local_time;
use crate::web::address;

/// The parameter of the address that holds a board.
const BOARD: &str = "board";

/// A chart for each metric of a run, either the model's or the system's.
#[component]
pub fn RunMetrics(
    /// The run.
    run: Signal<Arc<Run>>,
    /// The system's metrics instead of the model's.
    system: bool,
) -> impl IntoView {
    let has_any = Memo::new(move |_| {
        run.with(|run| {
            run.metrics
                .iter()
                .any(|metric| metric.key.starts_with("system/") == system)
        })
    });
    let (headline, text) = if system {
        (
            "No system metrics",
            "They are logged when the client calls mlflow.enable_system_metrics_logging() before the run starts.",
        )
    } else {
        ("No metrics", "This run has not called mlflow.log_metric().")
    };
    let experiment = run.with_untracked(|run| run.info.experiment_id.clone());
    let scope = if system { Scope::System } else { Scope::Model };
    let kind = if system { "system" } else { "model" };
    let router = use_router();
    let route = router.route();
    let with_board = move |board: Option<String>| {
        let mut route = route.get_untracked();
        if let Route::Run { extra, .. } = &mut route {
            extra.remove(BOARD);
            if let Some(board) = board {
                extra.push(BOARD, board);
            }
        }
        route
    };
    let setup = BoardSetup {
        source: source_of(run),
        links: links_of(run),
        key: StoredValue::new(format!("sporeprint.run-board.{}.{kind}", experiment.as_str())),
        scope,
        shared: Signal::derive(move || route.with(|route| route.extra()?.get(BOARD).map(str::to_owned))),
        on_forget: Callback::new(move |()| router.replace(with_board(None))),
        link_to: Callback::new(move |(board,): (String,)| {
            address::absolute(&with_board(Some(board)).to_hash())
        }),
    };
    view! {
        <Show
            when=move || has_any.get()
            fallback=move || view! {
                <div data-testid="empty"><Empty headline text icon=Icon::ChartLine /></div>
            }
        >
            <div class="run-charts">{when_here(move || parts::board(setup))}</div>
        </Show>
    }
}

/// The run as charts read it.
struct OneRun {
    run: Signal<Arc<Run>>,
    /// The same one as long as nothing of it has changed.
    drawn: Memo<Arc<[DrawnRun]>>,
}

impl RunSource for OneRun {
    fn runs(&self) -> Arc<[DrawnRun]> {
        self.drawn.get_untracked()
    }

    fn groups(&self) -> Arc<[Arc<str>]> {
        [].into()
    }

    fn columns(&self) -> Vec<Column> {
        self.run.with_untracked(|run| {
            let metrics = run.metrics.iter().map(|metric| Field::metric(&metric.key));
            let params = run.params.iter().map(|param| Field::param(&param.key));
            metrics
                .chain(params)
                .chain([Field::from(Attribute::Duration)])
                .map(Column::from)
                .collect()
        })
    }

    fn number(&self, run: usize, column: &Column) -> Option<f64> {
        if run != 0 {
            return None;
        }
        self.run.with_untracked(|run| match column.field()? {
            Field::Metric(key) => run.metric(key).map(|metric| metric.value),
            Field::Param(_) | Field::Tag(_) => number_in(text_of(run, column.field()?)?),
            Field::Attribute(Attribute::Duration) => run.duration_millis().map(|millis| millis as f64),
            Field::Attribute(Attribute::Started) => run.info.start_millis.map(|millis| millis as f64),
            Field::Attribute(Attribute::Ended) => run.info.end_millis.map(|millis| millis as f64),
            Field::Attribute(_) => None,
        })
    }

    fn text(&self, run: usize, column: &Column) -> Option<String> {
        let number = self.number(run, column);
        self.run.with_untracked(|run| match column.field()? {
            Field::Attribute(Attribute::Duration) => run.duration_millis().map(format::duration),
            Field::Attribute(Attribute::Started) => run.info.start_millis.map(local_time),
            Field::Attribute(Attribute::Ended) => run.info.end_millis.map(local_time),
            Field::Metric(_) => number.map(format::number),
            field => text_of(run, field).map(str::to_owned),
        })
    }

    fn last_step(&self, metric: &str) -> Option<i64> {
        self.run
            .with_untracked(|run| run.metric(metric).map(|metric| metric.step))
    }

    fn is_lower_better(&self, metric: &str) -> Option<bool> {
        Some(Direction::guess(metric) == Direction::Lower)
    }
}

fn text_of<'a>(run: &'a Run, field: &Field) -> Option<&'a str> {
    match field {
        Field::Param(key) => run
            .params
            .iter()
            .find(|param| *param.key == **key)
            .map(|param| param.value.as_str()),
        Field::Tag(key) => run.tag(key),
        Field::Attribute(Attribute::Name) => Some(run.display_name()),
        Field::Attribute(Attribute::Status) => Some(run.info.status.as_str()),
        Field::Attribute(Attribute::User) => Some(run.info.user.as_str()),
        Field::Attribute(_) | Field::Metric(_) => None,
    }
}

fn source_of(run: Signal<Arc<Run>>) -> Source {
    let drawn = Memo::new(move |last: Option<&Arc<[DrawnRun]>>| {
        let drawn = run.with(|run| DrawnRun {
            id: run.info.id.clone(),
            name: run.display_name().into(),
            color: color_of(run.info.id.as_str(), run.tag(COLOR_TAG)),
            is_running: run.info.status == RunStatus::Running,
            start_millis: run.info.start_millis,
            group: None,
        });
        match last {
            Some(last) if last.first() == Some(&drawn) => Arc::clone(last),
            _ => [drawn].into(),
        }
    });
    let version = Memo::new(move |last: Option<&u32>| {
        run.with(|_| ());
        last.map_or(0, |last| last.wrapping_add(1))
    });
    Source::new(Rc::new(OneRun { run, drawn }), version)
}

fn links_of(run: Signal<Arc<Run>>) -> Links {
    let router = use_router();
    let route = move |id: RunId| {
        let experiment = run.with_untracked(|run| run.info.experiment_id.clone());
        Route::run(experiment, id, RunTab::Overview)
    };
    Links::new(RunDeeds {
        href: Callback::new(move |(id,): (RunId,)| route(id).to_hash()),
        open: Callback::new(move |(id,): (RunId,)| router.go(&route(id))),
        hide: None,
        pin: None,
        keep_only: None,
    })
}

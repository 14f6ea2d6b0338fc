//! The runs as charts: a board beside a narrow table.

use leptos::prelude::*;

use super::model::RunsModel;
use super::view::Table;
use crate::mlflow::{ExperimentId, RunId};
use crate::route::{Route, RunTab, RunsMode, RunsQuery};
use crate::runs::Attribute;
use crate::ui::board::{BoardSetup, Scope, kept_board};
use crate::ui::highlight::{Links, RunDeeds};
use crate::ui::kit::{Icon, Segment, Segmented, Split};
use crate::ui::parts::{self, when_here};
use crate::ui::router::use_router;
use crate::web::{address, storage};

/// Where the browser keeps whether the person wants the table or charts.
const MODE_KEY: &str = "sporeprint.runs-mode";
/// Where it keeps how wide the table beside charts is.
const WIDTH_KEY: &str = "sporeprint.charts-table-width";
/// The width of the table beside charts, in CSS pixels, until the person says otherwise.
const WIDTH_CSS: f64 = 320.0;

impl RunsModel {
    /// What the runs are shown as: what the address says, or else what the person chose last.
    pub fn mode(self) -> Memo<RunsMode> {
        Memo::new(move |_| {
            let asked = self.query.with(|query| query.mode);
            let kept = || storage::get(MODE_KEY).filter(|kept| kept == RunsMode::Chart.as_str());
            match asked {
                Some(RunsMode::Chart) => RunsMode::Chart,
                None if kept().is_some() => RunsMode::Chart,
                _ => RunsMode::Table,
            }
        })
    }

    /// Shows the runs so, and remembers it.
    fn show_as(self, mode: RunsMode) {
        storage::set(MODE_KEY, mode.as_str());
        self.ask(|query| query.mode = (mode == RunsMode::Chart).then_some(mode));
    }

    /// The address with the person's own board, which a saved view is to keep: none where the table is shown.
    pub fn query_with_board(self, mode: Memo<RunsMode>) -> Signal<RunsQuery> {
        Signal::derive(move || {
            let mut query = self.query.get();
            // A link that names a view says nothing of the board yet.
            if mode.get() == RunsMode::Chart && query.board.is_none() && query.share_key.is_none() {
                query.board = kept_board(&self.board_key());
            }
            query
        })
    }

    /// Under which name the browser keeps the board of these experiments.
    fn board_key(self) -> String {
        self.experiments.with_untracked(|experiments| {
            let ids: Vec<&str> = experiments.iter().map(ExperimentId::as_str).collect();
            format!("sporeprint.board.{}", ids.join(","))
        })
    }

    /// What charts and the table point at together.
    pub fn links(self) -> Links {
        let router = use_router();
        let route = move |run: &RunId| {
            let state = self.state();
            let batch = state.batch.borrow();
            let set = batch.set.borrow();
            let row = set.row_of(run.as_str());
            let experiment = row.and_then(|row| set.attribute(row, Attribute::Experiment));
            let experiment = ExperimentId::from(experiment.unwrap_or_default());
            Route::run(experiment, run.clone(), RunTab::Overview)
        };
        let toggle = move |list: fn(&mut RunsQuery) -> &mut Vec<RunId>| {
            Callback::new(move |(run,): (RunId,)| {
                self.ask(|query| {
                    let list = list(query);
                    match list.iter().position(|one| *one == run) {
                        Some(place) => drop(list.remove(place)),
                        None => list.push(run),
                    }
                });
            })
        };
        let links = Links::new(RunDeeds {
            href: Callback::new(move |(run,): (RunId,)| route(&run).to_hash()),
            open: Callback::new(move |(run,): (RunId,)| router.go(&route(&run))),
            hide: Some(toggle(|query| &mut query.table.hidden_runs)),
            pin: Some(toggle(|query| &mut query.table.pinned_runs)),
            keep_only: Some(Callback::new(move |(kept,): (Vec<RunId>,)| self.keep_only(&kept))),
        });
        Effect::new(move |_| {
            let state = self.state();
            let row = links.run.with(|run| {
                let run = run.as_ref()?;
                state.batch.borrow().set.borrow().row_of(run.as_str())
            });
            if state.lit.replace(row) != row {
                self.handle.dress_rows();
            }
        });
        let state = StoredValue::new_local(self.state());
        on_cleanup(move || {
            // Without charts beside it, nothing says when the row is to be as the others again.
            if let Some(state) = state.try_get_value() {
                state.lit.set(None);
            }
        });
        links
    }

    /// The run of a line of the table.
    pub fn run_of_line(self, line: u32) -> Option<RunId> {
        let state = self.state();
        let row = state.row_of_line(line)?;
        let batch = state.batch.borrow();
        let set = batch.set.borrow();
        Some(set.run_id(row))
    }
}

/// Table or charts.
#[component]
pub fn ModeSwitch(model: RunsModel, mode: Memo<RunsMode>) -> impl IntoView {
    let value = RwSignal::new(mode.get_untracked());
    Effect::new(move |_| {
        let mode = mode.get();
        if value.get_untracked() != mode {
            value.set(mode);
        }
    });
    Effect::new(move |_| {
        let wanted = value.get();
        if wanted != mode.get_untracked() {
            model.show_as(wanted);
        }
    });
    let segments = vec![
        Segment {
            value: RunsMode::Table,
            label: "Table",
            icon: Some(Icon::Table),
        },
        Segment {
            value: RunsMode::Chart,
            label: "Charts",
            icon: Some(Icon::ChartLine),
        },
    ];
    view! { <div data-testid="runs-mode"><Segmented value segments label="Show the runs as" /></div> }
}

/// The board, with the table at its left where there is room.
#[component]
pub fn RunCharts(model: RunsModel) -> impl IntoView {
    let router = use_router();
    let links = model.links();
    let kept = storage::get(WIDTH_KEY).and_then(|kept| kept.parse::<f64>().ok());
    let width_css = RwSignal::new(
        kept.filter(|width| width.is_finite())
            .map_or(WIDTH_CSS, |width| width.clamp(0.0, 640.0)),
    );
    Effect::new(move |before: Option<f64>| {
        let width = width_css.get();
        if before.is_some() {
            storage::set(WIDTH_KEY, &format!("{width:.0}"));
        }
        width
    });
    let setup = BoardSetup {
        source: model.source(),
        links,
        key: StoredValue::new(model.board_key()),
        scope: Scope::All,
        shared: Signal::derive(move || model.query.with(|query| query.board.clone())),
        on_forget: Callback::new(move |()| model.ask(|query| query.board = None)),
        link_to: Callback::new(move |(board,): (String,)| {
            let query = RunsQuery {
                mode: Some(RunsMode::Chart),
                board: Some(board),
                ..model.query.get_untracked()
            };
            let route = router.route().get_untracked().with_runs_query(query);
            address::absolute(&route.to_hash())
        }),
    };
    let start = view! { <div class="runs-charts__table"><Table model links=Some(links) /></div> }.into_any();
    view! {
        <div class="runs-charts" data-testid="runs-charts">
            <Split label="the list of runs" width_css min_css=200.0 start>
                {when_here(move || parts::board(setup))}
            </Split>
        </div>
    }
}

//! What runs differ in, against a baseline.

use std::cell::{Cell as StdCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::difference_cells::Cells;
use super::export::{ExportMenu, Taking};
use crate::board::{DifferencePlot, DifferenceRow, DifferenceTable, RunSource};
use crate::format::plural;
use crate::grid::{CellSource, Column, ColumnKind, Columns, GridEvent, GridRows};
use crate::mlflow::RunId;
use crate::runs::TextTable;
use crate::ui::board::Source;
use crate::ui::grid::Grid;
use crate::ui::highlight::Links;
use crate::ui::kit::{ButtonSize, Checkbox, ContextMenu, Empty, Icon, Menu, MenuItem, use_toasts};
use crate::web::clipboard;

/// The id of the column that names the rows; those of runs are their ids, which are never so.
const NAMES: &str = "column";
const NAMES_CSS: f64 = 180.0;
const RUN_CSS: f64 = 216.0;

/// What runs differ in, against a baseline: a row for each metric, param, attribute and tag, a column for each run. It
/// fills its parent.
#[component]
pub fn DifferenceCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<DifferencePlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(DifferencePlot,)>,
    /// What all charts of the page point at together.
    links: Links,
) -> impl IntoView {
    let held = Held::new(source);
    let (rows, columns) = (held.rows, held.columns);
    let said = RwSignal::new(String::new());
    let shows_change = RwSignal::new(true);
    Effect::new(move |_| {
        // Read first, all of them: what is not read is not followed.
        let plot = plot.get();
        source.version().get();
        let shows_change = shows_change.get();
        if is_in_view.get() {
            said.set(held.renew(&plot, shows_change));
        }
    });
    held.keep_lit(links);
    let only = RwSignal::new(false);
    Effect::new(move |_| only.set(plot.with(|plot| plot.only_differing)));
    let on_only = Callback::new(move |(only_differing,): (bool,)| {
        on_change.run((DifferencePlot {
            only_differing,
            ..plot.get_untracked()
        },));
    });
    let asked = RwSignal::new(None::<[f64; 4]>);
    let asked_run = RwSignal::new(None::<usize>);
    let run_id = move |run: usize| source.with_untracked(|source| Some(source.runs().get(run)?.id.clone()));
    let run_of = move |column: &str| {
        columns.with_untracked(|columns| {
            let column = columns
                .get(column)
                .filter(|column| column.kind != ColumnKind::Name)?;
            Some(column.source as usize)
        })
    };
    let on_event = Callback::new(move |event: GridEvent| match event {
        GridEvent::MenuAsked { column, rect } => {
            asked_run.set(run_of(&column));
            asked.set(Some(rect));
        }
        GridEvent::Activated { column, .. } => links.highlight(run_of(&column).and_then(run_id).as_ref()),
        GridEvent::Opened { column, .. } => {
            if let Some(run) = run_of(&column).and_then(run_id) {
                links.open(run);
            }
        }
        _ => {}
    });
    let head_items = Signal::derive(move || {
        let Some(id) = asked_run.get().and_then(run_id) else {
            return Vec::new();
        };
        let baseline = id.as_str().to_owned();
        vec![
            MenuItem::action("Compare the others with this run", move || {
                on_change.run((DifferencePlot {
                    baseline: Some(baseline.clone()),
                    ..plot.get_untracked()
                },));
            }),
            MenuItem::action("Open the run", move || links.open(id.clone())),
        ]
    });
    let has_none = Memo::new(move |_| source.with(|source| source.runs().is_empty()));
    let body = move || {
        if has_none.get() {
            return view! { <Empty headline="No runs" text="There is nothing to compare." /> }.into_any();
        }
        view! {
            <Grid
                label="Differences"
                test_id="difference-table"
                source=held.cells()
                rows
                columns
                sort=Signal::stored(Vec::new())
                on_event
            />
        }
        .into_any()
    };
    view! {
        <div class="plot-card" on:pointerleave=move |_| links.highlight(None)>
            <div class="plot-card__bar">
                <Checkbox checked=only label="Only what differs" on_change=on_only />
                <Checkbox checked=shows_change label="Change from baseline" />
                <span class="plot-card__said muted truncate" role="status">{said}</span>
                <Menu
                    label="Copy the table"
                    label_hidden=true
                    icon=Icon::Copy
                    size=ButtonSize::Small
                    items=held.copy_items()
                />
                <ExportMenu taking=held.taking(plot) />
            </div>
            <div class="plot-card__body">{body}</div>
            <ContextMenu label="Run" items=head_items at=asked />
        </div>
    }
}

/// The table that is shown, and what the grid is told of it.
#[derive(Clone, Copy)]
struct Held {
    source: Source,
    table: StoredValue<Rc<RefCell<DifferenceTable>>, LocalStorage>,
    shows_change: StoredValue<Rc<StdCell<bool>>, LocalStorage>,
    lit: StoredValue<Rc<StdCell<Option<usize>>>, LocalStorage>,
    rows: RwSignal<GridRows>,
    columns: RwSignal<Columns>,
}

impl Held {
    fn new(source: Source) -> Self {
        Self {
            source,
            table: StoredValue::new_local(Rc::default()),
            shows_change: StoredValue::new_local(Rc::default()),
            lit: StoredValue::new_local(Rc::default()),
            rows: RwSignal::new(GridRows::default()),
            columns: RwSignal::new(Columns::default()),
        }
    }

    fn cells(self) -> Rc<dyn CellSource> {
        Rc::new(Cells {
            table: self.table.get_value(),
            shows_change: self.shows_change.get_value(),
            lit: self.lit.get_value(),
            source: self.source,
        })
    }

    /// Shades the column of the run that is pointed at anywhere.
    fn keep_lit(self, links: Links) {
        Effect::new(move |_| {
            self.source.version().get();
            self.light(links.run.get().as_ref());
        });
    }

    fn light(self, run: Option<&RunId>) {
        let place = run.and_then(|run| {
            self.source
                .with_untracked(|source| source.runs().iter().position(|drawn| drawn.id == *run))
        });
        if self.lit.with_value(|lit| lit.replace(place)) != place {
            self.rows
                .update(|rows| rows.content = rows.content.wrapping_add(1));
        }
    }

    /// Works the table out anew; what is said of it.
    fn renew(self, plot: &DifferencePlot, shows_change: bool) -> String {
        let (table, runs) = self
            .source
            .with_untracked(|source| (DifferenceTable::new(source, plot), source.runs()));
        self.shows_change.with_value(|shown| shown.set(shows_change));
        let names: Vec<(Arc<str>, String)> = runs
            .iter()
            .enumerate()
            .map(|(index, run)| {
                let remark = if index == table.baseline() {
                    "Baseline: "
                } else {
                    ""
                };
                (Arc::from(run.id.as_str()), format!("{remark}{}", run.name))
            })
            .collect();
        let is_shown = self.columns.with_untracked(|columns| {
            let shown = columns
                .all()
                .iter()
                .filter(|column| column.kind != ColumnKind::Name);
            shown
                .map(|column| (&*column.id, &*column.label))
                .eq(names.iter().map(|(id, name)| (&**id, name.as_str())))
        });
        if !is_shown {
            self.columns.set(columns(&names));
        }
        let left_out = match table.left_out() {
            0 => String::new(),
            left_out => format!(", {} the same in all left out", plural(left_out, "row")),
        };
        let shown = table
            .rows()
            .iter()
            .filter(|row| matches!(row, DifferenceRow::Column(_)))
            .count();
        let said = format!(
            "{} × {}{left_out}",
            plural(shown, "row"),
            plural(runs.len(), "run")
        );
        let count = u32::try_from(table.rows().len()).unwrap_or(u32::MAX);
        self.table.with_value(|held| *held.borrow_mut() = table);
        self.rows.update(|rows| {
            *rows = GridRows {
                count,
                content: rows.content + 1,
                order: rows.order + 1,
            };
        });
        said
    }

    /// The rows that are shown, with their changes if those are; or all rows, as they are.
    fn taking(self, plot: Signal<DifferencePlot>) -> Taking {
        let shown = move || {
            let (table, changes) = (self.table.get_value(), self.shows_change.get_value());
            let table = |source: &dyn RunSource| table.borrow().table(source, changes.get());
            Some(self.source.with_untracked(table))
        };
        let all = move || {
            let plot = DifferencePlot {
                only_differing: false,
                ..plot.get_untracked()
            };
            let table = |source: &dyn RunSource| DifferenceTable::new(source, &plot).table(source, false);
            Some(self.source.with_untracked(table))
        };
        Taking {
            drawn: Some(Rc::new(shown)),
            all: Some(Rc::new(all)),
            ..Taking::default()
        }
    }

    fn copy_items(self) -> Signal<Vec<MenuItem>> {
        let toasts = use_toasts();
        let copy = move |format: TextTable| {
            let table = self.table.get_value();
            let text = self
                .source
                .with_untracked(|source| table.borrow().to_text(source, format));
            clipboard::copy_text(&text, move |done| {
                if done {
                    toasts.success("Copied the table");
                } else {
                    toasts.error(
                        "Not copied",
                        "The browser did not let the table be put on the clipboard.",
                    );
                }
            });
        };
        Signal::stored(vec![
            MenuItem::action("Copy as Markdown", move || copy(TextTable::Markdown)),
            MenuItem::action("Copy as CSV", move || copy(TextTable::Csv)),
        ])
    }
}

fn columns(runs: &[(Arc<str>, String)]) -> Columns {
    let mut names = Column::new(NAMES, "Column", ColumnKind::Name, 0).frozen();
    names.width_css = NAMES_CSS;
    let of_run = |(index, (id, name)): (usize, &(Arc<str>, String))| {
        let source = u32::try_from(index).unwrap_or(u32::MAX);
        let mut column = Column::new(Arc::clone(id), name.as_str(), ColumnKind::Text, source);
        column.width_css = RUN_CSS;
        column
    };
    let all = std::iter::once(names).chain(runs.iter().enumerate().map(of_run));
    Columns::new(all.map(|mut column| {
        column.is_sortable = false;
        column.has_menu = column.kind != ColumnKind::Name;
        column
    }))
}

//! The table with all that is around it: search and filters above, status and actions, the grid.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::charts::RunCharts;
use super::color_menu::ColorMenu;
use super::head_menu::{HeadMenu, HeadMenuPlace};
use super::loading::Phase;
use super::model::RunsModel;
use super::plan::Plan;
use super::selection::SelectionBar;
use super::status::LoadStatus;
use super::toolbar::Toolbar;
use crate::grid::{self, GridEvent, GridRows};
use crate::mlflow::{Experiment, ExperimentId};
use crate::route::{RunsMode, RunsQuery};
use crate::runs::view::ColumnKind;
use crate::runs::{Attribute, Column, Past};
use crate::ui::grid::Grid;
use crate::ui::highlight::Links;
use crate::ui::kit::{Empty, Icon};
use crate::ui::loaded::ErrorNotice;
use crate::ui::router::use_router;
use crate::ui::search::SearchParts;
use crate::web::address;

/// The runs of one experiment or of several.
#[component]
pub fn RunsView(
    /// The experiments.
    experiments: Signal<Vec<ExperimentId>>,
    /// What is known of them: names, and the metric that one of them is about.
    about: Signal<Vec<Arc<Experiment>>>,
    /// What the address asks for.
    query: Signal<RunsQuery>,
    /// Called when tags of the experiment have changed.
    #[prop(into)]
    on_tags_changed: Callback<()>,
    /// Called with what the address is to ask for.
    #[prop(into)]
    on_change: Callback<(RunsQuery,)>,
) -> impl IntoView {
    let model = RunsModel::new(experiments, query, on_change);
    Effect::new(move |_| about.with(|about| model.know(about)));
    let experiment = Signal::derive(move || {
        let is_single = experiments.with(|experiments| experiments.len() == 1);
        about.with(|about| about.first().filter(|_| is_single).cloned())
    });
    let mode = model.mode();
    let is_empty = Memo::new(move |_| model.counts.get().lines == 0);
    let failed = Memo::new(move |_| match model.loading.phase().get() {
        Phase::Failed(error) if model.counts.get().loaded == 0 => Some(error),
        _ => None,
    });
    let is_waiting =
        Memo::new(move |_| model.loading.phase().get() == Phase::Loading && model.counts.get().loaded == 0);
    let over = move || {
        if let Some(error) = failed.get() {
            return view! {
                <div class="runs__over"><ErrorNotice error on_retry=move || model.loading.resume() /></div>
            }
            .into_any();
        }
        match (is_waiting.get(), is_empty.get()) {
            (true, _) => view! {
                <div class="runs__over"><p class="muted" role="status">"Loading runs…"</p></div>
            }
            .into_any(),
            (false, true) => view! { <div class="runs__over"><NoRuns model /></div> }.into_any(),
            (false, false) => ().into_any(),
        }
    };
    let shown = move || match mode.get() {
        RunsMode::Chart if failed.with(Option::is_none) => view! { <RunCharts model /> }.into_any(),
        _ => view! {
            <div class="runs__table">
                <Table model links=None />
                {over}
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="runs">
            <Toolbar model mode experiment on_views_changed=on_tags_changed />
            <SearchParts parts=Signal::derive(move || model.searched.with(|searched| searched.split.parts.clone())) />
            <LoadStatus model />
            <SelectionBar model />
            {shown}
        </div>
    }
}

/// The table itself; where there are charts beside it, with the columns alone that tell runs apart.
#[component]
pub fn Table(
    model: RunsModel,
    /// What the charts beside it point at.
    links: Option<Links>,
) -> impl IntoView {
    let is_narrow = links.is_some();
    let router = use_router();
    let handle = model.handle;
    let menu = RwSignal::new(None::<HeadMenuPlace>);
    let columns = RwSignal::new(grid::Columns::default());
    Effect::new(move |_| columns.set(shown_columns(model, is_narrow)));
    let rows = Signal::derive(move || GridRows {
        count: model.counts.get().lines,
        content: model.drawn.get().into(),
        order: model.order.get().into(),
    });
    let sort = Signal::derive(move || {
        let sorting = model.sorting().into_iter();
        sorting
            .map(|one| grid::SortKey {
                column: one.column.to_string().into(),
                is_descending: !one.ascending,
            })
            .collect::<Vec<_>>()
    });
    let open = move |line: u32, apart: bool| {
        let Some(route) = model.route_of_line(line) else {
            return;
        };
        if apart {
            address::open_apart(&route.to_hash());
        } else {
            router.go(&route);
        }
    };
    let on_event = Callback::new(move |event: GridEvent| match event {
        GridEvent::Pressed { row, part, rect, .. } => model.press(row, part, rect),
        GridEvent::Opened { row, apart, .. } => open(row, apart),
        GridEvent::SelectToggled { row } => model.toggle(row),
        GridEvent::SelectExtended { range, before } => model.extend(range, before),
        GridEvent::SelectAll => model.select_all(),
        GridEvent::Cleared => model.select(HashSet::clear),
        GridEvent::Expanded { row, expanded } => model.fold_line(row, expanded),
        GridEvent::Sorted { column, adds } => {
            if let Some(column) = Column::parse(&column) {
                model.sort_by(&column, adds);
            }
        }
        GridEvent::MenuAsked { column, rect } => {
            menu.set(Column::parse(&column).map(|column| HeadMenuPlace { column, rect }));
        }
        // Not of all columns: it says nothing of the whole table.
        GridEvent::Arranged { .. } if is_narrow => {}
        GridEvent::Arranged { column } => {
            if let Some(column) = Column::parse(&column) {
                columns.with_untracked(|columns| model.arranged(&column, columns));
            }
        }
        GridEvent::Seen { rows } => model.see(rows),
        GridEvent::Hovered(row) => {
            if let Some(links) = links {
                links.highlight(row.and_then(|row| model.run_of_line(row)).as_ref());
            }
        }
        GridEvent::Activated { .. } => {}
    });
    let source: Rc<dyn grid::CellSource> = model.state();
    view! {
        <Grid label="Runs" test_id="runs-table" source rows columns sort on_event handle is_tree=model.is_tree />
        <HeadMenu model place=menu />
        <ColorMenu model />
    }
}

/// The columns that are shown now, and the plans that they are drawn by; where it is narrow, those alone that tell runs
/// apart.
fn shown_columns(model: RunsModel, is_narrow: bool) -> grid::Columns {
    let choice = model.choice.get();
    let differing = choice.0.table().differing.then(|| model.differing.get());
    let differs = |column: &Column| {
        differing
            .as_ref()
            .is_none_or(|differing| differing.0.contains(column))
    };
    let shown = choice.0.shown(&differs);
    let state = model.state();
    let batch = model.loading.batch();
    let set = batch.set.borrow();
    let mut plans = vec![Plan::check()];
    let mut all = vec![grid::Column::new("", "", grid::ColumnKind::Check, 0)];
    let sorted: Vec<Column> = if is_narrow {
        model.sorting().into_iter().map(|one| one.column).collect()
    } else {
        Vec::new()
    };
    let is_wanted = |column: &Column, is_pinned: bool| {
        !is_narrow || is_pinned || *column == Column::from(Attribute::Name) || sorted.contains(column)
    };
    for one in shown {
        if !is_wanted(&one.column, one.is_pinned) {
            continue;
        }
        let plan = Plan::new(one.column, &set);
        let Ok(source) = u32::try_from(plans.len()) else {
            break;
        };
        let mut column = grid_column(&plan, one.is_pinned, one.width_css, source);
        if is_narrow && plan.is_name() {
            // Nothing scrolls beside it: it is as wide as there is room.
            column.is_frozen = false;
            column.width_css = NARROW_NAME_CSS;
        }
        all.push(column);
        plans.push(plan);
    }
    state.plans.replace(plans);
    drop(set);
    model.ask_for_histories();
    model.redraw();
    grid::Columns::new(all)
}

/// The width of the runs' names beside charts, in CSS pixels.
const NARROW_NAME_CSS: f64 = 264.0;

/// A column of the grid for one of the table.
fn grid_column(plan: &Plan, is_pinned: bool, width_css: Option<u16>, source: u32) -> grid::Column {
    let kind = match () {
        () if plan.is_name() => grid::ColumnKind::Name,
        () if plan.is_numeric() => grid::ColumnKind::Number,
        () => grid::ColumnKind::Text,
    };
    let label = match &plan.column {
        Column::Field(field) => field.label().to_owned(),
        Column::Past(past, key) => format!("{key} ({})", past.as_str()),
    };
    let mut column = grid::Column::new(plan.column.to_string(), label, kind, source);
    let group = match ColumnKind::of(&plan.column) {
        ColumnKind::Attribute => "",
        kind => kind.label(),
    };
    column = column.in_group(group);
    column.is_frozen = is_pinned || plan.is_name();
    if let Some(width) = width_css {
        column.width_css = f64::from(width);
    } else if let Column::Field(crate::runs::Field::Attribute(attribute)) = &plan.column {
        column.width_css = match attribute {
            Attribute::Status => 112.0,
            Attribute::Started | Attribute::Ended => 128.0,
            Attribute::Duration | Attribute::Commit => 96.0,
            Attribute::Datasets | Attribute::Models | Attribute::Source | Attribute::Experiment => 176.0,
            Attribute::Description => 240.0,
            _ => column.width_css,
        };
    } else if matches!(plan.column, Column::Past(Past::Trend, _)) {
        column.width_css = column.width_css.max(128.0);
        column.is_sortable = false;
    }
    column
}

#[component]
fn NoRuns(model: RunsModel) -> impl IntoView {
    let is_filtered = move || {
        model.counts.get().loaded > 0
            || model.query.with(|query| {
                let RunsQuery {
                    search,
                    started,
                    lifecycle,
                    model_versions,
                    datasets,
                    ..
                } = RunsQuery::default();
                (
                    &query.search,
                    query.started,
                    query.lifecycle,
                    query.model_versions,
                    &query.datasets,
                ) != (&search, started, lifecycle, model_versions, &datasets)
            })
    };
    move || {
        let (headline, text) = if is_filtered() {
            (
                "No run matches",
                "Change the search, the time range or the other filters above.",
            )
        } else {
            (
                "No runs yet",
                "A run appears here as soon as a client starts it in this experiment.",
            )
        };
        view! { <div data-testid="empty"><Empty headline text icon=Icon::Experiment /></div> }
    }
}

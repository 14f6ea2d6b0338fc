//! What the parts of a line chart's card share.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::board::{
    Holding, LineKeys, LineLook, LinePicture, LinePlot, Range, ScaleKind, Settings, XAxis, Zoom,
};
use crate::chart::{Axis, AxisUnit, Dash, Hit, Line, Locale, Projection};
use crate::runs::{Column, Field};
use crate::ui::board::Source;
use crate::ui::highlight::{ChartId, Links};
use crate::ui::histories::{Histories, use_histories};
use crate::ui::kit::{Toasts, use_toasts};

/// The lines as they were last made, for drawing and for reading out.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    /// What each line is of.
    pub picture: LinePicture,
    /// What is drawn; the same places as in the picture.
    pub lines: Vec<Line>,
}

/// What a line chart is zoomed to, for as long as whoever has this lives: a card that is scrolled away, comes back or
/// fills the window shows what it did. A chart finds it by `use_context`.
#[derive(Clone, Default)]
pub struct KeptZoom {
    zoom: ArcRwSignal<Zoom>,
    /// The x axis that it is of; `None` for whichever there is.
    axis: ArcStoredValue<Option<(XAxis, ScaleKind)>>,
}

impl KeptZoom {
    /// What is shown now.
    pub fn get_untracked(&self) -> Zoom {
        self.zoom.get_untracked()
    }

    /// Shows this, on whichever axis there is.
    pub fn set(&self, zoom: Zoom) {
        self.axis.set_value(None);
        self.zoom.set(zoom);
    }

    /// What is zoomed to on one axis is nowhere on another.
    fn be_of(&self, axis: (XAxis, ScaleKind)) {
        let before = self.axis.get_value();
        if before.is_some_and(|before| before != axis) {
            self.zoom.update(|zoom| zoom.x = None);
        }
        self.axis.set_value(Some(axis));
    }
}

/// What is pointed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cursor {
    /// The place under the pointer, in CSS pixels from the chart's upper left corner.
    Pointer { x_css: f64, y_css: f64 },
    /// A place of the x axis that a key led to, and a line, by its place among those there from the top.
    Key { x: f64, rank: Option<usize> },
}

/// What is read out: at most one point of each line, at one place of the x axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pointed {
    /// The place, in the unit of the axis.
    pub x: f64,
    /// The points there, from the top of the chart to the bottom.
    pub hits: Vec<Hit>,
    /// The one of them that is meant.
    pub focus: usize,
}

impl Pointed {
    /// The point that is meant.
    pub fn focused(&self) -> Option<&Hit> {
        self.hits.get(self.focus)
    }
}

/// A line chart's card.
#[derive(Clone, Copy)]
pub(super) struct LineState {
    pub id: ChartId,
    pub plot: Signal<LinePlot>,
    pub settings: Signal<Settings>,
    pub source: Source,
    pub is_in_view: Signal<bool>,
    pub on_change: Callback<(LinePlot,)>,
    pub links: Links,
    pub histories: Histories,
    pub toasts: Toasts,
    /// The plot and the settings put together.
    pub look: Memo<LineLook>,
    /// What each run has a line of.
    pub keys: Memo<Arc<LineKeys>>,
    /// The metrics whose histories are needed.
    pub metrics: Memo<Vec<Arc<str>>>,
    pub drawn: RwSignal<Arc<Drawn>>,
    pub holding: RwSignal<Holding>,
    pub zoom: RwSignal<Zoom>,
    /// Every point is asked for, however many there are.
    pub loads_all: Memo<bool>,
    /// Where the lines stand on the canvas; `None` until they do.
    pub projection: RwSignal<Option<Projection>>,
    pub trouble: RwSignal<Option<String>>,
    pub cursor: RwSignal<Option<Cursor>>,
    /// What is pointed at stays until it is released.
    pub is_pinned: RwSignal<bool>,
    /// A key made it stay: what it says is next for the keys.
    pub is_pinned_by_key: StoredValue<bool>,
    pub pointed: Memo<Option<Pointed>>,
}

impl LineState {
    pub fn new(
        plot: Signal<LinePlot>,
        settings: Signal<Settings>,
        source: Source,
        is_in_view: Signal<bool>,
        on_change: Callback<(LinePlot,)>,
        links: Links,
    ) -> Self {
        let look = Memo::new(move |_| plot.with(|plot| settings.with(|settings| plot.look(settings))));
        let keys = Memo::new(move |_| Arc::new(plot.with(|plot| keys_of(plot, source))));
        let metrics = Memo::new(move |_| look.with(|look| keys.with(|keys| keys.metrics(&look.x))));
        let histories = use_histories();
        let kept = use_context::<KeptZoom>().unwrap_or_default();
        let zoom = RwSignal::from(kept.zoom.clone());
        let axis = Memo::new(move |_| look.with(|look| (look.x.clone(), look.x_scale)));
        kept.be_of(axis.get_untracked());
        Effect::watch(
            move || axis.get(),
            move |axis, _, _| kept.be_of(axis.clone()),
            false,
        );
        let drawn = RwSignal::new(Arc::<Drawn>::default());
        let projection = RwSignal::new(None);
        let cursor = RwSignal::new(None);
        let pointed = Memo::new(move |_| {
            let (cursor, projection) = (cursor.get()?, projection.get()?);
            drawn.with(|drawn| pointed_at(cursor, &projection, &drawn.lines))
        });
        Self {
            id: ChartId::next(),
            plot,
            settings,
            source,
            is_in_view,
            on_change,
            links,
            histories,
            toasts: use_toasts(),
            look,
            keys,
            metrics,
            drawn,
            holding: RwSignal::new(Holding::default()),
            zoom,
            loads_all: Memo::new(move |_| metrics.with(|metrics| histories.is_fetching_all(metrics))),
            projection,
            trouble: RwSignal::new(None),
            cursor,
            is_pinned: RwSignal::new(false),
            is_pinned_by_key: StoredValue::new(false),
            pointed,
        }
    }

    /// Lets go of what is pointed at.
    pub fn release(self) {
        self.is_pinned.set(false);
        self.cursor.set(None);
    }

    /// The axes as they are drawn now.
    pub fn axes(self) -> [Axis; 2] {
        let zoom = self.zoom.get_untracked();
        self.look.with_untracked(|look| axes(look, zoom))
    }

    /// Changes the plot for good.
    pub fn change(self, change: impl FnOnce(&mut LinePlot)) {
        let mut plot = self.plot.get_untracked();
        change(&mut plot);
        self.on_change.run((plot,));
    }

    /// What the lines are called together: "loss", "loss and accuracy".
    pub fn title(self) -> String {
        self.keys.with(|keys| {
            let names: Vec<&str> = keys.keys.iter().map(|key| &*key.name).collect();
            names.join(", ")
        })
    }
}

/// What a plot draws of each run. An expression may name any metric that a run of the board has.
fn keys_of(plot: &LinePlot, source: Source) -> LineKeys {
    if plot.expressions.is_empty() {
        return LineKeys::of(plot, &|_| false);
    }
    let known: HashSet<String> = source.with(|source| {
        let columns = source.columns().into_iter();
        columns.filter_map(metric_of).collect()
    });
    LineKeys::of(plot, &|key| known.contains(key))
}

/// The key of the metric that a column is of.
pub(super) fn metric_of(column: Column) -> Option<String> {
    match column {
        Column::Field(Field::Metric(key)) => Some(key.to_string()),
        _ => None,
    }
}

/// How the `index`th of several lines of a run is dashed.
pub(super) fn dash(index: usize) -> Dash {
    Dash::ALL
        .get(index % Dash::ALL.len())
        .copied()
        .unwrap_or_default()
}

/// How the person reads numbers and dates.
pub(in crate::ui::chart) fn locale() -> Locale {
    (*crate::web::locale::locale()).clone()
}

/// What an x axis is called.
pub(super) fn x_name(x: &XAxis) -> String {
    match x {
        XAxis::Step => "Step".to_owned(),
        XAxis::Time => "Time".to_owned(),
        XAxis::Relative => "Time since start".to_owned(),
        XAxis::Metric(metric) => metric.clone(),
    }
}

/// What the values of an x axis count.
pub(super) fn x_unit(x: &XAxis) -> AxisUnit {
    match x {
        XAxis::Step => AxisUnit::Whole,
        XAxis::Time => AxisUnit::Time,
        XAxis::Relative => AxisUnit::Duration,
        XAxis::Metric(_) => AxisUnit::Number,
    }
}

/// The axes of a look, or what is zoomed to for now.
fn axes(look: &LineLook, zoom: Zoom) -> [Axis; 2] {
    let range = |zoomed: Option<[f64; 2]>, own: Range| zoomed.map_or(own, |zoomed| zoomed.map(Some));
    let name = match &look.x {
        // The ticks of steps and times say what they are.
        XAxis::Metric(metric) => metric.clone(),
        _ => String::new(),
    };
    [
        Axis {
            scale: look.x_scale,
            unit: x_unit(&look.x),
            range: range(zoom.x, look.x_range),
            name,
        },
        Axis {
            scale: look.y_scale,
            unit: AxisUnit::Number,
            range: range(zoom.y, look.y_range),
            name: String::new(),
        },
    ]
}

/// Whether a kind of x axis can be spread by ratios.
pub(super) fn has_x_scale(x: &XAxis) -> bool {
    matches!(x, XAxis::Step | XAxis::Metric(_))
}

fn pointed_at(cursor: Cursor, projection: &Projection, lines: &[Line]) -> Option<Pointed> {
    match cursor {
        Cursor::Pointer { x_css, y_css } => {
            let nearest = projection.nearest_line(lines, x_css, y_css)?;
            let hits = projection.values_at(lines, nearest.x);
            let focus = hits.iter().position(|hit| hit.line == nearest.line)?;
            Some(Pointed {
                x: nearest.x,
                hits,
                focus,
            })
        }
        Cursor::Key { x, rank } => {
            let hits = projection.values_at(lines, x);
            let last = hits.len().checked_sub(1)?;
            let focus = rank.unwrap_or(last / 2).min(last);
            Some(Pointed { x, hits, focus })
        }
    }
}

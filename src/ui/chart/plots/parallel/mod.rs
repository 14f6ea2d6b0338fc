//! Parallel coordinates: an axis for each column, a line for each run.
//!
//! | file | what it is |
//! |---|---|
//! | `axes` | what of an axis is held, by pointer and by keys: its brushes, its place, its menu |
//! | `bar` | what is said above the lines, and what is done with those that are brushed |
//! | `lines` | what a pointer on a line points at |
//! | `state` | what is drawn, and what a person changes of it |

mod axes;
mod bar;
mod lines;
mod state;

use std::rc::Rc;
use std::sync::{Arc, Mutex};

use leptos::prelude::*;

use self::axes::AxisHandles;
use self::bar::Bar;
use self::lines::LineTargets;
use self::state::ParallelState;
use super::export::{PIXELS, Taking, all_runs};
use super::plot_canvas::{DrawnLook, PlotCanvas, Shown};
use crate::board::{ParallelPlot, RunSource, parallel_remarks, runs_table};
use crate::chart::Resolution;
use crate::chart::plots::Targets;
use crate::chart::plots::parallel::{self, ParallelCache, ParallelChart, draw_parallel, parallel_to_svg};
use crate::ui::board::Source;
use crate::ui::chart::line::locale;
use crate::ui::highlight::Links;
use crate::web::chart_canvas::Ground;
use crate::web::png;

/// Axes stand at least so far apart; what does not fit is scrolled to.
const LEAST_SPACING_CSS: usize = 64;

/// Parallel coordinates: an axis for each column, a line for each run. It fills its parent.
#[component]
pub fn ParallelCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<ParallelPlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it reads the runs.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(ParallelPlot,)>,
    /// What all charts of the page point at together.
    links: Links,
) -> impl IntoView {
    let state = ParallelState::new(plot, source, is_in_view, on_change);
    let cache = Arc::new(Mutex::new(ParallelCache::default()));
    let shown = Signal::derive(move || shown(state, &cache));
    let look = StoredValue::new_local(None::<DrawnLook>);
    let count = Memo::new(move |_| state.axes.with(Vec::len));
    view! {
        <div class="plot-card">
            <Bar state links taking=taking(state, look) />
            <div class="plot-card__body">
                <div class="plot-card__scroll parallel">
                    <div
                        class="parallel__room"
                        style:min-width=move || format!("{}px", count.get() * LEAST_SPACING_CSS)
                    >
                        <PlotCanvas shown source links look />
                        <AxisHandles state />
                    </div>
                </div>
            </div>
        </div>
    }
}

/// What can be taken along: the lines as they are brushed, and the values of the runs that pass, or of all.
fn taking(state: ParallelState, look: StoredValue<Option<DrawnLook>, LocalStorage>) -> Taking {
    let columns = move || -> Vec<String> {
        state
            .axes
            .with_untracked(|axes| axes.iter().map(|axis| axis.column.clone()).collect())
    };
    let picture = move || {
        let drawn = look.get_value()?;
        let (axes, colors) = untrack(|| (state.shown_axes(), state.colors.get()));
        let (theme, locale) = (&*drawn.theme, locale());
        let colors = colors.0.on(theme);
        png::of_drawing(theme.surface, drawn.size_css, PIXELS, &|area, resolution| {
            let chart = ParallelChart {
                axes: &axes,
                colors: &colors,
                theme,
                locale: &locale,
                resolution,
            };
            draw_parallel(area, &chart, &mut ParallelCache::default()).map(|_| ())
        })
    };
    let svg = move || {
        let drawn = look.get_value()?;
        let (axes, colors) = untrack(|| (state.shown_axes(), state.colors.get()));
        let chart = ParallelChart {
            axes: &axes,
            colors: &colors.0.on(&drawn.theme),
            theme: &drawn.theme,
            locale: &locale(),
            resolution: Resolution {
                device_per_css: 1.0,
                units_per_device: 1,
            },
        };
        let (width, height) = drawn.size_css;
        parallel_to_svg(&chart, width, height).ok()
    };
    let brushed = move || {
        let passing = state
            .projection
            .with_untracked(|projection| Some(projection.as_ref()?.runs_passing()))?;
        let table = |source: &dyn RunSource| runs_table(source, &passing, &columns());
        Some(state.source.with_untracked(table))
    };
    Taking {
        picture: Some(Rc::new(picture)),
        svg: Some(Rc::new(svg)),
        drawn: Some(Rc::new(brushed)),
        all: Some(all_runs(state.source, columns)),
        is_shown_as_table: true,
    }
}

fn shown(state: ParallelState, cache: &Arc<Mutex<ParallelCache>>) -> Shown {
    let axes = state.shown_axes();
    let colors = state.colors.get();
    let names: Vec<&str> = axes.iter().map(parallel::ParallelAxis::name).collect();
    let runs = state.source.with(|source| source.runs().len());
    let passing = state
        .projection
        .with_untracked(|projection| projection.as_ref().map_or(runs, |drawn| drawn.count().0));
    let words = format!(
        "Parallel coordinates over {}. {}. Arrow keys go from run to run; each axis can be brushed by its own control.",
        names.join(", "),
        parallel_remarks(&axes, passing, state.left_out()).join(", ")
    );
    let notice = if runs == 0 {
        Some("No runs".to_owned())
    } else if axes.is_empty() {
        Some("No axes: choose columns for them.".to_owned())
    } else {
        None
    };
    let columns: Arc<[String]> = state
        .axes
        .with(|axes| axes.iter().map(|axis| axis.column.clone()).collect());
    let cache = Arc::clone(cache);
    let drawing = move |ground: &Ground<'_>| {
        let chart = ParallelChart {
            axes: &axes,
            colors: &colors.0.on(ground.theme),
            theme: ground.theme,
            locale: ground.locale,
            resolution: ground.resolution,
        };
        // Held by nobody else: the page has one thread.
        let mut kept = ParallelCache::default();
        let projection = match cache.lock() {
            Ok(mut cache) => draw_parallel(ground.area, &chart, &mut cache)?,
            Err(_) => draw_parallel(ground.area, &chart, &mut kept)?,
        };
        let projection = Arc::new(projection);
        state.projection.set(Some(Arc::clone(&projection)));
        let targets: Arc<dyn Targets> =
            Arc::new(LineTargets::new(projection, Arc::clone(&columns), state.source));
        Ok(targets)
    };
    Shown {
        drawing: Arc::new(drawing),
        words,
        notice,
    }
}

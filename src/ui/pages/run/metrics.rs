//! A run's metrics over their steps, one chart each.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::chart::{Point, Series, run_color};
use crate::format::{count, number, number_exact, plural};
use crate::mlflow::{Metric, Run, RunId, metrics};
use crate::query::Load;
use crate::ui::chart::LineChart;
use crate::ui::kit::{Empty, Icon, SearchField, Skeleton};
use crate::ui::loaded::Loaded;
use crate::ui::query::{Keep, use_query};
use crate::web::visible::VisibleWatch;

/// Points that the server gives at most of one metric; of longer histories it gives a sample.
const MAX_POINTS: u32 = 2_500;
/// Charts come in when they are this near to the view, so that scrolling finds them drawn.
const MARGIN_CSS: u32 = 300;
/// Charts that are laid out at once; the search finds the others.
const MAX_CHARTS: usize = 200;

/// A chart for each metric of a run, either the model's or the system's.
#[component]
pub fn RunMetrics(
    /// The run.
    run: Signal<Arc<Run>>,
    /// The system's metrics instead of the model's.
    system: bool,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let id = Memo::new(move |_| run.with(|run| run.info.id.clone()));
    let keys = Memo::new(move |_| run.with(|run| keys_of(run, system)));
    let found = Memo::new(move |_| {
        let wanted = search.with(|text| text.trim().to_lowercase());
        keys.with(|keys| {
            keys.iter()
                .filter(|key| key.to_lowercase().contains(&wanted))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let said = move || {
        let (found, total) = (found.with(Vec::len), keys.with(Vec::len));
        let shown = found.min(MAX_CHARTS);
        if shown < total {
            format!("{} of {}", count(shown), plural(total, "metric"))
        } else {
            plural(total, "metric")
        }
    };
    let shown = move || found.with(|keys| keys.iter().take(MAX_CHARTS).cloned().collect::<Vec<_>>());
    // A signal, because a card stays while the run's answer changes under it.
    let latest = move |key: String| {
        Signal::derive(move || run.with(|run| run.metric(&key).map(|metric| metric.value)))
    };
    let (headline, text) = if system {
        (
            "No system metrics",
            "They are logged when the client calls mlflow.enable_system_metrics_logging() before the run starts.",
        )
    } else {
        ("No metrics", "This run has not called mlflow.log_metric().")
    };
    view! {
        <Show
            when=move || keys.with(|keys| !keys.is_empty())
            fallback=move || view! {
                <div data-testid="empty"><Empty headline text icon=Icon::ChartLine /></div>
            }
        >
            <div class="toolbar">
                <SearchField value=search label="Find metrics" placeholder="Find metrics" />
                <span class="muted" role="status">{said}</span>
            </div>
            <div class="chart-grid">
                <For each=shown key=String::clone let(key)>
                    <ChartCard run=id latest=latest(key.clone()) key />
                </For>
            </div>
        </Show>
    }
}

/// The keys of a run's metrics in alphabetical order.
fn keys_of(run: &Run, system: bool) -> Vec<String> {
    let is_wanted = |metric: &&Metric| metric.key.starts_with("system/") == system;
    let mut keys: Vec<_> = run
        .metrics
        .iter()
        .filter(is_wanted)
        .map(|metric| metric.key.clone())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// One metric: its name, its latest value and its chart, asked for when it comes near to the view.
#[component]
fn ChartCard(run: Memo<RunId>, key: String, latest: Signal<Option<f64>>) -> impl IntoView {
    let card = NodeRef::<html::Article>::new();
    let is_near = RwSignal::new(false);
    let watch = StoredValue::new_local(None::<VisibleWatch>);
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            // Once near, it stays: scrolling past a chart must not ask for it again.
            watch.set_value(VisibleWatch::new(&card, MARGIN_CSS, move |visible| {
                if visible && !is_near.get_untracked() {
                    is_near.set(true);
                }
            }));
        }
    });
    let asked = key.clone();
    let history = use_query(Keep::SameRequest, move || {
        let run = run.get();
        is_near
            .get()
            .then(|| Load::from(metrics::history_bulk_interval(&[run], &asked, MAX_POINTS, None)))
    });
    let name = key.clone();
    view! {
        <article node_ref=card class="panel chart-card" data-testid="chart-card" data-metric=key.clone()>
            <header class="chart-card__head">
                <h3 class="truncate" title=key.clone()>{key.clone()}</h3>
                <span class="chart-card__latest" title=move || latest.get().map(number_exact)>
                    {move || latest.get().map(number)}
                </span>
            </header>
            <Loaded query=history skeleton=Skeleton::Block label=format!("Loading {key}") let(points)>
                <History run name=name.clone() points />
            </Loaded>
        </article>
    }
}

#[component]
fn History(run: Memo<RunId>, name: String, points: Signal<Arc<Vec<Metric>>>) -> impl IntoView {
    let label = name.clone();
    let series = Memo::new(move |_| {
        let color = run.with(|run| run_color(run.as_str()));
        let points = points.with(|points| points.iter().map(point).collect());
        Arc::new(vec![Series::new(name.clone(), color, points)])
    });
    // The server gives no more. What it leaves out differs by version: 3.x samples evenly and keeps both ends, 2.x
    // samples steps and then stops at the limit.
    let sampled = move || {
        points.with(|points| points.len() >= MAX_POINTS as usize).then(|| {
            view! { <p class="chart-card__note">{format!("At most {} points of a metric come at once: this one may have more, sampled by the server", count(MAX_POINTS))}</p> }
        })
    };
    view! {
        <LineChart series label height_css=200.0 />
        {sampled}
    }
}

fn point(metric: &Metric) -> Point {
    Point {
        step: metric.step,
        time_millis: metric.timestamp_millis,
        value: metric.value,
    }
}

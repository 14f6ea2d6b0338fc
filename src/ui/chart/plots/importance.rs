//! Which columns matter to a metric.

use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::export::{ExportMenu, Taking};
use super::importance_work::{Found, Work};
use super::plot_card::picture_of;
use crate::analysis::{ColumnReport, Correlation, IMPORTANCE_SHUFFLES, IMPORTANCE_TREES, Importance};
use crate::board::{ImportancePlot, importance_chart, importance_table, runs_table};
use crate::chart::plots::{BAR_ROW_CSS, Plot, plot_to_svg};
use crate::format::count;
use crate::ui::board::Source;
use crate::ui::chart::line::locale;
use crate::ui::kit::{Empty, Segment, Segmented};
use crate::web::chart_canvas::ChartCanvas;

/// How wide a picture is.
const PICTURE_WIDTH_CSS: u32 = 640;

/// By what the rows are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Importance,
    Correlation,
}

/// Which columns matter to a metric: correlation, and importance to a forest, with how sure they are. It fills its parent.
#[component]
pub fn ImportanceCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<ImportancePlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it works anything out.
    #[prop(into)]
    is_in_view: Signal<bool>,
) -> impl IntoView {
    let found = RwSignal::new(None::<Arc<Found>>);
    let progress = RwSignal::new(None::<f64>);
    let work = Work::new(plot, source, found, progress);
    work.follow(is_in_view);
    let order = RwSignal::new(Order::Importance);
    // Where the style sheet says the colours and the font of a picture.
    let theme_of = NodeRef::<html::Canvas>::new();
    let working = move || {
        progress
            .get()
            .map(|share| format!("Working it out: {:.0} %", share * 100.0))
    };
    let body = move || {
        let Some(found) = found.get() else {
            return ().into_any();
        };
        if found.report.columns.is_empty() {
            let why = found.warning.clone().unwrap_or_default();
            return view! { <Empty headline="Nothing to explain it by" text=why /> }.into_any();
        }
        table(&found, order.get())
    };
    view! {
        <div class="plot-card">
            <div class="plot-card__bar">
                <Segmented
                    value=order
                    segments=vec![
                        Segment { value: Order::Importance, label: "By importance", icon: None },
                        Segment { value: Order::Correlation, label: "By correlation", icon: None },
                    ]
                    label="Order"
                />
                <span class="plot-card__said muted" role="status">{working}</span>
                <ExportMenu taking=taking(work, order, theme_of) />
                <canvas node_ref=theme_of class="plot__canvas" hidden width="0" height="0"></canvas>
            </div>
            <div class="plot-card__body">
                <div class="plot-card__scroll" tabindex="0" role="group" aria-label="Importance of columns">
                    {body}
                </div>
            </div>
        </div>
    }
}

/// What can be taken along: the table, bars of it, and the runs that it is made of.
fn taking(work: Work, order: RwSignal<Order>, theme_of: NodeRef<html::Canvas>) -> Taking {
    let chart = move || {
        let found = work.found.get_untracked()?;
        let is_of_importance = order.get_untracked() == Order::Importance;
        let chart = importance_chart(&found.report, is_of_importance);
        let height_css = chart.len() as f64 * BAR_ROW_CSS + 60.0;
        let plot: Arc<dyn Plot> = Arc::new(chart);
        let theme = ChartCanvas::new(theme_of.get_untracked()?).theme();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "there are some hundred columns at most"
        )]
        let size_css = (PICTURE_WIDTH_CSS, height_css.max(120.0) as u32);
        Some((plot, theme, size_css))
    };
    let picture = move || {
        let (plot, theme, size_css) = chart()?;
        picture_of(&plot, &theme, size_css)
    };
    let svg = move || {
        let (plot, theme, (width, height)) = chart()?;
        plot_to_svg(plot, &theme, &locale(), width, height).ok()
    };
    let drawn = move || Some(importance_table(&work.found.get_untracked()?.report));
    let columns = move || {
        let target = work.plot.with_untracked(|plot| plot.target.clone());
        let columns = work.found.with_untracked(|found| {
            let columns = found.iter().flat_map(|found| &found.report.columns);
            columns.map(|column| column.name.to_string()).collect::<Vec<_>>()
        });
        std::iter::once(target).chain(columns).collect()
    };
    let all = move || {
        let columns: Vec<String> = columns();
        work.source.with_untracked(|source| {
            let runs: Vec<usize> = (0..source.runs().len()).collect();
            Some(runs_table(source, &runs, &columns))
        })
    };
    Taking {
        picture: Some(Rc::new(picture)),
        svg: Some(Rc::new(svg)),
        drawn: Some(Rc::new(drawn)),
        all: Some(Rc::new(all)),
        is_shown_as_table: false,
    }
}

fn table(found: &Found, order: Order) -> AnyView {
    let mut columns: Vec<&ColumnReport> = found.report.columns.iter().collect();
    let key = |column: &ColumnReport| {
        let importance = column.importance.map(|importance| importance.mean);
        let correlation = column.spearman.map(|correlation| correlation.value.abs());
        let (first, second) = match order {
            Order::Importance => (importance, correlation),
            Order::Correlation => (correlation, importance),
        };
        (
            first.unwrap_or(f64::NEG_INFINITY),
            second.unwrap_or(f64::NEG_INFINITY),
        )
    };
    columns.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
    });
    let importances = columns.iter().filter_map(|column| column.importance);
    let most = importances.fold(1e-9, |most: f64, importance| {
        most.max(importance.mean + importance.deviation)
    });
    let rows: Vec<AnyView> = columns.into_iter().map(|column| row(column, most)).collect();
    let warning = found
        .warning
        .clone()
        .map(|text| view! { <p class="importance__warning">{text}</p> });
    let estimator = format!(
        "Importance: by how much R² falls when the column is shuffled {IMPORTANCE_SHUFFLES} times, to a random forest of \
         {IMPORTANCE_TREES} trees, on the runs that each tree has not drawn; ± one standard deviation of the shufflings. Words \
         are ordered by the mean of the metric at each split. Correlation: the bar is where 95 % of bootstrap samples lie.",
    );
    view! {
        {warning}
        <table class="table importance">
            <thead>
                <tr>
                    <th scope="col">"Column"</th>
                    <th scope="col">"Importance"</th>
                    <th scope="col">"Spearman"</th>
                    <th scope="col">"Pearson"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="importance__note muted">{found.made_of.clone()}" "{estimator}</p>
    }
    .into_any()
}

fn row(column: &ColumnReport, most: f64) -> AnyView {
    let name = column.name.to_string();
    // Params are what is asked about mostly: only others need their kind.
    let label = name.strip_prefix("params.").unwrap_or(&name).to_owned();
    view! {
        <tr>
            <th scope="row" title=name>
                <span class="importance__name truncate">{label}</span>
            </th>
            <td>{column.importance.map(|importance| importance_cell(importance, most))}</td>
            <td>{correlation_cell(column.spearman)}</td>
            <td>{correlation_cell(column.pearson)}</td>
        </tr>
    }
    .into_any()
}

fn percent(share: f64) -> String {
    format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0)
}

fn importance_cell(importance: Importance, most: f64) -> AnyView {
    let Importance { mean, deviation } = importance;
    let (low, high) = ((mean - deviation).max(0.0), mean + deviation);
    view! {
        <span class="importance__bar">
            <span class="importance__fill" style:width=percent(mean / most)></span>
            <span
                class="importance__spread"
                style:left=percent(low / most)
                style:width=percent((high - low) / most)
            ></span>
        </span>
        <span class="importance__value">{format!("{mean:.3} ± {deviation:.3}")}</span>
    }
    .into_any()
}

fn correlation_cell(correlation: Option<Correlation>) -> AnyView {
    let Some(correlation) = correlation else {
        return view! { <span class="table__missing" title="Of words, or the same in all runs">"–"</span> }
            .into_any();
    };
    let place = |value: f64| f64::midpoint(value, 1.0);
    let value = correlation.value;
    let (said, spread) = match correlation.interval {
        Some([low, high]) => (
            format!(
                "95 % of bootstrap samples from {low:.2} to {high:.2}, {} runs",
                count(correlation.pairs)
            ),
            Some(view! {
                <span
                    class="importance__spread"
                    style:left=percent(place(low))
                    style:width=percent(place(high) - place(low))
                ></span>
            }),
        ),
        None => (
            format!("{} runs are too few for an interval", count(correlation.pairs)),
            None,
        ),
    };
    view! {
        <span class="importance__bar importance__bar--signed" title=said.clone()>
            <span
                class="importance__fill"
                class:importance__fill--negative=value < 0.0
                style:left=percent(place(value.min(0.0)))
                style:width=percent(value.abs() / 2.0)
            ></span>
            {spread}
        </span>
        <span class="importance__value">{format!("{value:+.2}").replace('-', "\u{2212}")}</span>
        <span class="visually-hidden">{said}</span>
    }
    .into_any()
}

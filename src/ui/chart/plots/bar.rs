//! A bar a run.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::plot_canvas::{DrawnLook, PlotCanvas, Shown};
use super::plot_card::{PlotCard, Setting, made, shown};
use crate::board::{BarPlot, bar_chart};
use crate::chart::plots::{BAR_ROW_CSS, BarChart, Plot};
use crate::ui::board::Source;
use crate::ui::highlight::Links;
use crate::web::resize::{DeviceSize, ResizeWatch};

/// What stands below the bars: the figures of the axis and its name.
const AXIS_CSS: f64 = 52.0;

/// A bar a run, all of them: what has no room is scrolled to. It fills its parent.
#[component]
pub fn BarCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<BarPlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it is drawn.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(BarPlot,)>,
    /// What all charts of the page point at together.
    links: Links,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let scrolled_css = RwSignal::new(0.0);
    let chart: Memo<Option<Arc<BarChart>>> = Memo::new_with_compare(
        move |before: Option<&Option<Arc<BarChart>>>| {
            if is_in_view.get() {
                Some(Arc::new(
                    source.with(|source| plot.with(|plot| bar_chart(source, plot))),
                ))
            } else {
                before.cloned().flatten()
            }
        },
        |_, _| true,
    );
    // For files and as a table: all bars from the top.
    let whole = made(is_in_view, move || {
        let chart = chart.get().map(|chart| chart.scrolled(0.0));
        Arc::new(chart.unwrap_or_else(|| source.with(|source| bar_chart(source, &BarPlot::default()))))
    });
    let drawn = Memo::new_with_compare(
        move |_| {
            let top_css = scrolled_css.get();
            chart.with(|chart| {
                chart.as_ref().map_or_else(Shown::nothing, |chart| {
                    let plot: Arc<dyn Plot> = Arc::new(chart.scrolled(top_css));
                    shown(&plot)
                })
            })
        },
        |_, _| true,
    );
    let bars = Memo::new(move |_| chart.with(|chart| chart.as_ref().map_or(0, |chart| chart.len())));
    let room_css = RwSignal::new(f64::INFINITY);
    let watch = StoredValue::new_local(None::<ResizeWatch>);
    Effect::new(move |_| {
        let Some(scroller) = scroller.get() else { return };
        let resized = move |size: DeviceSize| {
            let css = f64::from(size.height_device) / size.device_per_css;
            room_css.try_set(css - AXIS_CSS);
        };
        watch.set_value(ResizeWatch::new(&scroller, resized));
    });
    let said = Signal::derive(move || {
        let (top_css, room_css) = (scrolled_css.get(), room_css.get());
        let said = |chart: &Arc<BarChart>| chart.scrolled(top_css).said_of_view(room_css);
        chart
            .with(|chart| chart.as_ref().and_then(said))
            .unwrap_or_default()
    });
    let whole_css = Signal::derive(move || {
        let css = bars.get() as f64 * BAR_ROW_CSS + AXIS_CSS;
        u32::try_from(rounded(css)).unwrap_or_default()
    });
    let height = move || format!("{}px", bars.get() as f64 * BAR_ROW_CSS + AXIS_CSS);
    let on_scroll = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            scrolled_css.set(f64::from(scroller.scroll_top()));
        }
    };
    // A key may lead to what is above or below what is seen.
    let on_target = Callback::new(move |(bar,): (usize,)| {
        let Some(scroller) = scroller.get_untracked() else {
            return;
        };
        let seen = f64::from(scroller.client_height()) - AXIS_CSS;
        let (top, now) = (bar as f64 * BAR_ROW_CSS, scrolled_css.get_untracked());
        let to = now.clamp((top + BAR_ROW_CSS - seen).max(0.0), top.max(0.0));
        if (to - now).abs() > 0.5 {
            scroller.set_scroll_top(rounded(to));
        }
    });
    let look = StoredValue::new_local(None::<DrawnLook>);
    let settings = vec![
        Setting::flag(
            "Ordered by value",
            (plot, on_change),
            |plot| plot.by_value,
            |plot, is_on| plot.by_value = is_on,
        ),
        Setting::scale("Scale", (plot, on_change), |plot| &mut plot.scale),
    ];
    view! {
        <PlotCard plot=whole source links settings zoom=None look whole_css said>
            <div node_ref=scroller class="plot-card__scroller" on:scroll=on_scroll>
                <div class="plot-card__tall" style:height=height>
                    <div class="plot-card__seen">
                        <PlotCanvas shown=drawn source links on_target look />
                    </div>
                </div>
            </div>
        </PlotCard>
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn rounded(length: f64) -> i32 {
    length.round() as i32
}

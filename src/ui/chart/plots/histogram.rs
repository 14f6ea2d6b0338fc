//! How often which values are.

use std::sync::Arc;

use leptos::prelude::*;

use super::plot_canvas::DrawnLook;
use super::plot_card::{PlotCard, Setting, made};
use crate::board::{HistogramPlot, histogram_chart};
use crate::ui::board::Source;
use crate::ui::highlight::Links;

/// A bar for each bin of a column. It fills its parent.
#[component]
pub fn HistogramCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<HistogramPlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it is drawn.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(HistogramPlot,)>,
    /// What all charts of the page point at together.
    links: Links,
) -> impl IntoView {
    let chart = made(is_in_view, move || {
        source.with(|source| plot.with(|plot| Arc::new(histogram_chart(source, plot))))
    });
    let look = StoredValue::new_local(None::<DrawnLook>);
    let settings = vec![Setting::Count(
        "Bins",
        "By the rule",
        Signal::derive(move || plot.with(|plot| plot.bins)),
        Callback::new(move |(bins,): (Option<u16>,)| {
            let plot = plot.get_untracked();
            on_change.run((HistogramPlot { bins, ..plot },));
        }),
    )];
    view! { <PlotCard plot=chart source links settings zoom=None look /> }
}

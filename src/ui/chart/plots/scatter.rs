//! A dot a run.

use std::sync::Arc;

use leptos::prelude::*;

use super::plot_canvas::DrawnLook;
use super::plot_card::{PlotCard, Setting, made, zoom_of};
use crate::board::{ScatterPlot, scatter_chart};
use crate::ui::board::Source;
use crate::ui::highlight::Links;

/// A dot a run, over two columns. A dragged rectangle is shown by itself; a double click shows all again. It fills its
/// parent.
#[component]
pub fn ScatterCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<ScatterPlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it is drawn.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(ScatterPlot,)>,
    /// What all charts of the page point at together.
    links: Links,
) -> impl IntoView {
    let zoom = zoom_of(plot);
    let chart = made(is_in_view, move || {
        source.with(|source| plot.with(|plot| Arc::new(scatter_chart(source, plot, zoom.get()))))
    });
    let look = StoredValue::new_local(None::<DrawnLook>);
    let settings = vec![
        Setting::flag(
            "Line of least squares",
            (plot, on_change),
            |plot| plot.regression,
            |plot, is_on| plot.regression = is_on,
        ),
        Setting::scale("Scale of x", (plot, on_change), |plot| &mut plot.x_scale),
        Setting::scale("Scale of y", (plot, on_change), |plot| &mut plot.y_scale),
    ];
    view! { <PlotCard plot=chart source links settings zoom=Some(zoom) look /> }
}

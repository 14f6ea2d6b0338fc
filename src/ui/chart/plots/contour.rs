//! Two columns against a third.

use leptos::prelude::*;

use super::plot_canvas::DrawnLook;
use super::plot_card::{PlotCard, Setting, made, zoom_of};
use crate::board::{ContourPlot, contour_chart};
use crate::ui::board::Source;
use crate::ui::chart::line::locale;
use crate::ui::highlight::Links;

/// The levels of a surface through the runs, or cells with their mean. It fills its parent.
#[component]
pub fn ContourCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<ContourPlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it is drawn.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(ContourPlot,)>,
    /// What all charts of the page point at together.
    links: Links,
) -> impl IntoView {
    let zoom = zoom_of(plot);
    let chart = made(is_in_view, move || {
        source.with(|source| plot.with(|plot| contour_chart(source, plot, zoom.get(), &locale())))
    });
    let look = StoredValue::new_local(None::<DrawnLook>);
    let settings = vec![
        Setting::flag(
            "Cells instead of levels",
            (plot, on_change),
            |plot| plot.is_heat,
            |plot, is_on| plot.is_heat = is_on,
        ),
        Setting::scale("Scale of x", (plot, on_change), |plot| &mut plot.x_scale),
        Setting::scale("Scale of y", (plot, on_change), |plot| &mut plot.y_scale),
    ];
    view! { <PlotCard plot=chart source links settings zoom=Some(zoom) look /> }
}

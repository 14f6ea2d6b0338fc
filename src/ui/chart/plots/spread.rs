//! How a number is spread, by another column.

use std::sync::Arc;

use leptos::prelude::*;

use super::plot_canvas::DrawnLook;
use super::plot_card::{PlotCard, Setting, made};
use crate::board::{SpreadKind, SpreadPlot, spread_chart};
use crate::ui::board::Source;
use crate::ui::chart::line::locale;
use crate::ui::highlight::Links;

/// A box or a violin for each value of a column. It fills its parent.
#[component]
pub fn SpreadCard(
    /// What it shows.
    #[prop(into)]
    plot: Signal<SpreadPlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it is drawn.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(SpreadPlot,)>,
    /// What all charts of the page point at together.
    links: Links,
) -> impl IntoView {
    let chart = made(is_in_view, move || {
        source.with(|source| plot.with(|plot| Arc::new(spread_chart(source, plot, &locale()))))
    });
    let look = StoredValue::new_local(None::<DrawnLook>);
    let settings = vec![
        Setting::flag(
            "Violins instead of boxes",
            (plot, on_change),
            |plot| plot.kind == SpreadKind::Violin,
            |plot, is_on| plot.kind = kind_of(is_on),
        ),
        Setting::scale("Scale", (plot, on_change), |plot| &mut plot.y_scale),
    ];
    view! { <PlotCard plot=chart source links settings zoom=None look /> }
}

fn kind_of(is_violin: bool) -> SpreadKind {
    if is_violin {
        SpreadKind::Violin
    } else {
        SpreadKind::Box
    }
}

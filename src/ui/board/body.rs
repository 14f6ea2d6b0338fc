//! The chart on a card: which component shows which kind of plot.

use leptos::prelude::*;

use super::single;
use super::state::BoardState;
use crate::board::{
    BarPlot, Card, CardId, ContourPlot, DifferencePlot, HistogramPlot, ImagesPlot, ImportancePlot, LinePlot,
    ParallelPlot, Plot, PlotKind, ScatterPlot, Settings, SpreadPlot, lacking,
};
use crate::ui::chart::LineCard;
use crate::ui::chart::plots::{
    BarCard, ChartCard, ContourCard, DifferenceCard, HistogramCard, ImagesCard, ImportanceCard, ParallelCard,
    ScatterCard, SpreadCard,
};
use crate::ui::kit::{Button, ButtonSize};

use super::state::Ask;

/// A card's plot as its component has it, and what takes in a changed one.
macro_rules! of_kind {
    ($plot:ident, $on_change:ident, $kind:ident($of:ty)) => {
        (
            Memo::new(move |_| match $plot.get() {
                Some(Plot::$kind(plot)) => plot,
                _ => <$of>::default(),
            }),
            Callback::new(move |(plot,): ($of,)| $on_change.run((Plot::$kind(plot),))),
        )
    };
}

/// The chart of a card, built anew when another kind is shown.
#[component]
pub(super) fn Body(
    state: BoardState,
    /// The card.
    id: CardId,
    /// Whether it is in view: what is not asks for nothing.
    is_in_view: Signal<bool>,
) -> impl IntoView {
    single::watch(state, &id);
    provide_context(state.zoom_of(&id));
    let own = StoredValue::new(id);
    let plot = Memo::new(move |_| {
        let id = own.get_value();
        state
            .board
            .with(|board| board.card(&id).map(|card| card.plot.clone()))
    });
    let is_system = Memo::new(move |_| {
        let id = own.get_value();
        state.board.with(|board| {
            id.metric().is_some_and(|key| key.starts_with("system/"))
                || board.place(&id).is_some_and(|place| place.section.is_system())
        })
    });
    let settings = Memo::new(move |_| {
        state.board.with(|board| {
            if is_system.get() {
                board.settings().for_system()
            } else {
                board.settings().clone()
            }
        })
    });
    let shape = Memo::new(move |_| {
        plot.with(|plot| {
            let plot = plot.as_ref()?;
            Some((PlotKind::of(plot), lacking(plot)))
        })
    });
    let on_change = Callback::new(move |(plot,): (Plot,)| {
        state.edit(|board| board.replace(&own.get_value(), plot));
    });
    let on_copy_link = Callback::new(move |()| state.share(Some(own.get_value())));
    let title = Signal::derive(move || {
        let id = own.get_value();
        let title = |board: &crate::board::Board| board.card(&id).map(Card::title);
        state.board.with(title).unwrap_or_default()
    });
    provide_context(ChartCard {
        title,
        plot: plot.into(),
        on_copy_link,
    });
    move || match shape.get() {
        None => ().into_any(),
        Some((_, Some(lacks))) => view! {
            <div class="board-card__blank">
                <p class="muted">{format!("Not chosen yet: {lacks}.")}</p>
                <Button
                    size=ButtonSize::Small
                    on_click=move || state.asked.set(Some(Ask::Configure(own.get_value())))
                >
                    "Configure"
                </Button>
            </div>
        }
        .into_any(),
        Some((kind, None)) => chart(state, kind, plot, settings, is_in_view, on_change, on_copy_link),
    }
}

/// The component of a kind.
fn chart(
    state: BoardState,
    kind: PlotKind,
    plot: Memo<Option<Plot>>,
    settings: Memo<Settings>,
    is_in_view: Signal<bool>,
    on_change: Callback<(Plot,)>,
    on_copy_link: Callback<()>,
) -> AnyView {
    let (source, links) = (state.drawn, state.setup.links);
    match kind {
        PlotKind::Line => {
            let (plot, on_change) = of_kind!(plot, on_change, Line(LinePlot));
            view! { <LineCard plot settings source is_in_view on_change links on_copy_link /> }.into_any()
        }
        PlotKind::Parallel => {
            let (plot, on_change) = of_kind!(plot, on_change, Parallel(ParallelPlot));
            view! { <ParallelCard plot source is_in_view on_change links /> }.into_any()
        }
        PlotKind::Importance => {
            let (plot, _) = of_kind!(plot, on_change, Importance(ImportancePlot));
            view! { <ImportanceCard plot source is_in_view /> }.into_any()
        }
        PlotKind::Difference => {
            let (plot, on_change) = of_kind!(plot, on_change, Difference(DifferencePlot));
            view! { <DifferenceCard plot source is_in_view on_change links /> }.into_any()
        }
        PlotKind::Images => {
            let (plot, on_change) = of_kind!(plot, on_change, Images(ImagesPlot));
            view! { <ImagesCard plot source is_in_view on_change links /> }.into_any()
        }
        PlotKind::Bar => {
            let (plot, on_change) = of_kind!(plot, on_change, Bar(BarPlot));
            view! { <BarCard plot source is_in_view on_change links /> }.into_any()
        }
        PlotKind::Scatter => {
            let (plot, on_change) = of_kind!(plot, on_change, Scatter(ScatterPlot));
            view! { <ScatterCard plot source is_in_view on_change links /> }.into_any()
        }
        PlotKind::Contour => {
            let (plot, on_change) = of_kind!(plot, on_change, Contour(ContourPlot));
            view! { <ContourCard plot source is_in_view on_change links /> }.into_any()
        }
        PlotKind::Spread => {
            let (plot, on_change) = of_kind!(plot, on_change, Spread(SpreadPlot));
            view! { <SpreadCard plot source is_in_view on_change links /> }.into_any()
        }
        PlotKind::Histogram => {
            let (plot, on_change) = of_kind!(plot, on_change, Histogram(HistogramPlot));
            view! { <HistogramCard plot source is_in_view on_change links /> }.into_any()
        }
    }
}

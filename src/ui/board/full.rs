//! One chart in the whole window.

use leptos::prelude::*;

use super::body::Body;
use super::state::BoardState;
use crate::board::Card;
use crate::ui::kit::{Button, ButtonSize, Dialog, Icon};

#[component]
pub(super) fn FullScreen(state: BoardState) -> impl IntoView {
    let open = RwSignal::new(false);
    // A link may name a card whose metric is not here.
    let shown = Memo::new(move |_| {
        let id = state.full.get()?;
        let is_there = state
            .board
            .with(|board| board.card(&id).is_some_and(|card| card.is_known));
        is_there.then_some(id)
    });
    // Each follows the other; a signal tells even of what it was already.
    Effect::new(move |_| {
        let is_shown = shown.with(Option::is_some);
        if open.get_untracked() != is_shown {
            open.set(is_shown);
        }
    });
    Effect::new(move |_| {
        if !open.get() && shown.with_untracked(Option::is_some) {
            state.full.set(None);
        }
    });
    let title = Signal::derive(move || {
        let id = shown.get();
        state.board.with(|board| {
            id.and_then(|id| board.card(&id).map(Card::title))
                .unwrap_or_default()
        })
    });
    let body = move || {
        shown.get().map(|id| {
            let link = id.clone();
            view! {
                <div class="board-full" data-testid="chart-full">
                    <Body state id is_in_view=Signal::stored(true) />
                </div>
                <div class="board-full__foot">
                    <Button
                        size=ButtonSize::Small
                        icon=Icon::Link
                        on_click=Callback::new(move |()| state.share(Some(link.clone())))
                    >
                        "Copy link to this chart"
                    </Button>
                </div>
            }
        })
    };
    view! { <Dialog open title wide=true>{body}</Dialog> }
}

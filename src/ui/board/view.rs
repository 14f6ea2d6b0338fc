//! The board: its toolbar, and the long field that all sections stand in.

use leptos::html;
use leptos::prelude::*;

use super::asking::AskDialog;
use super::drag::{Dragging, DropLine};
use super::full::FullScreen;
use super::section::SectionView;
use super::state::{BoardSetup, BoardState};
use super::toolbar::BoardToolbar;
use crate::board::SectionId;
use crate::ui::chart::line::tell_keys;
use crate::ui::histories::use_histories;
use crate::ui::kit::{Banner, Button, ButtonSize, Empty, Icon};
use crate::web::scrolled::PartWatch;

/// A board of charts: made by itself from the metrics of the runs, arranged by the person.
#[component]
pub fn BoardView(
    /// What it is of.
    setup: BoardSetup,
) -> impl IntoView {
    let state = BoardState::new(setup);
    let dragging = Dragging::new(state);
    let runs = Memo::new(move |_| state.drawn.with(|runs| runs.runs()));
    use_histories().follow(runs.into());
    tell_keys();
    let field: NodeRef<html::Div> = state.field;
    let watch = StoredValue::new_local(None::<PartWatch>);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            watch.set_value(Some(PartWatch::new(&field, move |part| {
                let Some(before) = state.part.try_get_untracked() else {
                    return;
                };
                if (part.top_css - before.top_css).abs() > (part.bottom_css - part.top_css) / 2.0 {
                    state.queue.rest();
                }
                state.part.set(part);
            })));
        }
    });
    // What stands above may have become higher or lower without any scrolling.
    Effect::new(move |_| {
        state.layout.with(|_| ());
        watch.with_value(|watch| {
            if let Some(watch) = watch {
                watch.look();
            }
        });
    });
    let height = move || format!("{}px", state.layout.with(|layout| layout.height_css));
    let sections = move || {
        let (top_css, bottom_css) = state.near();
        state.layout.with(|layout| {
            let near = layout.sections.get(layout.sections_between(top_css, bottom_css));
            near.unwrap_or_default()
                .iter()
                .map(|section| section.id.clone())
                .collect::<Vec<SectionId>>()
        })
    };
    view! {
        <div class="board" data-testid="board">
            <BoardToolbar state />
            <Show when=move || state.is_foreign.get()>
                <Banner text="This board came with a link or a view. Yours is as it was, until you change or keep this one.">
                    <Button size=ButtonSize::Small on_click=move || state.keep()>"Keep this board"</Button>
                    <Button size=ButtonSize::Small on_click=move || state.show_own()>"Show mine"</Button>
                </Banner>
            </Show>
            <div class="board__scroll">
            <div
                node_ref=field
                class="board__field"
                class:board__field--dragging=move || dragging.is_under_way()
                style:height=height
            >
                <For each=sections key=SectionId::clone let(id)>
                    <SectionView state dragging id />
                </For>
                <DropLine dragging />
            </div>
            <Nothing state />
            </div>
            <FullScreen state />
            <AskDialog state />
        </div>
    }
}

/// What is said where no chart is to be seen.
#[component]
fn Nothing(state: BoardState) -> impl IntoView {
    let is_nothing = Memo::new(move |_| state.layout.with(|layout| layout.sections.is_empty()));
    let is_any_run = Memo::new(move |_| state.setup.source.with(|source| !source.runs().is_empty()));
    let shown = move || {
        is_nothing.get().then(|| {
            let is_searched = state.search.with(|text| !text.trim().is_empty());
            let total = state.layout.with(|layout| layout.total);
            let (headline, text) = match (is_searched && total > 0, is_any_run.get()) {
                (true, _) => ("No chart matches", "Change the search above."),
                (false, true) => (
                    "No charts",
                    "Charts come by themselves as soon as a run logs a metric with mlflow.log_metric().",
                ),
                (false, false) => (
                    "No runs to draw",
                    "Charts draw the runs that match the search and are not hidden.",
                ),
            };
            view! { <div data-testid="board-empty"><Empty headline text icon=Icon::ChartLine /></div> }
        })
    };
    view! { {shown} }
}

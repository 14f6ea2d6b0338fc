//! What stands above the canvas: the crosshair, the dots, what is dragged over. Moving them changes places, never
//! elements.

use leptos::prelude::*;

use super::highlighting::Marked;
use super::pointing::Pointing;
use super::read_out::{ROWS, ReadOut};
use super::state::LineState;

/// One dot.
#[derive(Clone, PartialEq)]
struct Dot {
    place: String,
    color: String,
    is_focus: bool,
}

/// What holds back the lines that do not stand out: between the two canvases, over the plot alone, so that the axes stay.
#[component]
pub(super) fn Veil(state: LineState, is_dimmed: Memo<bool>) -> impl IntoView {
    let side = move |pick: fn(crate::chart::Rect) -> f64| {
        move || {
            let plot = state
                .projection
                .with(|projection| Some(projection.as_ref()?.plot));
            format!("{}px", plot.map(pick).unwrap_or_default())
        }
    };
    view! {
        <div
            class="line-card__veil"
            class:line-card__veil--drawn=is_dimmed
            style:left=side(|plot| plot.left)
            style:top=side(|plot| plot.top)
            style:width=side(|plot| plot.width())
            style:height=side(|plot| plot.height())
        ></div>
    }
}

/// The crosshair and the dots: of what is pointed at here, or of what another chart marks.
#[component]
pub(super) fn Marks(
    state: LineState,
    pointing: Pointing,
    read_out: Memo<Option<ReadOut>>,
    marked: Memo<Option<Marked>>,
) -> impl IntoView {
    let x_css = Memo::new(move |_| {
        let here = read_out.with(|shown| Some(shown.as_ref()?.x_css));
        here.or_else(|| marked.with(|marked| Some(marked.as_ref()?.x_css)))
    });
    let dots = Memo::new(move |_| {
        read_out.with(|shown| match shown {
            Some(shown) => shown
                .rows
                .iter()
                .map(|row| Dot {
                    place: translate(row.x_css, row.y_css),
                    color: row.color.clone(),
                    is_focus: row.is_focus,
                })
                .collect(),
            None => marked.with(|marked| {
                marked
                    .as_ref()
                    .map(|marked| dots_of(state, marked))
                    .unwrap_or_default()
            }),
        })
    });
    let has_any = Memo::new(move |_| x_css.with(Option::is_some));
    let line = move |pick: fn(crate::chart::Rect) -> f64| {
        move || {
            let plot = state
                .projection
                .with(|projection| Some(projection.as_ref()?.plot));
            format!("{}px", plot.map(pick).unwrap_or_default())
        }
    };
    view! {
        <div class="line-card__marks" aria-hidden="true">
            <Show when=move || has_any.get()>
                <div
                    class="line-card__crosshair"
                    // On whole pixels, to be sharp.
                    style:transform=move || format!("translateX({}px)", (x_css.get().unwrap_or_default() - 0.5).round())
                    style:top=line(|plot| plot.top)
                    style:height=line(|plot| plot.height())
                ></div>
                {(0..ROWS).map(|index| dot_view(dots, index)).collect_view()}
            </Show>
            {move || pointing.dragged.get().and_then(|dragged| selection(state, dragged))}
        </div>
    }
}

fn translate(x_css: f64, y_css: f64) -> String {
    format!("translate({x_css:.1}px, {y_css:.1}px)")
}

fn dots_of(state: LineState, marked: &Marked) -> Vec<Dot> {
    state.drawn.with_untracked(|drawn| {
        let dot = |hit: &crate::chart::Hit| {
            Some(Dot {
                place: translate(hit.x_css, hit.y_css),
                color: drawn.picture.lines.get(hit.line)?.color.to_css(),
                is_focus: false,
            })
        };
        marked.hits.iter().filter_map(dot).collect()
    })
}

fn dot_view(dots: Memo<Vec<Dot>>, index: usize) -> AnyView {
    let dot = Memo::new(move |_| dots.with(|dots| dots.get(index).cloned()));
    let part = move |pick: fn(&Dot) -> &str| {
        move || dot.with(|dot| dot.as_ref().map(|dot| pick(dot).to_owned()).unwrap_or_default())
    };
    view! {
        <div
            class="line-card__dot"
            class:line-card__dot--absent=move || dot.with(Option::is_none)
            class:line-card__dot--focus=move || dot.with(|dot| dot.as_ref().is_some_and(|dot| dot.is_focus))
            style:transform=part(|dot| &dot.place)
            style:background-color=part(|dot| &dot.color)
        ></div>
    }
    .into_any()
}

/// What is dragged over.
fn selection(state: LineState, dragged: crate::chart::Dragged) -> Option<AnyView> {
    let plot = state.projection.get_untracked()?.plot;
    let [left, right] = dragged
        .x
        .unwrap_or([0.0, 1.0])
        .map(|share| plot.left + share * plot.width());
    let [bottom, top] = dragged
        .y
        .unwrap_or([0.0, 1.0])
        .map(|share| plot.bottom - share * plot.height());
    let selection = view! {
        <div
            class="line-card__selection"
            style:left=format!("{left}px")
            style:top=format!("{top}px")
            style:width=format!("{}px", right - left)
            style:height=format!("{}px", bottom - top)
        ></div>
    };
    Some(selection.into_any())
}

//! The line chart as a component.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::cursor::{Cursor, step_for_key};
use super::read_out::ReadOutOverlay;
use crate::chart::{Projection, ReadOut, Series, spoken_summary};
use crate::web::appearance::AppearanceWatch;
use crate::web::chart_canvas::ChartCanvas;
use crate::web::frame::FrameTask;
use crate::web::resize::ResizeWatch;

/// What keeps a drawn chart up to date; gone with the component.
struct Upkeep {
    redraw: Rc<FrameTask>,
    _resize: Option<ResizeWatch>,
    _appearance: Option<AppearanceWatch>,
}

/// Lines over steps, as wide as its container.
///
/// It is drawn again when the series, its size, the screen's density, or light and dark change. The pointer, a finger,
/// or the arrow keys move a crosshair that reads out the values.
#[component]
pub fn LineChart(
    /// The lines, the last one on top.
    #[prop(into)]
    series: Signal<Arc<Vec<Series>>>,
    /// What the chart shows, for screen readers: "accuracy".
    #[prop(into)]
    label: Signal<String>,
    /// The chart's height, labels included.
    #[prop(default = 240.0)]
    height_css: f64,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let projection = RwSignal::new(None::<Projection>);
    let cursor = RwSignal::new(None::<Cursor>);
    let trouble = RwSignal::new(None::<String>);
    keep_drawn(canvas, series, projection, trouble);

    let read_out: Memo<Option<ReadOut>> = Memo::new(move |_| {
        let (cursor, projection) = (cursor.get()?, projection.get()?);
        series.with(|series| cursor.read_out(&projection, series))
    });
    let on_pointer = move |event: PointerEvent| {
        let (x_css, y_css) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        cursor.set(Some(Cursor::Pointer { x_css, y_css }));
    };
    // A finger leaves when it is lifted: what it found stays until something else is tapped.
    let on_leave = move |event: PointerEvent| {
        if event.pointer_type() != "touch" {
            cursor.set(None);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            cursor.set(None);
            return;
        }
        let Some(projection) = projection.get_untracked() else {
            return;
        };
        let at = read_out.with_untracked(|read_out| read_out.as_ref().map(|read_out| read_out.step));
        let step = series.with_untracked(|series| step_for_key(&event.key(), &projection, series, at));
        if let Some(step) = step {
            event.prevent_default();
            cursor.set(Some(Cursor::Step(step)));
        }
    };
    let is_spoken = Signal::derive(move || matches!(cursor.get(), Some(Cursor::Step(_))));
    let described =
        move || series.with(|series| format!("{}, line chart. {}", label.get(), spoken_summary(series)));
    view! {
        <div class="line-chart" style:height=format!("{height_css}px")>
            <canvas
                node_ref=canvas
                class="line-chart__canvas"
                tabindex="0"
                role="img"
                aria-label=described
                on:pointermove=on_pointer
                on:pointerdown=on_pointer
                on:pointerleave=on_leave
                on:keydown=on_key
                on:blur=move |_| cursor.set(None)
            ></canvas>
            <ReadOutOverlay read_out projection series is_spoken />
            <Notice series trouble />
        </div>
    }
}

/// What stands in the place of lines when there are none.
#[component]
fn Notice(series: Signal<Arc<Vec<Series>>>, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let is_empty = Memo::new(move |_| series.with(|series| series.iter().all(Series::is_empty)));
    let text = move || {
        trouble
            .get()
            .or_else(|| is_empty.get().then(|| "No points yet".to_owned()))
    };
    view! { <div class="line-chart__notice" aria-hidden="true">{text}</div> }
}

/// Draws the series on the canvas, at most once per frame, whenever what they or their size look like changes.
fn keep_drawn(
    canvas: NodeRef<html::Canvas>,
    series: Signal<Arc<Vec<Series>>>,
    projection: RwSignal<Option<Projection>>,
    trouble: RwSignal<Option<String>>,
) {
    let upkeep = StoredValue::new_local(None::<Upkeep>);
    Effect::new(move |_| {
        let Some(element) = canvas.get() else { return };
        let size = Rc::new(Cell::new(None));
        let redraw = Rc::new(FrameTask::new({
            let (surface, size) = (ChartCanvas::new(element.clone()), Rc::clone(&size));
            move || {
                let Some(size) = size.get() else { return };
                let drawn = series.with_untracked(|series| surface.draw_lines(series, size));
                trouble.set(drawn.as_ref().err().map(ToString::to_string));
                projection.set(drawn.ok());
            }
        }));
        let resize = ResizeWatch::new(&element, {
            let redraw = Rc::clone(&redraw);
            move |new_size| {
                size.set(Some(new_size));
                redraw.request();
            }
        });
        let appearance = AppearanceWatch::new({
            let redraw = Rc::clone(&redraw);
            move || redraw.request()
        });
        upkeep.set_value(Some(Upkeep {
            redraw,
            _resize: resize,
            _appearance: appearance,
        }));
    });
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody has read does not tell of its changes.
        series.with(|_| ());
        upkeep.with_value(|upkeep| {
            if let Some(upkeep) = upkeep {
                upkeep.redraw.request();
            }
        });
    });
}

//! What of an axis is held, by pointer and by keys: its brushes, its place, its menu.

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;

use super::state::{Dragged, ParallelState};
use crate::board::ScaleKind;
use crate::chart::plots::parallel::{Along, AxisTarget, BrushDrag, BrushKey, BrushPart};
use crate::format::number;
use crate::ui::kit::{ContextMenu, MenuItem};
use crate::web::dom;

const STRIP_CSS: f64 = 22.0;
/// How far a strip goes beyond its axis, so that the values at its ends can be reached.
const BEYOND_CSS: f64 = 6.0;
/// A name that is moved less far was pressed.
const LEAST_MOVE_CSS: f64 = 6.0;

/// A name that is moved: the axis, where it was pressed, and where the pointer is.
type Moved = (usize, f64, f64);

/// A strip along each axis for its brushes, and a button over its name for its menu and its place.
#[component]
pub(super) fn AxisHandles(state: ParallelState) -> impl IntoView {
    let count = Memo::new(move |_| state.axes.with(Vec::len));
    let asked = RwSignal::new(None::<[f64; 4]>);
    let asked_axis = RwSignal::new(0_usize);
    let moved = RwSignal::new(None::<Moved>);
    let items = Signal::derive(move || items(state, asked_axis.get()));
    let menu_label = Signal::derive(move || format!("Axis {}", name_of(state, asked_axis.get())));
    let marker = move || {
        let (_, from, to) = moved.get()?;
        ((to - from).abs() >= LEAST_MOVE_CSS).then(|| format!("translateX({to}px)"))
    };
    let handles = move || {
        let all = (0..count.get()).map(|axis| {
            view! {
                <NameButton state axis moved asked asked_axis />
                <Strip state axis />
            }
        });
        all.collect::<Vec<_>>()
    };
    view! {
        {handles}
        <div class="parallel__marker" class:parallel__marker--hidden=move || marker().is_none() style:transform=marker></div>
        <ContextMenu label=menu_label items at=asked />
    }
}

fn name_of(state: ParallelState, axis: usize) -> String {
    state.projection.with(|projection| {
        let axis = projection
            .as_ref()
            .and_then(|projection| projection.axes().get(axis));
        axis.map(|axis| axis.name().to_owned()).unwrap_or_default()
    })
}

fn axis_x(state: ParallelState, axis: usize) -> f64 {
    state
        .projection
        .with(|projection| projection.as_ref().and_then(|projection| projection.axis_x(axis)))
        .unwrap_or_default()
}

/// Over the name of an axis: pressed it opens the menu, moved sideways it moves the axis.
#[component]
fn NameButton(
    state: ParallelState,
    axis: usize,
    moved: RwSignal<Option<Moved>>,
    asked: RwSignal<Option<[f64; 4]>>,
    asked_axis: RwSignal<usize>,
) -> impl IntoView {
    let button = NodeRef::<leptos::html::Button>::new();
    let width = move || {
        state.projection.with(|projection| {
            let x = |axis| projection.as_ref()?.axis_x(axis);
            let gap = x(1).zip(x(0)).map(|(second, first)| second - first);
            gap.unwrap_or(96.0).min(160.0) - 8.0
        })
    };
    let left = move || axis_x(state, axis) - width() / 2.0;
    // The event counts from the button, the axes from the chart.
    let at = move |event: &PointerEvent| left() + f64::from(event.offset_x());
    let was_moved = StoredValue::new(false);
    let on_down = move |event: PointerEvent| {
        was_moved.set_value(false);
        if event.button() == 0 {
            dom::capture_pointer(&event);
            let x = untrack(|| at(&event));
            moved.set(Some((axis, x, x)));
        }
    };
    let on_move = move |event: PointerEvent| {
        if let Some((held, from, _)) = moved.get_untracked().filter(|(held, ..)| *held == axis) {
            moved.set(Some((held, from, untrack(|| at(&event)))));
        }
    };
    let on_up = move |_: PointerEvent| {
        let Some((_, from, to)) = moved.get_untracked() else {
            return;
        };
        moved.set(None);
        if (to - from).abs() < LEAST_MOVE_CSS {
            return;
        }
        was_moved.set_value(true);
        let slot = state
            .projection
            .with_untracked(|projection| projection.as_ref().map(|projection| projection.slot_at(to, axis)));
        if let Some(slot) = slot {
            state.move_axis(axis, slot);
        }
    };
    let on_click = move |_: MouseEvent| {
        if !was_moved.get_value()
            && let Some(button) = button.get_untracked()
        {
            asked_axis.set(axis);
            asked.set(Some(dom::rect_in_window(&button)));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowLeft" if event.alt_key() => axis.saturating_sub(1),
            "ArrowRight" if event.alt_key() => axis + 1,
            _ => return,
        };
        event.prevent_default();
        if to < state.axes.with_untracked(Vec::len) {
            state.move_axis(axis, to);
        }
    };
    view! {
        <button
            type="button"
            node_ref=button
            class="parallel__name"
            aria-haspopup="menu"
            aria-label=move || format!("Axis {}: menu; Alt and arrow keys move it", name_of(state, axis))
            title=move || name_of(state, axis)
            style:left=move || format!("{}px", left())
            style:width=move || format!("{}px", width())
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=move |_| moved.set(None)
            on:click=on_click
            on:keydown=on_key
        ></button>
    }
}

/// Along an axis: drags and keys make, move and clear brushes.
#[component]
fn Strip(state: ParallelState, axis: usize) -> impl IntoView {
    let cursor = RwSignal::new("crosshair");
    let place = move |pick: fn(&crate::chart::Rect) -> f64| {
        move || {
            let css = state.projection.with(|projection| {
                projection
                    .as_ref()
                    .map_or(0.0, |projection| pick(&projection.plot))
            });
            format!("{css}px")
        }
    };
    let target = move |event: &PointerEvent| -> Option<AxisTarget> {
        state.projection.with_untracked(|projection| {
            let projection = projection.as_ref()?;
            let y = projection.plot.top - BEYOND_CSS + f64::from(event.offset_y());
            let x = projection.axis_x(axis)?;
            Some(
                projection
                    .target(x, y)
                    .filter(|target| target.axis == axis)
                    .unwrap_or(AxisTarget {
                        axis,
                        unit: projection.unit_at(y),
                        held: None,
                    }),
            )
        })
    };
    let on_down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(target) = target(&event) {
            dom::capture_pointer(&event);
            let drag = BrushDrag::begin(state.brush_units(axis), target.held, target.unit);
            state.dragged.set(Some(Dragged { axis, drag }));
        }
    };
    let on_move = move |event: PointerEvent| {
        let Some(target) = target(&event) else { return };
        if state.dragged.with_untracked(Option::is_some) {
            state.dragged.update(|dragged| {
                if let Some(dragged) = dragged {
                    dragged.drag.move_to(target.unit);
                }
            });
            return;
        }
        cursor.set(match target.held {
            Some((_, BrushPart::Body)) => "grab",
            Some(_) => "ns-resize",
            None => "crosshair",
        });
    };
    let on_up = move |_: PointerEvent| {
        if let Some(dragged) = state.dragged.get_untracked() {
            let brushes = dragged.drag.end();
            state.set_brushes(dragged.axis, brushes);
            state.dragged.set(None);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() {
            return;
        }
        if let Some(key) = BrushKey::of(&event.key(), event.shift_key(), event.alt_key()) {
            event.prevent_default();
            event.stop_propagation();
            state.set_brushes(axis, key.applied(state.brush_units(axis)));
        }
    };
    view! {
        <div
            class="parallel__strip"
            tabindex="0"
            role="group"
            aria-label=move || strip_label(state, axis)
            aria-description="Enter adds a brush, arrow keys move it, with Shift its upper end, with Alt its lower end; Escape clears"
            style:left=move || format!("{}px", axis_x(state, axis) - STRIP_CSS / 2.0)
            style:top=place(|plot| plot.top - BEYOND_CSS)
            style:height=place(|plot| plot.height() + 2.0 * BEYOND_CSS)
            style:width=format!("{STRIP_CSS}px")
            style:cursor=cursor
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=move |_| state.dragged.set(None)
            on:keydown=on_key
        ></div>
    }
}

/// The axis and its brushes in words.
fn strip_label(state: ParallelState, axis: usize) -> String {
    state.projection.with(|projection| {
        let Some(drawn) = projection
            .as_ref()
            .and_then(|projection| projection.axes().get(axis))
        else {
            return String::new();
        };
        let value = |value: f64| match drawn.along() {
            Along::Numbers(..) => number(value),
            Along::Words(words) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a float cast saturates"
                )]
                let place = value.round().max(0.0) as usize;
                words
                    .get(place.min(words.len().saturating_sub(1)))
                    .map(ToString::to_string)
                    .unwrap_or_default()
            }
        };
        let brushes: Vec<String> = (drawn.brushes().iter())
            .map(|[from, to]| format!("{} to {}", value(*from), value(*to)))
            .collect();
        if brushes.is_empty() {
            format!("Brushes of {}: none", drawn.name())
        } else {
            format!("Brushes of {}: {}", drawn.name(), brushes.join(", "))
        }
    })
}

fn items(state: ParallelState, axis: usize) -> Vec<MenuItem> {
    let axes = state.axes.get();
    let Some(now) = axes.get(axis).cloned() else {
        return Vec::new();
    };
    let is_number = state.projection.with(|projection| {
        let drawn = projection
            .as_ref()
            .and_then(|projection| projection.axes().get(axis));
        drawn.is_some_and(|drawn| matches!(drawn.along(), Along::Numbers(..)))
    });
    let scale = move |kind: ScaleKind| {
        MenuItem::choice(kind.label(), now.scale == kind, move || {
            state.edit_axis(axis, |axis| axis.scale = kind);
        })
    };
    let mut items = vec![MenuItem::choice("Turned over", now.is_flipped, move || {
        state.edit_axis(axis, |axis| axis.is_flipped = !axis.is_flipped);
    })];
    items.extend(ScaleKind::ALL.into_iter().filter(|_| is_number).map(scale));
    let color = now.column.clone();
    items.push(MenuItem::action("Colour lines by this", move || {
        state.edit(|plot| plot.color = Some(color.clone()));
    }));
    items.push(
        MenuItem::action("Move left", move || state.move_axis(axis, axis.saturating_sub(1)))
            .disabled(axis == 0)
            .after_line(),
    );
    items.push(
        MenuItem::action("Move right", move || state.move_axis(axis, axis + 1))
            .disabled(axis + 1 >= axes.len()),
    );
    items.push(
        MenuItem::action("Clear its brushes", move || {
            state.edit_axis(axis, |axis| axis.brushes.clear());
        })
        .disabled(now.brushes.is_empty())
        .after_line(),
    );
    items.push(
        MenuItem::action("Remove the axis", move || {
            state.edit(|plot| {
                if axis < plot.axes.len() {
                    plot.axes.remove(axis);
                }
            });
        })
        .disabled(axes.len() < 2),
    );
    items
}

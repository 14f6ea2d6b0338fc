//! A canvas, and over it what the pointer and the keys point at.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::pointed::PointedOverlay;
use super::pointing::{OnZoom, Pointing};
use crate::chart::plots::{Outline, Pointed, Targets};
use crate::chart::{ChartError, Theme};
use crate::mlflow::RunId;
use crate::ui::board::Source;
use crate::ui::chart::line::locale;
use crate::ui::highlight::Links;
use crate::web::appearance::AppearanceWatch;
use crate::web::chart_canvas::{ChartCanvas, Ground};
use crate::web::frame::FrameTask;
use crate::web::resize::{DeviceSize, ResizeWatch};

/// Draws a chart on the ground that it is given, and says where things are.
pub type Drawing = Arc<dyn Fn(&Ground<'_>) -> Result<Arc<dyn Targets>, ChartError> + Send + Sync>;

/// What a chart shows now.
#[derive(Clone)]
pub struct Shown {
    /// Draws it.
    pub drawing: Drawing,
    /// The chart in words.
    pub words: String,
    /// What stands in the place of data where there is none to draw.
    pub notice: Option<String>,
}

impl Shown {
    /// A chart that is not made yet.
    pub fn nothing() -> Self {
        Self {
            drawing: Arc::new(|_| Err(ChartError::TooSmall)),
            words: String::new(),
            notice: None,
        }
    }
}

/// How a chart was drawn.
#[derive(Clone)]
pub struct DrawnLook {
    /// The page's colours and font.
    pub theme: Rc<Theme>,
    /// Width and height, in CSS pixels.
    pub size_css: (u32, u32),
}

/// What keeps a drawn chart up to date; gone with the component.
struct Upkeep {
    redraw: Rc<FrameTask>,
    _resize: Option<ResizeWatch>,
    _appearance: Option<AppearanceWatch>,
}

/// A chart as large as its parent. It is drawn again when what it shows, its size, the screen's density, or light and
/// dark change. The pointer, a finger or the arrow keys point at its targets: what they are is said beside them, their
/// run is highlighted everywhere, and a click or Enter opens it. A run that is highlighted elsewhere is outlined here.
#[component]
pub fn PlotCanvas(
    /// What it shows; drawn whenever this changes.
    #[prop(into)]
    shown: Signal<Shown>,
    /// The runs, as they were given to the drawing.
    source: Source,
    /// What all charts of the page point at together.
    links: Links,
    /// Called with what a dragged rectangle spans, x and then y; `None` for a double click, which takes that back. Nothing
    /// can be dragged where there is none.
    #[prop(optional, into)]
    on_zoom: Option<OnZoom>,
    /// Called with the target that a key leads to, for whoever must bring it into sight.
    #[prop(optional, into)]
    on_target: Option<Callback<(usize,)>>,
    /// How it was drawn last, for whoever draws it again for a file.
    #[prop(optional)]
    look: StoredValue<Option<DrawnLook>, LocalStorage>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let targets = RwSignal::new(None::<Arc<dyn Targets>>);
    let trouble = RwSignal::new(None::<String>);
    keep_drawn(canvas, shown, targets, trouble, look);
    let pointing = Pointing::new(source, links, targets, on_zoom, on_target);
    let pointed = pointing.pointed;
    let outline = outline_of_run(source, links, targets, pointed);
    let opens = move || pointed.with(|pointed| pointed.as_ref().is_some_and(|pointed| pointed.run.is_some()));
    let dragged = move || {
        let rect = pointing.dragged.get();
        rect.map(|rect| Outline::path_data(&[Outline::Box(rect)]))
            .unwrap_or_default()
    };
    view! {
        <div class="plot">
            <canvas
                node_ref=canvas
                class="plot__canvas"
                class:plot__canvas--opens=opens
                tabindex="0"
                role="img"
                aria-label=move || shown.with(|shown| shown.words.clone())
                on:pointermove=move |event| pointing.on_move(&event)
                on:pointerdown=move |event| pointing.on_down(&event)
                on:pointerup=move |event| pointing.on_up(&event)
                on:pointercancel=move |_| pointing.on_cancel()
                on:pointerleave=move |event| pointing.on_leave(&event)
                on:dblclick=move |_| pointing.on_double_click()
                on:keydown=move |event| pointing.on_key(&event)
                on:blur=move |_| pointing.set_target(None)
            ></canvas>
            <svg class="plot__outline" aria-hidden="true">
                <path class="plot__halo" d=outline></path>
                <path class="plot__ring" d=outline></path>
                <path class="plot__drag" d=dragged></path>
            </svg>
            <PointedOverlay
                pointed
                targets
                is_by_key=pointing.is_by_key.read_only().into()
                is_by_touch=pointing.is_by_touch.read_only().into()
            />
            <div class="plot__notice">
                {move || trouble.get().or_else(|| shown.with(|shown| shown.notice.clone()))}
            </div>
        </div>
    }
}

/// The outline of what is pointed at here, or of the run that is highlighted elsewhere.
fn outline_of_run(
    source: Source,
    links: Links,
    targets: RwSignal<Option<Arc<dyn Targets>>>,
    pointed: Memo<Option<Pointed>>,
) -> Memo<String> {
    let place_of =
        move |id: &RunId| source.with_untracked(|source| source.runs().iter().position(|run| run.id == *id));
    Memo::new(move |_| {
        let here = pointed.with(|pointed| pointed.as_ref().map(|p| Outline::path_data(&p.outlines)));
        here.or_else(|| {
            let run = place_of(&links.run.get()?)?;
            targets.with(|targets| {
                let targets = targets.as_ref()?;
                let pointed = targets.pointed(targets.of_run(run)?)?;
                Some(Outline::path_data(&pointed.outlines))
            })
        })
        .unwrap_or_default()
    })
}

/// Draws on the canvas, at most once per frame, whenever what is shown or what its size looks like changes.
fn keep_drawn(
    canvas: NodeRef<html::Canvas>,
    shown: Signal<Shown>,
    targets: RwSignal<Option<Arc<dyn Targets>>>,
    trouble: RwSignal<Option<String>>,
    look: StoredValue<Option<DrawnLook>, LocalStorage>,
) {
    let upkeep = StoredValue::new_local(None::<Upkeep>);
    Effect::new(move |_| {
        let Some(element) = canvas.get() else { return };
        let size = Rc::new(Cell::new(None::<DeviceSize>));
        let surface = ChartCanvas::new(element.clone());
        let redraw = Rc::new(FrameTask::new({
            let (surface, size) = (surface.clone(), Rc::clone(&size));
            move || {
                let Some(size) = size.get() else { return };
                let drawing = shown.with_untracked(|shown| Arc::clone(&shown.drawing));
                let (theme, locale) = (surface.theme(), locale());
                let css = |device: u32| whole(f64::from(device) / size.device_per_css);
                look.set_value(Some(DrawnLook {
                    theme: Rc::clone(&theme),
                    size_css: (css(size.width_device), css(size.height_device)),
                }));
                let drawn = surface.paint(size, |area, resolution| {
                    drawing(&Ground {
                        area,
                        resolution,
                        theme: &theme,
                        locale: &locale,
                    })
                });
                // What has no room yet will be drawn when it has some.
                let error = drawn
                    .as_ref()
                    .err()
                    .filter(|error| **error != ChartError::TooSmall);
                trouble.set(error.map(ToString::to_string));
                targets.set(drawn.ok());
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
            let (redraw, surface) = (Rc::clone(&redraw), surface);
            move || {
                surface.forget_theme();
                redraw.request();
            }
        });
        upkeep.set_value(Some(Upkeep {
            redraw,
            _resize: resize,
            _appearance: appearance,
        }));
    });
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody has read does not tell of its changes.
        shown.with(|_| ());
        upkeep.with_value(|upkeep| {
            if let Some(upkeep) = upkeep {
                upkeep.redraw.request();
            }
        });
    });
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn whole(length: f64) -> u32 {
    length.round() as u32
}

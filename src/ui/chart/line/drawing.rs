//! The two canvases: all lines on the lower one, those that stand out on the upper one.
//!
//! Pointing at another line draws that line alone; a veil is laid over the lower canvas, which stays as it is.

use std::cell::Cell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use super::state::LineState;
use crate::chart::{ChartError, Line, LineChart, Locale, Resolution};
use crate::web::appearance::AppearanceWatch;
use crate::web::chart_canvas::ChartCanvas;
use crate::web::frame::FrameTask;
use crate::web::png::{self, Picture};
use crate::web::resize::{DeviceSize, ResizeWatch};

/// What keeps the canvases up to date; gone with the card.
struct Upkeep {
    redraw: Rc<FrameTask>,
    relight: Rc<FrameTask>,
    _resize: Option<ResizeWatch>,
    _appearance: Option<AppearanceWatch>,
}

/// Both canvases, and what they are drawn with.
#[derive(Clone)]
struct Canvases {
    state: LineState,
    lower: ChartCanvas,
    upper: ChartCanvas,
    size: Rc<Cell<Option<DeviceSize>>>,
    locale: StoredValue<Locale>,
    highlighted: Memo<Vec<usize>>,
    /// Whether the upper canvas has anything on it.
    is_lit: Rc<Cell<bool>>,
}

/// Draws, at most once a frame, what has changed.
pub(super) fn keep_drawn(
    state: LineState,
    [lower, upper]: [NodeRef<html::Canvas>; 2],
    locale: StoredValue<Locale>,
    highlighted: Memo<Vec<usize>>,
    width_device: RwSignal<u32>,
) -> Painter {
    let upkeep = StoredValue::new_local(None::<Upkeep>);
    let painter = Painter(StoredValue::new_local(None));
    Effect::new(move |_| {
        let (Some(lower), Some(upper)) = (lower.get(), upper.get()) else {
            return;
        };
        let canvases = Canvases {
            state,
            lower: ChartCanvas::new(lower.clone()),
            upper: ChartCanvas::new(upper),
            size: Rc::default(),
            locale,
            highlighted,
            is_lit: Rc::default(),
        };
        painter.0.set_value(Some(canvases.clone()));
        let relight = Rc::new(FrameTask::new({
            let canvases = canvases.clone();
            move || canvases.relight()
        }));
        let redraw = Rc::new(FrameTask::new({
            let canvases = canvases.clone();
            move || canvases.redraw()
        }));
        let resize = ResizeWatch::new(&lower, {
            let (redraw, size) = (Rc::clone(&redraw), Rc::clone(&canvases.size));
            move |now: DeviceSize| {
                size.set(Some(now));
                if width_device.get_untracked() != now.width_device {
                    width_device.set(now.width_device);
                }
                redraw.request();
            }
        });
        let appearance = AppearanceWatch::new({
            let redraw = Rc::clone(&redraw);
            move || {
                canvases.lower.forget_theme();
                redraw.request();
            }
        });
        upkeep.set_value(Some(Upkeep {
            redraw,
            relight,
            _resize: resize,
            _appearance: appearance,
        }));
    });
    let request = move |pick: fn(&Upkeep) -> &FrameTask| {
        upkeep.with_value(|upkeep| {
            if let Some(upkeep) = upkeep {
                pick(upkeep).request();
            }
        });
    };
    Effect::new(move |_| {
        state.drawn.with(|_| ());
        state.zoom.with(|_| ());
        state.look.with(|_| ());
        if state.is_in_view.get() {
            request(|upkeep| &upkeep.redraw);
        }
    });
    Effect::new(move |_| {
        highlighted.with(|_| ());
        request(|upkeep| &upkeep.relight);
    });
    painter
}

/// Draws the chart of a card elsewhere: into a file.
#[derive(Clone, Copy)]
pub(super) struct Painter(StoredValue<Option<Canvases>, LocalStorage>);

impl Painter {
    /// Hands over the chart as it is drawn now, and its width and height in CSS pixels; `None` before it is drawn.
    pub fn with_chart<T>(self, take: impl FnOnce(&LineChart<'_>, (u32, u32)) -> T) -> Option<T> {
        let canvases = self.0.try_get_value().flatten()?;
        let size = canvases.size.get()?;
        let css = |device: u32| whole(f64::from(device) / size.device_per_css);
        let size_css = (css(size.width_device), css(size.height_device));
        Some(canvases.with_chart(size, |chart| take(chart, size_css)))
    }

    /// The chart as a picture of `device_per_css` pixels to the CSS pixel; `None` where it can't be made.
    pub fn png(self, device_per_css: f64) -> Option<Picture> {
        self.with_chart(|chart, size_css| png::of_chart(chart, size_css, device_per_css))
            .flatten()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn whole(length: f64) -> u32 {
    length.round() as u32
}

impl Canvases {
    fn redraw(&self) {
        let state = self.state;
        let (Some(size), Some(true)) = (self.size.get(), state.is_in_view.try_get_untracked()) else {
            return;
        };
        let drawn = self.with_chart(size, |chart| self.lower.draw(chart, size));
        let trouble = match &drawn {
            // What has no room yet will be drawn when it has some.
            Ok(_) | Err(ChartError::TooSmall) => None,
            Err(error) => Some(error.to_string()),
        };
        if state.trouble.with_untracked(|before| *before != trouble) {
            state.trouble.set(trouble);
        }
        let projection = drawn.ok();
        if state.projection.get_untracked() != projection {
            state.projection.set(projection);
        }
        self.relight();
    }

    /// Hands over the chart as it is now.
    fn with_chart<T>(&self, size: DeviceSize, take: impl FnOnce(&LineChart<'_>) -> T) -> T {
        let state = self.state;
        state
            .drawn
            .with_untracked(|drawn| self.with_lines(&drawn.lines, size, take))
    }

    fn with_lines<T>(&self, lines: &[Line], size: DeviceSize, take: impl FnOnce(&LineChart<'_>) -> T) -> T {
        let [x, y] = self.state.axes();
        let theme = self.lower.theme();
        let dots = self.state.look.with_untracked(|look| look.points);
        self.locale.with_value(|locale| {
            take(&LineChart {
                lines,
                x: &x,
                y: &y,
                dots,
                theme: &theme,
                resolution: Resolution::from(size),
                locale,
            })
        })
    }

    /// Draws the lines that stand out where the lower canvas has them.
    fn relight(&self) {
        let state = self.state;
        let Some(highlighted) = self.highlighted.try_get_untracked() else {
            return;
        };
        let (Some(size), Some(projection)) = (self.size.get(), state.projection.get_untracked()) else {
            return;
        };
        if highlighted.is_empty() {
            if self.is_lit.replace(false) {
                self.upper.clear();
            }
            return;
        }
        let lines: Vec<Line> = state.drawn.with_untracked(|drawn| {
            let lit = highlighted.iter().filter_map(|index| drawn.lines.get(*index));
            lit.cloned().collect()
        });
        let drawn = self.with_lines(&lines, size, |chart| {
            self.upper.draw_over(chart, &projection, size)
        });
        self.is_lit.set(drawn.is_ok());
    }
}

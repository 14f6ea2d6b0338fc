//! What the cards of plots on a canvas share: the chart, what it leaves out, what can be set of it, and taking it along.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::export::{ExportMenu, PIXELS, Taking, all_runs};
use super::plot_canvas::{Drawing, DrawnLook, PlotCanvas, Shown};
use crate::board::{ScaleKind, Spans};
use crate::chart::Theme;
use crate::chart::plots::{Look, Plot, draw_plot, plot_to_svg};
use crate::ui::board::Source;
use crate::ui::chart::line::locale;
use crate::ui::highlight::Links;
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Field, Icon, Popover, Select, Switch};
use crate::web::png::{self, Picture};

/// Pictures are at most so high, in CSS pixels: some browsers draw on no canvas that has more than 16,384.
pub(super) const MOST_PICTURE_CSS: u32 = 8_000;

/// A chart, made of the runs anew whenever they change.
pub(super) type Made = Memo<Option<Arc<dyn Plot>>>;

/// Something that can be set of a chart.
#[derive(Clone)]
pub(super) enum Setting {
    /// On or off.
    Flag(&'static str, Signal<bool>, Callback<(bool,)>),
    /// How an axis is spread.
    Scale(&'static str, Signal<ScaleKind>, Callback<(ScaleKind,)>),
    /// A whole number, or nothing, which has a name.
    Count(
        &'static str,
        &'static str,
        Signal<Option<u16>>,
        Callback<(Option<u16>,)>,
    ),
}

/// A plot, and what takes in a changed one.
type Changing<T> = (Signal<T>, Callback<(T,)>);

impl Setting {
    /// Whether something of a plot is on.
    pub(super) fn flag<T: Clone + Send + Sync + 'static>(
        label: &'static str,
        (plot, on_change): Changing<T>,
        of: fn(&T) -> bool,
        set: fn(&mut T, bool),
    ) -> Self {
        let change = move |(is_on,): (bool,)| {
            let mut plot = plot.get_untracked();
            set(&mut plot, is_on);
            on_change.run((plot,));
        };
        Self::Flag(
            label,
            Signal::derive(move || plot.with(of)),
            Callback::new(change),
        )
    }

    /// How an axis of a plot is spread.
    pub(super) fn scale<T: Clone + Send + Sync + 'static>(
        label: &'static str,
        (plot, on_change): Changing<T>,
        of: fn(&mut T) -> &mut ScaleKind,
    ) -> Self {
        let change = move |(scale,): (ScaleKind,)| {
            let mut plot = plot.get_untracked();
            *of(&mut plot) = scale;
            on_change.run((plot,));
        };
        let now = Signal::derive(move || *of(&mut plot.get()));
        Self::Scale(label, now, Callback::new(change))
    }
}

/// Makes a chart whenever what `make` reads changes, and only while it is in view: what is not in view stays as it was.
pub(super) fn made(
    is_in_view: Signal<bool>,
    make: impl Fn() -> Arc<dyn Plot> + Send + Sync + 'static,
) -> Made {
    Memo::new_with_compare(
        move |before: Option<&Option<Arc<dyn Plot>>>| {
            if is_in_view.get() {
                Some(make())
            } else {
                before.cloned().flatten()
            }
        },
        |before, now| {
            let of = |plot: Option<&Option<Arc<dyn Plot>>>| plot.cloned().flatten();
            match (of(before), of(now)) {
                (Some(before), Some(now)) => !Arc::ptr_eq(&before, &now),
                (before, now) => before.is_some() != now.is_some(),
            }
        },
    )
}

/// What is drawn of a chart.
pub(super) fn shown(plot: &Arc<dyn Plot>) -> Shown {
    let drawn = Arc::clone(plot);
    let drawing: Drawing = Arc::new(move |ground| {
        let look = Look {
            theme: ground.theme,
            locale: ground.locale,
            resolution: ground.resolution,
        };
        draw_plot(ground.area, Arc::clone(&drawn), &look)
    });
    Shown {
        drawing,
        words: plot.words(&locale()),
        notice: plot.notice(),
    }
}

/// How much of a chart is shown, where a person has dragged over a part of it.
pub(super) type Zoom = RwSignal<Option<Spans>>;

/// What a plot is zoomed to: nothing at first, and whenever the plot becomes another, whose axes may be others.
pub(super) fn zoom_of<T: Send + Sync + 'static>(plot: Signal<T>) -> Zoom {
    let zoom = RwSignal::new(None);
    Effect::watch(
        move || plot.track(),
        move |(), _, _| {
            if zoom.with_untracked(Option::is_some) {
                zoom.set(None);
            }
        },
        false,
    );
    zoom
}

/// A chart with its foot. It fills its parent.
#[component]
pub(super) fn PlotCard(
    /// The chart.
    plot: Made,
    /// The runs.
    source: Source,
    /// What all charts of the page point at together.
    links: Links,
    /// What can be set of it.
    settings: Vec<Setting>,
    /// What part of it is shown; all of it where it cannot be zoomed.
    zoom: Option<Zoom>,
    /// What is drawn in the place of the chart itself, as it is scrolled.
    #[prop(optional)]
    children: Option<Children>,
    /// How it was drawn last.
    #[prop(optional)]
    look: StoredValue<Option<DrawnLook>, LocalStorage>,
    /// How high all of it is, in CSS pixels, where it is scrolled.
    #[prop(optional)]
    whole_css: Option<Signal<u32>>,
    /// What is said of the part of it that is seen.
    #[prop(optional)]
    said: Option<Signal<String>>,
) -> impl IntoView {
    let stage = match children {
        Some(children) => children().into_any(),
        None => canvas(plot, source, links, zoom, look),
    };
    let notes = Memo::new(move |_| {
        let notes = plot.with(|plot| plot.as_ref().map(|plot| plot.notes(&locale())));
        let said = said.map(|said| said.get()).filter(|said| !said.is_empty());
        let notes: Vec<String> = said.into_iter().chain(notes.unwrap_or_default()).collect();
        notes.join(" ")
    });
    let reset = move || {
        let zoom = zoom?;
        zoom.get().map(|_| {
            view! {
                <Button variant=ButtonVariant::Quiet size=ButtonSize::Small on_click=move || zoom.set(None)>
                    "Show all"
                </Button>
            }
        })
    };
    view! {
        <div class="plot-card">
            <div class="plot-card__body">{stage}</div>
            <div class="plot-card__foot">
                <span class="plot-card__notes" title=notes>{notes}</span>
                {reset}
                <SettingsButton settings />
                <ExportMenu taking=taking(plot, source, look, whole_css) />
            </div>
        </div>
    }
}

/// The canvas of a chart that is not scrolled.
fn canvas(
    plot: Made,
    source: Source,
    links: Links,
    zoom: Option<Zoom>,
    look: StoredValue<Option<DrawnLook>, LocalStorage>,
) -> AnyView {
    let is_here = Memo::new(move |_| plot.with(Option::is_some));
    let shown = Memo::new_with_compare(
        move |_| plot.with(|plot| plot.as_ref().map_or_else(Shown::nothing, shown)),
        |_, _| true,
    );
    let canvas = move || match zoom {
        Some(zoom) => {
            let on_zoom = Callback::new(move |(spans,): (Option<Spans>,)| zoom.set(spans));
            view! { <PlotCanvas shown source links on_zoom look /> }.into_any()
        }
        None => view! { <PlotCanvas shown source links look /> }.into_any(),
    };
    view! { {move || is_here.get().then(canvas)} }.into_any()
}

/// The counts that are offered.
const COUNTS: [u16; 6] = [5, 10, 20, 50, 100, 200];

#[component]
fn SettingsButton(settings: Vec<Setting>) -> impl IntoView {
    if settings.is_empty() {
        return ().into_any();
    }
    let settings = StoredValue::new(settings);
    let fields = move || {
        let settings = settings.get_value();
        settings.into_iter().map(setting).collect::<Vec<AnyView>>()
    };
    view! {
        <Popover label="Chart settings" icon=Icon::Settings class="chart-panel">
            <div class="chart-panel__fields">{fields()}</div>
        </Popover>
    }
    .into_any()
}

fn setting(setting: Setting) -> AnyView {
    match setting {
        Setting::Flag(label, is_on, set) => {
            let on = RwSignal::new(is_on.get_untracked());
            Effect::new(move |_| {
                let wanted = on.get();
                if is_on.get_untracked() != wanted {
                    set.run((wanted,));
                }
            });
            view! { <Switch on label /> }.into_any()
        }
        Setting::Count(label, none, count, set) => {
            let text = |count: Option<u16>| count.map_or_else(String::new, |count| count.to_string());
            let value = RwSignal::new(text(count.get_untracked()));
            let counts = COUNTS.map(|count| (count.to_string(), count.to_string()));
            let options = std::iter::once((String::new(), none.to_owned())).chain(counts);
            let options: Vec<(String, String)> = options.collect();
            let on_change = move |(chosen,): (String,)| set.run((chosen.parse().ok(),));
            view! { <Field label=label><Select value options=Signal::stored(options) on_change /></Field> }
                .into_any()
        }
        Setting::Scale(label, kind, set) => {
            let value = RwSignal::new(kind.get_untracked().label().to_owned());
            let options = ScaleKind::ALL.map(|kind| (kind.label().to_owned(), kind.label().to_owned()));
            let options = options.to_vec();
            let on_change = move |(chosen,): (String,)| {
                if let Some(kind) = ScaleKind::of_label(&chosen) {
                    set.run((kind,));
                }
            };
            view! { <Field label=label><Select value options=Signal::stored(options) on_change /></Field> }
                .into_any()
        }
    }
}

/// What can be taken along of a plot that was drawn. `whole` gives the height of all of it, for one that is scrolled.
fn taking(
    plot: Made,
    source: Source,
    look: StoredValue<Option<DrawnLook>, LocalStorage>,
    whole: Option<Signal<u32>>,
) -> Taking {
    let now = move || plot.get_untracked().zip(look.get_value());
    let size = move |look: &DrawnLook| {
        let (width, height) = look.size_css;
        (
            width,
            whole.map_or(height, |whole| whole.get_untracked().max(height)),
        )
    };
    let picture = move || {
        let (plot, drawn) = now()?;
        let (width, height) = size(&drawn);
        picture_of(&plot, &drawn.theme, (width, height.min(MOST_PICTURE_CSS)))
    };
    let svg = move || {
        let (plot, drawn) = now()?;
        let (width, height) = size(&drawn);
        plot_to_svg(plot, &drawn.theme, &locale(), width, height).ok()
    };
    Taking {
        picture: Some(Rc::new(picture)),
        svg: Some(Rc::new(svg)),
        drawn: Some(Rc::new(move || Some(plot.get_untracked()?.table(&locale())))),
        all: Some(all_runs(source, Vec::new)),
        is_shown_as_table: true,
    }
}

/// A plot as a picture of a size in CSS pixels.
pub(super) fn picture_of(plot: &Arc<dyn Plot>, theme: &Theme, size_css: (u32, u32)) -> Option<Picture> {
    png::of_drawing(theme.surface, size_css, PIXELS, &|area, resolution| {
        let locale = locale();
        let look = Look {
            theme,
            locale: &locale,
            resolution,
        };
        draw_plot(area, Arc::clone(plot), &look).map(|_| ())
    })
}

//! The panel that sets what holds for all charts of a board.

use leptos::prelude::*;

use super::state::BoardState;
use crate::board::{BandKind, Points, RunsDrawn, ScaleKind, Settings, Smoothing, XAxis};
use crate::ui::kit::{Checkbox, Field, Input, Segment, Segmented, Select};

type Options = &'static [(&'static str, &'static str)];

const AXES: Options = &[
    ("step", "Step"),
    ("relative", "Time since start"),
    ("time", "Date and time"),
    ("metric", "Another metric"),
];
const BANDS: Options = &[
    ("min_max", "Least to greatest"),
    ("std", "Standard deviation"),
    ("quantile", "10th to 90th percentile"),
    ("quartiles", "Quartiles"),
    ("none", "None"),
];
/// The share of runs that lies below the band of quartiles.
const QUARTILE: f64 = 0.25;
const RUNS: Options = &[
    ("0", "All that match and are not hidden"),
    ("10", "The first 10"),
    ("20", "The first 20"),
    ("50", "The first 50"),
    ("100", "The first 100"),
];

#[component]
pub(super) fn SettingsPanel(state: BoardState) -> impl IntoView {
    let now = state.board.with_untracked(|board| board.settings().clone());
    let has_system = state
        .board
        .with_untracked(|board| board.sections().iter().any(|section| section.id.is_system()));
    let choose =
        move |label: &'static str, options: Options, at: &'static str, set: fn(&mut Settings, &str)| {
            choice(
                label,
                options,
                at,
                Callback::new(move |(value,): (String,)| {
                    state.set_settings(|settings| set(settings, &value));
                }),
            )
        };
    let points = RwSignal::new(now.points);
    Effect::new(move |before: Option<Points>| {
        let points = points.get();
        if before.is_some_and(|before| before != points) {
            state.set_settings(|settings| settings.points = points);
        }
        points
    });
    let clips = RwSignal::new(now.clips_outliers);
    let runs = match now.runs {
        RunsDrawn::All => "0",
        RunsDrawn::First(most) => RUNS
            .iter()
            .find(|(value, _)| value.parse() == Ok(most))
            .map_or("0", |(value, _)| *value),
    };
    view! {
        <div class="stack stack--tight" data-testid="board-settings">
            <AxisChoice
                state label="X axis" axis=now.x.clone() set=|settings, axis| settings.x = axis
            />
            {has_system.then(|| view! {
                <AxisChoice
                    state label="X axis of system metrics" axis=now.system_x.clone()
                    set=|settings, axis| settings.system_x = axis
                />
            })}
            {scale_choice(state, "Scale of the x axis", now.x_scale, |settings, scale| settings.x_scale = scale)}
            {scale_choice(state, "Scale of the y axis", now.y_scale, |settings, scale| settings.y_scale = scale)}
            <SmoothingChoice state smoothing=now.smoothing />
            {choose("Band around the means of groups", BANDS, band_name(now.band), |settings, value| settings.band = band_of(value))}
            {choose("Runs", RUNS, runs, |settings, value| {
                settings.runs = match value.parse() {
                    Ok(most) if most > 0 => RunsDrawn::First(most),
                    _ => RunsDrawn::All,
                };
            })}
            <div class="board-panel__row">
                <span>"Dots"</span>
                <Segmented
                    value=points
                    label="Dots"
                    segments=vec![
                        Segment { value: Points::Auto, label: "Auto", icon: None },
                        Segment { value: Points::On, label: "On", icon: None },
                        Segment { value: Points::Off, label: "Off", icon: None },
                    ]
                />
            </div>
            <Checkbox
                checked=clips
                label="Ignore outliers, outside of the 5th to 95th percentile"
                on_change=move |(on,): (bool,)| state.set_settings(|settings| settings.clips_outliers = on)
            />
        </div>
    }
}

fn scale_choice(
    state: BoardState,
    label: &'static str,
    now: ScaleKind,
    set: fn(&mut Settings, ScaleKind),
) -> AnyView {
    let value = RwSignal::new(now.label().to_owned());
    let options = ScaleKind::ALL.map(|kind| (kind.label().to_owned(), kind.label().to_owned()));
    let on_change = move |(chosen,): (String,)| {
        if let Some(scale) = ScaleKind::of_label(&chosen) {
            state.set_settings(|settings| set(settings, scale));
        }
    };
    view! {
        <Field label>
            <Select value options=Signal::stored(options.to_vec()) on_change />
        </Field>
    }
    .into_any()
}

fn choice(label: &'static str, options: Options, at: &str, on_change: Callback<(String,)>) -> AnyView {
    let value = RwSignal::new(at.to_owned());
    let options: Vec<(String, String)> = options
        .iter()
        .map(|(key, name)| ((*key).to_owned(), (*name).to_owned()))
        .collect();
    view! {
        <Field label>
            <Select value options=Signal::stored(options) on_change />
        </Field>
    }
    .into_any()
}

/// What lines are drawn over; of another metric, which.
#[component]
fn AxisChoice(
    state: BoardState,
    label: &'static str,
    axis: XAxis,
    set: fn(&mut Settings, XAxis),
) -> impl IntoView {
    let (kind, key) = match axis {
        XAxis::Step => ("step", String::new()),
        XAxis::Time => ("time", String::new()),
        XAxis::Relative => ("relative", String::new()),
        XAxis::Metric(key) => ("metric", key),
    };
    let is_metric = RwSignal::new(kind == "metric");
    let metric = RwSignal::new(key);
    let apply = move |axis: XAxis| state.set_settings(|settings| set(settings, axis));
    let chosen = Callback::new(move |(kind,): (String,)| {
        is_metric.set(kind == "metric");
        match kind.as_str() {
            "time" => apply(XAxis::Time),
            "relative" => apply(XAxis::Relative),
            // Until a metric is named nothing changes.
            "metric" => {}
            _ => apply(XAxis::Step),
        }
    });
    let named = move |(key,): (String,)| {
        let key = key.trim().to_owned();
        if !key.is_empty() {
            apply(XAxis::Metric(key));
        }
    };
    view! {
        {choice(label, AXES, kind, chosen)}
        <Show when=move || is_metric.get()>
            <Input value=metric label="Metric along the bottom" placeholder="Key of a metric" on_commit=named />
        </Show>
    }
}

#[component]
fn SmoothingChoice(state: BoardState, smoothing: Smoothing) -> impl IntoView {
    let now = RwSignal::new(smoothing);
    let apply = move |smoothing: Smoothing| {
        now.set(smoothing);
        state.set_settings(|settings| settings.smoothing = smoothing);
    };
    let x = Memo::new(move |_| state.board.with(|board| board.settings().x.clone()));
    let kind = RwSignal::new(smoothing.label().to_owned());
    let kinds = Smoothing::kinds(&XAxis::Step).map(|kind| (kind.label().to_owned(), kind.label().to_owned()));
    let chosen = move |(label,): (String,)| {
        if let Some(smoothing) = x.with_untracked(|x| Smoothing::of_label(&label, x)) {
            apply(smoothing);
        }
    };
    // What the slider reaches: distances have no end of their own.
    let reach = move || match now.get() {
        Smoothing::TensorBoard(_) => ("0.999", "0.001"),
        Smoothing::Gaussian(_) | Smoothing::RunningMean(_) if x.with(XAxis::is_time) => ("600", "1"),
        _ => ("100", "1"),
    };
    let is_by_x = move || matches!(now.get(), Smoothing::Gaussian(_) | Smoothing::RunningMean(_));
    let slide = move |event: leptos::ev::Event| {
        if let Ok(value) = event_target_value(&event).parse::<f64>()
            && value.is_finite()
        {
            apply(now.get_untracked().with_amount(value));
        }
    };
    let amount = move || now.get().amount().unwrap_or_default().to_string();
    let is_any = Memo::new(move |_| now.get() != Smoothing::None);
    view! {
        <Field label="Smoothing">
            <Select value=kind options=Signal::stored(kinds.to_vec()) on_change=chosen />
        </Field>
        <Show when=move || is_any.get()>
            <div class="board-panel__row">
                <input
                    type="range"
                    class="board-panel__slider"
                    aria-label="Strength of smoothing"
                    min="0"
                    max=move || reach().0
                    step=move || reach().1
                    prop:value=amount
                    on:input=slide
                />
                <input
                    type="number"
                    class="input board-panel__number"
                    aria-label="Strength of smoothing as a number"
                    min="0"
                    max=move || (!is_by_x()).then(|| reach().0)
                    step="any"
                    prop:value=amount
                    on:change=slide
                />
            </div>
            <span class="field__hint">{move || x.with(|x| now.get().hint(x))}</span>
        </Show>
    }
}

fn band_name(band: BandKind) -> &'static str {
    match band {
        BandKind::MinMax => "min_max",
        BandKind::Std => "std",
        BandKind::Quantile(share) if share >= QUARTILE => "quartiles",
        BandKind::Quantile(_) => "quantile",
        BandKind::None => "none",
    }
}

fn band_of(name: &str) -> BandKind {
    match name {
        "std" => BandKind::Std,
        "quantile" => BandKind::Quantile(0.1),
        "quartiles" => BandKind::Quantile(QUARTILE),
        "none" => BandKind::None,
        _ => BandKind::MinMax,
    }
}

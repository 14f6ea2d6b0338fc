//! The settings of how lines look.

use std::sync::Arc;

use leptos::prelude::*;

use super::fields::{as_board, choice, number};
use super::state::LineState;
use crate::board::{BandKind, LinePlot, Points, Smoothing, XAxis};

/// What can be set of the lines.
pub(super) fn lines(state: LineState) -> AnyView {
    let smoothing = choice(
        state,
        "Smoothing",
        move || {
            let board = state.settings.with(|settings| settings.smoothing.label());
            let named =
                Smoothing::kinds(&XAxis::Step).map(|kind| (kind.label().to_owned(), kind.label().to_owned()));
            std::iter::once(as_board(board)).chain(named).collect()
        },
        Arc::new(|plot| {
            plot.smoothing
                .map(Smoothing::label)
                .unwrap_or_default()
                .to_owned()
        }),
        Arc::new(move |plot, value| {
            let x = state.look.with_untracked(|look| look.x.clone());
            plot.smoothing = Smoothing::of_label(&value, &x);
        }),
    );
    let has_amount = Memo::new(move |_| {
        state
            .plot
            .with(|plot| plot.smoothing.and_then(Smoothing::amount).is_some())
    });
    let hint = Signal::derive(move || {
        let smoothing = state.plot.with(|plot| plot.smoothing).unwrap_or_default();
        state.look.with(|look| smoothing.hint(&look.x)).to_owned()
    });
    let how_much = move || {
        has_amount.get().then(|| {
            number(
                state,
                "How much",
                hint,
                1.0,
                Arc::new(|plot| plot.smoothing.and_then(Smoothing::amount)),
                Arc::new(|plot, amount| {
                    if let (Some(kind), Some(amount)) = (plot.smoothing, amount) {
                        plot.smoothing = Some(kind.with_amount(amount));
                    }
                }),
            )
        })
    };
    view! { {smoothing} {how_much} {points(state)} {outliers(state)} {band(state)} }.into_any()
}

fn named<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    state: LineState,
    label: &'static str,
    names: [(&'static str, T); N],
    board: impl Fn() -> T + Send + Sync + 'static,
    read: fn(&LinePlot) -> Option<T>,
    write: fn(&mut LinePlot, Option<T>),
) -> AnyView {
    let name = move |value: T| {
        let known = names.iter().find(|(_, known)| *known == value);
        known.map_or("Other", |(name, _)| *name)
    };
    choice(
        state,
        label,
        move || {
            let own = names.map(|(name, _)| (name.to_owned(), name.to_owned()));
            std::iter::once(as_board(name(board()))).chain(own).collect()
        },
        Arc::new(move |plot| read(plot).map(name).unwrap_or_default().to_owned()),
        Arc::new(move |plot, value| {
            let known = names.iter().find(|(name, _)| *name == value);
            write(plot, known.map(|(_, value)| *value));
        }),
    )
}

fn points(state: LineState) -> AnyView {
    named(
        state,
        "Points",
        [
            ("Where there are few", Points::Auto),
            ("Always", Points::On),
            ("Never", Points::Off),
        ],
        move || state.settings.with(|settings| settings.points),
        |plot| plot.points,
        |plot, points| plot.points = points,
    )
}

fn outliers(state: LineState) -> AnyView {
    named(
        state,
        "Outliers",
        [("Shown", false), ("Left out (below 5 %, above 95 %)", true)],
        move || state.settings.with(|settings| settings.clips_outliers),
        |plot| plot.clips_outliers,
        |plot, clips| plot.clips_outliers = clips,
    )
}

fn band(state: LineState) -> AnyView {
    let has_groups = Memo::new(move |_| state.source.with(|source| !source.groups().is_empty()));
    let field = move || {
        has_groups.get().then(|| {
            named(
                state,
                "Around a group's mean",
                [
                    ("Least to greatest", BandKind::MinMax),
                    ("Standard deviation", BandKind::Std),
                    ("10 % to 90 %", BandKind::Quantile(0.1)),
                    ("Quartiles", BandKind::Quantile(0.25)),
                    ("Nothing", BandKind::None),
                ],
                move || state.settings.with(|settings| settings.band),
                |plot| plot.band,
                |plot, band| plot.band = band,
            )
        })
    };
    view! { {field} }.into_any()
}

//! What is said above the lines, and what is done with those that are brushed.

use leptos::prelude::*;

use super::super::export::{ExportMenu, Taking};
use super::state::ParallelState;
use crate::board::{ParallelPlot, parallel_remarks};
use crate::format::count;
use crate::runs::{Column, Field};
use crate::ui::highlight::Links;
use crate::ui::kit::{ButtonSize, ButtonVariant, Menu, MenuItem};

#[component]
pub(super) fn Bar(state: ParallelState, links: Links, taking: Taking) -> impl IntoView {
    let drawn = Memo::new(move |_| {
        state.projection.with(|projection| {
            let drawn = projection.as_ref()?;
            let is_brushed = drawn.axes().iter().any(|axis| !axis.brushes().is_empty());
            let (passing, _) = drawn.count();
            Some((
                is_brushed,
                passing,
                parallel_remarks(drawn.axes(), passing, state.left_out()).join(" · "),
            ))
        })
    });
    let is_brushed =
        Memo::new(move |_| drawn.with(|drawn| drawn.as_ref().is_some_and(|(is_brushed, ..)| *is_brushed)));
    let remarks = move || drawn.with(|drawn| drawn.as_ref().map(|(_, _, remarks)| remarks.clone()));
    let can_keep = links.deeds.with_value(|deeds| deeds.keep_only.is_some());
    let keep = move |()| {
        let kept = state.projection.with_untracked(|projection| {
            let runs = projection
                .as_ref()
                .map(|projection| projection.runs_passing())
                .unwrap_or_default();
            state.source.with_untracked(|source| {
                let all = source.runs();
                runs.into_iter()
                    .filter_map(|run| Some(all.get(run)?.id.clone()))
                    .collect::<Vec<_>>()
            })
        });
        clear(state);
        if let Some(keep_only) = links.deeds.with_value(|deeds| deeds.keep_only) {
            keep_only.run((kept,));
        }
    };
    let passing = move || drawn.with(|drawn| drawn.as_ref().map_or(0, |(_, passing, _)| *passing));
    let brushed_label = Signal::derive(move || {
        let remarks = remarks().unwrap_or_default();
        remarks.split(" · ").next().unwrap_or_default().to_owned()
    });
    let brushed_items = Signal::derive(move || {
        let keep_only = MenuItem::action(
            format!("Keep only these {}", count(passing())),
            Callback::new(keep),
        );
        let clear = MenuItem::action("Clear brushes", move || clear(state));
        let keep_only = can_keep.then(|| keep_only.disabled(passing() == 0));
        keep_only.into_iter().chain([clear]).collect::<Vec<MenuItem>>()
    });
    // In the place of the words, and no higher: axes must not move away from whoever drags along them.
    let brushed = move || {
        is_brushed.get().then(|| {
            view! {
                <span class="plot-card__chosen">
                    <Menu label=brushed_label items=brushed_items size=ButtonSize::Small />
                </span>
            }
        })
    };
    view! {
        <div class="plot-card__bar plot-card__bar--line">
            <span class="plot-card__said muted truncate" class:visually-hidden=is_brushed role="status" title=remarks>
                {remarks}
            </span>
            {brushed}
            <Menu
                label=Signal::derive(move || format!("Colour: {}", color_label(state.color().as_deref())))
                items=Signal::derive(move || color_items(state))
                size=ButtonSize::Small
                variant=ButtonVariant::Quiet
            />
            <ExportMenu taking />
        </div>
    }
}

fn clear(state: ParallelState) {
    state.edit(|plot| plot.axes.iter_mut().for_each(|axis| axis.brushes.clear()));
}

fn color_label(column: Option<&str>) -> String {
    let Some(name) = column else {
        return "each run's own".to_owned();
    };
    let column = Column::parse(name);
    column
        .as_ref()
        .and_then(Column::field)
        .map_or(name, Field::label)
        .to_owned()
}

fn color_items(state: ParallelState) -> Vec<MenuItem> {
    let now = state.color();
    let set = move |color: Option<String>| state.edit(|plot| plot.color = color);
    let own = MenuItem::choice("Each run's own", now.is_none(), move || {
        set(Some(ParallelPlot::OWN_COLOR.to_owned()));
    });
    let axes = state.axes.get().into_iter().map(|axis| {
        let column = axis.column;
        let is_chosen = now.as_ref() == Some(&column);
        MenuItem::choice(color_label(Some(&column)), is_chosen, move || {
            set(Some(column.clone()));
        })
    });
    std::iter::once(own).chain(axes).collect()
}

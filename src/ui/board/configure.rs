//! What a chart shows, as a form: the same for every kind.

use leptos::prelude::*;

use super::state::BoardState;
use crate::board::{Plot, PlotKind, Slot, Takes, choices, lacking, slots, with_choices, with_slots};
use crate::runs::{Column, Field as RunField};
use crate::ui::kit::{Button, ButtonVariant, Checkbox, Chip, DialogFoot, Field, Input, Select, unique_id};

/// Columns that a field suggests.
const MOST_SUGGESTED: usize = 1_000;

/// Asks what a chart shows. `by_itself` is the metric that it was made for.
#[component]
pub(super) fn Configure(
    state: BoardState,
    plot: Plot,
    name: String,
    by_itself: String,
    on_done: Callback<(Plot, String)>,
) -> impl IntoView {
    let draft = RwSignal::new(plot.clone());
    let name = RwSignal::new(name);
    let problem = RwSignal::new(String::new());
    let kind = RwSignal::new(kind_name(PlotKind::of(&plot)).to_owned());
    let kinds: Vec<(String, String)> = PlotKind::ALL
        .into_iter()
        .map(|kind| (kind_name(kind).to_owned(), kind.label().to_owned()))
        .collect();
    let choose = move |(chosen,): (String,)| {
        if let Some(kind) = PlotKind::ALL.into_iter().find(|kind| kind_name(*kind) == chosen) {
            draft.update(|draft| *draft = turned(draft, kind));
            problem.set(String::new());
        }
    };
    let lists = suggestions(state);
    let ids = [unique_id("columns"), unique_id("metrics")];
    let fields = {
        let ids = ids.clone();
        move || {
            // Built anew for another kind only: a field keeps its focus while it is written in.
            kind.track();
            let plot = draft.get_untracked();
            let blanks = slots(&plot).into_iter().enumerate();
            let blanks: Vec<AnyView> = blanks
                .map(|(index, slot)| blank(draft, problem, index, slot, &ids))
                .collect();
            let flags: Vec<AnyView> = choices(&plot)
                .into_iter()
                .enumerate()
                .map(|(index, (label, is_on))| flag(draft, index, label, is_on))
                .collect();
            view! { {blanks} {flags} }
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let plot = draft.get_untracked();
        if let Some(lacks) = lacking(&plot) {
            problem.set(format!("Not chosen yet: {lacks}."));
            return;
        }
        let name = name.get_untracked();
        state.asked.set(None);
        on_done.run((plot, name));
    };
    let back = (!by_itself.is_empty()).then(|| {
        let key = by_itself.clone();
        view! {
            <Button on_click=move || {
                let id = crate::board::CardId::of_metric(&key);
                state.asked.set(None);
                state.edit(|board| {
                    board.reset_plot(&id);
                    board.rename_card(&id, "");
                });
            }>"As it was made"</Button>
        }
    });
    let [columns_id, metrics_id] = ids;
    view! {
        <form class="stack" on:submit=submit data-testid="configure-chart">
            <Field label="Kind">
                <Select value=kind options=Signal::stored(kinds) on_change=choose />
            </Field>
            {fields}
            <Field label="Name" hint="By what it shows unless you say otherwise">
                <Input value=name />
            </Field>
            <datalist id=columns_id>{options(lists.0)}</datalist>
            <datalist id=metrics_id>{options(lists.1)}</datalist>
            <p role="alert" class="board-problem">{problem}</p>
            <DialogFoot>
                {back}
                <Button on_click=move || state.asked.set(None)>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary submits=true>"Save"</Button>
            </DialogFoot>
        </form>
    }
}

/// The names of columns, and the keys of metrics.
fn suggestions(state: BoardState) -> (Vec<String>, Vec<String>) {
    let columns = state.setup.source.with_untracked(|source| source.columns());
    let metric = |column: &Column| match column {
        Column::Field(RunField::Metric(key)) => Some(key.to_string()),
        _ => None,
    };
    let metrics = columns.iter().filter_map(metric).take(MOST_SUGGESTED).collect();
    let names = columns
        .iter()
        .map(ToString::to_string)
        .take(MOST_SUGGESTED)
        .collect();
    (names, metrics)
}

fn options(all: Vec<String>) -> Vec<AnyView> {
    all.into_iter()
        .map(|one| view! { <option value=one></option> }.into_any())
        .collect()
}

/// Changes one blank of the draft.
fn fill(draft: RwSignal<Plot>, index: usize, change: impl FnOnce(&mut Slot)) {
    draft.update(|plot| {
        let mut all = slots(plot);
        if let Some(slot) = all.get_mut(index) {
            change(slot);
        }
        *plot = with_slots(plot.clone(), &all);
    });
}

fn blank(
    draft: RwSignal<Plot>,
    problem: RwSignal<String>,
    index: usize,
    slot: Slot,
    [columns_id, metrics_id]: &[String; 2],
) -> AnyView {
    let list = match slot.takes {
        Takes::Column => columns_id.clone(),
        Takes::Metric | Takes::Expression => metrics_id.clone(),
        Takes::Images => String::new(),
    };
    let placeholder = match slot.takes {
        Takes::Column => "metrics.loss, params.depth, duration",
        Takes::Metric => "loss",
        Takes::Expression => "val_loss - train_loss",
        Takes::Images => "Key of log_image",
    };
    let takes = slot.takes;
    let check = move |text: &str| {
        let is_column = takes != Takes::Column || Column::parse(text).is_some();
        problem.set(if is_column {
            String::new()
        } else {
            format!("There is no column {text}: write metrics., params. or tags. before its key.")
        });
        is_column
    };
    if slot.is_many {
        return many(draft, index, slot.label, placeholder, list, check);
    }
    let start = slot.filled.into_iter().next().unwrap_or_default();
    let commit = move |event: leptos::ev::Event| {
        let text = event_target_value(&event).trim().to_owned();
        if text.is_empty() || check(&text) {
            fill(draft, index, |slot| {
                slot.filled = Some(text).filter(|text| !text.is_empty()).into_iter().collect();
            });
        }
    };
    let label = if slot.is_needed {
        slot.label.to_owned()
    } else {
        format!("{} (optional)", slot.label)
    };
    view! {
        <Field label>
            <input class="input" list=list placeholder=placeholder value=start autocomplete="off" on:change=commit />
        </Field>
    }
    .into_any()
}

/// A list with a field that adds to it.
fn many(
    draft: RwSignal<Plot>,
    index: usize,
    label: &'static str,
    placeholder: &'static str,
    list: String,
    check: impl Fn(&str) -> bool + Copy + Send + Sync + 'static,
) -> AnyView {
    let text = RwSignal::new(String::new());
    let filled = Memo::new(move |_| {
        draft.with(|plot| {
            let slot = slots(plot).into_iter().nth(index);
            slot.map(|slot| slot.filled).unwrap_or_default()
        })
    });
    let add = move || {
        let wanted = text.get_untracked().trim().to_owned();
        if !wanted.is_empty() && check(&wanted) {
            fill(draft, index, |slot| {
                if !slot.filled.contains(&wanted) {
                    slot.filled.push(wanted);
                }
            });
            text.set(String::new());
        }
    };
    let chips = move || {
        let chip = |(place, one): (usize, String)| {
            let remove = Callback::new(move |()| {
                fill(draft, index, |slot| {
                    if place < slot.filled.len() {
                        slot.filled.remove(place);
                    }
                });
            });
            view! { <Chip text=one on_remove=remove /> }
        };
        filled.get().into_iter().enumerate().map(chip).collect_view()
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !text.with_untracked(|text| text.trim().is_empty()) {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="stack stack--tight">
            <Field label=label.to_owned() hint="Enter adds another one">
                <input
                    class="input"
                    list=list
                    placeholder=placeholder
                    autocomplete="off"
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                    on:change=move |_| add()
                    on:keydown=on_key
                />
            </Field>
            <div class="toolbar">{chips}</div>
        </div>
    }
    .into_any()
}

fn flag(draft: RwSignal<Plot>, index: usize, label: &'static str, is_on: bool) -> AnyView {
    let checked = RwSignal::new(is_on);
    let change = move |(on,): (bool,)| {
        draft.update(|plot| {
            let mut all: Vec<bool> = choices(plot).into_iter().map(|(_, is_on)| is_on).collect();
            if let Some(one) = all.get_mut(index) {
                *one = on;
            }
            *plot = with_choices(plot.clone(), &all);
        });
    };
    view! { <Checkbox checked label=label.to_owned() on_change=change /> }.into_any()
}

/// A plot of another kind of what this one shows, as far as that goes.
fn turned(plot: &Plot, kind: PlotKind) -> Plot {
    if PlotKind::of(plot) == kind {
        return plot.clone();
    }
    let column = |slot: &Slot| {
        slot.filled.first().map(|one| match slot.takes {
            Takes::Metric => RunField::metric(one).to_string(),
            _ => one.clone(),
        })
    };
    let shown = slots(plot).iter().find_map(column);
    let mut blanks = slots(&kind.blank());
    // Up, where there is an up: what is shown is mostly what is measured.
    let place = usize::from(kind == PlotKind::Scatter);
    if let (Some(shown), Some(slot)) = (shown, blanks.get_mut(place)) {
        let text = match slot.takes {
            Takes::Metric => shown.strip_prefix("metrics.").map(str::to_owned),
            Takes::Column => Some(shown),
            Takes::Expression | Takes::Images => None,
        };
        slot.filled = text.into_iter().collect();
    }
    with_slots(kind.blank(), &blanks)
}

fn kind_name(kind: PlotKind) -> &'static str {
    match kind {
        PlotKind::Line => "line",
        PlotKind::Bar => "bar",
        PlotKind::Scatter => "scatter",
        PlotKind::Parallel => "parallel",
        PlotKind::Contour => "contour",
        PlotKind::Spread => "spread",
        PlotKind::Histogram => "histogram",
        PlotKind::Importance => "importance",
        PlotKind::Difference => "difference",
        PlotKind::Images => "images",
    }
}

//! Picking runs out, and what can be done with them.

use std::collections::HashSet;

use leptos::prelude::*;

use super::export::ExportMenu;
use super::model::RunsModel;
use crate::change::{Subject, Target};
use crate::format::{count, plural};
use crate::grid::RowRange;
use crate::mlflow::{ExperimentId, RunId, Tag};
use crate::route::{CompareRuns, Lifecycle, Route};
use crate::runs::Attribute;
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Icon, Menu, MenuItem};
use crate::ui::manage::{Actions, use_actions};
use crate::ui::router::{Router, use_router};

/// The most runs that an address names: some forty thousand characters.
const MOST_NAMED: usize = 1_000;

impl RunsModel {
    /// Changes what is picked out.
    pub fn select(self, edit: impl FnOnce(&mut HashSet<u32>)) {
        let state = self.state();
        let chosen = {
            let mut selection = state.selection.borrow_mut();
            edit(&mut selection);
            selection.len()
        };
        self.selected.set(chosen);
        self.redraw();
    }

    /// Picks a line's run out, or no longer. A group stands for all of its runs.
    pub fn toggle(self, line: u32) {
        let rows = self.rows_of_line(line);
        self.select(|selection| {
            let is_all = rows.iter().all(|row| selection.contains(row));
            for row in rows {
                if is_all {
                    selection.remove(&row);
                } else {
                    selection.insert(row);
                }
            }
        });
    }

    /// Picks a range of lines out, and what the gesture picked out before no longer.
    pub fn extend(self, range: RowRange, before: Option<RowRange>) {
        let rows =
            |range: RowRange| -> Vec<u32> { range.rows().flat_map(|line| self.rows_of_line(line)).collect() };
        let (dropped, taken) = (before.map(rows).unwrap_or_default(), rows(range));
        self.select(|selection| {
            for row in dropped {
                selection.remove(&row);
            }
            selection.extend(taken);
        });
    }

    /// The rows that match and are not hidden, folded away or not.
    fn matching_in_sight(self) -> Vec<u32> {
        let state = self.state();
        let matching = state.matching.borrow();
        let hidden = state.hidden.borrow();
        matching
            .iter()
            .copied()
            .filter(|row| !hidden.contains(row))
            .collect()
    }

    /// Picks all matching runs out, or none where all are; never hidden ones.
    pub fn select_all(self) {
        let matching = self.matching_in_sight();
        self.select(|selection| {
            if matching.iter().all(|row| selection.contains(row)) {
                selection.clear();
            } else {
                selection.extend(matching.iter());
            }
        });
    }

    /// Picks out the matching runs that are not.
    pub fn invert_selection(self) {
        let matching = self.matching_in_sight();
        self.select(|selection| {
            let inverse = matching.iter().filter(|row| !selection.contains(row)).copied();
            *selection = inverse.collect();
        });
    }

    /// The runs that are picked out, as they can be changed.
    pub fn selected_subjects(self) -> Vec<Subject> {
        let state = self.state();
        let rows = state.selected_rows();
        rows.into_iter().map(|row| self.subject(row)).collect()
    }

    /// A run as it can be changed.
    pub fn subject(self, row: u32) -> Subject {
        let batch = self.state().batch.borrow().clone();
        let set = batch.set.borrow();
        let tag = |(key, value): (&str, &str)| Tag {
            key: key.to_owned(),
            value: value.to_owned(),
        };
        Subject {
            target: Target::Run(set.run_id(row)),
            name: set.display_name(row).to_owned(),
            tags: set.tags(row).map(tag).collect(),
            is_deleted: set.is_deleted(row),
        }
    }

    fn selected_ids(self) -> Vec<RunId> {
        let state = self.state();
        let batch = state.batch.borrow();
        let set = batch.set.borrow();
        state
            .selected_rows()
            .into_iter()
            .map(|row| set.run_id(row))
            .collect()
    }

    /// Whether so many runs are few enough to be named in an address; says so where they are not.
    fn can_be_named(self, selected: usize) -> bool {
        if selected > MOST_NAMED {
            self.toasts.error(
                format!("{} are too many for this", plural(selected, "run")),
                format!(
                    "The address names each of them; it holds {}. Narrow the search instead.",
                    count(MOST_NAMED)
                ),
            );
        }
        selected <= MOST_NAMED
    }

    /// Goes to where the runs that are picked out are compared.
    pub fn compare_selected(self, router: Router) {
        if self.can_be_named(self.selected.get_untracked()) {
            router.go(&self.comparison());
        }
    }

    fn comparison(self) -> Route {
        let state = self.state();
        let batch = state.batch.borrow();
        let set = batch.set.borrow();
        let rows = state.selected_rows();
        let mut experiments: Vec<ExperimentId> = Vec::new();
        for row in &rows {
            let id = ExperimentId::from(set.attribute(*row, Attribute::Experiment).unwrap_or_default());
            if !experiments.contains(&id) {
                experiments.push(id);
            }
        }
        Route::CompareRuns(CompareRuns {
            runs: rows.into_iter().map(|row| set.run_id(row)).collect(),
            experiments,
            ..CompareRuns::default()
        })
    }

    /// Keeps the picked out runs at the top, or no longer where all are.
    pub fn pin_selected(self) {
        if !self.can_be_named(self.selected.get_untracked()) {
            return;
        }
        let ids = self.selected_ids();
        self.ask(|query| {
            let pinned = &mut query.table.pinned_runs;
            if ids.iter().all(|id| pinned.contains(id)) {
                pinned.retain(|id| !ids.contains(id));
            } else {
                pinned.extend(
                    ids.into_iter()
                        .filter(|id| !pinned.contains(id))
                        .collect::<Vec<_>>(),
                );
            }
        });
    }

    /// Leaves the picked out runs out of the table.
    pub fn hide_selected(self) {
        if !self.can_be_named(self.selected.get_untracked()) {
            return;
        }
        let ids = self.selected_ids();
        self.ask(|query| {
            let hidden = &mut query.table.hidden_runs;
            hidden.extend(
                ids.into_iter()
                    .filter(|id| !hidden.contains(id))
                    .collect::<Vec<_>>(),
            );
        });
        self.clear_selection();
    }

    /// Hides all runs that match but these.
    pub fn keep_only(self, kept: &[RunId]) {
        let kept: HashSet<&RunId> = kept.iter().collect();
        let others: Vec<RunId> = {
            let state = self.state();
            let batch = state.batch.borrow();
            let set = batch.set.borrow();
            let matching = state.matching.borrow();
            let ids = matching.iter().map(|row| set.run_id(*row));
            ids.filter(|id| !kept.contains(id)).collect()
        };
        if self.can_be_named(others.len()) {
            self.ask(|query| {
                let hidden = &mut query.table.hidden_runs;
                let known: HashSet<RunId> = hidden.iter().cloned().collect();
                hidden.extend(others.into_iter().filter(|id| !known.contains(id)));
            });
        }
    }

    /// Opens the colours for the run that is picked out.
    pub fn choose_color(self) {
        if let ([id], Some(place)) = (self.selected_ids().as_slice(), self.handle.place_css()) {
            self.color_menu.set(Some((id.clone(), place)));
        }
    }

    /// Picks nothing out any more. The bar with the button that did it goes, so the table has the keys.
    pub fn clear_selection(self) {
        self.select(HashSet::clear);
        self.handle.focus();
    }
}

/// What can be done with the runs that are picked out; nothing while none are.
#[component]
pub fn SelectionBar(model: RunsModel) -> impl IntoView {
    let actions = use_actions();
    let router = use_router();
    let is_any = Memo::new(move |_| model.selected.get() > 0);
    let is_one = Memo::new(move |_| model.selected.get() == 1);
    let is_deleted = Memo::new(move |_| model.query.with(|query| query.lifecycle == Lifecycle::Deleted));
    let act = move |label: &'static str, icon: Icon, act: fn(RunsModel)| {
        view! {
            <Button size=ButtonSize::Small icon on_click=Callback::new(move |()| act(model))>{label}</Button>
        }
        .into_any()
    };
    let more = Signal::derive(move || more_items(model, actions, is_one.get() && !is_deleted.get()));
    let bar = move || {
        view! {
            <div class="runs-selection toolbar" data-testid="selection">
                <strong>{move || format!("{} selected", count(model.selected.get()))}</strong>
                <Button
                    size=ButtonSize::Small
                    icon=Icon::Compare
                    disabled=Signal::derive(move || model.selected.get() < 2)
                    on_click=Callback::new(move |()| model.compare_selected(router))
                >
                    "Compare"
                </Button>
                {act("Pin", Icon::Pin, RunsModel::pin_selected)}
                {act("Hide", Icon::EyeOff, RunsModel::hide_selected)}
                <Show
                    when=move || is_deleted.get()
                    fallback=move || {
                        view! {
                            <Button
                                size=ButtonSize::Small
                                icon=Icon::Tag
                                on_click=Callback::new(move |()| actions.tag(model.selected_subjects()))
                            >
                                "Tag"
                            </Button>
                            <Button
                                size=ButtonSize::Small
                                icon=Icon::Trash
                                variant=ButtonVariant::Danger
                                on_click=Callback::new(move |()| actions.delete(model.selected_subjects()))
                            >
                                "Delete"
                            </Button>
                        }
                    }
                >
                    <Button
                        size=ButtonSize::Small
                        icon=Icon::Undo
                        on_click=Callback::new(move |()| actions.restore(model.selected_subjects()))
                    >
                        "Restore"
                    </Button>
                </Show>
                <ExportMenu model of_selection=true />
                <Menu
                    label="More actions"
                    label_hidden=true
                    icon=Icon::More
                    items=more
                    size=ButtonSize::Small
                    variant=ButtonVariant::Quiet
                />
                <span class="toolbar__gap"></span>
                <Button
                    size=ButtonSize::Small
                    variant=ButtonVariant::Quiet
                    on_click=Callback::new(move |()| model.clear_selection())
                >
                    "Clear"
                </Button>
            </div>
        }
    };
    view! {
        <Show when=move || is_any.get()>{bar()}</Show>
        <span class="visually-hidden" role="status">
            {move || is_any.get().then(|| format!("{} selected", plural(model.selected.get(), "run")))}
        </span>
    }
}

/// What is done less often. `can_edit` if it is one run, which is not deleted.
fn more_items(model: RunsModel, actions: Actions, can_edit: bool) -> Vec<MenuItem> {
    let mut items = vec![
        MenuItem::action("Invert the selection", move || model.invert_selection()),
        MenuItem::action("Select all that match", move || {
            let matching = model.matching_in_sight();
            model.select(|selection| selection.extend(matching));
        }),
    ];
    let edit = move |label: &str, icon: Icon, act: fn(Actions, Subject)| {
        MenuItem::action(label, move || {
            if let Some(only) = model.selected_subjects().into_iter().next() {
                act(actions, only);
            }
        })
        .icon(icon)
    };
    if can_edit {
        items.push(edit("Rename", Icon::Pencil, Actions::rename).after_line());
        items.push(edit("Edit description", Icon::FileText, Actions::describe));
        items.push(MenuItem::action("Choose its colour", move || {
            model.choose_color();
        }));
    }
    items
}

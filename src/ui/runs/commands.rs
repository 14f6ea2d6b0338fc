//! What the keyboard and the palette can do with the table.

use leptos::prelude::*;

use super::model::RunsModel;
use crate::route::{Lifecycle, Route};
use crate::runs::view::ColumnKind;
use crate::runs::{Attribute, Column, Line};
use crate::ui::manage::use_actions;
use crate::ui::palette::{Command, use_palette};
use crate::ui::router::use_router;
use crate::web::dom;

/// Runs of the table that the palette finds; others it finds on the server.
const MOST_RUNS: usize = 5_000;

impl RunsModel {
    /// Registers the commands of the table.
    pub fn register_commands(self) {
        let palette = use_palette();
        let router = use_router();
        let actions = use_actions();
        palette.register(move || {
            let focus_search = move || {
                if let Some(input) = self.search_input.get_untracked() {
                    dom::focus(&input);
                }
            };
            let mut commands = vec![
                Command::new("Search the runs", "Runs", focus_search).keys("/"),
                Command::new("Load all runs again", "Runs", move || self.loading.reload()).keys("r"),
                Command::new("Select all matching runs, or none", "Runs", move || {
                    self.select_all();
                })
                .keys("a"),
                Command::new("Invert the selection", "Runs", move || self.invert_selection()).keys("i"),
                Command::new("Show only columns that differ", "Runs", move || {
                    self.ask(|query| query.table.differing = !query.table.differing);
                })
                .keys("d"),
                Command::hint("Move in the table", "Table", "↑ ↓ ← →"),
                Command::hint(
                    "First or last column; with Ctrl first or last row",
                    "Table",
                    "Home End",
                ),
                Command::hint("Select the run", "Table", "Space"),
                Command::hint("Select more", "Table", "Shift+↑ Shift+↓"),
                Command::hint("Open the run", "Table", "Enter"),
                Command::hint("Sort by the column, in its head", "Table", "Enter"),
                Command::hint("Move the column, in its head", "Table", "Alt+← Alt+→"),
                Command::hint("Clear the selection", "Table", "Escape"),
            ];
            let selected = self.selected.get_untracked();
            if selected > 1 {
                let compare = move || self.compare_selected(router);
                commands.push(Command::new("Compare the selected runs", "Selected runs", compare).keys("c"));
            }
            if selected > 0 {
                let is_deleted = self
                    .query
                    .with_untracked(|query| query.lifecycle == Lifecycle::Deleted);
                let clear = move || self.clear_selection();
                commands.push(
                    Command::new("Pin or unpin the selected runs", "Selected runs", move || {
                        self.pin_selected();
                    })
                    .keys("p"),
                );
                commands.push(
                    Command::new("Hide the selected runs", "Selected runs", move || {
                        self.hide_selected();
                    })
                    .keys("h"),
                );
                commands.push(Command::new("Clear the selection", "Selected runs", clear));
                if is_deleted {
                    let restore = move || actions.restore(self.selected_subjects());
                    commands.push(Command::new(
                        "Restore the selected runs",
                        "Selected runs",
                        restore,
                    ));
                } else {
                    let tag = move || actions.tag(self.selected_subjects());
                    let delete = move || actions.delete(self.selected_subjects());
                    commands.push(Command::new("Tag the selected runs", "Selected runs", tag).keys("t"));
                    commands.push(
                        Command::new("Delete the selected runs", "Selected runs", delete).keys("Delete"),
                    );
                }
            }
            commands
        });
        palette.register_many(move || self.columns_to_go_to());
        palette.register_many(move || self.runs_to_go_to());
    }

    /// Scrolls to a column, which is shown for that if it is not.
    fn columns_to_go_to(self) -> Vec<Command> {
        let choice = self.choice.get_untracked();
        let command = |column: &Column| {
            let (column, group) = (column.clone(), ColumnKind::of(column).label());
            let label = match column.field() {
                Some(field) => field.label().to_owned(),
                None => column.to_string(),
            };
            Command::new(label, group, move || {
                self.choice.with_untracked(|choice| {
                    if !choice.0.shows(&column) {
                        self.set_table(choice.0.with_shown([&column], true));
                    }
                });
                self.handle.show_column(&column.to_string());
                self.handle.focus();
            })
        };
        choice.0.sorted().iter().map(command).collect()
    }

    /// The runs in the order of the table.
    fn runs_to_go_to(self) -> Vec<Command> {
        let state = self.state();
        let batch = state.batch.borrow();
        let set = batch.set.borrow();
        let lines = state.lines.borrow();
        let rows = lines.lines.iter().filter_map(|line| match line {
            Line::Run { row, .. } => Some(*row),
            Line::Group { .. } => None,
        });
        rows.take(MOST_RUNS)
            .map(|row| {
                let experiment = set.attribute(row, Attribute::Experiment).unwrap_or_default();
                let route = Route::run(experiment.into(), set.run_id(row), crate::route::RunTab::Overview);
                Command::link(set.display_name(row), "Runs of this table", route.to_hash())
                    .keywords(set.id(row))
            })
            .collect()
    }
}

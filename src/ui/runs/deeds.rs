//! What presses and keys in the table do.

use leptos::prelude::*;

use super::model::RunsModel;
use crate::grid::{self, Part};
use crate::mlflow::ExperimentId;
use crate::route::{Route, RunTab};
use crate::runs::view::ColumnChoice;
use crate::runs::{Attribute, Column, Line};

impl RunsModel {
    /// The rows that a line stands for: of a group, all that are in it.
    pub fn rows_of_line(self, line: u32) -> Vec<u32> {
        let state = self.state();
        let lines = state.lines.borrow();
        match lines.lines.get(line as usize) {
            Some(Line::Run { row, .. }) => vec![*row],
            Some(Line::Group { index, .. }) => lines.members(*index).to_vec(),
            None => Vec::new(),
        }
    }

    /// The page of a line's run.
    pub fn route_of_line(self, line: u32) -> Option<Route> {
        let state = self.state();
        let row = state.row_of_line(line)?;
        let batch = state.batch.borrow();
        let set = batch.set.borrow();
        let experiment = set.attribute(row, Attribute::Experiment).unwrap_or_default();
        Some(Route::run(
            ExperimentId::from(experiment),
            set.run_id(row),
            RunTab::Overview,
        ))
    }

    /// Something in a line was pressed.
    pub fn press(self, line: u32, part: Part, rect: [f64; 4]) {
        let state = self.state();
        let Some(row) = state.row_of_line(line) else {
            return;
        };
        let id = state.batch.borrow().set.borrow().run_id(row);
        match part {
            Part::Pin => self.ask(|query| toggle(&mut query.table.pinned_runs, id)),
            Part::Eye => self.ask(|query| toggle(&mut query.table.hidden_runs, id)),
            Part::Swatch => self.color_menu.set(Some((id, rect))),
            Part::Cell | Part::Link => {}
        }
    }

    /// The runs nested in a line, or in its group, are to be shown or no longer.
    pub fn fold_line(self, line: u32, expanded: bool) {
        let state = self.state();
        let id = {
            let (batch, lines) = (state.batch.borrow(), state.lines.borrow());
            let set = batch.set.borrow();
            match lines.lines.get(line as usize) {
                Some(Line::Run { row, .. }) => set.id(*row).to_owned(),
                Some(Line::Group { index, .. }) => lines.group_key(&set, *index),
                None => return,
            }
        };
        self.fold(&id, expanded);
    }

    /// Keeps what the person did to a column in the grid: its width or its place.
    pub fn arranged(self, column: &Column, columns: &grid::Columns) {
        let id = column.to_string();
        let shown: Vec<&grid::Column> = columns.shown().collect();
        let Some(place) = shown.iter().position(|one| *one.id == *id) else {
            return;
        };
        let Some(now) = shown.get(place) else { return };
        let choice = self.choice.get_untracked();
        let before = self.shown_columns();
        let was = before.iter().position(|one| *one == id);
        let width = whole(now.width_css);
        let table = if was == place.checked_sub(1) {
            choice.0.with_width(column, Some(width))
        } else {
            let behind = place
                .checked_sub(1)
                .and_then(|left| shown.get(left))
                .and_then(|left| Column::parse(&left.id))
                .unwrap_or_else(|| Attribute::Name.into());
            ColumnChoice::with_moved(&choice.0, column, &behind)
        };
        self.set_table(table);
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|other| *other == one) {
        Some(place) => {
            list.remove(place);
        }
        None => list.push(one),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "columns are between 48 and 1200 pixels wide"
)]
fn whole(width_css: f64) -> u16 {
    width_css.clamp(0.0, 4096.0) as u16
}

//! The table's runs as charts read them.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::cells::cut;
use super::model::RunsModel;
use super::state::TableState;
use crate::board::{ColumnValues, DrawnRun, RunSource};
use crate::format;
use crate::runs::{Attribute, Column, Direction, Field, RunSet};
use crate::ui::board::Source;
use crate::ui::run_color::color_of;
use crate::ui::time::local_time;

/// The runs of a table, without those that are hidden or do not match.
struct TableRuns {
    state: Rc<TableState>,
    made: RefCell<Made>,
}

/// What was made of the table when it was arranged last.
struct Made {
    runs: Arc<[DrawnRun]>,
    groups: Arc<[Arc<str>]>,
    columns: Option<Vec<Column>>,
}

impl TableRuns {
    /// Makes the runs anew. What is equal to what was stays the same one.
    fn renew(&self) {
        let batch = self.state.batch.borrow();
        let set = batch.set.borrow();
        let drawn = self.state.drawn.borrow();
        let run = |(row, group): &(u32, Option<u32>)| {
            let color = self.state.color_field.get();
            let tag = color.and_then(|field| set.column_by_id(field).text(*row));
            DrawnRun {
                id: set.run_id(*row),
                name: set.display_name(*row).into(),
                color: color_of(set.id(*row), tag),
                is_running: set.attribute(*row, Attribute::Status) == Some("RUNNING"),
                start_millis: set.millis(*row, Attribute::Started),
                group: *group,
            }
        };
        let runs: Vec<DrawnRun> = drawn.iter().map(run).collect();
        let groups = self.group_names(&set);
        let mut made = self.made.borrow_mut();
        if *made.runs != *runs {
            made.runs = runs.into();
        }
        if *made.groups != *groups {
            made.groups = groups.into();
        }
        made.columns = None;
    }

    fn group_names(&self, set: &RunSet) -> Vec<Arc<str>> {
        let lines = self.state.lines.borrow();
        let name = |group: u32| {
            let mut name = String::new();
            let Some((fields, row)) = lines.group_row(group) else {
                return name.into();
            };
            for (index, field) in fields.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                let column = set.column(field);
                let value = column.text(row).map_or_else(
                    || column.number(row).map_or_else(|| "–".to_owned(), format::number),
                    |text| cut(text).to_owned(),
                );
                let _always_written = write!(name, "{comma}{}: {value}", field.label());
            }
            name.into()
        };
        (0_u32..).take(lines.groups()).map(name).collect()
    }

    fn row(&self, run: usize) -> Option<u32> {
        self.state.drawn.borrow().get(run).map(|(row, _)| *row)
    }
}

impl RunSource for TableRuns {
    fn runs(&self) -> Arc<[DrawnRun]> {
        Arc::clone(&self.made.borrow().runs)
    }

    fn groups(&self) -> Arc<[Arc<str>]> {
        Arc::clone(&self.made.borrow().groups)
    }

    fn columns(&self) -> Vec<Column> {
        let mut made = self.made.borrow_mut();
        let columns = made.columns.get_or_insert_with(|| {
            let batch = self.state.batch.borrow();
            let set = batch.set.borrow();
            let drawn = self.state.drawn.borrow();
            let is_there = |field: &Field| {
                let column = set.column(field);
                drawn.iter().any(|(row, _)| !column.is_missing(*row))
            };
            let fields = set.fields().map(|entry| entry.field);
            fields
                .filter(|field| is_there(field))
                .map(|field| Column::from(field.clone()))
                .collect()
        });
        columns.clone()
    }

    fn number(&self, run: usize, column: &Column) -> Option<f64> {
        let row = self.row(run)?;
        let batch = self.state.batch.borrow();
        let set = batch.set.borrow();
        match column {
            Column::Field(field) => set.number(row, field),
            Column::Past(past, _) => self.state.past(*past, column, set.id(row)),
        }
    }

    fn text(&self, run: usize, column: &Column) -> Option<String> {
        let row = self.row(run)?;
        let batch = self.state.batch.borrow();
        let set = batch.set.borrow();
        match column {
            Column::Field(Field::Attribute(attribute @ (Attribute::Started | Attribute::Ended))) => {
                set.millis(row, *attribute).map(local_time)
            }
            Column::Field(Field::Attribute(Attribute::Duration)) => {
                set.millis(row, Attribute::Duration).map(format::duration)
            }
            Column::Field(field) => {
                let cells = set.column(field);
                let number = || cells.number(row).map(format::number);
                cells.text(row).map(|text| cut(text).to_owned()).or_else(number)
            }
            Column::Past(past, _) => self.state.past(*past, column, set.id(row)).map(format::number),
        }
    }

    fn values(&self, runs: &[usize], column: &Column) -> ColumnValues {
        let at_once = column.field().and_then(|field| {
            let batch = self.state.batch.borrow();
            let set = batch.set.borrow();
            let drawn = self.state.drawn.borrow();
            let rows: Option<Vec<u32>> = runs
                .iter()
                .map(|run| drawn.get(*run).map(|(row, _)| *row))
                .collect();
            ColumnValues::of_column(set.column(field), &rows?, cut)
        });
        at_once.unwrap_or_else(|| {
            ColumnValues::of_cells(runs, &|run| self.number(run, column), &|run| {
                self.text(run, column)
            })
        })
    }

    fn last_step(&self, metric: &str) -> Option<i64> {
        self.state.batch.borrow().set.borrow().last_step(metric)
    }

    fn is_lower_better(&self, metric: &str) -> Option<bool> {
        Some(self.state.direction_of(metric) == Direction::Lower)
    }
}

impl RunsModel {
    /// The runs of the table that match and are not hidden, for charts.
    pub fn source(self) -> Source {
        let runs = Rc::new(TableRuns {
            state: self.state(),
            made: RefCell::new(Made {
                runs: [].into(),
                groups: [].into(),
                columns: None,
            }),
        });
        let renewed = Rc::clone(&runs);
        let version = RwSignal::new(0_u32);
        Effect::new(move |_| {
            self.arranged.get();
            renewed.renew();
            version.update(|version| *version = version.wrapping_add(1));
        });
        Source::new(runs, version)
    }
}

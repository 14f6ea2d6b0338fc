//! What stands in the cells of the table of runs.

use std::fmt::Write as _;

use super::plan::{Plan, Shows};
use super::state::TableState;
use crate::format;
use crate::grid::{Align, Cell, CellSource, Check, Column, RowLook, Tone};
use crate::route::{Aggregate, CellShade};
use crate::runs::{self, Attribute, Line, Past};
use crate::ui::time::local_time;

/// The most letters that a cell is given: more would not fit the widest column, and descriptions may be books.
const MOST_LETTERS: usize = 400;

impl CellSource for TableState {
    fn look(&self, row: u32) -> RowLook {
        let is_tree = self.is_tree.get();
        match self.lines.borrow().lines.get(row as usize) {
            None => RowLook {
                is_pending: true,
                ..RowLook::default()
            },
            Some(Line::Run {
                row,
                depth,
                children,
                is_open,
                is_context,
            }) => RowLook {
                is_selected: self.selection.borrow().contains(row),
                is_dimmed: *is_context,
                is_pinned: self.is_pinned(*row),
                is_lit: self.lit.get() == Some(*row),
                level: if is_tree { depth + 1 } else { 0 },
                expanded: (*children > 0).then_some(*is_open),
                ..RowLook::default()
            },
            Some(Line::Group { is_open, .. }) => RowLook {
                is_group: true,
                level: 1,
                expanded: Some(*is_open),
                ..RowLook::default()
            },
        }
    }

    fn write_id(&self, row: u32, id: &mut String) {
        let batch = self.batch.borrow();
        match self.lines.borrow().lines.get(row as usize) {
            Some(Line::Run { row, .. }) => id.push_str(batch.set.borrow().id(*row)),
            Some(Line::Group { index, .. }) => {
                let _always_written = write!(id, "group-{index}");
            }
            None => {}
        }
    }

    fn fill(&self, row: u32, column: &Column, cell: &mut Cell) {
        let plans = self.plans.borrow();
        let Some(plan) = plans.get(column.source as usize) else {
            return;
        };
        match self.lines.borrow().lines.get(row as usize) {
            Some(Line::Run {
                row,
                depth,
                children,
                is_open,
                ..
            }) => {
                self.fill_run(*row, plan, cell);
                if plan.is_name() {
                    cell.depth = *depth;
                    cell.expanded = (*children > 0).then_some(*is_open);
                }
            }
            Some(Line::Group { index, is_open }) => self.fill_group(*index, *is_open, plan, cell),
            None => {}
        }
    }

    fn check_all(&self) -> Check {
        let (matching, hidden) = (self.matching.borrow(), self.hidden.borrow());
        let selection = self.selection.borrow();
        if selection.is_empty() {
            return Check::Off;
        }
        let is_all = matching
            .iter()
            .all(|row| selection.contains(row) || hidden.contains(row));
        if is_all { Check::On } else { Check::Some }
    }

    fn find(&self, id: &str) -> Option<u32> {
        let row = self.batch.borrow().set.borrow().row_of(id)?;
        let line = self.lines.borrow().line_of(row)?;
        u32::try_from(line).ok()
    }

    fn title(&self, row: u32, column: &Column) -> Option<String> {
        let plans = self.plans.borrow();
        let plan = plans.get(column.source as usize)?;
        match self.lines.borrow().lines.get(row as usize)? {
            Line::Run { row, .. } => self.title_of(*row, plan),
            Line::Group { .. } => None,
        }
    }

    fn head_title(&self, column: &Column) -> Option<String> {
        let plans = self.plans.borrow();
        let plan = plans.get(column.source as usize)?;
        Some(plan.column.to_string())
    }
}

impl TableState {
    fn fill_run(&self, row: u32, plan: &Plan, cell: &mut Cell) {
        let batch = self.batch.borrow();
        let set = batch.set.borrow();
        match plan.shows {
            Shows::Check => {
                cell.check = Some(if self.selection.borrow().contains(&row) {
                    Check::On
                } else {
                    Check::Off
                });
            }
            Shows::Attribute(attribute) => self.fill_attribute(&set, row, attribute, plan, cell),
            Shows::Metric(_) => self.fill_number(self.number(plan, row), plan, cell),
            Shows::NumericText(id) => {
                cell.align = Align::End;
                match set.column_by_id(id).text(row) {
                    Some(text) => {
                        cell.push(cut(text));
                        self.shade(self.number(plan, row), plan, cell);
                    }
                    None => cell.missing(Align::End),
                }
            }
            Shows::Text(id) => match id.and_then(|id| set.column_by_id(id).text(row)) {
                Some(text) => {
                    cell.push(cut(text));
                }
                None => cell.missing(Align::Start),
            },
            Shows::Past(past) => self.fill_past(set.id(row), past, row, plan, cell),
        }
    }

    /// A number in the form of its column, with its place among the others.
    fn fill_number(&self, number: Option<f64>, plan: &Plan, cell: &mut Cell) {
        cell.align = Align::End;
        let Some(number) = number else {
            return cell.missing(Align::End);
        };
        let scale = self.scale(plan);
        scale.format.write(number, &mut cell.text);
        if number.is_nan() {
            cell.tone = Tone::Bad;
        }
        cell.is_best = scale.is_best(number);
        self.shade(Some(number), plan, cell);
    }

    /// Shows where a number stands among the others of its column.
    pub fn shade(&self, number: Option<f64>, plan: &Plan, cell: &mut Cell) {
        let shade = self.style.get().shade;
        if shade == CellShade::Plain {
            return;
        }
        let place = number.and_then(|number| self.scale(plan).share(number));
        match shade {
            CellShade::Bars => cell.bar = place,
            CellShade::Heat => cell.heat = place,
            CellShade::Plain => {}
        }
    }

    fn fill_past(&self, run: &str, past: Past, row: u32, plan: &Plan, cell: &mut Cell) {
        let runs::Column::Past(_, key) = &plan.column else {
            return;
        };
        let histories = self.histories.borrow();
        match histories.get(key, run) {
            None if self.has_metric(row, key) => cell.is_pending = histories.is_asked(key, run),
            None => cell.missing(if past == Past::Trend {
                Align::Start
            } else {
                Align::End
            }),
            Some(history) if past == Past::Trend => cell.spark = history.path(SPARK_WIDTH, SPARK_HEIGHT),
            Some(history) => {
                let is_sampled = history.is_sampled() && past != Past::First;
                drop(histories);
                self.fill_number(self.number(plan, row), plan, cell);
                if is_sampled {
                    cell.text.insert(0, '≈');
                }
            }
        }
    }

    /// Whether a run has logged a metric at all.
    pub fn has_metric(&self, row: u32, key: &str) -> bool {
        let batch = self.batch.borrow();
        let set = batch.set.borrow();
        !set.column(&runs::Field::metric(key)).is_missing(row)
    }

    fn title_of(&self, row: u32, plan: &Plan) -> Option<String> {
        let batch = self.batch.borrow();
        let set = batch.set.borrow();
        match plan.shows {
            Shows::Metric(_) => self.number(plan, row).map(format::number_exact),
            Shows::Past(past) if past != Past::Trend => {
                let number = self.number(plan, row).map(format::number_exact)?;
                let runs::Column::Past(_, key) = &plan.column else {
                    return None;
                };
                let histories = self.histories.borrow();
                let history = histories.get(key, set.id(row))?;
                let points = format::plural(history.points(), "point");
                Some(if history.is_sampled() {
                    format!("{number}, of {points} that the server sampled")
                } else {
                    format!("{number}, of {points}")
                })
            }
            Shows::Attribute(attribute @ (Attribute::Started | Attribute::Ended)) => {
                set.millis(row, attribute).map(local_time)
            }
            Shows::Attribute(Attribute::Duration) => {
                set.millis(row, Attribute::Duration).map(format::duration_exact)
            }
            Shows::Attribute(attribute) => set
                .attribute(row, attribute)
                .map(|text| text.chars().take(MOST_LETTERS).collect()),
            Shows::Check | Shows::Past(_) | Shows::NumericText(_) | Shows::Text(_) => None,
        }
    }

    fn fill_group(&self, group: u32, is_open: bool, plan: &Plan, cell: &mut Cell) {
        let batch = self.batch.borrow();
        let set = batch.set.borrow();
        let lines = self.lines.borrow();
        let members = lines.members(group);
        if plan.shows == Shows::Check {
            let selection = self.selection.borrow();
            let selected = members.iter().filter(|row| selection.contains(row)).count();
            cell.check = Some(match selected {
                0 => Check::Off,
                all if all == members.len() => Check::On,
                _ => Check::Some,
            });
        } else if plan.is_name() {
            let Some((fields, row)) = lines.group_row(group) else {
                return;
            };
            for (index, field) in fields.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                let column = set.column(field);
                let value = column.text(row).map_or_else(
                    || column.number(row).map_or_else(|| "–".to_owned(), format::number),
                    |text| cut(text).to_owned(),
                );
                let _always_written = write!(cell.text, "{comma}{}: {value}", field.label());
            }
            let _always_written = write!(cell.text, " ({})", format::count(members.len()));
            cell.tone = Tone::Strong;
            cell.expanded = Some(is_open);
        } else if plan.is_numeric()
            && let Some(number) = plan.aggregate(group, || self.aggregate(members, plan))
        {
            cell.align = Align::End;
            match plan.shows {
                Shows::Attribute(Attribute::Duration) if self.style.get().aggregate != Aggregate::Count => {
                    #[expect(clippy::cast_possible_truncation, reason = "of whole milliseconds")]
                    let millis = number as i64;
                    cell.push(&format::duration(millis));
                }
                _ if self.style.get().aggregate == Aggregate::Count => {
                    cell.push(&format::number(number));
                }
                _ => self.scale(plan).format.write(number, &mut cell.text),
            }
        }
    }
}

/// The box that small lines are drawn in, as the grid has it.
const SPARK_WIDTH: f32 = 100.0;
const SPARK_HEIGHT: f32 = 24.0;

/// As much of a text as a cell can show.
pub fn cut(text: &str) -> &str {
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

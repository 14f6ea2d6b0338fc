//! What stands in the cells of the table of differences.

use std::cell::{Cell as StdCell, RefCell};
use std::rc::Rc;

use crate::board::{DifferenceRow, DifferenceTable};
use crate::format::count;
use crate::grid::{Align, Cell, CellSource, Column, ColumnKind, RowLook, Tone};
use crate::ui::board::Source;

/// How strongly the column of the run that is pointed at is shaded, from 0 to 1.
const LIT: f64 = 0.5;

/// What stands in the cells.
pub(super) struct Cells {
    pub table: Rc<RefCell<DifferenceTable>>,
    pub shows_change: Rc<StdCell<bool>>,
    /// The run that is pointed at anywhere.
    pub lit: Rc<StdCell<Option<usize>>>,
    pub source: Source,
}

impl CellSource for Cells {
    fn look(&self, row: u32) -> RowLook {
        RowLook {
            is_group: matches!(
                self.table.borrow().rows().get(row as usize),
                Some(DifferenceRow::Group(..))
            ),
            ..RowLook::default()
        }
    }

    fn write_id(&self, row: u32, id: &mut String) {
        match self.table.borrow().rows().get(row as usize) {
            Some(DifferenceRow::Column(column)) => id.push_str(&column.to_string()),
            Some(DifferenceRow::Group(group, _)) => id.push_str(group.label()),
            None => {}
        }
    }

    fn fill(&self, row: u32, column: &Column, cell: &mut Cell) {
        let table = self.table.borrow();
        let is_name = column.kind == ColumnKind::Name;
        match table.rows().get(row as usize) {
            Some(DifferenceRow::Group(group, columns)) if is_name => {
                cell.push(group.label()).push(" ").push(&count(*columns));
                cell.tone = Tone::Strong;
            }
            Some(DifferenceRow::Column(named)) if is_name => {
                let label = named
                    .field()
                    .map_or_else(|| named.to_string(), |field| field.label().to_owned());
                cell.push(&label);
            }
            Some(DifferenceRow::Column(named)) => {
                let run = column.source as usize;
                cell.heat = (self.lit.get() == Some(run)).then_some(LIT);
                let found = self
                    .source
                    .with_untracked(|source| table.cell(source, named, run));
                let Some(text) = found.text else {
                    cell.missing(Align::Start);
                    return;
                };
                cell.push(&text);
                let Some(change) = found.change.filter(|_| self.shows_change.get()) else {
                    let is_same = !found.differs && run != table.baseline();
                    cell.tone = if is_same { Tone::Muted } else { Tone::Normal };
                    return;
                };
                cell.push("  ").push(&change.to_text());
                cell.tone = match change.is_better {
                    Some(true) => Tone::Good,
                    Some(false) => Tone::Bad,
                    None => Tone::Normal,
                };
            }
            _ => {}
        }
    }

    fn title(&self, row: u32, column: &Column) -> Option<String> {
        let table = self.table.borrow();
        let DifferenceRow::Column(named) = table.rows().get(row as usize)? else {
            return None;
        };
        if column.kind == ColumnKind::Name {
            return Some(named.to_string());
        }
        let run = column.source as usize;
        let found = self
            .source
            .with_untracked(|source| table.cell(source, named, run));
        let change = found.change?;
        let verdict = match change.is_better {
            Some(true) => ", better",
            Some(false) => ", worse",
            None => "",
        };
        Some(format!(
            "{}: {} from the baseline{verdict}",
            found.text?,
            change.to_text()
        ))
    }
}

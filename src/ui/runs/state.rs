//! What the table draws from: the runs, the lines that are shown of them, and what the person picked out.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::batch::Batch;
use super::plan::{Plan, Scale, Shows};
use crate::mlflow::ExperimentId;
use crate::route::{Aggregate, CellShade, TimeStyle};
use crate::runs::{
    Asked, Column, Direction, Field, FieldId, Histories, Line, Past, PrimaryMetric, RunLines, RunSet,
    Statistics,
};
use crate::ui::run_color::COLOR_TAG;

/// Rows with the group of each.
pub type DrawnRows = Rc<[(u32, Option<u32>)]>;

/// How cells look, as the person chose.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CellStyle {
    /// How a number's place among the others is shown.
    pub shade: CellShade,
    /// How points in time are shown.
    pub time: TimeStyle,
    /// What the rows of groups show.
    pub aggregate: Aggregate,
}

/// What the table draws from. Its parts are set by the page's effects and read while the table is drawn, never at once.
pub struct TableState {
    /// The runs.
    pub batch: RefCell<Rc<Batch>>,
    /// What is shown of them, from the top.
    pub lines: RefCell<RunLines>,
    /// Whether any line has others below it.
    pub is_tree: Cell<bool>,
    /// The rows that match, whether shown or folded away.
    pub matching: RefCell<Rc<[u32]>>,
    /// The columns, by what the grid calls their source.
    pub plans: RefCell<Vec<Plan>>,
    /// Rows that are picked out.
    pub selection: RefCell<HashSet<u32>>,
    /// Rows that are not drawn in charts and, unless asked for, not shown.
    pub hidden: RefCell<HashSet<u32>>,
    /// Rows at the top.
    pub pinned: RefCell<HashSet<u32>>,
    /// What is known of the histories of metrics.
    pub histories: RefCell<Histories>,
    /// How cells look.
    pub style: Cell<CellStyle>,
    /// Names of experiments.
    pub experiments: RefCell<HashMap<ExperimentId, Rc<str>>>,
    /// What the experiment is about.
    pub primary: RefCell<Option<PrimaryMetric>>,
    /// The row that is highlighted in the charts.
    pub lit: Cell<Option<u32>>,
    /// The rows that are drawn in charts, from the top of the table, each with its group.
    pub drawn: RefCell<DrawnRows>,
    /// Where the runs keep the colour that people gave them; `None` while no run has one.
    pub color_field: Cell<Option<FieldId>>,
}

impl TableState {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            batch: RefCell::new(Rc::new(Batch::new(Asked::all_of(Vec::new())))),
            lines: RefCell::default(),
            is_tree: Cell::new(false),
            matching: RefCell::new([].into()),
            plans: RefCell::default(),
            selection: RefCell::default(),
            hidden: RefCell::default(),
            pinned: RefCell::default(),
            histories: RefCell::default(),
            style: Cell::default(),
            experiments: RefCell::default(),
            primary: RefCell::default(),
            lit: Cell::new(None),
            drawn: RefCell::new([].into()),
            color_field: Cell::new(None),
        }
    }

    /// Shows the runs of a batch; what was picked out of another one is picked out of this one too, as far as it is here.
    pub fn show_batch(&self, batch: &Rc<Batch>) {
        let before = Rc::clone(&self.batch.borrow());
        if !Rc::ptr_eq(&before, batch) {
            let (old, new) = (before.set.borrow(), batch.set.borrow());
            let selection = self.selection.take();
            let moved = selection.iter().filter_map(|row| new.row_of(old.id(*row)));
            self.selection.replace(moved.collect());
            self.batch.replace(Rc::clone(batch));
        }
        let color = Field::tag(COLOR_TAG);
        self.color_field.set(batch.set.borrow().field_id(&color));
    }

    /// Picks out no longer what was taken out of the set. Gives how many are still picked out.
    pub fn drop_removed(&self, set: &RunSet) -> usize {
        let mut selection = self.selection.borrow_mut();
        selection.retain(|row| !set.is_removed(*row));
        selection.len()
    }

    /// Whether a run is not drawn in charts.
    pub fn is_hidden(&self, row: u32) -> bool {
        self.hidden.borrow().contains(&row)
    }

    /// Whether a run stays at the top.
    pub fn is_pinned(&self, row: u32) -> bool {
        self.pinned.borrow().contains(&row)
    }

    /// Which values of a metric are the better ones, as far as anyone knows.
    pub fn direction_of(&self, metric: &str) -> Direction {
        Direction::of_metric(metric, self.primary.borrow().as_ref())
    }

    /// The number in a cell, for sorting, scales and groups; `None` where there is none.
    pub fn number(&self, plan: &Plan, row: u32) -> Option<f64> {
        let batch = self.batch.borrow();
        let set = batch.set.borrow();
        match plan.shows {
            Shows::Metric(Some(id)) | Shows::NumericText(id) | Shows::Text(Some(id)) => {
                set.column_by_id(id).number(row)
            }
            Shows::Attribute(attribute) => set.column_by_id(FieldId::of(attribute)).number(row),
            Shows::Past(past) => self.past(past, &plan.column, set.id(row)),
            Shows::Check | Shows::Metric(None) | Shows::Text(None) => None,
        }
    }

    /// A number of a metric's history, if it is known.
    pub fn past(&self, past: Past, column: &Column, run: &str) -> Option<f64> {
        let Column::Past(_, key) = column else {
            return None;
        };
        let histories = self.histories.borrow();
        histories
            .get(key, run)?
            .number(past, self.direction_of(key) == Direction::Lower)
    }

    /// What the numbers of a column have in common, over the rows that match.
    pub fn scale(&self, plan: &Plan) -> Rc<Scale> {
        plan.scale(|| {
            let rows = self.matching.borrow();
            let numbers: Vec<f64> = rows.iter().filter_map(|row| self.number(plan, *row)).collect();
            Scale::of(&numbers, self.direction(plan))
        })
    }

    /// The row of a line's run; `None` for a group.
    pub fn row_of_line(&self, line: u32) -> Option<u32> {
        match self.lines.borrow().lines.get(line as usize)? {
            Line::Run { row, .. } => Some(*row),
            Line::Group { .. } => None,
        }
    }

    /// The rows that are picked out, in the order in which they are shown; those folded away last.
    pub fn selected_rows(&self) -> Vec<u32> {
        let selection = self.selection.borrow();
        let batch = self.batch.borrow();
        let mut rows: Vec<u32> = self
            .lines
            .borrow()
            .lines
            .iter()
            .filter_map(|line| match line {
                Line::Run { row, .. } if selection.contains(row) => Some(*row),
                _ => None,
            })
            .collect();
        let seen: HashSet<u32> = rows.iter().copied().collect();
        let set = batch.set.borrow();
        rows.extend(
            set.rows()
                .iter()
                .filter(|row| selection.contains(row) && !seen.contains(row)),
        );
        rows
    }

    /// The heading of an experiment.
    pub fn experiment_name(&self, id: &str) -> Option<Rc<str>> {
        self.experiments.borrow().get(id).cloned()
    }

    /// What a group of these rows shows of a column of numbers.
    pub fn aggregate(&self, rows: &[u32], plan: &Plan) -> Option<f64> {
        let numbers = Statistics::of(&mut rows.iter().filter_map(|row| self.number(plan, *row)));
        let aggregate = self.style.get().aggregate;
        if numbers.count == 0 {
            return None;
        }
        match aggregate {
            Aggregate::Mean => Some(numbers.mean),
            Aggregate::Min => Some(numbers.min),
            Aggregate::Max => Some(numbers.max),
            Aggregate::Count => Some(numbers.count as f64),
            Aggregate::Std => (numbers.count > 1).then_some(numbers.deviation),
            Aggregate::Best => numbers.best(self.direction(plan)?),
        }
    }

    /// Which numbers of a column are the better ones; `None` where none are.
    fn direction(&self, plan: &Plan) -> Option<Direction> {
        match (&plan.shows, &plan.column) {
            (Shows::Metric(_), Column::Field(field)) => Some(self.direction_of(field.label())),
            (Shows::Past(Past::Best | Past::Min | Past::Max), Column::Past(_, key)) => {
                Some(self.direction_of(key))
            }
            _ => None,
        }
    }
}

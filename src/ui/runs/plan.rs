//! What the columns of the table show, and how.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::format::NumberColumn;
use crate::runs::{
    Attribute, Column, ColumnRef, Direction, Field, FieldId, FieldKind, Past, RunSet, Statistics,
};

/// What a column shows, found out once and not for each of its cells.
pub struct Plan {
    /// The column.
    pub column: Column,
    /// What its cells are.
    pub shows: Shows,
    /// What its numbers have in common; found out when its first cell is drawn.
    scale: RefCell<Option<Rc<Scale>>>,
    /// What groups show of it, as far as they were drawn.
    aggregates: RefCell<HashMap<u32, Option<f64>>>,
}

/// What the cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shows {
    /// The boxes that select.
    Check,
    /// What every run has.
    Attribute(Attribute),
    /// The latest value of a metric; `None` while no run has it.
    Metric(Option<FieldId>),
    /// A parameter or tag whose texts are numbers.
    NumericText(FieldId),
    /// A parameter or tag.
    Text(Option<FieldId>),
    /// Something of a history.
    Past(Past),
}

impl Plan {
    /// The plan of a column of these runs.
    pub fn new(column: Column, set: &RunSet) -> Self {
        let shows = match &column {
            Column::Past(past, _) => Shows::Past(*past),
            Column::Field(Field::Attribute(attribute)) => Shows::Attribute(*attribute),
            Column::Field(field @ Field::Metric(_)) => Shows::Metric(set.field_id(field)),
            Column::Field(field) => match set.field_id(field) {
                Some(id) if is_numeric(set.column_by_id(id)) => Shows::NumericText(id),
                id => Shows::Text(id),
            },
        };
        Self {
            column,
            shows,
            scale: RefCell::new(None),
            aggregates: RefCell::default(),
        }
    }

    /// The boxes that select.
    pub fn check() -> Self {
        Self {
            column: Attribute::Id.into(),
            shows: Shows::Check,
            scale: RefCell::new(None),
            aggregates: RefCell::default(),
        }
    }

    /// Whether it is the column that names the runs.
    pub fn is_name(&self) -> bool {
        self.shows == Shows::Attribute(Attribute::Name)
    }

    /// Whether its cells are numbers, which stand at the right.
    pub fn is_numeric(&self) -> bool {
        match self.shows {
            Shows::Metric(_) | Shows::NumericText(_) | Shows::Attribute(Attribute::Duration) => true,
            Shows::Past(past) => past != Past::Trend,
            Shows::Check | Shows::Attribute(_) | Shows::Text(_) => false,
        }
    }

    /// What the numbers of these rows have in common. `number` reads one.
    pub fn scale(&self, make: impl FnOnce() -> Scale) -> Rc<Scale> {
        Rc::clone(self.scale.borrow_mut().get_or_insert_with(|| Rc::new(make())))
    }

    /// What a group shows of it. `make` works it out.
    pub fn aggregate(&self, group: u32, make: impl FnOnce() -> Option<f64>) -> Option<f64> {
        *self.aggregates.borrow_mut().entry(group).or_insert_with(make)
    }

    /// Forgets what the numbers have in common: there are other runs.
    pub fn outdate(&self) {
        self.scale.take();
        self.aggregates.take();
    }
}

/// Whether the distinct texts of a column are numbers, but for empty ones and words for none. Looked at are some of
/// them only: a column of 100,000 different texts is no reason to wait.
fn is_numeric(column: ColumnRef<'_>) -> bool {
    const MOST_LOOKED_AT: usize = 200;
    if column.kind() == FieldKind::Number {
        return true;
    }
    let mut has_number = false;
    for code in (0_u32..).take(column.codes().min(MOST_LOOKED_AT)) {
        let Some(text) = column.text_of(code) else {
            continue;
        };
        if crate::runs::number_in(text).is_some() {
            has_number = true;
        } else if !matches!(text.trim(), "" | "None" | "null" | "NaN" | "nan" | "auto") {
            return false;
        }
    }
    has_number
}

/// What the numbers of a column have in common, over the rows that match.
#[derive(Clone, PartialEq, Debug)]
pub struct Scale {
    statistics: Statistics,
    /// The best number, in a column that has one.
    best: Option<f64>,
    /// How they are written.
    pub format: NumberColumn,
}

impl Scale {
    /// Of these numbers. `direction` is `None` in a column without better and worse.
    pub fn of(numbers: &[f64], direction: Option<Direction>) -> Self {
        let statistics = Statistics::of(&mut numbers.iter().copied());
        Self {
            // Where all are the same, none is better.
            best: direction
                .filter(|_| statistics.min < statistics.max)
                .and_then(|direction| statistics.best(direction)),
            statistics,
            format: NumberColumn::of(numbers.iter().copied()),
        }
    }

    /// Where a number stands among the others, from 0 to 1.
    pub fn share(&self, number: f64) -> Option<f64> {
        self.statistics.share(number)
    }

    /// Whether no number is better.
    pub fn is_best(&self, number: f64) -> bool {
        self.best.is_some_and(|best| best.total_cmp(&number).is_eq())
    }
}

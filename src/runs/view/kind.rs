//! Kinds of columns, which are shown and hidden together.

use crate::runs::{Attribute, Column, Field};

/// What a column is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ColumnKind {
    /// What every run has.
    Attribute,
    /// Metrics and what is asked of their history.
    Metric,
    /// Parameters.
    Param,
    /// Tags.
    Tag,
}

impl ColumnKind {
    /// All, in the order in which a table shows them.
    pub const ALL: [Self; 4] = [Self::Attribute, Self::Metric, Self::Param, Self::Tag];

    /// The kind of a column.
    pub fn of(column: &Column) -> Self {
        match column {
            Column::Field(Field::Attribute(_)) => Self::Attribute,
            Column::Field(Field::Metric(_)) | Column::Past(..) => Self::Metric,
            Column::Field(Field::Param(_)) => Self::Param,
            Column::Field(Field::Tag(_)) => Self::Tag,
        }
    }

    /// All of the kind in an address: no column has this name, since no key is empty.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attribute => "attributes.",
            Self::Metric => "metrics.",
            Self::Param => "params.",
            Self::Tag => "tags.",
        }
    }

    /// What people call them.
    pub fn label(self) -> &'static str {
        match self {
            Self::Attribute => "Attributes",
            Self::Metric => "Metrics",
            Self::Param => "Parameters",
            Self::Tag => "Tags",
        }
    }
}

/// Whether a table shows this column unless a person says otherwise: what tells runs apart, not how they came to be.
pub(super) fn is_shown_by_itself(column: &Column) -> bool {
    match column {
        Column::Field(Field::Attribute(attribute)) => matches!(
            attribute,
            Attribute::Name
                | Attribute::Status
                | Attribute::Started
                | Attribute::Duration
                | Attribute::Experiment
                | Attribute::Datasets
                | Attribute::Models
        ),
        Column::Field(Field::Metric(key)) => !is_system(key),
        Column::Field(Field::Param(_)) => true,
        Column::Field(Field::Tag(_)) | Column::Past(..) => false,
    }
}

/// Whether a metric says how a run ran, not how good it is.
pub(super) fn is_system(metric: &str) -> bool {
    metric.starts_with("system/")
}

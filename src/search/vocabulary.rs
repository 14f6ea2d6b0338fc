use std::collections::BTreeSet;

use super::{DatasetPart, Kind, Target};
use crate::runs::{Attribute, Field, RunSet};

/// What the runs at hand can be searched for.
pub trait Vocabulary {
    /// Calls `each` with the kind and the key of every metric, parameter and tag that a run has.
    fn keys(&self, each: &mut dyn FnMut(Kind, &str));

    /// Calls `each` with the values that a target has in runs, each once.
    fn values(&self, target: &Target, each: &mut dyn FnMut(&str));
}

impl Vocabulary for RunSet {
    fn keys(&self, each: &mut dyn FnMut(Kind, &str)) {
        for entry in self.fields() {
            match entry.field {
                Field::Attribute(_) => {}
                Field::Metric(key) => each(Kind::Metric, key),
                Field::Param(key) => each(Kind::Param, key),
                Field::Tag(key) => each(Kind::Tag, key),
            }
        }
    }

    fn values(&self, target: &Target, each: &mut dyn FnMut(&str)) {
        match target {
            Target::Field(field) => {
                let column = self.column(field);
                let codes = u32::try_from(column.codes()).unwrap_or(u32::MAX);
                (0..codes).filter_map(|code| column.text_of(code)).for_each(each);
            }
            Target::Dataset(part) => {
                let column = self.column(&Attribute::Datasets.into());
                let mut lists = BTreeSet::new();
                let mut values = BTreeSet::new();
                for row in self.rows() {
                    if column.code(*row).is_some_and(|list| lists.insert(list)) {
                        values.extend(self.datasets(*row).map(|dataset| match part {
                            DatasetPart::Name => dataset.name,
                            DatasetPart::Digest => dataset.digest,
                            DatasetPart::Context => dataset.context,
                        }));
                    }
                }
                values
                    .into_iter()
                    .filter(|value| !value.is_empty())
                    .for_each(each);
            }
        }
    }
}

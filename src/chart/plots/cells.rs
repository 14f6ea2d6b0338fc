//! A column parted into the columns or rows of a grid.

use std::sync::Arc;

use super::plot::Along;
use super::values::{Values, index};
use crate::chart::axis::{Axis, Locale, Scale};

/// Up to so many different numbers each have cells of their own, as in a grid search; more are put in bins.
const OWN_AT_MOST: usize = 12;
/// How many bins there are along an axis.
const BINS: usize = 10;

/// How a column is parted along one side of a grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Parting {
    /// A part for each name, or for each of few numbers.
    Own {
        names: Vec<Arc<str>>,
        numbers: Option<Vec<f64>>,
    },
    /// Parts of equal length along the axis, with these edges.
    Bins(Scale, Vec<f64>),
}

impl Parting {
    /// Parts a column; `None` where it has no value.
    pub(super) fn of(values: &Values, axis: &Axis, locale: &Locale) -> Option<Self> {
        if let Some(names) = &values.names {
            let names = names.to_vec();
            return (!names.is_empty()).then_some(Self::Own { names, numbers: None });
        }
        let mut numbers: Vec<f64> = (0..values.of.len())
            .filter_map(|run| values.finite(run))
            .collect();
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        if numbers.len() <= OWN_AT_MOST {
            let names = numbers
                .iter()
                .map(|number| values.said(*number, locale).into())
                .collect();
            return (!numbers.is_empty()).then_some(Self::Own {
                names,
                numbers: Some(numbers),
            });
        }
        // All of the data, without room around it.
        let (low, high) = values.extent(axis.scale)?;
        let scale = values.scale(axis)?.with_ends(low, high);
        let edge = |bin: usize| scale.from_unit(bin as f64 / BINS as f64);
        let edges = (0..=BINS).map(edge).collect();
        Some(Self::Bins(scale, edges))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Own { names, .. } => names.len(),
            Self::Bins(_, edges) => edges.len().saturating_sub(1),
        }
    }

    /// The part that a value is in.
    pub(super) fn part_of(&self, value: f64) -> Option<usize> {
        match self {
            Self::Own { numbers: None, .. } => index(value).filter(|place| *place < self.len()),
            Self::Own {
                numbers: Some(numbers),
                ..
            } => numbers.binary_search_by(|number| number.total_cmp(&value)).ok(),
            Self::Bins(scale, _) if scale.contains(value) => {
                index((scale.to_unit(value) * BINS as f64).floor()).map(|bin| bin.min(BINS - 1))
            }
            Self::Bins(..) => None,
        }
    }

    /// From where to where a part goes, in the unit of the axis.
    pub(super) fn ends(&self, part: usize) -> Option<(f64, f64)> {
        match self {
            Self::Own { .. } => Some((part as f64 - 0.5, part as f64 + 0.5)),
            Self::Bins(_, edges) => Some((*edges.get(part)?, *edges.get(part + 1)?)),
        }
    }

    /// A part in words.
    pub(super) fn said(&self, part: usize, values: &Values, locale: &Locale) -> String {
        match self {
            Self::Own { names, .. } => names.get(part).map_or_else(String::new, ToString::to_string),
            Self::Bins(_, edges) => {
                let said = |edge: usize| edges.get(edge).map(|edge| values.unit.read_out(*edge, 3, locale));
                format!(
                    "{} to {}",
                    said(part).unwrap_or_default(),
                    said(part + 1).unwrap_or_default()
                )
            }
        }
    }

    pub(super) fn along(&self, values: &Values) -> Along {
        let name = values.name.to_string();
        match self {
            Self::Own { names, .. } => Along {
                scale: Some(Scale::linear(-0.5, names.len() as f64 - 0.5)),
                unit: values.unit,
                name,
                names: names.clone(),
            },
            Self::Bins(scale, _) => Along {
                scale: Some(*scale),
                unit: values.unit,
                name,
                names: Vec::new(),
            },
        }
    }
}

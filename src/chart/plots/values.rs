//! What is drawn of a column: a number or a place among names for each run.

use std::sync::Arc;

use crate::chart::Rgb;
use crate::chart::axis::{Axis, AxisUnit, Locale, Scale};
use crate::chart::options::ScaleKind;
use crate::format::plural;

/// To how many digits a value is read out.
const DIGITS: usize = 6;

/// The room around the data, as a share of what an axis spans.
const ROOM: f64 = 0.05;

/// A run, as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct PlottedRun {
    /// Its name.
    pub name: Arc<str>,
    /// Its colour.
    pub color: Rgb,
}

/// One column of the runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// What the column is called.
    pub name: Arc<str>,
    /// What its numbers count.
    pub unit: AxisUnit,
    /// Of a column of names: all of them, in order.
    pub names: Option<Arc<[Arc<str>]>>,
    /// For each run: its number, or the place of its name among the names; `None` where it has none.
    pub of: Vec<Option<f64>>,
}

impl Values {
    /// A column of numbers.
    pub fn numbers(name: impl Into<Arc<str>>, unit: AxisUnit, of: Vec<Option<f64>>) -> Self {
        Self {
            name: name.into(),
            unit,
            names: None,
            of,
        }
    }

    /// A column of names, which are put in the order that `compare` says.
    pub fn named(
        name: impl Into<Arc<str>>,
        texts: &[Option<Arc<str>>],
        compare: impl Fn(&str, &str) -> std::cmp::Ordering,
    ) -> Self {
        let mut names: Vec<Arc<str>> = texts.iter().flatten().cloned().collect();
        let order = |one: &Arc<str>, other: &Arc<str>| compare(one, other).then_with(|| one.cmp(other));
        names.sort_by(order);
        names.dedup();
        let place = |text: &Arc<str>| Some(names.binary_search_by(|name| order(name, text)).ok()? as f64);
        Self {
            name: name.into(),
            unit: AxisUnit::Whole,
            of: texts.iter().map(|text| place(text.as_ref()?)).collect(),
            names: Some(names.into()),
        }
    }

    /// Whether it is of names.
    pub fn is_named(&self) -> bool {
        self.names.is_some()
    }

    /// The names, where it is of names.
    pub fn all_names(&self) -> &[Arc<str>] {
        self.names.as_deref().unwrap_or_default()
    }

    /// The finite value of a run.
    pub fn finite(&self, run: usize) -> Option<f64> {
        self.of
            .get(run)
            .copied()
            .flatten()
            .filter(|value| value.is_finite())
    }

    /// A value as people read it.
    pub fn said(&self, value: f64, locale: &Locale) -> String {
        match &self.names {
            Some(names) => name_at(names, value).map_or_else(String::new, ToString::to_string),
            None => self.unit.read_out(value, DIGITS, locale),
        }
    }

    /// The value of a run as people read it, also where there is none.
    pub fn said_of(&self, run: usize, locale: &Locale) -> String {
        match self.of.get(run).copied().flatten() {
            Some(value) => self.said(value, locale),
            None => "none".to_owned(),
        }
    }

    /// The value of a run for a file: a name, or the number in full; empty where there is none.
    pub(super) fn written(&self, run: usize) -> String {
        let Some(value) = self.of.get(run).copied().flatten() else {
            return String::new();
        };
        match &self.names {
            Some(names) => name_at(names, value).map_or_else(String::new, ToString::to_string),
            None => value.to_string(),
        }
    }

    /// The least and greatest of the finite ones; on a logarithmic axis of those above zero.
    pub(super) fn extent(&self, kind: ScaleKind) -> Option<(f64, f64)> {
        let shown = self.of.iter().copied().flatten();
        extent(shown.filter(|value| value.is_finite() && (kind != ScaleKind::Log || *value > 0.0)))
    }

    /// What an axis for the column spans; `None` where there is no value.
    pub(super) fn scale(&self, axis: &Axis) -> Option<Scale> {
        if let Some(names) = &self.names {
            let all = (-0.5, names.len() as f64 - 0.5);
            let [low, high] = axis.range;
            return (!names.is_empty()).then(|| Scale::linear(low.unwrap_or(all.0), high.unwrap_or(all.1)));
        }
        axis.scale(
            self.extent(axis.scale),
            ROOM,
            even_up_to(self.of.iter().copied().flatten()),
        )
    }

    /// What the chart leaves out of the column, in sentences: runs that have no value, and values that have no place on
    /// an axis of this kind.
    pub fn left_out(&self, kind: ScaleKind) -> Vec<String> {
        let runs = self.of.len();
        let count =
            |is_meant: &dyn Fn(&Option<f64>) -> bool| self.of.iter().filter(|value| is_meant(value)).count();
        let missing = count(&|value| value.is_none());
        let not_finite = count(&|value| value.is_some_and(|value| !value.is_finite()));
        let is_log = kind == ScaleKind::Log && !self.is_named();
        let not_positive =
            count(&|value| is_log && value.is_some_and(|value| value.is_finite() && value <= 0.0));
        let verb = |count: usize, one: &'static str, many: &'static str| if count == 1 { one } else { many };
        let name = &self.name;
        let mut said = Vec::new();
        if missing > 0 {
            said.push(format!(
                "{missing} of {} {} no {name}.",
                plural(runs, "run"),
                verb(missing, "has", "have")
            ));
        }
        if not_finite > 0 {
            said.push(format!("{name} is not finite in {}.", plural(not_finite, "run")));
        }
        if not_positive > 0 {
            said.push(format!(
                "{name} is not above zero in {}, which a logarithmic axis cannot show.",
                plural(not_positive, "run")
            ));
        }
        said
    }
}

/// Up to which distance from zero a symmetric logarithmic axis is about even: a tenth of the median distance.
pub(super) fn even_up_to(values: impl Iterator<Item = f64>) -> f64 {
    let mut distances: Vec<f64> = values
        .map(f64::abs)
        .filter(|value| value.is_finite() && *value > 0.0)
        .collect();
    let middle = distances.len() / 2;
    if middle < distances.len() {
        *distances.select_nth_unstable_by(middle, f64::total_cmp).1 / 10.0
    } else {
        1.0
    }
}

/// The least and the greatest of the values.
pub(super) fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |extent, value| match extent {
        None => Some((value, value)),
        Some((low, high)) => Some((low.min(value), high.max(value))),
    })
}

/// The name at a place.
pub(super) fn name_at(names: &[Arc<str>], place: f64) -> Option<&Arc<str>> {
    names.get(index(place)?)
}

/// The whole number that a place is nearest to; `None` below zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "looked at before; a float cast saturates"
)]
pub(super) fn index(place: f64) -> Option<usize> {
    (place.round() >= 0.0).then(|| place.round() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_places_in_their_order() {
        let texts = ["b", "a", "b", "c"].map(|text| Some(Arc::from(text)));
        let values = Values::named("optimizer", &[&texts[..], &[None]].concat(), str::cmp);
        assert_eq!(values.of, [Some(1.0), Some(0.0), Some(1.0), Some(2.0), None]);
        assert_eq!(values.said_of(0, &Locale::default()), "b");
        assert_eq!(values.said_of(4, &Locale::default()), "none");
    }

    #[test]
    fn what_is_left_out_is_said_with_its_count() {
        let of = vec![Some(1.0), None, Some(f64::NAN), Some(0.0), Some(-1.0), None];
        let values = Values::numbers("depth", AxisUnit::Number, of);
        assert_eq!(
            values.left_out(ScaleKind::Linear),
            ["2 of 6 runs have no depth.", "depth is not finite in 1 run."]
        );
        assert_eq!(values.left_out(ScaleKind::Log).len(), 3);
    }

    #[test]
    fn a_column_without_values_spans_nothing() {
        let values = Values::numbers("depth", AxisUnit::Number, vec![None, Some(f64::INFINITY)]);
        assert_eq!(values.scale(&Axis::default()), None);
        let none = Values::named("team", &[None], str::cmp);
        assert_eq!(none.scale(&Axis::default()), None);
    }
}

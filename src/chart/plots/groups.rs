//! The runs parted by a column.

use std::sync::Arc;

use super::values::{Values, index};
use crate::chart::axis::Locale;

/// More groups than this are not drawn beside each other.
pub(super) const GROUPS_AT_MOST: usize = 20;

/// Runs with the same value of a column, and their numbers of another one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) name: Arc<str>,
    /// Places among the runs.
    pub(super) runs: Vec<usize>,
    /// Finite, and as many.
    pub(super) values: Vec<f64>,
}

/// Groups in the order of what parts them, and how many there would be in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Groups {
    pub(super) shown: Vec<Group>,
    pub(super) all: usize,
    /// How many runs have a number, but nothing that parts them.
    pub(super) without: usize,
}

impl Groups {
    /// Parts the runs that have a finite value, the [`GROUPS_AT_MOST`] largest groups of them; all in one where nothing
    /// parts them.
    pub(super) fn of(
        values: &Values,
        by: Option<&Values>,
        is_shown: impl Fn(f64) -> bool,
        locale: &Locale,
    ) -> Self {
        let numbered = (0..values.of.len()).filter_map(|run| Some((run, values.finite(run)?)));
        let numbered: Vec<(usize, f64)> = numbered.filter(|(_, value)| is_shown(*value)).collect();
        let Some(by) = by else {
            let all = usize::from(!numbered.is_empty());
            let (runs, values) = numbered.into_iter().unzip();
            let name = "All runs".into();
            let shown = if all == 1 {
                vec![Group { name, runs, values }]
            } else {
                Vec::new()
            };
            return Self {
                shown,
                all,
                without: 0,
            };
        };
        let mut keyed: Vec<(f64, usize, f64)> = numbered
            .iter()
            .filter_map(|&(run, value)| Some((by.of.get(run).copied().flatten()?, run, value)))
            .collect();
        let without = numbered.len() - keyed.len();
        keyed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let is_same = |one: &(f64, usize, f64), other: &(f64, usize, f64)| one.0.total_cmp(&other.0).is_eq();
        let mut groups: Vec<(usize, Group)> = keyed
            .chunk_by(is_same)
            .enumerate()
            .map(|(order, members)| {
                let key = members.first().map_or(0.0, |member| member.0);
                let group = Group {
                    name: by.said(key, locale).into(),
                    runs: members.iter().map(|member| member.1).collect(),
                    values: members.iter().map(|member| member.2).collect(),
                };
                (order, group)
            })
            .collect();
        let all = groups.len();
        groups.sort_by_key(|(order, group)| (std::cmp::Reverse(group.runs.len()), *order));
        groups.truncate(GROUPS_AT_MOST);
        groups.sort_by_key(|(order, _)| *order);
        Self {
            shown: groups.into_iter().map(|(_, group)| group).collect(),
            all,
            without,
        }
    }

    /// The group that a place along the axis is in.
    pub(super) fn at(&self, place: f64) -> Option<usize> {
        index(place).filter(|group| *group < self.shown.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::axis::AxisUnit;

    #[test]
    fn the_largest_groups_are_kept_in_the_order_of_their_key() {
        let by: Vec<Option<f64>> = (0..100).map(|i| Some(f64::from(i.max(70) * 2))).collect();
        let values = Values::numbers(
            "loss",
            AxisUnit::Number,
            (0..100).map(|i| Some(f64::from(i))).collect(),
        );
        let by = Values::numbers("depth", AxisUnit::Number, by);
        let groups = Groups::of(&values, Some(&by), |_| true, &Locale::default());
        assert_eq!((groups.shown.len(), groups.all), (20, 30));
        assert_eq!(
            (groups.shown[0].name.as_ref(), groups.shown[0].runs.len()),
            ("140", 71)
        );
        assert_eq!(groups.shown[1].name.as_ref(), "142");
    }

    #[test]
    fn runs_that_nothing_parts_are_one_group_or_counted() {
        let values = Values::numbers(
            "loss",
            AxisUnit::Number,
            vec![Some(1.0), None, Some(f64::NAN), Some(2.0)],
        );
        let one = Groups::of(&values, None, |_| true, &Locale::default());
        assert_eq!(one.shown[0].runs, [0, 3]);
        let by = Values::numbers(
            "depth",
            AxisUnit::Number,
            vec![Some(1.0), Some(1.0), Some(1.0), None],
        );
        let parted = Groups::of(&values, Some(&by), |_| true, &Locale::default());
        assert_eq!((parted.shown[0].runs.as_slice(), parted.without), (&[0][..], 1));
    }
}

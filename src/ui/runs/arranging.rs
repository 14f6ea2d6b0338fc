//! Which runs are shown and in which lines, worked out again whenever the runs or the address change.

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use super::model::{Counts, RunsModel, Searched};
use super::state::{CellStyle, DrawnRows};
use crate::mlflow::RunId;
use crate::route::{DatasetFilter, ModelVersionFilter, StartedWithin};
use crate::runs::view::{Sorting, read_sorting};
use crate::runs::{
    Arranging, Attribute, Column, Field, Line, RunLines, RunModel, RunSet, SortKey, arrange, sort,
};
use crate::search;
use crate::web::clock;

impl RunsModel {
    /// Arranges the lines anew when the runs or the address change.
    pub fn keep_arranged(self) {
        let asked = Memo::new(move |_| {
            self.query.with(|query| Shown {
                sorting: read_sorting(query),
                started: query.started,
                datasets: query.datasets.clone(),
                model_versions: query.model_versions,
                group_by: query.table.group_by.clone(),
                is_flat: query.table.flat,
                expanded: query.table.expanded,
                pinned: query.table.pinned_runs.clone(),
                hidden: query.table.hidden_runs.clone(),
            })
        });
        Effect::new(move |_| {
            let style = self.query.with(|query| CellStyle {
                shade: query.table.cells,
                time: query.table.time,
                aggregate: query.table.aggregate,
            });
            let state = self.state();
            if state.style.replace(style) != style {
                for plan in state.plans.borrow().iter() {
                    plan.outdate();
                }
                self.redraw();
            }
        });
        Effect::new(move |_| {
            self.loading.version().get();
            let folded = self.folded.get();
            self.searched
                .with(|searched| asked.with(|shown| self.arrange(shown, searched, &folded)));
        });
    }
}

/// What of the address decides which lines are shown.
#[derive(Clone, PartialEq)]
struct Shown {
    sorting: Vec<Sorting>,
    started: StartedWithin,
    datasets: Vec<DatasetFilter>,
    model_versions: ModelVersionFilter,
    group_by: Vec<String>,
    is_flat: bool,
    expanded: Option<bool>,
    pinned: Vec<RunId>,
    hidden: Vec<RunId>,
}

impl RunsModel {
    fn arrange(self, shown: &Shown, searched: &Searched, folded: &HashMap<String, bool>) {
        let state = self.state();
        let batch = self.loading.batch();
        state.show_batch(&batch);
        let set = batch.set.borrow();
        let selected = state.drop_removed(&set);
        let rows: Vec<u32> = set
            .rows()
            .iter()
            .copied()
            .filter(|row| !set.is_context(*row))
            .collect();
        let loaded = rows.len();
        let found = match &searched.expr {
            Some(expr) => search::matching(expr, &set, &rows),
            None => rows,
        };
        let since = shown
            .started
            .millis()
            .map(|back| clock::now_millis().saturating_sub(back));
        let matching: Vec<u32> = found
            .into_iter()
            .filter(|row| matches_filters(&set, *row, shown, since))
            .collect();
        let keys = sort_keys(&shown.sorting, batch.asked.order_by.is_empty());
        let past = |column: &Column, row: u32| match column {
            Column::Past(past, _) => state.past(*past, column, set.id(row)),
            Column::Field(_) => None,
        };
        let row_of = |id: &RunId| set.row_of(id.as_str());
        let hidden: HashSet<u32> = shown.hidden.iter().filter_map(row_of).collect();
        let pinned: HashSet<u32> = shown.pinned.iter().filter_map(row_of).collect();
        let sorted = sort(&set, set.rows(), &keys, &past);
        let mut matches = vec![false; set.row_bound()];
        for row in &matching {
            if let Some(is_match) = matches.get_mut(*row as usize) {
                *is_match = true;
            }
        }
        let group_by: Vec<Field> = shown
            .group_by
            .iter()
            .filter_map(|name| Field::parse(name))
            .collect();
        let lines = arrange(
            &set,
            &Arranging {
                sorted: &sorted,
                is_match: &|row| matches.get(row as usize).copied().unwrap_or_default(),
                is_hidden: &|row| hidden.contains(&row),
                is_pinned: &|row| pinned.contains(&row),
                group_by: &group_by,
                is_nested: !shown.is_flat,
                // By themselves, groups are closed and parents are open.
                is_open: &|id| {
                    let all = shown.expanded.unwrap_or(group_by.is_empty());
                    folded.get(id).copied().unwrap_or(all)
                },
            },
        );
        let counts = Counts {
            loaded,
            matching: lines.matching + lines.hidden,
            hidden: lines.hidden,
            lines: u32::try_from(lines.lines.len()).unwrap_or(u32::MAX),
        };
        let is_tree = is_tree(&lines);
        let missing = lines.missing_parents.clone();
        state.is_tree.set(is_tree);
        let is_drawn = |row: &u32| matches.get(*row as usize) == Some(&true) && !hidden.contains(row);
        state
            .drawn
            .replace(drawn_rows(&lines, &sorted, &is_drawn, &pinned));
        state.lines.replace(lines);
        state.hidden.replace(hidden);
        state.pinned.replace(pinned);
        state.matching.replace(matching.into());
        for plan in state.plans.borrow().iter() {
            plan.outdate();
        }
        drop(set);
        let missing_pinned = shown
            .pinned
            .iter()
            .filter(|id| batch.set.borrow().row_of(id.as_str()).is_none());
        let missing: Vec<RunId> = missing.into_iter().chain(missing_pinned.cloned()).collect();
        self.loading.fetch_singles(missing);
        if self.counts.get_untracked() != counts {
            self.counts.set(counts);
        }
        if self.is_tree.get_untracked() != is_tree {
            self.is_tree.set(is_tree);
        }
        // Other runs may stand where the same lines are in sight.
        self.ask_for_histories();
        if self.selected.get_untracked() != selected {
            self.selected.set(selected);
        }
        self.arranged
            .update(|arranged| *arranged = arranged.wrapping_add(1));
        self.redraw();
    }

    /// The ids of the columns that are shown, from left to right.
    pub fn shown_columns(self) -> Vec<String> {
        let state = self.state();
        let plans = state.plans.borrow();
        plans.iter().skip(1).map(|plan| plan.column.to_string()).collect()
    }
}

/// What to sort by: without a wish, the server's own order, in which runs come unless they were asked for in another.
fn sort_keys(sorting: &[Sorting], is_servers_order: bool) -> Vec<SortKey> {
    if sorting.is_empty() && !is_servers_order {
        return vec![SortKey {
            column: Attribute::Started.into(),
            descending: true,
        }];
    }
    let key = |one: &Sorting| SortKey {
        column: one.column.clone(),
        descending: !one.ascending,
    };
    sorting.iter().map(key).collect()
}

/// Whether any line has others below it.
fn is_tree(lines: &RunLines) -> bool {
    lines.lines.iter().any(|line| match line {
        Line::Run { depth, children, .. } => *depth > 0 || *children > 0,
        Line::Group { .. } => true,
    })
}

/// The rows that charts draw: group by group where there are groups, pinned ones first where there are none.
fn drawn_rows(
    lines: &RunLines,
    sorted: &[u32],
    is_drawn: &dyn Fn(&u32) -> bool,
    pinned: &HashSet<u32>,
) -> DrawnRows {
    if lines.groups() > 0 {
        let groups = (0_u32..).take(lines.groups());
        return groups
            .flat_map(|group| lines.members(group).iter().map(move |row| (*row, Some(group))))
            .collect();
    }
    let drawn = || sorted.iter().copied().filter(is_drawn);
    let first = drawn().filter(|row| pinned.contains(row));
    let rest = drawn().filter(|row| !pinned.contains(row));
    first.chain(rest).map(|row| (row, None)).collect()
}

/// Whether a run passes the filters that are no search.
fn matches_filters(set: &RunSet, row: u32, shown: &Shown, since_millis: Option<i64>) -> bool {
    let is_wanted = |filter: &DatasetFilter| {
        set.datasets(row).any(|dataset| {
            dataset.name == filter.name
                && dataset.digest == filter.digest
                && filter
                    .context
                    .as_deref()
                    .is_none_or(|context| context == dataset.context)
        })
    };
    let has_version = || {
        set.models(row)
            .any(|model| matches!(model, RunModel::Version { .. }))
    };
    since_millis.is_none_or(|since| {
        set.millis(row, Attribute::Started)
            .is_some_and(|start| start >= since)
    }) && (shown.datasets.is_empty() || shown.datasets.iter().any(is_wanted))
        && match shown.model_versions {
            ModelVersionFilter::All => true,
            ModelVersionFilter::With => has_version(),
            ModelVersionFilter::Without => !has_version(),
        }
}

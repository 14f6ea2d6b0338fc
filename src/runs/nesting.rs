//! Nested runs as a tree, under any order and filter.

use super::RunSet;
use super::arrange::{Arranging, Line, RunLines, Visible};
use super::field_table::FieldId;
use crate::mlflow::RunId;

/// No parent, or none that is shown.
const NONE: u32 = u32::MAX;

/// Which runs are shown, and in which one each is nested; by row.
pub(super) struct Nest {
    parents: Vec<u32>,
    is_shown: Vec<bool>,
}

impl Nest {
    /// Finds every run's parent. `missing` gets the ids of those that are not in the set.
    pub(super) fn of(set: &RunSet, visible: &[Visible], missing: &mut Vec<RunId>) -> Self {
        let mut nest = Self {
            parents: vec![NONE; set.row_bound()],
            is_shown: vec![false; set.row_bound()],
        };
        let mut is_visible = vec![false; set.row_bound()];
        for run in visible {
            put(&mut is_visible, run.row, true);
        }
        let column = set.column_by_id(FieldId::PARENT_TAG);
        // Many runs have the same parent: each is looked up once. `None` is "not yet".
        let mut of_code: Vec<Option<u32>> = vec![None; column.codes()];
        for run in visible {
            let Some(code) = column.code(run.row).filter(|_| !run.is_pinned) else {
                continue;
            };
            let id = column.text_of(code).unwrap_or_default();
            let known = of_code.get(code as usize).copied().flatten();
            let parent = known.unwrap_or_else(|| set.row_of(id).unwrap_or(NONE));
            let is_new = known.is_none();
            if parent == NONE && !id.is_empty() && run.is_match && is_new {
                missing.push(id.into());
            }
            // A run that only leads to others may not ask for its parent; one that matches still may.
            if parent != NONE || run.is_match {
                put(&mut of_code, code, Some(parent));
            }
            if at(&is_visible, parent) && parent != run.row {
                put(&mut nest.parents, run.row, parent);
            }
        }
        nest.show(visible);
        nest
    }

    /// Shows what matches or is pinned and all that it is nested in. Where runs are nested in each other in a circle, it
    /// is cut.
    fn show(&mut self, visible: &[Visible]) {
        // The walk that came by, by row; 0 for none.
        let mut walks = vec![0_u32; self.parents.len()];
        for (walk, run) in (1..).zip(visible.iter().filter(|run| run.is_match || run.is_pinned)) {
            let mut row = run.row;
            while at(&walks, row) == 0 {
                put(&mut walks, row, walk);
                put(&mut self.is_shown, row, true);
                let parent = at(&self.parents, row);
                if parent == NONE {
                    break;
                }
                if at(&walks, parent) == walk {
                    put(&mut self.parents, row, NONE);
                    break;
                }
                row = parent;
            }
        }
    }

    /// Writes the lines: what is pinned with all that is nested in it, then the rest.
    pub(super) fn write(&self, set: &RunSet, how: &Arranging<'_>, visible: &[Visible], lines: &mut RunLines) {
        let rows = self.parents.len();
        // The children of each run one behind the other, in the order of the table.
        let mut starts = vec![0_u32; rows + 1];
        let shown = || visible.iter().filter(|run| at(&self.is_shown, run.row));
        for run in shown() {
            let parent = at(&self.parents, run.row);
            if parent != NONE {
                let count = at(&starts, parent) + 1;
                put(&mut starts, parent, count);
            }
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut children = vec![
            Visible {
                row: NONE,
                is_match: false,
                is_pinned: false
            };
            end as usize
        ];
        for run in visible.iter().rev().filter(|run| at(&self.is_shown, run.row)) {
            let parent = at(&self.parents, run.row);
            if parent != NONE {
                let place = at(&starts, parent) - 1;
                put(&mut starts, parent, place);
                put(&mut children, place, *run);
            }
        }
        let children_of = |row: u32| {
            let (from, to) = (at(&starts, row), at(&starts, row + 1));
            children.get(from as usize..to as usize).unwrap_or_default()
        };
        // A stack of our own: a hostile tree is as deep as it has runs.
        let mut stack: Vec<(Visible, u16)> = Vec::new();
        for is_pinned in [true, false] {
            let roots =
                shown().filter(|run| at(&self.parents, run.row) == NONE && run.is_pinned == is_pinned);
            for root in roots {
                stack.push((*root, 0));
                while let Some((run, depth)) = stack.pop() {
                    let children = children_of(run.row);
                    let is_open = !children.is_empty() && (how.is_open)(set.id(run.row));
                    lines.lines.push(Line::Run {
                        row: run.row,
                        depth,
                        children: u32::try_from(children.len()).unwrap_or(u32::MAX),
                        is_open,
                        is_context: !run.is_match,
                    });
                    if is_open {
                        let nested = children.iter().rev();
                        stack.extend(nested.map(|child| (*child, depth.saturating_add(1))));
                    }
                }
            }
            if is_pinned {
                lines.pinned = lines.lines.len();
            }
        }
    }
}

/// The item of a row, or the default for one that is none.
fn at<T: Copy + Default>(items: &[T], row: u32) -> T {
    items.get(row as usize).copied().unwrap_or_default()
}

fn put<T>(items: &mut [T], row: u32, item: T) {
    if let Some(place) = items.get_mut(row as usize) {
        *place = item;
    }
}

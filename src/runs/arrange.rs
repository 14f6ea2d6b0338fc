//! From rows to the lines of a table: pinned runs first, then groups, a tree of nested runs, or just runs.

use std::ops::Range;

use super::grouping::group;
use super::nesting::Nest;
use super::{Field, RunSet};
use crate::mlflow::RunId;

/// What decides on the lines. Every question about a row or a name is asked at most a few times.
#[derive(Clone, Copy)]
pub struct Arranging<'a> {
    /// All rows of the set, in the order of the table, with those that do not match.
    pub sorted: &'a [u32],
    /// Whether a run passes the filter.
    pub is_match: &'a dyn Fn(u32) -> bool,
    /// Whether the person has hidden a run.
    pub is_hidden: &'a dyn Fn(u32) -> bool,
    /// Whether the person has pinned a run: it comes first, whether it matches or not.
    pub is_pinned: &'a dyn Fn(u32) -> bool,
    /// What to group by, outermost first; nothing for no groups. A group is equal in all of these fields, and groups that
    /// are equal in the first ones stand together. Runs in groups are not nested.
    pub group_by: &'a [Field],
    /// Whether nested runs stand under their parents.
    pub is_nested: bool,
    /// Whether a parent, by its run's id, or a group, by [`RunLines::group_key`], is expanded.
    pub is_open: &'a dyn Fn(&str) -> bool,
}

/// One line of the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Line {
    /// A run.
    Run {
        /// Its row in the set.
        row: u32,
        /// How many lines it is nested in.
        depth: u16,
        /// How many runs are nested directly in it, of those that match or lead to one that does.
        children: u32,
        /// Whether these are shown.
        is_open: bool,
        /// It does not match, and stands here for a run nested in it or because it is pinned.
        is_context: bool,
    },
    /// The heading of a group.
    Group {
        /// Which of [`RunLines::groups`].
        index: u32,
        /// Whether its runs are shown.
        is_open: bool,
    },
}

/// The lines of a table, and what is to be said about them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RunLines {
    /// From the top down.
    pub lines: Vec<Line>,
    /// How many of the first lines are there because they, or what they are nested in, are pinned.
    pub pinned: usize,
    /// How many runs match, hidden ones not counted.
    pub matching: usize,
    /// How many runs match and are hidden.
    pub hidden: usize,
    /// Runs that others are nested in and that are not here: to be loaded together. Each once.
    pub missing_parents: Vec<RunId>,
    pub(super) group_by: Vec<Field>,
    /// All groups' rows, group by group, each in the order of the table.
    pub(super) members: Vec<u32>,
    pub(super) group_ranges: Vec<Range<u32>>,
}

impl RunLines {
    /// How many groups there are. Those in which a field is missing come last.
    pub fn groups(&self) -> usize {
        self.group_ranges.len()
    }

    /// The rows of a group, in the order of the table; never none. Pinned runs are among them, for its numbers, though
    /// they are listed above.
    pub fn members(&self, group: u32) -> &[u32] {
        let range = self.group_ranges.get(group as usize).cloned().unwrap_or_default();
        self.members
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
    }

    /// What a group is about: the fields, and a row in which they have the group's values.
    pub fn group_row(&self, group: u32) -> Option<(&[Field], u32)> {
        Some((&self.group_by, *self.members(group).first()?))
    }

    /// Names a group by its fields and values: the same when the runs are arranged again.
    pub fn group_key(&self, set: &RunSet, group: u32) -> String {
        let row = self.members(group).first().copied();
        key_of(set, &self.group_by, row.unwrap_or(u32::MAX))
    }

    /// The line of a run.
    pub fn line_of(&self, wanted: u32) -> Option<usize> {
        self.lines
            .iter()
            .position(|line| matches!(line, Line::Run { row, .. } if *row == wanted))
    }
}

/// The lines of a table of runs, in time that grows with the number of rows only.
pub fn arrange(set: &RunSet, how: &Arranging<'_>) -> RunLines {
    let mut shown = RunLines::default();
    let mut visible = Vec::with_capacity(how.sorted.len());
    for row in how.sorted.iter().copied() {
        let is_match = (how.is_match)(row);
        if (how.is_hidden)(row) {
            shown.hidden += usize::from(is_match);
            continue;
        }
        shown.matching += usize::from(is_match);
        visible.push(Visible {
            row,
            is_match,
            is_pinned: (how.is_pinned)(row),
        });
    }
    if !how.group_by.is_empty() {
        arrange_groups(set, how, &visible, &mut shown);
    } else if how.is_nested {
        Nest::of(set, &visible, &mut shown.missing_parents).write(set, how, &visible, &mut shown);
    } else {
        write_pinned(&visible, &mut shown);
        let rest = visible.iter().filter(|run| run.is_match && !run.is_pinned);
        shown.lines.extend(rest.map(|run| run.line(0)));
    }
    shown
}

/// A run that is not hidden.
#[derive(Clone, Copy)]
pub(super) struct Visible {
    pub(super) row: u32,
    pub(super) is_match: bool,
    pub(super) is_pinned: bool,
}

impl Visible {
    fn line(self, depth: u16) -> Line {
        Line::Run {
            row: self.row,
            depth,
            children: 0,
            is_open: false,
            is_context: !self.is_match,
        }
    }
}

fn write_pinned(visible: &[Visible], shown: &mut RunLines) {
    let pinned = visible.iter().filter(|run| run.is_pinned);
    shown.lines.extend(pinned.map(|run| run.line(0)));
    shown.pinned = shown.lines.len();
}

fn arrange_groups(set: &RunSet, how: &Arranging<'_>, visible: &[Visible], shown: &mut RunLines) {
    let rows: Vec<u32> = visible
        .iter()
        .filter(|run| run.is_match)
        .map(|run| run.row)
        .collect();
    let groups = group(set, &rows, how.group_by);
    shown.group_by = how.group_by.to_vec();
    shown.members = groups.members;
    shown.group_ranges = groups.ranges;
    write_pinned(visible, shown);
    let mut lines = std::mem::take(&mut shown.lines);
    for index in (0..).take(shown.groups()) {
        let is_open = (how.is_open)(&shown.group_key(set, index));
        lines.push(Line::Group { index, is_open });
        if is_open {
            let members = shown.members(index).iter().copied();
            lines.extend(members.filter(|row| !(how.is_pinned)(*row)).map(|row| {
                Visible {
                    row,
                    is_match: true,
                    is_pinned: false,
                }
                .line(1)
            }));
        }
    }
    shown.lines = lines;
}

/// A name for the values that a row has in some fields.
fn key_of(set: &RunSet, fields: &[Field], row: u32) -> String {
    let mut key = String::new();
    for field in fields {
        let column = set.column(field);
        if !key.is_empty() {
            key.push('\u{1f}');
        }
        key.push_str(&field.to_string());
        if let Some(text) = column.text(row) {
            key.push('=');
            key.push_str(text);
        } else if let Some(number) = column.number(row) {
            key.push('=');
            key.push_str(&number.to_string());
        }
    }
    key
}

#[cfg(test)]
#[path = "arrange_tests.rs"]
mod tests;

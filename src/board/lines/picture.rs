//! The lines of a plot as they stand, and what can be asked of them.

use std::sync::Arc;

use super::keys::LineKeys;
use super::made::Unplaced;
use crate::board::DrawnRun;
use crate::chart::{Band, Rgb, Series, Trace};

/// What a line stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum LineOwner {
    /// One run, by its place in [`LinePicture::runs`].
    Run(usize),
    /// The mean of a group, by its place in [`LinePicture::groups`].
    Group(usize),
}

/// One line of the picture.
#[derive(Clone, Debug)]
pub struct PlotLine {
    /// The run or group.
    pub owner: LineOwner,
    /// Which of [`LineKeys::keys`] it is.
    pub key: usize,
    /// Its colour.
    pub color: Rgb,
    /// What is drawn.
    pub trace: Arc<Trace>,
    /// The line before it was smoothed, where it was.
    pub behind: Option<Arc<Trace>>,
    /// What lies around a group's mean.
    pub band: Option<Arc<Band>>,
    /// The points that it is made of; a group's are those of its runs together.
    pub unplaced: Unplaced,
    /// What was logged; `None` for groups.
    pub series: Option<Arc<Series>>,
    /// The lines that a group's mean is made of; none for runs.
    pub members: Arc<[Member]>,
}

/// A run's line that counts for a group's mean.
#[derive(Clone, Debug)]
pub struct Member {
    /// What was logged.
    pub series: Arc<Series>,
    /// All of it over the axis.
    pub trace: Arc<Trace>,
}

/// All lines of a plot, the one that belongs on top last.
#[derive(Clone, Debug, Default)]
pub struct LinePicture {
    /// The lines that have any point.
    pub lines: Vec<PlotLine>,
    /// The runs, from the top of the table down.
    pub runs: Arc<[DrawnRun]>,
    /// The groups.
    pub groups: Arc<[Arc<str>]>,
    /// What each run or group has a line of.
    pub keys: Arc<LineKeys>,
}

impl PlotLine {
    /// The first and last step of what lies between two places of the axis, ends included, and of one point to either
    /// side; `None` where the line has no point. A group's are those of its runs.
    fn steps_within(&self, low: f64, high: f64) -> Option<(i64, i64)> {
        let own = self.series.iter().map(|series| (series, &self.trace));
        let of_members = self.members.iter().map(|member| (&member.series, &member.trace));
        let ends = own.chain(of_members).filter_map(|(series, trace)| {
            let places = trace.x();
            let first = places.partition_point(|x| *x < low).saturating_sub(1);
            let last = places.partition_point(|x| *x <= high);
            let last = last.min(places.len().checked_sub(1)?);
            let shown = (first..=last).filter_map(|index| series.step().get(trace.origin(index)).copied());
            Some((shown.clone().min()?, shown.max()?))
        });
        ends.reduce(both)
    }
}

fn both(one: (i64, i64), other: (i64, i64)) -> (i64, i64) {
    (one.0.min(other.0), one.1.max(other.1))
}

impl LinePicture {
    /// The first and last step of the points that lie between two places of the axis, and of one to either side of them.
    pub fn steps_within(&self, low: f64, high: f64) -> Option<(i64, i64)> {
        let of_lines = self.lines.iter();
        of_lines
            .filter_map(|line| line.steps_within(low, high))
            .reduce(both)
    }

    /// The run of a line; `None` for a group's.
    pub fn run_of(&self, line: usize) -> Option<&DrawnRun> {
        match self.lines.get(line)?.owner {
            LineOwner::Run(run) => self.runs.get(run),
            LineOwner::Group(_) => None,
        }
    }

    /// What a line is called: after its run or group, and where each has several lines, after its metric as well.
    pub fn name_of(&self, line: usize) -> String {
        let Some(line) = self.lines.get(line) else {
            return String::new();
        };
        let owner = match line.owner {
            LineOwner::Run(run) => self.runs.get(run).map(|run| &*run.name),
            LineOwner::Group(group) => self.groups.get(group).map(|name| &**name),
        };
        let owner = owner.unwrap_or_default();
        match self.keys.keys.get(line.key) {
            Some(key) if self.keys.keys.len() > 1 => format!("{owner}, {}", key.name),
            _ => owner.to_owned(),
        }
    }

    /// The points of all lines.
    pub fn unplaced(&self) -> Unplaced {
        let counted = self.lines.iter().map(|line| line.unplaced);
        counted.fold(Unplaced::default(), Unplaced::and)
    }
}

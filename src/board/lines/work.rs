//! The work of making the lines of a plot, in pieces small enough that the page stays alive between them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::keys::{LineKey, LineKeys};
use super::made::{Made, Smoothed, Unplaced};
use super::picture::{LineOwner, LinePicture, Member, PlotLine};
use crate::board::{DrawnRun, LineLook, ScaleKind, XAxis};
use crate::chart::{Band, BandKind, MeanWork, Rgb, Series, Trace, group_colors};
use crate::mlflow::RunId;

/// What is to be drawn.
#[derive(Clone, Debug, Default)]
pub struct LineTask {
    /// The runs, from the top of the table down.
    pub runs: Arc<[DrawnRun]>,
    /// The groups; none where each run is drawn by itself.
    pub groups: Arc<[Arc<str>]>,
    /// What each has a line of.
    pub keys: Arc<LineKeys>,
    /// How.
    pub look: LineLook,
}

/// A run's line, remembered.
#[derive(Debug, Default)]
struct OfRun {
    made: Option<Made>,
    smoothed: Option<Smoothed>,
    /// Its points on axes that are spread like this.
    counted: Option<([ScaleKind; 2], Unplaced)>,
}

impl OfRun {
    fn unplaced(&self) -> Unplaced {
        self.counted.map(|(_, counted)| counted).unwrap_or_default()
    }
}

/// A group's line, remembered.
#[derive(Debug)]
struct OfGroup {
    members: Arc<[Member]>,
    /// The points of all members.
    unplaced: Unplaced,
    kind: BandKind,
    mean: Arc<Trace>,
    band: Option<Arc<Band>>,
    smoothed: Option<Smoothed>,
}

/// The history of a metric of a run, as far as it is here.
type Held<'a> = &'a dyn Fn(&RunId, &str) -> Option<Arc<Series>>;

/// Makes lines and remembers them: what has not changed since is not made again.
#[derive(Debug, Default)]
pub struct LineWork {
    task: LineTask,
    of_runs: HashMap<(RunId, Arc<str>), OfRun>,
    of_groups: HashMap<(usize, usize), OfGroup>,
    /// How many pairs of a run and a key were looked at.
    looked_at: usize,
    /// How many pairs of a group and a key.
    grouped: usize,
    /// The mean that is being made, if any.
    mean: Option<OfMean>,
    /// When the run that was looked at last began, and its place.
    start: Option<(usize, i64)>,
}

/// The mean of a group in the making.
#[derive(Debug)]
struct OfMean {
    members: Arc<[Member]>,
    kind: BandKind,
    work: MeanWork,
}

fn is_same(one: &[Member], other: &[Member]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len() && pairs.all(|(one, other)| Arc::ptr_eq(&one.trace, &other.trace))
}

impl LineWork {
    /// Begins anew. What was made before is used again where it is still right.
    pub fn begin(&mut self, task: LineTask) {
        if !Arc::ptr_eq(&self.task.runs, &task.runs) || self.task.keys != task.keys {
            let (runs, keys) = (&task.runs, &task.keys.keys);
            let drawn: HashSet<&RunId> = runs.iter().map(|run| &run.id).collect();
            let names: HashSet<&str> = keys.iter().map(|key| &*key.name).collect();
            self.of_runs
                .retain(|(run, name), _| drawn.contains(run) && names.contains(&**name));
            self.of_groups.clear();
        }
        self.task = task;
        self.looked_at = 0;
        self.grouped = 0;
        self.start = None;
    }

    /// Goes on until all is made, or until `is_over` says to give way. Returns whether all is made.
    ///
    /// `held` gives the history of a metric of a run as far as it is here.
    pub fn advance(&mut self, held: Held<'_>, is_over: &dyn Fn() -> bool) -> bool {
        let task = self.task.clone();
        let (runs, keys) = (&task.runs, &task.keys.keys);
        let pairs = runs.len() * keys.len();
        while self.looked_at < pairs {
            if let Some(key) = keys.get(self.looked_at % keys.len())
                && let Some(run) = runs.get(self.looked_at / keys.len())
            {
                self.make(self.looked_at / keys.len(), run, key, held);
            }
            self.looked_at += 1;
            if is_over() {
                return false;
            }
        }
        while self.grouped < task.groups.len() * keys.len() {
            let is_made = self.make_group(self.grouped / keys.len(), self.grouped % keys.len(), is_over);
            self.grouped += usize::from(is_made);
            if is_over() {
                return false;
            }
        }
        true
    }

    /// The moment that a run's relative times count from: its start, or, where points were logged before that or it is
    /// not known, the first time of anything that is drawn of it.
    fn start_of(&mut self, index: usize, run: &DrawnRun, held: Held<'_>) -> i64 {
        if let Some((_, start)) = self.start.filter(|(of, _)| *of == index) {
            return start;
        }
        let keys = &self.task.keys.keys;
        let series = keys
            .iter()
            .flat_map(LineKey::metrics)
            .filter_map(|metric| held(&run.id, metric));
        let first = series.filter_map(|series| series.time_millis().iter().copied().min());
        let start = first.chain(run.start_millis).min().unwrap_or_default();
        self.start = Some((index, start));
        start
    }

    fn make(&mut self, index: usize, run: &DrawnRun, key: &LineKey, held: Held<'_>) {
        let place = (run.id.clone(), Arc::clone(&key.name));
        let before = self.of_runs.remove(&place).unwrap_or_default();
        let of_run = |metric: &str| held(&run.id, metric);
        let raw_before = before.made.as_ref().map(|made| Arc::clone(&made.raw));
        let start = (self.task.look.x == XAxis::Relative).then(|| self.start_of(index, run, held));
        let Some(made) = Made::update(before.made, key, &self.task.look, start, &of_run) else {
            return;
        };
        let scales = [self.task.look.x_scale, self.task.look.y_scale];
        let is_counted = raw_before.is_some_and(|raw| Arc::ptr_eq(&raw, &made.raw));
        let counted = before
            .counted
            .filter(|counted| is_counted && counted.0 == scales)
            .unwrap_or_else(|| (scales, Unplaced::of(&made.raw, &self.task.look)));
        // A group's mean is smoothed, not its members.
        let is_alone = run.group.is_none() || self.task.groups.is_empty();
        let kind = self.task.look.smoothing;
        let smoothed = is_alone.then(|| Smoothed::update(before.smoothed, &made.raw, kind));
        let of_run = OfRun {
            made: Some(made),
            smoothed,
            counted: Some(counted),
        };
        self.of_runs.insert(place, of_run);
    }

    /// Makes the line of a group. Returns whether it is made: work that takes long is gone on with at the next call.
    fn make_group(&mut self, group: usize, key: usize, is_over: &dyn Fn() -> bool) -> bool {
        let (band, smoothing) = (self.task.look.band, self.task.look.smoothing);
        let before = self.of_groups.remove(&(group, key));
        let runs = self.members(group).filter_map(|run| self.of_run(&run.id, key));
        let unplaced = runs
            .clone()
            .map(OfRun::unplaced)
            .fold(Unplaced::default(), Unplaced::and);
        let members = runs.filter_map(|run| {
            let made = run.made.as_ref()?;
            Some(Member {
                series: Arc::clone(&made.series),
                trace: Arc::clone(&made.raw),
            })
        });
        let members: Arc<[Member]> = members.collect();
        if members.is_empty() {
            return true;
        }
        let mut made = match before {
            Some(before) if before.kind == band && is_same(&before.members, &members) => before,
            before => {
                let begun = self.mean.take();
                let begun = begun.filter(|begun| begun.kind == band && is_same(&begun.members, &members));
                let traces = || members.iter().map(|member| Arc::clone(&member.trace)).collect();
                let mut begun = begun.unwrap_or_else(|| OfMean {
                    work: MeanWork::new(traces(), band),
                    members: Arc::clone(&members),
                    kind: band,
                });
                let Some((mean, around)) = begun.work.advance(is_over) else {
                    self.mean = Some(begun);
                    // Until there is another, it is shown as it was.
                    self.of_groups.extend(before.map(|before| ((group, key), before)));
                    return false;
                };
                OfGroup {
                    members,
                    unplaced,
                    kind: band,
                    mean: Arc::new(mean),
                    band: around.map(Arc::new),
                    smoothed: before.and_then(|before| before.smoothed),
                }
            }
        };
        made.unplaced = unplaced;
        made.smoothed = Some(Smoothed::update(made.smoothed.take(), &made.mean, smoothing));
        self.of_groups.insert((group, key), made);
        true
    }

    fn members(&self, group: usize) -> impl Iterator<Item = &DrawnRun> + Clone {
        let is_member = move |run: &&DrawnRun| run.group.is_some_and(|of| of as usize == group);
        self.task.runs.iter().filter(is_member)
    }

    fn of_run(&self, run: &RunId, key: usize) -> Option<&OfRun> {
        let name = &self.task.keys.keys.get(key)?.name;
        self.of_runs.get(&(run.clone(), Arc::clone(name)))
    }

    /// The lines made so far.
    pub fn picture(&self) -> LinePicture {
        let task = &self.task;
        let mut lines = Vec::new();
        // What stands at the top of the table is drawn last, above the others.
        for (index, run) in task.runs.iter().enumerate().rev() {
            if run.group.is_some() && !task.groups.is_empty() {
                continue;
            }
            lines.extend((0..task.keys.keys.len()).filter_map(|key| self.line_of_run(index, run, key)));
        }
        for (group, color) in group_colors(&task.groups).into_iter().enumerate().rev() {
            let keys = 0..task.keys.keys.len();
            lines.extend(keys.filter_map(|key| self.line_of_group(group, color, key)));
        }
        lines.retain(|line| !line.trace.is_empty());
        LinePicture {
            lines,
            runs: Arc::clone(&task.runs),
            groups: Arc::clone(&task.groups),
            keys: Arc::clone(&task.keys),
        }
    }

    fn line_of_run(&self, index: usize, run: &DrawnRun, key: usize) -> Option<PlotLine> {
        let kept = self.of_run(&run.id, key)?;
        let (made, smoothed) = (kept.made.as_ref()?, kept.smoothed.as_ref()?);
        Some(PlotLine {
            owner: LineOwner::Run(index),
            key,
            color: run.color,
            trace: Arc::clone(smoothed.line()),
            behind: smoothed.behind().cloned(),
            band: None,
            unplaced: kept.unplaced(),
            series: Some(Arc::clone(&made.series)),
            members: Arc::default(),
        })
    }

    fn line_of_group(&self, group: usize, color: Rgb, key: usize) -> Option<PlotLine> {
        let kept = self.of_groups.get(&(group, key))?;
        let smoothed = kept.smoothed.as_ref()?;
        Some(PlotLine {
            owner: LineOwner::Group(group),
            key,
            color,
            trace: Arc::clone(smoothed.line()),
            behind: smoothed.behind().cloned(),
            band: kept.band.clone(),
            unplaced: kept.unplaced,
            series: None,
            members: Arc::clone(&kept.members),
        })
    }
}

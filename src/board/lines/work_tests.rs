//! Which lines a plot has, and what is made again when something changes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::{LineKeys, LineOwner, LineTask, LineWork, csv_piece_count, csv_pieces, series_csv};
use crate::board::{BandKind, DrawnRun, LineLook, LinePlot, ScaleKind, Smoothing, XAxis};
use crate::chart::{LINE_COLORS, Point, Series};
use crate::mlflow::RunId;

/// The histories that are here.
#[derive(Default)]
struct Here(RefCell<HashMap<(RunId, String), Arc<Series>>>);

impl Here {
    fn put(&self, run: &str, metric: &str, values: &[f64]) {
        let points = values.iter().zip(0..).map(|(value, step)| Point {
            step,
            time_millis: step * 1_000,
            value: *value,
        });
        let series = Arc::new(Series::from_points(points.collect()));
        self.0
            .borrow_mut()
            .insert((run.into(), metric.to_owned()), series);
    }

    fn get(&self, run: &RunId, metric: &str) -> Option<Arc<Series>> {
        self.0.borrow().get(&(run.clone(), metric.to_owned())).cloned()
    }
}

fn runs(groups: &[(&str, Option<u32>)]) -> Arc<[DrawnRun]> {
    let run = |(name, group): &(&str, Option<u32>)| DrawnRun {
        id: (*name).into(),
        name: (*name).into(),
        color: LINE_COLORS[0],
        is_running: false,
        start_millis: None,
        group: *group,
    };
    groups.iter().map(run).collect()
}

fn task(runs: Arc<[DrawnRun]>, metrics: &[&str]) -> LineTask {
    let plot = LinePlot {
        metrics: metrics.iter().map(|&metric| metric.to_owned()).collect(),
        ..LinePlot::default()
    };
    LineTask {
        runs,
        keys: Arc::new(LineKeys::of(&plot, &|_| true)),
        ..LineTask::default()
    }
}

fn all(work: &mut LineWork, task: &LineTask, here: &Here) {
    work.begin(task.clone());
    assert!(work.advance(&|run, metric| here.get(run, metric), &|| false));
}

#[test]
fn the_run_at_the_top_of_the_table_is_drawn_last() {
    let here = Here::default();
    here.put("a", "loss", &[1.0]);
    here.put("b", "loss", &[2.0]);
    let mut work = LineWork::default();
    all(
        &mut work,
        &task(runs(&[("a", None), ("b", None), ("c", None)]), &["loss"]),
        &here,
    );
    let owners: Vec<LineOwner> = work.picture().lines.into_iter().map(|line| line.owner).collect();
    assert_eq!(owners, [LineOwner::Run(1), LineOwner::Run(0)]);
}

#[test]
fn new_points_of_one_run_make_only_its_line_again() {
    let here = Here::default();
    here.put("a", "loss", &[1.0, 2.0]);
    here.put("b", "loss", &[3.0, 4.0]);
    let mut work = LineWork::default();
    let mut task = task(runs(&[("a", None), ("b", None)]), &["loss"]);
    task.look.smoothing = Smoothing::Ema(60.0);
    all(&mut work, &task, &here);
    let before = work.picture();
    here.put("a", "loss", &[1.0, 2.0, 5.0]);
    all(&mut work, &task, &here);
    let after = work.picture();
    let is_same = |line: usize| Arc::ptr_eq(&before.lines[line].trace, &after.lines[line].trace);
    assert_eq!((after.run_of(0).unwrap().name.as_ref(), is_same(0)), ("b", true));
    assert_eq!((after.run_of(1).unwrap().name.as_ref(), is_same(1)), ("a", false));
}

#[test]
fn work_that_gives_way_goes_on_where_it_was() {
    let here = Here::default();
    for run in ["a", "b", "c"] {
        here.put(run, "loss", &[1.0]);
    }
    let mut work = LineWork::default();
    work.begin(task(runs(&[("a", None), ("b", None), ("c", None)]), &["loss"]));
    let held = |run: &RunId, metric: &str| here.get(run, metric);
    let counts: Vec<usize> = (0..3)
        .map(|_| {
            work.advance(&held, &|| true);
            work.picture().lines.len()
        })
        .collect();
    assert_eq!(counts, [1, 2, 3]);
    assert!(work.advance(&held, &|| true));
}

#[test]
fn a_smoothed_line_has_the_raw_one_behind_it() {
    let here = Here::default();
    here.put("a", "loss", &[1.0, 2.0]);
    let mut work = LineWork::default();
    let mut task = task(runs(&[("a", None)]), &["loss"]);
    all(&mut work, &task, &here);
    assert!(work.picture().lines[0].behind.is_none());
    task.look.smoothing = Smoothing::TensorBoard(0.6);
    all(&mut work, &task, &here);
    let line = &work.picture().lines[0];
    assert_eq!(line.behind.as_ref().unwrap().y(), [1.0, 2.0]);
    assert_eq!(line.trace.len(), 2);
}

#[test]
fn a_line_is_found_again_when_runs_have_come_and_are_sorted_otherwise() {
    let here = Here::default();
    for run in ["a", "b", "c"] {
        here.put(run, "loss", &[1.0]);
        here.put(run, "acc", &[2.0]);
    }
    let mut work = LineWork::default();
    let before = task(runs(&[("a", None), ("b", None)]), &["loss", "acc"]);
    all(&mut work, &before, &here);
    let picture = work.picture();
    let line = (0..4).find(|line| picture.name_of(*line) == "b, acc").unwrap();
    let id = picture.id_of(line);
    let after = task(runs(&[("c", None), ("b", None), ("a", None)]), &["loss", "acc"]);
    all(&mut work, &after, &here);
    let picture = work.picture();
    assert_eq!(picture.name_of(picture.line_of_id(&id).unwrap()), "b, acc");
    all(&mut work, &task(runs(&[("a", None)]), &["loss", "acc"]), &here);
    assert_eq!(work.picture().line_of_id(&id), None);
    assert_eq!(work.picture().line_of_id(""), None);
}

#[test]
fn a_long_line_is_written_in_pieces_that_are_one_file() {
    let here = Here::default();
    let values: Vec<f64> = (0..9_001).map(f64::from).collect();
    here.put("a", "loss", &values);
    here.put("b", "loss", &[7.0]);
    let mut work = LineWork::default();
    all(
        &mut work,
        &task(runs(&[("a", None), ("b", None)]), &["loss"]),
        &here,
    );
    let picture = work.picture();
    let pieces: Vec<String> =
        csv_pieces(&picture, "Step", (f64::NEG_INFINITY, f64::INFINITY), false).collect();
    let count = csv_piece_count(picture.lines.iter().map(|line| line.trace.len()));
    assert_eq!((pieces.len(), count), (5, 4));
    let file = pieces.concat();
    let rows: Vec<&str> = file.split("\r\n").filter(|row| row.starts_with("a,")).collect();
    assert_eq!(rows.len(), 9_001);
    assert!(
        rows[4_000].starts_with("a,a,loss,4000,") && rows[4_000].ends_with(",4000,4000"),
        "{}",
        rows[4_000]
    );
}

#[test]
fn a_moment_of_a_run_is_found_on_any_axis() {
    let here = Here::default();
    // Logged a second apart from each other, from 0 on.
    here.put("a", "loss", &[9.0, 8.0, 7.0, 6.0]);
    here.put("a", "lr", &[0.4, 0.3, 0.2, 0.1]);
    let at = |axis: XAxis, run: &str, time_millis| {
        let mut work = LineWork::default();
        let mut task = task(runs(&[("a", None), ("b", None)]), &["loss"]);
        task.look.x = axis.clone();
        all(&mut work, &task, &here);
        work.picture().x_at(&run.into(), time_millis, &axis)
    };
    assert_eq!(at(XAxis::Step, "a", 2_100), Some(2.0));
    assert_eq!(at(XAxis::Time, "a", 2_100), Some(2_100.0));
    assert_eq!(at(XAxis::Relative, "a", 2_100), Some(2_100.0));
    assert_eq!(at(XAxis::Metric("lr".to_owned()), "a", 2_100), Some(0.2));
    assert_eq!(at(XAxis::Step, "a", 3_700), Some(3.0));
    assert_eq!(at(XAxis::Step, "a", 90_000), None, "long after its end");
    assert_eq!(at(XAxis::Step, "b", 2_000), None, "a run without a line");
}

#[test]
fn runs_in_groups_are_one_line_a_group_and_the_others_are_themselves() {
    let here = Here::default();
    here.put("a", "loss", &[1.0]);
    here.put("b", "loss", &[3.0]);
    here.put("c", "loss", &[9.0]);
    let mut work = LineWork::default();
    let task = LineTask {
        groups: Arc::from([Arc::from("adam")]),
        look: LineLook {
            band: BandKind::MinMax,
            ..LineLook::default()
        },
        ..task(runs(&[("a", Some(0)), ("b", Some(0)), ("c", None)]), &["loss"])
    };
    all(&mut work, &task, &here);
    let picture = work.picture();
    let owners: Vec<&LineOwner> = picture.lines.iter().map(|line| &line.owner).collect();
    assert_eq!(owners, [&LineOwner::Run(2), &LineOwner::Group(0)]);
    assert_eq!(picture.name_of(1), "adam");
    assert_eq!(picture.lines[1].unplaced.finite, 2);
}

#[test]
fn what_a_log_axis_has_no_place_for_is_counted() {
    let here = Here::default();
    here.put("a", "loss", &[-1.0, 0.0, 2.0, f64::NAN]);
    let mut work = LineWork::default();
    let mut task = task(runs(&[("a", None)]), &["loss"]);
    task.look.y_scale = ScaleKind::Log;
    all(&mut work, &task, &here);
    let counted = work.picture().unplaced();
    assert_eq!(
        (counted.finite, counted.off_log_axis, counted.not_finite),
        (3, 2, 1)
    );
}

#[test]
fn a_line_over_another_metric_waits_for_it() {
    let here = Here::default();
    here.put("a", "loss", &[5.0, 6.0]);
    let mut work = LineWork::default();
    let mut task = task(runs(&[("a", None)]), &["loss"]);
    task.look.x = XAxis::Metric("epoch".to_owned());
    all(&mut work, &task, &here);
    assert!(work.picture().lines.is_empty());
    here.put("a", "epoch", &[10.0, 20.0]);
    all(&mut work, &task, &here);
    assert_eq!(work.picture().lines[0].trace.x(), [10.0, 20.0]);
}

#[test]
fn several_lines_a_run_are_called_after_their_metric_too() {
    let here = Here::default();
    here.put("a", "loss", &[1.0]);
    here.put("a", "acc", &[1.0]);
    let mut work = LineWork::default();
    all(&mut work, &task(runs(&[("a", None)]), &["loss", "acc"]), &here);
    let picture = work.picture();
    assert_eq!([picture.name_of(0), picture.name_of(1)], ["a, loss", "a, acc"]);
}

#[test]
fn the_file_has_a_line_a_point_in_view_and_no_formula() {
    let here = Here::default();
    here.put("=a", "loss, \"x\"", &[1.0, 0.5, f64::NAN, 4.0]);
    let mut work = LineWork::default();
    all(&mut work, &task(runs(&[("=a", None)]), &["loss, \"x\""]), &here);
    let text: String = csv_pieces(&work.picture(), "step", (1.0, 2.0), false).collect();
    let expected = "run_id,run,metric,step,time,step,value\r\n\
        '=a,'=a,\"loss, \"\"x\"\"\",1,1970-01-01T00:00:01.000Z,1,0.5\r\n\
        '=a,'=a,\"loss, \"\"x\"\"\",2,1970-01-01T00:00:02.000Z,2,NaN\r\n";
    assert_eq!(text, expected);
}

#[test]
fn relative_times_of_all_metrics_of_a_run_count_from_its_start() {
    let here = Here::default();
    // Steps are seconds.
    here.put("a", "loss", &[1.0, 2.0]);
    let late = Series::from_columns(vec![0], vec![9_000], vec![5.0]);
    let place = (RunId::from("a"), "val_loss".to_owned());
    here.0.borrow_mut().insert(place, Arc::new(late));
    let xs = |start_millis: Option<i64>| {
        let mut runs = runs(&[("a", None)]).to_vec();
        runs[0].start_millis = start_millis;
        let mut work = LineWork::default();
        let mut task = task(runs.into(), &["loss", "val_loss"]);
        task.look.x = XAxis::Relative;
        all(&mut work, &task, &here);
        let lines = work.picture().lines;
        lines
            .iter()
            .map(|line| line.trace.x().to_vec())
            .collect::<Vec<_>>()
    };
    assert_eq!(xs(Some(-500)), [vec![500.0, 1_500.0], vec![9_500.0]]);
    // Where nobody knows the start, or points are older than it, they count from the first of them.
    assert_eq!(xs(None), [vec![0.0, 1_000.0], vec![9_000.0]]);
    assert_eq!(xs(Some(5_000)), xs(None));
}

fn group_of(runs: Arc<[DrawnRun]>, band: BandKind) -> LineTask {
    LineTask {
        groups: Arc::from([Arc::from("adam")]),
        look: LineLook {
            band,
            ..LineLook::default()
        },
        ..task(runs, &["loss"])
    }
}

#[test]
fn the_steps_in_view_of_a_group_are_those_of_its_runs() {
    let here = Here::default();
    here.put("a", "loss", &[1.0; 50]);
    here.put("b", "loss", &[3.0; 100]);
    let mut work = LineWork::default();
    let mut task = group_of(runs(&[("a", Some(0)), ("b", Some(0))]), BandKind::MinMax);
    for (x, unit) in [
        (XAxis::Step, 1.0),
        (XAxis::Time, 1_000.0),
        (XAxis::Relative, 1_000.0),
    ] {
        task.look.x = x;
        all(&mut work, &task, &here);
        let steps = |low: f64, high: f64| work.picture().steps_within(low * unit, high * unit);
        assert_eq!(steps(20.0, 30.0), Some((19, 31)));
        assert_eq!(steps(70.5, 80.0), Some((49, 81)));
    }
    assert_eq!(LineWork::default().picture().steps_within(0.0, 1.0), None);
}

#[test]
fn the_mean_of_a_large_group_gives_way_and_is_shown_as_it_was_until_it_is_made() {
    let here = Here::default();
    let names: Vec<String> = (0..20).map(|number| format!("r{number:02}")).collect();
    for name in &names {
        here.put(name, "loss", &[2.0; 10]);
    }
    let of: Vec<_> = names.iter().map(|name| (name.as_str(), Some(0))).collect();
    let task = group_of(runs(&of), BandKind::Quantile(0.1));
    let mut work = LineWork::default();
    all(&mut work, &task, &here);
    here.put("r00", "loss", &[23.0; 10]);
    let shown = |work: &LineWork| format!("{:.6}", work.picture().lines[0].trace.y()[5]);
    work.begin(task.clone());
    let held = |run: &RunId, metric: &str| here.get(run, metric);
    let mut turns = 1;
    while !work.advance(&held, &|| true) {
        let shown = shown(&work);
        assert!(shown == "2.000000" || shown == "3.050000", "{shown}");
        turns += 1;
        // What comes in between and changes nothing does not begin it anew.
        if turns == 40 {
            work.begin(task.clone());
        }
    }
    assert!((60..=110).contains(&turns), "{turns}");
    assert_eq!(shown(&work), "3.050000");
}

#[test]
fn a_file_of_whole_histories_comes_in_pieces_with_every_point_once() {
    let steps: Vec<i64> = (0..9_001).collect();
    let series = Series::from_columns(steps.clone(), steps.clone(), vec![0.5; 9_001]);
    let runs = runs(&[("a", None)]);
    let pieces: Vec<String> = series_csv(&runs[0], "loss", &series).collect();
    assert_eq!(pieces.len(), 3);
    let text = pieces.concat();
    let found = text
        .lines()
        .map(|line| line.split(',').nth(3).unwrap().parse::<i64>().unwrap());
    assert!(found.eq(steps));
}

//! The lines of a chart as CSV.

use std::fmt::Write as _;

use super::picture::{LineOwner, LinePicture, PlotLine};
use crate::board::DrawnRun;
use crate::chart::Series;
use crate::format::{iso_utc, number_exact, write_csv_text};

/// Points of a piece of a file: a few milliseconds of work.
const POINTS_A_PIECE: usize = 4_000;

/// Of how many pieces the CSV of lines of so many points is, without its head.
pub fn csv_piece_count(points: impl Iterator<Item = usize>) -> usize {
    points.map(|points| points.div_ceil(POINTS_A_PIECE)).sum()
}

/// One line of CSV a point: what is drawn between two places of the x axis, ends included. Some thousand points of a
/// line a piece, each made when it is asked for, so that neither is all in memory twice nor the page held.
///
/// Columns are the run's id and name (or the group's name), the metric, the step and the time where a point has them, x,
/// the value as logged, and, where `is_smoothed`, the value as drawn.
pub fn csv_pieces(
    picture: &LinePicture,
    x_name: &str,
    x_range: (f64, f64),
    is_smoothed: bool,
) -> impl Iterator<Item = String> {
    let mut head = String::from("run_id,run,metric,step,time,");
    write_text(&mut head, x_name);
    head.push_str(if is_smoothed {
        ",value,smoothed\r\n"
    } else {
        ",value\r\n"
    });
    let of_line = move |line| pieces_of(picture, line, x_range, is_smoothed);
    std::iter::once(head).chain(picture.lines.iter().flat_map(of_line))
}

fn pieces_of(
    picture: &LinePicture,
    line: &PlotLine,
    (low, high): (f64, f64),
    is_smoothed: bool,
) -> impl Iterator<Item = String> {
    let mut start = String::new();
    let (id, name) = match line.owner {
        LineOwner::Run(run) => picture
            .runs
            .get(run)
            .map(|run| (run.id.as_str(), &*run.name))
            .unwrap_or_default(),
        LineOwner::Group(group) => ("", picture.groups.get(group).map_or("", |name| &**name)),
    };
    let key = picture.keys.keys.get(line.key).map_or("", |key| &*key.name);
    for text in [id, name, key] {
        write_text(&mut start, text);
        start.push(',');
    }
    let raw = line.behind.as_ref().unwrap_or(&line.trace);
    let firsts = (0..raw.len()).step_by(POINTS_A_PIECE);
    firsts.map(move |first| {
        let mut out = String::new();
        // A slice of each, as walking there anew for each piece would take as long as the square of the line.
        let [x, y, drawn] =
            [raw.x(), raw.y(), line.trace.y()].map(|all| all.get(first..).unwrap_or_default());
        for (index, ((x, y), drawn)) in (first..).zip(x.iter().zip(y).zip(drawn)).take(POINTS_A_PIECE) {
            if !(low..=high).contains(x) {
                continue;
            }
            out.push_str(&start);
            match line
                .series
                .as_ref()
                .and_then(|series| series.point(raw.origin(index)))
            {
                // Writing to a text can't fail.
                Some(point) => _ = write!(out, "{},{},", point.step, iso_utc(point.time_millis)),
                None => out.push_str(",,"),
            }
            out.push_str(&number_exact(*x));
            out.push(',');
            out.push_str(&number_exact(*y));
            if is_smoothed {
                out.push(',');
                out.push_str(&number_exact(*drawn));
            }
            out.push_str("\r\n");
        }
        out
    })
}

/// The first line of a file of whole histories.
pub const SERIES_CSV_HEAD: &str = "run_id,run,metric,step,time,value\r\n";

/// Every point of a metric of a run as it was logged, a line each; some thousand lines a piece.
pub fn series_csv<'a>(
    run: &DrawnRun,
    metric: &str,
    series: &'a Series,
) -> impl Iterator<Item = String> + use<'a> {
    let mut start = String::new();
    for text in [run.id.as_str(), &run.name, metric] {
        write_text(&mut start, text);
        start.push(',');
    }
    let pieces = (0..series.len()).step_by(POINTS_A_PIECE);
    pieces.map(move |first| {
        let mut out = String::new();
        let points = first..first + POINTS_A_PIECE;
        for point in points.map_while(|index| series.point(index)) {
            out.push_str(&start);
            // Writing to a text can't fail.
            _ = write!(out, "{},{},", point.step, iso_utc(point.time_millis));
            out.push_str(&number_exact(point.value));
            out.push_str("\r\n");
        }
        out
    })
}

/// A text as a cell; nothing as an empty one.
fn write_text(out: &mut String, text: &str) {
    if !text.is_empty() {
        write_csv_text(out, text);
    }
}

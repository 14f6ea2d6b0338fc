//! What is drawn of a line's columns, against drawing every point.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const WIDTH: u8 = 20;

/// The pixels that are set, by column and row.
type Pixels = BTreeSet<(i64, i64)>;

#[expect(clippy::cast_possible_truncation, reason = "the tests' places are small")]
fn whole(place: f64) -> i64 {
    place.floor() as i64
}

/// Draws a line from one place to another: in each column of pixels, all rows that it goes through.
fn draw_segment(pixels: &mut Pixels, from: (f64, f64), to: (f64, f64)) {
    for column in whole(from.0)..=whole(to.0) {
        let share = |x: f64| {
            if to.0 > from.0 {
                (x - from.0) / (to.0 - from.0)
            } else {
                0.0
            }
        };
        let y_at = |x: f64| from.1 + share(x) * (to.1 - from.1);
        let enter = if column == whole(from.0) {
            from.1
        } else {
            y_at(column as f64)
        };
        let leave = if column == whole(to.0) {
            to.1
        } else {
            y_at((column + 1) as f64)
        };
        draw_rows(pixels, column, enter.min(leave), enter.max(leave));
    }
}

fn draw_rows(pixels: &mut Pixels, column: i64, min: f64, max: f64) {
    if (0..i64::from(WIDTH)).contains(&column) {
        pixels.extend((whole(min)..=whole(max)).map(|row| (column, row)));
    }
}

fn draw_stroke(pixels: &mut Pixels, corners: &[(f64, f64)]) {
    if let [(x, y)] = corners {
        draw_rows(pixels, whole(*x), *y, *y);
    }
    for pair in corners.windows(2) {
        draw_segment(pixels, pair[0], pair[1]);
    }
}

fn every_point(points: &[(f64, f64)]) -> Pixels {
    let mut pixels = Pixels::new();
    for stroke in points.split(|(_, y)| !y.is_finite()) {
        draw_stroke(&mut pixels, stroke);
    }
    pixels
}

fn from_strokes(trace: &Trace, edges: &[f64]) -> Pixels {
    let mut pixels = Pixels::new();
    for stroke in trace.strokes(edges).iter() {
        let corner = |index: &u32| (trace.x()[*index as usize], trace.y()[*index as usize]);
        draw_stroke(&mut pixels, &stroke.iter().map(corner).collect::<Vec<_>>());
    }
    pixels
}

fn from_spans(trace: &Trace, edges: &[f64]) -> Pixels {
    let (mut pixels, mut spans) = (Pixels::new(), Vec::new());
    trace.spans(edges, &mut spans);
    let mut before: Option<Span> = None;
    for span in spans {
        draw_rows(&mut pixels, i64::from(span.column), span.min, span.max);
        if let Some(before) = before.filter(|_| span.is_joined) {
            draw_segment(
                &mut pixels,
                (before.last_x, before.last),
                (span.first_x, span.first),
            );
        }
        before = Some(span);
    }
    pixels
}

fn edges() -> Vec<f64> {
    (0..=WIDTH).map(f64::from).collect()
}

fn trace(points: &[(f64, f64)]) -> Trace {
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    Trace::new(x, y)
}

/// Points in order, some before the first column and some behind the last.
fn points(gaps: u32, max_len: usize) -> impl Strategy<Value = Vec<(f64, f64)>> {
    let value = prop_oneof![
        20 => -30.0..30.0,
        5 => (-3..3_i8).prop_map(f64::from),
        gaps => Just(f64::NAN),
        gaps => Just(f64::INFINITY)
    ];
    // The last edge belongs to the last column, which plain pixels know nothing of.
    let x = prop_oneof![4 => -3.0..23.0, 1 => (-3..20_i8).prop_map(f64::from)];
    prop::collection::vec((x, value), 0..max_len).prop_map(|mut points| {
        points.sort_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
        points
    })
}

/// Each column's first gap only.
fn with_one_gap_a_column(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut seen = BTreeSet::new();
    for (x, y) in &mut points {
        if !y.is_finite() && !seen.insert(whole(*x)) {
            *y = 1.5;
        }
    }
    points
}

proptest! {
    #[test]
    fn columns_give_the_picture_of_every_point_pixel_for_pixel(points in points(0, 400)) {
        let trace = trace(&points);
        let all = every_point(&points);
        prop_assert_eq!(&from_strokes(&trace, &edges()), &all);
        prop_assert_eq!(&from_spans(&trace, &edges()), &all);
    }

    #[test]
    fn a_gap_in_a_column_is_drawn_pixel_for_pixel(points in points(1, 200).prop_map(with_one_gap_a_column)) {
        let trace = trace(&points);
        let all = every_point(&points);
        prop_assert_eq!(&from_strokes(&trace, &edges()), &all);
        prop_assert_eq!(&from_spans(&trace, &edges()), &all);
    }

    #[test]
    fn many_gaps_in_a_column_draw_nothing_that_is_not_there(points in points(8, 200)) {
        let trace = trace(&points);
        let all = every_point(&points);
        for drawn in [from_strokes(&trace, &edges()), from_spans(&trace, &edges())] {
            prop_assert!(drawn.is_subset(&all));
            let columns = |pixels: &Pixels| pixels.iter().map(|pixel| pixel.0).collect::<BTreeSet<_>>();
            prop_assert_eq!(columns(&drawn), columns(&all));
        }
    }

    #[test]
    fn strokes_are_those_of_looking_at_each_point(points in points(4, 400)) {
        let first = points.partition_point(|(x, _)| *x < 0.0).saturating_sub(1);
        let last = (points.partition_point(|(x, _)| *x <= f64::from(WIDTH)) + 1).min(points.len());
        let wanted = super::super::downsample::strokes_per_column(points[first..last].iter().copied());
        let found = trace(&points).strokes(&edges());
        let found: Vec<Vec<usize>> = found
            .iter()
            .map(|stroke| stroke.iter().map(|index| *index as usize - first).collect())
            .collect();
        prop_assert_eq!(found, wanted);
    }
}

#[test]
fn a_point_on_the_last_edge_is_in_the_last_column() {
    let trace = trace(&[
        (0.0, 1.0),
        (1.9, 5.0),
        (2.0, 9.0),
        (2.0, 0.0),
        (2.0, 4.0),
        (2.1, 7.0),
    ]);
    let mut spans = Vec::new();
    trace.spans(&[0.0, 1.0, 2.0], &mut spans);
    let columns: Vec<_> = spans
        .iter()
        .map(|span| (span.column, span.min, span.max))
        .collect();
    assert_eq!(columns, [(0, 1.0, 1.0), (1, 0.0, 9.0), (2, 7.0, 7.0)]);
}

#[test]
fn columns_may_be_of_any_width_as_on_a_logarithmic_axis() {
    let x: Vec<f64> = (1..=1000).map(f64::from).collect();
    let trace = Trace::new(x.clone(), x);
    let mut spans = Vec::new();
    trace.spans(&[1.0, 10.0, 100.0, 1000.0], &mut spans);
    let columns: Vec<_> = spans.iter().map(|span| (span.first, span.last)).collect();
    assert_eq!(columns, [(1.0, 9.0), (10.0, 99.0), (100.0, 1000.0)]);
    assert!(spans[1].is_joined && !spans[0].is_joined);
}

#[test]
fn a_line_of_gaps_or_of_nothing_shows_nothing() {
    for trace in [trace(&[]), trace(&[(1.0, f64::NAN), (2.0, f64::INFINITY)])] {
        assert!(trace.strokes(&edges()).is_empty());
        assert_eq!(trace.y_extent(None), None);
        assert_eq!(from_spans(&trace, &edges()), Pixels::new());
    }
}

#[test]
fn a_million_points_at_one_place_are_one_column() {
    let trace = Trace::new(
        vec![3.0; 1_000_000],
        (0..1_000_000).map(f64::from).collect::<Vec<_>>(),
    );
    let strokes = trace.strokes(&edges());
    assert_eq!(strokes.iter().collect::<Vec<_>>(), [[0, 999_999]]);
}

#[test]
fn extents_are_those_of_the_range_with_its_ends() {
    let trace = trace(&[(0.0, 9.0), (1.0, f64::NAN), (1.0, 2.0), (2.0, 3.0), (3.0, -7.0)]);
    assert_eq!(trace.y_extent(Some((1.0, 2.0))), Some((2.0, 3.0)));
    assert_eq!(trace.y_extent(None), Some((-7.0, 9.0)));
    assert_eq!(trace.y_extent(Some((5.0, 6.0))), None);
    assert_eq!(trace.y_extent(Some((2.0, 1.0))), None);
    assert_eq!(trace.x_extent(), Some((0.0, 3.0)));
}

#[test]
fn a_logarithmic_axis_gets_what_it_has_a_place_for() {
    let trace = trace(&[(-1.0, 1.0), (0.0, 2.0), (1.0, 0.0), (2.0, 3.0)]);
    assert_eq!(trace.with_positive_x().x(), [1.0, 2.0]);
    assert_eq!(trace.with_positive_x().origin(1), 3);
    assert!(trace.with_positive_y().y()[2].is_nan());
    assert!(trace.with_positive_x().with_positive_y().has_gaps());
}

#[test]
fn columns_of_unlike_lengths_are_as_long_as_the_shorter() {
    assert_eq!(Trace::new([0.0, 1.0, 2.0], [5.0]).len(), 1);
    assert_eq!(Trace::new([0.0], [5.0, 6.0]).y(), [5.0]);
}

//! Many lines as pixels, against what each column of them must show.

use proptest::prelude::*;

use super::dense::{Loom, Ruler};
use super::line::Dash;
use super::raster::{Pixels, Thread, Weave};
use crate::chart::axis::Scale;
use crate::chart::palette::Rgb;
use crate::chart::series::Trace;

const WIDTH: usize = 20;
const HEIGHT: usize = 40;

/// A line over x from 0 to 20 and y from 0 to 40, a pixel to each.
fn woven(trace: &Trace, dash: Dash) -> Pixels {
    let edges: Vec<f64> = (0..=WIDTH).map(|edge| edge as f64).collect();
    let mut loom = Loom {
        weave: Weave::new(WIDTH, HEIGHT),
        x: Ruler::new(Scale::linear(0.0, WIDTH as f64), (0.0, WIDTH as f64)),
        y: Ruler::new(Scale::linear(0.0, HEIGHT as f64), (HEIGHT as f64, 0.0)),
        edges: &edges,
        spans: Vec::new(),
    };
    let thread = Thread {
        color: Rgb(0, 0, 0),
        alpha: 1.0,
        width: 1.0,
    };
    loom.lay(trace, thread, dash, 1.0);
    loom.weave.finish()
}

fn alpha(pixels: &Pixels, column: usize, row: usize) -> u8 {
    pixels.rgba[(row * WIDTH + column) * 4 + 3]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "inside the picture"
)]
fn whole(value: f64) -> usize {
    value as usize
}

fn points() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let y = prop_oneof![12 => 1.0..39.0, 1 => Just(f64::NAN)];
    prop::collection::vec((0.0..20.0, y), 0..80).prop_map(|mut points| {
        points.sort_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
        points
    })
}

fn trace(points: &[(f64, f64)]) -> Trace {
    let x: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
    let y: Vec<f64> = points.iter().map(|(_, y)| *y).collect();
    Trace::new(x, y)
}

proptest! {
    #[test]
    fn every_line_is_covered_along_its_way_and_nothing_far_from_it(points in points()) {
        let pixels = woven(&trace(&points), Dash::Solid);
        // The way of the line, walked along in steps of less than half a pixel.
        let mut way: Vec<(f64, f64)> = points.iter().copied().filter(|(_, y)| y.is_finite()).collect();
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            if y0.is_finite() && y1.is_finite() {
                for step in 0..=120 {
                    let share = f64::from(step) / 120.0;
                    way.push((x0 + share * (x1 - x0), y0 + share * (y1 - y0)));
                }
            }
        }
        let place = |(x, y): (f64, f64)| {
            let (column, row) = (whole(x.min(19.999)), whole(40.0 - y));
            (column, row.min(HEIGHT - 1))
        };
        // More gaps than one in a column cannot be seen apart: its points stand alone.
        let has_gaps = |column: usize| {
            let here = points.iter().filter(|(x, y)| whole(x.min(19.999)) == column && y.is_nan());
            here.count() > 1
        };
        for at in way.iter().filter(|at| !has_gaps(place(**at).0)) {
            let (column, row) = place(*at);
            let around = row.saturating_sub(1)..(row + 2).min(HEIGHT);
            let most = around.map(|row| alpha(&pixels, column, row)).max().unwrap();
            prop_assert!(most >= 30, "{:?} has {} in {:?}", at, most, points);
        }
        let mut near = vec![false; WIDTH * HEIGHT];
        for at in way {
            let (column, row) = place(at);
            for column in column.saturating_sub(1)..(column + 2).min(WIDTH) {
                for row in row.saturating_sub(2)..(row + 3).min(HEIGHT) {
                    near[row * WIDTH + column] = true;
                }
            }
        }
        for row in 0..HEIGHT {
            for column in 0..WIDTH {
                prop_assert!(near[row * WIDTH + column] || alpha(&pixels, column, row) < 80,
                    "({}, {}) of {:?}", column, row, points);
            }
        }
    }
}

#[test]
fn dashes_leave_columns_out() {
    let pixels = woven(&trace(&[(0.0, 20.5), (20.0, 20.5)]), Dash::Dash);
    let drawn: Vec<bool> = (0..WIDTH)
        .map(|column| alpha(&pixels, column, 19) > 100)
        .collect();
    assert_eq!(
        drawn[..12],
        [
            true, true, true, true, true, true, false, false, false, false, true, true
        ]
    );
}

#[test]
fn a_line_that_ends_beside_the_picture_leaves_no_dot_in_it() {
    for x in [[-5.0, -0.5], [20.5, 25.0]] {
        let pixels = woven(&trace(&[(x[0], 20.0), (x[1], 20.0)]), Dash::Solid);
        assert!(pixels.rgba.iter().all(|byte| *byte == 0), "{x:?}");
    }
}

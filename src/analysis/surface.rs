//! A surface through scattered points.

use std::collections::HashMap;

use delaunator::{Point, triangulate};

/// A triangle with less than this of the unit square is a line: nothing can be read from it.
const LEAST_AREA: f64 = 1e-12;

/// A surface over part of the unit square: flat on each triangle between neighbouring points, the triangles being those
/// of Delaunay (1934), and nowhere beyond them.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    triangles: Vec<[Corner; 3]>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Corner {
    x: f64,
    y: f64,
    value: f64,
}

/// A straight piece of the line along which a surface has one value.
pub type LevelPiece = [(f64, f64); 2];

impl Surface {
    /// The surface through points, each a place in the unit square and the value there; what is not finite is left out.
    ///
    /// Points in the same one of `cells` by `cells` (1 at least) cells of the square become one, with the mean of their
    /// places and values: a place has one value, and there are no more triangles than can be told apart.
    ///
    /// `None` where fewer than three places are left, or all of them lie on one line.
    pub fn through(points: impl Iterator<Item = (f64, f64, f64)>, cells: u16) -> Option<Self> {
        let corners = merged(points, f64::from(cells.max(1)));
        let places: Vec<Point> = corners
            .iter()
            .map(|corner| Point {
                x: corner.x,
                y: corner.y,
            })
            .collect();
        let triangulation = triangulate(&places);
        let corner = |index: &usize| corners.get(*index).copied();
        let triangles: Vec<[Corner; 3]> = triangulation
            .triangles
            .chunks_exact(3)
            .filter_map(|indices| match indices {
                [a, b, c] => Some([corner(a)?, corner(b)?, corner(c)?]),
                _ => None,
            })
            .filter(|[a, b, c]| doubled_area(a, b, c).abs() > LEAST_AREA)
            .collect();
        (!triangles.is_empty()).then_some(Self { triangles })
    }

    /// The value at a place; `None` beyond the triangles.
    pub fn at(&self, x: f64, y: f64) -> Option<f64> {
        self.triangles
            .iter()
            .find_map(|triangle| value_in(triangle, x, y))
    }

    /// The values at the middles of the cells of a grid over the unit square, row by row from the bottom; NaN beyond the
    /// triangles.
    pub fn over_grid(&self, columns: usize, rows: usize) -> Vec<f64> {
        let mut values = vec![f64::NAN; columns * rows];
        for triangle in &self.triangles {
            let within = |pick: fn(&Corner) -> f64, cells: usize| {
                let [a, b, c] = triangle;
                let (low, high) = (
                    pick(a).min(pick(b)).min(pick(c)),
                    pick(a).max(pick(b)).max(pick(c)),
                );
                // The middles of cells lie half a cell from their edges.
                let first = whole((low * cells as f64 - 0.5).ceil());
                first..whole((high * cells as f64 - 0.5).floor() + 1.0).min(cells)
            };
            for row in within(|corner| corner.y, rows) {
                for column in within(|corner| corner.x, columns) {
                    let x = (column as f64 + 0.5) / columns as f64;
                    let y = (row as f64 + 0.5) / rows as f64;
                    if let Some((value, known)) =
                        value_in(triangle, x, y).zip(values.get_mut(row * columns + column))
                    {
                        *known = value;
                    }
                }
            }
        }
        values
    }

    /// Where the surface has a value, piece by piece.
    pub fn level(&self, value: f64) -> Vec<LevelPiece> {
        let crossing = |from: &Corner, to: &Corner| {
            let is_crossed = (from.value < value) != (to.value < value);
            let part = (value - from.value) / (to.value - from.value);
            is_crossed.then_some((from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part))
        };
        self.triangles
            .iter()
            .filter_map(|[a, b, c]| {
                let mut ends = [crossing(a, b), crossing(b, c), crossing(c, a)]
                    .into_iter()
                    .flatten();
                Some([ends.next()?, ends.next()?])
            })
            .collect()
    }
}

/// One corner for each cell that has points, in the order in which the cells are first met.
fn merged(points: impl Iterator<Item = (f64, f64, f64)>, cells: f64) -> Vec<Corner> {
    let mut places: HashMap<(i64, i64), usize> = HashMap::new();
    let mut corners: Vec<(Corner, f64)> = Vec::new();
    for (x, y, value) in points {
        if !(x.is_finite() && y.is_finite() && value.is_finite()) {
            continue;
        }
        let cell = (cell_of(x, cells), cell_of(y, cells));
        let index = *places.entry(cell).or_insert(corners.len());
        if index == corners.len() {
            corners.push((Corner { x, y, value }, 1.0));
        } else if let Some((mean, count)) = corners.get_mut(index) {
            *count += 1.0;
            mean.x += (x - mean.x) / *count;
            mean.y += (y - mean.y) / *count;
            mean.value += (value - mean.value) / *count;
        }
    }
    corners.into_iter().map(|(corner, _)| corner).collect()
}

fn doubled_area(a: &Corner, b: &Corner, c: &Corner) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
}

/// The value of a flat triangle at a place inside it, its edges included.
fn value_in(triangle: &[Corner; 3], x: f64, y: f64) -> Option<f64> {
    /// What rounding may take from the edges.
    const SLACK: f64 = -1e-9;
    let [one, two, three] = triangle;
    let at = Corner { x, y, value: 0.0 };
    let whole = doubled_area(one, two, three);
    let shares = [
        doubled_area(&at, two, three),
        doubled_area(one, &at, three),
        doubled_area(one, two, &at),
    ]
    .map(|part| part / whole);
    let value = triangle
        .iter()
        .zip(shares)
        .map(|(corner, share)| corner.value * share)
        .sum();
    shares.iter().all(|share| *share >= SLACK).then_some(value)
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn cell_of(share: f64, cells: f64) -> i64 {
    (share * cells).floor() as i64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a grid; a float cast saturates"
)]
fn whole(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plane(x: f64, y: f64) -> f64 {
        3.0 * x - 2.0 * y + 1.0
    }

    fn surface(places: &[(f64, f64)]) -> Option<Surface> {
        Surface::through(places.iter().map(|&(x, y)| (x, y, plane(x, y))), 1000)
    }

    #[test]
    fn no_surface_goes_through_two_points_or_a_line() {
        assert_eq!(surface(&[(0.0, 0.0), (1.0, 1.0)]), None);
        assert_eq!(surface(&[(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)]), None);
        assert_eq!(
            surface(&[(f64::NAN, 0.0), (0.5, 0.1), (1.0, 1.0), (0.5, 0.1)]),
            None
        );
    }

    #[test]
    fn nothing_is_said_beyond_the_points() {
        let corner = surface(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]).unwrap();
        assert_eq!(corner.at(0.9, 0.9), None);
        assert!((corner.at(0.25, 0.25).unwrap() - plane(0.25, 0.25)).abs() < 1e-12);
        let grid = corner.over_grid(10, 10);
        assert!(grid[99].is_nan() && (grid[0] - plane(0.05, 0.05)).abs() < 1e-12);
    }

    #[test]
    fn a_place_has_the_mean_of_the_values_there() {
        let points = [(0.0, 0.0, 1.0), (0.0, 0.0, 3.0), (1.0, 0.0, 2.0), (0.0, 1.0, 2.0)];
        let surface = Surface::through(points.into_iter(), 100).unwrap();
        assert!((surface.at(0.0, 0.0).unwrap() - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_level_of_a_plane_is_where_the_plane_has_it() {
        let square = surface(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]).unwrap();
        let pieces = square.level(1.5);
        assert_eq!(pieces.len(), 2);
        for (x, y) in pieces.into_iter().flatten() {
            assert!((plane(x, y) - 1.5).abs() < 1e-12);
        }
        assert!(square.level(100.0).is_empty());
    }

    proptest! {
        #[test]
        fn a_surface_through_points_of_a_plane_is_that_plane(
            places in prop::collection::vec((0.0..1.0, 0.0..1.0), 3..60), columns in 1_usize..30, rows in 1_usize..30,
        ) {
            let Some(surface) = surface(&places) else { return Ok(()) };
            let grid = surface.over_grid(columns, rows);
            for (index, value) in grid.iter().enumerate() {
                let x = ((index % columns) as f64 + 0.5) / columns as f64;
                let y = ((index / columns) as f64 + 0.5) / rows as f64;
                prop_assert_eq!(surface.at(x, y).is_none(), value.is_nan(), "{} {}", x, y);
                prop_assert!(value.is_nan() || (value - plane(x, y)).abs() < 1e-4);
            }
        }

        #[test]
        fn a_surface_never_leaves_what_its_points_say(
            points in prop::collection::vec((0.0..1.0, 0.0..1.0, -5.0..5.0), 3..40), cells in 1_u16..50,
        ) {
            let Some(surface) = Surface::through(points.iter().copied(), cells) else { return Ok(()) };
            for value in surface.over_grid(16, 16).into_iter().filter(|value| !value.is_nan()) {
                prop_assert!((-5.001..=5.001).contains(&value));
            }
        }
    }
}

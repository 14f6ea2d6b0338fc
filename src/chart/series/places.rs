//! Which points lie in which column of pixels.

use std::ops::Range;

/// The first index, from `from` on, whose point does not lie before an edge. `guess` is where to look first.
fn first_from(x: &[f64], from: usize, guess: usize, edge: f64) -> usize {
    // Ever larger leaps from the guess, then halving in between.
    let is_before = |index: usize| x.get(index).is_some_and(|x| *x < edge);
    let (mut low, mut high, mut leap) = (from, x.len(), 1);
    let mut at = guess.clamp(from, high);
    if is_before(at) {
        while is_before(at) {
            low = at + 1;
            at = (at + leap).min(high);
            leap *= 2;
        }
        high = at;
    } else {
        while at > from && !is_before(at) {
            high = at;
            at = at.saturating_sub(leap).max(from);
            leap *= 2;
        }
        if is_before(at) {
            low = at + 1;
        } else {
            high = at;
        }
    }
    let between = x.get(low..high).unwrap_or_default();
    low + between.partition_point(|x| *x < edge)
}

/// Visits each column that has a point, from left to right, with its number and the indices of its points.
///
/// The nearest points before the first and behind the last column come as columns of their own: −1, and the number of
/// columns. A point on an edge lies in the column to its right; one on the last edge, in the last column.
pub(super) fn each_column(x: &[f64], edges: &[f64], visit: &mut dyn FnMut(i32, Range<usize>)) {
    let [low, .., high] = edges else {
        return;
    };
    let columns = edges.len() - 1;
    let start = x.partition_point(|x| x < low);
    let end = x.partition_point(|x| x <= high).max(start);
    if start > 0 {
        visit(-1, start - 1..start);
    }
    let (mut at, mut column, mut count) = (start, 0, 1);
    while at < end && column < columns {
        let first_x = x.get(at).copied().unwrap_or(f64::INFINITY);
        if edges.get(column + 1).is_some_and(|edge| *edge <= first_x) {
            let rest = edges.get(column + 1..columns).unwrap_or_default();
            column += rest.partition_point(|edge| *edge <= first_x);
        }
        let next = match edges.get(column + 1) {
            Some(edge) if column + 1 < columns => {
                first_from(x, at + 1, at.saturating_add(count), *edge).min(end)
            }
            _ => end,
        };
        visit(i32::try_from(column).unwrap_or(i32::MAX), at..next);
        count = next - at;
        at = next;
        column += 1;
    }
    if end < x.len() {
        visit(i32::try_from(columns).unwrap_or(i32::MAX), end..end + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns(x: &[f64], edges: &[f64]) -> Vec<(i32, Range<usize>)> {
        let mut columns = Vec::new();
        each_column(x, edges, &mut |column, range| columns.push((column, range)));
        columns
    }

    /// By looking at each point.
    fn plainly(x: &[f64], edges: &[f64]) -> Vec<(i32, Range<usize>)> {
        let mut columns: Vec<(i32, Range<usize>)> = Vec::new();
        let (low, high) = (edges[0], edges[edges.len() - 1]);
        let last = i32::try_from(edges.len() - 1).unwrap();
        for (index, x) in x.iter().copied().enumerate() {
            let column = if x < low {
                -1
            } else if x > high {
                last
            } else {
                (0..last)
                    .rev()
                    .find(|column| edges[usize::try_from(*column).unwrap()] <= x)
                    .unwrap()
            };
            match columns.last_mut() {
                Some((-1, range)) if column == -1 => *range = index..index + 1,
                Some((before, _)) if *before == last => {}
                Some((before, range)) if *before == column => range.end = index + 1,
                _ => columns.push((column, index..index + 1)),
            }
        }
        columns
    }

    fn sorted(len: std::ops::Range<usize>) -> impl Strategy<Value = Vec<f64>> {
        let x = prop_oneof![-20.0..20.0, (-20..20_i8).prop_map(f64::from)];
        prop::collection::vec(x, len).prop_map(|mut all| {
            all.sort_by(f64::total_cmp);
            all
        })
    }

    proptest! {
        #[test]
        fn columns_are_found_as_by_looking_at_each_point(x in sorted(0..300), edges in sorted(2..40)) {
            prop_assert_eq!(columns(&x, &edges), plainly(&x, &edges));
        }
    }

    #[test]
    fn edges_that_are_no_numbers_do_no_harm() {
        for edges in [
            &[][..],
            &[1.0],
            &[f64::NAN; 3],
            &[2.0, 1.0, 0.0],
            &[f64::NEG_INFINITY, f64::INFINITY],
        ] {
            columns(&[0.0, 1.0, 2.0], edges);
        }
    }
}

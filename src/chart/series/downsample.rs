//! Fewer points, the same picture.
//!
//! A screen shows one column of device pixels at a time. Of all the points in a column, the first, the lowest,
//! the highest and the last decide what a line looks like; the others only redraw the same pixels
//! (M4: Jugel, Jerzak, Hackenbroich, Markl, VLDB 2014).

/// The first, lowest, highest and last of some points in a row, by index.
#[derive(Clone, Copy, Debug)]
struct Bar {
    first: usize,
    lowest: (usize, f64),
    highest: (usize, f64),
    last: usize,
}

impl Bar {
    fn new(index: usize, value: f64) -> Self {
        Self {
            first: index,
            lowest: (index, value),
            highest: (index, value),
            last: index,
        }
    }

    /// Takes in what comes after.
    fn extend(&mut self, later: Bar) {
        if later.lowest.1 < self.lowest.1 {
            self.lowest = later.lowest;
        }
        if later.highest.1 > self.highest.1 {
            self.highest = later.highest;
        }
        self.last = later.last;
    }

    /// Its points in order, each once.
    fn indices(&self) -> impl Iterator<Item = usize> {
        let mut four = [self.first, self.lowest.0, self.highest.0, self.last];
        four.sort_unstable();
        let mut before = None;
        four.into_iter()
            .filter(move |&index| before.replace(index) != Some(index))
    }
}

/// One column of pixels while its points come in. Gaps split its points into strokes.
#[derive(Debug)]
struct Column {
    place: i64,
    /// Whether the line comes in from the column before.
    is_joined: bool,
    /// The stroke up to the first gap.
    first: Option<Bar>,
    /// All the strokes between the first gap and the last one.
    between: Option<Bar>,
    /// The stroke since the last gap.
    current: Option<Bar>,
}

impl Column {
    fn gap(&mut self) {
        match (self.current.take(), self.first.is_some()) {
            (Some(stroke), false) => self.first = Some(stroke),
            (Some(stroke), true) => extend(&mut self.between, stroke),
            (None, false) => self.is_joined = false,
            (None, true) => {}
        }
    }

    /// Adds what the column shows to the strokes; returns whether the line goes on into the next column.
    fn finish(self, strokes: &mut Vec<Vec<usize>>) -> bool {
        let goes_on = self.current.is_some();
        let (head, tail) = match (self.first, self.current) {
            (Some(first), current) => (Some(first), current),
            (None, current) => (current, None),
        };
        if let Some(head) = head {
            match strokes.last_mut() {
                Some(stroke) if self.is_joined => stroke.extend(head.indices()),
                _ => strokes.push(head.indices().collect()),
            }
        }
        // More gaps than one in a single column cannot be seen apart. Its points stand alone: no line that is not there.
        strokes.extend(
            self.between
                .iter()
                .flat_map(Bar::indices)
                .map(|index| vec![index]),
        );
        strokes.extend(tail.map(|tail| tail.indices().collect()));
        goes_on
    }
}

fn extend(bar: &mut Option<Bar>, later: Bar) {
    match bar {
        Some(bar) => bar.extend(later),
        None => *bar = Some(later),
    }
}

/// The points that a line must visit to look like the line through all of them.
///
/// `points` are (position in device pixels, value) in drawing order, the position never decreasing; a value
/// that is not finite is a gap. The result is a list of strokes, each a list of indices into `points`,
/// increasing; a stroke of one index is a point that stands alone. There are at most 12 indices per column of
/// pixels, 4 where there is no gap.
pub(super) fn strokes_per_column(points: impl IntoIterator<Item = (f64, f64)>) -> Vec<Vec<usize>> {
    let mut strokes = Vec::new();
    let mut open: Option<Column> = None;
    for (index, (position, value)) in points.into_iter().enumerate() {
        let place = column_of(position);
        let mut column = match open.take() {
            Some(column) if column.place == place => column,
            before => {
                let is_joined = before.is_some_and(|column| column.finish(&mut strokes));
                Column {
                    place,
                    is_joined,
                    first: None,
                    between: None,
                    current: None,
                }
            }
        };
        if value.is_finite() {
            extend(&mut column.current, Bar::new(index, value));
        } else {
            column.gap();
        }
        open = Some(column);
    }
    if let Some(column) = open {
        column.finish(&mut strokes);
    }
    strokes
}

/// The column of pixels that a position lies in.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float cast saturates: far outside is one column"
)]
fn column_of(position: f64) -> i64 {
    position.floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// First, minimum, maximum and last of every column, from all points or from the kept ones.
    fn bars(points: &[(f64, f64)], indices: impl Iterator<Item = usize>) -> BTreeMap<i64, [f64; 4]> {
        let mut bars: BTreeMap<i64, [f64; 4]> = BTreeMap::new();
        for (position, value) in indices.map(|i| points[i]).filter(|point| point.1.is_finite()) {
            let bar = bars.entry(column_of(position)).or_insert([value; 4]);
            *bar = [bar[0], bar[1].min(value), bar[2].max(value), value];
        }
        bars
    }

    fn points(max_len: usize) -> impl Strategy<Value = Vec<(f64, f64)>> {
        let value = prop_oneof![8 => -1e3..1e3, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)];
        prop::collection::vec((0.0..20.0, value), 0..max_len).prop_map(|mut points| {
            points.sort_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
            points
        })
    }

    #[test]
    fn nothing_gives_no_stroke() {
        assert!(strokes_per_column([]).is_empty());
        assert!(strokes_per_column([(0.0, f64::NAN)]).is_empty());
    }

    #[test]
    fn a_gap_parts_the_line_and_a_lonely_point_stands_alone() {
        let nan = f64::NAN;
        let line = [
            (0.0, 1.0),
            (1.0, 2.0),
            (2.0, nan),
            (3.0, 3.0),
            (4.0, nan),
            (5.0, 4.0),
            (6.0, 5.0),
        ];
        assert_eq!(strokes_per_column(line), [vec![0, 1], vec![3], vec![5, 6]]);
    }

    #[test]
    fn a_spike_among_many_points_in_a_column_survives() {
        let line = (0..1000).map(|i| (f64::from(i) / 1000.0, if i == 501 { 9.0 } else { 0.0 }));
        assert_eq!(strokes_per_column(line), [vec![0, 501, 999]]);
    }

    proptest! {
        #[test]
        fn every_column_keeps_its_first_last_minimum_and_maximum(points in points(400)) {
            let kept = strokes_per_column(points.iter().copied());
            prop_assert_eq!(bars(&points, 0..points.len()), bars(&points, kept.into_iter().flatten()));
        }

        #[test]
        fn a_stroke_never_crosses_a_gap_and_indices_increase(points in points(100)) {
            let kept = strokes_per_column(points.iter().copied());
            for stroke in &kept {
                prop_assert!(!stroke.is_empty());
                let all = stroke[0]..=stroke[stroke.len() - 1];
                prop_assert!(all.into_iter().all(|i| points[i].1.is_finite()));
            }
            for stroke in &kept {
                prop_assert!(stroke.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }

        #[test]
        fn the_count_is_bounded_by_the_columns(points in points(2000)) {
            let count: usize = strokes_per_column(points.iter().copied()).iter().map(Vec::len).sum();
            prop_assert!(count <= 12 * 20);
        }

        #[test]
        fn points_no_closer_than_a_pixel_are_all_kept(values in prop::collection::vec(-1.0..1.0, 1..50)) {
            let kept = strokes_per_column(values.iter().enumerate().map(|(i, value)| (i as f64, *value)));
            prop_assert_eq!(kept, vec![(0..values.len()).collect::<Vec<_>>()]);
        }
    }
}

//! Keeping a line inside the plot, since a backend need not.

/// So far out that no slope can be told, yet differences stay finite.
const FAR: f64 = 1e12;

/// A rectangle in any unit, y downward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Rect {
    /// How wide it is.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether a place lies inside, the edges included.
    pub fn contains(&self, x: f64, y: f64) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// The parts of a line that lie inside the rectangle, in order, each with at least two corners.
///
/// Corners must not be NaN; however far outside they lie, the parts inside are right to well under a pixel.
pub fn clip_line(corners: &[(f64, f64)], rect: &Rect) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut is_open = false;
    for (from, to) in corners.iter().zip(corners.iter().skip(1)) {
        let Some((start, end)) = clip_segment(*from, *to, rect) else {
            is_open = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if is_open => part.push(end),
            _ => parts.push(vec![start, end]),
        }
        is_open = end == *to;
    }
    parts
}

/// The part of a segment inside the rectangle (Liang and Barsky, 1984).
fn clip_segment(from: (f64, f64), to: (f64, f64), rect: &Rect) -> Option<((f64, f64), (f64, f64))> {
    if rect.contains(from.0, from.1) && rect.contains(to.0, to.1) {
        return Some((from, to));
    }
    let near = |(x, y): (f64, f64)| (x.clamp(-FAR, FAR), y.clamp(-FAR, FAR));
    let (start, end) = (near(from), near(to));
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let edges = [
        (-dx, start.0 - rect.left),
        (dx, rect.right - start.0),
        (-dy, start.1 - rect.top),
        (dy, rect.bottom - start.1),
    ];
    for (direction, distance) in edges {
        if direction == 0.0 {
            if distance < 0.0 {
                return None;
            }
        } else if direction < 0.0 {
            enter = enter.max(distance / direction);
        } else {
            leave = leave.min(distance / direction);
        }
    }
    if enter > leave {
        return None;
    }
    // Held to the edges, where rounding leaves a hair outside.
    let held = |(x, y): (f64, f64)| (x.clamp(rect.left, rect.right), y.clamp(rect.top, rect.bottom));
    let at = |share: f64| held((start.0 + share * dx, start.1 + share * dy));
    Some((
        if enter <= 0.0 { held(start) } else { at(enter) },
        if leave >= 1.0 { held(end) } else { at(leave) },
    ))
}

/// The part of an area inside the rectangle (Sutherland and Hodgman, 1974); nothing where there is none.
///
/// Corners must not be NaN.
pub(in crate::chart) fn clip_polygon(corners: Vec<(f64, f64)>, rect: &Rect) -> Vec<(f64, f64)> {
    type Side = fn(&Rect, (f64, f64)) -> f64;
    // How far inside of each edge a place lies.
    let sides: [Side; 4] = [
        |rect, (x, _)| x - rect.left,
        |rect, (x, _)| rect.right - x,
        |rect, (_, y)| y - rect.top,
        |rect, (_, y)| rect.bottom - y,
    ];
    let near = |(x, y): (f64, f64)| (x.clamp(-FAR, FAR), y.clamp(-FAR, FAR));
    let corners: Vec<(f64, f64)> = corners.into_iter().map(near).collect();
    sides.iter().fold(corners, |corners, inside| {
        let before = corners.last().into_iter().chain(&corners);
        let mut kept = Vec::with_capacity(corners.len());
        for (from, to) in before.zip(&corners) {
            let (a, b) = (inside(rect, *from), inside(rect, *to));
            if (a < 0.0) != (b < 0.0) {
                let share = a / (a - b);
                kept.push((from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1)));
            }
            if b >= 0.0 {
                kept.push(*to);
            }
        }
        kept
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const UNIT: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 10.0,
        bottom: 10.0,
    };

    #[test]
    fn a_line_inside_is_left_as_it_is() {
        let line = [(0.0, 0.0), (5.0, 10.0), (10.0, 3.0)];
        assert_eq!(clip_line(&line, &UNIT), [line.to_vec()]);
    }

    #[test]
    fn a_line_that_leaves_and_returns_comes_in_two_parts() {
        let line = [(0.0, 5.0), (5.0, 15.0), (10.0, 5.0)];
        assert_eq!(
            clip_line(&line, &UNIT),
            [vec![(0.0, 5.0), (2.5, 10.0)], vec![(7.5, 10.0), (10.0, 5.0)]]
        );
    }

    #[test]
    fn a_line_through_from_outside_to_outside_shows_its_middle() {
        assert_eq!(
            clip_line(&[(-5.0, 5.0), (15.0, 5.0)], &UNIT),
            [vec![(0.0, 5.0), (10.0, 5.0)]]
        );
        assert!(clip_line(&[(-5.0, 11.0), (15.0, 11.0)], &UNIT).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_ever_drawn_outside(line in prop::collection::vec((any::<f64>(), any::<f64>()), 0..20)) {
            let line: Vec<_> = line.into_iter().filter(|(x, y)| !x.is_nan() && !y.is_nan()).collect();
            for part in clip_line(&line, &UNIT) {
                prop_assert!(part.len() >= 2);
                prop_assert!(part.iter().all(|(x, y)| UNIT.contains(*x, *y)), "{:?}", part);
            }
        }
    }
}

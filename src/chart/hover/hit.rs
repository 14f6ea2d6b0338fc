//! Points of lines at a place.

use crate::chart::draw::{Line, Projection};
use crate::chart::series::Trace;

/// Points so near to the pointer, across, are where it is.
const AROUND_CSS: f64 = 0.75;
/// So near to its end a line still has a value.
const EDGE_CSS: f64 = 2.0;
/// A line's ends reach out so far for the pointer.
const REACH_CSS: f64 = 12.0;

/// One point of one line, and where it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which line.
    pub line: usize,
    /// Which point of its trace.
    pub point: usize,
    /// Its place along the axis.
    pub x: f64,
    /// Its value; may be NaN or infinite.
    pub y: f64,
    /// From the chart's left edge, in CSS pixels.
    pub x_css: f64,
    /// From the chart's upper edge, in CSS pixels; what has no place sits on the edges of the plot.
    pub y_css: f64,
}

impl Projection {
    /// The line under the pointer: the one that passes nearest above or below it, with its point that is nearest to
    /// the pointer; `None` where no line passes.
    pub fn nearest_line(&self, lines: &[Line], x_css: f64, y_css: f64) -> Option<Hit> {
        let x = self.x_from_css(x_css);
        let beside = [
            self.x_from_css(x_css - AROUND_CSS),
            self.x_from_css(x_css + AROUND_CSS),
        ];
        let near = (lines.iter().enumerate())
            .filter_map(|(index, line)| Some((index, self.distance_css(&line.trace, x, beside, y_css)?)));
        // Of lines that lie on each other, the topmost.
        let (line, _) = near.rev().min_by(|a, b| a.1.total_cmp(&b.1))?;
        self.point_near(lines, line, x)
    }

    /// What each line has at a place of the x axis: its nearest point, from the top of the chart to the bottom. A line
    /// that begins after it, or has ended before, has none; a hair's breadth beyond its ends it still has.
    pub fn values_at(&self, lines: &[Line], x: f64) -> Vec<Hit> {
        let mut hits: Vec<Hit> = (0..lines.len())
            .filter(|index| {
                let ends = lines.get(*index).and_then(|line| line.trace.x_extent());
                let x_css = self.x_to_css(x);
                ends.is_some_and(|(first, last)| {
                    self.x_to_css(first) - x_css <= EDGE_CSS && x_css - self.x_to_css(last) <= EDGE_CSS
                })
            })
            .filter_map(|index| self.point_near(lines, index, x))
            .collect();
        hits.sort_by(|a, b| a.y_css.total_cmp(&b.y_css));
        hits
    }

    /// The next place after `x` (or, if not `forward`, the one before) where any line has a point that the plot shows.
    pub fn next_x(&self, lines: &[Line], x: f64, forward: bool) -> Option<f64> {
        let next = |line: &Line| {
            let places = line.trace.x();
            if forward {
                let from = x.max(self.x.low().next_down());
                places
                    .get(places.partition_point(|other| *other <= from))
                    .copied()
            } else {
                let from = x.min(self.x.high().next_up());
                let before = places.partition_point(|other| *other < from).checked_sub(1)?;
                places.get(before).copied()
            }
        };
        let all = lines.iter().filter_map(next).filter(|x| self.x.contains(*x));
        if forward {
            all.min_by(f64::total_cmp)
        } else {
            all.max_by(f64::total_cmp)
        }
    }

    /// How far above or below a place a line passes; `None` where it does not pass.
    fn distance_css(&self, trace: &Trace, x: f64, beside: [f64; 2], y_css: f64) -> Option<f64> {
        let (places, values) = (trace.x(), trace.y());
        let after = places.partition_point(|other| *other < x);
        let at = |index: usize| Some((*places.get(index)?, *values.get(index)?));
        let point_css = |(x, y): (f64, f64)| (self.x_to_css(x), self.y_to_css(y));
        let right = at(after).map(point_css);
        let left = after.checked_sub(1).and_then(at).map(point_css);
        let x_css = self.x_to_css(x);
        let passes = match (left, right) {
            (Some((x0, y0)), Some((x1, y1))) if x1 > x0 => {
                let share = ((x_css - x0) / (x1 - x0)).clamp(0.0, 1.0);
                Some(y0 + share * (y1 - y0))
            }
            (_, Some((x1, y1))) if (x1 - x_css).abs() <= REACH_CSS => Some(y1),
            (Some((x0, y0)), None) if (x_css - x0).abs() <= REACH_CSS => Some(y0),
            _ => None,
        }?;
        // Where many points share a pixel, the line is all that lies between the least and the greatest of them.
        let extent = trace.y_extent(Some((beside[0], beside[1])));
        let (top, bottom) = extent.map_or((passes, passes), |(min, max)| {
            (self.y_to_css(max).min(passes), self.y_to_css(min).max(passes))
        });
        Some((top - y_css).max(y_css - bottom).max(0.0) + (passes - y_css).abs() * 1e-6)
    }

    fn point_near(&self, lines: &[Line], line: usize, x: f64) -> Option<Hit> {
        let trace = &lines.get(line)?.trace;
        let places = trace.x();
        let after = places.partition_point(|other| *other < x);
        let distance = |index: usize| places.get(index).map(|other| (*other - x).abs());
        let before = after.checked_sub(1);
        let point = match (before.and_then(distance), distance(after)) {
            (Some(left), Some(right)) if left <= right => before?,
            (_, Some(_)) => after,
            (Some(_), None) => before?,
            (None, None) => return None,
        };
        self.hit(lines, line, point)
    }

    fn hit(&self, lines: &[Line], line: usize, point: usize) -> Option<Hit> {
        let trace = &lines.get(line)?.trace;
        let (x, y) = (*trace.x().get(point)?, *trace.y().get(point)?);
        Some(Hit {
            line,
            point,
            x,
            y,
            x_css: self.x_to_css(x),
            y_css: self.y_to_css(y),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::chart::{AxisUnit, Rect, Rgb, Scale};

    fn line(points: &[(f64, f64)]) -> Line {
        let x: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
        let y: Vec<f64> = points.iter().map(|(_, y)| *y).collect();
        Line::new("run", Rgb(0, 0, 0), Arc::new(Trace::new(x, y)))
    }

    /// 100 CSS pixels a side, ten from the corner, x and y from 0 to 10.
    fn projection() -> Projection {
        Projection {
            plot: Rect {
                left: 10.0,
                top: 10.0,
                right: 110.0,
                bottom: 110.0,
            },
            x: Scale::linear(0.0, 10.0),
            y: Scale::linear(0.0, 10.0),
            x_unit: AxisUnit::Whole,
            y_unit: AxisUnit::Number,
        }
    }

    #[test]
    fn y_grows_upward_and_infinities_sit_on_the_edges() {
        let projection = projection();
        assert_eq!(
            (projection.y_to_css(0.0), projection.y_to_css(10.0)),
            (110.0, 10.0)
        );
        assert_eq!(
            (projection.y_to_css(f64::INFINITY), projection.y_to_css(f64::NAN)),
            (10.0, 110.0)
        );
    }

    #[test]
    fn the_line_under_the_pointer_is_found_between_its_points() {
        // One line rises from corner to corner, the other is level: halfway between the points they are far apart.
        let lines = [
            line(&[(0.0, 0.0), (10.0, 10.0)]),
            line(&[(0.0, 9.0), (4.0, 9.0), (10.0, 9.0)]),
        ];
        let hit = projection().nearest_line(&lines, 50.0, 68.0).unwrap();
        assert_eq!((hit.line, hit.point), (0, 0));
        assert_eq!(projection().nearest_line(&lines, 50.0, 22.0).unwrap().line, 1);
    }

    #[test]
    fn a_noisy_line_is_everything_between_its_extremes() {
        let noisy: Vec<(f64, f64)> = (0..1000)
            .map(|index| (f64::from(index) / 100.0, f64::from(index % 2) * 8.0))
            .collect();
        let lines = [line(&noisy), line(&[(0.0, 9.0), (10.0, 9.0)])];
        assert_eq!(projection().nearest_line(&lines, 60.0, 60.0).unwrap().line, 0);
        assert_eq!(projection().nearest_line(&lines, 60.0, 19.0).unwrap().line, 1);
    }

    #[test]
    fn a_line_that_has_ended_is_not_under_the_pointer() {
        let lines = [line(&[(0.0, 5.0), (3.0, 5.0)]), line(&[(0.0, 1.0), (9.0, 1.0)])];
        let projection = projection();
        assert_eq!(projection.nearest_line(&lines, 80.0, 60.0).unwrap().line, 1);
        let at: Vec<usize> = projection
            .values_at(&lines, 7.0)
            .iter()
            .map(|hit| hit.line)
            .collect();
        assert_eq!(at, [1]);
        assert_eq!(projection.nearest_line(&[], 50.0, 50.0), None);
    }

    #[test]
    fn values_come_from_the_top_of_the_chart_down() {
        let lines = [line(&[(4.0, 1.0)]), line(&[(4.0, 8.0)]), line(&[(9.0, 8.0)])];
        let hits = projection().values_at(&lines, 4.0);
        let told: Vec<(usize, f64)> = hits.iter().map(|hit| (hit.line, hit.y)).collect();
        assert_eq!(told, [(1, 8.0), (0, 1.0)]);
    }

    #[test]
    fn arrow_keys_visit_every_place_of_any_line_once() {
        let lines = [
            line(&[(-5.0, 0.0), (0.0, 0.0), (4.0, 1.0), (4.0, 2.0)]),
            line(&[(2.0, 8.0), (99.0, 1.0)]),
        ];
        let projection = projection();
        let mut visited = vec![projection.next_x(&lines, f64::NEG_INFINITY, true).unwrap()];
        while let Some(x) = projection.next_x(&lines, visited[visited.len() - 1], true) {
            visited.push(x);
        }
        assert_eq!(visited, [0.0, 2.0, 4.0]);
        assert_eq!(projection.next_x(&lines, f64::INFINITY, false), Some(4.0));
        assert_eq!(projection.next_x(&lines, 4.0, false), Some(2.0));
        assert_eq!(projection.next_x(&lines, 0.0, false), None);
    }

    proptest! {
        #[test]
        fn a_value_is_that_of_the_nearest_point(
            mut places in prop::collection::vec(0.0..10.0, 1..40), x in 0.0..10.0,
        ) {
            places.sort_by(f64::total_cmp);
            let points: Vec<(f64, f64)> = places.iter().map(|x| (*x, 1.0)).collect();
            for hit in projection().values_at(&[line(&points)], x) {
                let best = places.iter().map(|other| (other - x).abs()).fold(f64::INFINITY, f64::min);
                prop_assert!(((hit.x - x).abs() - best).abs() < 1e-12);
            }
        }

        #[test]
        fn places_come_back(x in 0.0..10.0, y in 0.0..10.0) {
            let projection = projection();
            prop_assert!((projection.x_from_css(projection.x_to_css(x)) - x).abs() < 1e-9);
            prop_assert!((projection.y_from_css(projection.y_to_css(y)) - y).abs() < 1e-9);
        }
    }
}

//! Between the data and the places on the screen: what a pointer or a key points at.

use super::clip::Rect;
use super::scale::LinearScale;
use super::series::Series;

/// How far from the crosshair a point may lie and still be read out with it, in CSS pixels.
const READ_OUT_REACH_CSS: f64 = 6.0;

/// Where a drawn chart put its data, in CSS pixels from the chart's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    /// The part of the chart that the lines are drawn in.
    pub plot: Rect,
    /// What the width of the plot spans.
    pub x: LinearScale,
    /// What the height of the plot spans.
    pub y: LinearScale,
}

/// One point of one series, and where it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which series.
    pub series: usize,
    /// Which of its points.
    pub point: usize,
    /// From the chart's left edge, in CSS pixels.
    pub x_css: f64,
    /// From the chart's upper edge, in CSS pixels; NaN and the infinities sit on the edges of the plot.
    pub y_css: f64,
}

/// What a crosshair shows: at most one point of each series.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadOut {
    /// The step that the crosshair stands on.
    pub step: i64,
    /// Where that is, in CSS pixels from the chart's left edge.
    pub x_css: f64,
    /// The points at the crosshair, from the top of the chart to the bottom.
    pub hits: Vec<Hit>,
    /// Which of the hits is the closest to where was pointed.
    pub focus: usize,
}

impl Projection {
    /// From a value on the x axis to CSS pixels.
    pub fn x_to_css(&self, x: f64) -> f64 {
        self.plot.left + self.x.to_unit(x) * self.plot.width()
    }

    /// From a value on the y axis to CSS pixels. −∞ and NaN lie on the lower edge of the plot, ∞ on the upper.
    pub fn y_to_css(&self, y: f64) -> f64 {
        if y.is_finite() {
            self.plot.bottom - self.y.to_unit(y) * self.plot.height()
        } else if y > 0.0 {
            self.plot.top
        } else {
            self.plot.bottom
        }
    }

    /// From CSS pixels to a value on the x axis.
    pub fn css_to_x(&self, x_css: f64) -> f64 {
        self.x.from_unit((x_css - self.plot.left) / self.plot.width())
    }

    /// From CSS pixels to a value on the y axis.
    pub fn css_to_y(&self, y_css: f64) -> f64 {
        self.y.from_unit((self.plot.bottom - y_css) / self.plot.height())
    }

    /// Where a point of a series is drawn.
    fn hit(&self, all: &[Series], series: usize, point: usize) -> Option<Hit> {
        let at = all.get(series)?.point(point)?;
        Some(Hit {
            series,
            point,
            x_css: self.x_to_css(at.step as f64),
            y_css: self.y_to_css(at.value),
        })
    }

    /// The point nearest in x to a place, and among those the nearest in y; `None` where nothing is shown.
    pub fn nearest(&self, series: &[Series], x_css: f64, y_css: f64) -> Option<Hit> {
        let candidates = (0..series.len()).filter_map(|index| self.nearest_of(series, index, x_css, y_css));
        candidates.min_by(|a, b| closer(a, b, x_css, y_css))
    }

    fn nearest_of(&self, all: &[Series], series: usize, x_css: f64, y_css: f64) -> Option<Hit> {
        let steps = all.get(series)?.step();
        let x = self.css_to_x(x_css);
        let after = steps.partition_point(|step| (*step as f64) < x);
        let after_step = steps.get(after);
        let before_step = after.checked_sub(1).and_then(|index| steps.get(index));
        let is_shown = |step: &&i64| (self.x.low()..=self.x.high()).contains(&(**step as f64));
        // A step may repeat: look at all of its points.
        let places = [before_step, after_step]
            .into_iter()
            .flatten()
            .filter(is_shown)
            .flat_map(|step| {
                let first = steps.partition_point(|other| other < step);
                first..steps.partition_point(|other| other <= step)
            });
        places
            .filter_map(|point| self.hit(all, series, point))
            .min_by(|a, b| closer(a, b, x_css, y_css))
    }

    /// What the crosshair shows when a place is pointed at; `None` where nothing is shown.
    pub fn read_out(&self, series: &[Series], x_css: f64, y_css: f64) -> Option<ReadOut> {
        let nearest = self.nearest(series, x_css, y_css)?;
        let step = series.get(nearest.series)?.point(nearest.point)?.step;
        let mut hits: Vec<Hit> = (0..series.len())
            .filter_map(|index| self.nearest_of(series, index, nearest.x_css, y_css))
            .filter(|hit| (hit.x_css - nearest.x_css).abs() <= READ_OUT_REACH_CSS)
            .collect();
        hits.sort_by(|a, b| a.y_css.total_cmp(&b.y_css));
        let distance = |hit: &Hit| (hit.y_css - y_css).abs();
        let focus = hits
            .iter()
            .enumerate()
            .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?
            .0;
        Some(ReadOut {
            step,
            x_css: nearest.x_css,
            hits,
            focus,
        })
    }

    /// What the crosshair shows on a step, as it does when the arrow keys move it; the middle of the plot has the focus.
    pub fn read_out_at(&self, series: &[Series], step: i64) -> Option<ReadOut> {
        let middle_css = f64::midpoint(self.plot.top, self.plot.bottom);
        self.read_out(series, self.x_to_css(step as f64), middle_css)
    }

    /// The next step after `step` (or, if not `forward`, the one before) that any series has and the plot shows.
    pub fn next_step(&self, series: &[Series], step: i64, forward: bool) -> Option<i64> {
        let is_shown = |step: &i64| (self.x.low()..=self.x.high()).contains(&(*step as f64));
        let next = |line: &Series| {
            let steps = line.step();
            if forward {
                steps.get(steps.partition_point(|other| *other <= step)).copied()
            } else {
                let before = steps.partition_point(|other| *other < step).checked_sub(1)?;
                steps.get(before).copied()
            }
        };
        let all = series.iter().filter_map(next).filter(is_shown);
        if forward { all.min() } else { all.max() }
    }
}

fn closer(a: &Hit, b: &Hit, x_css: f64, y_css: f64) -> std::cmp::Ordering {
    let along = (a.x_css - x_css).abs().total_cmp(&(b.x_css - x_css).abs());
    along.then((a.y_css - y_css).abs().total_cmp(&(b.y_css - y_css).abs()))
}

#[cfg(test)]
mod tests {
    use super::super::palette::Rgb;
    use super::super::series::Point;
    use super::*;
    use proptest::prelude::*;

    fn series(points: &[(i64, f64)]) -> Series {
        let points = points.iter().map(|&(step, value)| Point {
            step,
            time_millis: 0,
            value,
        });
        Series::new("run", Rgb(0, 0, 0), points.collect())
    }

    /// 100 CSS pixels a side, ten from the corner, steps and values from 0 to 10.
    fn projection() -> Projection {
        Projection {
            plot: Rect {
                left: 10.0,
                top: 10.0,
                right: 110.0,
                bottom: 110.0,
            },
            x: LinearScale::new(0.0, 10.0),
            y: LinearScale::new(0.0, 10.0),
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
    fn nearest_goes_by_x_first_then_by_y() {
        let lines = [series(&[(0, 0.0), (4, 1.0), (9, 2.0)]), series(&[(4, 8.0)])];
        let hit = projection().nearest(&lines, 52.0, 30.0).unwrap();
        assert_eq!((hit.series, hit.point), (1, 0));
        let hit = projection().nearest(&lines, 52.0, 100.0).unwrap();
        assert_eq!((hit.series, hit.point), (0, 1));
    }

    #[test]
    fn among_points_of_one_step_the_nearest_in_y_is_found() {
        let lines = [series(&[(5, 1.0), (5, 9.0), (5, 5.0)])];
        let hit = projection().nearest(&lines, 0.0, 20.0).unwrap();
        assert_eq!(hit.point, 1);
    }

    #[test]
    fn points_outside_the_axis_are_not_found() {
        assert_eq!(
            projection().nearest(&[series(&[(-5, 1.0), (11, 1.0)])], 50.0, 50.0),
            None
        );
        assert_eq!(projection().nearest(&[], 50.0, 50.0), None);
    }

    #[test]
    fn a_read_out_has_each_series_once_from_top_to_bottom() {
        let lines = [
            series(&[(4, 1.0), (5, 1.0)]),
            series(&[(4, 8.0)]),
            series(&[(9, 8.0)]),
        ];
        let read_out = projection().read_out(&lines, 51.0, 100.0).unwrap();
        assert_eq!(read_out.step, 4);
        assert_eq!(
            read_out.hits.iter().map(|hit| hit.series).collect::<Vec<_>>(),
            [1, 0]
        );
        assert_eq!(read_out.focus, 1);
    }

    #[test]
    fn arrow_keys_visit_every_step_of_any_series_once() {
        let lines = [
            series(&[(0, 0.0), (4, 1.0), (4, 2.0)]),
            series(&[(2, 8.0), (99, 1.0)]),
        ];
        let projection = projection();
        let mut visited = vec![0];
        while let Some(step) = projection.next_step(&lines, visited[visited.len() - 1], true) {
            visited.push(step);
        }
        assert_eq!(visited, [0, 2, 4]);
        assert_eq!(projection.next_step(&lines, 4, false), Some(2));
        assert_eq!(projection.next_step(&lines, 0, false), None);
    }

    proptest! {
        #[test]
        fn nearest_agrees_with_looking_at_every_point(
            points in prop::collection::vec((0_i64..10, 0.0..10.0), 1..40), x in 0.0..120.0, y in 0.0..120.0,
        ) {
            let lines = [series(&points)];
            let projection = projection();
            let found = projection.nearest(&lines, x, y).unwrap();
            let all = (0..lines[0].len()).filter_map(|point| projection.hit(&lines, 0, point));
            let best = all.min_by(|a, b| closer(a, b, x, y)).unwrap();
            prop_assert!(closer(&found, &best, x, y).is_eq());
        }
    }
}

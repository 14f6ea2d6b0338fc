//! What a drag over a chart means, and what a step of zooming shows. Places are shares of the plot: 0 at its left or
//! lower end, 1 at the other one; [`Projection`](super::Projection)'s scales turn them into values, so that zooming
//! is the same on every scale.

use super::draw::Rect;

/// A move shorter than this is a click that trembled, in CSS pixels.
const CLICK_CSS: f64 = 5.0;
/// A drag must go so far up or down before it means the y axis, too: nobody drags along a level line.
const BOTH_CSS: f64 = 40.0;
/// No step shows less than this share of what was shown.
const LEAST_SHARE: f64 = 1e-3;

/// A part of an axis, as shares of what the plot shows of it; the first end is below the second one.
pub type Part = [f64; 2];

/// What was dragged over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dragged {
    /// The part of the x axis; all of it where `None`.
    pub x: Option<Part>,
    /// The part of the y axis; all of it where `None`.
    pub y: Option<Part>,
}

/// What a drag from one place to another one means, in CSS pixels from the chart's upper left corner; `None` for what
/// is no drag yet. Along x unless it also goes up or down a good way; `only_x` holds it to that.
pub fn dragged(plot: &Rect, from: (f64, f64), to: (f64, f64), only_x: bool) -> Option<Dragged> {
    let (across, along) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
    let is_tall = !only_x && along >= BOTH_CSS;
    let x = (across >= CLICK_CSS)
        .then(|| {
            part(
                (from.0 - plot.left) / plot.width(),
                (to.0 - plot.left) / plot.width(),
            )
        })
        .flatten();
    let y = is_tall
        .then(|| {
            part(
                (plot.bottom - from.1) / plot.height(),
                (plot.bottom - to.1) / plot.height(),
            )
        })
        .flatten();
    (x.is_some() || y.is_some()).then_some(Dragged { x, y })
}

/// Between two shares, as far as the plot has them.
fn part(one: f64, other: f64) -> Option<Part> {
    let (one, other) = (one.clamp(0.0, 1.0), other.clamp(0.0, 1.0));
    let (low, high) = (one.min(other), one.max(other));
    (high - low >= LEAST_SHARE).then_some([low, high])
}

/// The part of an axis that is shown after zooming: `times` as much as before, with what is at `anchor` staying there.
/// Below 1 that is closer, above it farther away, beyond the ends of the plot.
pub fn zoomed(anchor: f64, times: f64) -> Part {
    let times = if times.is_finite() {
        times.clamp(LEAST_SHARE, 1.0 / LEAST_SHARE)
    } else {
        1.0
    };
    let anchor = if anchor.is_finite() {
        anchor.clamp(-1e3, 1e3)
    } else {
        0.5
    };
    [anchor * (1.0 - times), anchor + (1.0 - anchor) * times]
}

/// The part of an axis that is shown after moving along by a share of what is shown.
pub fn moved(by: f64) -> Part {
    [by, 1.0 + by]
}

/// How much of an axis a turn of the wheel leaves in sight: less for a turn towards what is looked at. `delta` in CSS
/// pixels of scrolling.
pub fn wheel_times(delta_css: f64) -> f64 {
    (delta_css.clamp(-400.0, 400.0) * 0.002).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLOT: Rect = Rect {
        left: 40.0,
        top: 10.0,
        right: 440.0,
        bottom: 210.0,
    };

    #[test]
    fn a_level_drag_zooms_along_x_only_in_either_direction() {
        let expected = Some(Dragged {
            x: Some([0.25, 0.5]),
            y: None,
        });
        assert_eq!(dragged(&PLOT, (140.0, 50.0), (240.0, 80.0), false), expected);
        assert_eq!(dragged(&PLOT, (240.0, 80.0), (140.0, 50.0), false), expected);
    }

    #[test]
    fn a_drag_that_goes_down_too_zooms_both_ways_unless_held_to_x() {
        let both = dragged(&PLOT, (140.0, 10.0), (240.0, 110.0), false).unwrap();
        assert_eq!((both.x, both.y), (Some([0.25, 0.5]), Some([0.5, 1.0])));
        let x_only = dragged(&PLOT, (140.0, 10.0), (240.0, 110.0), true).unwrap();
        assert_eq!(x_only.y, None);
    }

    #[test]
    fn a_drag_straight_down_zooms_along_y_only() {
        let down = dragged(&PLOT, (140.0, 60.0), (141.0, 160.0), false).unwrap();
        assert_eq!((down.x, down.y), (None, Some([0.25, 0.75])));
    }

    #[test]
    fn a_click_that_trembles_is_no_drag() {
        assert_eq!(dragged(&PLOT, (140.0, 60.0), (143.0, 62.0), false), None);
    }

    #[test]
    fn a_drag_beyond_the_plot_ends_at_its_edge() {
        let beyond = dragged(&PLOT, (240.0, 50.0), (900.0, 50.0), false).unwrap();
        assert_eq!(beyond.x, Some([0.5, 1.0]));
    }

    proptest! {
        #[test]
        fn what_is_under_the_pointer_stays_there(anchor in 0.0..=1.0, times in 0.01..100.0) {
            let [low, high] = zoomed(anchor, times);
            prop_assert!((low + anchor * (high - low) - anchor).abs() < 1e-9);
            prop_assert!((high - low - times).abs() < 1e-9);
        }

        #[test]
        fn zooming_in_and_out_again_comes_back(delta in -400.0..400.0) {
            prop_assert!((wheel_times(delta) * wheel_times(-delta) - 1.0).abs() < 1e-12);
        }

        #[test]
        fn any_step_is_a_range(anchor in any::<f64>(), times in any::<f64>()) {
            let [low, high] = zoomed(anchor, times);
            prop_assert!(low < high);
        }
    }
}

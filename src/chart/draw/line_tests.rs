//! Pictures of line charts, as SVG text.

use std::sync::Arc;

use super::*;
use crate::chart::axis::{Axis, AxisUnit, Locale};
use crate::chart::options::{Points, ScaleKind};
use crate::chart::palette::{LINE_COLORS, Rgb};
use crate::chart::series::{Band, Trace};

fn theme() -> Theme {
    Theme {
        grid: Rgb(0xe8, 0xe8, 0xe8),
        axis: Rgb(0xb0, 0xb0, 0xb0),
        text: Rgb(0x60, 0x60, 0x60),
        strong: Rgb(0x10, 0x10, 0x10),
        surface: Rgb(0xff, 0xff, 0xff),
        font_family: "sans-serif".to_owned(),
        font_css: 11.0,
    }
}

fn line_at(x: Vec<f64>, y: Vec<f64>) -> Line {
    Line::new("run", LINE_COLORS[0], Arc::new(Trace::new(x, y)))
}

fn line(values: impl IntoIterator<Item = f64>) -> Line {
    let y: Vec<f64> = values.into_iter().collect();
    line_at((0..y.len()).map(|step| step as f64).collect(), y)
}

fn steps() -> Axis {
    Axis {
        unit: AxisUnit::Whole,
        ..Axis::default()
    }
}

fn svg_at(lines: &[Line], x: &Axis, y: &Axis, size_css: (u32, u32)) -> Result<String, ChartError> {
    let chart = LineChart {
        lines,
        x,
        y,
        dots: Points::Auto,
        theme: &theme(),
        resolution: Resolution {
            device_per_css: 1.0,
            units_per_device: 1,
        },
        locale: &Locale::default(),
    };
    to_svg(&chart, size_css.0, size_css.1)
}

/// The chart at 480 by 240 CSS pixels.
fn svg_of(lines: &[Line], y_range: Option<(f64, f64)>) -> String {
    let range = y_range.map_or([None; 2], |(low, high)| [Some(low), Some(high)]);
    let y = Axis {
        range,
        ..Axis::default()
    };
    svg_at(lines, &steps(), &y, (480, 240)).unwrap()
}

fn count(svg: &str, element: &str) -> usize {
    svg.matches(&format!("<{element} ")).count()
}

#[test]
fn no_series_draws_axes_only() {
    insta::assert_snapshot!(svg_of(&[], None));
}

#[test]
fn one_point_is_a_dot_in_the_middle() {
    insta::assert_snapshot!(svg_of(&[line([0.75])], None));
}

#[test]
fn a_constant_is_a_line_in_the_middle() {
    insta::assert_snapshot!(svg_of(&[line([3.0; 5])], None));
}

#[test]
fn nan_is_a_gap_with_a_cross_below_it() {
    insta::assert_snapshot!(svg_of(&[line([0.1, 0.2, f64::NAN, 0.4, 0.5])], None));
}

#[test]
fn infinities_are_triangles_on_the_edges() {
    insta::assert_snapshot!(svg_of(
        &[line([0.1, f64::INFINITY, 0.2, f64::NEG_INFINITY, 0.3])],
        None
    ));
}

#[test]
fn lines_that_end_together_have_labels_apart() {
    let lines = [0.0, 0.001, 0.002].map(|offset| line((0..100).map(|i| f64::from(i) / 100.0 + offset)));
    insta::assert_snapshot!(svg_of(&lines, None));
}

#[test]
fn a_given_range_cuts_the_line_at_the_edges_of_the_plot() {
    insta::assert_snapshot!(svg_of(&[line([0.0, 4.0, 0.0, -4.0, 0.0])], Some((-1.0, 1.0))));
}

#[test]
fn a_log_axis_has_powers_of_ten_and_gaps_where_nothing_is_above_zero() {
    let log = Axis {
        scale: ScaleKind::Log,
        name: "loss".to_owned(),
        ..Axis::default()
    };
    let values = [1000.0, 100.0, 0.0, 1.0, -5.0, 0.01, 0.001];
    let svg = svg_at(&[line(values)], &steps(), &log, (480, 240)).unwrap();
    insta::assert_snapshot!(svg);
}

#[test]
fn a_time_axis_has_days_under_its_hours() {
    let time = Axis {
        unit: AxisUnit::Time,
        name: "Time".to_owned(),
        ..Axis::default()
    };
    let x = (0..40).map(|hour| 1_795_392_000_000.0 + f64::from(hour) * 3_600_000.0);
    let y = (0..40).map(|hour| f64::from(hour % 7));
    let svg = svg_at(
        &[line_at(x.collect(), y.collect())],
        &time,
        &Axis::default(),
        (480, 240),
    );
    insta::assert_snapshot!(svg.unwrap());
}

#[test]
fn a_band_lies_behind_all_lines_and_parts_where_it_has_a_gap() {
    let mean = line([1.0, 2.0, 3.0, 2.0, 1.0]);
    let band = Band {
        x: mean.trace.x().into(),
        low: [0.5, 1.5, f64::NAN, 1.5, 0.5].into(),
        high: [1.5, 2.5, f64::NAN, 2.5, 1.5].into(),
    };
    let mean = Line {
        band: Some(Arc::new(band)),
        ..mean
    };
    insta::assert_snapshot!(svg_of(&[mean], None));
}

#[test]
fn metrics_have_dashes_and_the_raw_line_lies_behind_the_smoothed_one() {
    let raw = line([0.0, 3.0, 1.0, 4.0]);
    let smoothed = Line {
        dash: Dash::DashDot,
        behind: Some(Arc::clone(&raw.trace)),
        ..line([0.0, 1.0, 1.5, 2.5])
    };
    insta::assert_snapshot!(svg_of(&[smoothed], None));
}

#[test]
fn lines_that_end_alike_have_one_label() {
    let svg = svg_of(
        &[line([0.0, 0.731]), line([0.5, 0.731]), line([0.2, 0.7312])],
        None,
    );
    assert_eq!(svg.matches(">0.731<").count(), 1, "{svg}");
}

#[test]
fn only_nan_has_crosses_below_an_axis_of_steps() {
    let svg = svg_of(&[line([f64::NAN; 3])], None);
    assert_eq!(count(&svg, "polyline"), 2 * 3);
    assert!(svg.contains(">0<") && svg.contains(">2<"), "{svg}");
}

#[test]
fn the_text_of_a_stranger_is_text() {
    let named = Axis {
        name: "<script>\u{0}&\"".to_owned(),
        ..steps()
    };
    let svg = svg_at(&[line([1.0, 2.0])], &named, &Axis::default(), (480, 240)).unwrap();
    assert!(svg.contains(">&lt;script&gt;&amp;&quot;</text>"), "{svg}");
}

#[test]
fn a_zoomed_chart_fits_what_is_seen_of_it() {
    let zoomed = Axis {
        range: [Some(0.0), Some(4.0)],
        ..steps()
    };
    let chart = LineChart {
        lines: &[line((0..100).map(|step| f64::from(step * step)))],
        x: &zoomed,
        y: &Axis::default(),
        dots: Points::Auto,
        theme: &theme(),
        resolution: Resolution {
            device_per_css: 1.0,
            units_per_device: 1,
        },
        locale: &Locale::default(),
    };
    let scales = super::extent::Scales::of(&chart);
    assert!(scales.y.unwrap().high() < 20.0);
}

#[test]
fn a_hundred_thousand_points_draw_no_more_than_the_pixels_can_show() {
    let svg = svg_of(&[line((0..100_000).map(|i| (f64::from(i) / 900.0).sin()))], None);
    assert_eq!(count(&svg, "polyline"), 1);
    let line = svg.split("<polyline ").nth(1).unwrap();
    assert!(
        line.matches(',').count() <= 4 * 480,
        "{} corners",
        line.matches(',').count()
    );
}

#[test]
fn gaps_at_every_other_point_draw_no_more_than_the_pixels_can_show() {
    let svg = svg_of(
        &[line(
            (0..100_000).map(|i| if i % 2 == 0 { f64::from(i) } else { f64::NAN }),
        )],
        None,
    );
    assert!(
        svg.matches('<').count() <= 20 * 480,
        "{} elements",
        svg.matches('<').count()
    );
}

#[test]
fn extreme_values_are_drawn() {
    let lines = [line([f64::MAX, f64::MIN, 0.0, f64::MIN_POSITIVE, 5e-324])];
    for y_range in [
        None,
        Some((0.0, 5e-324)),
        Some((f64::NAN, f64::INFINITY)),
        Some((1.0, 1.0)),
    ] {
        assert!(svg_of(&lines, y_range).contains("<polyline ") || svg_of(&lines, y_range).contains("<rect "));
    }
    let far_apart = line_at(vec![i64::MIN as f64, i64::MAX as f64], vec![1.0, 1.0]);
    assert_eq!(count(&svg_of(&[far_apart], None), "polyline"), 1);
}

#[test]
fn an_area_without_room_is_an_error_not_a_panic() {
    let draw = |size| svg_at(&[line([1.0])], &steps(), &Axis::default(), size);
    for size in [(0, 0), (1, 1), (59, 240), (480, 39)] {
        assert_eq!(draw(size), Err(ChartError::TooSmall));
    }
    assert!(draw((60, 40)).is_ok());
}

//! Pictures of line charts, as SVG text.

use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;

use super::*;

fn theme() -> Theme {
    Theme {
        grid: Rgb(0xe8, 0xe8, 0xe8),
        axis: Rgb(0xb0, 0xb0, 0xb0),
        text: Rgb(0x60, 0x60, 0x60),
        font_family: "sans-serif".to_owned(),
        font_css: 11.0,
    }
}

fn series(values: impl IntoIterator<Item = f64>) -> Series {
    let points = values.into_iter().zip(0..).map(|(value, step)| Point {
        step,
        time_millis: 0,
        value,
    });
    Series::new("run", LINE_COLORS[0], points.collect())
}

/// The chart at 480 by 240 CSS pixels, one unit to a device pixel.
fn svg_of(series: &[Series], y_range: Option<(f64, f64)>) -> String {
    let resolution = Resolution {
        device_per_css: 1.0,
        units_per_device: 1,
    };
    svg_at(series, y_range, resolution, (480, 240)).unwrap()
}

fn svg_at(
    series: &[Series],
    y_range: Option<(f64, f64)>,
    resolution: Resolution,
    size_units: (u32, u32),
) -> Result<String, ChartError> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size_units).into_drawing_area();
        let theme = theme();
        draw(
            &area,
            &LineChart {
                series,
                x_range: None,
                y_range,
                theme: &theme,
                resolution,
            },
        )?;
        area.present().unwrap();
    }
    Ok(svg)
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
    insta::assert_snapshot!(svg_of(&[series([0.75])], None));
}

#[test]
fn a_constant_is_a_line_in_the_middle() {
    insta::assert_snapshot!(svg_of(&[series([3.0; 5])], None));
}

#[test]
fn nan_is_a_gap_with_a_cross_below_it() {
    insta::assert_snapshot!(svg_of(&[series([0.1, 0.2, f64::NAN, 0.4, 0.5])], None));
}

#[test]
fn infinities_are_triangles_on_the_edges() {
    insta::assert_snapshot!(svg_of(
        &[series([0.1, f64::INFINITY, 0.2, f64::NEG_INFINITY, 0.3])],
        None
    ));
}

#[test]
fn lines_that_end_together_have_labels_apart() {
    let lines = [0.0, 0.001, 0.002].map(|offset| series((0..100).map(|i| f64::from(i) / 100.0 + offset)));
    insta::assert_snapshot!(svg_of(&lines, None));
}

#[test]
fn a_given_range_cuts_the_line_at_the_edges_of_the_plot() {
    insta::assert_snapshot!(svg_of(&[series([0.0, 4.0, 0.0, -4.0, 0.0])], Some((-1.0, 1.0))));
}

#[test]
fn a_hundred_thousand_points_draw_no_more_than_the_pixels_can_show() {
    let svg = svg_of(
        &[series((0..100_000).map(|i| (f64::from(i) / 900.0).sin()))],
        None,
    );
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
        &[series(
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
    let lines = [series([f64::MAX, f64::MIN, 0.0, f64::MIN_POSITIVE, 5e-324])];
    for y_range in [
        None,
        Some((0.0, 5e-324)),
        Some((f64::NAN, f64::INFINITY)),
        Some((1.0, 1.0)),
    ] {
        assert!(svg_of(&lines, y_range).contains("<line ") || svg_of(&lines, y_range).contains("<rect "));
    }
    let far_apart = [i64::MIN, i64::MAX].map(|step| Point {
        step,
        time_millis: 0,
        value: 1.0,
    });
    assert_eq!(
        count(
            &svg_of(&[Series::new("run", LINE_COLORS[0], far_apart.into())], None),
            "polyline"
        ),
        1
    );
}

#[test]
fn a_dense_screen_gets_the_same_layout_in_finer_units() {
    let resolution = Resolution {
        device_per_css: 2.0,
        units_per_device: 8,
    };
    let fine = svg_at(&[series([0.0, 1.0])], None, resolution, (480 * 16, 240 * 16)).unwrap();
    assert!(
        fine.contains(r#"stroke-width="24""#),
        "1.5 CSS pixels at 16 units each"
    );
    let plain = svg_of(&[series([0.0, 1.0])], None);
    assert_eq!(count(&fine, "text"), count(&plain, "text"));
}

#[test]
fn an_area_without_room_is_an_error_not_a_panic() {
    for size in [(0, 0), (1, 1), (59, 240), (480, 39)] {
        let resolution = Resolution {
            device_per_css: 1.0,
            units_per_device: 1,
        };
        assert_eq!(
            svg_at(&[series([1.0])], None, resolution, size),
            Err(ChartError::TooSmall)
        );
    }
    let resolution = Resolution {
        device_per_css: 1.0,
        units_per_device: 1,
    };
    assert!(svg_at(&[series([1.0])], None, resolution, (60, 40)).is_ok());
}

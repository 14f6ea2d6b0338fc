//! Pictures of parallel coordinates, as SVG text, and what is found on them.

use std::sync::Arc;

use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;

use super::*;
use crate::chart::axis::{AxisUnit, Locale};
use crate::chart::options::ScaleKind;
use crate::chart::palette::{LINE_COLORS, Rgb};
use crate::chart::{ChartError, Resolution, Surface, Theme};

impl Surface for SVGBackend<'_> {}

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

fn axes(brushes: Vec<[f64; 2]>) -> Vec<ParallelAxis> {
    let column = |name: &str, values, scale, brushes| {
        ParallelAxis::new(&ParallelColumn {
            name: name.into(),
            values,
            scale,
            unit: AxisUnit::Number,
            is_flipped: false,
            brushes,
        })
    };
    let numbers = |values: &[f64]| ParallelValues::Numbers(values.into());
    let words = ParallelValues::Words {
        words: ["relu", "tanh"].map(Arc::from).into(),
        of_run: [Some(0), Some(1), Some(0), None].into(),
    };
    vec![
        column(
            "lr",
            numbers(&[0.001, 0.01, 0.1, 0.03]),
            ScaleKind::Log,
            Vec::new(),
        ),
        column("activation", words, ScaleKind::Linear, Vec::new()),
        column(
            "loss",
            numbers(&[0.5, 0.25, f64::NAN, 1.0]),
            ScaleKind::Linear,
            brushes,
        )
        .with(true, vec![]),
    ]
}

fn drawn(axes: &[ParallelAxis], size: (u32, u32)) -> (String, Result<ParallelProjection, ChartError>) {
    let mut svg = String::new();
    let projection = {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let chart = ParallelChart {
            axes,
            colors: &LINE_COLORS,
            theme: &theme(),
            locale: &Locale::default(),
            resolution: Resolution {
                device_per_css: 1.0,
                units_per_device: 1,
            },
        };
        draw_parallel(&area, &chart, &mut ParallelCache::default())
    };
    (svg, projection)
}

#[test]
fn axes_of_numbers_and_words_are_drawn_with_a_line_for_each_run() {
    insta::assert_snapshot!(drawn(&axes(Vec::new()), (480, 240)).0);
}

#[test]
fn runs_outside_the_brushes_are_faint() {
    let mut axes = axes(Vec::new());
    axes[2] = axes[2].with(true, vec![[0.2, 0.6]]);
    let (svg, projection) = drawn(&axes, (480, 240));
    insta::assert_snapshot!(svg);
    let projection = projection.unwrap();
    assert_eq!(projection.runs_passing(), [0, 1]);
    assert_eq!(projection.count(), (2, 4));
}

#[test]
fn the_nearest_line_is_found_among_those_that_are_brushed() {
    let mut axes = axes(Vec::new());
    let projection = drawn(&axes, (480, 240)).1.unwrap();
    for run in 0..4 {
        let path = projection.path(run);
        let part = |a: f64, b: f64| a + (b - a) * 0.3;
        let (x, y) = (part(path[0].0, path[1].0), part(path[0].1, path[1].1));
        assert_eq!(projection.nearest(x, y, 10.0), Some(run));
        assert_eq!(projection.nearest(x, y + 500.0, 10.0), None);
    }
    axes[2] = axes[2].with(true, vec![[0.2, 0.3]]);
    let projection = drawn(&axes, (480, 240)).1.unwrap();
    let (x, y) = projection.path(0)[0];
    assert_eq!(projection.nearest(x, y, 10.0), None);
    assert_eq!(projection.nearest(x, y, 1000.0), Some(1));
}

#[test]
fn brushes_are_held_at_their_ends_and_inside() {
    let mut axes = axes(Vec::new());
    axes[2] = axes[2].with(false, vec![[0.4, 0.8]]);
    let projection = drawn(&axes, (480, 240)).1.unwrap();
    let x = projection.axis_x(2).unwrap();
    let held = |value: f64, dx: f64| {
        let y = projection.y_of(projection.axes()[2].to_unit(value));
        projection
            .target(x + dx, y)
            .map(|target| (target.axis, target.held))
    };
    assert_eq!(held(0.8, 3.0), Some((2, Some((0, BrushPart::High)))));
    assert_eq!(held(0.4, -3.0), Some((2, Some((0, BrushPart::Low)))));
    assert_eq!(held(0.6, 0.0), Some((2, Some((0, BrushPart::Body)))));
    assert_eq!(held(0.95, 0.0), Some((2, None)));
    assert_eq!(held(0.6, -40.0), None);
}

#[test]
fn a_dragged_axis_goes_between_those_it_lies_between() {
    let projection = drawn(&axes(Vec::new()), (480, 240)).1.unwrap();
    let x: Vec<f64> = (0..3).map(|axis| projection.axis_x(axis).unwrap()).collect();
    assert_eq!(projection.slot_at(x[0] - 5.0, 1), 0);
    assert_eq!(projection.slot_at(x[1], 1), 1);
    assert_eq!(projection.slot_at(x[2] + 5.0, 1), 2);
    assert_eq!(projection.slot_at(x[1] + 5.0, 0), 1);
}

#[test]
fn one_axis_no_axis_and_no_room() {
    assert!(drawn(&axes(Vec::new())[..1], (480, 240)).1.is_ok());
    let none = drawn(&[], (480, 240)).1.unwrap();
    assert_eq!((none.count(), none.nearest(3.0, 3.0, 99.0)), ((0, 0), None));
    assert_eq!(drawn(&axes(Vec::new()), (40, 40)).1, Err(ChartError::TooSmall));
}

#[test]
fn a_file_of_the_chart_has_a_line_for_each_run() {
    let (theme, locale) = (theme(), Locale::default());
    let axes = axes(Vec::new());
    let chart = ParallelChart {
        axes: &axes,
        colors: &LINE_COLORS,
        theme: &theme,
        locale: &locale,
        resolution: Resolution {
            device_per_css: 1.0,
            units_per_device: 1,
        },
    };
    let svg = parallel_to_svg(&chart, 480, 240).unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert_eq!(svg.matches("<polyline").count(), 4);
    assert!(parallel_to_svg(&chart, 20, 20).is_err());
}

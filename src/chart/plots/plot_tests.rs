//! Pictures of plots, as SVG text.

use std::sync::Arc;

use super::*;
use crate::chart::{Axis, AxisUnit, LINE_COLORS, Locale, Rgb, ScaleKind, Theme};

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

fn runs(count: usize) -> Arc<[PlottedRun]> {
    let run = |index: usize| PlottedRun {
        name: format!("run-{index}").into(),
        color: LINE_COLORS[index % LINE_COLORS.len()],
    };
    (0..count).map(run).collect()
}

/// Numbers that look like chance and are the same everywhere.
fn noise(index: usize) -> f64 {
    (index as f64 * 0.754_877_666).fract()
}

fn numbers(name: &str, count: usize, of: impl Fn(usize) -> Option<f64>) -> Values {
    Values::numbers(name, AxisUnit::Number, (0..count).map(of).collect())
}

fn named(name: &str, count: usize, of: impl Fn(usize) -> &'static str) -> Values {
    let texts: Vec<Option<Arc<str>>> = (0..count).map(|index| Some(of(index).into())).collect();
    Values::named(name, &texts, str::cmp)
}

fn log() -> Axis {
    Axis {
        scale: ScaleKind::Log,
        ..Axis::default()
    }
}

fn svg(plot: impl Plot + 'static) -> String {
    let svg = plot_to_svg(Arc::new(plot), &theme(), &Locale::default(), 480, 240).unwrap();
    if let Ok(folder) = std::env::var("PLOTS_TO") {
        let name = std::thread::current().name().unwrap_or("plot").replace("::", "-");
        std::fs::write(format!("{folder}/{name}.svg"), &svg).unwrap();
    }
    svg
}

fn scatter(count: usize) -> ScatterChart {
    ScatterChart {
        runs: runs(count),
        x: numbers("depth", count, |i| Some(noise(i) * 10.0)),
        y: numbers("loss", count, |i| {
            (i % 9 != 8).then(|| 3.0 - noise(i) * 2.0 + noise(i * i) * 0.5)
        }),
        x_axis: Axis::default(),
        y_axis: Axis::default(),
        size: None,
        color: None,
        has_fit: false,
    }
}

#[test]
fn bars_stand_in_order_of_value_with_nan_last_and_the_best_marked() {
    let values = [0.5, f64::NAN, -0.25, 0.75, f64::INFINITY, 0.1];
    let values = numbers("accuracy", 7, |i| values.get(i).copied());
    let bars = BarChart::new(
        &runs(7),
        values,
        Axis::default(),
        BarOrder::Descending,
        Some(Better::Higher),
    );
    assert_eq!(
        bars.notes(&Locale::default()),
        [
            "1 of 7 runs has no accuracy.",
            "accuracy is not finite in 2 runs."
        ]
    );
    assert_eq!(
        bars.words(&Locale::default()),
        "Bar chart: accuracy of 6 runs. From −0.25 to 0.75. Best: run-3, 0.75."
    );
    insta::assert_snapshot!(svg(bars));
}

#[test]
fn only_the_bars_in_sight_are_drawn() {
    let bars = BarChart::new(
        &runs(10_000),
        numbers("loss", 10_000, |i| Some(noise(i))),
        log(),
        BarOrder::Runs,
        None,
    );
    let svg = svg(bars.scrolled(5_000.0 * BAR_ROW_CSS));
    assert!(svg.contains("run-5000<") && !svg.contains("run-4999<") && !svg.contains("run-5020<"));
}

#[test]
fn bars_of_names_count_runs() {
    let names = ["adam", "sgd", "adam", "adam"];
    let bars = BarChart::new(
        &runs(4),
        named("optimizer", 4, |i| names[i]),
        Axis::default(),
        BarOrder::Descending,
        None,
    );
    assert_eq!(
        bars.table(&Locale::default()).to_csv(),
        "optimizer,Runs\r\nadam,3\r\nsgd,1\r\n"
    );
}

#[test]
fn a_scatter_has_its_line_and_what_it_explains() {
    let chart = ScatterChart {
        has_fit: true,
        ..scatter(40)
    };
    assert_eq!(chart.notes(&Locale::default()), ["4 of 40 runs have no loss."]);
    insta::assert_snapshot!(svg(chart));
}

#[test]
fn a_scatter_over_names_with_sizes_and_colors_says_what_they_mean() {
    let names = ["adam", "sgd", "rmsprop"];
    let chart = ScatterChart {
        x: named("optimizer", 30, |i| names[i % 3]),
        y_axis: log(),
        size: Some(numbers("depth", 30, |i| Some((i % 6) as f64))),
        color: Some(numbers("accuracy", 30, |i| Some(noise(i + 7)))),
        has_fit: true,
        ..scatter(30)
    };
    assert!(chart.notes(&Locale::default())[1].starts_with("No line"));
    insta::assert_snapshot!(svg(chart));
}

#[test]
fn a_logarithmic_line_is_of_logarithms() {
    let chart = ScatterChart {
        x: numbers("rate", 20, |i| Some(10_f64.powf(i as f64 / 5.0 - 4.0))),
        y: numbers("loss", 20, |i| {
            Some(2.0 * 10_f64.powf(i as f64 / 5.0 - 4.0).sqrt())
        }),
        x_axis: log(),
        y_axis: log(),
        has_fit: true,
        ..scatter(20)
    };
    assert!(
        chart
            .words(&Locale::default())
            .contains("log y = 0.5 log x + 0.301, R² = 1, n = 20")
    );
    svg(chart);
}

#[test]
fn a_hundred_thousand_dots_are_found_by_pointer_and_key() {
    let plot: Arc<dyn Plot> = Arc::new(scatter(100_000));
    let area_svg = plot_to_svg(Arc::clone(&plot), &theme(), &Locale::default(), 480, 240);
    assert!(area_svg.is_ok());
}

#[test]
fn a_histogram_counts_what_it_has_and_says_its_rule() {
    let chart = HistogramChart::new(runs(200), numbers("loss", 200, |i| Some(noise(i).powi(2))), None);
    assert!(chart.notes(&Locale::default())[0].contains("Freedman and Diaconis"));
    insta::assert_snapshot!(svg(chart));
}

#[test]
fn a_histogram_of_names_has_a_bar_each() {
    let names = ["adam", "sgd", "adam", "adam"];
    let chart = HistogramChart::new(runs(4), named("optimizer", 4, |i| names[i]), None);
    assert_eq!(
        chart.table(&Locale::default()).to_csv(),
        "optimizer,Runs\r\nadam,3\r\nsgd,1\r\n"
    );
    svg(chart);
}

fn spread(form: SpreadForm) -> SpreadChart {
    let names = ["adam", "sgd", "rmsprop"];
    let value = numbers("loss", 90, |i| {
        Some(if i == 44 {
            6.0
        } else {
            1.0 + noise(i) * (1 + i % 3) as f64
        })
    });
    let by = named("optimizer", 90, |i| names[i % 3]);
    SpreadChart::new(
        runs(90),
        value,
        Some(by),
        Axis::default(),
        form,
        &Locale::default(),
    )
}

#[test]
fn boxes_show_quartiles_whiskers_and_outliers() {
    insta::assert_snapshot!(svg(spread(SpreadForm::Box)));
}

#[test]
fn violins_show_density_and_quartiles() {
    insta::assert_snapshot!(svg(spread(SpreadForm::Violin)));
}

#[test]
fn cells_have_the_mean_of_their_runs() {
    let names = ["adam", "sgd"];
    let chart = HeatChart::new(
        numbers("depth", 24, |i| Some((i % 4) as f64)),
        named("optimizer", 24, |i| names[i % 2]),
        numbers("loss", 24, |i| Some(noise(i))),
        (&Axis::default(), &Axis::default()),
        None,
        &Locale::default(),
    );
    assert_eq!(chart.table(&Locale::default()).rows.len(), 4);
    insta::assert_snapshot!(svg(chart));
}

fn contour(count: usize, y: impl Fn(usize) -> f64) -> ContourChart {
    let x = |i: usize| noise(i) * 4.0;
    ContourChart {
        runs: runs(count),
        z: numbers("loss", count, |i| {
            Some((x(i) - 2.0).powi(2) + (y(i) - 2.0).powi(2))
        }),
        x: numbers("depth", count, |i| Some(x(i))),
        y: numbers("rate", count, |i| Some(y(i))),
        x_axis: Axis::default(),
        y_axis: Axis::default(),
    }
}

#[test]
fn a_contour_ends_where_the_runs_end() {
    let chart = contour(60, |i| noise(i * 7 + 3) * 4.0);
    assert!(chart.notes(&Locale::default())[0].contains("Delaunay"));
    let svg = svg(chart);
    assert!(svg.matches("<rect").count() > 100);
}

#[test]
fn runs_on_a_line_have_no_surface_and_it_says_so() {
    let chart = contour(10, |i| noise(i) * 4.0);
    assert!(chart.notes(&Locale::default())[0].starts_with("No surface"));
    svg(chart);
}

#[test]
fn charts_of_nothing_say_so_and_draw_axes_only() {
    let none = || numbers("loss", 3, |_| None);
    let nan = || numbers("loss", 3, |_| Some(f64::NAN));
    let locale = Locale::default();
    for values in [none(), nan(), numbers("loss", 0, |_| None)] {
        let count = values.of.len();
        let plots: Vec<Arc<dyn Plot>> = vec![
            Arc::new(ScatterChart {
                x: values.clone(),
                ..scatter(count)
            }),
            Arc::new(HistogramChart::new(runs(count), values.clone(), None)),
            Arc::new(SpreadChart::new(
                runs(count),
                values.clone(),
                None,
                Axis::default(),
                SpreadForm::Violin,
                &locale,
            )),
            Arc::new(ContourChart {
                x: values.clone(),
                ..contour(count, |_| 1.0)
            }),
            Arc::new(HeatChart::new(
                none(),
                none(),
                values,
                (&Axis::default(), &Axis::default()),
                None,
                &locale,
            )),
        ];
        for plot in plots {
            assert!(plot.notice().is_some(), "{}", plot.words(&locale));
            plot_to_svg(plot, &theme(), &locale, 480, 240).unwrap();
        }
    }
    assert!(
        BarChart::new(&runs(3), none(), log(), BarOrder::Runs, None)
            .notice()
            .is_some()
    );
}

#[test]
fn one_run_and_extreme_numbers_are_drawn() {
    let locale = Locale::default();
    for value in [0.0, 1.0, -1e300, f64::MAX, f64::MIN_POSITIVE] {
        for axis in [Axis::default(), log()] {
            let one = || numbers("loss", 1, |_| Some(value));
            let plots: Vec<Arc<dyn Plot>> = vec![
                Arc::new(BarChart::new(
                    &runs(1),
                    one(),
                    axis.clone(),
                    BarOrder::Ascending,
                    Some(Better::Lower),
                )),
                Arc::new(ScatterChart {
                    x: one(),
                    y: one(),
                    x_axis: axis.clone(),
                    has_fit: true,
                    ..scatter(1)
                }),
                Arc::new(HistogramChart::new(runs(1), one(), Some(3))),
                Arc::new(SpreadChart::new(
                    runs(1),
                    one(),
                    None,
                    axis.clone(),
                    SpreadForm::Violin,
                    &locale,
                )),
                Arc::new(ContourChart {
                    x: one(),
                    z: one(),
                    x_axis: axis.clone(),
                    ..contour(1, |_| 1.0)
                }),
                Arc::new(HeatChart::new(one(), one(), one(), (&axis, &axis), None, &locale)),
            ];
            for plot in plots {
                plot_to_svg(plot, &theme(), &locale, 480, 240).unwrap();
            }
        }
    }
}

#[test]
fn a_card_that_shows_some_of_the_bars_says_which() {
    let values = numbers("accuracy", 40, |i| Some(i as f64));
    let bars = BarChart::new(&runs(40), values, Axis::default(), BarOrder::Runs, None);
    let said = |scrolled_css: f64, room_css: f64| bars.scrolled(scrolled_css).said_of_view(room_css);
    assert_eq!(
        said(0.0, 168.0).as_deref(),
        Some("Bars 1 to 8 of 40: scroll for the others.")
    );
    assert_eq!(
        said(632.0, 168.0).as_deref(),
        Some("Bars 33 to 40 of 40: scroll for the others.")
    );
    assert_eq!((said(0.0, 800.0), said(0.0, 4_000.0)), (None, None));
}

#[test]
fn the_file_of_a_part_has_the_runs_of_that_part() {
    let mut chart = scatter(20);
    let all = chart.table(&Locale::default()).rows.len();
    chart.x_axis.range = [Some(0.0), Some(5.0)];
    let part = chart.table(&Locale::default()).rows;
    assert!(!part.is_empty() && part.len() < all);
    assert!(part.iter().all(|row| row[1].parse::<f64>().unwrap() <= 5.0));
}

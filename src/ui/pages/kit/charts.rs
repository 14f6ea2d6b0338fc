//! `#/kit?lines=3&points=55550&width=1920&height=600`: a chart of made-up lines alone, and how long it takes to draw, for
//! `cargo xtask bench charts`.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use crate::chart::{
    Axis, AxisUnit, ChartError, LINE_COLORS, Line, LineChart, Locale, Points, Projection, Resolution, Trace,
};
use crate::web::address;
use crate::web::chart_canvas::ChartCanvas;
use crate::web::clock::precise_millis;
use crate::web::resize::DeviceSize;
use crate::web::timer::pause;

/// More would not fit into the memory of a page.
const MOST_POINTS: usize = 20_000_000;
const AGAIN: u32 = 5;
/// How many places are zoomed to, and pointed at.
const PLACES: u32 = 9;
/// Between two measurements, so that the page can paint and collect its garbage.
const REST_MILLIS: u32 = 30;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lab {
    lines: usize,
    points: usize,
    width_css: u32,
    height_css: u32,
}

impl Lab {
    /// What the page's address asks for, if anything.
    pub fn asked() -> Option<Self> {
        Self::parse(address::fragment().split_once('?')?.1)
    }

    fn parse(query: &str) -> Option<Self> {
        let number = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name)?.1.parse::<u32>().ok()
        };
        let lab = Self {
            lines: number("lines")? as usize,
            points: number("points")? as usize,
            width_css: number("width").unwrap_or(1_920),
            height_css: number("height").unwrap_or(600),
        };
        (lab.lines > 0 && lab.points > 1 && lab.lines.checked_mul(lab.points)? <= MOST_POINTS).then_some(lab)
    }

    /// The columns: the bench draws the same with `uPlot` (`tests/bench/src/charts/draw.js`).
    fn columns(self) -> (Arc<[f64]>, Vec<Arc<[f64]>>) {
        let x = (0..self.points).map(|index| index as f64).collect();
        let seeds = (1..).take(self.lines);
        (x, seeds.map(|seed| walk(seed, self.points).collect()).collect())
    }
}

/// A walk of steps between −0.5 and 0.5, the same on every machine.
fn walk(seed: u32, points: usize) -> impl Iterator<Item = f64> {
    let steps = std::iter::successors(Some(seed), |state| {
        Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))
    });
    let mut value = 0.0;
    steps.skip(1).take(points).map(move |state| {
        value += f64::from(state >> 16) / 65_536.0 - 0.5;
        value
    })
}

/// How long it took, in milliseconds; of several times the one in the middle.
#[derive(Clone, Copy, Debug)]
struct Took {
    first: f64,
    again: f64,
    zoom: f64,
    hover: f64,
    /// No time: the last value, by which the bench sees that `uPlot` has drawn the same.
    last: f64,
}

/// The chart, and beside it in words and in `data-` attributes how long it took.
pub fn lab(lab: Lab) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let took = RwSignal::new(None::<Result<Took, String>>);
    Effect::new(move |_| {
        let Some(element) = canvas.get() else { return };
        let canvas = ChartCanvas::new(element);
        spawn_local_scoped_with_cancellation(async move {
            let outcome = measure(&canvas, lab).await;
            took.try_set(Some(outcome.map_err(|error| error.to_string())));
        });
    });
    let number =
        move |part: fn(&Took) -> f64| took.with(|took| Some(part(took.as_ref()?.as_ref().ok()?).to_string()));
    let said = move || {
        took.with(|took| match took {
            None => "Drawing …".to_owned(),
            Some(Err(trouble)) => trouble.clone(),
            Some(Ok(took)) => format!(
                "first {:.1} ms, again {:.1} ms, zoom {:.1} ms, hover {:.2} ms",
                took.first, took.again, took.zoom, took.hover
            ),
        })
    };
    view! {
        <section
            data-testid="chart-lab"
            data-first=move || number(|took| took.first)
            data-again=move || number(|took| took.again)
            data-zoom=move || number(|took| took.zoom)
            data-last=move || number(|took| took.last)
            data-hover=move || number(|took| took.hover)
        >
            <canvas
                node_ref=canvas
                class="line-chart__canvas"
                role="img"
                aria-label="Lines that are drawn to see how long it takes"
                style:width=format!("{}px", lab.width_css)
                style:height=format!("{}px", lab.height_css)
            ></canvas>
            <p role="status">{said}</p>
        </section>
    }
}

async fn measure(canvas: &ChartCanvas, lab: Lab) -> Result<Took, ChartError> {
    let (x, columns) = lab.columns();
    let size = DeviceSize {
        width_device: lab.width_css,
        height_device: lab.height_css,
        device_per_css: 1.0,
    };
    // The style sheet is read once, and not by every drawing.
    canvas.theme();
    pause(REST_MILLIS).await;

    let began = precise_millis();
    let lines = lines_of(&x, &columns);
    let projection = draw(canvas, &lines, [None, None], size)?;
    let first = precise_millis() - began;

    let mut again = Vec::new();
    for _ in 0..AGAIN {
        pause(REST_MILLIS).await;
        let began = precise_millis();
        draw(canvas, &lines, [None, None], size)?;
        again.push(precise_millis() - began);
    }
    let middle = lab.points as f64 / 2.0;
    let mut zoom = Vec::new();
    for place in 1..=PLACES {
        pause(REST_MILLIS).await;
        let half = middle * (1.0 - f64::from(place) / 10.0);
        let began = precise_millis();
        draw(canvas, &lines, [Some(middle - half), Some(middle + half)], size)?;
        zoom.push(precise_millis() - began);
    }
    draw(canvas, &lines, [None, None], size)?;
    let mut hover = Vec::new();
    let y_css = f64::from(lab.height_css) / 2.0;
    for place in 1..=PLACES {
        pause(REST_MILLIS).await;
        let x_css = f64::from(lab.width_css) * f64::from(place) / 10.0;
        let began = precise_millis();
        let nearest = projection.nearest_line(&lines, x_css, y_css);
        let hits = projection.values_at(&lines, projection.x_from_css(x_css));
        hover.push(precise_millis() - began);
        std::hint::black_box((nearest, hits));
    }
    Ok(Took {
        first,
        again: median(again),
        zoom: median(zoom),
        hover: median(hover),
        last: columns.last().and_then(|y| y.last()).copied().unwrap_or_default(),
    })
}

fn lines_of(x: &Arc<[f64]>, columns: &[Arc<[f64]>]) -> Vec<Line> {
    let colors = LINE_COLORS.iter().cycle();
    let lines = columns.iter().zip(colors).map(|(y, color)| {
        let trace = Trace::new(Arc::clone(x), Arc::clone(y));
        Line::new("", *color, Arc::new(trace))
    });
    lines.collect()
}

/// Draws, and waits until the browser has put it into pixels.
fn draw(
    canvas: &ChartCanvas,
    lines: &[Line],
    range: [Option<f64>; 2],
    size: DeviceSize,
) -> Result<Projection, ChartError> {
    let x = Axis {
        unit: AxisUnit::Whole,
        range,
        ..Axis::default()
    };
    let chart = LineChart {
        lines,
        x: &x,
        y: &Axis::default(),
        dots: Points::Auto,
        theme: &canvas.theme(),
        resolution: Resolution::from(size),
        locale: &Locale::default(),
    };
    let projection = canvas.draw(&chart, size)?;
    canvas.flush();
    Ok(projection)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

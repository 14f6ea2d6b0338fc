//! Grid, axes, the labels of their ticks and their names, and the room that all these take.

use std::sync::Arc;

use plotters::style::text_anchor::HPos;

use super::brush::{Brush, TextPlace};
use super::clip::Rect;
use super::surface::Surface;
use super::theme::ChartError;
use crate::chart::axis::{AxisUnit, Locale, Scale, Tick, Ticks, ticks};

const TOP_CSS: f64 = 10.0;
/// Between a label and the plot.
const LABEL_GAP_CSS: f64 = 8.0;
const TICK_CSS: f64 = 4.0;
const MINOR_TICK_CSS: f64 = 2.0;
/// The least distance from one horizontal grid line to the next.
const Y_TICK_EVERY_CSS: f64 = 30.0;
const X_TICK_EVERY_CSS: f64 = 64.0;
/// Between the labels of the x axis.
const X_LABEL_APART_CSS: f64 = 16.0;
/// The least distance between names up the side, and along the bottom.
const NAME_EVERY_CSS: f64 = 15.0;
const X_NAME_EVERY_CSS: f64 = 40.0;
/// Names up the side take no more of the width than this.
const NAMES_SHARE: f64 = 0.3;
/// Between two rows of text.
const ROW_GAP_CSS: f64 = 3.0;
/// Smaller charts keep their room for the plot rather than for the names of the axes.
const LEAST_FOR_NAMES_CSS: (f64, f64) = (220.0, 130.0);

/// One side of a chart: what stands along it.
#[derive(Clone, Copy)]
pub(in crate::chart) struct Side<'a> {
    /// What it spans; `None` where there is nothing to span: such an axis has no figures on it.
    pub(in crate::chart) scale: Option<Scale>,
    pub(in crate::chart) unit: AxisUnit,
    /// Not drawn where empty, or where the chart is small.
    pub(in crate::chart) name: &'a str,
    /// What stands at 0, 1, 2 … instead of figures; nothing on an axis of numbers.
    pub(in crate::chart) names: &'a [Arc<str>],
}

/// What stands around a plot.
pub(in crate::chart) struct Frame<'a> {
    pub(in crate::chart) x: Side<'a>,
    pub(in crate::chart) y: Side<'a>,
    /// What stays free to the left of the plot, beside its labels.
    pub(in crate::chart) left_css: f64,
    /// What stays free to the right of the plot.
    pub(in crate::chart) right_css: f64,
}

/// Draws grid and axes over the whole area, and says where the plot is.
pub(in crate::chart) fn draw<DB: Surface>(
    brush: &Brush<'_, DB>,
    locale: &Locale,
    frame: &Frame<'_>,
) -> Result<Rect, ChartError> {
    let (width_css, height_css) = brush.size_css();
    let row_css = brush.theme().font_css + ROW_GAP_CSS;
    let has_names = width_css >= LEAST_FOR_NAMES_CSS.0 && height_css >= LEAST_FOR_NAMES_CSS.1;
    let name_of = |side: &Side<'_>| has_names && !side.name.is_empty() && side.scale.is_some();
    let rows = [
        frame.x.scale.is_some() && frame.x.unit == AxisUnit::Time,
        name_of(&frame.x),
    ];
    let below_css = rows.iter().filter(|has| **has).count() as f64 * row_css;
    let bottom = brush
        .snap(height_css - brush.theme().font_css - LABEL_GAP_CSS - 4.0 - below_css)
        .max(TOP_CSS + 1.0);
    let y_ticks = if frame.y.names.is_empty() {
        y_ticks(frame, locale, bottom - TOP_CSS)
    } else {
        named_ticks(
            brush,
            &frame.y,
            bottom - TOP_CSS,
            NAME_EVERY_CSS,
            width_css * NAMES_SHARE,
        )?
    };
    let label_css = widest(brush, &y_ticks.major)?.min(width_css / 2.0);
    let name_css = if name_of(&frame.y) { row_css } else { 0.0 };
    let left = brush.snap(name_css + label_css + LABEL_GAP_CSS + frame.left_css);
    let right = brush.snap(width_css - frame.right_css).max(left + 1.0);
    let plot = Rect {
        left,
        top: TOP_CSS,
        right,
        bottom,
    };
    draw_y(brush, frame, &plot, &y_ticks)?;
    draw_x(brush, locale, &frame.x, &plot)?;
    draw_names(brush, frame, &plot, [name_of(&frame.x), name_of(&frame.y)])?;
    Ok(plot)
}

fn y_ticks(frame: &Frame<'_>, locale: &Locale, length_css: f64) -> Ticks {
    let Some(scale) = &frame.y.scale else {
        return Ticks::default();
    };
    let at_most = room_for(length_css, Y_TICK_EVERY_CSS).max(2);
    let mut made = ticks(scale, frame.y.unit, locale, at_most);
    // Up the side there is no second row.
    for tick in &mut made.major {
        if let Some(under) = tick.under.take() {
            tick.label = format!("{under} {}", tick.label);
        }
    }
    made
}

fn draw_y<DB: Surface>(
    brush: &Brush<'_, DB>,
    frame: &Frame<'_>,
    plot: &Rect,
    ticks: &Ticks,
) -> Result<(), ChartError> {
    let (theme, hairline) = (brush.theme(), brush.hairline_css());
    let Some(scale) = &frame.y.scale else {
        return Ok(());
    };
    let level = |value: f64| plot.bottom - scale.to_unit(value) * plot.height();
    for value in &ticks.minor {
        let top = brush.snap(level(*value) - hairline / 2.0);
        let mark = Rect {
            left: plot.left - MINOR_TICK_CSS,
            top,
            right: plot.left + MINOR_TICK_CSS,
            bottom: top + hairline,
        };
        brush.rect(mark, theme.grid)?;
    }
    for tick in &ticks.major {
        let y_css = level(tick.value);
        let top = brush.snap(y_css - hairline / 2.0);
        let line = Rect {
            left: plot.left,
            top,
            right: plot.right,
            bottom: top + hairline,
        };
        brush.rect(line, theme.grid)?;
        let place = TextPlace {
            x_css: plot.left - LABEL_GAP_CSS,
            y_css,
            align: HPos::Right,
            color: theme.text,
        };
        brush.text(&tick.label, place)?;
    }
    Ok(())
}

fn draw_x<DB: Surface>(
    brush: &Brush<'_, DB>,
    locale: &Locale,
    side: &Side<'_>,
    plot: &Rect,
) -> Result<(), ChartError> {
    let (theme, hairline) = (brush.theme(), brush.hairline_css());
    let base = Rect {
        left: plot.left,
        top: plot.bottom,
        right: plot.right,
        bottom: plot.bottom + hairline,
    };
    brush.rect(base, theme.axis)?;
    let Some(scale) = &side.scale else {
        return Ok(());
    };
    let ticks = if side.names.is_empty() {
        x_ticks(brush, locale, scale, side.unit, plot.width())?
    } else {
        named_ticks(brush, side, plot.width(), X_NAME_EVERY_CSS, f64::INFINITY)?
    };
    let across = |value: f64| plot.left + scale.to_unit(value) * plot.width();
    let marks = (ticks.major.iter().map(|tick| (tick.value, TICK_CSS)))
        .chain(ticks.minor.iter().map(|value| (*value, MINOR_TICK_CSS)));
    for (value, length_css) in marks {
        let left = brush.snap(across(value) - hairline / 2.0);
        let mark = Rect {
            left,
            top: plot.bottom,
            right: left + hairline,
            bottom: plot.bottom + length_css,
        };
        brush.rect(mark, theme.axis)?;
    }
    let row_css = theme.font_css + ROW_GAP_CSS;
    let y_css = plot.bottom + LABEL_GAP_CSS + theme.font_css / 2.0;
    let mut under_until_css = f64::NEG_INFINITY;
    for tick in &ticks.major {
        let x_css = across(tick.value);
        label_below(brush, &tick.label, (x_css, y_css))?;
        if let Some(under) = &tick.under {
            let half_css = brush.width_css(under)? / 2.0;
            // Where there is no room the next one says it.
            if x_css - half_css >= under_until_css {
                let end_css = label_below(brush, under, (x_css, y_css + row_css))?;
                under_until_css = end_css + X_LABEL_APART_CSS / 2.0;
            }
        }
    }
    Ok(())
}

/// A label around a place, and where it ends. At the very end it leans inward rather than be cut off.
fn label_below<DB: Surface>(
    brush: &Brush<'_, DB>,
    text: &str,
    (x_css, y_css): (f64, f64),
) -> Result<f64, ChartError> {
    let half_css = brush.width_css(text)? / 2.0;
    let x_css = x_css.min(brush.size_css().0 - half_css).max(half_css);
    let place = TextPlace {
        x_css,
        y_css,
        align: HPos::Center,
        color: brush.theme().text,
    };
    brush.text(text, place)?;
    Ok(x_css + half_css)
}

fn draw_names<DB: Surface>(
    brush: &Brush<'_, DB>,
    frame: &Frame<'_>,
    plot: &Rect,
    [has_x, has_y]: [bool; 2],
) -> Result<(), ChartError> {
    let theme = brush.theme();
    let (_, height_css) = brush.size_css();
    if has_x {
        let name = shortened(brush, frame.x.name, plot.width())?;
        let place = TextPlace {
            x_css: f64::midpoint(plot.left, plot.right),
            y_css: height_css - theme.font_css / 2.0 - 1.0,
            align: HPos::Center,
            color: theme.text,
        };
        brush.text(&name, place)?;
    }
    if has_y {
        let name = shortened(brush, frame.y.name, plot.height())?;
        let place = TextPlace {
            x_css: theme.font_css / 2.0 + 1.0,
            y_css: f64::midpoint(plot.top, plot.bottom),
            align: HPos::Center,
            color: theme.text,
        };
        brush.text_upward(&name, place)?;
    }
    Ok(())
}

/// As much of a text as there is room for.
pub(in crate::chart) fn shortened<DB: Surface>(
    brush: &Brush<'_, DB>,
    text: &str,
    room_css: f64,
) -> Result<String, ChartError> {
    if brush.width_css(text)? <= room_css {
        return Ok(text.to_owned());
    }
    // By halves: text is measured some ten times, however long it is.
    let letters: Vec<char> = text.chars().collect();
    let (mut fits, mut is_too_long) = (0, letters.len());
    let cut = |count: usize| letters.iter().take(count).chain(&['…']).collect::<String>();
    while is_too_long - fits > 1 {
        let middle = usize::midpoint(fits, is_too_long);
        if brush.width_css(&cut(middle))? <= room_css {
            fits = middle;
        } else {
            is_too_long = middle;
        }
    }
    Ok(cut(fits))
}

/// A tick for each name, or every second, third … where there are more than one in `every_css`; cut to the room to the
/// next one, and to `room_css`, up the side.
fn named_ticks<DB: Surface>(
    brush: &Brush<'_, DB>,
    side: &Side<'_>,
    length_css: f64,
    every_css: f64,
    room_css: f64,
) -> Result<Ticks, ChartError> {
    let Some(scale) = &side.scale else {
        return Ok(Ticks::default());
    };
    let apart_css = length_css / (scale.high() - scale.low());
    let stride = (every_css / apart_css).ceil().max(1.0);
    let room_css = if room_css.is_finite() {
        room_css
    } else {
        stride * apart_css - LABEL_GAP_CSS
    };
    let places = side
        .names
        .iter()
        .enumerate()
        .map(|(index, name)| (index as f64, name));
    let mut made = Ticks::default();
    for (value, name) in places.filter(|(value, _)| scale.contains(*value) && value % stride == 0.0) {
        made.major.push(Tick {
            value,
            label: shortened(brush, name, room_css)?,
            under: None,
        });
    }
    Ok(made)
}

/// As many ticks as their labels leave room for.
fn x_ticks<DB: Surface>(
    brush: &Brush<'_, DB>,
    locale: &Locale,
    scale: &Scale,
    unit: AxisUnit,
    plot_css: f64,
) -> Result<Ticks, ChartError> {
    let mut at_most = room_for(plot_css, X_TICK_EVERY_CSS).max(2);
    loop {
        let made = ticks(scale, unit, locale, at_most);
        if at_most == 1 || fit(brush, scale, &made.major, plot_css)? {
            return Ok(made);
        }
        at_most -= 1;
    }
}

/// Whether no label comes too near to the next one.
fn fit<DB: Surface>(
    brush: &Brush<'_, DB>,
    scale: &Scale,
    ticks: &[Tick],
    plot_css: f64,
) -> Result<bool, ChartError> {
    let mut end_css = f64::NEG_INFINITY;
    for tick in ticks {
        let half_css = brush.width_css(&tick.label)? / 2.0;
        let middle_css = scale.to_unit(tick.value) * plot_css;
        if middle_css - half_css < end_css {
            return Ok(false);
        }
        end_css = middle_css + half_css + X_LABEL_APART_CSS;
    }
    Ok(true)
}

fn widest<DB: Surface>(brush: &Brush<'_, DB>, ticks: &[Tick]) -> Result<f64, ChartError> {
    ticks.iter().try_fold(0.0, |widest: f64, tick| {
        Ok(widest.max(brush.width_css(&tick.label)?))
    })
}

/// How many ticks go into a length, at most a dozen.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn room_for(length_css: f64, every_css: f64) -> usize {
    ((length_css / every_css) as usize + 1).min(12)
}

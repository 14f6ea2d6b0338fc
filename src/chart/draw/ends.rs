//! Where each line ends: a dot on its last value, and the value in figures beside it.

use plotters::style::text_anchor::HPos;

use super::brush::{Brush, TextPlace};
use super::clip::Rect;
use super::extent::Scales;
use super::line_chart::LineChart;
use super::projection::Projection;
use super::surface::Surface;
use super::theme::ChartError;
use crate::chart::palette::Rgb;

/// More labels than this are a column of noise.
const AT_MOST: usize = 6;
/// A chart narrower than this keeps its width for the lines.
const LEAST_WIDTH_CSS: f64 = 240.0;
const DIGITS: usize = 4;
const DOT_RADIUS_CSS: f64 = 3.0;
/// From the end of the line to the text.
const GAP_CSS: f64 = 8.0;
/// The stroke in the line's colour before a label, where there is more than one line.
const KEY_CSS: f64 = 8.0;
/// Without labels, the room for half a dot and half an x label.
const PLAIN_MARGIN_CSS: f64 = 12.0;

struct End {
    text: String,
    color: Rgb,
    x: f64,
    y: f64,
}

/// The ends of all lines, measured.
pub(super) struct EndLabels {
    ends: Vec<End>,
    has_keys: bool,
    /// The room that they take at the right of the plot.
    pub(super) width_css: f64,
}

/// The last values that are inside the axes; none where there is no room, or too many lines.
pub(super) fn labels<DB: Surface>(
    brush: &Brush<'_, DB>,
    chart: &LineChart<'_>,
    scales: Scales,
) -> Result<EndLabels, ChartError> {
    let (width_css, height_css) = brush.size_css();
    let row_css = chart.theme.font_css + 2.0;
    let has_room = width_css >= LEAST_WIDTH_CSS && chart.lines.len() as f64 * row_css <= height_css / 2.0;
    let mut labels = EndLabels {
        ends: Vec::new(),
        has_keys: chart.lines.len() > 1,
        width_css: PLAIN_MARGIN_CSS,
    };
    let (Some(x_scale), Some(y_scale)) = (scales.x, scales.y) else {
        return Ok(labels);
    };
    if !has_room || chart.lines.len() > AT_MOST {
        return Ok(labels);
    }
    let mut text_css: f64 = 0.0;
    for line in chart.lines {
        let Some((x, y)) = line.last() else { continue };
        let is_shown = x_scale.has_place(x) && x_scale.contains(x) && y_scale.contains(y);
        if !is_shown {
            continue;
        }
        let text = chart.y.unit.read_out(y, DIGITS, chart.locale);
        // Lines that end alike have one label together.
        let is_like =
            |end: &End| end.text == text && (end.x.total_cmp(&x).is_eq()) && end.color == line.color;
        if labels.ends.iter().any(is_like) {
            continue;
        }
        text_css = text_css.max(brush.width_css(&text)?);
        labels.ends.push(End {
            text,
            color: line.color,
            x,
            y,
        });
    }
    if !labels.ends.is_empty() {
        let key_css = if labels.has_keys {
            KEY_CSS + GAP_CSS / 2.0
        } else {
            0.0
        };
        labels.width_css = GAP_CSS + key_css + text_css.ceil() + 2.0;
    }
    Ok(labels)
}

impl EndLabels {
    pub(super) fn draw<DB: Surface>(
        &self,
        brush: &Brush<'_, DB>,
        projection: &Projection,
    ) -> Result<(), ChartError> {
        let plot = projection.plot;
        let mut shown: Vec<((f64, f64), &End)> = Vec::new();
        for end in &self.ends {
            let (x, y) = (projection.x_to_css(end.x), projection.y_to_css(end.y));
            if plot.contains(x, y) {
                brush.dot((x, y), DOT_RADIUS_CSS, end.color)?;
                shown.push(((x, y), end));
            }
        }
        shown.sort_by(|a, b| a.0.1.total_cmp(&b.0.1));
        for Row {
            y_css,
            end_css,
            text,
            colors,
        } in rows(brush, &shown, plot)
        {
            // A single line needs no column: its figure stands where the line ends.
            let mut x_css = if self.has_keys { plot.right } else { end_css } + GAP_CSS;
            if self.has_keys {
                let top = brush.snap(y_css - 1.0);
                let width_css = KEY_CSS / colors.len().max(1) as f64;
                for color in colors {
                    let key = Rect {
                        left: x_css,
                        top,
                        right: x_css + width_css,
                        bottom: top + 2.0,
                    };
                    brush.rect(key, color)?;
                    x_css += width_css;
                }
                x_css += GAP_CSS / 2.0;
            }
            let place = TextPlace {
                x_css,
                y_css,
                align: HPos::Left,
                color: brush.theme().strong,
            };
            brush.text(text, place)?;
        }
        Ok(())
    }
}

/// One row of text.
struct Row<'a> {
    y_css: f64,
    /// Where the line ends, across.
    end_css: f64,
    text: &'a str,
    /// Of which lines it is the end.
    colors: Vec<Rgb>,
}

/// The rows of text for the ends that are shown, given from the top down.
fn rows<'a, DB: Surface>(brush: &Brush<'_, DB>, shown: &[((f64, f64), &'a End)], plot: Rect) -> Vec<Row<'a>> {
    let row_css = brush.theme().font_css + 2.0;
    let mut rows: Vec<Row<'_>> = Vec::new();
    for ((x, y), end) in shown {
        match rows.last_mut() {
            // What would be the same text twice in one place is said once.
            Some(row) if row.text == end.text && y - row.y_css < row_css => row.colors.push(end.color),
            _ => rows.push(Row {
                y_css: *y,
                end_css: *x,
                text: &end.text,
                colors: vec![end.color],
            }),
        }
    }
    let wanted: Vec<f64> = rows.iter().map(|row| row.y_css).collect();
    for (row, y_css) in rows
        .iter_mut()
        .zip(spread(&wanted, row_css, plot.top, plot.bottom))
    {
        row.y_css = y_css;
    }
    rows
}

/// Moves places, given in order, apart to at least `apart`, no farther than needed, between `top` and `bottom`.
///
/// Places that meet form a block centred on what they wanted; what cannot fit runs over the bottom.
fn spread(wanted: &[f64], apart: f64, top: f64, bottom: f64) -> Vec<f64> {
    // Blocks of (sum of the first places wanted, count): a block's first place is the mean of what its members want.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    let start = |block: &(f64, usize)| {
        let count = block.1 as f64;
        (block.0 / count).min(bottom - (count - 1.0) * apart).max(top)
    };
    for place in wanted {
        let mut block = (*place, 1);
        while let Some(before) = blocks.pop() {
            if start(&before) + before.1 as f64 * apart <= start(&block) {
                blocks.push(before);
                break;
            }
            block = (
                before.0 + block.0 - before.1 as f64 * apart * block.1 as f64,
                before.1 + block.1,
            );
        }
        blocks.push(block);
    }
    let places = |block: &(f64, usize)| {
        let first = start(block);
        (0..block.1).map(move |index| first + index as f64 * apart)
    };
    blocks.iter().flat_map(places).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_with_room_stay_where_they_are() {
        assert_eq!(spread(&[10.0, 30.0, 50.0], 12.0, 0.0, 100.0), [10.0, 30.0, 50.0]);
    }

    #[test]
    fn places_that_meet_give_way_to_either_side() {
        assert_eq!(spread(&[50.0, 50.0], 12.0, 0.0, 100.0), [44.0, 56.0]);
        assert_eq!(spread(&[0.0, 0.0], 12.0, 0.0, 100.0), [0.0, 12.0]);
        assert_eq!(spread(&[100.0, 100.0], 12.0, 0.0, 100.0), [88.0, 100.0]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_stay_inside(mut wanted in prop::collection::vec(0.0..100.0, 0..8)) {
            wanted.sort_by(f64::total_cmp);
            let places = spread(&wanted, 12.0, 0.0, 100.0);
            prop_assert_eq!(places.len(), wanted.len());
            prop_assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 12.0 - 1e-9));
            prop_assert!(places.iter().all(|place| (-1e-9..=100.0 + 1e-9).contains(place)));
        }
    }
}

//! Where each line ends: a dot on its last value, and the value in figures beside it.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

use super::clip::Rect;
use super::label::value_label;
use super::line::{ChartError, LineChart, Theme};
use super::paint::{Brush, TextPlace};
use super::palette::Rgb;
use super::projection::Projection;
use super::scale::LinearScale;

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
    step: i64,
    value: f64,
}

/// The ends of all lines, measured.
pub(super) struct EndLabels {
    ends: Vec<End>,
    has_keys: bool,
    /// The room that they take at the right of the plot.
    pub(super) width_css: f64,
}

/// The last values that are inside the x axis; none where there is no room, or too many lines.
pub(super) fn labels<DB: DrawingBackend>(
    brush: &Brush<'_, DB>,
    chart: &LineChart<'_>,
    x: &LinearScale,
    height_css: f64,
    width_css: f64,
) -> Result<EndLabels, ChartError> {
    let row_css = chart.theme.font_css + 2.0;
    let has_room = width_css >= LEAST_WIDTH_CSS && chart.series.len() as f64 * row_css <= height_css / 2.0;
    let mut labels = EndLabels {
        ends: Vec::new(),
        has_keys: chart.series.len() > 1,
        width_css: PLAIN_MARGIN_CSS,
    };
    if !has_room || chart.series.len() > AT_MOST {
        return Ok(labels);
    }
    let mut text_css: f64 = 0.0;
    for series in chart.series {
        let Some(last) = series.summary().map(|summary| summary.last) else {
            continue;
        };
        if (x.low()..=x.high()).contains(&(last.step as f64)) {
            let text = value_label(last.value, DIGITS);
            text_css = text_css.max(brush.width_css(&text)?);
            labels.ends.push(End {
                text,
                color: series.color(),
                step: last.step,
                value: last.value,
            });
        }
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
    pub(super) fn draw<DB: DrawingBackend>(
        &self,
        brush: &Brush<'_, DB>,
        theme: &Theme,
        projection: &Projection,
    ) -> Result<(), ChartError> {
        let plot = projection.plot;
        let mut shown: Vec<(f64, &End)> = Vec::new();
        for end in &self.ends {
            let (x, y) = (
                projection.x_to_css(end.step as f64),
                projection.y_to_css(end.value),
            );
            if plot.contains(x, y) {
                brush.dot((x, y), DOT_RADIUS_CSS, end.color)?;
                shown.push((y, end));
            }
        }
        shown.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted: Vec<f64> = shown.iter().map(|(y, _)| *y).collect();
        let row_css = theme.font_css + 2.0;
        for (y_css, (_, end)) in spread(&wanted, row_css, plot.top, plot.bottom)
            .into_iter()
            .zip(shown)
        {
            let mut x_css = plot.right + GAP_CSS;
            if self.has_keys {
                let top = brush.snap(y_css - 1.0);
                let key = Rect {
                    left: x_css,
                    top,
                    right: x_css + KEY_CSS,
                    bottom: top + 2.0,
                };
                brush.rect(key, end.color)?;
                x_css += KEY_CSS + GAP_CSS / 2.0;
            }
            brush.text(
                &end.text,
                TextPlace {
                    x_css,
                    y_css,
                    align: HPos::Left,
                    color: theme.text,
                },
            )?;
        }
        Ok(())
    }
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

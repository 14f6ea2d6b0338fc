//! What the colours and sizes of marks mean, to the right of a plot.

use plotters::style::text_anchor::HPos;

use super::picture::{Picture, Shape, Words};
use super::plot::Paper;
use super::sequential::Sequential;
use super::values::Values;
use crate::chart::draw::{Ink, Rect};
use crate::chart::{LINE_COLORS, Rgb};

const GAP_CSS: f64 = 14.0;
const RAMP_CSS: (f64, f64) = (10.0, 96.0);
const ROW_CSS: f64 = 16.0;
const SWATCH_CSS: f64 = 9.0;
/// A legend takes no more of the width than this.
const SHARE: f64 = 0.28;
/// Between a colour and what it means.
const LABEL_GAP_CSS: f64 = 6.0;
/// How many pieces a ramp is painted in.
const PIECES: u32 = 48;

/// What a colour stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    /// Colours from a low value to a high one.
    Ramp {
        colors: Sequential,
        low: String,
        high: String,
    },
    /// The colours of steps, from the lowest up, and what stands at their edges.
    Steps { colors: Vec<Rgb>, edges: Vec<String> },
    /// A colour for each name.
    Names(Vec<(Rgb, String)>),
    /// Dots from the smallest to the largest.
    Sizes {
        radii_css: (f64, f64),
        low: String,
        high: String,
    },
}

/// What a column's colours or sizes mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Legend {
    pub(super) title: String,
    pub(super) key: Key,
}

impl Legend {
    fn labels(&self) -> Vec<&str> {
        match &self.key {
            Key::Ramp { low, high, .. } | Key::Sizes { low, high, .. } => vec![low, high],
            Key::Steps { edges, .. } => edges.iter().map(String::as_str).collect(),
            Key::Names(names) => names.iter().map(|(_, name)| name.as_str()).collect(),
        }
    }

    /// The room that legends take to the right of a plot.
    pub(super) fn width_css(legends: &[Self], paper: &Paper<'_>) -> f64 {
        let labels = legends
            .iter()
            .flat_map(Self::labels)
            .map(|label| (paper.text_css)(label));
        let titles = legends.iter().map(|legend| (paper.text_css)(&legend.title));
        let widest = labels
            .map(|width| width + RAMP_CSS.0 + LABEL_GAP_CSS)
            .chain(titles)
            .fold(0.0, f64::max);
        if legends.is_empty() {
            0.0
        } else {
            (widest + GAP_CSS + 2.0).min(paper.width_css * SHARE)
        }
    }

    /// Puts legends into a picture, one below the other, to the right of the plot.
    pub(super) fn lay(legends: &[Self], picture: &mut Picture, plot: &Rect, paper: &Paper<'_>) {
        let left = plot.right + GAP_CSS;
        let room_css = paper.width_css - left;
        let mut top = plot.top + paper.theme.font_css / 2.0;
        let text = |picture: &mut Picture, text: &str, (x_css, y_css): (f64, f64), color: Rgb| {
            picture.push(Shape::Text(Words {
                text: text.to_owned(),
                x_css,
                y_css,
                align: HPos::Left,
                color,
                room_css: room_css - (x_css - left),
            }));
        };
        let beside = left + RAMP_CSS.0 + LABEL_GAP_CSS;
        for Self { title, key } in legends {
            text(picture, title, (left, top), paper.theme.strong);
            top += ROW_CSS;
            let length = RAMP_CSS.1.min((plot.bottom - top - ROW_CSS / 2.0).max(ROW_CSS));
            match key {
                Key::Ramp { colors, low, high } => {
                    let pieces: Vec<Rgb> = (0..PIECES)
                        .map(|piece| colors.at((f64::from(piece) + 0.5) / f64::from(PIECES)))
                        .collect();
                    ramp(picture, &pieces, (left, top), length);
                    text(picture, high, (beside, top + 2.0), paper.theme.text);
                    text(picture, low, (beside, top + length - 2.0), paper.theme.text);
                    top += length + ROW_CSS;
                }
                Key::Steps { colors, edges } => {
                    ramp(picture, colors, (left, top), length);
                    let apart = length / (edges.len().saturating_sub(1).max(1)) as f64;
                    let stride = whole((paper.theme.font_css + 2.0) / apart);
                    for (index, edge) in edges.iter().enumerate().step_by(stride) {
                        let y_css = top + length - apart * index as f64;
                        text(picture, edge, (beside, y_css), paper.theme.text);
                    }
                    top += length + ROW_CSS;
                }
                Key::Names(names) => {
                    for (color, name) in names {
                        let rect = Rect {
                            left,
                            top: top - SWATCH_CSS / 2.0,
                            right: left + SWATCH_CSS,
                            bottom: top + SWATCH_CSS / 2.0,
                        };
                        picture.push(Shape::Sharp(rect, (*color).into()));
                        text(picture, name, (beside, top), paper.theme.text);
                        top += ROW_CSS;
                    }
                    top += ROW_CSS / 2.0;
                }
                Key::Sizes { radii_css, low, high } => {
                    for (radius, label) in [(radii_css.0, low), (radii_css.1, high)] {
                        let middle = (
                            left + RAMP_CSS.0 / 2.0,
                            top + radius.max(ROW_CSS / 2.0) - ROW_CSS / 2.0,
                        );
                        let dot = super::cloud::Dot {
                            x_css: middle.0,
                            y_css: middle.1,
                            radius_css: radius,
                            color: paper.theme.text,
                        };
                        picture.push(Shape::Dots(vec![dot], 1.0));
                        text(
                            picture,
                            label,
                            (beside + radius / 2.0, middle.1),
                            paper.theme.text,
                        );
                        top += ROW_CSS.max(radius * 2.0);
                    }
                    top += ROW_CSS / 2.0;
                }
            }
        }
    }
}

/// Colours from below to above.
fn ramp(picture: &mut Picture, colors: &[Rgb], (left, top): (f64, f64), length: f64) {
    let each = length / colors.len().max(1) as f64;
    for (index, color) in colors.iter().rev().enumerate() {
        let top = top + each * index as f64;
        let rect = Rect {
            left,
            top,
            right: left + RAMP_CSS.0,
            bottom: top + each,
        };
        picture.push(Shape::Sharp(rect, Ink::from(*color)));
    }
}

fn whole(places: f64) -> usize {
    super::values::index(places.ceil()).unwrap_or(1).max(1)
}

/// The colour of each run by a column, and what they mean.
pub(super) fn colors_by(values: &Values, paper: &Paper<'_>) -> (Vec<Rgb>, Legend) {
    let none = paper.theme.axis;
    let title = values.name.to_string();
    if let Some(names) = &values.names {
        // The first ones by how often they are: there are no more colours that can be told apart.
        let mut counts: Vec<(usize, usize)> = (0..names.len()).map(|place| (place, 0)).collect();
        for place in values
            .of
            .iter()
            .flatten()
            .filter_map(|place| super::values::index(*place))
        {
            if let Some((_, count)) = counts.get_mut(place) {
                *count += 1;
            }
        }
        counts.sort_by_key(|(place, count)| (std::cmp::Reverse(*count), *place));
        let mut colors = vec![none; names.len()];
        let mut key = Vec::new();
        for ((place, _), color) in counts.iter().zip(LINE_COLORS) {
            if let (Some(own), Some(name)) = (colors.get_mut(*place), names.get(*place)) {
                *own = color;
                key.push((color, name.to_string()));
            }
        }
        if names.len() > LINE_COLORS.len() {
            key.push((none, format!("{} others", names.len() - LINE_COLORS.len())));
        }
        let of = |place: &Option<f64>| colors.get(super::values::index((*place)?)?).copied();
        let colors = values.of.iter().map(|place| of(place).unwrap_or(none)).collect();
        return (
            colors,
            Legend {
                title,
                key: Key::Names(key),
            },
        );
    }
    let ramp = Sequential::on(paper.theme.surface);
    let extent = values.extent(crate::chart::ScaleKind::Linear);
    let share = |value: f64| match extent {
        Some((low, high)) if low < high => (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0),
        _ => 0.5,
    };
    let of = |value: &Option<f64>| {
        value
            .filter(|value| value.is_finite())
            .map(|value| ramp.at(share(value)))
    };
    let colors = values.of.iter().map(|value| of(value).unwrap_or(none)).collect();
    let said = |value: Option<f64>| {
        value.map_or_else(
            || "none".to_owned(),
            |value| values.unit.read_out(value, 3, paper.locale),
        )
    };
    let key = Key::Ramp {
        colors: ramp,
        low: said(extent.map(|extent| extent.0)),
        high: said(extent.map(|extent| extent.1)),
    };
    (colors, Legend { title, key })
}

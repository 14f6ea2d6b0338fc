//! Where everything stands on a board, in CSS pixels: known without drawing anything, so that what is far from the view
//! costs nothing.

use std::ops::Range;

use super::card::is_empty;
use super::{Board, CardId, Finder, Place, SectionId};

/// Between cards, and between a section's head and its cards.
pub const GAP_CSS: f64 = 12.0;
/// The height of a section's head.
pub const HEAD_CSS: f64 = 40.0;
/// The height of a section in which there is nothing to see.
const EMPTY_CSS: f64 = 64.0;
/// Cards are not put into more columns than leave each so wide.
const LEAST_WIDTH_CSS: f64 = 240.0;

/// A card that is to be seen.
#[derive(Clone, Debug, PartialEq)]
pub struct CardBox {
    /// Which.
    pub id: CardId,
    /// In which of [`Layout::sections`].
    pub section: usize,
    /// From the board's left edge.
    pub left_css: f64,
    /// From the board's upper edge.
    pub top_css: f64,
    /// Its width.
    pub width_css: f64,
    /// Its height.
    pub height_css: f64,
}

/// A section that is to be seen.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionBox {
    /// Which.
    pub id: SectionId,
    /// From the board's upper edge.
    pub top_css: f64,
    /// With its head.
    pub height_css: f64,
    /// How many of its cards are to be seen, or would be if it were not folded.
    pub found: usize,
    /// How many cards it has with something to show.
    pub total: usize,
    /// Whether its cards are folded away.
    pub is_collapsed: bool,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// From the top down.
    pub sections: Vec<SectionBox>,
    /// From the top down, and in a row from left to right.
    pub cards: Vec<CardBox>,
    /// The height of all.
    pub height_css: f64,
    /// The width of a column without the gap beside it.
    pub column_css: f64,
    /// How many columns there are.
    pub columns: u8,
    /// How many cards there are that have something to show.
    pub total: usize,
    /// How many of them the search finds.
    pub found: usize,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    top_css: f64,
    bottom_css: f64,
    cards: Range<usize>,
}

/// Where something that is dragged would go.
#[derive(Clone, Debug, PartialEq)]
pub struct Drop {
    /// Its place on the board.
    pub place: Place,
    /// Where a line shows it: left, top and height.
    pub line_css: [f64; 3],
}

impl Layout {
    /// The board at this width. `has` says which columns any run has a value in.
    pub fn of(board: &Board, finder: &Finder, has: &dyn Fn(&str) -> bool, width_css: f64) -> Self {
        let settings = board.settings();
        let fitting = ((width_css + GAP_CSS) / (LEAST_WIDTH_CSS + GAP_CSS)).floor();
        let columns = (1..=settings.columns)
            .rev()
            .find(|columns| f64::from(*columns) <= fitting)
            .unwrap_or(1);
        let gaps = GAP_CSS * f64::from(columns - 1);
        let mut layout = Self {
            columns,
            column_css: ((width_css - gaps) / f64::from(columns)).max(1.0).floor(),
            ..Self::default()
        };
        for section in board.sections() {
            let is_shown = |id: &&CardId| {
                board.card(id).is_some_and(|card| {
                    !settings.hides_empty || (card.is_known && !is_empty(&card.plot, has))
                })
            };
            let all: Vec<&CardId> = section.cards.iter().filter(is_shown).collect();
            let found: Vec<&CardId> = all
                .iter()
                .copied()
                .filter(|id| {
                    finder.is_empty()
                        || board
                            .card(id)
                            .is_some_and(|card| id.is_found(card, &|text| finder.finds(text)))
                })
                .collect();
            layout.total += all.len();
            layout.found += found.len();
            let is_wanted = !found.is_empty() || (section.id.is_own() && finder.is_empty());
            if !is_wanted {
                continue;
            }
            let top_css = layout.height_css;
            let is_collapsed = section.is_collapsed && finder.is_empty();
            layout.height_css += HEAD_CSS;
            if !is_collapsed {
                if found.is_empty() {
                    layout.height_css += EMPTY_CSS + GAP_CSS;
                } else {
                    layout.put_rows(board, &found);
                }
            }
            layout.sections.push(SectionBox {
                id: section.id.clone(),
                top_css,
                height_css: layout.height_css - top_css,
                found: found.len(),
                total: all.len(),
                is_collapsed,
            });
        }
        layout
    }

    fn put_rows(&mut self, board: &Board, ids: &[&CardId]) {
        let section = self.sections.len();
        let settings = board.settings();
        let (mut column, mut row_css, mut start) = (0, 0.0_f64, self.cards.len());
        for id in ids {
            let Some(card) = board.card(id) else { continue };
            let span = card.span.min(self.columns);
            if column + span > self.columns {
                self.end_row(start, row_css);
                (column, row_css, start) = (0, 0.0, self.cards.len());
            }
            let height_css = f64::from(card.height_css.unwrap_or(settings.height_css));
            self.cards.push(CardBox {
                id: (*id).clone(),
                section,
                left_css: f64::from(column) * (self.column_css + GAP_CSS),
                top_css: self.height_css,
                width_css: self.width_of(span),
                height_css,
            });
            column += span;
            row_css = row_css.max(height_css);
        }
        if start < self.cards.len() {
            self.end_row(start, row_css);
        }
    }

    fn end_row(&mut self, start: usize, row_css: f64) {
        self.rows.push(Row {
            top_css: self.height_css,
            bottom_css: self.height_css + row_css,
            cards: start..self.cards.len(),
        });
        self.height_css += row_css + GAP_CSS;
    }

    /// The width of a card that is so many columns wide.
    pub fn width_of(&self, span: u8) -> f64 {
        let span = f64::from(span);
        span * self.column_css + (span - 1.0) * GAP_CSS
    }

    /// How many columns a card is wide that a person draws to be so wide.
    pub fn span_of(&self, width_css: f64) -> u8 {
        (1..=self.columns)
            .min_by(|left, right| {
                let far = |span: &u8| (self.width_of(*span) - width_css).abs();
                far(left).total_cmp(&far(right))
            })
            .unwrap_or(1)
    }

    /// The cards of the rows that lie, if only in part, between two heights.
    pub fn cards_between(&self, top_css: f64, bottom_css: f64) -> Range<usize> {
        let first = self.rows.partition_point(|row| row.bottom_css < top_css);
        let last = self.rows.partition_point(|row| row.top_css <= bottom_css);
        let rows = self.rows.get(first..last.max(first)).unwrap_or_default();
        match (rows.first(), rows.last()) {
            (Some(first), Some(last)) => first.cards.start..last.cards.end,
            _ => 0..0,
        }
    }

    /// The sections that lie, if only in part, between two heights.
    pub fn sections_between(&self, top_css: f64, bottom_css: f64) -> Range<usize> {
        let first = self
            .sections
            .partition_point(|section| section.top_css + section.height_css < top_css);
        let last = self
            .sections
            .partition_point(|section| section.top_css <= bottom_css);
        first..last.max(first)
    }

    /// Where a card is.
    pub fn card(&self, id: &CardId) -> Option<&CardBox> {
        self.cards.iter().find(|card| card.id == *id)
    }

    /// Where a card that is dragged to this point would go; `None` where there is no section.
    pub fn drop_at(&self, x_css: f64, y_css: f64) -> Option<Drop> {
        let index = self
            .sections
            .partition_point(|section| section.top_css <= y_css)
            .saturating_sub(1);
        let section = self.sections.get(index)?;
        let mut rows = self.rows.iter().filter(|row| {
            self.cards
                .get(row.cards.start)
                .is_some_and(|card| card.section == index)
        });
        let Some(row) = rows
            .clone()
            .find(|row| y_css < row.bottom_css + GAP_CSS / 2.0)
            .or_else(|| rows.next_back())
        else {
            return Some(Drop {
                place: Place {
                    section: section.id.clone(),
                    after: None,
                },
                line_css: [0.0, section.top_css, section.height_css - GAP_CSS / 2.0],
            });
        };
        let cards = self.cards.get(row.cards.clone())?;
        let behind = cards
            .iter()
            .position(|card| x_css < card.left_css + card.width_css / 2.0)
            .unwrap_or(cards.len());
        let left_css = match cards.get(behind) {
            Some(card) => card.left_css - GAP_CSS / 2.0,
            None => cards
                .last()
                .map_or(0.0, |card| card.left_css + card.width_css + GAP_CSS / 2.0),
        };
        let after = (row.cards.start + behind)
            .checked_sub(1)
            .and_then(|index| self.cards.get(index))
            .filter(|card| card.section == index);
        Some(Drop {
            place: Place {
                section: section.id.clone(),
                after: after.map(|card| card.id.clone()),
            },
            line_css: [
                left_css.clamp(0.0, self.width_of(self.columns)),
                row.top_css,
                row.bottom_css - row.top_css,
            ],
        })
    }

    /// Where a card goes by one step: to the left or right among its neighbours, or up or down by a row. `None` at the
    /// edge.
    pub fn step(&self, id: &CardId, step: Step) -> Option<Place> {
        let index = self.cards.iter().position(|card| card.id == *id)?;
        let card = self.cards.get(index)?;
        let section = self.sections.get(card.section)?;
        let in_section = |index: usize| {
            self.cards
                .get(index)
                .filter(|other| other.section == card.section)
        };
        let behind = |index: Option<usize>| {
            Some(Place {
                section: section.id.clone(),
                after: index.and_then(in_section).map(|card| card.id.clone()),
            })
        };
        let centre = card.left_css + card.width_css / 2.0;
        let row = self.rows.iter().position(|row| row.cards.contains(&index))?;
        let nearest = |row: Option<usize>| {
            let row = self.rows.get(row?)?;
            let cards = row.cards.clone().filter(|index| in_section(*index).is_some());
            cards.min_by(|left, right| {
                let far = |index: &usize| {
                    self.cards.get(*index).map_or(f64::MAX, |card| {
                        (card.left_css + card.width_css / 2.0 - centre).abs()
                    })
                };
                far(left).total_cmp(&far(right))
            })
        };
        match step {
            Step::Left => {
                in_section(index.checked_sub(1)?)?;
                behind(index.checked_sub(2))
            }
            Step::Right => {
                in_section(index + 1)?;
                behind(Some(index + 1))
            }
            Step::Up => behind(nearest(row.checked_sub(1))?.checked_sub(1)),
            Step::Down => behind(Some(nearest(Some(row + 1))?)),
            Step::First => {
                in_section(index.checked_sub(1)?)?;
                behind(None)
            }
        }
    }
}

/// A step by which a card is moved without a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the card before it.
    Left,
    /// Behind the card behind it.
    Right,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the first place of its section.
    First,
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;

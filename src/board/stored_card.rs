//! One card of a board as it is kept, and how far what is read is trusted.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::card::Card;
use super::edit::{MOST_CHARACTERS, named};
use super::{CardId, Plot, SectionId, Settings};

/// A list in a plot has at most so many entries.
const MOST_ENTRIES: usize = 1_000;
/// The name of a card has at most so many characters: the key of a metric has 250 (`MLflow`'s
/// `MAX_ENTITY_KEY_LENGTH`).
const MOST_ID_CHARACTERS: usize = 260;
/// A plot is nested at most so deep.
const MOST_DEPTH: usize = 8;

/// A card as it was read.
pub(super) struct ReadCard {
    pub(super) id: CardId,
    pub(super) section: Option<SectionId>,
    /// Where it was put; `None` for where it is by itself.
    pub(super) spot: Option<Spot<CardId>>,
    pub(super) is_gone: bool,
    pub(super) name: Option<String>,
    pub(super) span: u8,
    pub(super) height_css: Option<u16>,
    pub(super) plot: Option<Plot>,
}

impl ReadCard {
    pub(super) fn of(value: &Value) -> Option<Self> {
        let entry = value.as_object()?;
        let id = CardId::parse(name(entry, "id")?)?;
        let plot = entry
            .get("plot")
            .filter(|plot| is_bounded(plot, MOST_DEPTH))
            .and_then(|plot| Plot::deserialize(plot).ok());
        // Of an own card nothing is left without what it shows.
        if id.metric().is_none() && plot.is_none() {
            return None;
        }
        let [least, most] = Settings::HEIGHTS_CSS;
        let number = |name: &str| entry.get(name).and_then(Value::as_u64);
        Some(Self {
            section: name(entry, "in").map(SectionId::read),
            spot: spot(entry, CardId::parse),
            is_gone: entry.get("gone").and_then(Value::as_bool).unwrap_or_default(),
            name: text(entry, "name").and_then(named),
            span: number("w").map_or(1, |span| {
                u8::try_from(span)
                    .unwrap_or(u8::MAX)
                    .clamp(1, Settings::MOST_COLUMNS)
            }),
            height_css: number("h")
                .map(|height| u16::try_from(height).unwrap_or(u16::MAX).clamp(least, most)),
            plot,
            id,
        })
    }

    /// The section that it is to stand in.
    pub(super) fn wanted(&self) -> SectionId {
        let home = || {
            self.id
                .metric()
                .map_or_else(SectionId::main, SectionId::of_metric)
        };
        self.section.clone().unwrap_or_else(home)
    }

    pub(super) fn made(&self) -> Card {
        let home = self.section.clone();
        let mut card = match (self.id.metric(), &self.plot) {
            (Some(key), None) => Card::of_metric(key),
            (Some(key), Some(plot)) => Card {
                plot: plot.clone(),
                is_changed: true,
                ..Card::of_metric(key)
            },
            (None, plot) => Card::own(
                plot.clone().unwrap_or(Plot::Line(<_>::default())),
                SectionId::main(),
            ),
        };
        if let Some(home) = home {
            card.home = home;
        }
        card.name.clone_from(&self.name);
        card.span = self.span;
        card.height_css = self.height_css;
        card
    }
}

pub(super) fn written_card(id: &CardId, card: &Card) -> Map<String, Value> {
    let mut entry = Map::new();
    if card.span != 1 {
        entry.insert("w".to_owned(), card.span.into());
    }
    if let Some(height) = card.height_css {
        entry.insert("h".to_owned(), height.into());
    }
    if let Some(name) = &card.name {
        entry.insert("name".to_owned(), name.as_str().into());
    }
    if (card.is_changed || id.metric().is_none())
        && let Ok(plot) = serde_json::to_value(&card.plot)
    {
        entry.insert("plot".to_owned(), plot);
    }
    entry
}

pub(super) fn push(written: &mut Vec<Value>, id: &CardId, mut entry: Map<String, Value>) {
    if !entry.is_empty() {
        entry.insert("id".to_owned(), id.as_str().into());
        written.push(Value::Object(entry));
    }
}

pub(super) fn put_in(entry: &mut Map<String, Value>, id: &CardId, section: &SectionId) {
    if id.metric().map(SectionId::of_metric).as_ref() != Some(section) {
        entry.insert("in".to_owned(), section.as_str().into());
    }
}

pub(super) fn put_after(entry: &mut Map<String, Value>, after: Option<&str>) {
    entry.insert("after".to_owned(), after.map_or(Value::Bool(false), Value::from));
}

/// Where something was put.
pub(super) enum Spot<T> {
    First,
    Behind(T),
}

impl<T> Spot<T> {
    /// Behind what; `None` for the first place.
    pub(super) fn after(&self) -> Option<&T> {
        match self {
            Self::First => None,
            Self::Behind(after) => Some(after),
        }
    }
}

/// Where something was put: `false` stands for the first place.
pub(super) fn spot<T>(entry: &Map<String, Value>, read: impl Fn(&str) -> Option<T>) -> Option<Spot<T>> {
    match entry.get("after")? {
        Value::String(after) if is_name(after) => Some(read(after).map_or(Spot::First, Spot::Behind)),
        Value::String(_) | Value::Bool(false) => Some(Spot::First),
        _ => None,
    }
}

pub(super) fn text<'a>(entry: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    entry.get(name)?.as_str().filter(|text| is_short(text))
}

/// What names a card or a section.
pub(super) fn name<'a>(entry: &'a Map<String, Value>, field: &str) -> Option<&'a str> {
    entry.get(field)?.as_str().filter(|text| is_name(text))
}

fn is_name(text: &str) -> bool {
    text.chars().nth(MOST_ID_CHARACTERS).is_none()
}

pub(super) fn is_short(text: &str) -> bool {
    text.chars().nth(MOST_CHARACTERS).is_none()
}

/// Whether a card that can't be read may be one of another version: small enough to be carried on.
pub(super) fn is_strange(value: &Value) -> bool {
    let has_kind = || value.get("plot")?.get("kind")?.as_str().map(|_| ());
    is_bounded(value, MOST_DEPTH) && has_kind().is_some()
}

pub(super) fn is_bounded(value: &Value, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    match value {
        Value::String(text) => is_short(text),
        Value::Array(items) => {
            items.len() <= MOST_ENTRIES && items.iter().all(|item| is_bounded(item, depth - 1))
        }
        Value::Object(fields) => {
            fields.len() <= MOST_ENTRIES
                && fields
                    .iter()
                    .all(|(name, value)| is_short(name) && is_bounded(value, depth - 1))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

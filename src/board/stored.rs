//! A board as it is kept: only what a person did to it.
//!
//! One JSON object. What can't be read of it is passed over; the rest counts.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::arranged::Section;
use super::card::Card;
use super::edit::{MOST_CARDS, named};
use super::stored_card::{
    ReadCard, Spot, is_strange, name, push, put_after, put_in, spot, text, written_card,
};
use super::{Board, CardId, Place, SectionId, Settings};

/// A board that takes more than so many bytes is none.
pub const MOST_BYTES: usize = 4 << 20;
/// At most so many sections are read.
const MOST_SECTIONS: usize = 500;

impl Board {
    /// What a person did, as JSON; `{}` for nothing.
    pub fn to_json(&self) -> String {
        self.write().to_string()
    }

    /// Whether a person has done nothing to it.
    pub fn is_default(&self) -> bool {
        self.write() == json!({})
    }

    /// A board to which was done what the JSON says. Sections and cards come as far as the JSON names them; the others
    /// when the metrics are known.
    ///
    /// # Errors
    ///
    /// Why the text is no board: no JSON object, or far too long.
    pub fn from_json(text: &str) -> Result<Self, String> {
        if text.len() > MOST_BYTES {
            return Err("it is too long".to_owned());
        }
        let map: Map<String, Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut board = Self::default();
        if let Some(settings) = map.get("settings").and_then(Value::as_object) {
            board.settings = Settings::read(settings);
        }
        board.read_cards(list(&map, "cards"), list(&map, "sections"));
        Ok(board)
    }

    fn write(&self) -> Value {
        let mut map = Map::new();
        let settings = self.settings.write();
        if !settings.is_empty() {
            map.insert("settings".to_owned(), Value::Object(settings));
        }
        let sections = self.write_sections();
        if !sections.is_empty() {
            map.insert("sections".to_owned(), Value::Array(sections));
        }
        let cards = self.write_cards();
        if !cards.is_empty() {
            map.insert("cards".to_owned(), Value::Array(cards));
        }
        Value::Object(map)
    }

    fn write_sections(&self) -> Vec<Value> {
        let mut before: Option<&Section> = None;
        let mut written = Vec::new();
        for section in &self.sections {
            let mut entry = Map::new();
            if section.is_moved {
                put_after(&mut entry, before.map(|before| before.id.as_str()));
            }
            if let Some(name) = &section.name {
                entry.insert("name".to_owned(), name.as_str().into());
            }
            if section.is_collapsed {
                entry.insert("closed".to_owned(), true.into());
            }
            if !entry.is_empty() {
                entry.insert("id".to_owned(), section.id.as_str().into());
                written.push(Value::Object(entry));
            }
            before = Some(section);
        }
        written
    }

    fn write_cards(&self) -> Vec<Value> {
        let mut written = Vec::new();
        for section in &self.sections {
            let mut before: Option<&CardId> = None;
            for id in &section.cards {
                if let Some(card) = self.cards.get(id) {
                    let mut entry = written_card(id, card);
                    if card.is_moved {
                        put_in(&mut entry, id, &section.id);
                        put_after(&mut entry, before.map(CardId::as_str));
                    }
                    push(&mut written, id, entry);
                }
                before = Some(id);
            }
        }
        for id in &self.gone {
            if let Some(card) = self.cards.get(id) {
                let mut entry = written_card(id, card);
                put_in(&mut entry, id, &card.home);
                entry.insert("gone".to_owned(), true.into());
                push(&mut written, id, entry);
            }
        }
        written.extend(self.strange.iter().cloned());
        written
    }

    fn read_cards(&mut self, cards: &[Value], sections: &[Value]) {
        // First what there is, so that everything has something to stand behind; then the moves, one by one.
        let mut read: Vec<ReadCard> = Vec::new();
        for value in cards.iter().take(MOST_CARDS) {
            match ReadCard::of(value) {
                Some(card) if !self.cards.contains_key(&card.id) => {
                    self.cards.insert(card.id.clone(), card.made());
                    read.push(card);
                }
                None if is_strange(value) => self.strange.push(value.clone()),
                Some(_) | None => {}
            }
        }
        for card in &read {
            if let Some(after) = card.spot.as_ref().and_then(Spot::after)
                && let Some(key) = after.metric()
            {
                let anchor = || Card::of_metric(key);
                self.cards.entry(after.clone()).or_insert_with(anchor);
            }
        }
        let moving: HashSet<&CardId> = read
            .iter()
            .filter(|card| card.is_gone || card.spot.is_some())
            .map(|card| &card.id)
            .collect();
        let by_name: Vec<CardId> = self
            .cards
            .keys()
            .filter(|id| id.metric().is_some() && !moving.contains(id))
            .cloned()
            .collect();
        self.put_by_name(by_name);
        self.read_sections(sections);
        let of_cards = read.iter().filter(|card| !card.is_gone).map(ReadCard::wanted);
        let of_cards = of_cards.filter(|section| !section.is_own());
        self.need_sections(of_cards.collect());
        for card in read {
            let number = card.id.number().unwrap_or_default();
            self.last_own = self.last_own.max(number);
            if card.is_gone {
                self.gone.push(card.id);
            } else if let Some(spot) = &card.spot {
                let after = spot.after().cloned();
                let wanted = card.wanted();
                let is_there = self.section(&wanted).is_some();
                let section = if is_there { wanted } else { SectionId::main() };
                self.need_section(&section);
                self.put_as_moved(&card.id, &Place { section, after });
            } else if card.id.metric().is_none() {
                // Its place can't be read: it is not lost.
                let section = SectionId::main();
                self.need_section(&section);
                self.put_as_moved(&card.id, &Place { section, after: None });
            }
        }
    }

    fn read_sections(&mut self, sections: &[Value]) {
        struct Move {
            id: SectionId,
            after: Option<SectionId>,
        }
        let mut moves = Vec::new();
        let entries = sections.iter().take(MOST_SECTIONS).filter_map(Value::as_object);
        let read: Vec<_> = entries
            .filter_map(|entry| {
                let id = name(entry, "id").map(SectionId::read)?;
                Some((entry, id, spot(entry, |id| Some(SectionId::read(id)))))
            })
            .collect();
        let named_sections = read.iter().flat_map(|(_, id, spot)| {
            let after = spot.as_ref().and_then(Spot::after);
            [Some(id), after].into_iter().flatten()
        });
        let by_name = named_sections.filter(|id| !id.is_own()).cloned().collect();
        self.need_sections(by_name);
        for (entry, id, spot) in read {
            if moves.iter().any(|one: &Move| one.id == id) {
                continue;
            }
            if id.is_own() {
                self.last_own = self.last_own.max(id.number().unwrap_or_default());
                if self.section(&id).is_some() {
                    continue;
                }
                self.sections.push(Section::new(id.clone()));
            }
            if let Some(section) = self.sections.iter_mut().find(|section| section.id == id) {
                section.name = text(entry, "name").and_then(named);
                section.is_collapsed = entry.get("closed").and_then(Value::as_bool).unwrap_or_default();
            }
            if let Some(spot) = spot {
                let after = spot.after().cloned();
                moves.push(Move { id, after });
            }
        }
        // Out of the way first: each stands behind one that stays, or that is put before it.
        let taken: Vec<Section> = moves
            .iter()
            .filter_map(|one| {
                let index = self.sections.iter().position(|section| section.id == one.id)?;
                Some(self.sections.remove(index))
            })
            .collect();
        for (mut section, one) in taken.into_iter().zip(moves) {
            section.is_moved = true;
            let place = match &one.after {
                None => 0,
                Some(after) => self
                    .sections
                    .iter()
                    .position(|section| section.id == *after)
                    .map_or(self.sections.len(), |place| place + 1),
            };
            self.sections.insert(place, section);
        }
    }
}

fn list<'a>(map: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    map.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

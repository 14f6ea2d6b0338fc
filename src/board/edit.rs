//! What a person does to a board.

use super::arranged::{Board, Place, Section};
use super::card::Card;
use super::{CardId, Plot, SectionId, Settings};

/// A board has at most so many cards that people made or changed.
pub const MOST_CARDS: usize = 2_000;
/// A text in a plot has at most so many characters.
pub const MOST_CHARACTERS: usize = 1_000;
/// The name of a card or a section has at most so many characters.
pub const MOST_NAME_CHARACTERS: usize = 200;

impl Board {
    /// Sets what holds for all charts.
    pub fn set(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Puts a card elsewhere. Nothing happens where the card or the section is not there.
    pub fn move_card(&mut self, id: &CardId, to: &Place) {
        if to.after.as_ref() == Some(id) || !self.has_section(&to.section) || self.place(id).is_none() {
            return;
        }
        self.take(id);
        self.put(id, to);
    }

    /// Makes a card, as the last one of a section, or of the first one where that is not there. `None` where the board is
    /// full.
    pub fn add(&mut self, plot: Plot, section: &SectionId) -> Option<CardId> {
        let section = self.section_or_first(section);
        let after = self
            .section(&section)
            .and_then(|section| section.cards.last().cloned());
        self.add_at(Card::own(plot, section.clone()), &Place { section, after })
    }

    /// Makes a second card of one, behind it. `None` where the board is full or the card is not there.
    pub fn duplicate(&mut self, id: &CardId) -> Option<CardId> {
        let place = Place {
            after: Some(id.clone()),
            ..self.place(id)?
        };
        let card = self.cards.get(id)?;
        let copy = Card {
            name: card.name.clone(),
            span: card.span,
            height_css: card.height_css,
            ..Card::own(card.plot.clone(), place.section.clone())
        };
        self.add_at(copy, &place)
    }

    /// Shows something else in a card.
    pub fn replace(&mut self, id: &CardId, plot: Plot) {
        if let Some(card) = self.cards.get_mut(id) {
            // What a metric is shown by anyway is no change.
            card.is_changed = false;
            let is_by_itself = id.metric().is_some_and(|key| {
                card.draw(key);
                card.plot == plot
            });
            card.is_changed = !is_by_itself;
            card.plot = plot;
        }
    }

    /// Shows in the card of a metric what it shows by itself.
    pub fn reset_plot(&mut self, id: &CardId) {
        if let (Some(card), Some(key)) = (self.cards.get_mut(id), id.metric()) {
            card.is_changed = false;
            card.draw(key);
        }
    }

    /// Calls a card by a name; by what it shows where the name is empty.
    pub fn rename_card(&mut self, id: &CardId, name: &str) {
        if let Some(card) = self.cards.get_mut(id) {
            card.name = named(name);
        }
    }

    /// Makes a card so many columns wide and so high; `None` for as high as the others.
    pub fn resize(&mut self, id: &CardId, span: u8, height_css: Option<u16>) {
        let [least, most] = Settings::HEIGHTS_CSS;
        if let Some(card) = self.cards.get_mut(id) {
            card.span = span.clamp(1, Settings::MOST_COLUMNS);
            card.height_css = height_css.map(|height| height.clamp(least, most));
        }
    }

    /// Deletes a card; it can be brought back. Gives where it stood.
    pub fn delete(&mut self, id: &CardId) -> Option<Place> {
        let place = self.place(id)?;
        self.take(id);
        if let Some(card) = self.cards.get_mut(id) {
            card.home = place.section.clone();
        }
        self.gone.push(id.clone());
        Some(place)
    }

    /// Brings a deleted card back: to a place, or to where it is by itself.
    pub fn bring_back(&mut self, id: &CardId, to: Option<&Place>) {
        let Some(index) = self.gone.iter().position(|gone| gone == id) else {
            return;
        };
        self.gone.remove(index);
        match to.filter(|to| self.has_section(&to.section)) {
            Some(to) => self.put(id, to),
            None if id.metric().is_some() => self.put_by_name(vec![id.clone()]),
            None => {
                let home = self.cards.get(id).map(|card| card.home.clone());
                let section = self.section_or_first(&home.unwrap_or_else(SectionId::main));
                let after = self
                    .section(&section)
                    .and_then(|section| section.cards.last().cloned());
                self.put(id, &Place { section, after });
            }
        }
    }

    /// Makes a section behind another one, or as the first.
    pub fn add_section(&mut self, name: &str, after: Option<&SectionId>) -> SectionId {
        let id = SectionId::own(self.next_own());
        let section = Section {
            name: named(name),
            ..Section::new(id.clone())
        };
        let index = self.index_behind(after);
        self.sections.insert(index, section);
        id
    }

    /// Calls a section by a name; by itself where the name is empty.
    pub fn rename_section(&mut self, id: &SectionId, name: &str) {
        if let Some(section) = self.section_mut(id) {
            section.name = named(name);
        }
    }

    /// Folds the cards of a section away, or shows them.
    pub fn collapse(&mut self, id: &SectionId, is_collapsed: bool) {
        if let Some(section) = self.section_mut(id) {
            section.is_collapsed = is_collapsed;
        }
    }

    /// Puts a section behind another one, or first.
    pub fn move_section(&mut self, id: &SectionId, after: Option<&SectionId>) {
        if after == Some(id) {
            return;
        }
        let Some(index) = self.sections.iter().position(|section| section.id == *id) else {
            return;
        };
        let mut section = self.sections.remove(index);
        section.is_moved = true;
        let index = self.index_behind(after);
        self.sections.insert(index, section);
        // Back between those that it is between by itself, it was not moved.
        let is_between = |left: Option<&Section>, right: Option<&Section>| {
            let rises = |left: &SectionId, right: &SectionId| {
                super::arranged::sections_by_name(left, right) == std::cmp::Ordering::Less
            };
            left.is_none_or(|left| rises(&left.id, id)) && right.is_none_or(|right| rises(id, &right.id))
        };
        let before = self.sections.iter().take(index).rev().find(|one| !one.is_moved);
        let behind = self.sections.iter().skip(index + 1).find(|one| !one.is_moved);
        let is_moved = id.is_own() || !is_between(before, behind);
        if let Some(section) = self.sections.get_mut(index) {
            section.is_moved = is_moved;
        }
    }

    /// Deletes a section with its cards; these can be brought back. Gives them, and where they stood.
    pub fn delete_section(&mut self, id: &SectionId) -> Vec<(CardId, Place)> {
        let Some(section) = self.section(id) else {
            return Vec::new();
        };
        let cards = section.cards.clone();
        // From behind, so that each is brought back behind one that is there when they come in the other order.
        let mut deleted: Vec<(CardId, Place)> = cards
            .into_iter()
            .rev()
            .filter_map(|card| Some((card.clone(), self.delete(&card)?)))
            .collect();
        deleted.reverse();
        if id.is_own() {
            self.sections.retain(|section| section.id != *id);
        } else if let Some(section) = self.section_mut(id) {
            section.name = None;
            section.is_collapsed = false;
        }
        deleted
    }

    /// Forgets all that a person did.
    pub fn reset(&mut self) {
        let metrics: Vec<(String, Card)> = std::mem::take(self)
            .cards
            .into_iter()
            .filter_map(|(id, card)| Some((id.metric()?.to_owned(), card)))
            .collect();
        for (key, mut card) in metrics {
            card.reset(&key);
            self.cards.insert(CardId::of_metric(&key), card);
        }
        self.put_by_name(self.cards.keys().cloned().collect());
    }

    fn add_at(&mut self, card: Card, place: &Place) -> Option<CardId> {
        let own = self.cards.keys().filter(|id| id.metric().is_none()).count();
        if own >= MOST_CARDS {
            return None;
        }
        let id = CardId::own(self.next_own());
        self.cards.insert(id.clone(), card);
        self.put(&id, place);
        Some(id)
    }

    /// A number that nothing own is called by.
    fn next_own(&mut self) -> u32 {
        loop {
            self.last_own = self.last_own.wrapping_add(1);
            let number = self.last_own;
            if !self.cards.contains_key(&CardId::own(number)) && !self.has_section(&SectionId::own(number)) {
                return number;
            }
        }
    }

    /// Puts a card that stands nowhere into a section that is there.
    fn put(&mut self, id: &CardId, to: &Place) {
        let Some(index) = self.put_as_moved(id, to) else {
            return;
        };
        let is_by_name = self
            .sections
            .get(index)
            .is_some_and(|section| self.is_by_name(section, id));
        if is_by_name && let Some(card) = self.cards.get_mut(id) {
            card.is_moved = false;
        }
    }

    /// The same, also where that is where it stands by its name. Gives the index of the section.
    pub(super) fn put_as_moved(&mut self, id: &CardId, to: &Place) -> Option<usize> {
        let index = self
            .sections
            .iter()
            .position(|section| section.id == to.section)?;
        if let Some(card) = self.cards.get_mut(id) {
            card.is_moved = true;
        }
        if let Some(section) = self.sections.get_mut(index) {
            let place = match &to.after {
                None => 0,
                Some(after) => section
                    .cards
                    .iter()
                    .position(|card| card == after)
                    .map_or(section.cards.len(), |place| place + 1),
            };
            section.cards.insert(place, id.clone());
        }
        Some(index)
    }

    fn take(&mut self, id: &CardId) {
        for section in &mut self.sections {
            section.cards.retain(|card| card != id);
        }
    }

    fn has_section(&self, id: &SectionId) -> bool {
        self.section(id).is_some()
    }

    fn section_mut(&mut self, id: &SectionId) -> Option<&mut Section> {
        self.sections.iter_mut().find(|section| section.id == *id)
    }

    /// A section that is there: the wanted one, or the first.
    fn section_or_first(&mut self, wanted: &SectionId) -> SectionId {
        if !self.has_section(wanted) {
            if let Some(first) = self.sections.first() {
                return first.id.clone();
            }
            let main = SectionId::main();
            self.need_section(&main);
            return main;
        }
        wanted.clone()
    }

    fn index_behind(&self, after: Option<&SectionId>) -> usize {
        after.map_or(0, |after| {
            let place = self.sections.iter().position(|section| section.id == *after);
            place.map_or(self.sections.len(), |place| place + 1)
        })
    }
}

/// A name as it is kept: none for one that is empty.
pub(super) fn named(name: &str) -> Option<String> {
    let name: String = name.trim().chars().take(MOST_NAME_CHARACTERS).collect();
    (!name.is_empty()).then_some(name)
}

//! The board itself: its sections, what cards are in them, and what becomes of it when other metrics are there.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::card::Card;
use super::{CardId, SectionId, Settings};
use crate::runs::compare_naturally;

/// Cards with something in common, under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Which.
    pub id: SectionId,
    /// What a person calls it.
    pub name: Option<String>,
    /// Whether its cards are folded away.
    pub is_collapsed: bool,
    /// Its cards, as they stand from left to right and down; also those whose metric no run has now.
    pub cards: Vec<CardId>,
    /// Whether a person has put it where it is.
    pub(super) is_moved: bool,
}

impl Section {
    pub(super) fn new(id: SectionId) -> Self {
        Self {
            is_moved: id.is_own(),
            id,
            name: None,
            is_collapsed: false,
            cards: Vec::new(),
        }
    }

    /// What it is called.
    pub fn title(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.id.name())
    }
}

/// Where a card stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which section.
    pub section: SectionId,
    /// Behind which card of it; `None` for the first place.
    pub after: Option<CardId>,
}

/// A board of charts. It makes itself from the metrics that there are; what a person does to it is kept as what differs
/// from that, so that metrics which come later find their place.
///
/// What a person has not moved stands by the names of metrics; what was moved stands behind the card that it was put
/// behind. A metric that no run has any more keeps its card, with what a person did to it, for when it comes again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    pub(super) settings: Settings,
    pub(super) sections: Vec<Section>,
    /// All cards, deleted ones too.
    pub(super) cards: HashMap<CardId, Card>,
    /// Those that were deleted, the last one last.
    pub(super) gone: Vec<CardId>,
    /// Cards of kinds that are not known here, as they were read: another version may know them.
    pub(super) strange: Vec<Value>,
    /// The last number that something own was called by.
    pub(super) last_own: u32,
}

impl Board {
    /// What holds for all charts.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The sections from the top down, also those in which nothing is to be seen.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// A section.
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// A card, also a deleted one.
    pub fn card(&self, id: &CardId) -> Option<&Card> {
        self.cards.get(id)
    }

    /// The cards that were deleted, the last one last.
    pub fn gone(&self) -> &[CardId] {
        &self.gone
    }

    /// Where a card stands; `None` for one that was deleted.
    pub fn place(&self, id: &CardId) -> Option<Place> {
        self.sections.iter().find_map(|section| {
            let index = section.cards.iter().position(|card| card == id)?;
            let before = index.checked_sub(1).and_then(|before| section.cards.get(before));
            Some(Place {
                section: section.id.clone(),
                after: before.cloned(),
            })
        })
    }

    /// Takes in which metrics the runs have, with the greatest step of each where it is known. Gives whether that changed
    /// anything.
    pub fn know<'a>(&mut self, metrics: impl IntoIterator<Item = (&'a str, Option<i64>)>) -> bool {
        let mut is_changed = false;
        let mut known = HashSet::new();
        let mut new = Vec::new();
        for (key, last_step) in metrics {
            let id = CardId::of_metric(key);
            let card = self.cards.entry(id.clone()).or_insert_with(|| {
                new.push(id.clone());
                Card::of_metric(key)
            });
            let shows_another = card.know(key, last_step);
            is_changed |= shows_another || !card.is_known;
            card.is_known = true;
            known.insert(id);
        }
        for (id, card) in &mut self.cards {
            if id.metric().is_some() && card.is_known && !known.contains(id) {
                card.is_known = false;
                is_changed = true;
            }
        }
        self.put_by_name(new);
        is_changed
    }

    /// Takes in that a metric turned out to have one step only. Gives whether that changed anything.
    pub fn find_single(&mut self, key: &str) -> bool {
        self.cards
            .get_mut(&CardId::of_metric(key))
            .is_some_and(|card| card.find_single(key))
    }

    /// Puts cards of metrics where they are by their names. They must not stand anywhere.
    pub(super) fn put_by_name(&mut self, mut ids: Vec<CardId>) {
        ids.sort_by(by_name);
        let mut by_section: HashMap<SectionId, Vec<CardId>> = HashMap::new();
        for id in ids {
            if let Some(key) = id.metric() {
                let section = SectionId::of_metric(key);
                if let Some(card) = self.cards.get_mut(&id) {
                    card.is_moved = false;
                }
                by_section.entry(section).or_default().push(id);
            }
        }
        self.need_sections(by_section.keys().cloned().collect());
        let cards = &self.cards;
        let is_fixed = |id: &CardId| cards.get(id).is_some_and(|card| !card.is_moved);
        for section in &mut self.sections {
            if let Some(ids) = by_section.remove(&section.id) {
                section.cards = merge(std::mem::take(&mut section.cards), ids, &is_fixed, &by_name);
            }
        }
    }

    /// Makes a section of metrics that is not there yet.
    pub(super) fn need_section(&mut self, id: &SectionId) {
        if self.section(id).is_none() {
            self.need_sections(vec![id.clone()]);
        }
    }

    /// Makes those sections of metrics that are not there yet.
    pub(super) fn need_sections(&mut self, mut ids: Vec<SectionId>) {
        let known: HashSet<&SectionId> = self.sections.iter().map(|section| &section.id).collect();
        ids.retain(|id| !known.contains(id));
        if ids.is_empty() {
            return;
        }
        ids.sort_by(sections_by_name);
        ids.dedup();
        let new = ids.into_iter().map(Section::new).collect();
        let is_fixed = |section: &Section| !section.is_moved;
        let order = |left: &Section, right: &Section| sections_by_name(&left.id, &right.id);
        self.sections = merge(std::mem::take(&mut self.sections), new, &is_fixed, &order);
    }

    /// Whether a card's place in its section is the one that it has by its name, seen from the cards around it.
    pub(super) fn is_by_name(&self, section: &Section, id: &CardId) -> bool {
        let is_own_section = id
            .metric()
            .is_some_and(|key| SectionId::of_metric(key) == section.id);
        let Some(index) = section
            .cards
            .iter()
            .position(|card| card == id)
            .filter(|_| is_own_section)
        else {
            return false;
        };
        let is_fixed = |id: &&CardId| self.cards.get(*id).is_some_and(|card| !card.is_moved);
        let before = section.cards.iter().take(index).rev().find(is_fixed);
        let after = section.cards.iter().skip(index + 1).find(is_fixed);
        before.is_none_or(|before| by_name(before, id) == Ordering::Less)
            && after.is_none_or(|after| by_name(id, after) == Ordering::Less)
    }
}

/// Puts what is new, in order, among what stands in that order too: before the first fixed one that comes behind it.
/// Whatever is not fixed stays behind what it stands behind.
fn merge<T>(
    old: Vec<T>,
    new: Vec<T>,
    is_fixed: &dyn Fn(&T) -> bool,
    order: &dyn Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let mut merged = Vec::with_capacity(old.len() + new.len());
    let mut new = new.into_iter().peekable();
    for one in old {
        if is_fixed(&one) {
            while let Some(next) = new.next_if(|next| order(next, &one) == Ordering::Less) {
                merged.push(next);
            }
        }
        merged.push(one);
    }
    merged.extend(new);
    merged
}

/// As people read the names of metrics: digits as numbers.
fn by_name(left: &CardId, right: &CardId) -> Ordering {
    compare_naturally(left.as_str(), right.as_str()).then_with(|| left.cmp(right))
}

/// Metrics without a prefix first, then by prefix, those of the machine last.
pub(super) fn sections_by_name(left: &SectionId, right: &SectionId) -> Ordering {
    left.is_system()
        .cmp(&right.is_system())
        .then_with(|| compare_naturally(left.as_str(), right.as_str()))
        .then_with(|| left.cmp(right))
}

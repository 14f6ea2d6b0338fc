//! What could be written at a place of a search.

use super::numbers::number;
use super::parse::{Expectation, Expected, Parser, is_reserved};
use super::pattern::Needle;
use super::print::{print_key, print_text};
use super::quotes;
use super::target::Domain;
use super::{DatasetPart, Kind, Span, Target, Vocabulary};
use crate::runs::Attribute;

/// What a suggestion is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Suggested {
    /// A field, or the beginning of one: `metrics.`.
    Field(Kind),
    /// An operator.
    Operator,
    /// A value that some run has.
    Value,
    /// `AND`, `OR`, `NOT`.
    Connective,
}

/// Something that could be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// What it is.
    pub what: Suggested,
    /// As it is shown in a list.
    pub label: String,
    /// What of the text it replaces.
    pub replace: Span,
    /// What it puts there, quotes and the space after it included; the cursor goes behind it.
    pub insert: String,
}

/// The longest list that is offered.
const MOST: usize = 50;

/// What could be written where the cursor is, a byte of the text: what begins with what is there comes first, then what
/// holds it; at most 50. Empty where nothing is known, and where all that is known is written already.
pub fn complete(text: &str, cursor: usize, vocabulary: &dyn Vocabulary) -> Vec<Suggestion> {
    let Some(before_cursor) = text.get(..cursor) else {
        return vec![];
    };
    let [last, before] = Parser::new(before_cursor).probe();
    let place = Place {
        text,
        before_cursor,
        vocabulary,
    };
    // What has been typed may be the end of a word as well as a whole one.
    let touches_word =
        !before_cursor.ends_with(|one: char| one.is_whitespace() || matches!(one, '(' | ',' | ')'));
    let follows = |expectation: &Expectation| {
        matches!(
            expectation.expected,
            Expected::Operator(_) | Expected::Connective | Expected::List | Expected::Null
        ) && expectation.at == cursor
            && touches_word
    };
    let (first, second) = match last {
        Some(last) if follows(&last) => (
            before,
            Some(last).filter(|last| last.expected != Expected::Connective),
        ),
        last => (last, before),
    };
    let first = first
        .map(|expectation| place.suggest(&expectation))
        .unwrap_or_default();
    if first.is_empty() {
        return second
            .map(|expectation| place.suggest(&expectation))
            .unwrap_or_default();
    }
    first
}

struct Place<'a> {
    text: &'a str,
    before_cursor: &'a str,
    vocabulary: &'a dyn Vocabulary,
}

impl Place<'_> {
    fn suggest(&self, expectation: &Expectation) -> Vec<Suggestion> {
        let typed = self.before_cursor.get(expectation.at..).unwrap_or_default();
        let is_glued = typed.is_empty()
            && self.before_cursor.ends_with(|one: char| !one.is_whitespace())
            && matches!(
                expectation.expected,
                Expected::Operator(_) | Expected::List | Expected::Null
            );
        let mut found = Found {
            needle: Needle::new(typed.trim_start_matches(quotes::opens)),
            typed,
            ranked: vec![],
        };
        match &expectation.expected {
            Expected::Condition => {
                if self.follows_condition(expectation.at) {
                    found.offer_all(Suggested::Connective, &["AND", "OR"]);
                }
                self.conditions(&mut found);
            }
            Expected::Connective => found.offer_all(Suggested::Connective, &["AND", "OR"]),
            Expected::Key(Kind::Attribute) => {
                for attribute in ATTRIBUTES {
                    found.offer(Suggested::Field(Kind::Attribute), attribute.as_str(), None);
                }
            }
            Expected::Key(Kind::Dataset) => {
                for part in DatasetPart::ALL {
                    found.offer(Suggested::Field(Kind::Dataset), part.as_str(), None);
                }
            }
            Expected::Key(wanted) => self.vocabulary.keys(&mut |kind, key| {
                if kind == *wanted {
                    found.offer(Suggested::Field(kind), key, Some(&print_key));
                }
            }),
            Expected::Operator(target) => found.offer_all(Suggested::Operator, operators(target)),
            Expected::Null => found.offer_all(Suggested::Operator, &["NULL", "NOT NULL"]),
            Expected::List => found.offer_all(Suggested::Operator, &["("]),
            Expected::Value(target, is_number) => self.values(target, *is_number, &mut found),
        }
        self.finish(found, expectation.at, is_glued)
    }

    fn conditions(&self, found: &mut Found<'_>) {
        found.offer_all(Suggested::Connective, &["NOT"]);
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Attribute) {
            found.offer(Suggested::Field(kind), &format!("{}.", kind.as_str()), None);
        }
        for attribute in ATTRIBUTES {
            found.offer(Suggested::Field(Kind::Attribute), attribute.as_str(), None);
        }
        if found.typed.is_empty() {
            return;
        }
        self.vocabulary.keys(&mut |kind, key| {
            let full = |key: &str| format!("{}.{}", kind.as_str(), print_key(key));
            found.offer(Suggested::Field(kind), key, Some(&full));
        });
    }

    fn values(&self, target: &Target, is_number: bool, found: &mut Found<'_>) {
        if target.domain().is_numeric() {
            return;
        }
        self.vocabulary.values(target, &mut |value| {
            if !is_number {
                found.offer(Suggested::Value, value, Some(&print_text));
            } else if number(value).is_some_and(f64::is_finite) {
                found.offer(Suggested::Value, value, None);
            }
        });
    }

    /// Whether a whole condition stands before this place, so that `AND` could.
    fn follows_condition(&self, at: usize) -> bool {
        let before = self.before_cursor.get(..at).unwrap_or_default().trim_end();
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        !(before.is_empty() || before.ends_with('(') || is_reserved(word))
    }

    fn finish(&self, mut found: Found<'_>, at: usize, is_glued: bool) -> Vec<Suggestion> {
        let after = self.text.get(self.before_cursor.len()..).unwrap_or_default();
        let rest_of_word = after
            .find(|one: char| one.is_whitespace() || matches!(one, '(' | ')' | ','))
            .unwrap_or(after.len());
        let has_space = after
            .get(rest_of_word..)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let replace = Span::new(at, self.before_cursor.len() + rest_of_word);
        found.ranked.sort_by_key(|(rank, _)| *rank);
        found.ranked.truncate(MOST);
        let ranked = found.ranked.into_iter().map(|(_, suggestion)| suggestion);
        let suggestions = ranked.map(|mut suggestion| {
            suggestion.replace = replace;
            if is_glued {
                suggestion.insert.insert(0, ' ');
            }
            if !has_space && !suggestion.insert.ends_with(['.', '(']) {
                suggestion.insert.push(' ');
            }
            suggestion
        });
        suggestions.collect()
    }
}

/// Suggestions as they are found, with how well they fit.
struct Found<'a> {
    typed: &'a str,
    needle: Needle,
    ranked: Vec<(Rank, Suggestion)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Begins,
    BeginsWord,
    Holds,
}

/// Writes what a suggestion puts in the text.
type Write<'a> = Option<&'a dyn Fn(&str) -> String>;

impl Found<'_> {
    fn rank(&self, name: &str) -> Option<Rank> {
        let mut at = self.needle.find(name)?;
        loop {
            match at.checked_sub(1).and_then(|before| name.as_bytes().get(before)) {
                None => return Some(Rank::Begins),
                Some(before) if !before.is_ascii_alphanumeric() => return Some(Rank::BeginsWord),
                Some(_) => {}
            }
            // It may stand at the beginning of a word further on.
            match name.get(at + 1..).and_then(|rest| self.needle.find(rest)) {
                Some(further) => at += 1 + further,
                None => return Some(Rank::Holds),
            }
        }
    }

    fn offer(&mut self, what: Suggested, name: &str, write: Write<'_>) {
        let Some(rank) = self.rank(name) else { return };
        if rank == Rank::Holds && matches!(what, Suggested::Operator | Suggested::Connective) {
            return;
        }
        // Once there are plenty, only better ones are kept.
        if self.ranked.len() >= 4 * MOST {
            self.ranked.sort_by_key(|(rank, _)| *rank);
            self.ranked.truncate(MOST);
            if self.ranked.last().is_some_and(|(worst, _)| *worst <= rank) {
                return;
            }
        }
        let insert = write.map_or_else(|| name.to_owned(), |write| write(name));
        if insert == self.typed || insert.eq_ignore_ascii_case(self.typed) && what != Suggested::Value {
            return;
        }
        let suggestion = Suggestion {
            what,
            label: match what {
                Suggested::Value => name.to_owned(),
                _ => insert.clone(),
            },
            replace: Span::default(),
            insert,
        };
        self.ranked.push((rank, suggestion));
    }

    fn offer_all(&mut self, what: Suggested, names: &[&str]) {
        for name in names {
            self.offer(what, name, None);
        }
    }
}

/// In the order in which they are offered.
const ATTRIBUTES: [Attribute; 14] = [
    Attribute::Status,
    Attribute::Name,
    Attribute::Duration,
    Attribute::Started,
    Attribute::User,
    Attribute::Source,
    Attribute::Commit,
    Attribute::Models,
    Attribute::Description,
    Attribute::Id,
    Attribute::Parent,
    Attribute::Ended,
    Attribute::Experiment,
    Attribute::ArtifactUri,
];

fn operators(target: &Target) -> &'static [&'static str] {
    match target.domain() {
        Domain::Number | Domain::Time | Domain::Duration => &[
            "<",
            "<=",
            ">",
            ">=",
            "=",
            "!=",
            "IN (",
            "NOT IN (",
            "IS NULL",
            "IS NOT NULL",
        ],
        Domain::TextOrNumber => &[
            "=",
            "!=",
            "LIKE",
            "ILIKE",
            "IN (",
            "NOT IN (",
            "<",
            "<=",
            ">",
            ">=",
            "=~",
            "!~",
            "IS NULL",
            "IS NOT NULL",
            "NOT LIKE",
            "NOT ILIKE",
        ],
        Domain::Text => &[
            "=",
            "!=",
            "LIKE",
            "ILIKE",
            "IN (",
            "NOT IN (",
            "=~",
            "!~",
            "IS NULL",
            "IS NOT NULL",
            "NOT LIKE",
            "NOT ILIKE",
        ],
    }
}

//! Which commands are meant, best first.

use super::fuzzy;

/// A command as far as it is searched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What else it may be looked for by: an id, another word.
    pub keywords: &'a str,
    /// The group that it is shown in.
    pub group: &'a str,
    /// How many other choices were made since it was chosen, if it was lately.
    pub recency: Option<usize>,
}

/// A command that is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Which of the candidates, from 0.
    pub index: usize,
    /// The characters of its title that were typed.
    pub places: Vec<usize>,
}

/// Commands under one heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The heading.
    pub name: String,
    /// Its commands, best first.
    pub hits: Vec<Hit>,
}

/// What was chosen lately, when nothing is typed.
const RECENT: &str = "Recent";
/// So many of these are shown.
const RECENT_SHOWN: usize = 5;
/// Commands of one group that are shown.
const LONGEST_GROUP: usize = 8;

/// The candidates that are meant by what was typed. The group of the best one comes first, and within a group the best
/// first; what was chosen lately counts for more. With nothing typed, what was chosen lately comes first, and the rest
/// in the order given.
pub fn rank(typed: &str, candidates: &[Candidate<'_>]) -> Vec<Group> {
    let mut hits: Vec<(i32, Hit, &str)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(index, candidate)| {
            let (score, places) = score(typed, candidate)?;
            Some((score, Hit { index, places }, candidate.group))
        })
        .collect();
    let mut groups = Vec::new();
    if typed.trim().is_empty() {
        let recency = |hit: &Hit| candidates.get(hit.index).and_then(|candidate| candidate.recency);
        let mut recent: Vec<Hit> = hits
            .iter()
            .filter(|(_, hit, _)| recency(hit).is_some())
            .map(|(_, hit, _)| hit.clone())
            .collect();
        recent.sort_by_key(recency);
        recent.truncate(RECENT_SHOWN);
        hits.retain(|(_, hit, _)| !recent.contains(hit));
        if !recent.is_empty() {
            groups.push(Group {
                name: RECENT.to_owned(),
                hits: recent,
            });
        }
    } else {
        // Stable: of two that fit alike, the one that was given first.
        hits.sort_by_key(|(score, ..)| -score);
    }
    for (_, hit, name) in hits {
        if let Some(group) = groups.iter_mut().find(|group| group.name == name) {
            if group.hits.len() < LONGEST_GROUP {
                group.hits.push(hit);
            }
        } else {
            groups.push(Group {
                name: name.to_owned(),
                hits: vec![hit],
            });
        }
    }
    groups
}

fn score(typed: &str, candidate: &Candidate<'_>) -> Option<(i32, Vec<usize>)> {
    let lately = candidate
        .recency
        .map_or(0, |since| 30 - i32::try_from(since.min(20)).unwrap_or(20));
    if let Some(fit) = fuzzy(typed, candidate.title) {
        return Some((fit.score + lately, fit.places));
    }
    // Words may stand partly in the title and partly in what it is also looked for by.
    let whole = format!("{} {} {}", candidate.title, candidate.group, candidate.keywords);
    let title = candidate.title.chars().count();
    let fit = fuzzy(typed, &whole)?;
    let places = fit.places.into_iter().filter(|place| *place < title).collect();
    Some((fit.score - 60 + lately, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate<'a>(group: &'a str, title: &'a str, recency: Option<usize>) -> Candidate<'a> {
        Candidate {
            title,
            keywords: "",
            group,
            recency,
        }
    }

    fn shown(groups: &[Group]) -> Vec<(&str, Vec<usize>)> {
        groups
            .iter()
            .map(|group| {
                (
                    group.name.as_str(),
                    group.hits.iter().map(|hit| hit.index).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn the_group_of_the_best_comes_first_and_in_it_the_best() {
        let all = [
            candidate("Pages", "Models", None),
            candidate("Columns", "model_size", None),
            candidate("Columns", "mode", None),
            candidate("Actions", "Delete", None),
        ];
        assert_eq!(
            shown(&rank("mode", &all)),
            [("Columns", vec![2, 1]), ("Pages", vec![0])]
        );
    }

    #[test]
    fn with_nothing_typed_what_was_chosen_lately_comes_first() {
        let all = [
            candidate("Pages", "Models", Some(3)),
            candidate("Pages", "Experiments", None),
            candidate("Actions", "Delete", Some(0)),
        ];
        assert_eq!(
            shown(&rank(" ", &all)),
            [("Recent", vec![2, 0]), ("Pages", vec![1])]
        );
    }

    #[test]
    fn another_word_finds_a_command_too_but_after_its_title() {
        let other = Candidate {
            keywords: "trash remove",
            ..candidate("Actions", "Delete", None)
        };
        let all = [other, candidate("Actions", "Remove filter", None)];
        assert_eq!(shown(&rank("remove", &all)), [("Actions", vec![1, 0])]);
        assert_eq!(rank("remove", &all)[0].hits[1].places, [0_usize; 0]);
    }

    #[test]
    fn a_group_of_thousands_does_not_hide_the_others() {
        let columns: Vec<String> = (0..5000).map(|index| format!("metric {index}")).collect();
        let mut all: Vec<Candidate<'_>> = columns
            .iter()
            .map(|title| candidate("Columns", title, None))
            .collect();
        all.push(candidate("Pages", "Metrics", None));
        let groups = rank("metric", &all);
        assert_eq!(groups.len(), 2);
        assert!(groups.iter().all(|group| group.hits.len() <= LONGEST_GROUP));
    }
}

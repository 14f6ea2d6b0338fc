//! The tags of one or many at once.

use std::collections::BTreeMap;

use super::{Edit, Subject, Work};
use crate::mlflow::is_reserved_tag;

/// Keys may be this long.
const LONGEST_KEY: usize = 250;

/// A tag that some of the subjects have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedTag {
    /// Its key.
    pub key: String,
    /// Its value where all that have it agree; `None` where it varies.
    pub value: Option<String>,
    /// How many have it.
    pub count: usize,
}

/// The tags that people wrote, by key.
pub fn shared_tags(subjects: &[Subject]) -> Vec<SharedTag> {
    let mut shared: BTreeMap<&str, (Option<&str>, usize)> = BTreeMap::new();
    for tag in subjects.iter().flat_map(|subject| &subject.tags) {
        if is_reserved_tag(&tag.key) {
            continue;
        }
        let entry = shared.entry(&tag.key).or_insert((Some(&tag.value), 0));
        entry.1 += 1;
        if entry.0 != Some(&tag.value) {
            entry.0 = None;
        }
    }
    shared
        .into_iter()
        .map(|(key, (value, count))| SharedTag {
            key: key.to_owned(),
            value: value.map(str::to_owned),
            count,
        })
        .collect()
}

/// What somebody wants of one tag of all subjects.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TagDraft {
    /// The tag's key; spaces around it don't count.
    pub key: String,
    /// The value that all are to have; `None` leaves each its own.
    pub value: Option<String>,
    /// None is to have it.
    pub is_removed: bool,
}

/// What is wrong with the drafts, and with which; `None` when they can be sent.
pub fn tag_problem(drafts: &[TagDraft]) -> Option<(usize, String)> {
    let kept = |draft: &&TagDraft| !draft.is_removed;
    drafts.iter().enumerate().find_map(|(index, draft)| {
        let key = draft.key.trim();
        let value = draft.value.as_deref().unwrap_or_default();
        if draft.is_removed || (key.is_empty() && value.is_empty()) {
            return None;
        }
        let earlier = drafts.iter().take(index).filter(kept);
        let problem = if key.is_empty() {
            "Give the tag a name.".to_owned()
        } else if is_reserved_tag(key) && draft.value.is_some() {
            "Names that start with “mlflow.” are MLflow's own.".to_owned()
        } else if key.chars().count() > LONGEST_KEY {
            format!("A tag's name can have {LONGEST_KEY} characters.")
        } else if earlier.clone().any(|other| other.key.trim() == key) {
            format!("There is a tag “{key}” already.")
        } else {
            return None;
        };
        Some((index, problem))
    })
}

/// The edits that bring the subjects to what the drafts say, and no others: subjects that need none are left out.
pub fn tag_works(subjects: &[Subject], drafts: &[TagDraft]) -> Vec<Work> {
    let edits_of = |subject: &Subject| {
        drafts
            .iter()
            .filter_map(|draft| {
                let key = draft.key.trim();
                let (has, wants) = (subject.tag(key), draft.value.as_deref());
                let value = match (draft.is_removed, wants) {
                    _ if key.is_empty() => return None,
                    (true, _) if has.is_some() => None,
                    (false, Some(wanted)) if has != Some(wanted) => Some(wanted.to_owned()),
                    _ => return None,
                };
                Some(Edit::Tag {
                    key: key.to_owned(),
                    value,
                })
            })
            .collect::<Vec<_>>()
    };
    subjects
        .iter()
        .map(|subject| Work {
            subject: subject.clone(),
            edits: edits_of(subject),
        })
        .filter(|work| !work.edits.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::edit::tests::run;
    use super::*;

    fn draft(key: &str, value: Option<&str>, is_removed: bool) -> TagDraft {
        TagDraft {
            key: key.to_owned(),
            value: value.map(str::to_owned),
            is_removed,
        }
    }

    #[test]
    fn a_tag_shows_its_value_where_all_agree_and_how_many_have_it() {
        let subjects = [
            run("1", &[("team", "a"), ("stage", "x"), ("mlflow.user", "me")]),
            run("2", &[("team", "b"), ("stage", "x")]),
            run("3", &[("team", "a")]),
        ];
        let shown: Vec<_> = shared_tags(&subjects)
            .into_iter()
            .map(|tag| (tag.key, tag.value, tag.count))
            .collect();
        assert_eq!(
            shown,
            [("stage".into(), Some("x".into()), 2), ("team".into(), None, 3)]
        );
    }

    #[test]
    fn only_differences_are_sent() {
        let subjects = [
            run("1", &[("team", "a"), ("old", "1")]),
            run("2", &[("team", "b")]),
            run("3", &[("team", "a")]),
        ];
        let drafts = [
            draft("team", Some("a"), false),
            draft("old", None, true),
            draft("", Some(""), false),
        ];
        let works = tag_works(&subjects, &drafts);
        let set = Edit::Tag {
            key: "team".into(),
            value: Some("a".into()),
        };
        let removed = Edit::Tag {
            key: "old".into(),
            value: None,
        };
        assert_eq!(works.len(), 2);
        assert_eq!(works[0].edits, [removed]);
        assert_eq!(works[1].edits, [set]);
        assert_eq!(tag_works(&subjects, &[draft("team", None, false)]), []);
    }

    #[test]
    fn drafts_that_cannot_be_sent_say_why() {
        let problem = |drafts: &[TagDraft]| {
            tag_problem(drafts).map(|(index, words)| (index, words.contains("already")))
        };
        assert_eq!(problem(&[draft("", Some(""), false)]), None);
        assert_eq!(problem(&[draft("", Some("x"), false)]), Some((0, false)));
        assert_eq!(
            problem(&[draft("mlflow.user", Some("x"), false)]),
            Some((0, false))
        );
        assert_eq!(
            problem(&[draft("a", None, false), draft(" a ", Some("x"), false)]),
            Some((1, true))
        );
        // Taking a tag away and writing it anew is a change of its value.
        assert_eq!(
            problem(&[draft("a", None, true), draft("a", Some("x"), false)]),
            None
        );
    }
}

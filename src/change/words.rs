//! What people read of a change: what is asked, how far it is, what came of it.

use super::{Report, Subject};
use crate::format::{count, plural, shorten_middle};

/// What is being done, for the words about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// A new name.
    Rename,
    /// A new description.
    Describe,
    /// Other tags.
    Tag,
    /// Deleted.
    Delete,
    /// Brought back.
    Restore,
}

impl Deed {
    /// The same the other way round.
    #[must_use]
    pub fn undone(self) -> Self {
        match self {
            Self::Delete => Self::Restore,
            Self::Restore => Self::Delete,
            other => other,
        }
    }

    /// "Deleting", "Changing the tags of".
    fn doing(self) -> &'static str {
        match self {
            Self::Rename => "Renaming",
            Self::Describe => "Describing",
            Self::Tag => "Changing the tags of",
            Self::Delete => "Deleting",
            Self::Restore => "Restoring",
        }
    }

    /// "Deleted", "Changed the tags of".
    fn done(self) -> &'static str {
        match self {
            Self::Rename => "Renamed",
            Self::Describe => "Changed the description of",
            Self::Tag => "Changed the tags of",
            Self::Delete => "Deleted",
            Self::Restore => "Restored",
        }
    }

    /// "delete", "change the tags of": after "could not".
    fn verb(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Describe => "change the description of",
            Self::Tag => "change the tags of",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }
}

/// Names that are told one by one.
const TOLD: usize = 5;
/// The longest name that is told whole, in characters.
const LONGEST_NAME: usize = 60;

fn quoted(name: &str) -> String {
    format!("“{}”", shorten_middle(name, LONGEST_NAME))
}

/// "“a”", "3 runs": the subjects in a few words. `None` names none.
pub fn subjects(subjects: &[&Subject]) -> String {
    match subjects {
        [] => String::new(),
        [one] => quoted(&one.name),
        [first, ..] => plural(subjects.len(), first.target.noun()),
    }
}

/// "“a”, “b” and 12 more": which ones, the first five by name.
pub fn names<'a>(subjects: impl ExactSizeIterator<Item = &'a Subject>) -> String {
    let total = subjects.len();
    let mut told: Vec<String> = subjects.take(TOLD).map(|subject| quoted(&subject.name)).collect();
    let last = if total > TOLD {
        Some(format!("{} more", count(total - TOLD)))
    } else if told.len() > 1 {
        told.pop()
    } else {
        None
    };
    let told = told.join(", ");
    match last {
        Some(last) => format!("{told} and {last}"),
        None => told,
    }
}

/// "Delete 3 runs?", "Delete the experiment “a”?"
pub fn question(asked: &[Subject]) -> String {
    match asked {
        [one] => format!("Delete the {} {}?", one.target.noun(), quoted(&one.name)),
        many => format!("Delete {}?", subjects(&many.iter().collect::<Vec<_>>())),
    }
}

/// "Deleting 12 of 340".
pub fn progress(deed: Deed, settled: usize, total: usize, noun: &str) -> String {
    format!("{} {} of {}", deed.doing(), count(settled), plural(total, noun))
}

/// What came of a deed: the line, and what more there is to say.
pub struct Outcome {
    /// "Deleted 330 of 340 runs".
    pub line: String,
    /// Which were not, and why, and what to do; empty when all went well.
    pub detail: String,
    /// Whether all of it was done, or stopped by the person.
    pub is_good: bool,
}

/// What came of a deed, in words.
pub fn outcome(deed: Deed, report: &Report) -> Outcome {
    let done: Vec<&Subject> = report.done.iter().map(|work| &work.subject).collect();
    let failed = report.failed.iter().map(|failure| &failure.work.subject);
    let left = report.left.len();
    let line = if failed.len() == 0 && left == 0 {
        match (deed, report.done.as_slice()) {
            (Deed::Rename, [one]) => {
                let mut after = one.subject.clone();
                one.edits.iter().for_each(|edit| after.apply(edit));
                format!("Renamed to {}", quoted(&after.name))
            }
            _ => format!("{} {}", deed.done(), subjects(&done)),
        }
    } else if done.is_empty() {
        let all: Vec<&Subject> = failed
            .clone()
            .chain(report.left.iter().map(|work| &work.subject))
            .collect();
        format!("Could not {} {}", deed.verb(), subjects(&all))
    } else {
        let noun = done.first().map_or("run", |one| one.target.noun());
        // What failed halfway is in both.
        let total = done.len()
            + left
            + failed
                .clone()
                .filter(|one| !done.iter().any(|done| done.target == one.target))
                .count();
        let whole = total - left - failed.len();
        format!("{} {} of {}", deed.done(), count(whole), plural(total, noun))
    };
    let mut detail = Vec::new();
    if let Some(first) = report.failed.first() {
        if failed.len() > 1 || !done.is_empty() {
            detail.push(format!("Not {}.", names(failed)));
        }
        detail.push(format!(
            "{}.",
            first.error.headline().trim_end_matches(['.', ' '])
        ));
        detail.extend(first.error.advice());
    }
    if left > 0 {
        detail.push(format!("{} not tried.", count(left)));
    }
    Outcome {
        line,
        detail: detail.join(" "),
        is_good: report.failed.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::tests::run;
    use super::super::{Edit, Failure, Work};
    use super::*;
    use crate::mlflow::ApiError;

    fn works(count: usize) -> Vec<Work> {
        (0..count)
            .map(|id| Work::new(run(&id.to_string(), &[]), Edit::Delete))
            .collect()
    }

    #[test]
    fn the_first_five_are_named_and_the_rest_counted() {
        let runs: Vec<Subject> = works(17).into_iter().map(|work| work.subject).collect();
        assert_eq!(names(runs[..1].iter()), "“run 0”");
        assert_eq!(names(runs[..3].iter()), "“run 0”, “run 1” and “run 2”");
        assert_eq!(
            names(runs.iter()),
            "“run 0”, “run 1”, “run 2”, “run 3”, “run 4” and 12 more"
        );
        assert_eq!(question(&runs), "Delete 17 runs?");
        assert_eq!(question(&runs[..1]), "Delete the run “run 0”?");
    }

    #[test]
    fn an_outcome_says_how_many_which_not_and_why() {
        let error = ApiError::Forbidden {
            message: "read only".into(),
        };
        let failed = |work: Work| Failure {
            work,
            error: error.clone(),
        };
        let mut all = works(10);
        let report = Report {
            left: all.split_off(9),
            failed: all.split_off(7).into_iter().map(failed).collect(),
            done: all,
        };
        let said = outcome(Deed::Delete, &report);
        assert_eq!(said.line, "Deleted 7 of 10 runs");
        assert_eq!(
            said.detail,
            "Not “run 7” and “run 8”. The server does not allow this: read only. Ask who runs the server for \
             permission. 1 not tried."
        );
        let whole = Report {
            done: works(3),
            ..Report::default()
        };
        let said = outcome(Deed::Restore, &whole);
        assert_eq!(
            (said.line.as_str(), said.detail.as_str()),
            ("Restored 3 runs", "")
        );
        let refused = Report {
            failed: works(1).into_iter().map(failed).collect(),
            ..Report::default()
        };
        assert_eq!(outcome(Deed::Delete, &refused).line, "Could not delete “run 0”");
    }

    #[test]
    fn progress_counts_what_is_settled() {
        assert_eq!(
            progress(Deed::Delete, 1200, 3400, "run"),
            "Deleting 1,200 of 3,400 runs"
        );
    }
}

//! What can be changed of a run or an experiment.

use crate::mlflow::{Call, Experiment, ExperimentId, Run, RunId, Tag, experiments, runs};

/// The tag that holds the description.
pub const NOTE: &str = "mlflow.note.content";

/// Which run or experiment.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// A run.
    Run(RunId),
    /// An experiment.
    Experiment(ExperimentId),
}

impl Target {
    /// "run" or "experiment".
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Run(_) => "run",
            Self::Experiment(_) => "experiment",
        }
    }

    /// The run, if it is one.
    pub fn run(&self) -> Option<&RunId> {
        match self {
            Self::Run(id) => Some(id),
            Self::Experiment(_) => None,
        }
    }

    /// The experiment, if it is one.
    pub fn experiment(&self) -> Option<&ExperimentId> {
        match self {
            Self::Experiment(id) => Some(id),
            Self::Run(_) => None,
        }
    }
}

/// A run or an experiment as it is now, as far as it can be changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Which.
    pub target: Target,
    /// What people call it.
    pub name: String,
    /// All of its tags, `MLflow`'s own too: one that is left out cannot be kept from being written twice, nor
    /// brought back.
    pub tags: Vec<Tag>,
    /// Whether it is deleted.
    pub is_deleted: bool,
}

impl From<&Run> for Subject {
    fn from(run: &Run) -> Self {
        Self {
            target: Target::Run(run.info.id.clone()),
            name: run.display_name().to_owned(),
            tags: run.tags.clone(),
            is_deleted: run.info.lifecycle == crate::mlflow::Lifecycle::Deleted,
        }
    }
}

impl From<&Experiment> for Subject {
    fn from(experiment: &Experiment) -> Self {
        Self {
            target: Target::Experiment(experiment.id.clone()),
            name: experiment.name.clone(),
            tags: experiment.tags.clone(),
            is_deleted: experiment.lifecycle == crate::mlflow::Lifecycle::Deleted,
        }
    }
}

impl Subject {
    /// The value of a tag.
    pub fn tag(&self, key: &str) -> Option<&str> {
        self.tags
            .iter()
            .find(|tag| tag.key == key)
            .map(|tag| tag.value.as_str())
    }

    /// What was written about it, in Markdown; empty if nothing was.
    pub fn note(&self) -> &str {
        self.tag(NOTE).unwrap_or_default()
    }

    /// The same with an edit made.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Name(name) => self.name.clone_from(name),
            Edit::Tag { key, value } => {
                self.tags.retain(|tag| tag.key != *key);
                if let Some(value) = value {
                    self.tags.push(Tag {
                        key: key.clone(),
                        value: value.clone(),
                    });
                }
            }
            Edit::Delete => self.is_deleted = true,
            Edit::Restore => self.is_deleted = false,
        }
    }
}

/// What a run or experiment becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// It is called this.
    Name(String),
    /// A tag has this value, or is not there. The description is the tag [`NOTE`].
    Tag {
        /// The tag's key.
        key: String,
        /// Its value; `None` removes it.
        value: Option<String>,
    },
    /// It is deleted, restorably; an experiment with its runs.
    Delete,
    /// It is there again.
    Restore,
}

impl Edit {
    /// The description.
    pub fn note(text: String) -> Self {
        Self::Tag {
            key: NOTE.to_owned(),
            value: Some(text),
        }
    }

    /// How the server is told.
    pub fn call(&self, target: &Target) -> Call<()> {
        match (target, self) {
            (Target::Run(id), Self::Name(name)) => runs::rename(id, name),
            (
                Target::Run(id),
                Self::Tag {
                    key,
                    value: Some(value),
                },
            ) => runs::set_tag(id, key, value),
            (Target::Run(id), Self::Tag { key, value: None }) => runs::delete_tag(id, key),
            (Target::Run(id), Self::Delete) => runs::delete(id),
            (Target::Run(id), Self::Restore) => runs::restore(id),
            (Target::Experiment(id), Self::Name(name)) => experiments::rename(id, name),
            (
                Target::Experiment(id),
                Self::Tag {
                    key,
                    value: Some(value),
                },
            ) => experiments::set_tag(id, key, value),
            (Target::Experiment(id), Self::Tag { key, value: None }) => experiments::delete_tag(id, key),
            (Target::Experiment(id), Self::Delete) => experiments::delete(id),
            (Target::Experiment(id), Self::Restore) => experiments::restore(id),
        }
    }

    /// What takes it back, given the subject as it was before.
    #[must_use]
    pub fn undo(&self, before: &Subject) -> Self {
        match self {
            Self::Name(_) => Self::Name(before.name.clone()),
            Self::Tag { key, .. } => Self::Tag {
                key: key.clone(),
                value: before.tag(key).map(str::to_owned),
            },
            Self::Delete => Self::Restore,
            Self::Restore => Self::Delete,
        }
    }
}

/// That a run or experiment was changed on the server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Which.
    pub target: Target,
    /// What became of it. A new experiment is told as its name.
    pub edit: Edit,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A run with these tags.
    pub fn run(id: &str, tags: &[(&str, &str)]) -> Subject {
        let tag = |(key, value): &(&str, &str)| Tag {
            key: (*key).to_owned(),
            value: (*value).to_owned(),
        };
        Subject {
            target: Target::Run(id.into()),
            name: format!("run {id}"),
            tags: tags.iter().map(tag).collect(),
            is_deleted: false,
        }
    }

    fn edit() -> impl Strategy<Value = Edit> {
        prop_oneof![
            "[a-c]{1,3}".prop_map(Edit::Name),
            ("[a-c]", proptest::option::of("[x-z]{0,2}")).prop_map(|(key, value)| Edit::Tag { key, value }),
        ]
    }

    proptest! {
        #[test]
        fn what_was_done_in_order_and_undone_in_reverse_is_as_before(edits in proptest::collection::vec(edit(), 0..6)) {
            let before = run("1", &[("a", "x"), ("b", "y")]);
            let (mut subject, mut undo) = (before.clone(), Vec::new());
            for edit in &edits {
                undo.push(edit.undo(&subject));
                subject.apply(edit);
            }
            for edit in undo.iter().rev() {
                subject.apply(edit);
            }
            subject.tags.sort_by(|a, b| a.key.cmp(&b.key));
            prop_assert_eq!(subject, before);
        }
    }

    #[test]
    fn runs_and_experiments_are_changed_at_their_own_endpoints() {
        let (run, experiment) = (Target::Run("r".into()), Target::Experiment("7".into()));
        let path = |target: &Target, edit: &Edit| edit.call(target).request.path;
        assert!(path(&run, &Edit::Delete).ends_with("mlflow/runs/delete"));
        assert!(path(&experiment, &Edit::Delete).ends_with("mlflow/experiments/delete"));
        let gone = Edit::Tag {
            key: "k".into(),
            value: None,
        };
        assert!(path(&run, &gone).ends_with("runs/delete-tag"));
        assert!(path(&experiment, &gone).ends_with("experiments/delete-experiment-tag"));
        assert!(path(&run, &Edit::note("x".into())).ends_with("runs/set-tag"));
    }
}

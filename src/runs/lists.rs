//! Several things in one cell: the datasets and models of a run, as one text each.
//!
//! Most runs of an experiment read the same datasets, so the whole list is one text of the column's dictionary.

use std::borrow::Cow;

/// Ends what people are shown and each item after it.
const ITEM: char = '\u{1e}';
/// Stands between the parts of an item.
const PART: char = '\u{1f}';

/// A dataset that a run read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct RunDataset<'a> {
    /// Its name, such as `iris`.
    pub name: &'a str,
    /// A hash of its content; empty where the client gave none.
    pub digest: &'a str,
    /// What it was used for, such as `training`; empty where the client did not say.
    pub context: &'a str,
}

/// A model that has to do with a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RunModel<'a> {
    /// A logged model that the run used, by its id.
    Input(&'a str),
    /// A logged model that the run made.
    Output {
        /// Its id.
        id: &'a str,
        /// The step at which it was made.
        step: i64,
    },
    /// A version registered of one of the run's models; see `RunSet::attach_versions`.
    Version {
        /// The registered model's name.
        name: &'a str,
        /// The version.
        version: &'a str,
    },
}

/// A list under construction, as the text that a cell holds.
#[derive(Default, Debug)]
pub(super) struct ListText {
    shown: String,
    items: String,
}

impl ListText {
    pub(super) fn clear(&mut self) {
        self.shown.clear();
        self.items.clear();
    }

    pub(super) fn dataset(&mut self, dataset: RunDataset<'_>) {
        let RunDataset {
            name,
            digest,
            context,
        } = dataset;
        self.show(name);
        if !digest.is_empty() {
            self.shown.push_str(" (");
            self.shown.push_str(&plain(digest));
            self.shown.push(')');
        }
        self.item([name, digest, context]);
    }

    pub(super) fn model(&mut self, model: RunModel<'_>) {
        match model {
            RunModel::Input(id) => {
                self.show(id);
                self.item(["i", id, ""]);
            }
            RunModel::Output { id, step } => {
                self.show(id);
                self.item(["o", id, &step.to_string()]);
            }
            RunModel::Version { name, version } => {
                self.show(name);
                self.shown.push_str(" v");
                self.shown.push_str(&plain(version));
                self.item(["v", name, version]);
            }
        }
    }

    /// The text for the cell; `None` for an empty list.
    pub(super) fn cell(&self) -> Option<String> {
        (!self.items.is_empty()).then(|| format!("{}{}", self.shown, self.items))
    }

    fn show(&mut self, name: &str) {
        if !self.shown.is_empty() {
            self.shown.push_str(", ");
        }
        self.shown.push_str(&plain(name));
    }

    fn item(&mut self, parts: [&str; 3]) {
        let mut before = ITEM;
        for part in parts {
            self.items.push(before);
            self.items.push_str(&plain(part));
            before = PART;
        }
    }
}

/// Without the two characters that structure a cell, which no person types.
fn plain(text: &str) -> Cow<'_, str> {
    if text.contains([ITEM, PART]) {
        text.replace([ITEM, PART], " ").into()
    } else {
        text.into()
    }
}

/// What people are shown of a cell.
pub(super) fn shown(cell: &str) -> &str {
    cell.split(ITEM).next().unwrap_or_default()
}

/// The datasets in a cell.
pub(super) fn datasets(cell: &str) -> impl Iterator<Item = RunDataset<'_>> {
    items(cell).map(|[name, digest, context]| RunDataset {
        name,
        digest,
        context,
    })
}

/// The models in a cell.
pub(super) fn models(cell: &str) -> impl Iterator<Item = RunModel<'_>> {
    items(cell).map(|[kind, name, rest]| match kind {
        "i" => RunModel::Input(name),
        "o" => RunModel::Output {
            id: name,
            step: rest.parse().unwrap_or_default(),
        },
        _ => RunModel::Version { name, version: rest },
    })
}

fn items(cell: &str) -> impl Iterator<Item = [&str; 3]> {
    cell.split(ITEM).skip(1).map(|item| {
        let mut parts = item.split(PART);
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_back_whatever_they_hold() {
        let mut list = ListText::default();
        assert_eq!(list.cell(), None);
        let iris = RunDataset {
            name: "iris, \"big\"",
            digest: "",
            context: "training",
        };
        let wine = RunDataset {
            name: "",
            digest: "1\u{1f}b",
            context: "",
        };
        list.dataset(iris);
        list.dataset(wine);
        let cell = list.cell().unwrap();
        assert_eq!(shown(&cell), "iris, \"big\",  (1 b)");
        assert_eq!(
            datasets(&cell).collect::<Vec<_>>(),
            [
                iris,
                RunDataset {
                    digest: "1 b",
                    ..wine
                }
            ]
        );

        list.clear();
        let listed = [
            RunModel::Output { id: "m-1", step: -3 },
            RunModel::Input("m-2"),
            RunModel::Version {
                name: "best",
                version: "7",
            },
        ];
        for model in listed {
            list.model(model);
        }
        let cell = list.cell().unwrap();
        assert_eq!(shown(&cell), "m-1, m-2, best v7");
        assert_eq!(models(&cell).collect::<Vec<_>>(), listed);
    }
}

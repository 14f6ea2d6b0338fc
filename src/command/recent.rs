//! What was chosen lately.

use serde::{Deserialize, Serialize};

/// A command that was chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Choice {
    /// Its group.
    #[serde(rename = "g")]
    pub group: String,
    /// What it is called.
    #[serde(rename = "t")]
    pub title: String,
    /// Where it goes, from `#` on, if it goes somewhere: it can then be offered where no page offers it.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Choice {
    /// Whether both are the same command, perhaps with another title meanwhile.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.address, &other.address) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.group == other.group && self.title == other.title,
            _ => false,
        }
    }
}

/// The last choices, the newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recent(Vec<Choice>);

/// Choices that are remembered.
const REMEMBERED: usize = 20;

impl Recent {
    /// Reads what [`Recent::print`] wrote; anything else remembers nothing.
    pub fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }

    /// As text, to be kept.
    pub fn print(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// Remembers a choice; the oldest is forgotten when there are more than twenty.
    pub fn choose(&mut self, choice: Choice) {
        self.0.retain(|known| !known.is_same(&choice));
        self.0.insert(0, choice);
        self.0.truncate(REMEMBERED);
    }

    /// How many other choices were made since.
    pub fn position(&self, choice: &Choice) -> Option<usize> {
        self.0.iter().position(|known| known.is_same(choice))
    }

    /// The choices, the newest first.
    pub fn iter(&self) -> impl Iterator<Item = &Choice> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(title: &str, address: Option<&str>) -> Choice {
        Choice {
            group: "Runs".to_owned(),
            title: title.to_owned(),
            address: address.map(str::to_owned),
        }
    }

    #[test]
    fn the_newest_comes_first_and_is_there_once_whatever_it_is_called_now() {
        let mut recent = Recent::default();
        recent.choose(choice("old name", Some("#/runs/1")));
        recent.choose(choice("Delete", None));
        recent.choose(choice("new name", Some("#/runs/1")));
        let titles: Vec<_> = recent.iter().map(|choice| choice.title.as_str()).collect();
        assert_eq!(titles, ["new name", "Delete"]);
        assert_eq!(recent.position(&choice("Delete", None)), Some(1));
        assert_eq!(recent.position(&choice("Delete", Some("#/x"))), None);
    }

    #[test]
    fn what_is_kept_reads_back_and_what_is_not_ours_is_forgotten() {
        let mut recent = Recent::default();
        for number in 0..30 {
            recent.choose(choice(&number.to_string(), None));
        }
        assert_eq!(recent.iter().count(), 20);
        assert_eq!(Recent::parse(&recent.print()), recent);
        assert_eq!(Recent::parse("{\"a\":1}"), Recent::default());
    }
}

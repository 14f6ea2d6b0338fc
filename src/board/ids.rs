//! The names of cards and sections.

use std::sync::Arc;

/// What stands before the key of a metric in the name of its column.
pub(super) const METRICS: &str = "metrics.";

/// Names a card of a board: after the metric that it was made for, or by a number where a person made it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardId(Arc<str>);

impl CardId {
    /// The card that a metric has by itself.
    pub fn of_metric(key: &str) -> Self {
        Self(format!("{METRICS}{key}").into())
    }

    pub(super) fn own(number: u32) -> Self {
        Self(format!("+{number}").into())
    }

    /// Reads what [`CardId::as_str`] writes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Self(text.into());
        (id.metric().is_some() || id.number().is_some()).then_some(id)
    }

    /// The metric that the card was made for; `None` where a person made it.
    pub fn metric(&self) -> Option<&str> {
        self.0.strip_prefix(METRICS)
    }

    pub(super) fn number(&self) -> Option<u32> {
        self.0.strip_prefix('+')?.parse().ok()
    }

    /// As it is written down.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names a section of a board: by the prefix of its metrics, or by a number where a person made it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(Arc<str>);

impl SectionId {
    /// The section that a metric is in by itself: what stands before the last `/` of its key.
    pub fn of_metric(key: &str) -> Self {
        Self(key.rsplit_once('/').map_or("", |(prefix, _)| prefix).into())
    }

    /// The section of metrics without a prefix.
    pub fn main() -> Self {
        Self("".into())
    }

    pub(super) fn own(number: u32) -> Self {
        Self(format!("+{number}").into())
    }

    pub(super) fn read(text: &str) -> Self {
        Self(text.into())
    }

    /// Whether a person made it.
    pub fn is_own(&self) -> bool {
        self.number().is_some()
    }

    pub(super) fn number(&self) -> Option<u32> {
        self.0.strip_prefix('+')?.parse().ok()
    }

    /// Whether it is of metrics of the machine, not of the model.
    pub fn is_system(&self) -> bool {
        &*self.0 == "system" || self.0.starts_with("system/")
    }

    /// What it is called unless a person says otherwise.
    pub fn name(&self) -> String {
        match &*self.0 {
            "" => "Model metrics".to_owned(),
            "system" => "System metrics".to_owned(),
            other => match other.strip_prefix("system/") {
                Some(node) => format!("System metrics of {node}"),
                None => other.to_owned(),
            },
        }
    }

    /// As it is written down.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

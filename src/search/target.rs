//! What a search can ask about, and the names that people and the server have for it.

use crate::runs::{Attribute, Field};

/// What a comparison is about.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// A field of the run.
    Field(Field),
    /// Something of the datasets that the run read: of several, one that fits is enough.
    Dataset(DatasetPart),
}

/// What a search can ask of a dataset.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DatasetPart {
    /// Its name.
    Name,
    /// The digest of its contents.
    Digest,
    /// What the run used it for, such as `training`.
    Context,
}

/// The part of a field's name before the dot.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// A metric's latest value.
    Metric,
    /// A parameter.
    Param,
    /// A tag.
    Tag,
    /// What every run has.
    Attribute,
    /// The datasets that it read.
    Dataset,
}

/// How the values of a target are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Domain {
    /// A number, NaN and the infinities too.
    Number,
    /// Milliseconds since 1970.
    Time,
    /// A length of time, written with its unit.
    Duration,
    /// A text that may well be a number.
    TextOrNumber,
    /// A text.
    Text,
}

impl DatasetPart {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Name, Self::Digest, Self::Context];

    /// Its name in a search.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Digest => "digest",
            Self::Context => "context",
        }
    }
}

impl Kind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Metric,
        Self::Param,
        Self::Tag,
        Self::Attribute,
        Self::Dataset,
    ];

    /// Its name in a search, as it is offered and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metric => "metrics",
            Self::Param => "params",
            Self::Tag => "tags",
            Self::Attribute => "attributes",
            Self::Dataset => "dataset",
        }
    }

    /// Reads any of the names that the server knows for it.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "metric" | "metrics" => Self::Metric,
            "param" | "params" | "parameter" | "parameters" => Self::Param,
            "tag" | "tags" => Self::Tag,
            "attribute" | "attributes" | "attr" | "run" => Self::Attribute,
            "dataset" | "datasets" => Self::Dataset,
            _ => return None,
        })
    }

    /// The target with this key; `None` where there is none by that name.
    pub fn target(self, key: &str) -> Option<Target> {
        Some(Target::Field(match self {
            Self::Metric => Field::metric(key),
            Self::Param => Field::param(key),
            Self::Tag => Field::tag(key),
            Self::Attribute => Field::Attribute(attribute(key)?),
            Self::Dataset => {
                let part = DatasetPart::ALL.into_iter().find(|part| part.as_str() == key)?;
                return Some(Target::Dataset(part));
            }
        }))
    }
}

/// The attribute that a search means by this name: the address's name for it or another of the server's.
pub fn attribute(name: &str) -> Option<Attribute> {
    Some(match name {
        "created" | "Created" => Attribute::Started,
        "run name" | "Run name" | "Run Name" | "name" => Attribute::Name,
        "id" => Attribute::Id,
        "user" => Attribute::User,
        _ => Attribute::ALL.into_iter().find(|one| one.as_str() == name)?,
    })
}

/// Whether this name of an attribute is likely a word to search for where nothing is asked of it.
pub fn may_be_a_word(name: &str) -> bool {
    matches!(
        name,
        "name"
            | "id"
            | "user"
            | "experiment"
            | "source"
            | "commit"
            | "datasets"
            | "models"
            | "description"
            | "parent"
    )
}

impl From<Attribute> for Target {
    fn from(attribute: Attribute) -> Self {
        Self::Field(attribute.into())
    }
}

impl Target {
    /// How its values are compared.
    pub fn domain(&self) -> Domain {
        match self {
            Self::Field(Field::Metric(_)) => Domain::Number,
            Self::Field(Field::Attribute(Attribute::Started | Attribute::Ended)) => Domain::Time,
            Self::Field(Field::Attribute(Attribute::Duration)) => Domain::Duration,
            Self::Field(Field::Param(_) | Field::Tag(_)) => Domain::TextOrNumber,
            Self::Field(Field::Attribute(_)) | Self::Dataset(_) => Domain::Text,
        }
    }

    /// Its kind and the rest of its name.
    pub fn parts(&self) -> (Kind, &str) {
        match self {
            Self::Field(Field::Metric(key)) => (Kind::Metric, key),
            Self::Field(Field::Param(key)) => (Kind::Param, key),
            Self::Field(Field::Tag(key)) => (Kind::Tag, key),
            Self::Field(Field::Attribute(attribute)) => (Kind::Attribute, attribute.as_str()),
            Self::Dataset(part) => (Kind::Dataset, part.as_str()),
        }
    }

    /// What an error calls it: `metrics`, `tags`, or the attribute's name.
    pub fn spoken(&self) -> &str {
        match self.parts() {
            (Kind::Attribute, name) => name,
            (kind, _) => kind.as_str(),
        }
    }
}

impl Domain {
    /// Whether values are numbers and nothing else.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Time | Self::Duration)
    }
}

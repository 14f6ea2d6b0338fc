//! The names of a run's fields and of the columns that show them.

use std::fmt;

/// What every run has, or may have, whatever people log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Attribute {
    /// The run's id.
    Id,
    /// Its name; the id where it has none.
    Name,
    /// How it stands, the API's word.
    Status,
    /// When it started, in milliseconds since 1970.
    Started,
    /// When it ended, in milliseconds since 1970.
    Ended,
    /// How long it took, in milliseconds.
    Duration,
    /// Who started it.
    User,
    /// The id of its experiment.
    Experiment,
    /// What started it: a script, a notebook.
    Source,
    /// The Git commit of the source.
    Commit,
    /// The datasets that it read.
    Datasets,
    /// The models that it logged, and the versions registered of them.
    Models,
    /// The note that people wrote on it.
    Description,
    /// The root of its artifacts.
    ArtifactUri,
    /// The id of the run that it is nested in.
    Parent,
}

impl Attribute {
    /// All, in the order in which a table shows them.
    pub const ALL: [Self; 15] = [
        Self::Name,
        Self::Status,
        Self::Started,
        Self::Duration,
        Self::Experiment,
        Self::Datasets,
        Self::Models,
        Self::Description,
        Self::User,
        Self::Source,
        Self::Commit,
        Self::Ended,
        Self::Id,
        Self::Parent,
        Self::ArtifactUri,
    ];

    /// The name that an address has for it; the server's own where its search grammar knows the attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "run_id",
            Self::Name => "run_name",
            Self::Status => "status",
            Self::Started => "start_time",
            Self::Ended => "end_time",
            Self::Duration => "duration",
            Self::User => "user_id",
            Self::Experiment => "experiment",
            Self::Source => "source",
            Self::Commit => "commit",
            Self::Datasets => "datasets",
            Self::Models => "models",
            Self::Description => "description",
            Self::ArtifactUri => "artifact_uri",
            Self::Parent => "parent",
        }
    }

    /// The heading of its column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Id => "Run ID",
            Self::Name => "Name",
            Self::Status => "Status",
            Self::Started => "Created",
            Self::Ended => "Ended",
            Self::Duration => "Duration",
            Self::User => "User",
            Self::Experiment => "Experiment",
            Self::Source => "Source",
            Self::Commit => "Commit",
            Self::Datasets => "Datasets",
            Self::Models => "Models",
            Self::Description => "Description",
            Self::ArtifactUri => "Artifact URI",
            Self::Parent => "Parent run",
        }
    }
}

/// One thing that is known of a run as soon as it is loaded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// What every run has.
    Attribute(Attribute),
    /// A metric's latest value.
    Metric(Box<str>),
    /// A parameter.
    Param(Box<str>),
    /// A tag, `MLflow`'s own too.
    Tag(Box<str>),
}

impl Field {
    /// A metric.
    pub fn metric(key: &str) -> Self {
        Self::Metric(key.into())
    }

    /// A parameter.
    pub fn param(key: &str) -> Self {
        Self::Param(key.into())
    }

    /// A tag.
    pub fn tag(key: &str) -> Self {
        Self::Tag(key.into())
    }

    /// What people call it: the bare key, or the attribute's heading.
    pub fn label(&self) -> &str {
        match self {
            Self::Attribute(attribute) => attribute.label(),
            Self::Metric(key) | Self::Param(key) | Self::Tag(key) => key,
        }
    }

    /// Reads what [`fmt::Display`] writes: `metrics.loss`, `params.depth`, `tags.team`, `attributes.run_name`, or a bare
    /// attribute. Keys stand as they are, unquoted, whatever they hold.
    pub fn parse(text: &str) -> Option<Self> {
        let attribute = |name: &str| {
            let found = Attribute::ALL.into_iter().find(|one| one.as_str() == name)?;
            Some(Self::Attribute(found))
        };
        match text.split_once('.') {
            Some(("metrics", key)) if !key.is_empty() => Some(Self::metric(key)),
            Some(("params", key)) if !key.is_empty() => Some(Self::param(key)),
            Some(("tags", key)) if !key.is_empty() => Some(Self::tag(key)),
            Some(("attributes", name)) => attribute(name),
            Some(_) => None,
            None => attribute(text),
        }
    }
}

impl From<Attribute> for Field {
    fn from(attribute: Attribute) -> Self {
        Self::Attribute(attribute)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(attribute) => f.write_str(attribute.as_str()),
            Self::Metric(key) => write!(f, "metrics.{key}"),
            Self::Param(key) => write!(f, "params.{key}"),
            Self::Tag(key) => write!(f, "tags.{key}"),
        }
    }
}

/// What is asked of the whole history of a metric, which the list of runs does not hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Past {
    /// The value at the first step.
    First,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The smallest or largest, whichever is better for this metric.
    Best,
    /// All of it, as a small line.
    Trend,
}

impl Past {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Trend, Self::Best, Self::Min, Self::Max, Self::First];

    /// Its name in an address and in a heading.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Min => "min",
            Self::Max => "max",
            Self::Best => "best",
            Self::Trend => "trend",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "First value",
            Self::Min => "Minimum of history",
            Self::Max => "Maximum of history",
            Self::Best => "Best of history",
            Self::Trend => "Trend",
        }
    }
}

/// What a column of the table shows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// A field of the run.
    Field(Field),
    /// Something of the history of the metric with this key.
    Past(Past, Box<str>),
}

impl Column {
    /// Reads what [`fmt::Display`] writes: a field, or `min(loss)` for something of a metric's history.
    pub fn parse(text: &str) -> Option<Self> {
        let past = || {
            let (name, rest) = text.split_once('(')?;
            let key = rest.strip_suffix(')').filter(|key| !key.is_empty())?;
            let past = Past::ALL.into_iter().find(|past| past.as_str() == name)?;
            Some(Self::Past(past, key.into()))
        };
        past().or_else(|| Field::parse(text).map(Self::Field))
    }

    /// The field, unless the column is about a history.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::Past(..) => None,
        }
    }
}

impl From<Field> for Column {
    fn from(field: Field) -> Self {
        Self::Field(field)
    }
}

impl From<Attribute> for Column {
    fn from(attribute: Attribute) -> Self {
        Self::Field(Field::Attribute(attribute))
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => field.fmt(f),
            Self::Past(past, key) => write!(f, "{}({key})", past.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns() -> impl Strategy<Value = Column> {
        let key = "[ -~é]{1,12}";
        prop_oneof![
            (0..Attribute::ALL.len()).prop_map(|index| Attribute::ALL[index].into()),
            key.prop_map(|key| Field::metric(&key).into()),
            key.prop_map(|key| Field::param(&key).into()),
            key.prop_map(|key| Field::tag(&key).into()),
            (0..Past::ALL.len(), key).prop_map(|(index, key)| Column::Past(Past::ALL[index], key.into())),
        ]
    }

    proptest! {
        #[test]
        fn a_column_reads_back_as_it_was_written(column in columns()) {
            prop_assert_eq!(Column::parse(&column.to_string()), Some(column));
        }
    }

    #[test]
    fn what_names_no_column_is_none() {
        for text in [
            "",
            "loss",
            "metrics.",
            "traces.x",
            "min()",
            "median(x)",
            "attributes.nothing",
        ] {
            assert_eq!(Column::parse(text), None, "{text}");
        }
    }
}

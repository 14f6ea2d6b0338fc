//! Columns as the official UI's saved state names them.

use crate::runs::{Attribute, Column, Field};

/// Attributes and the names of their columns in the official UI, which are not the server's.
const ATTRIBUTES: [(Attribute, &str); 10] = [
    (Attribute::Name, "attributes.`Run Name`"),
    (Attribute::Started, "runDateAndNestInfo"),
    (Attribute::Duration, "duration"),
    (Attribute::Datasets, "attributes.`Dataset`"),
    (Attribute::Experiment, "attributes.`Experiment Name`"),
    (Attribute::User, "attributes.`User`"),
    (Attribute::Source, "attributes.`Source`"),
    (Attribute::Commit, "attributes.`Version`"),
    (Attribute::Models, "attributes.`Models`"),
    (Attribute::Description, "attributes.`Description`"),
];

/// The columns that the official UI always shows; it has the status in one of them.
pub(super) const ALWAYS_SHOWN: [Attribute; 4] = [
    Attribute::Name,
    Attribute::Status,
    Attribute::Started,
    Attribute::Duration,
];

/// What `selectedColumns` holds before anybody has chosen.
pub(super) const SELECTED_BY_DEFAULT: [Attribute; 3] =
    [Attribute::Source, Attribute::Models, Attribute::Datasets];

/// Attributes that `selectedColumns` can show and hide; which experiment is a question only among several.
pub(super) fn choosable() -> impl Iterator<Item = Column> {
    ATTRIBUTES
        .into_iter()
        .map(|(attribute, _)| attribute)
        .filter(|attribute| !ALWAYS_SHOWN.contains(attribute) && *attribute != Attribute::Experiment)
        .map(Column::from)
}

/// Reads the name of a column. Keys stand between backticks, unescaped.
pub(super) fn read(name: &str) -> Option<Column> {
    let attribute = ATTRIBUTES.iter().find(|(_, known)| *known == name);
    if let Some((attribute, _)) = attribute {
        return Some((*attribute).into());
    }
    let (kind, key) = name.split_once('.')?;
    let key = key
        .strip_prefix('`')?
        .strip_suffix('`')
        .filter(|key| !key.is_empty())?;
    let field = match kind {
        "metrics" => Field::metric(key),
        "params" => Field::param(key),
        "tags" => Field::tag(key),
        _ => return None,
    };
    Some(field.into())
}

/// The name of a column; `None` for one that the official UI does not have.
pub(super) fn write(column: &Column) -> Option<String> {
    let Column::Field(field) = column else { return None };
    Some(match field {
        Field::Attribute(attribute) => {
            let (_, name) = ATTRIBUTES.iter().find(|(known, _)| known == attribute)?;
            (*name).to_owned()
        }
        Field::Metric(key) => format!("metrics.`{key}`"),
        Field::Param(key) => format!("params.`{key}`"),
        Field::Tag(key) => format!("tags.`{key}`"),
    })
}

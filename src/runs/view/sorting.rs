//! What the table is sorted by, as the address keeps it.

use crate::mlflow::filter::{RunField, order_key};
use crate::route::{RunsQuery, Sort};
use crate::runs::{Attribute, Column, Field};

/// One column that the table is sorted by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sorting {
    /// Which.
    pub column: Column,
    /// Smallest first. Missing values are last either way.
    pub ascending: bool,
}

/// The columns that the address sorts by, most important first; none for the server's own order, last started first.
/// Keys that name no column are left out.
pub fn read_sorting(query: &RunsQuery) -> Vec<Sorting> {
    let first = query
        .sort
        .iter()
        .map(|sort| (read_server_key(&sort.key), sort.ascending));
    let others = query.table.then_by.iter();
    let others = others.map(|sort| (Column::parse(&sort.key), sort.ascending));
    first
        .chain(others)
        .filter_map(|(column, ascending)| {
            Some(Sorting {
                column: column?,
                ascending,
            })
        })
        .collect()
}

/// Puts what to sort by into the address. The first column is written as the server and the official UI name it.
pub fn write_sorting(query: &mut RunsQuery, sorting: &[Sorting]) {
    let sort = |key: String, sorting: &Sorting| Sort {
        key,
        ascending: sorting.ascending,
    };
    let first = sorting.first();
    query.sort = first.and_then(|first| {
        let key = server_key(&first.column).unwrap_or_else(|| first.column.to_string());
        let is_exact = read_server_key(&key).as_ref() == Some(&first.column);
        is_exact.then(|| sort(key, first))
    });
    let others = sorting.iter().skip(usize::from(query.sort.is_some()));
    query.table.then_by = others.map(|one| sort(one.column.to_string(), one)).collect();
}

/// Attributes that the server keeps in tags, and which the official UI sorts by these tags.
const IN_TAGS: [(Attribute, &str); 6] = [
    (Attribute::Name, "mlflow.runName"),
    (Attribute::User, "mlflow.user"),
    (Attribute::Source, "mlflow.source.name"),
    (Attribute::Commit, "mlflow.source.git.commit"),
    (Attribute::Description, "mlflow.note.content"),
    (Attribute::Parent, "mlflow.parentRunId"),
];

/// A column as the server's orders name it; `None` if the server can't sort by it.
pub fn server_key(column: &Column) -> Option<String> {
    let Column::Field(field) = column else { return None };
    let field = match field {
        Field::Metric(key) => RunField::Metric(key),
        Field::Param(key) => RunField::Param(key),
        Field::Tag(key) => RunField::Tag(key),
        Field::Attribute(
            attribute @ (Attribute::Started
            | Attribute::Ended
            | Attribute::Status
            | Attribute::Id
            | Attribute::ArtifactUri),
        ) => RunField::Attribute(attribute.as_str()),
        Field::Attribute(attribute) => {
            let (_, tag) = IN_TAGS.iter().find(|(known, _)| known == attribute)?;
            RunField::Tag(tag)
        }
    };
    order_key(field)
}

/// Reads a column as the server, the official UI or [`Column`] names it.
fn read_server_key(key: &str) -> Option<Column> {
    let unquoted = unquoted(key);
    let column = Column::parse(unquoted.as_deref().unwrap_or(key))?;
    match &column {
        Column::Field(Field::Tag(tag)) => {
            let attribute = IN_TAGS.iter().find(|(_, known)| *known == &**tag);
            Some(attribute.map_or(column, |(attribute, _)| (*attribute).into()))
        }
        _ => Some(column),
    }
}

/// ``metrics.`val loss` `` or `metrics."val loss"` without its marks.
fn unquoted(key: &str) -> Option<String> {
    let (kind, key) = key.split_once('.')?;
    let within = |mark| key.strip_prefix(mark)?.strip_suffix(mark);
    let key = within('`').or_else(|| within('"'))?;
    Some(format!(
        "{kind}.{}",
        key.replace("\\\"", "\"").replace("\\\\", "\\")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::Past;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn columns() -> impl Strategy<Value = Column> {
        let key = prop_oneof!["[a-c`\"\\\\. ]{1,5}", "mlflow\\.(user|note\\.content)"];
        prop_oneof![
            (0..Attribute::ALL.len()).prop_map(|index| Attribute::ALL[index].into()),
            key.clone().prop_map(|key| Field::metric(&key).into()),
            key.clone().prop_map(|key| Field::param(&key).into()),
            key.clone().prop_map(|key| Field::tag(&key).into()),
            key.prop_map(|key| Column::Past(Past::Best, key.into())),
        ]
    }

    proptest! {
        #[test]
        fn sorting_reads_back_as_it_was_written(sorted in vec((columns(), any::<bool>()), 0..4)) {
            let sorting: Vec<Sorting> =
                sorted.into_iter().map(|(column, ascending)| Sorting { column, ascending }).collect();
            let mut query = RunsQuery::default();
            write_sorting(&mut query, &sorting);
            prop_assert_eq!(read_sorting(&query), sorting);
        }
    }

    #[test]
    fn the_first_column_is_named_as_the_official_ui_names_it() {
        for (column, key) in [
            ("run_name", "tags.`mlflow.runName`"),
            ("start_time", "attributes.start_time"),
            ("metrics.val loss", "metrics.`val loss`"),
            ("duration", "duration"),
        ] {
            let mut query = RunsQuery::default();
            let column = Column::parse(column).unwrap();
            write_sorting(
                &mut query,
                &[Sorting {
                    column,
                    ascending: true,
                }],
            );
            assert_eq!(query.sort.unwrap().key, key);
        }
    }
}

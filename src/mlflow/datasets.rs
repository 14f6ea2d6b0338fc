//! The datasets that a run says it read. Clients write schema and profile as JSON inside a JSON text.

use serde::Deserialize;
use serde_json::Value;

use super::tags::value_of;
use super::{Tag, tolerant};

/// A dataset that a run used.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(from = "DatasetInputAnswer")]
pub struct DatasetInput {
    /// Its name, such as `iris`.
    pub name: String,
    /// A hash of its content: same digest, same data.
    pub digest: String,
    /// Such as `local`, `http`, `code`.
    pub source_type: String,
    /// Where it came from: mostly JSON, kept as the client wrote it.
    pub source: String,
    /// Its columns, as far as they can be read.
    pub schema: DatasetSchema,
    /// Its number of rows, where the client knew.
    pub rows: Option<u64>,
    /// Its number of values, where the client knew.
    pub elements: Option<u64>,
    /// The profile as the client wrote it; empty if there is none.
    pub profile: String,
    /// What it was used for, such as `training`.
    pub context: Option<String>,
    /// All tags of this use, the context's too.
    pub tags: Vec<Tag>,
}

/// A dataset's columns.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum DatasetSchema {
    /// The client gave none.
    #[default]
    Absent,
    /// The columns, or the tensors.
    Columns(Vec<Column>),
    /// The client's own text, in a form that isn't known here.
    Unreadable(String),
}

/// One column of a dataset, or one tensor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name; arrays have none.
    pub name: Option<String>,
    /// Its type, such as `double`, `array of string` or `float64 (-1, 28, 28)`.
    pub kind: String,
    /// Whether it must be there.
    pub required: bool,
}

#[derive(Deserialize)]
struct DatasetInputAnswer {
    #[serde(default, deserialize_with = "tolerant::list")]
    tags: Vec<Tag>,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    dataset: DatasetAnswer,
}

#[derive(Deserialize, Default)]
struct DatasetAnswer {
    #[serde(default, deserialize_with = "tolerant::text")]
    name: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    digest: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    source_type: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    source: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    schema: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    profile: String,
}

impl From<DatasetInputAnswer> for DatasetInput {
    fn from(answer: DatasetInputAnswer) -> Self {
        let DatasetInputAnswer { tags, dataset } = answer;
        let profile: Profile = serde_json::from_str(&dataset.profile).unwrap_or_default();
        Self {
            context: value_of(&tags, "mlflow.data.context").map(str::to_owned),
            tags,
            name: dataset.name,
            digest: dataset.digest,
            source_type: dataset.source_type,
            source: dataset.source,
            schema: schema_in(dataset.schema),
            rows: profile.num_rows,
            elements: profile.num_elements,
            profile: dataset.profile,
        }
    }
}

#[derive(Deserialize, Default)]
struct Profile {
    #[serde(default, deserialize_with = "tolerant::optional_count")]
    num_rows: Option<u64>,
    #[serde(default, deserialize_with = "tolerant::optional_count")]
    num_elements: Option<u64>,
}

fn schema_in(text: String) -> DatasetSchema {
    // Older clients cut long schemas off in the middle, or write `null`.
    if matches!(text.trim(), "" | "null" | "{}") {
        return DatasetSchema::Absent;
    }
    let columns = serde_json::from_str(&text)
        .ok()
        .and_then(|schema: Value| columns_in(&schema));
    columns.map_or(DatasetSchema::Unreadable(text), DatasetSchema::Columns)
}

fn columns_in(schema: &Value) -> Option<Vec<Column>> {
    if let Some(columns) = schema.get("mlflow_colspec") {
        return columns.as_array()?.iter().map(column_in).collect();
    }
    let tensors = schema.get("mlflow_tensorspec")?;
    let mut columns = Vec::new();
    for part in ["features", "targets"] {
        // Features and targets are signatures of their own, JSON in JSON once more.
        let nested = match tensors.get(part) {
            Some(Value::String(text)) => serde_json::from_str(text).ok()?,
            Some(value) => value.clone(),
            None => continue,
        };
        match &nested {
            Value::Array(specs) => columns.extend(specs.iter().map(column_in).collect::<Option<Vec<_>>>()?),
            Value::Null => {}
            spec => columns.push(column_in(spec)?),
        }
    }
    Some(columns).filter(|columns| !columns.is_empty())
}

fn column_in(spec: &Value) -> Option<Column> {
    let name = match spec.get("name") {
        Some(Value::String(name)) => Some(name.clone()),
        // A table with columns of several levels names each by a list.
        Some(Value::Array(levels)) => Some(levels.iter().map(plain_text).collect::<Vec<_>>().join(".")),
        Some(Value::Number(name)) => Some(name.to_string()),
        _ => None,
    };
    let required = spec.get("required").and_then(Value::as_bool).unwrap_or(true);
    Some(Column {
        name,
        kind: kind_in(spec, 0)?,
        required,
    })
}

fn kind_in(spec: &Value, depth: usize) -> Option<String> {
    /// Types nested deeper are cut short: nobody reads them in a table.
    const DEEPEST: usize = 4;

    if let Some(tensor) = spec.get("tensor-spec") {
        let shape = tensor
            .get("shape")?
            .as_array()?
            .iter()
            .map(plain_text)
            .collect::<Vec<_>>()
            .join(", ");
        return Some(format!("{} ({shape})", tensor.get("dtype")?.as_str()?));
    }
    let kind = spec.get("type")?.as_str()?;
    match (kind, spec.get("items")) {
        ("array", Some(items)) if depth < DEEPEST => Some(format!("array of {}", kind_in(items, depth + 1)?)),
        _ => Some(kind.to_owned()),
    }
}

fn plain_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(text: &str) -> DatasetSchema {
        schema_in(text.to_owned())
    }

    fn column(name: Option<&str>, kind: &str, required: bool) -> Column {
        Column {
            name: name.map(str::to_owned),
            kind: kind.to_owned(),
            required,
        }
    }

    #[test]
    fn table_schemas_give_columns() {
        let text = r#"{"mlflow_colspec": [{"type": "double", "name": "a b", "required": true},
            {"type": "array", "items": {"type": "string"}, "name": "c", "required": false}, {"type": "long"},
            {"type": "long", "name": ["x", 1]}]}"#;
        let expected = vec![
            column(Some("a b"), "double", true),
            column(Some("c"), "array of string", false),
            column(None, "long", true),
            column(Some("x.1"), "long", true),
        ];
        assert_eq!(schema(text), DatasetSchema::Columns(expected));
    }

    #[test]
    fn tensor_schemas_give_shapes() {
        let text = r#"{"mlflow_tensorspec": {"features":
            "[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float64\", \"shape\": [-1, 4]}}]", "targets": null}}"#;
        assert_eq!(
            schema(text),
            DatasetSchema::Columns(vec![column(None, "float64 (-1, 4)", true)])
        );
    }

    #[test]
    fn a_schema_that_cannot_be_read_keeps_its_text() {
        for text in [
            "{\"mlflow_colspec\": [{\"type\": \"dou",
            "[]",
            "{\"mlflow_colspec\": {}}",
            "7",
            "{\"a\": 1}",
        ] {
            assert_eq!(schema(text), DatasetSchema::Unreadable(text.to_owned()));
        }
        assert_eq!(schema(" null "), DatasetSchema::Absent);
        assert_eq!(schema(""), DatasetSchema::Absent);
    }

    #[test]
    fn a_profile_that_cannot_be_read_leaves_the_rest() {
        let json =
            r#"{"dataset": {"name": "iris", "profile": "{\"num_rows\": \"150\", \"num_el", "digest": 12}}"#;
        let input: DatasetInput = serde_json::from_str(json).unwrap();
        assert_eq!(
            (input.name.as_str(), input.digest.as_str(), input.rows),
            ("iris", "12", None)
        );
        assert_eq!(input.profile, "{\"num_rows\": \"150\", \"num_el");
    }

    #[test]
    fn nested_array_types_end() {
        let mut text = r#"{"type": "long"}"#.to_owned();
        for _ in 0..100 {
            text = format!(r#"{{"type": "array", "items": {text}}}"#);
        }
        let DatasetSchema::Columns(columns) = schema(&format!(r#"{{"mlflow_colspec": [{text}]}}"#)) else {
            panic!("columns expected")
        };
        assert_eq!(columns[0].kind, "array of array of array of array of array");
    }
}

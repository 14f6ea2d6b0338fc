//! Search filters and orders in the server's grammar, with its quoting.
//!
//! The grammar has no escape: a text in `'…'` can't hold a `'`, nor one in `"…"` a `"`, and only AND joins.

use super::RunId;

/// Something of a run that a search can filter or order by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RunField<'a> {
    /// Such as `start_time`, `end_time`, `run_name`, `status`, `user_id`. A plain word.
    Attribute(&'a str),
    /// A metric's latest value.
    Metric(&'a str),
    /// A parameter, compared as text.
    Param(&'a str),
    /// A tag.
    Tag(&'a str),
}

impl RunField<'_> {
    /// The field as the grammar names it, such as ``metrics.`val loss` ``; `None` where no quoting can say it.
    pub fn quoted(self) -> Option<String> {
        let (kind, key) = match self {
            Self::Attribute(key) => return Some(format!("attributes.{key}")),
            Self::Metric(key) => ("metrics", key),
            Self::Param(key) => ("params", key),
            Self::Tag(key) => ("tags", key),
        };
        let mark = match (key.contains('`'), key.contains('"')) {
            (false, _) => '`',
            (true, false) => '"',
            (true, true) => return None,
        };
        Some(format!("{kind}.{mark}{key}{mark}"))
    }
}

/// An order for [`RunSearch::order_by`](super::RunSearch::order_by); `None` where no quoting can say the key.
///
/// The SQL stores put NaN after the numbers and missing values last, in both directions.
pub fn order_by(field: RunField<'_>, descending: bool) -> Option<String> {
    Some(format!(
        "{} {}",
        field.quoted()?,
        if descending { "DESC" } else { "ASC" }
    ))
}

/// A filter for experiments or registered models whose name contains a text, in any case.
///
/// `%` and `_` in the text stand for any characters and any one character; so does a `'` in a text that also has a
/// `"`, since the grammar can't quote both. Blank text gives the empty filter, which matches all.
pub fn name_contains(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        String::new()
    } else {
        format!("name ILIKE {}", pattern_containing(text))
    }
}

/// A filter for the runs nested directly in this one.
pub fn children_of(parent: &RunId) -> String {
    format!(
        "tags.`mlflow.parentRunId` = {}",
        quoted_text(parent.as_str()).unwrap_or_else(|| "''".to_owned())
    )
}

/// Both filters; either may be empty.
pub fn and(left: &str, right: &str) -> String {
    match (left.trim(), right.trim()) {
        ("", filter) | (filter, "") => filter.to_owned(),
        (left, right) => format!("{left} AND {right}"),
    }
}

/// A text in quotes; `None` where it has both kinds.
pub fn quoted_text(text: &str) -> Option<String> {
    match (text.contains('\''), text.contains('"')) {
        (false, _) => Some(format!("'{text}'")),
        (true, false) => Some(format!("\"{text}\"")),
        (true, true) => None,
    }
}

fn pattern_containing(text: &str) -> String {
    let pattern = format!("%{text}%");
    quoted_text(&pattern).unwrap_or_else(|| format!("'{}'", pattern.replace('\'', "_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_quoted_by_the_mark_they_lack() {
        assert_eq!(
            RunField::Metric("val loss").quoted().unwrap(),
            "metrics.`val loss`"
        );
        assert_eq!(RunField::Param("a\"b").quoted().unwrap(), "params.`a\"b`");
        assert_eq!(RunField::Tag("a`b").quoted().unwrap(), "tags.\"a`b\"");
        assert_eq!(RunField::Tag("a`b\"").quoted(), None);
        assert_eq!(
            order_by(RunField::Attribute("start_time"), true).unwrap(),
            "attributes.start_time DESC"
        );
    }

    #[test]
    fn searched_text_cannot_end_its_own_quotes() {
        assert_eq!(name_contains(" Iris "), "name ILIKE '%Iris%'");
        assert_eq!(name_contains("it's"), "name ILIKE \"%it's%\"");
        assert_eq!(name_contains("a \"b\""), "name ILIKE '%a \"b\"%'");
        assert_eq!(name_contains("it's \"b\""), "name ILIKE '%it_s \"b\"%'");
        assert_eq!(name_contains("  "), "");
    }

    #[test]
    fn filters_join_with_and() {
        assert_eq!(and("", " a = 1 "), "a = 1");
        assert_eq!(and("a = 1", ""), "a = 1");
        assert_eq!(and("a = 1", "b = 2"), "a = 1 AND b = 2");
        assert_eq!(and("", ""), "");
        assert_eq!(children_of(&"p1".into()), "tags.`mlflow.parentRunId` = 'p1'");
    }
}

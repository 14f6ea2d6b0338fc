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

impl<'a> RunField<'a> {
    /// The field as a filter names it, such as ``metrics.`val loss` ``; `None` where no quoting can say it.
    pub fn quoted(self) -> Option<String> {
        let (kind, key) = self.parts();
        let key = match self {
            Self::Attribute(name) => name.to_owned(),
            _ => quoted_key(key)?,
        };
        Some(format!("{kind}.{key}"))
    }

    fn parts(self) -> (&'static str, &'a str) {
        match self {
            Self::Attribute(key) => ("attributes", key),
            Self::Metric(key) => ("metrics", key),
            Self::Param(key) => ("params", key),
            Self::Tag(key) => ("tags", key),
        }
    }
}

/// An order for [`RunSearch::order_by`](super::RunSearch::order_by); `None` where no quoting can say the key.
///
/// Orders are read by other rules than filters: as a shell reads words, every backtick being a double quote first.
/// The SQL stores put NaN after the numbers and missing values last, in both directions.
pub fn order_by(field: RunField<'_>, descending: bool) -> Option<String> {
    let direction = if descending { "DESC" } else { "ASC" };
    Some(format!("{} {direction}", order_key(field)?))
}

/// A field as orders name it, without a direction: what an address keeps. `None` where no quoting can say the key.
pub fn order_key(field: RunField<'_>) -> Option<String> {
    let (kind, key) = field.parts();
    if matches!(field, RunField::Attribute(_)) {
        return Some(format!("{kind}.{key}"));
    }
    // Quotes around the whole key, and spaces at its end, are stripped once more after reading.
    let stripped = ["'", "\""]
        .into_iter()
        .any(|mark| key.starts_with(mark) && key.ends_with(mark));
    if key.contains('`') || stripped || key.trim() != key || key.is_empty() {
        return None;
    }
    let escaped = key.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("{kind}.`{escaped}`"))
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

/// How a text is compared with another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    /// Equal.
    Is,
    /// Not equal; what has none is left out.
    IsNot,
    /// Holds the text, in any case; `%` and `_` stand for any characters and any one.
    Contains,
}

/// A filter by the value of a tag; `None` where no quoting can say it.
pub fn tag_compares(key: &str, comparison: Comparison, value: &str) -> Option<String> {
    let field = RunField::Tag(key).quoted()?;
    let (operator, value) = match comparison {
        Comparison::Is => ("=", quoted_text(value)?),
        Comparison::IsNot => ("!=", quoted_text(value)?),
        Comparison::Contains => ("ILIKE", pattern_containing(value)),
    };
    Some(format!("{field} {operator} {value}"))
}

/// A filter for runs whose name contains a text, in any case, with the wild cards of [`name_contains`]. Blank text
/// gives the empty filter.
pub fn run_name_contains(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        String::new()
    } else {
        format!("attributes.run_name ILIKE {}", pattern_containing(text))
    }
}

/// A filter for registered models or their versions by exact name; `None` where no quoting can say it.
pub fn name_is(name: &str) -> Option<String> {
    quoted_text(name).map(|name| format!("name = {name}"))
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

/// A text in quotes; `None` where it has both kinds, or ends in a backslash, which would hide the closing one.
pub fn quoted_text(text: &str) -> Option<String> {
    if text.ends_with('\\') {
        return None;
    }
    match (text.contains('\''), text.contains('"')) {
        (false, _) => Some(format!("'{text}'")),
        (true, false) => Some(format!("\"{text}\"")),
        (true, true) => None,
    }
}

/// A key in quotes; `None` where it has both kinds that keys may have, or would lose one of its own.
pub fn quoted_key(key: &str) -> Option<String> {
    match (key.contains('`'), key.contains('"')) {
        (false, _) => Some(format!("`{key}`")),
        (true, true) => None,
        // Backticks around the whole key are stripped once the double quotes are.
        (true, false) if key.starts_with('`') && key.ends_with('`') || key.ends_with('\\') => None,
        (true, false) => Some(format!("\"{key}\"")),
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
        for unsayable in ["a`b\"", "`a`", "a`\\"] {
            assert_eq!(RunField::Tag(unsayable).quoted(), None, "{unsayable}");
        }
        assert_eq!(
            order_by(RunField::Attribute("start_time"), true).unwrap(),
            "attributes.start_time DESC"
        );
    }

    #[test]
    fn orders_are_quoted_as_the_server_reads_them() {
        let order = |key| order_by(RunField::Metric(key), false);
        assert_eq!(
            order_by(RunField::Attribute("start_time"), true).unwrap(),
            "attributes.start_time DESC"
        );
        assert_eq!(order("val loss/é").unwrap(), "metrics.`val loss/é` ASC");
        assert_eq!(order("it's").unwrap(), "metrics.`it's` ASC");
        assert_eq!(order("a\"b\\c").unwrap(), "metrics.`a\\\"b\\\\c` ASC");
        for unsayable in ["a`b", "\"a\"", "'a'", "a ", ""] {
            assert_eq!(order(unsayable), None, "{unsayable}");
        }
    }

    #[test]
    fn a_closing_backslash_is_not_sayable() {
        assert_eq!(name_is("C:\\"), None);
        assert_eq!(name_is("a'b").unwrap(), "name = \"a'b\"");
        assert_eq!(name_contains("C:\\"), "name ILIKE '%C:\\%'");
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
    fn tags_are_compared_in_the_servers_words() {
        let says = |key, comparison, value| tag_compares(key, comparison, value);
        assert_eq!(
            says("my team", Comparison::Is, "a'b").unwrap(),
            "tags.`my team` = \"a'b\""
        );
        assert_eq!(says("k", Comparison::IsNot, "").unwrap(), "tags.`k` != ''");
        assert_eq!(
            says("k", Comparison::Contains, "50%").unwrap(),
            "tags.`k` ILIKE '%50%%'"
        );
        assert_eq!(says("k", Comparison::Is, "'\""), None);
        assert_eq!(run_name_contains(" a "), "attributes.run_name ILIKE '%a%'");
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

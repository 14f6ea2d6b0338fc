//! Query parameters in the order of the address.

use super::fragment::{decode_query_text, encode_component};

/// Query parameters, decoded, in the order in which they stood; names may repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads `a=1&b=2`. A part without `=` is a name with an empty value; empty parts are skipped.
    pub fn parse(query: &str) -> Self {
        query
            .split('&')
            .filter(|part| !part.is_empty())
            .map(|part| {
                let (name, value) = part.split_once('=').unwrap_or((part, ""));
                (decode_query_text(name), decode_query_text(value))
            })
            .collect()
    }

    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// All pairs of name and value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends a pair.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Takes the first value of a name that `read` understands, and with it all others of that name.
    /// If none is understood, all stay, so that they can be written back.
    pub(super) fn take<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = self
            .iter()
            .filter(|(known, _)| *known == name)
            .find_map(|(_, value)| read(value))?;
        self.remove(name);
        Some(found)
    }

    /// Drops all pairs of a name.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(known, _)| known != name);
    }

    /// Takes a text; an empty one is as good as none.
    pub(super) fn take_text(&mut self, name: &str) -> Option<String> {
        self.take(name, |value| Some(value.to_owned()))
            .filter(|value| !value.is_empty())
    }

    /// Takes `true` or `false`.
    pub(super) fn take_bool(&mut self, name: &str) -> Option<bool> {
        self.take(name, |value| {
            if value.eq_ignore_ascii_case("true") {
                Some(true)
            } else if value.eq_ignore_ascii_case("false") {
                Some(false)
            } else {
                None
            }
        })
    }

    /// Appends a pair if there is a value.
    pub(super) fn push_some(&mut self, name: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.push(name, value);
        }
    }

    pub(super) fn append(&mut self, others: &Self) {
        self.0.extend_from_slice(&others.0);
    }

    /// `?a=1&b=2`, or nothing when there is none.
    pub(super) fn to_query(&self) -> String {
        let mut text = String::new();
        for (name, value) in self.iter() {
            text.push(if text.is_empty() { '?' } else { '&' });
            text.push_str(&encode_component(name));
            text.push('=');
            text.push_str(&encode_component(value));
        }
        text
    }
}

impl FromIterator<(String, String)> for Params {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_repeat_and_keep_their_order() {
        let params = Params::parse("b=2&a=1&&b=3&flag&=x");
        let pairs: Vec<_> = params.iter().collect();
        assert_eq!(
            pairs,
            [("b", "2"), ("a", "1"), ("b", "3"), ("flag", ""), ("", "x")]
        );
        assert_eq!(params.to_query(), "?b=2&a=1&b=3&flag=&=x");
        assert_eq!(params.get("b"), Some("2"));
    }

    #[test]
    fn a_value_that_is_not_understood_stays() {
        let mut params = Params::parse("asc=perhaps&x=1");
        assert_eq!(params.take_bool("asc"), None);
        assert_eq!(params.get("asc"), Some("perhaps"));
    }

    #[test]
    fn a_taken_value_takes_its_duplicates_along() {
        let mut params = Params::parse("asc=perhaps&asc=true&asc=false&x=1");
        assert_eq!(params.take_bool("asc"), Some(true));
        assert_eq!(params.to_query(), "?x=1");
    }
}

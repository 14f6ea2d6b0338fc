//! The search over charts.

use regex_lite::{Regex, RegexBuilder};

/// What only means something in a regular expression.
const MEANINGFUL: &[char] = &['^', '$', '*', '+', '?', '|', '[', ']', '(', ')', '{', '}', '\\'];
/// What a compiled expression may take of memory, in bytes.
const MOST_BYTES: usize = 1 << 18;

/// A search over charts: words that must all be there, whatever their case, or a regular expression between slashes.
/// Words that make a regular expression are looked for as such too.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    words: Vec<String>,
    pattern: Option<Regex>,
    is_pattern_alone: bool,
}

impl Finder {
    /// What a text looks for.
    ///
    /// # Errors
    ///
    /// What is wrong with a text between slashes that is no regular expression.
    pub fn new(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let inner = text
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/'))
            .filter(|inner| !inner.is_empty());
        if let Some(inner) = inner {
            let pattern = compile(inner).map_err(|error| error.to_string())?;
            return Ok(Self {
                words: Vec::new(),
                pattern: Some(pattern),
                is_pattern_alone: true,
            });
        }
        Ok(Self {
            words: text.split_whitespace().map(str::to_lowercase).collect(),
            pattern: text.contains(MEANINGFUL).then(|| compile(text).ok()).flatten(),
            is_pattern_alone: false,
        })
    }

    /// Whether it finds everything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.pattern.is_none()
    }

    /// Whether it finds a text.
    pub fn finds(&self, text: &str) -> bool {
        if self
            .pattern
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(text))
        {
            return true;
        }
        if self.is_pattern_alone {
            return false;
        }
        let text = text.to_lowercase();
        self.words.iter().all(|word| text.contains(word))
    }
}

fn compile(pattern: &str) -> Result<Regex, regex_lite::Error> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(MOST_BYTES)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &str, all: &[&'a str]) -> Vec<&'a str> {
        let finder = Finder::new(text).unwrap();
        all.iter().copied().filter(|one| finder.finds(one)).collect()
    }

    #[test]
    fn all_words_must_be_there_whatever_their_case() {
        let all = ["train/Loss", "val/loss", "val/acc"];
        assert_eq!(found("LOSS val", &all), ["val/loss"]);
        assert_eq!(found("  ", &all), all);
    }

    #[test]
    fn between_slashes_stands_a_regular_expression() {
        let all = ["train/loss", "val/loss", "val/acc"];
        assert_eq!(found("/^val/", &all), ["val/loss", "val/acc"]);
        assert_eq!(found("/LOSS$/", &all), ["train/loss", "val/loss"]);
    }

    #[test]
    fn words_that_make_an_expression_are_one_too() {
        let all = ["loss (train)", "loss", "acc"];
        assert_eq!(found("loss|acc", &all), all);
        assert_eq!(found("(train)", &all), ["loss (train)"]);
        assert_eq!(found("loss (", &all), ["loss (train)"]);
    }

    #[test]
    fn an_expression_that_is_none_says_so() {
        assert!(Finder::new("/(/").is_err());
        assert!(Finder::new("/").unwrap().finds("val/loss"));
    }
}

//! Patterns of texts: regular expressions, `LIKE`, and plain containment.

use regex_lite::{Regex, RegexBuilder};

/// How big a compiled expression may be. Matching takes time in proportion to it and to the text, so that an
/// expression in a stranger's link can't make the page hang.
const LARGEST_BYTES: usize = 1 << 14;

/// A regular expression that matches anywhere in a text; says what is wrong with it.
pub fn regex(pattern: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(pattern).size_limit(LARGEST_BYTES).build();
    built.map_err(|error| format!("No regular expression: {error}"))
}

/// Whether [`regex`] reads this pattern.
pub fn check(pattern: &str) -> Result<(), String> {
    regex(pattern).map(drop)
}

/// A text to be found in others, whatever the case.
pub struct Needle {
    lower: String,
}

impl Needle {
    pub fn new(text: &str) -> Self {
        Self {
            lower: text.to_lowercase(),
        }
    }

    /// Where it begins in a text, in bytes of that text in lower case; 0 for an empty one.
    pub fn find(&self, text: &str) -> Option<usize> {
        let needle = self.lower.as_bytes();
        if !self.lower.is_ascii() && !text.is_ascii() {
            return text.to_lowercase().find(&self.lower);
        }
        let Some((&first, rest)) = needle.split_first() else {
            return Some(0);
        };
        // No byte of another character is an ASCII letter.
        let text = text.as_bytes();
        let last = text.len().checked_sub(needle.len())?;
        (0..=last).find(|&at| {
            text.get(at).is_some_and(|one| one.to_ascii_lowercase() == first)
                && text
                    .get(at + 1..at + needle.len())
                    .is_some_and(|tail| tail.eq_ignore_ascii_case(rest))
        })
    }

    /// Whether a text holds it.
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

/// A pattern of `LIKE`: `%` stands for any characters, `_` for any one. Nothing escapes them.
pub struct Like {
    pattern: Vec<char>,
    ignores_case: bool,
}

impl Like {
    /// `ignores_case` is `ILIKE`.
    pub fn new(pattern: &str, ignores_case: bool) -> Self {
        let pattern = if ignores_case {
            pattern.to_lowercase().chars().collect()
        } else {
            pattern.chars().collect()
        };
        Self {
            pattern,
            ignores_case,
        }
    }

    /// Whether the whole text is such.
    pub fn matches(&self, text: &str) -> bool {
        if self.ignores_case {
            self.matches_cased(&text.to_lowercase())
        } else {
            self.matches_cased(text)
        }
    }

    fn matches_cased(&self, text: &str) -> bool {
        let mut at = 0;
        let mut rest = text.chars();
        // Where to go on if what follows the last `%` does not fit: it takes one character more.
        let mut again = None;
        loop {
            let wanted = self.pattern.get(at);
            if wanted == Some(&'%') {
                at += 1;
                again = Some((at, rest.clone()));
                continue;
            }
            let mut ahead = rest.clone();
            let fits = match (wanted, ahead.next()) {
                (None, None) => return true,
                (Some(&wanted), Some(one)) => wanted == '_' || wanted == one,
                _ => false,
            };
            if fits {
                at += 1;
                rest = ahead;
                continue;
            }
            let Some((after, from)) = &mut again else {
                return false;
            };
            if from.next().is_none() {
                return false;
            }
            at = *after;
            rest = from.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn like(text: &str, pattern: &str) -> bool {
        Like::new(pattern, false).matches(text)
    }

    #[test]
    fn like_is_about_the_whole_text_and_its_case() {
        for pattern in ["tree", "t%", "%e", "%re%", "t__e", "%", "tree%", "%t%r%e%"] {
            assert!(like("tree", pattern), "{pattern}");
        }
        for pattern in ["tre", "ree", "T%", "t_e", "", "tree_", "%x%"] {
            assert!(!like("tree", pattern), "{pattern}");
        }
        assert!(like("", "") && like("", "%") && like("a\nb", "a%b") && like("é", "_"));
        assert!(Like::new("TR%É", true).matches("treé"));
    }

    #[test]
    fn a_hostile_pattern_takes_no_time() {
        let text = "a".repeat(10_000);
        assert!(!like(
            &text,
            &"%a".repeat(50).replace("%a%a", "%a_%a").replace("_%a", "%b")
        ));
        assert!(
            !regex("(a*)*(a|aa)+$b")
                .unwrap()
                .is_match(text.get(..200).unwrap())
        );
        assert!(regex("(((a{100}){100}){100}){100}").is_err());
    }

    proptest! {
        #[test]
        fn like_agrees_with_a_regular_expression(text in "[abé%]{0,8}", pattern in "[ab%_é]{0,6}") {
            let expression = pattern.replace('%', ".*").replace('_', ".");
            let expression = regex(&format!("^{expression}$")).unwrap();
            prop_assert_eq!(like(&text, &pattern), expression.is_match(&text));
        }

        #[test]
        fn a_needle_is_found_whatever_the_case(text in "[abAB é]{0,9}", needle in "[abABé]{0,3}") {
            let found = text.to_lowercase().contains(&needle.to_lowercase());
            prop_assert_eq!(Needle::new(&needle).is_in(&text), found);
        }
    }
}

//! Long names and ids in little room.

/// At most `max` characters, with `…` for the middle, since ids and paths differ at both ends.
/// With room for one character only the `…` is left, with none nothing.
pub fn shorten_middle(text: &str, max: usize) -> String {
    let length = text.chars().count();
    if length <= max {
        return text.to_owned();
    }
    let Some(kept) = max.checked_sub(1) else {
        return String::new();
    };
    let at_end = kept / 2;
    let start = text.chars().take(kept - at_end);
    let end = text.chars().skip(length - at_end);
    start.chain(['…']).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_ends_stay() {
        assert_eq!(shorten_middle("3f1c9a0f1b7c4a64", 9), "3f1c…4a64");
        assert_eq!(shorten_middle("3f1c9a0f1b7c4a64", 8), "3f1c…a64");
        assert_eq!(shorten_middle("short", 5), "short");
        assert_eq!(shorten_middle("äöüßé", 4), "äö…é");
        assert_eq!(shorten_middle("abc", 1), "…");
        assert_eq!(shorten_middle("abc", 0), "");
    }

    proptest! {
        #[test]
        fn it_fits(text: String, max in 0_usize..20) {
            let short = shorten_middle(&text, max);
            prop_assert!(short.chars().count() <= max);
            prop_assert!(text.chars().count() > max || short == text);
        }
    }
}

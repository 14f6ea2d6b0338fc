//! Finding a text by a few of its letters.

/// How well a text fits what was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fit {
    /// Larger is better. Only texts that fit the same words can be compared.
    pub score: i32,
    /// Which characters of the text were meant, counted from 0, in order.
    pub places: Vec<usize>,
}

/// How well `text` fits `typed`: each of its words must be there in any order and any case, in one piece or letter by
/// letter. `None` where one is not. Nothing typed fits everything.
pub fn fuzzy(typed: &str, text: &str) -> Option<Fit> {
    let letters: Vec<char> = text.chars().collect();
    let lower: Vec<char> = letters.iter().map(|letter| lowercase(*letter)).collect();
    let mut fit = Fit::default();
    for word in typed.split_whitespace() {
        let word: Vec<char> = word.chars().map(lowercase).collect();
        let (score, places) =
            in_one_piece(&word, &letters, &lower).or_else(|| letter_by_letter(&word, &lower))?;
        fit.score += score;
        fit.places.extend(places);
    }
    fit.places.sort_unstable();
    fit.places.dedup();
    // Of two that fit alike, the shorter says less that was not asked for.
    fit.score -= i32::try_from(letters.len().min(60)).unwrap_or(60) / 4;
    Some(fit)
}

/// One letter for one, so that places stay what they are.
fn lowercase(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// Whether a word begins at a place: `Max`, `max_depth`, `max depth` and `maxDepth` have `d` at the start of one.
fn begins_word(letters: &[char], place: usize) -> bool {
    let Some(before) = place.checked_sub(1).and_then(|place| letters.get(place)) else {
        return true;
    };
    let here = letters.get(place).copied().unwrap_or(' ');
    !before.is_alphanumeric() || (before.is_lowercase() && here.is_uppercase())
}

fn in_one_piece(word: &[char], letters: &[char], lower: &[char]) -> Option<(i32, Vec<usize>)> {
    let starts = (0..=lower.len().checked_sub(word.len())?)
        .filter(|start| lower.get(*start..start + word.len()) == Some(word));
    let score_at = |start: usize| {
        let early = 20 - i32::try_from(start.min(20)).unwrap_or(20);
        let begins = if begins_word(letters, start) { 60 } else { 0 };
        let is_whole = start == 0 && word.len() == letters.len();
        100 + begins + early + if is_whole { 40 } else { 0 }
    };
    let best = starts.max_by_key(|start| (score_at(*start), std::cmp::Reverse(*start)))?;
    Some((score_at(best), (best..best + word.len()).collect()))
}

/// The letters in order with others between them: found from the left, then pulled together from the right.
fn letter_by_letter(word: &[char], lower: &[char]) -> Option<(i32, Vec<usize>)> {
    let mut end = 0;
    for letter in word {
        let found = lower.get(end..)?.iter().position(|other| other == letter)?;
        end += found + 1;
    }
    let mut places = Vec::with_capacity(word.len());
    for letter in word.iter().rev() {
        end = lower.get(..end)?.iter().rposition(|other| other == letter)?;
        places.push(end);
    }
    places.reverse();
    let first = places.first().copied().unwrap_or_default();
    let last = places.last().copied().unwrap_or_default();
    let gaps = (last + 1 - first).saturating_sub(word.len());
    Some((60 - i32::try_from(gaps.min(60)).unwrap_or(60), places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(typed: &str, texts: &[&'static str]) -> Vec<&'static str> {
        let mut fits: Vec<_> = texts
            .iter()
            .filter_map(|text| Some((fuzzy(typed, text)?.score, *text)))
            .collect();
        fits.sort_by_key(|(score, _)| -score);
        fits.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_whole_word_comes_before_a_part_and_that_before_single_letters() {
        let texts = ["Undelete", "dead letters", "Delete", "Delete runs", "Models"];
        assert_eq!(
            order("dele", &texts),
            ["Delete", "Delete runs", "Undelete", "dead letters"]
        );
    }

    #[test]
    fn words_may_stand_in_any_order_and_all_must_be_there() {
        assert!(fuzzy("depth max", "params.max_depth").is_some());
        assert!(fuzzy("depth min", "params.max_depth").is_none());
        assert_eq!(order("d", &["abcd", "maxDepth"])[0], "maxDepth");
    }

    #[test]
    fn the_letters_that_were_meant_are_told() {
        assert_eq!(fuzzy("LOSS", "val_loss").unwrap().places, [4, 5, 6, 7]);
        assert_eq!(fuzzy("vl", "val_loss").unwrap().places, [0, 2]);
        assert_eq!(fuzzy("", "anything").unwrap().places, [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn what_fits_has_its_letters_at_the_places_told(typed in "[a-cA-C]{0,4}", text in "[a-dA-D_ ]{0,12}") {
            let letters: Vec<char> = text.to_lowercase().chars().collect();
            let mut wanted = typed.to_lowercase().chars().collect::<Vec<_>>();
            let mut rest = letters.iter();
            let is_there = wanted.iter().all(|letter| rest.any(|other| other == letter));
            let fit = fuzzy(&typed, &text);
            prop_assert_eq!(fit.is_some(), is_there);
            if let Some(fit) = fit {
                let mut told: Vec<char> = fit.places.iter().map(|place| letters[*place]).collect();
                told.sort_unstable();
                wanted.sort_unstable();
                prop_assert_eq!(told, wanted);
            }
        }

        #[test]
        fn no_text_makes_it_panic(typed in any::<String>(), text in any::<String>()) {
            let count = text.chars().count();
            if let Some(fit) = fuzzy(&typed, &text) {
                prop_assert!(fit.places.iter().all(|place| *place < count));
            }
        }
    }
}

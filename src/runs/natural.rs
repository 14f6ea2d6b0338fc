//! The order of texts in a sorted column: numbers by value, then words with their numbers by value.

use std::cmp::Ordering;

use super::dictionary::Dictionary;
use super::radix::{Item, number_place, sort_by_place};

/// The place of a text in an ascending column; equal for texts that count as equal, such as `1` and `1.0`.
pub(super) type Rank = u32;

/// The rank of a text that is not a number by its own words; it stands behind all others in both directions.
pub(super) const NOT_A_NUMBER: Rank = Rank::MAX;

/// The number that a text is, as people write one into a parameter.
pub fn number_in(text: &str) -> Option<f64> {
    // Most texts are no numbers, and their first character says so.
    let first = text.trim_start().bytes().next()?;
    if !matches!(
        first,
        b'0'..=b'9' | b'+' | b'-' | b'.' | b'i' | b'I' | b'n' | b'N'
    ) {
        return None;
    }
    text.trim().parse().ok()
}

/// Compares texts as people read them: case does not count, runs of digits compare as numbers, and texts that are equal
/// this way compare by their bytes.
pub fn compare(left: &str, right: &str) -> Ordering {
    Pieces::of(left)
        .cmp(Pieces::of(right))
        .then_with(|| left.cmp(right))
}

/// The rank of each code.
pub(super) fn ranks(dictionary: &Dictionary) -> Box<[Rank]> {
    let count = u32::try_from(dictionary.len()).unwrap_or(u32::MAX);
    let mut ranks = vec![NOT_A_NUMBER; dictionary.len()].into_boxed_slice();
    let mut numbers = Vec::new();
    let mut words = Vec::new();
    for name in 0..count {
        match number_in(dictionary.text(name).unwrap_or_default()) {
            Some(number) if number.is_nan() => {}
            Some(number) => numbers.push(Item {
                place: number_place(number),
                name,
            }),
            None => words.push(Item { place: 0, name }),
        }
    }
    sort_by_place(&mut numbers, &mut Vec::new());
    sort_words(dictionary, &mut words);
    let mut put = |code: u32, rank| {
        if let Some(place) = ranks.get_mut(code as usize) {
            *place = rank;
        }
    };
    let mut rank = 0;
    let mut before = numbers.first().map_or(0, |first| first.place);
    for number in numbers {
        rank += u32::from(number.place != before);
        before = number.place;
        put(number.name, rank);
    }
    for (offset, word) in (1..).zip(words) {
        put(word.name, rank + offset);
    }
    ranks
}

/// How much of a text is looked at before texts are compared as such.
const LONGEST_KEY: usize = 256;

/// Sorts codes by their texts: eight bytes at a time, as long as there are many that are still equal. Names that people
/// and programs give begin alike.
fn sort_words(dictionary: &Dictionary, words: &mut [Item]) {
    const FEW: usize = 48;

    let mut keys: Vec<u8> = Vec::new();
    let mut ends = vec![0; dictionary.len()];
    for word in words.iter() {
        write_key(&mut keys, dictionary.text(word.name).unwrap_or_default());
        if let Some(end) = ends.get_mut(word.name as usize) {
            *end = keys.len();
        }
    }
    // Codes come in ascending order, and their keys too: each begins where the one before it ends.
    let mut starts = vec![0; dictionary.len()];
    let mut start = 0;
    for word in words.iter() {
        if let Some(place) = starts.get_mut(word.name as usize) {
            *place = start;
        }
        start = ends.get(word.name as usize).copied().unwrap_or(start);
    }
    let key_from = |name: u32, offset: usize| -> &[u8] {
        let bounds = starts.get(name as usize).zip(ends.get(name as usize));
        bounds
            .and_then(|(start, end)| keys.get(start + offset..*end))
            .unwrap_or_default()
    };
    let text = |name: u32| dictionary.text(name).unwrap_or_default();

    let mut spare = Vec::new();
    let mut to_do = vec![(0..words.len(), 0)];
    while let Some((range, offset)) = to_do.pop() {
        let Some(equal) = words.get_mut(range.clone()) else {
            continue;
        };
        if equal.len() < FEW || offset >= LONGEST_KEY {
            equal.sort_unstable_by(|left, right| {
                key_from(left.name, offset)
                    .cmp(key_from(right.name, offset))
                    .then_with(|| compare(text(left.name), text(right.name)))
            });
            continue;
        }
        for word in equal.iter_mut() {
            let mut bytes = [0; 8];
            for (to, from) in bytes.iter_mut().zip(key_from(word.name, offset)) {
                *to = *from;
            }
            word.place = u64::from_be_bytes(bytes);
        }
        sort_by_place(equal, &mut spare);
        let mut start = range.start;
        for same in equal.chunk_by(|left, right| left.place == right.place) {
            if same.len() > 1 {
                to_do.push((start..start + same.len(), offset + 8));
            }
            start += same.len();
        }
    }
}

/// One piece of a text, in the order of pieces.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Piece<'a> {
    /// A run of digits without its leading zeros: the longer one is the larger number.
    Digits(usize, &'a [u8]),
    /// Any other character, as a small letter.
    Character(char),
}

struct Pieces<'a> {
    rest: &'a str,
    /// Small letters that a capital became beyond the first; seldom any.
    pending: Option<std::char::ToLowercase>,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            rest: text,
            pending: None,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(letter) = self.pending.as_mut().and_then(Iterator::next) {
            return Some(Piece::Character(letter));
        }
        let first = self.rest.chars().next()?;
        if first.is_ascii_digit() {
            let bytes = self.rest.as_bytes();
            let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (digits, rest) = self.rest.split_at_checked(length)?;
            self.rest = rest;
            let digits = digits.trim_start_matches('0').as_bytes();
            return Some(Piece::Digits(digits.len(), digits));
        }
        self.rest = self.rest.get(first.len_utf8()..).unwrap_or_default();
        let mut small = first.to_lowercase();
        let letter = small.next()?;
        self.pending = Some(small).filter(|small| small.len() > 0);
        Some(Piece::Character(letter))
    }
}

/// Writes the beginning of a text so that bytes compare as texts do: if the bytes of one are less than those of another,
/// so is the text.
fn write_key(key: &mut Vec<u8>, text: &str) {
    let longest = key.len() + LONGEST_KEY;
    let mut pieces = Pieces::of(text);
    while key.len() < longest {
        // Nearly all texts are of plain characters only: these need no decoding.
        if pieces.pending.is_none() {
            let plain = pieces.rest.bytes().take_while(|byte| is_plain(*byte)).count();
            let (plain, rest) = pieces.rest.split_at_checked(plain).unwrap_or_default();
            key.extend(plain.bytes().map(|byte| byte.to_ascii_lowercase() + 2));
            pieces.rest = rest;
        }
        match pieces.next() {
            None => return,
            Some(Piece::Digits(length, digits)) => {
                // A number of so many digits that their count does not fit ends the key.
                let count = u8::try_from(length).unwrap_or(u8::MAX);
                key.extend([1, count]);
                if count == u8::MAX {
                    return;
                }
                key.extend(digits);
            }
            Some(Piece::Character(letter)) => {
                // The first byte says how many there are, so that they compare as the numbers of characters do. Neither
                // 0, which stands behind the end, nor 1, which stands before digits.
                let number = u32::from(letter) + 2;
                match number {
                    0..0x80 => key.push(low_byte(number)),
                    0x80..0x4000 => key.extend([0x80 | low_byte(number >> 8), low_byte(number)]),
                    _ => key.extend([
                        0xC0 | low_byte(number >> 16),
                        low_byte(number >> 8),
                        low_byte(number),
                    ]),
                }
            }
        }
    }
}

/// Whether a character is one byte of a key, and no digit.
fn is_plain(byte: u8) -> bool {
    byte < 0x7E && !byte.is_ascii_digit()
}

fn low_byte(number: u32) -> u8 {
    number.to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ranked(texts: &[&str]) -> Vec<Rank> {
        let mut dictionary = Dictionary::default();
        for text in texts {
            dictionary.intern(text);
        }
        ranks(&dictionary).to_vec()
    }

    fn sorted<'a>(texts: &[&'a str]) -> Vec<&'a str> {
        let mut order: Vec<_> = ranked(texts).into_iter().zip(texts.iter().copied()).collect();
        order.sort_by_key(|(rank, _)| *rank);
        order.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn numbers_come_by_value_then_words_then_what_says_that_it_is_no_number() {
        assert_eq!(
            sorted(&["nan", "relu", "1e-3", "10", "9", "", "-inf", "Adam", "2.50"]),
            ["-inf", "1e-3", "2.50", "9", "10", "", "Adam", "relu", "nan"]
        );
    }

    #[test]
    fn equal_numbers_share_a_rank_and_words_that_differ_do_not() {
        assert_eq!(
            ranked(&["1", "1.0", "2", "-0", "0", "a", "A"]),
            [1, 1, 2, 0, 0, 4, 3]
        );
    }

    #[test]
    fn digits_within_words_compare_as_numbers_and_dates_by_time() {
        assert_eq!(
            sorted(&["run-10", "Run-9", "run-010b", "run-1"]),
            ["run-1", "Run-9", "run-10", "run-010b"]
        );
        assert_eq!(
            sorted(&[
                "2026-11-03T10:00",
                "2026-02-20",
                "2025-12-31 x",
                "2026-11-03T09:59"
            ]),
            [
                "2025-12-31 x",
                "2026-02-20",
                "2026-11-03T09:59",
                "2026-11-03T10:00"
            ]
        );
    }

    proptest! {
        #[test]
        fn the_key_of_a_text_never_contradicts_it(left in "[a-bA-B0-2é\u{4e00}İ\u{1}\u{0}~\u{7f}]{0,20}", right in "[a-bA-B0-2é\u{4e00}İ\u{1}\u{0}~\u{7f}]{0,20}") {
            let key = |text: &str| {
                let mut key = Vec::new();
                write_key(&mut key, text);
                key
            };
            let by_key = key(&left).cmp(&key(&right));
            if by_key != Ordering::Equal {
                prop_assert_eq!(by_key, compare(&left, &right));
            }
        }

        #[test]
        fn comparing_is_an_order(mut texts in prop::collection::vec("[a-cA-C0-3.]{0,5}", 3)) {
            texts.sort_by(|left, right| compare(left, right));
            for pair in texts.windows(2) {
                prop_assert_ne!(compare(&pair[0], &pair[1]), Ordering::Greater);
                prop_assert_eq!(compare(&pair[0], &pair[1]) == Ordering::Equal, pair[0] == pair[1]);
            }
            prop_assert_ne!(compare(&texts[0], &texts[2]), Ordering::Greater);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn many_texts_that_begin_alike_rank_as_they_compare(
            length in prop_oneof![0..12_usize, 250..260_usize], endings in prop::collection::btree_set("[a-cA-C0-3]{0,12}", 0..120)
        ) {
            let texts: Vec<_> = endings.iter().map(|ending| format!("run-{}{ending}", "x".repeat(length))).collect();
            let texts: Vec<_> = texts.iter().map(String::as_str).collect();
            let mut expected = texts.clone();
            expected.sort_by(|left, right| compare(left, right));
            prop_assert_eq!(sorted(&texts), expected);
        }
    }
}

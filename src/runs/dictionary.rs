//! Distinct texts, each stored once and named by a number.

/// Texts in the order in which they first came; the position of one is its code.
///
/// A table of our own: the standard one would keep every text twice, and a hasher is code that each kind of key pays for.
#[derive(Clone, Default, Debug)]
pub(super) struct Dictionary {
    /// All texts, one behind the other.
    texts: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Open addressing; the code plus one, 0 where nothing is. Its length is a power of two, or 0.
    slots: Vec<u32>,
}

impl Dictionary {
    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text with this code.
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        let index = code as usize;
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.texts.get(start as usize..end as usize)
    }

    /// The code of a text that is there.
    pub(super) fn code_of(&self, text: &str) -> Option<u32> {
        self.find(text).1
    }

    /// The code of a text, which is added if it is new.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        if (self.ends.len() + 1) * 4 > self.slots.len() * 3 {
            self.widen();
        }
        let (slot, found) = self.find(text);
        if let Some(code) = found {
            return code;
        }
        let code = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let spare = self.texts.capacity() - self.texts.len();
        if spare < text.len() {
            self.texts.reserve_exact(text.len().max(self.texts.len() / 4));
        }
        self.texts.push_str(text);
        make_room(&mut self.ends, 1);
        // 32-bit memory can't hold more text than its offsets can name.
        self.ends
            .push(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        if let Some(place) = self.slots.get_mut(slot) {
            *place = code.wrapping_add(1);
        }
        code
    }

    /// What it holds of memory, in bytes.
    pub(super) fn heap_bytes(&self) -> usize {
        self.texts.capacity() + 4 * (self.ends.capacity() + self.slots.capacity())
    }

    /// The slot of a text and its code, or the free slot where it would go.
    fn find(&self, text: &str) -> (usize, Option<u32>) {
        let Some(mask) = self.slots.len().checked_sub(1) else {
            return (0, None);
        };
        let mut slot = hash(text) & mask;
        loop {
            match self.slots.get(slot).copied().unwrap_or(0).checked_sub(1) {
                None => return (slot, None),
                Some(code) if self.text(code) == Some(text) => return (slot, Some(code)),
                Some(_) => slot = (slot + 1) & mask,
            }
        }
    }

    fn widen(&mut self) {
        let size = (self.slots.len() * 2).max(8);
        self.slots = vec![0; size];
        for code in 0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX) {
            let slot = self.free_slot(code, size - 1);
            if let Some(place) = self.slots.get_mut(slot) {
                *place = code + 1;
            }
        }
    }

    fn free_slot(&self, code: u32, mask: usize) -> usize {
        let mut slot = hash(self.text(code).unwrap_or_default()) & mask;
        while self.slots.get(slot).is_some_and(|taken| *taken != 0) {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

/// Room for `more` items without the doubling of [`Vec::push`]: columns are many and long, and half-empty ones would be
/// most of the memory.
pub(super) fn make_room<T>(items: &mut Vec<T>, more: usize) {
    if items.capacity() - items.len() < more {
        items.reserve_exact(more.max(items.len() / 4).max(4));
    }
}

/// Eight bytes at a time; folded at the end since the low bits choose the slot.
fn hash(text: &str) -> usize {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut tail = [0; 8];
    for (to, from) in tail.iter_mut().zip(rest) {
        *to = *from;
    }
    let mut state = text.len() as u64;
    for word in words.iter().chain([&tail]) {
        state = (state.rotate_left(23) ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
        state ^= state >> 32;
    }
    #[expect(clippy::cast_possible_truncation, reason = "any 32 bits do")]
    let slot = (state.wrapping_mul(FACTOR) >> 29) as u32;
    slot as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_keeps_its_code_and_a_code_its_text(texts in prop::collection::vec("[a-cé]{0,3}", 0..200)) {
            let mut dictionary = Dictionary::default();
            let codes: Vec<_> = texts.iter().map(|text| dictionary.intern(text)).collect();
            for (text, code) in texts.iter().zip(codes) {
                prop_assert_eq!(dictionary.text(code), Some(text.as_str()));
                prop_assert_eq!(dictionary.code_of(text), Some(code));
                prop_assert_eq!(dictionary.intern(text), code);
            }
            let distinct: std::collections::BTreeSet<_> = texts.iter().collect();
            prop_assert_eq!(dictionary.len(), distinct.len());
            prop_assert_eq!(dictionary.code_of("none of them"), None);
        }
    }

    #[test]
    fn texts_that_differ_in_a_counter_spread_over_the_table() {
        let slots: std::collections::BTreeSet<_> =
            (0..4096).map(|n| hash(&format!("run-{n}")) & 4095).collect();
        // 63 % is what chance gives.
        assert!(slots.len() > 2300, "{}", slots.len());
    }
}

//! Sorting by whole numbers, in time that grows with the number of items only.

/// Something to be sorted.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Item {
    /// Where it belongs.
    pub(super) place: u64,
    /// What it is: a row, a code.
    pub(super) name: u32,
}

/// A place for a number that is not NaN: larger for larger ones, the same for zero and its negative.
pub(super) fn number_place(number: f64) -> u64 {
    const SIGN: u64 = 1 << 63;
    // Adding zero makes the negative zero a positive one.
    let bits = (number + 0.0).to_bits();
    if bits & SIGN == 0 { bits | SIGN } else { !bits }
}

/// Sorts by place, stably: one pass for each byte in which places differ. `spare` is room for as many items.
pub(super) fn sort_by_place(items: &mut [Item], spare: &mut Vec<Item>) {
    let mut counts = [[0_u32; 256]; 8];
    for item in items.iter() {
        for (byte, counts) in item.place.to_le_bytes().into_iter().zip(&mut counts) {
            if let Some(count) = counts.get_mut(usize::from(byte)) {
                *count += 1;
            }
        }
    }
    if spare.len() < items.len() {
        spare.resize(items.len(), Item::default());
    }
    let length = items.len();
    let Some(mut to) = spare.get_mut(..length) else {
        return;
    };
    let mut from = items;
    let mut is_turned = false;
    for (shift, counts) in (0..).step_by(8).zip(&mut counts) {
        if counts.iter().any(|count| *count as usize == from.len()) {
            continue;
        }
        let mut start = 0;
        for count in counts.iter_mut() {
            start += std::mem::replace(count, start);
        }
        for item in from.iter() {
            let byte = (item.place >> shift) & 0xFF;
            if let Some(next) = counts.get_mut(byte as usize) {
                if let Some(place) = to.get_mut(*next as usize) {
                    *place = *item;
                }
                *next += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
        is_turned = !is_turned;
    }
    if is_turned {
        to.copy_from_slice(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorting_is_stable(places in prop::collection::vec(prop_oneof![any::<u64>(), 0..3_u64, (0..3_u64).prop_map(|n| n << 40)], 0..80)) {
            let mut items: Vec<_> = (0..).zip(&places).map(|(name, place)| Item { place: *place, name }).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.place);
            sort_by_place(&mut items, &mut Vec::new());
            let names = |items: &[Item]| items.iter().map(|item| item.name).collect::<Vec<_>>();
            prop_assert_eq!(names(&items), names(&expected));
        }

        #[test]
        fn places_of_numbers_are_in_the_order_of_numbers(left in any::<f64>(), right in any::<f64>()) {
            prop_assume!(!left.is_nan() && !right.is_nan());
            prop_assert_eq!(number_place(left).cmp(&number_place(right)), left.partial_cmp(&right).unwrap());
        }
    }
}

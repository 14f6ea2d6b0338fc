use super::*;

#[test]
fn few_numbers_have_a_bin_each_and_missing_ones_are_below_all() {
    let feature = Feature::of_numbers(&[3.0, f64::NAN, 1.0, 3.0, f64::INFINITY, -0.0, 0.0]);
    assert_eq!(feature.bins, [3, 0, 2, 3, 4, 1, 1]);
    assert!(feature.has_order && feature.varies());
}

#[test]
fn many_numbers_share_bins_evenly_and_keep_their_order() {
    let values: Vec<f64> = (0..10_000).map(|i| f64::from(i * 7919 % 10_007)).collect();
    let feature = Feature::of_numbers(&values);
    let mut filled = [0; NUMBER_BINS + 1];
    for bin in &feature.bins {
        filled[usize::from(*bin)] += 1;
    }
    assert!(
        filled[1..].iter().all(|count| (150..=160).contains(count)),
        "{filled:?}"
    );
    let mut pairs: Vec<(f64, u8)> = values.into_iter().zip(feature.bins).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(pairs.is_sorted_by_key(|(_, bin)| *bin));
}

#[test]
fn rare_categories_share_a_bin_and_missing_is_one_of_its_own() {
    let many = (0..200_u32).map(Some).chain([None]).chain((0..60).map(Some));
    let feature = Feature::of_categories(&many.collect::<Vec<_>>());
    let others = bin_at(1 + CATEGORY_BINS);
    assert!(feature.bins[..60].iter().all(|bin| (1..others).contains(bin)));
    assert_eq!(feature.bins[200], MISSING);
    let shared: Vec<&u8> = feature.bins.iter().filter(|bin| **bin == others).collect();
    assert_eq!(shared.len(), 200 - CATEGORY_BINS);
    assert_eq!(feature.count, CATEGORY_BINS + 2);
}

#[test]
fn a_tree_finds_the_step_in_a_column() {
    let x: Vec<f64> = (0..60).map(f64::from).collect();
    let y: Vec<f64> = x.iter().map(|x| if *x < 20.0 { 1.0 } else { 5.0 }).collect();
    let tree = Tree::grow(&[Feature::of_numbers(&x)], &y, &mut Random::new(1));
    assert!(tree.uses(0) && !tree.out_of_bag.is_empty());
    let is_right = |(row, told): &(usize, f64)| (18..22).contains(row) || (told - y[*row]).abs() < 1e-9;
    assert!(tree.out_of_bag.iter().all(is_right), "{:?}", tree.out_of_bag);
}

#[test]
fn a_tree_parts_categories_by_what_they_mean_and_not_by_their_number() {
    let x: Vec<Option<u32>> = (0..120_u32).map(|row| Some(row % 6)).collect();
    let y: Vec<f64> = x
        .iter()
        .map(|x| if x.unwrap() % 2 == 0 { -3.0 } else { 4.0 })
        .collect();
    let tree = Tree::grow(&[Feature::of_categories(&x)], &y, &mut Random::new(1));
    assert_eq!(tree.nodes.len(), 3, "one split parts the even from the odd");
    assert!(
        tree.out_of_bag
            .iter()
            .all(|(row, told)| (told - y[*row]).abs() < 1e-9)
    );
}

#[test]
fn a_target_that_never_changes_is_a_leaf() {
    let x: Vec<f64> = (0..30).map(f64::from).collect();
    let tree = Tree::grow(&[Feature::of_numbers(&x)], &[0.1; 30], &mut Random::new(1));
    assert_eq!(tree.nodes.len(), 1);
    let empty = Tree::grow(&[], &[], &mut Random::new(1));
    assert!(empty.out_of_bag.is_empty());
}

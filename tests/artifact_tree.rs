//! The pure parts of the artifact tree: paths, order and keys. The tree itself is Leptos, which the host doesn't build.

#[path = "../src/ui/artifacts/paths.rs"]
mod paths;
#[path = "../src/ui/artifacts/tree_keys.rs"]
mod tree_keys;

use paths::{name_of, natural_order, parent_of, steps_to};
use proptest::prelude::*;
use tree_keys::destination;

#[test]
fn the_way_to_a_file_leads_through_its_folders() {
    assert_eq!(steps_to("a/b/c.txt"), ["", "a", "a/b", "a/b/c.txt"]);
    assert_eq!(steps_to(""), [""]);
    assert_eq!(steps_to("c.txt"), ["", "c.txt"]);
    assert_eq!(
        (parent_of("a/b/c"), parent_of("c"), parent_of("")),
        (Some("a/b"), Some(""), None)
    );
    assert_eq!((name_of("a/b/c"), name_of("c"), name_of("")), ("c", "c", ""));
}

#[test]
fn numbers_in_names_are_sorted_as_people_count() {
    let mut names = [
        "step10", "Step2", "step1", "a", "step02", "b10c2", "b10c10", "é", "",
    ];
    names.sort_by(|left, right| natural_order(left, right));
    assert_eq!(
        names,
        [
            "", "a", "b10c2", "b10c10", "step1", "Step2", "step02", "step10", "é"
        ]
    );
}

/// A root with an open folder of two files, a closed folder, and a second root.
const LEVELS: [usize; 6] = [1, 2, 3, 3, 2, 1];

fn go(key: &str, at: usize) -> Option<usize> {
    let names = ["Run", "images", "dog.png", "cat.png", "model", "mushroom"].map(str::to_owned);
    destination(key, at, &LEVELS, &names)
}

#[test]
fn arrows_home_and_end_walk_the_items_in_sight_and_stop_at_the_ends() {
    assert_eq!((go("ArrowDown", 0), go("ArrowDown", 5)), (Some(1), None));
    assert_eq!((go("ArrowUp", 3), go("ArrowUp", 0)), (Some(2), None));
    assert_eq!((go("Home", 4), go("End", 1)), (Some(0), Some(5)));
}

#[test]
fn right_goes_to_the_first_child_and_left_to_the_parent() {
    assert_eq!(
        (go("ArrowRight", 1), go("ArrowRight", 2), go("ArrowRight", 4)),
        (Some(2), None, None)
    );
    assert_eq!(
        (go("ArrowLeft", 3), go("ArrowLeft", 4), go("ArrowLeft", 5)),
        (Some(1), Some(0), None)
    );
}

#[test]
fn a_letter_goes_to_the_next_name_that_starts_with_it_and_around_the_end() {
    assert_eq!((go("m", 0), go("M", 4), go("m", 5)), (Some(4), Some(5), Some(4)));
    assert_eq!(
        (go("z", 0), go(" ", 0), go("Tab", 0), go("Enter", 9)),
        (None, None, None, None)
    );
}

proptest! {
    #[test]
    fn natural_order_is_a_total_order(names in prop::array::uniform3("[a-cA-C0-2é/]{0,5}")) {
        let [a, b, c] = &names;
        prop_assert_eq!(natural_order(a, b), natural_order(b, a).reverse());
        prop_assert_eq!(natural_order(a, b).is_eq(), a == b);
        if natural_order(a, b).is_le() && natural_order(b, c).is_le() {
            prop_assert!(natural_order(a, c).is_le());
        }
    }
}

//! Moving among items by keyboard.

#[path = "../src/ui/kit/roving.rs"]
mod roving;

use proptest::prelude::*;
use roving::{Step, step, type_ahead};

#[test]
fn steps_go_round_at_both_ends() {
    assert_eq!(step(Some(2), 3, Step::Next), Some(0));
    assert_eq!(step(Some(0), 3, Step::Previous), Some(2));
    assert_eq!(step(Some(1), 3, Step::First), Some(0));
    assert_eq!(step(Some(1), 3, Step::Last), Some(2));
}

#[test]
fn from_no_item_the_next_is_the_first_and_the_previous_is_the_last() {
    assert_eq!(step(None, 3, Step::Next), Some(0));
    assert_eq!(step(None, 3, Step::Previous), Some(2));
}

#[test]
fn keys_that_move_in_a_row_do_not_move_in_a_column() {
    assert_eq!(Step::of_horizontal_key("ArrowRight"), Some(Step::Next));
    assert_eq!(Step::of_vertical_key("ArrowRight"), None);
    assert_eq!(Step::of_vertical_key("ArrowUp"), Some(Step::Previous));
    assert_eq!(Step::of_horizontal_key("Enter"), None);
}

#[test]
fn the_same_letter_again_goes_to_the_next_item_that_begins_with_it() {
    let labels = ["Delete", "Duplicate", "Rename"];
    assert_eq!(type_ahead(&labels, None, "d"), Some(0));
    assert_eq!(type_ahead(&labels, Some(0), "D"), Some(1));
    assert_eq!(type_ahead(&labels, Some(1), "d"), Some(0));
}

#[test]
fn typing_on_stays_on_an_item_that_still_fits() {
    let labels = ["Delete", "Duplicate", "Rename"];
    assert_eq!(type_ahead(&labels, Some(1), "du"), Some(1));
    assert_eq!(type_ahead(&labels, Some(0), "du"), Some(1));
    assert_eq!(type_ahead(&labels, Some(0), "x"), None);
    assert_eq!(type_ahead(&labels, Some(0), ""), None);
}

proptest! {
    #[test]
    fn a_step_always_leads_to_an_item_that_exists(current in proptest::option::of(0usize..50), count in 0usize..40, way in 0..4) {
        let way = match way { 0 => Step::Next, 1 => Step::Previous, 2 => Step::First, _ => Step::Last };
        match step(current, count, way) {
            None => prop_assert_eq!(count, 0),
            Some(at) => prop_assert!(at < count),
        }
    }

    #[test]
    fn type_ahead_never_leads_outside_the_list(labels in proptest::collection::vec("[a-cA-C]{0,3}", 0..6), current in proptest::option::of(0usize..9), typed in "[a-c]{0,2}") {
        if let Some(at) = type_ahead(&labels, current, &typed) {
            prop_assert!(at < labels.len());
        }
    }
}

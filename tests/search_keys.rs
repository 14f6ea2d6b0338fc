//! What keys do in the search box: logic of `ui` that needs no browser.

#[path = "../src/ui/search/keys.rs"]
mod keys;

use keys::{Deed, Standing, deed};

const CLOSED: Standing = Standing {
    shown: 0,
    active: None,
    is_begun: false,
};
const OPEN: Standing = Standing {
    shown: 3,
    active: None,
    is_begun: true,
};
const CHOSEN: Standing = Standing {
    shown: 3,
    active: Some(1),
    is_begun: true,
};

#[test]
fn enter_applies_unless_a_suggestion_is_chosen() {
    assert_eq!(deed("Enter", CLOSED), Some(Deed::Apply));
    assert_eq!(deed("Enter", OPEN), Some(Deed::Apply));
    assert_eq!(deed("Enter", CHOSEN), Some(Deed::Take(1)));
}

#[test]
fn tab_completes_what_is_begun_and_otherwise_leaves_the_box() {
    assert_eq!(deed("Tab", OPEN), Some(Deed::Take(0)));
    assert_eq!(deed("Tab", CHOSEN), Some(Deed::Take(1)));
    assert_eq!(deed("Tab", CLOSED), None);
    let nothing_begun = Standing {
        is_begun: false,
        ..OPEN
    };
    assert_eq!(deed("Tab", nothing_begun), None);
}

#[test]
fn escape_closes_the_list_and_harms_no_text() {
    assert_eq!(deed("Escape", OPEN), Some(Deed::Close));
    assert_eq!(deed("Escape", CLOSED), None);
}

#[test]
fn arrows_choose_and_open() {
    assert_eq!(deed("ArrowDown", CLOSED), Some(Deed::Next));
    assert_eq!(deed("ArrowUp", OPEN), Some(Deed::Previous));
    assert_eq!(deed("ArrowUp", CLOSED), None);
    assert_eq!(deed("a", CHOSEN), None);
}

#![expect(clippy::float_cmp, reason = "places of whole pixels")]

use proptest::prelude::*;

use super::*;
use crate::board::Settings;

fn board(count: usize) -> Board {
    let mut board = Board::default();
    let keys: Vec<String> = (0..count)
        .map(|index| format!("{}/m{index}", index % 3))
        .collect();
    board.know(keys.iter().map(|key| (key.as_str(), Some(2))));
    board
}

fn laid_out(board: &Board, width_css: f64) -> Layout {
    Layout::of(board, &Finder::default(), &|_| true, width_css)
}

fn ids(layout: &Layout, range: Range<usize>) -> Vec<&str> {
    layout.cards[range]
        .iter()
        .map(|card| card.id.metric().unwrap())
        .collect()
}

#[test]
fn cards_fill_rows_and_a_narrow_board_has_fewer_columns() {
    let board = board(9);
    let wide = laid_out(&board, 924.0);
    assert_eq!((wide.columns, wide.column_css), (3, 300.0));
    assert_eq!(wide.cards[1].left_css, 312.0);
    assert_eq!(wide.cards[3].top_css, HEAD_CSS + 300.0 + GAP_CSS + HEAD_CSS);
    assert_eq!(laid_out(&board, 500.0).columns, 2);
    assert_eq!(laid_out(&board, 100.0).columns, 1);
}

#[test]
fn a_wide_card_takes_its_columns_and_no_more_than_there_are() {
    let mut board = board(9);
    board.resize(&CardId::of_metric("0/m3"), 2, Some(500));
    let layout = laid_out(&board, 924.0);
    assert_eq!(layout.cards[1].width_css, 612.0);
    assert_eq!(layout.cards[2].top_css, HEAD_CSS + 500.0 + GAP_CSS);
    assert_eq!(laid_out(&board, 300.0).cards[1].width_css, 300.0);
    assert_eq!(
        [1, 2, 3].map(|span| layout.span_of(layout.width_of(span) + 20.0)),
        [1, 2, 3]
    );
}

#[test]
fn what_has_no_values_is_left_out_unless_wanted() {
    let mut board = board(3);
    board.know([("0/m0", None)]);
    assert_eq!(laid_out(&board, 900.0).cards.len(), 1);
    board.set(Settings {
        hides_empty: false,
        ..Settings::default()
    });
    assert_eq!(laid_out(&board, 900.0).cards.len(), 3);
}

#[test]
fn a_search_shows_what_it_finds_also_of_folded_sections() {
    let mut board = board(9);
    board.collapse(&SectionId::of_metric("1/x"), true);
    let layout = laid_out(&board, 900.0);
    assert_eq!((layout.cards.len(), layout.total), (6, 9));
    let layout = Layout::of(&board, &Finder::new("m4").unwrap(), &|_| true, 900.0);
    assert_eq!(ids(&layout, 0..1), ["1/m4"]);
    assert_eq!((layout.found, layout.sections.len()), (1, 1));
}

#[test]
fn keys_move_a_card_within_its_section() {
    let mut board = board(15);
    let id = CardId::of_metric("1/m4");
    let order = |board: &Board| {
        let section = board.section(&SectionId::of_metric("1/x")).unwrap();
        section
            .cards
            .iter()
            .map(|id| id.as_str()[10..].to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(order(&board), "m1 m4 m7 m10 m13");
    for (step, expected) in [
        (Step::Right, "m1 m7 m4 m10 m13"),
        (Step::Left, "m1 m4 m7 m10 m13"),
        (Step::Down, "m1 m7 m10 m13 m4"),
        (Step::Up, "m1 m4 m7 m10 m13"),
        (Step::Down, "m1 m7 m10 m13 m4"),
        (Step::First, "m4 m1 m7 m10 m13"),
    ] {
        let place = laid_out(&board, 924.0).step(&id, step).unwrap();
        board.move_card(&id, &place);
        assert_eq!(order(&board), expected, "{step:?}");
    }
    assert_eq!(laid_out(&board, 924.0).step(&id, Step::Left), None);
    assert_eq!(laid_out(&board, 924.0).step(&id, Step::Up), None);
}

proptest! {
    #[test]
    fn cards_do_not_overlap_and_are_found_where_they_are(
        count in 0..60_usize, width in 200.0..2_000.0_f64, columns in 1..=5_u8,
        sizes in prop::collection::vec((0..60_usize, 1..=5_u8, prop::option::of(160..600_u16)), 0..8),
        from in 0.0..9_000.0_f64, high in 0.0..2_000.0_f64,
    ) {
        let mut board = board(count);
        board.set(Settings { columns, ..Settings::default() });
        for (index, span, height) in sizes {
            board.resize(&CardId::of_metric(&format!("{}/m{index}", index % 3)), span, height);
        }
        let layout = laid_out(&board, width);
        prop_assert_eq!(layout.cards.len(), count);
        for (index, card) in layout.cards.iter().enumerate() {
            prop_assert!(card.left_css >= 0.0 && card.left_css + card.width_css <= width.max(1.0) + 0.001);
            prop_assert!(card.top_css + card.height_css <= layout.height_css);
            let section = &layout.sections[card.section];
            prop_assert!(section.top_css + HEAD_CSS <= card.top_css);
            prop_assert!(card.top_css + card.height_css <= section.top_css + section.height_css);
            for other in &layout.cards[index + 1..] {
                let is_beside = other.left_css >= card.left_css + card.width_css || card.left_css >= other.left_css + other.width_css;
                let is_below = other.top_css >= card.top_css + card.height_css || card.top_css >= other.top_css + other.height_css;
                prop_assert!(is_beside || is_below);
            }
        }
        let between = layout.cards_between(from, from + high);
        for (index, card) in layout.cards.iter().enumerate() {
            let is_seen = card.top_css <= from + high && card.top_css + card.height_css >= from;
            prop_assert!(!is_seen || between.contains(&index));
        }
    }

    #[test]
    fn what_is_dropped_on_a_card_goes_beside_it(count in 1..40_usize, pick in 0..40_usize, is_left: bool) {
        let board = board(count);
        let layout = laid_out(&board, 924.0);
        let card = &layout.cards[pick % count];
        let x = card.left_css + if is_left { 5.0 } else { card.width_css - 5.0 };
        let dropped = layout.drop_at(x, card.top_css + 20.0).unwrap();
        prop_assert_eq!(&dropped.place.section, &layout.sections[card.section].id);
        if is_left {
            let before = (pick % count).checked_sub(1).map(|before| &layout.cards[before]);
            let before = before.filter(|before| before.section == card.section);
            prop_assert_eq!(dropped.place.after, before.map(|before| before.id.clone()));
        } else {
            prop_assert_eq!(dropped.place.after.as_ref(), Some(&card.id));
        }
    }
}
